// The stored index on the disk: files in the folder that the client keeps for
// us, never in the user's workspace. Each file stands for itself and says what
// it is; one that is damaged, foreign, older or newer is as good as none. A
// file is written aside and then renamed, so that nobody ever reads half of
// one: of two windows, the later wins.

import { createHash, randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FilePath } from "../model/paths.ts";
import {
  indexFormat,
  indexParts,
  packFacts,
  unpackFacts,
  type IndexStore,
  type LoadedIndex,
  type StoredDocument,
  type StoredPack,
} from "./indexStore.ts";

/** Characters beyond which nothing is kept: some fifty thousand documents. */
const largestIndex = 256 * 1024 * 1024;

/** What the store asks of the file system; tests put faults in between. */
export interface StoreFiles {
  readonly read: (file: string) => Buffer;
  readonly write: (file: string, text: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly list: (folder: string) => readonly string[];
  readonly makeFolder: (folder: string) => void;
  readonly remove: (place: string) => void;
}

export const diskFiles: StoreFiles = {
  read: (file) => readFileSync(file),
  // It says what is in the documents: nobody else's to read.
  write: (file, text) => {
    writeFileSync(file, text, { mode: 0o600 });
  },
  rename: renameSync,
  list: (folder) => readdirSync(folder),
  makeFolder: (folder) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  },
  remove: (place) => {
    rmSync(place, { recursive: true, force: true });
  },
};

/** Documents as they stand in a file: path, bytes, time, facts. */
type Row = readonly [FilePath, number, number, object];

/** The end of every file: a digest of all that stands before it. */
const sealStart = ',"digest":"';
const sealLength = `${sealStart}${digestOf("")}"}`.length;

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("base64");
}

function sealed(json: string): string {
  const open = json.slice(0, -1);
  return `${open}${sealStart}${digestOf(open)}"}`;
}

/** What a file holds when it is whole and was written under this key. */
function unsealed(bytes: Buffer, key: string): Record<string, unknown> {
  const end = bytes.length - sealLength;
  const seal = bytes.toString("latin1", Math.max(0, end));
  if (seal !== `${sealStart}${digestOf(bytes.subarray(0, end))}"}`) {
    throw new Error("The file is not whole.");
  }
  const value: unknown = JSON.parse(bytes.toString("utf8"));
  if (typeof value !== "object" || value === null) {
    throw new Error("The file holds no index.");
  }
  const content = value as Record<string, unknown>;
  if (content["format"] !== indexFormat || content["key"] !== key) {
    throw new Error("The file was written for another reading.");
  }
  return content;
}

/** The index of one workspace folder, below the client's storage folder. */
export function nodeIndexStore(
  storagePath: string,
  folderUri: string,
  files: StoreFiles = diskFiles,
  limit = largestIndex,
): IndexStore {
  const name = createHash("sha256").update(folderUri).digest("hex");
  const folder = path.join(storagePath, "index", name.slice(0, 32));
  const sizes = new Map<string, number>();
  let isTooLarge = false;

  const read = (file: string, key: string): Record<string, unknown> | null => {
    try {
      const bytes = files.read(path.join(folder, file));
      sizes.set(file, bytes.length);
      return unsealed(bytes, key);
    } catch {
      // Not there, not whole or not ours: the documents are read instead.
      return null;
    }
  };
  const write = (file: string, content: object): void => {
    if (isTooLarge) return;
    const text = sealed(JSON.stringify({ format: indexFormat, ...content }));
    sizes.set(file, text.length);
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (total > limit) {
      isTooLarge = true;
      remove();
      return;
    }
    const aside = path.join(
      folder,
      `${file}.${String(Date.now())}-${randomUUID()}.aside`,
    );
    try {
      files.makeFolder(folder);
      files.write(aside, text);
      files.rename(aside, path.join(folder, file));
    } catch {
      // No room, no permission: the next start reads the documents.
      tryTo(() => {
        files.remove(aside);
      });
    }
  };
  const remove = (): void => {
    sizes.clear();
    tryTo(() => {
      files.remove(folder);
    });
  };
  return {
    async load(key): Promise<LoadedIndex> {
      const documents = new Map<FilePath, StoredDocument>();
      const packs = new Map<FilePath, StoredPack>();
      tryTo(() => {
        removeLeftovers(folder, files);
      });
      for (let part = 0; part < indexParts; part += 1) {
        const content = read(partFile(part), key);
        for (const row of (content?.["documents"] ?? []) as readonly Row[]) {
          const [file, size, modified, packed] = row;
          const facts = unpackFacts(packed);
          documents.set(file, { stamp: { size, modified }, facts });
        }
        await nextTurn();
      }
      const content = read(packsFile, key);
      for (const [file, pack] of (content?.["packs"] ??
        []) as readonly (readonly [FilePath, StoredPack])[]) {
        packs.set(file, pack);
      }
      return { documents, packs };
    },
    async savePart(key, part, documents): Promise<void> {
      if (documents.length === 0 && !sizes.has(partFile(part))) return;
      const rows = documents.map(([file, { stamp, facts }]): Row => [
        file,
        stamp.size,
        stamp.modified,
        packFacts(facts),
      ]);
      write(partFile(part), { key, documents: rows });
      await nextTurn();
    },
    async savePacks(key, packs): Promise<void> {
      write(packsFile, { key, packs });
      await nextTurn();
    },
    clear(): Promise<void> {
      isTooLarge = false;
      remove();
      return Promise.resolve();
    },
  };
}

const packsFile = "packs.json";

function partFile(part: number): string {
  return `documents-${String(part).padStart(2, "0")}.json`;
}

const longestWrite = 600_000;

/** A window that was killed may have left a file that it wrote aside. */
function removeLeftovers(folder: string, files: StoreFiles): void {
  for (const file of files.list(folder)) {
    const written = Number(/\.(\d+)-[^.]*\.aside$/.exec(file)?.[1] ?? NaN);
    if (Date.now() - written > longestWrite) {
      files.remove(path.join(folder, file));
    }
  }
}

function tryTo(action: () => void): void {
  try {
    action();
  } catch {
    // What cannot be removed is not trusted either.
  }
}
