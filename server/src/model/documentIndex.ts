// The documents of a workspace folder by path. Asking for facts reads them
// back where they are put by; where a document belongs is always at hand.

import type { DocumentFacts } from "./facts.ts";
import { HeldFacts } from "./heldFacts.ts";
import type { FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";

export type HeldDocuments = PersistentMap<FilePath, HeldFacts>;

export class DocumentIndex {
  readonly held: HeldDocuments;

  constructor(held: HeldDocuments = PersistentMap.empty()) {
    this.held = held;
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
