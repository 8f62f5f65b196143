import { listed } from "../model/judgeEvidence.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { gradeOf, gradesIn, rangeOfGrade } from "../model/scales.ts";
import { supportFor, type Support } from "../model/judgementSupport.ts";
import { defineRule } from "./rule.ts";

/** On a scale of two the better grade says no more than that it is enough. */
const fewestGrades = 3;

export const unsupportedJudgement = defineRule({
  code: "unsupported-judgement",
  group: "Report",
  summary: "A judgement rests on no evidence, or the top grade on no strength.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Evidence and strengths have to be found, or the judgement has to be another one: people decide that.",
  looksAt: ({ portfolio: { report, coverage, target, header } }) => [
    report,
    coverage,
    target,
    header?.scales,
  ],
  *check({ portfolio }) {
    const support = supportFor(portfolio);
    const { report } = portfolio;
    for (const path of report.sortedKeys()) {
      const judgements = report.get(path)?.contribution.report.judgements ?? [];
      for (const { value, range, isPrevious, section } of judgements) {
        if (isPrevious || section === undefined) continue;
        const grades = gradesIn(portfolio, section);
        const given = gradeOf(grades, value);
        // A word that is no grade has its own finding.
        if (grades.length > 0 && given === undefined) continue;
        const isLowest = grades.length > 0 && given?.grade === grades.at(-1);
        if (isLowest) continue;
        const isTop =
          grades.length >= fewestGrades && given?.grade === grades[0];
        const lacking = section.standards
          .map(support)
          .filter(
            ({ applies, hasEvidence, hasStrength }) =>
              applies && (!hasEvidence || (isTop && !hasStrength)),
          );
        if (lacking.length === 0) continue;
        yield {
          path,
          range: rangeOfGrade(
            { text: value, range },
            given?.length ?? value.length,
          ),
          message: message(portfolio, given?.grade ?? value, lacking, isTop),
        };
      }
    }
  },
});

function message(
  { coverage }: Portfolio,
  grade: string,
  lacking: readonly Support[],
  isTop: boolean,
): string {
  const codes = (of: readonly Support[]): string =>
    listed(of.map(({ standard }) => `\`${standard.code}\``));
  const unproved = lacking.filter(({ hasEvidence }) => !hasEvidence);
  const praised = lacking.filter(({ hasStrength }) => isTop && !hasStrength);
  const parts: string[] = [];
  if (unproved.length > 0) {
    const [only, ...more] = unproved;
    const state = only && coverage.standards.get(only.standard.key);
    const why =
      more.length === 0 && (state?.discounted.length ?? 0) > 0
        ? ` (${(state?.reasons ?? []).map((reason) => reason.message).join("; ")})`
        : "";
    parts.push(
      `${codes(unproved)} ${unproved.length === 1 ? "is" : "are"} judged *${grade}* without any evidence that counts${why}, so a reader cannot tell what the judgement rests on. Cite evidence in the section, or judge lower until there is some.`,
    );
  }
  if (praised.length > 0) {
    parts.push(
      `${unproved.length > 0 ? "Nor does the section" : `${codes(praised)} ${praised.length === 1 ? "has" : "have"} the top grade, *${grade}*, and the section does not`} name a strength. Say under *Strengths* what is better here than where the work is merely good.`,
    );
  }
  return parts.join(" ");
}
