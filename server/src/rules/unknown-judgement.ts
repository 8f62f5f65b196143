import { judgementOn, type PlacedJudgement } from "../model/judgements.ts";
import { listed } from "../model/judgeEvidence.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { previousGradesIn } from "../model/previousPortfolio.ts";
import type { Reviews } from "../model/reviews.ts";
import type { Judgement } from "../model/report.ts";
import { foldLabel } from "../model/reportParts.ts";
import {
  gradeOf,
  gradesOf,
  gradesIn,
  rangeOfGrade,
  unknownGrade,
  type Grades,
  type UnknownGrade,
} from "../model/scales.ts";
import { defineRule, replaceFix, type PlacedProblem } from "./rule.ts";

export const unknownJudgement = defineRule({
  code: "unknown-judgement",
  group: "Report",
  summary: "A judgement is not a grade of the scale, or not last year's grade.",
  since: "0.1.0",
  severity: "error",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio, previous, reviews }) => [
    portfolio.reports,
    portfolio.target,
    portfolio.header?.scales,
    portfolio.header?.previousScales,
    previous,
    reviews,
  ],
  *check({ portfolio, previous, reviews }) {
    yield* moderatedGrades(portfolio, reviews);
    const { reports } = portfolio;
    for (const path of reports.sortedKeys()) {
      const judgements = reports.get(path)?.judgements ?? [];
      for (const judgement of judgements) {
        const grades = judgement.isPrevious
          ? previousGradesIn(portfolio, previous, judgement.section)
          : gradesIn(portfolio, judgement.section);
        const given =
          judgement.isPrevious && previous !== undefined
            ? givenBefore(previous, judgement)
            : undefined;
        const problem =
          problemWithScale(path, judgement, grades, given) ??
          problemWithYear(path, judgement, grades, given);
        if (problem !== undefined) yield problem;
      }
    }
  },
});

/** A moderator judges on the scale of the report. */
function* moderatedGrades(
  portfolio: Portfolio,
  { decisions }: Reviews,
): Generator<PlacedProblem> {
  for (const { path, facts, standards } of decisions) {
    if (facts.judgement === undefined) continue;
    const { text: value, range } = facts.judgement;
    const grades = gradesOf(portfolio, standards);
    const judgement = { value, range, isPrevious: false, section: undefined };
    const problem = problemWithScale(path, judgement, grades, undefined);
    if (problem !== undefined) yield problem;
  }
}

/** Last year's judgement, where all standards of the section had the same. */
function givenBefore(
  previous: Portfolio,
  { section }: Judgement,
): PlacedJudgement | undefined {
  const given = (section?.standards ?? []).map((standard) =>
    judgementOn(previous, standard),
  );
  const [first] = given;
  return given.every((one) => one?.grade === first?.grade) ? first : undefined;
}

function problemWithScale(
  path: FilePath,
  { value, range, isPrevious }: Judgement,
  grades: Grades,
  given: PlacedJudgement | undefined,
): PlacedProblem | undefined {
  const unknown = unknownGrade(grades, { text: value, range });
  if (unknown === undefined) return undefined;
  const meant = inScale(grades, given?.grade) ?? unknown.nearest;
  return {
    path,
    range: unknown.range,
    message: `\`${unknown.text}\` is not a grade of the scale${isPrevious ? " that last year's judgements were made on" : ""}, so nobody can compare it with the others. The grades are ${listed(
      grades.map((grade) => `*${grade}*`),
    )}.${advice(unknown, meant, given)}`,
    ...(given === undefined ? {} : { related: [lastYear(given)] }),
    fixes: meant === undefined ? [] : [replaceFix(path, unknown.range, meant)],
  };
}

function advice(
  { nearest }: UnknownGrade,
  meant: string | undefined,
  given: PlacedJudgement | undefined,
): string {
  if (meant === undefined) {
    return " Write one of them, or leave the line out until it is decided.";
  }
  return given !== undefined && meant !== nearest
    ? ` Last year's report says *${meant}*.`
    : ` Did you mean *${meant}*?`;
}

function problemWithYear(
  path: FilePath,
  { value, range, section }: Judgement,
  grades: Grades,
  given: PlacedJudgement | undefined,
): PlacedProblem | undefined {
  if (given === undefined) return undefined;
  const stated = gradeOf(grades, value)?.grade ?? value;
  // Without a scale, what stands behind the grade cannot be told from it.
  const isSame =
    foldLabel(stated) === foldLabel(given.grade) ||
    gradeOf([given.grade], value) !== undefined;
  if (isSame) return undefined;
  const place = rangeOfGrade({ text: value, range }, stated.length);
  const written =
    grades.length === 0 ? given.grade : inScale(grades, given.grade);
  const codes = (section?.standards ?? []).map(({ code }) => `\`${code}\``);
  return {
    path,
    range: place,
    message:
      `Last year's report judged ${listed(codes)} *${given.grade}*, not *${stated}*, so this says that something has changed which has not. ` +
      (written === undefined
        ? "Write last year's grade, and its scale under `previousScale:`."
        : "Write last year's grade, or correct last year's report."),
    related: [lastYear(given)],
    fixes: written === undefined ? [] : [replaceFix(path, place, written)],
  };
}

function inScale(
  grades: Grades,
  grade: string | undefined,
): string | undefined {
  return grade === undefined ? undefined : gradeOf(grades, grade)?.grade;
}

function lastYear({
  path,
  range,
  grade,
}: PlacedJudgement): NonNullable<PlacedProblem["related"]>[number] {
  return { path, range, message: `${grade} in last year's report.` };
}
