// The stored index: what was read from files, kept so that a start need not
// read them again. It is never trusted over the files, and it says nothing of
// how they join: only facts are kept, and packs as they were read.

import type { DocumentFacts } from "../model/facts.ts";
import { noFacts } from "../model/facts.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import type { FilePath } from "../model/paths.ts";
import type { FileStamp } from "./host.ts";

/** The facts of a document, and the state of the file they were read from. */
export interface StoredDocument {
  readonly stamp: FileStamp;
  readonly facts: DocumentFacts;
}

/** A pack without a problem, and the digest of the text it was read from. */
export interface StoredPack {
  readonly digest: string;
  readonly pack: FrameworkPack;
}

/** Keeps the index of one workspace folder. Its methods never reject. */
export interface IndexStore {
  /** What was kept under this key; nothing at all when in doubt. */
  load(key: string): Promise<LoadedIndex>;
  /** Keeps this in place of what is there in the same part. */
  savePart(
    key: string,
    part: number,
    documents: readonly (readonly [FilePath, StoredDocument])[],
  ): Promise<void>;
  savePacks(
    key: string,
    packs: readonly (readonly [FilePath, StoredPack])[],
  ): Promise<void>;
  /** Removes all that is kept for the folder. */
  clear(): Promise<void>;
}

export interface LoadedIndex {
  readonly documents: ReadonlyMap<FilePath, StoredDocument>;
  readonly packs: ReadonlyMap<FilePath, StoredPack>;
}

/** Changes with the shape of what is stored. */
export const indexFormat = "evidence-portfolio/index@1";

/** Parts in which documents are kept: a change writes one of them anew. */
export const indexParts = 32;

/** The part that keeps a document: one for all documents of a folder. */
export function partOf(path: FilePath): number {
  const end = Math.max(0, path.lastIndexOf("/"));
  let hash = 0x811c9dc5;
  for (let at = 0; at < end; at += 1) {
    hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0) % indexParts;
}

/** Facts as they are stored: without what every document has. */
export function packFacts(facts: DocumentFacts): Partial<DocumentFacts> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([key, value]) => value !== noFacts[key as keyof DocumentFacts],
    ),
  );
}

export function unpackFacts(packed: Partial<DocumentFacts>): DocumentFacts {
  return { ...noFacts, ...packed };
}
