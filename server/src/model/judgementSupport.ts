// What a judgement on a standard rests on: evidence that counts, and strengths
// that the report names.

import { lineage } from "./catalogue.ts";
import type { Contribution } from "./contribution.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Section } from "./section.ts";

export interface Support {
  readonly standard: Standard;
  /** Whether it is in the target and was not set aside. */
  readonly applies: boolean;
  /** For a parent: at it or anywhere below. */
  readonly hasEvidence: boolean;
  readonly hasStrength: boolean;
}

/** Answers for one standard after the other of a portfolio. */
export function supportFor(
  portfolio: Portfolio,
): (standard: Standard) => Support {
  const { coverage } = portfolio;
  let strong: ReadonlySet<StandardKey> | undefined;
  let cited: ReadonlySet<StandardKey> | undefined;
  return (standard) => {
    const own = coverage.standards.get(standard.key);
    const isJudged = own !== undefined && own.state !== "not-applicable";
    if (!isJudged) {
      return { standard, applies: false, hasEvidence: true, hasStrength: true };
    }
    strong ??= standardsWithStrengths(portfolio);
    const hasEvidence = (): boolean => {
      if (own.state !== "uncovered") return true;
      if (standard.isAssessable) return false;
      cited ??= parentsWithCitations(portfolio);
      return own.evidence.length > 0 || cited.has(standard.key);
    };
    return {
      standard,
      applies: true,
      hasEvidence: hasEvidence(),
      hasStrength: strong.has(standard.key),
    };
  };
}

/** A strength of a standard is one of the component that it belongs to. */
function standardsWithStrengths({
  catalogue,
  report,
}: Portfolio): ReadonlySet<StandardKey> {
  const found = new Set<StandardKey>();
  for (const { contribution } of report.values()) {
    for (const { section } of contribution.report.strengths) {
      for (const standard of section.standards) {
        if (found.has(standard.key)) continue;
        for (const { key } of lineage(catalogue, standard)) found.add(key);
      }
    }
  }
  return found;
}

/** In a parent's section a citation maps nothing, and supports the judgement. */
function parentsWithCitations({ report }: Portfolio): ReadonlySet<StandardKey> {
  const found = new Set<StandardKey>();
  for (const { contribution } of report.values()) {
    for (const section of contribution.sections) {
      const isParents = section.standards.some((one) => !one.isAssessable);
      if (!isParents || !cites(contribution, section)) continue;
      for (const { key } of section.standards) found.add(key);
    }
  }
  return found;
}

function cites({ citations, links }: Contribution, section: Section): boolean {
  const { range, endLine = Infinity } = section;
  return (
    citations.some(
      (one) => one.section === section && one.cited.kind === "known",
    ) ||
    links.some(
      ({ link, evidence }) =>
        evidence.length > 0 &&
        !link.isMention &&
        link.range.startLine > range.startLine &&
        link.range.startLine < endLine,
    )
  );
}
