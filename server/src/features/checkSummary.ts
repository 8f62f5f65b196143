// The whole of a workspace in a few figures, for *Check Portfolio*.

import type { Severity } from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { RuleRunner } from "../rules/runner.ts";
import { overviewOf } from "../model/portfolioSummary.ts";

export interface CheckSummary extends Readonly<Record<Severity, number>> {
  readonly portfolios: number;
  readonly progress: readonly {
    readonly title: string;
    readonly words: string;
  }[];
}

export function checkSummary(
  snapshots: readonly Snapshot[],
  runner: RuleRunner,
): CheckSummary {
  const counts: Record<Severity, number> = {
    error: 0,
    warning: 0,
    information: 0,
    hint: 0,
  };
  for (const snapshot of snapshots) {
    for (const findings of runner.allFindings(snapshot).values()) {
      for (const { severity } of findings) counts[severity] += 1;
    }
  }
  const portfolios = snapshots.flatMap((snapshot) =>
    [...snapshot.index.portfolios.cells()].map((cell) =>
      overviewOf(snapshot, cell),
    ),
  );
  return {
    ...counts,
    portfolios: portfolios.length,
    progress: portfolios.map(({ title, progress }) => ({
      title,
      words: progress,
    })),
  };
}
