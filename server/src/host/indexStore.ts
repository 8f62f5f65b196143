// The stored index: what was read from files and what was found in them, kept
// so that a start need neither read nor judge them again. It is never trusted
// over the files: what it says holds for files that are as they were.

import type { Placing } from "../model/heldFacts.ts";
import type { PlainTexts } from "../model/keptTexts.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import type { FilePath } from "../model/paths.ts";
import type { FileStamp } from "./host.ts";

/** A document, and the state of the file that its facts were read from. */
export interface StoredDocument {
  readonly path: FilePath;
  /** Absent where the facts are not those of the file. */
  readonly stamp: FileStamp | undefined;
  readonly placing: Placing;
}

/** The compressed facts of the next so many documents. */
export interface StoredBundle {
  readonly count: number;
  readonly bytes: Uint8Array;
}

/** Documents that are kept together: those of one portfolio, for example. */
export interface StoredGroup {
  readonly documents: readonly StoredDocument[];
  readonly bundles: readonly StoredBundle[];
  /** What was found in them, as plain data, in the form that its writer knows. */
  readonly verdict: unknown;
  /** The findings of each of the documents. */
  readonly findings?: PlainTexts | undefined;
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
  /** Keeps a group in place of what is there by its name; `undefined`: none. */
  saveGroup(
    key: string,
    name: string,
    group: StoredGroup | undefined,
  ): Promise<void>;
  savePacks(
    key: string,
    packs: readonly (readonly [FilePath, StoredPack])[],
  ): Promise<void>;
  /** Removes all that is kept for the folder. */
  clear(): Promise<void>;
}

export interface LoadedIndex {
  /** By name. */
  readonly groups: ReadonlyMap<string, StoredGroup>;
  readonly packs: ReadonlyMap<FilePath, StoredPack>;
}

/** Changes with the shape of what is stored. */
export const indexFormat = "evidence-portfolio/index@3";

/** Groups of documents that belong to no portfolio. */
const looseGroups = 16;

/** The group of a document of no portfolio: one for all of a folder. */
export function looseGroupOf(path: FilePath): string {
  const end = Math.max(0, path.lastIndexOf("/"));
  let hash = 0x811c9dc5;
  for (let at = 0; at < end; at += 1) {
    hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  }
  return `loose-${String((hash >>> 0) % looseGroups).padStart(2, "0")}`;
}
