// The grades that a report gives, standard by standard: the first one said of
// each, in path order.

import type { Standard } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Judgement } from "./report.ts";
import { gradeOf, gradesIn } from "./scales.ts";
import { normalForm } from "./standardCode.ts";

export interface PlacedJudgement extends Judgement {
  readonly path: FilePath;
  /** The grade as the scale writes it; the whole value where it is in none. */
  readonly grade: string;
}

type JudgedSource = Pick<
  Portfolio,
  "catalogue" | "target" | "header" | "reports"
>;

/** What a portfolio's report judges a standard, or says it was judged before. */
export function judgementOn(
  portfolio: JudgedSource,
  standard: Standard,
  isPrevious = false,
): PlacedJudgement | undefined {
  return judgementsOf(portfolio).get(nameOf(standard, isPrevious));
}

/** Editions differ from year to year: the code alone says what is meant. */
function nameOf({ framework, code }: Standard, isPrevious: boolean): string {
  const id = framework.split("@")[0] ?? "";
  return `${isPrevious ? "previous " : ""}${id} ${normalForm(code)}`;
}

interface GivenGrades extends Pick<JudgedSource, "target" | "header"> {
  readonly grades: ReadonlyMap<string, PlacedJudgement>;
}

const given = new WeakMap<Portfolio["reports"], GivenGrades>();

function judgementsOf(
  portfolio: JudgedSource,
): ReadonlyMap<string, PlacedJudgement> {
  const { reports, target, header } = portfolio;
  const known = given.get(reports);
  if (known?.target === target && hasSameScales(known.header, header)) {
    return known.grades;
  }
  const found = new Map<string, PlacedJudgement>();
  for (const path of reports.sortedKeys()) {
    const judgements = reports.get(path)?.judgements ?? [];
    for (const judgement of judgements) {
      const { section, value, isPrevious } = judgement;
      if (section === undefined) continue;
      const grades = gradesIn(portfolio, section, isPrevious);
      const grade = gradeOf(grades, value)?.grade ?? value;
      for (const standard of section.standards) {
        const name = nameOf(standard, isPrevious);
        if (!found.has(name)) found.set(name, { ...judgement, path, grade });
      }
    }
  }
  given.set(reports, { target, header, grades: found });
  return found;
}

function hasSameScales(
  a: JudgedSource["header"],
  b: JudgedSource["header"],
): boolean {
  return a?.scales === b?.scales && a?.previousScales === b?.previousScales;
}
