// Divides the documents of a folder among threads. What may belong to one
// portfolio stays together: a portfolio reaches down to the next one, so that a
// folder is divided only where no portfolio document lies in it.

import { folderOf, type FilePath } from "../model/paths.ts";

type Paths = readonly FilePath[];

/** A folder of which more documents lie directly in it is not looked into. */
const mostLookedAt = 64;

export interface ShareOptions {
  /** Shares at most. */
  readonly most: number;
  /** Whether any of these documents of one folder makes it a portfolio. */
  readonly holdPortfolio: (documents: Paths) => Promise<boolean>;
}

/** Shares of about the same number of documents, each in the order of before. */
export async function shareOut(
  paths: Paths,
  { most, holdPortfolio }: ShareOptions,
): Promise<readonly Paths[]> {
  const units: Paths[] = [];
  const divide = async (unit: Paths, folder: FilePath): Promise<void> => {
    const direct = unit.filter((path) => folderOf(path) === folder);
    const isOne =
      most <= 1 ||
      unit.length <= paths.length / (most * 2) ||
      direct.length > mostLookedAt ||
      (direct.length > 0 && (await holdPortfolio(direct)));
    if (isOne) {
      units.push(unit);
      return;
    }
    if (direct.length > 0) units.push(direct);
    for (const [inner, inside] of byInnerFolder(unit, folder)) {
      await divide(inside, inner);
    }
  };
  await divide(paths, "");
  return distribute(units, most);
}

/** What lies in each folder of a folder, however deep. */
function byInnerFolder(
  paths: Paths,
  folder: FilePath,
): ReadonlyMap<FilePath, FilePath[]> {
  const inner = new Map<FilePath, FilePath[]>();
  const start = folder === "" ? 0 : folder.length + 1;
  for (const path of paths) {
    const end = path.indexOf("/", start);
    if (end < 0) continue;
    const name = path.slice(0, end);
    const inside = inner.get(name);
    if (inside === undefined) inner.set(name, [path]);
    else inside.push(path);
  }
  return inner;
}

/** The largest first, each to whoever has least; then as they were. */
function distribute(units: readonly Paths[], most: number): readonly Paths[] {
  const shares = Array.from({ length: Math.min(most, units.length) }, () => ({
    size: 0,
    units: [] as number[],
  }));
  const sizeOf = (at: number): number => units[at]?.length ?? 0;
  const bySize = [...units.keys()].sort((a, b) => sizeOf(b) - sizeOf(a));
  for (const at of bySize) {
    const least = shares.reduce((a, b) => (b.size < a.size ? b : a));
    least.units.push(at);
    least.size += sizeOf(at);
  }
  return shares.map((share) =>
    share.units.sort((a, b) => a - b).flatMap((at) => units[at] ?? []),
  );
}
