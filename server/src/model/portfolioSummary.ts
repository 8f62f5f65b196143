// What is shown of a portfolio beside many others: kept when the portfolio is
// let go, so that a list of them joins none.

import { inOneGo } from "./bitByBit.ts";
import { portfolioTitle, progressInWords } from "./coverageWords.ts";
import { judgedFiles } from "./fingerprint.ts";
import type { StandardKey } from "./framework.ts";
import type { PortfolioCell } from "./portfolioCell.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Snapshot } from "./snapshot.ts";
import { keepPlaces, type KeptPlaces } from "./standardPlaces.ts";
import {
  hasGaps,
  openRules,
  portfolioNode,
  type TreeNode,
} from "./portfolioNode.ts";

/** Plain data: it is stored with what was found in the portfolio. */
export interface PortfolioSummary {
  readonly node: TreeNode;
  readonly hasGaps: boolean;
  readonly title: string;
  readonly progress: string;
  /** How often evidence is mapped to each standard that it is mapped to. */
  readonly mappings: readonly (readonly [StandardKey, number])[];
  /** Where its documents name standards. */
  readonly places: KeptPlaces;
}

interface Kept {
  readonly summary: PortfolioSummary;
  /** Set where a reviewer judged artefacts, which may change by themselves. */
  readonly fingerprinting: Snapshot["fingerprinting"] | undefined;
}

const kept = new WeakMap<PortfolioCell, Kept>();

/** The summary of a portfolio, which is joined only where none is kept. */
export function summaryOf(
  snapshot: Snapshot,
  cell: PortfolioCell,
): PortfolioSummary {
  return inOneGo(summariseBitByBit(snapshot, cell));
}

/** The same in steps, between which other work may be done. */
export function* summariseBitByBit(
  snapshot: Snapshot,
  cell: PortfolioCell,
): Generator<undefined, PortfolioSummary> {
  const { fingerprinting } = snapshot;
  const known = kept.get(cell);
  if (
    known !== undefined &&
    (known.fingerprinting ?? fingerprinting) === fingerprinting
  ) {
    return known.summary;
  }
  const { portfolio } = cell;
  const summary = yield* summarise(snapshot, portfolio);
  const { artefacts, bodies } = judgedFiles(portfolio);
  const isFixed = artefacts.length + bodies.length === 0;
  kept.set(cell, {
    summary,
    fingerprinting: isFixed ? undefined : fingerprinting,
  });
  return summary;
}

/** The summary as it is kept: its places hold for the cell's documents. */
export function keptSummary(cell: PortfolioCell): PortfolioSummary | undefined {
  return kept.get(cell)?.summary;
}

/**
 * Takes a summary that was made before or elsewhere and holds still. `isFixed`:
 * no reviewer judged an artefact in it.
 */
export function keepSummary(
  { fingerprinting }: Snapshot,
  cell: PortfolioCell,
  summary: PortfolioSummary,
  isFixed: boolean,
): void {
  kept.set(cell, {
    summary,
    fingerprinting: isFixed ? undefined : fingerprinting,
  });
}

function* summarise(
  snapshot: Snapshot,
  portfolio: Portfolio,
): Generator<undefined, PortfolioSummary> {
  const { coverage, contributions } = portfolio;
  const mappings = new Map<StandardKey, number>();
  for (const contribution of contributions.values()) {
    for (const { standard } of contribution.mappings) {
      mappings.set(standard, (mappings.get(standard) ?? 0) + 1);
    }
  }
  return {
    node: portfolioNode(snapshot, portfolio),
    hasGaps: hasGaps(portfolio),
    title: portfolioTitle(portfolio),
    progress: progressInWords(
      coverage.counts,
      openRules(coverage.standards.values()),
    ),
    places: yield* keepPlaces(snapshot.catalogue, portfolio),
    mappings: [...mappings].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}
