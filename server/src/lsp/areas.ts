// Documents as they are read, collected until all that may belong to a
// portfolio is there. They are read so that a folder's own files come before
// those of the folders in it, and each folder is read to its end.

import type { HeldFacts } from "../model/heldFacts.ts";
import { folderOf, isInside, type FilePath } from "../model/paths.ts";

type Entry = readonly [FilePath, HeldFacts];

/** What was read and belongs together: a portfolio, or what is in none. */
export interface Area {
  /** The folder of the portfolio; absent for what is in none. */
  readonly folder: FilePath | undefined;
  readonly documents: readonly Entry[];
}

/** Documents of no portfolio are handed on when there are so many. */
const looseAtOnce = 64;

/**
 * Paths so that each folder stands together, its own files first. Of the
 * outermost folders, those come first in which somebody works.
 */
export function inFolderOrder(
  paths: readonly FilePath[],
  open: Iterable<FilePath> = [],
): FilePath[] {
  const first = new Set([...open].flatMap((path) => outermost(path) ?? []));
  const byFolder = new Map<FilePath, FilePath[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    const inside = byFolder.get(folder);
    if (inside === undefined) byFolder.set(folder, [path]);
    else inside.push(path);
  }
  const keyed = [...byFolder].map(([folder, inside]) => {
    const steps =
      folder === "" ? "" : `\u0001${folder.split("/").join("\u0001")}`;
    const rank =
      folder === "" ? 0 : first.has(outermost(`${folder}/`) ?? "") ? 1 : 2;
    return { inside, key: `${String(rank)}${steps}\u0000` };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.flatMap(({ inside }) => inside.sort());
}

function outermost(path: FilePath): FilePath | undefined {
  const end = path.indexOf("/");
  return end < 0 ? undefined : path.slice(0, end);
}

export class Areas {
  /** From the outermost to the innermost that is being read. */
  readonly #open: { readonly folder: FilePath; documents: Entry[] }[] = [];
  #loose: Entry[] = [];

  /** Areas that are complete when this document comes, the next in order. */
  *take(path: FilePath, held: HeldFacts): Generator<Area> {
    yield* this.#closeUnless((folder) => isInside(path, folder));
    const folder = folderOf(path);
    if (
      held.placing.role === "portfolio" &&
      this.#open.at(-1)?.folder !== folder
    ) {
      // What lies beside it has been waiting for it.
      const from = this.#open.at(-1)?.documents ?? this.#loose;
      const documents = from.filter(([other]) => folderOf(other) === folder);
      const others = from.filter(([other]) => folderOf(other) !== folder);
      from.length = 0;
      from.push(...others);
      this.#open.push({ folder, documents });
    }
    const area = this.#open.at(-1)?.documents ?? this.#loose;
    area.push([path, held]);
    if (area !== this.#loose || this.#loose.length < looseAtOnce) return;
    // A portfolio document may yet come for those of this very folder.
    const done = this.#loose.filter(([other]) => folderOf(other) !== folder);
    if (done.length < looseAtOnce / 2) return;
    this.#loose = this.#loose.filter(([other]) => folderOf(other) === folder);
    yield { folder: undefined, documents: done };
  }

  /** What is left when the last document has come. */
  *end(): Generator<Area> {
    yield* this.#closeUnless(() => false);
    if (this.#loose.length > 0) {
      yield { folder: undefined, documents: this.#loose };
    }
    this.#loose = [];
  }

  *#closeUnless(isStillRead: (folder: FilePath) => boolean): Generator<Area> {
    for (;;) {
      const last = this.#open.at(-1);
      if (last === undefined || isStillRead(last.folder)) return;
      this.#open.pop();
      yield last;
    }
  }
}
