// The grades that judgements are given in: a portfolio's own scale, else that
// of the framework. Without either, any word is a grade.

import type { Stated } from "./facts.ts";
import type { FrameworkKey, Standard } from "./framework.ts";
import { nearestWord } from "./nearest.ts";
import type { Portfolio } from "./portfolio.ts";
import { foldLabel } from "./reportParts.ts";
import { findFramework } from "./resolveCodes.ts";
import type { Section } from "./section.ts";
import { within, type TextRange } from "../text/textRange.ts";

/** Grades, best first. */
export type Grades = readonly string[];

type ScaleSource = Pick<Portfolio, "catalogue" | "target" | "header">;

/** The grades for standards of a framework; empty when none are declared. */
export function gradesFor(
  { catalogue, target, header }: ScaleSource,
  framework: FrameworkKey,
  isPrevious = false,
): Grades {
  const previous = header?.previousScales ?? [];
  const stated =
    isPrevious && previous.length > 0 ? previous : (header?.scales ?? []);
  const own =
    stated.find(
      (scale) =>
        scale.framework !== undefined &&
        findFramework(catalogue, target.scope, scale.framework.text)?.key ===
          framework,
    ) ?? stated.find((scale) => scale.framework === undefined);
  if (own !== undefined) return own.grades.map(({ text }) => text);
  return catalogue.byKey.get(framework)?.scales[0]?.grades ?? [];
}

/** The grades that a judgement in a section may use, or in none. */
export function gradesIn(
  source: ScaleSource,
  section: Section | undefined,
  isPrevious = false,
): Grades {
  return gradesOf(
    source,
    section?.standards ?? source.target.standards,
    isPrevious,
  );
}

/** The grades for what is about these standards together. */
export function gradesOf(
  source: ScaleSource,
  standards: readonly Standard[],
  isPrevious = false,
): Grades {
  const frameworks = new Set(standards.map(({ framework }) => framework));
  const grades = [...frameworks].map((framework) =>
    gradesFor(source, framework, isPrevious),
  );
  // Where one of them takes any word, so does what speaks of all of them.
  if (grades.some((of) => of.length === 0)) return [];
  return [...new Set(grades.flat())];
}

export interface GivenGrade {
  /** As the scale writes it. */
  readonly grade: string;
  /** Characters of the judgement that are the grade. */
  readonly length: number;
}

/** The grade that a judgement begins with: `Good, and getting better`. */
export function gradeOf(grades: Grades, value: string): GivenGrade | undefined {
  const text = value.toLowerCase();
  const byLength = [...grades].sort((a, b) => b.length - a.length);
  const grade = byLength.find((one) => {
    if (!text.startsWith(one.toLowerCase())) return false;
    const rest = value.slice(one.length);
    return /^\s*(?:$|[.,;:(\[–—]|-\s)/.test(rest);
  });
  return grade === undefined ? undefined : { grade, length: grade.length };
}

/** The grade that was surely meant. */
export function nearestGrade(
  grades: Grades,
  value: string,
): string | undefined {
  const wanted = foldLabel(value);
  return (
    grades.find((grade) => foldLabel(grade) === wanted) ??
    nearestWord(value.trim(), grades)
  );
}

/** A grade that no scale of a report has. */
export interface UnknownGrade extends Stated {
  readonly grades: Grades;
  /** The grade that was surely meant, if one was. */
  readonly nearest: string | undefined;
}

/** What is wrong with a stated grade; nothing where any word is a grade. */
export function unknownGrade(
  grades: Grades,
  stated: Stated,
): UnknownGrade | undefined {
  if (grades.length === 0 || gradeOf(grades, stated.text) !== undefined) {
    return undefined;
  }
  // What follows the grade explains it: `Godo, and getting better`.
  const text = /^.+?(?=\s*[.,;:([–—]|\s-\s|$)/.exec(stated.text)?.[0] ?? "";
  const nearest = nearestGrade(grades, text);
  return nearest === undefined
    ? { ...stated, grades, nearest }
    : { text, range: rangeOfGrade(stated, text.length), grades, nearest };
}

/** Where the first characters of a judgement stand; all of it when in doubt. */
export function rangeOfGrade(
  { text, range }: Stated,
  length: number,
): TextRange {
  const isAsWritten =
    range.startLine === range.endLine &&
    range.endCharacter - range.startCharacter === text.length;
  return isAsWritten ? within(range, 0, length) : range;
}
