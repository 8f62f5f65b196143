import { rangeInMember } from "../model/contribution.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const irregularCode = defineRule({
  code: "irregular-code",
  group: "Codes",
  summary: "A code is understood, but not spelt as its framework spells it.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  *check({ path, facts, target, contribution }) {
    const fields =
      facts.role === "portfolio"
        ? [target.members, target.units, ...target.notApplicable]
        : contribution.fields.map(({ members }) => members);
    const messageFor = (text: string, canonical: string): string =>
      `\`${text}\` is read as \`${canonical}\`. Write it so, and everybody finds it by a search.`;
    for (const resolved of fields.flat()) {
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
    for (const { text, canonical, range } of contribution.irregularHeadingCodes) {
      yield {
        range,
        message: messageFor(text, canonical),
        fixes: [replaceFix(path, range, canonical)],
      };
    }
  },
});
