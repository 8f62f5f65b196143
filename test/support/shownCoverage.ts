// The coverage view opened to its leaves, portfolio by portfolio, and what a
// client would not hear of.

import {
  coverageChildren,
  coverageRoots,
} from "../../server/src/features/coverageTree.ts";
import { changedCoverage } from "../../server/src/model/changedCoverage.ts";
import type { FilePath } from "../../server/src/model/paths.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { differences, plainOf, type Plain } from "./comparable.ts";

/** By the folder of the portfolio. */
export function shownCoverage(
  snapshot: Snapshot,
): ReadonlyMap<FilePath, Plain> {
  const below = (id: string): Plain[] =>
    coverageChildren(snapshot, id, false).map((node) =>
      plainOf([node, node.hasChildren ? below(node.id) : []]),
    );
  return new Map(
    coverageRoots(snapshot, false).map((node) => [
      node.id,
      plainOf([node, below(node.id)]),
    ]),
  );
}

export interface LeftAlone {
  /** Portfolios that the client goes on showing as they were. */
  readonly folders: readonly FilePath[];
  /** Those of them that show something else. */
  readonly wrongly: readonly FilePath[];
}

export function leftAlone(before: Snapshot, after: Snapshot): LeftAlone {
  const [was, is] = [before, after].map(shownCoverage);
  const changed = changedCoverage(before, after);
  if (changed === "all") return { folders: [], wrongly: [] };
  const folders = [...(is?.keys() ?? [])].filter((one) => !changed.has(one));
  const wrongly = folders.filter(
    (one) => differences(was?.get(one) ?? [], is?.get(one) ?? []).length > 0,
  );
  return { folders, wrongly };
}
