// Grades behind `Judgement:` and `Previous judgement:` in a report.

import { judgementOn } from "../../model/judgements.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import { previousGradesIn } from "../../model/previousPortfolio.ts";
import { gradeOf, gradesIn, type Grades } from "../../model/scales.ts";
import { sectionAtLine } from "../../model/section.ts";
import { readLabelStart } from "../../syntax/reportBlocks.ts";
import type { Position, TextRange } from "../../text/textRange.ts";
import type { CompletionOffer } from "./offer.ts";

/** The scale's grades, best first; last year's own before them. */
export function gradeOffers(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  path: string,
  position: Position,
  line: string,
): readonly CompletionOffer[] {
  const start = readLabelStart(line);
  if (start === undefined || position.character < start.to) return [];
  if (start.label === "comparator") return [];
  const section = sectionAtLine(
    portfolio.contributions.get(path)?.sections ?? [],
    position.line,
  );
  const isPrevious = start.label === "previous-judgement";
  const grades = isPrevious
    ? previousGradesIn(portfolio, previous, section)
    : gradesIn(portfolio, section);
  const [standard] = section?.standards ?? [];
  const given =
    isPrevious && previous !== undefined && standard !== undefined
      ? judgementOn(previous, standard)?.grade
      : undefined;
  const all = new Set([...(given === undefined ? [] : [given]), ...grades]);
  const { range, hasBlank } = valuePlace(grades, start.to, position, line);
  return [...all].map((grade) => ({
    kind: "value",
    label: grade,
    detail:
      grade === given
        ? "in last year's report"
        : `grade ${grades.indexOf(grade) + 1} of ${grades.length}`,
    filter: grade,
    newText: hasBlank ? grade : ` ${grade}`,
    range,
    opensNext: false,
  }));
}

/** What is replaced: the grade that stands there, or the word that begins. */
function valuePlace(
  grades: Grades,
  from: number,
  { line, character }: Position,
  text: string,
): { readonly range: TextRange; readonly hasBlank: boolean } {
  const blank = /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
  const start = Math.min(from + blank, character);
  const value = text.slice(start);
  const word = /^[\p{L}\p{N}]*/u.exec(text.slice(character))?.[0] ?? "";
  const end = Math.max(
    character + word.length,
    start + (gradeOf(grades, value)?.length ?? 0),
  );
  return {
    range: {
      startLine: line,
      startCharacter: start,
      endLine: line,
      endCharacter: end,
    },
    hasBlank: start > from,
  };
}
