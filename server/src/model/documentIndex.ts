// The documents of a workspace folder by path. Asking for facts reads them
// back where they are put by; where a document belongs is always at hand.

import type { DocumentFacts } from "./facts.ts";
import type { HeldFacts } from "./heldFacts.ts";
import { folderOf, type FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";

export type HeldDocuments = PersistentMap<FilePath, HeldFacts>;

/**
 * Where documents have ever been, and which of them named a portfolio that
 * they review. It only grows, with all versions of an index, and so saves to
 * go through all documents where there are surely none.
 */
interface Trodden {
  readonly folders: Set<FilePath>;
  readonly reviews: Set<FilePath>;
}

export class DocumentIndex {
  readonly held: HeldDocuments;
  readonly #trodden: Trodden;

  private constructor(held: HeldDocuments, trodden: Trodden) {
    this.held = held;
    this.#trodden = trodden;
  }

  static empty(): DocumentIndex {
    const trodden = { folders: new Set<string>(), reviews: new Set<string>() };
    return new DocumentIndex(PersistentMap.empty(), trodden);
  }

  with(changes: ReadonlyMap<FilePath, HeldFacts | undefined>): DocumentIndex {
    const held = this.held.with(changes);
    if (held === this.held) return this;
    const { folders, reviews } = this.#trodden;
    for (const [path, one] of changes) {
      if (one?.placing.reviewOf !== undefined) reviews.add(path);
      let folder = folderOf(path);
      while (!folders.has(folder)) {
        folders.add(folder);
        folder = folderOf(folder);
      }
    }
    return new DocumentIndex(held, this.#trodden);
  }

  /** Whether there may be a document in a folder, or below it. */
  mayHold(folder: FilePath): boolean {
    return this.#trodden.folders.has(folder);
  }

  /** Documents that may be reviews which name their portfolio. */
  get reviews(): Iterable<FilePath> {
    return this.#trodden.reviews;
  }

  get size(): number {
    return this.held.size;
  }

  has(path: FilePath): boolean {
    return this.held.has(path);
  }

  get(path: FilePath): DocumentFacts | undefined {
    return this.held.get(path)?.facts;
  }

  sortedKeys(): readonly FilePath[] {
    return this.held.sortedKeys();
  }

  /** Documents that are new, other than before, or gone. */
  changedKeys(before: DocumentIndex): ReadonlySet<FilePath> {
    return this.held.changedKeys(before.held);
  }
}
