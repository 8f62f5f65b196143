// How much of each standard's gap remains, as one byte for each: completion
// looks for the largest gaps without looking at a standard.

import type { Catalogue } from "../../model/catalogue.ts";
import type { Coverage, CoverageState } from "../../model/coverage.ts";
import type {
  Framework,
  FrameworkKey,
  Standard,
} from "../../model/framework.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import type { Target } from "../../model/target.ts";

/** The rank of each standard of a list, by its position there. */
export type Ranks = Uint8Array;

/** Of a standard that is not to be offered. */
export const noRank = 255;

const gapOrder: Readonly<Record<CoverageState, number>> = {
  uncovered: 0,
  "partly-covered": 1,
  covered: 2,
  "not-applicable": 3,
};

const begunStates = ["partly-covered", "covered", "not-applicable"] as const;

/** By gap, and before parents what evidence is mapped to. */
export const assessableRanks: readonly number[] = [0, 2, 4, 6];
export const parentRanks: readonly number[] = [1, 3, 5, 7];
export const allRanks: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

/** Whether a standard of this rank still lacks evidence. */
export function hasGap(rank: number): boolean {
  return rank < assessableRank("covered");
}

function rankOf(portfolio: Portfolio | undefined, standard: Standard): number {
  const { key, isAssessable } = standard;
  const state = portfolio?.coverage.standards.get(key)?.state ?? "uncovered";
  return isAssessable ? assessableRank(state) : assessableRank(state) + 1;
}

function assessableRank(state: CoverageState): number {
  return 2 * gapOrder[state];
}

const withoutPortfolio = new WeakMap<Framework, Ranks>();

/** Of a framework that no portfolio aims at. */
export function openRanks(framework: Framework): Ranks {
  let ranks = withoutPortfolio.get(framework);
  if (ranks === undefined) {
    ranks = Uint8Array.from(framework.standards, (standard) =>
      rankOf(undefined, standard),
    );
    withoutPortfolio.set(framework, ranks);
  }
  return ranks;
}

type RanksByFramework = ReadonlyMap<FrameworkKey, Ranks>;

interface TargetRanks {
  readonly catalogue: Catalogue;
  readonly standards: Coverage["standards"];
  readonly byFramework: RanksByFramework;
}

/** The last ones of each target: the next differ by what was judged anew. */
const lastOfTarget = new WeakMap<Target, TargetRanks>();

/** Of the frameworks that a target is of; `noRank` for what is none of it. */
export function targetRanks(portfolio: Portfolio): RanksByFramework {
  const { catalogue, target, coverage } = portfolio;
  const { standards } = coverage;
  const last = lastOfTarget.get(target);
  if (last?.standards === standards && last.catalogue === catalogue) {
    return last.byFramework;
  }
  const byFramework =
    last?.catalogue === catalogue
      ? changedRanks(portfolio, last)
      : firstRanks(portfolio);
  lastOfTarget.set(target, { catalogue, standards, byFramework });
  return byFramework;
}

/** Most standards have nothing yet: only the others' states are looked up. */
function firstRanks(portfolio: Portfolio): RanksByFramework {
  const { catalogue, target, coverage } = portfolio;
  const byFramework = new Map<FrameworkKey, Ranks>();
  for (const standard of target.standards) {
    const { framework, position, isAssessable } = standard;
    let ranks = byFramework.get(framework);
    if (ranks === undefined) {
      const count = catalogue.byKey.get(framework)?.standards.length ?? 0;
      ranks = new Uint8Array(count).fill(noRank);
      byFramework.set(framework, ranks);
    }
    ranks[position] = isAssessable
      ? assessableRank("uncovered")
      : rankOf(portfolio, standard);
  }
  for (const state of begunStates) {
    for (const { key } of coverage.byState[state].values()) {
      const standard = catalogue.standardByKey.get(key);
      if (standard === undefined) continue;
      const ranks = byFramework.get(standard.framework);
      if (ranks !== undefined) ranks[standard.position] = assessableRank(state);
    }
  }
  return byFramework;
}

function changedRanks(
  portfolio: Portfolio,
  last: TargetRanks,
): RanksByFramework {
  const { catalogue, target, coverage } = portfolio;
  const byFramework = new Map(last.byFramework);
  const copied = new Map<FrameworkKey, Ranks>();
  for (const key of coverage.standards.changedKeys(last.standards)) {
    const standard = catalogue.standardByKey.get(key);
    if (standard === undefined || !target.included.has(key)) continue;
    const { framework, position } = standard;
    let ranks = copied.get(framework);
    if (ranks === undefined) {
      ranks = Uint8Array.from(byFramework.get(framework) ?? []);
      copied.set(framework, ranks);
      byFramework.set(framework, ranks);
    }
    ranks[position] = rankOf(portfolio, standard);
  }
  return byFramework;
}

/** Of any standards, be they of the target or not. */
export function ranksOf(
  portfolio: Portfolio | undefined,
  standards: readonly Standard[],
): Ranks {
  const ofTarget = portfolio === undefined ? undefined : targetRanks(portfolio);
  return Uint8Array.from(standards, (standard) => {
    const rank =
      ofTarget?.get(standard.framework)?.[standard.position] ?? noRank;
    return rank === noRank ? rankOf(portfolio, standard) : rank;
  });
}
