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

/** How far a portfolio has come. */
export interface PortfolioOverview {
  readonly node: TreeNode;
  readonly hasGaps: boolean;
  readonly title: string;
  readonly progress: string;
}

/** Plain data: it is stored with what was found in the portfolio. */
export interface PortfolioSummary extends PortfolioOverview {
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
  const known = knownSummary(snapshot, cell);
  if (known !== undefined) return known;
  const { fingerprinting } = snapshot;
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

/** The summary that is kept, if it holds. */
function knownSummary(
  { fingerprinting }: Snapshot,
  cell: PortfolioCell,
): PortfolioSummary | undefined {
  const known = kept.get(cell);
  return (known?.fingerprinting ?? fingerprinting) === fingerprinting
    ? known?.summary
    : undefined;
}

/**
 * The same without what only a portfolio that is let go needs: a view asks for
 * it at each letter.
 */
export function overviewOf(
  snapshot: Snapshot,
  cell: PortfolioCell,
): PortfolioOverview {
  const known = knownSummary(snapshot, cell);
  if (known !== undefined) return known;
  return cell.isJoined
    ? overview(snapshot, cell.portfolio)
    : summaryOf(snapshot, cell);
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

function overview(snapshot: Snapshot, portfolio: Portfolio): PortfolioOverview {
  const { coverage } = portfolio;
  return {
    node: portfolioNode(snapshot, portfolio),
    hasGaps: hasGaps(portfolio),
    title: portfolioTitle(portfolio),
    progress: progressInWords(
      coverage.counts,
      openRules(coverage.standards.values()),
    ),
  };
}

function* summarise(
  snapshot: Snapshot,
  portfolio: Portfolio,
): Generator<undefined, PortfolioSummary> {
  const { contributions } = portfolio;
  const mappings = new Map<StandardKey, number>();
  for (const contribution of contributions.values()) {
    for (const { standard } of contribution.mappings) {
      mappings.set(standard, (mappings.get(standard) ?? 0) + 1);
    }
  }
  return {
    ...overview(snapshot, portfolio),
    places: yield* keepPlaces(snapshot.catalogue, portfolio),
    mappings: [...mappings].sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}
