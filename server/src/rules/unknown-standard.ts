import { rangeInMember, hasIssues } from "../model/contribution.ts";
import type { Standard } from "../model/framework.ts";
import { namesFramework } from "../model/namesFramework.ts";
import { portfolioCodes } from "../model/portfolioCodes.ts";
import { shortEnd } from "../model/rangeOfCodes.ts";
import { indexDocument } from "../model/readDocument.ts";
import type { CodeIssue, CountedRange } from "../model/resolveCodes.ts";
import { codeWithTitle, suggestCodes } from "../model/suggestCodes.ts";
import type { ResolvedMember } from "../model/target.ts";
import { mayBeUnread } from "../model/unreadCodes.ts";
import { lineText } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type Fix,
  type FoundProblem,
} from "./rule.ts";

export const unknownStandard = defineRule({
  code: "unknown-standard",
  group: "Codes",
  summary: "No loaded framework has a standard of this code.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  concerns: ({ facts, contribution }) =>
    facts.role === "portfolio" || hasIssues(contribution),
  *check(context) {
    const { facts, catalogue, entries, contribution, displacedBy } = context;
    const isPortfolio = facts.role === "portfolio";
    const fields = isPortfolio
      ? [
          entries.members.filter(
            ({ member }) => !namesFramework(catalogue, member.text),
          ),
          displacedBy === undefined
            ? portfolioCodes(catalogue, context, facts.portfolio)
            : [],
        ]
      : contribution.fields.map(({ members }) => members);
    const keys = new Set<TextRange>();
    for (const members of fields) {
      for (const resolved of members) {
        yield* memberProblems(context, resolved, keys);
      }
    }
    for (const { text, range } of contribution.unknownHeadingCodes) {
      if (!mayBeUnread(catalogue, text)) yield unknown(context, text, range);
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
    if (mayBeUnread(context.catalogue, under.text)) return;
    // One word about the key is enough for all that stands under it.
    if (!keys.has(under.range)) yield unknown(context, under.text, under.range);
    keys.add(under.range);
    return;
  }
  for (const issue of resolved.issues) {
    const range = rangeInMember(resolved, issue.from, issue.text.length);
    if (issue.kind === "ambiguous") {
      yield ambiguous(context, resolved, issue, range);
    } else if (issue.kind === "unknown") {
      const wanted = under === undefined ? issue.text : under.text;
      if (mayBeUnread(context.catalogue, wanted)) continue;
      yield issue.range === undefined
        ? unknown(context, issue.text, range, under?.text)
        : missingEnd(context, issue.text, range, issue.range);
    }
  }
}

/** What lies between the end that is there and the missing one counts. */
function missingEnd(
  { path, catalogue }: DocumentContext,
  text: string,
  range: TextRange,
  { missing, first, last }: CountedRange,
): FoundProblem {
  const isOne = first === last;
  const counted = isOne
    ? `\`${first.code}\` counts`
    : `\`${first.code}\` to \`${last.code}\` count`;
  const end = missing === "left" ? first.code : shortEnd(catalogue, last);
  return {
    range,
    message: `There is no standard \`${text}\` for this range to ${missing === "left" ? "begin" : "end"} with, so only ${counted}. Correct it.`,
    fixes: isOne ? [] : [replaceFix(path, range, end)],
  };
}

type Ambiguity = Extract<CodeIssue, { readonly kind: "ambiguous" }>;

function ambiguous(
  { path }: DocumentContext,
  { member }: ResolvedMember,
  { text, candidates }: Ambiguity,
  range: TextRange,
): FoundProblem {
  const titles = candidates.map(
    (standard) => `${standard.title} (\`${standard.framework}\`)`,
  );
  // Only a code that stands alone can take its framework as a key.
  const isAlone =
    member.text === text &&
    member.style === "plain" &&
    member.under === undefined &&
    member.isKey === undefined &&
    member.at === undefined &&
    member.shows === undefined;
  return {
    range,
    message: `\`${text}\` is not the same standard in these frameworks: ${titles.join("; ")}. It counts for none of them. Write the framework before it, or name only one of them under \`standards:\` in the portfolio.`,
    fixes: isAlone
      ? candidates.map((standard) => pinFix(path, range, standard))
      : [],
  };
}

/** Writes `- ERS@first: ERS-02.1.1` for `- ERS-02.1.1`. */
function pinFix(path: string, range: TextRange, standard: Standard): Fix {
  const pinned = `${standard.framework}: ${standard.code}`;
  return {
    title: `Write \`${pinned}\``,
    isPreferred: false,
    changes: (read) => {
      const line = lineText(indexDocument(read(path) ?? ""), range.startLine);
      const isInList = /-\s+$/.test(line.slice(0, range.startCharacter));
      return isInList
        ? [{ kind: "edit", path, edits: [{ range, newText: pinned }] }]
        : [];
    },
  };
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
