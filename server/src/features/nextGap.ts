// The gap after a place: the findings about missing evidence in reading
// order, round and round.

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

export function nextGap(
  snapshot: Snapshot,
  runner: RuleRunner,
  from: { readonly path: FilePath; readonly position: Position } | undefined,
): Finding | undefined {
  const gaps = [...runner.allFindings(snapshot).values()]
    .flat()
    .filter(({ code }) => gapRules.has(code))
    .sort(
      (a, b) =>
        (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
        compareRanges(a.range, b.range),
    );
  if (from === undefined) return gaps[0];
  const { line, character } = from.position;
  const next = gaps.find(
    ({ path, range }) =>
      path > from.path ||
      (path === from.path &&
        (range.startLine > line ||
          (range.startLine === line && range.startCharacter > character))),
  );
  return next ?? gaps[0];
}
