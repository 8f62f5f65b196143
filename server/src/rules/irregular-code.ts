import { rangeInMember, hasIssues } from "../model/contribution.ts";
import { portfolioCodes } from "../model/portfolioCodes.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const irregularCode = defineRule({
  code: "irregular-code",
  group: "Codes",
  summary: "A code is understood, but not spelt as its framework spells it.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  fixAll: "irregular codes",
  concerns: ({ facts, contribution }) =>
    facts.role === "portfolio" || hasIssues(contribution),
  *check(context) {
    const { path, facts, catalogue, entries, contribution, displacedBy } =
      context;
    const isPortfolio = facts.role === "portfolio";
    const fields = isPortfolio
      ? [
          entries.members,
          displacedBy === undefined
            ? portfolioCodes(catalogue, context, facts.portfolio)
            : [],
        ]
      : contribution.fields.map(({ members }) => members);
    const messageFor = (text: string, canonical: string): string =>
      `\`${text}\` is read as \`${canonical}\`. Write it that way, so that a search for the code finds it.`;
    for (const members of fields) {
      for (const resolved of members) {
        for (const issue of resolved.issues) {
          if (issue.kind !== "irregular") continue;
          const range = rangeInMember(resolved, issue.from, issue.text.length);
          yield {
            range,
            message: messageFor(issue.text, issue.canonical),
            fixes: [replaceFix(path, range, issue.canonical)],
          };
        }
      }
    }
    for (const {
      text,
      canonical,
      range,
    } of contribution.irregularHeadingCodes) {
      yield {
        range,
        message: messageFor(text, canonical),
        fixes: [replaceFix(path, range, canonical)],
      };
    }
  },
});
