// Takes what was found in a portfolio before, or by another thread, where it
// holds: the portfolio need not be joined to say it.

import type { PortfolioCell } from "../model/portfolioCell.ts";
import { keepSummary } from "../model/portfolioSummary.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { RuleRunner } from "../rules/runner.ts";
import type { DocumentStamps } from "./documentStamps.ts";
import { isMadeOf, type KeptVerdict } from "./keptIndex.ts";

/** The folder that takes it. */
export interface Adoption {
  /** As it is at the moment; while it is being read: as if that were done. */
  readonly snapshot: () => Snapshot;
  /** On what all findings hang beside the files: the packs and the day. */
  readonly context: () => string;
  readonly stamps: DocumentStamps;
  readonly runner: RuleRunner;
}

/** False where it does not hold: the portfolio is to be judged then. */
export function adoptVerdict(
  { snapshot: current, context, stamps, runner }: Adoption,
  cell: PortfolioCell,
  kept: KeptVerdict,
): boolean {
  const snapshot = current();
  const isSame =
    kept.context === context() &&
    isMadeOf(cell, kept) &&
    kept.previous === stamps.previousState(snapshot, cell) &&
    runner.adopt(snapshot, cell, kept.verdict);
  if (isSame) {
    const isFixed = kept.verdict.judged.length === 0;
    keepSummary(snapshot, cell, kept.summary, isFixed);
  }
  return isSame;
}
