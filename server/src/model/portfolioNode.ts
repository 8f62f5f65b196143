// A portfolio in the coverage view: how far it has come, in one line.

import type {
  CoverageState,
  QualificationCoverage,
  StandardCoverage,
} from "./coverage.ts";
import {
  creditsInWords,
  portfolioTitle,
  progressInWords,
} from "./coverageWords.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { creditsSignedOff, reviewsOf } from "./reviews.ts";
import { signedOffInWords } from "./reviewWords.ts";
import type { Snapshot } from "./snapshot.ts";
import { documentStart, type TextRange } from "../text/textRange.ts";

export interface TreeNode {
  readonly id: string;
  readonly kind: "portfolio" | "parent" | "standard" | "evidence" | "rule";
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly state?: CoverageState;
  readonly spoken: string;
  readonly hasChildren: boolean;
  readonly place?: { readonly path: FilePath; readonly range: TextRange };
}

export function hasGaps({ coverage }: Portfolio): boolean {
  const { covered, assessable } = coverage.counts;
  return (
    covered < assessable ||
    openRules(coverage.standards.values()) > 0 ||
    coverage.qualifications.some(isChoiceOpen)
  );
}

/** Units or a pathway are still to be chosen. */
export function isChoiceOpen({
  shortestWay,
  noWay,
}: QualificationCoverage): boolean {
  return noWay !== undefined || (shortestWay?.add.length ?? 0) > 0;
}

export function openRules(standards: Iterable<StandardCoverage>): number {
  let open = 0;
  for (const { progress, reasons } of standards) {
    if (progress !== undefined && reasons.length > 0) open += 1;
  }
  return open;
}

export function portfolioNode(
  { fingerprinting }: Snapshot,
  portfolio: Portfolio,
): TreeNode {
  const reviews = reviewsOf(portfolio, fingerprinting);
  const { coverage, path, folder, target } = portfolio;
  const progress = progressInWords(
    coverage.counts,
    openRules(coverage.standards.values()),
  );
  const signedOff = signedOffInWords(reviews, coverage.counts);
  const description = [progress, signedOff].filter((part) => part !== "");
  const credits = coverage.qualifications.map((one, at) => {
    const chosen = target.qualifications[at];
    const signed = chosen && creditsSignedOff(reviews, chosen);
    return `${one.title}: ${creditsInWords(one)}${signedOff === "" ? "" : `, ${signed ?? 0} signed off`}`;
  });
  const title = portfolioTitle(portfolio);
  const state = stateOfAll(portfolio);
  return {
    id: folder,
    kind: "portfolio",
    label: title,
    description: description.join(" · "),
    tooltip: [
      title,
      ...description,
      ...credits,
      `Judged at ${target.assessmentDate}`,
    ].join("\n"),
    state,
    spoken: [title, "portfolio", ...description].join(", "),
    hasChildren:
      target.standards.length > 0 || coverage.qualifications.some(isChoiceOpen),
    place: { path, range: documentStart },
  };
}

function stateOfAll(portfolio: Portfolio): CoverageState {
  const { counts, standards, qualifications } = portfolio.coverage;
  const { assessable, covered, partlyCovered, credited } = counts;
  if (assessable === 0 && credited === 0) return "not-applicable";
  if (covered + partlyCovered + credited === 0) return "uncovered";
  const isComplete =
    covered === assessable &&
    openRules(standards.values()) === 0 &&
    !qualifications.some(isChoiceOpen);
  return isComplete ? "covered" : "partly-covered";
}
