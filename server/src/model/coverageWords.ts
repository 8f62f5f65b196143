// Coverage in the words that every door uses.

import type { CoverageState, Progress } from "./coverage.ts";
import { folderOf, nameOf } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";

/** A portfolio's title, or the best name that there is for it. */
export function portfolioTitle(portfolio: Portfolio): string {
  const { header, path } = portfolio;
  return (
    header?.title ??
    header?.candidate ??
    header?.organisation ??
    (nameOf(folderOf(path)) || nameOf(path))
  );
}

export const stateWords: Readonly<Record<CoverageState, string>> = {
  covered: "covered",
  "partly-covered": "partly covered",
  uncovered: "uncovered",
  "not-applicable": "not applicable",
};

/** `24 of 30 covered; 9 set aside`, with open unit rules. */
export function progressInWords(
  { assessable, covered, notApplicable }: Progress,
  openRules = 0,
): string {
  const parts = assessable === 0 ? [] : [`${covered} of ${assessable} covered`];
  if (notApplicable > 0) parts.push(`${notApplicable} set aside`);
  if (openRules > 0) {
    parts.push(`${openRules} ${openRules === 1 ? "rule" : "rules"} unmet`);
  }
  return parts.join("; ");
}
