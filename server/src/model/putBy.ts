// Which facts are put by together: those of one portfolio, in bundles that are
// made and read back in a moment.

import type { HeldDocuments } from "./documentIndex.ts";
import type { HeldFacts } from "./heldFacts.ts";
import type { FilePath } from "./paths.ts";

/** Documents in one bundle. */
const bundleSize = 64;

/** By path, so that the same documents are always put by together. */
export function inBundles(
  members: HeldDocuments,
): readonly (readonly (readonly [FilePath, HeldFacts])[])[] {
  return bundled(
    members.sortedKeys().flatMap((path): readonly [FilePath, HeldFacts][] => {
      const held = members.get(path);
      return held === undefined ? [] : [[path, held]];
    }),
  );
}

/** A list in parts of the size of a bundle. */
export function bundled<Item>(
  items: readonly Item[],
): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / bundleSize) }, (_, at) =>
    items.slice(at * bundleSize, (at + 1) * bundleSize),
  );
}
