// What hover says of the report on a standard, in Markdown: this year's and
// last year's grade, areas for improvement and whether something is done.

import { escapeMarkdown } from "./describeStandard.ts";
import type { Standard } from "./framework.ts";
import { improvementsOf, type AnsweredArea } from "./improvements.ts";
import { counted } from "./judgeEvidence.ts";
import { judgementOn } from "./judgements.ts";
import type { Portfolio } from "./portfolio.ts";

const mostAreas = 5;
const longestArea = 100;

export function describeReport(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  standard: Standard,
): readonly string[] {
  return [
    ...grades(portfolio, previous, standard),
    ...areas(portfolio, standard),
  ];
}

/** The grade of the year before: last year's report is the best witness. */
export function gradeBefore(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  standard: Standard,
): string | undefined {
  const given = previous && judgementOn(previous, standard);
  return (given ?? judgementOn(portfolio, standard, true))?.grade;
}

function grades(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  standard: Standard,
): readonly string[] {
  const now = judgementOn(portfolio, standard)?.grade;
  const before = gradeBefore(portfolio, previous, standard);
  if (now === undefined && before === undefined) return [];
  const grade = now === undefined ? "none yet" : `**${escapeMarkdown(now)}**`;
  const then =
    before === undefined ? "" : ` (last year: ${escapeMarkdown(before)})`;
  return [`*Judgement:* ${grade}${then}`];
}

function areas(portfolio: Portfolio, standard: Standard): readonly string[] {
  const own = improvementsOf(portfolio).areas.filter(({ area }) =>
    area.section.standards.includes(standard),
  );
  if (own.length === 0) return [];
  const lines = own.slice(0, mostAreas).map(areaInWords);
  const others = own.length - lines.length;
  if (others > 0) lines.push(`- and ${others} more`);
  return [`*Areas for improvement:*\n${lines.join("\n")}`];
}

function areaInWords({ area: { id, text }, actions }: AnsweredArea): string {
  const short =
    text.length > longestArea ? `${text.slice(0, longestArea - 1)}…` : text;
  const words = escapeMarkdown(id === undefined ? short : `${id}: ${short}`);
  const open = actions.filter(({ isDone }) => !isDone).length;
  const state =
    actions.length === 0
      ? "no action"
      : `${counted(actions.length, "action")}, ${open === 0 ? "done" : `${open} open`}`;
  return `- ${words} (${state})`;
}
