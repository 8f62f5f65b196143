import { rangeInMember } from "../model/contribution.ts";
import { codeWithTitle, suggestCodes } from "../model/suggestCodes.ts";
import type { ResolvedMember } from "../model/target.ts";
import type { TextRange } from "../text/textRange.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type FoundProblem,
} from "./rule.ts";
import { namesFramework } from "../model/namesFramework.ts";
import type { Standard } from "../model/framework.ts";

export const unknownStandard = defineRule({
  code: "unknown-standard",
  group: "Codes",
  summary: "No loaded framework has a standard of this code.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  *check(context) {
    const isPortfolio = context.facts.role === "portfolio";
    const fields = isPortfolio
      ? [
          context.target.members.filter(
            ({ member }) => !namesFramework(context.catalogue, member.text),
          ),
          context.target.units,
          ...context.target.notApplicable,
        ]
      : context.contribution.fields.map(({ members }) => members);
    const keys = new Set<TextRange>();
    for (const members of fields) {
      for (const resolved of members) {
        yield* memberProblems(context, resolved, keys);
      }
    }
    for (const { text, range } of context.contribution.unknownHeadingCodes) {
      yield unknown(context, text, range);
    }
  },
});

function* memberProblems(
  context: DocumentContext,
  resolved: ResolvedMember,
  keys: Set<TextRange>,
): Generator<FoundProblem> {
  const { under } = resolved.member;
  if (resolved.isUnderUnknown && under !== undefined) {
    // One word about the key is enough for all that stands under it.
    if (!keys.has(under.range)) yield unknown(context, under.text, under.range);
    keys.add(under.range);
    return;
  }
  for (const issue of resolved.issues) {
    const range = rangeInMember(resolved, issue.from, issue.text.length);
    if (issue.kind === "unknown") {
      yield unknown(context, issue.text, range, under?.text);
    } else if (issue.kind === "ambiguous") {
      const titles = issue.candidates.map(
        (standard) => `${standard.title} (${standard.framework})`,
      );
      yield {
        range,
        message: `\`${issue.text}\` stands for different standards in two frameworks: ${titles.join("; ")}. It counts for neither. Name the framework that you mean under \`standards\` in the portfolio.`,
      };
    }
  }
}

function unknown(
  { path, catalogue, target }: DocumentContext,
  text: string,
  range: TextRange,
  under?: string,
): FoundProblem {
  const wanted = under === undefined ? text : `${under}.${text}`;
  const nearest = suggestCodes(catalogue, target, wanted);
  const [first] = nearest;
  const where =
    under === undefined ? "in any framework that is loaded" : `in \`${under}\``;
  return {
    range,
    message:
      `There is no standard \`${text}\` ${where}, so this counts for nothing.` +
      (first === undefined
        ? " Check the code against the framework."
        : ` Did you mean ${codeWithTitle(first)}?`),
    fixes: nearest.map((standard, position) => ({
      ...replaceFix(
        path,
        range,
        written(standard, under),
        `Write \`${written(standard, under)}\` (${standard.title})`,
      ),
      isPreferred: position === 0,
    })),
  };
}

/** Below a unit's key only what follows the unit is written. */
function written(standard: Standard, under: string | undefined): string {
  return under !== undefined && standard.code.startsWith(`${under}.`)
    ? standard.code.slice(under.length + 1)
    : standard.code;
}
