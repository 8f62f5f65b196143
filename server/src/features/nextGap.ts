// The gap after a place: the findings about missing evidence in reading
// order, through all folders, round and round.

import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Finding } from "../rules/rule.ts";
import type { RuleRunner } from "../rules/runner.ts";
import { compareRanges, type Position } from "../text/textRange.ts";

const gapRules: ReadonlySet<string> = new Set([
  "unmet-requirement",
  "unmet-group",
  "credit-shortfall",
]);

export interface GapPlace {
  readonly snapshot: Snapshot;
  readonly path: FilePath;
  readonly position: Position;
}

export interface FoundGap {
  readonly snapshot: Snapshot;
  readonly finding: Finding;
}

export function nextGap(
  snapshots: readonly Snapshot[],
  runner: RuleRunner,
  from: GapPlace | undefined,
): FoundGap | undefined {
  const gaps = snapshots.flatMap((snapshot) =>
    gapsOf(snapshot, runner).map((finding) => ({ snapshot, finding })),
  );
  if (from === undefined) return gaps[0];
  const here = snapshots.indexOf(from.snapshot);
  const next = gaps.find(({ snapshot, finding }) => {
    const folder = snapshots.indexOf(snapshot);
    return folder > here || (folder === here && isBehind(finding, from));
  });
  return next ?? gaps[0];
}

function gapsOf(snapshot: Snapshot, runner: RuleRunner): readonly Finding[] {
  return [...runner.allFindings(snapshot).values()]
    .flat()
    .filter(({ code }) => gapRules.has(code))
    .sort(
      (a, b) =>
        (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
        compareRanges(a.range, b.range),
    );
}

function isBehind({ path, range }: Finding, from: GapPlace): boolean {
  if (path !== from.path) return path > from.path;
  const { line, character } = from.position;
  return (
    range.startLine > line ||
    (range.startLine === line && range.startCharacter > character)
  );
}
