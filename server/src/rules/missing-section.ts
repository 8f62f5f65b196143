import {
  sectionGaps,
  touchedParts,
  unwrittenSections,
  type MissingPart,
  type SectionGap,
  type UnwrittenSections,
} from "../model/expectedParts.ts";
import { gapHeads, targetPlaces, targetRange } from "../model/gaps.ts";
import { listed } from "../model/judgeEvidence.ts";
import { documentStart } from "../text/textRange.ts";
import type { Portfolio } from "../model/portfolio.ts";
import type { RequirementBlock } from "../model/requirement.ts";
import { defineRule, type PlacedProblem, type RelatedPlace } from "./rule.ts";

const mostNamed = 6;

export const missingSection = defineRule({
  code: "missing-section",
  group: "Report",
  summary: "The section on a standard lacks a part that is asked for.",
  since: "0.1.0",
  severity: "warning",
  scope: "parts",
  fix: "What belongs under the heading has to be written: an empty heading would be missing just as much.",
  looksAt: ({ portfolio: { target, plan, coverage } }) => [
    target,
    plan,
    // A parent does not apply where nothing below it does.
    coverage.byState["not-applicable"],
  ],
  isByDocument: false,
  parts: ({ portfolio }) => [
    ...portfolio.report.sortedKeys(),
    ...[...gapHeads(portfolio).keys()].map(headPart),
  ],
  *touched({ portfolio: before }, { portfolio }) {
    const { paths, heads } = touchedParts(before, portfolio);
    yield* paths;
    const was = targetPlaces(before);
    const isStatedThere = targetPlaces(portfolio).every(
      (place, at) => place === was[at],
    );
    const touched = isStatedThere ? heads : gapHeads(portfolio).keys();
    for (const head of touched) yield headPart(head);
  },
  *checkPart({ portfolio }, part) {
    const head = headOf(part);
    if (head === undefined) {
      for (const gap of sectionGaps(portfolio, part)) {
        yield sectionProblem(portfolio, gap);
      }
      return;
    }
    const group = unwrittenSections(portfolio, head);
    if (group !== undefined) yield unwrittenProblem(portfolio, group);
  },
});

/** No path begins so. */
const headMark = "\n";

function headPart(head: string): string {
  return headMark + head;
}

function headOf(part: string): string | undefined {
  return part.startsWith(headMark) ? part.slice(headMark.length) : undefined;
}

function sectionProblem(
  portfolio: Portfolio,
  { path, section, standards, missing, blocks }: SectionGap,
): PlacedProblem {
  const codes = standards.map(({ code }) => `\`${code}\``);
  const lacking = missing.filter(({ isEmpty }) => !isEmpty);
  const empty = missing.filter(({ isEmpty }) => isEmpty);
  const said = [
    ...(lacking.length === 0 ? [] : [`has no ${namesOf(lacking, "or")}`]),
    ...(empty.length === 0
      ? []
      : [
          `has nothing under ${namesOf(empty, "or")}, so ${empty.length === 1 ? "it is" : "they are"} empty`,
        ]),
  ];
  return {
    path,
    range: section.range,
    message: `The section on ${listed(codes)} ${said.join(", and ")}. A reader cannot tell whether this was left out or forgotten. ${advice(lacking)}`,
    related: askedFor(portfolio, blocks),
  };
}

function namesOf(parts: readonly MissingPart[], word: "and" | "or"): string {
  return listed(
    parts.map(({ name }) => `*${name}*`),
    word,
  );
}

function advice(lacking: readonly MissingPart[]): string {
  const lines = lacking.filter(({ isLine }) => isLine);
  const headings = lacking.filter(({ isLine }) => !isLine);
  const steps = [
    ...lines.map(({ name }) => `Add a line \`${name}: …\`.`),
    ...(headings.length === 0
      ? []
      : [
          `Add ${headings.length === 1 ? "a sub-heading or bold line" : "sub-headings or bold lines"} with these words, and what there is to say.`,
        ]),
  ];
  return steps.length === 0
    ? "Say there what there is to say, if only “None”."
    : steps.join(" ");
}

function unwrittenProblem(
  portfolio: Portfolio,
  { head, standards, total, parts, blocks }: UnwrittenSections,
): PlacedProblem {
  const codes = standards.map(({ code }) => `\`${code}\``);
  const named =
    codes.length > mostNamed
      ? [...codes.slice(0, mostNamed), `${codes.length - mostNamed} more`]
      : codes;
  const count = standards.length;
  const [first] = standards;
  return {
    path: portfolio.path,
    range: first === undefined ? documentStart : targetRange(portfolio, first),
    message:
      `\`${head.code}\` (${head.title}): ${count} of ${total} ${total === 1 ? "section" : "sections"} that the report is asked for ${count === 1 ? "is" : "are"} not written yet (${listed(named)}). ` +
      `Write a heading with the code in it, and below it ${listed(parts.map((part) => `*${part}*`))}.`,
    related: askedFor(portfolio, blocks),
  };
}

/** The portfolio's own requirements can be gone to; a framework's are given. */
function askedFor(
  { path, header }: Portfolio,
  blocks: readonly RequirementBlock[],
): readonly RelatedPlace[] {
  return blocks
    .filter((block) => header?.requirements.includes(block) === true)
    .map(({ range }) => ({ path, range, message: "Asked for here." }));
}
