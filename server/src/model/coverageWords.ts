// Coverage in the words that every door uses.

import type { CalendarDate } from "./calendar.ts";
import type {
  CoverageState,
  Credit,
  GroupCoverage,
  Progress,
  QualificationCoverage,
  StandardCoverage,
} from "./coverage.ts";
import { counted, listed } from "./judgeEvidence.ts";
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

/** `covered`, `covered by credit`: what a standard's state is, and why. */
export function stateInWords({
  state,
  credited,
}: Pick<StandardCoverage, "state" | "credited">): string {
  return credited === undefined ? stateWords[state] : "covered by credit";
}

/** `credited from elsewhere, shown by E09, agreed on 2026-02-01`. */
export function creditInWords(credit: {
  /** As its author writes it. */
  readonly evidence?: string;
  readonly on?: string;
}): string {
  const { evidence, on } = credit;
  return [
    "credited from elsewhere",
    ...(evidence === undefined ? [] : [`shown by ${evidence}`]),
    ...(on === undefined ? [] : [`agreed on ${on}`]),
  ].join(", ");
}

/** A credit with the piece's ID as its author writes it. */
export function namedCredit(
  { table }: Pick<Portfolio, "table">,
  { evidence, on }: Credit,
): { readonly evidence?: string; readonly on?: CalendarDate } {
  return {
    ...(evidence === undefined
      ? {}
      : { evidence: table.byId.get(evidence)?.qualities.id ?? evidence }),
    ...(on === undefined ? {} : { on }),
  };
}

/** `12 of 25 credits covered, 6 of them credited from elsewhere`. */
export function creditsInWords({
  creditsCovered,
  creditsNeeded,
  creditsCredited,
}: Pick<
  QualificationCoverage,
  "creditsCovered" | "creditsNeeded" | "creditsCredited"
>): string {
  const credited =
    creditsCredited === 0
      ? ""
      : `, ${creditsCredited} of them credited from elsewhere`;
  return `${creditsCovered} of ${counted(creditsNeeded, "credit")} covered${credited}`;
}

/** `1 more unit and 6 more credits`. */
export function lacksInWords({
  units,
  credits,
}: NonNullable<GroupCoverage["lacks"]>): string {
  return listed([
    ...(units > 0 ? [counted(units, "more unit")] : []),
    ...(credits > 0 ? [counted(credits, "more credit")] : []),
  ]);
}

export const stateWords: Readonly<Record<CoverageState, string>> = {
  covered: "covered",
  "partly-covered": "partly covered",
  uncovered: "uncovered",
  "not-applicable": "not applicable",
};

/**
 * `24 of 30 covered; 12 credited; 9 set aside; 1 waiver`, with open unit
 * rules. What nobody has to show is never counted as shown.
 */
export function progressInWords(
  { assessable, covered, notApplicable, credited, waivers }: Progress,
  openRules = 0,
): string {
  const parts = assessable === 0 ? [] : [`${covered} of ${assessable} covered`];
  if (credited > 0) parts.push(`${credited} credited`);
  if (notApplicable > 0) parts.push(`${notApplicable} set aside`);
  if (waivers > 0) parts.push(counted(waivers, "waiver"));
  if (openRules > 0) {
    parts.push(`${openRules} ${openRules === 1 ? "rule" : "rules"} unmet`);
  }
  return parts.join("; ");
}
