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
import type { Placing } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import {
  indexFormat,
  type IndexStore,
  type LoadedIndex,
  type StoredDocument,
  type StoredGroup,
  type StoredPack,
} from "./indexStore.ts";

/** Bytes beyond which nothing is kept: some hundred thousand documents. */
const largestIndex = 256 * 1024 * 1024;

/** What the store asks of the file system; tests put faults in between. */
export interface StoreFiles {
  readonly read: (file: string) => Buffer;
  readonly write: (file: string, bytes: Buffer) => void;
  readonly rename: (from: string, to: string) => void;
  readonly list: (folder: string) => readonly string[];
  readonly makeFolder: (folder: string) => void;
  readonly remove: (place: string) => void;
}

export const diskFiles: StoreFiles = {
  read: (file) => readFileSync(file),
  // It says what is in the documents: nobody else's to read.
  write: (file, bytes) => {
    writeFileSync(file, bytes, { mode: 0o600 });
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

/** A file's first line. What follows it are the bytes of the bundles. */
interface Heading {
  readonly format: string;
  readonly key: string;
}

interface GroupHeading extends Heading {
  readonly documents: readonly Row[];
  /** How many documents, and how many bytes. */
  readonly bundles: readonly (readonly [number, number])[];
  readonly verdict?: unknown;
  readonly findings?: FindingsHeading | undefined;
}

/** The bytes come after those of all bundles. */
interface FindingsHeading {
  readonly prints: readonly number[];
  readonly length: number;
}

/** Path, bytes, time, and what decides where the document belongs. */
type Row = readonly [FilePath, number, number, Placing];

/** Stands for a file whose state is not known. */
const unknownSize = -1;

/** The end of every file: a digest of all that stands before it. */
const sealLength = digestOf("").length;

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("base64");
}

function sealed(heading: Heading, parts: readonly Uint8Array[] = []): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${JSON.stringify(heading)}\n`),
    ...parts,
  ]);
  return Buffer.concat([content, Buffer.from(digestOf(content))]);
}

interface Unsealed<Content extends Heading> {
  readonly heading: Content;
  readonly rest: Buffer;
}

/** What a file holds when it is whole and was written under this key. */
function unsealed<Content extends Heading>(
  bytes: Buffer,
  key: string,
): Unsealed<Content> {
  const end = Math.max(0, bytes.length - sealLength);
  const content = bytes.subarray(0, end);
  if (bytes.toString("latin1", end) !== digestOf(content)) {
    throw new Error("The file is not whole.");
  }
  const line = content.indexOf(10);
  const heading: unknown = JSON.parse(content.toString("utf8", 0, line));
  if (!isHeading(heading)) throw new Error("The file holds no index.");
  if (heading.format !== indexFormat || heading.key !== key) {
    throw new Error("The file was written for another reading.");
  }
  // The seal says that we wrote it, and the format what stands in it.
  return { heading: heading as Content, rest: content.subarray(line + 1) };
}

function isHeading(value: unknown): value is Heading {
  return (
    typeof value === "object" &&
    value !== null &&
    "format" in value &&
    "key" in value
  );
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

  const read = <Content extends Heading>(
    file: string,
    key: string,
  ): Unsealed<Content> | undefined => {
    try {
      const bytes = files.read(path.join(folder, file));
      sizes.set(file, bytes.length);
      return unsealed<Content>(bytes, key);
    } catch {
      // Not there, not whole or not ours: the documents are read instead.
      return undefined;
    }
  };
  const write = (file: string, bytes: Buffer): void => {
    if (isTooLarge) return;
    sizes.set(file, bytes.length);
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
      files.write(aside, bytes);
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
  const list = (): readonly string[] => {
    try {
      return files.list(folder);
    } catch {
      return [];
    }
  };
  return {
    async load(key): Promise<LoadedIndex> {
      const groups = new Map<string, StoredGroup>();
      tryTo(() => {
        removeLeftovers(folder, files);
      });
      for (const file of list()) {
        if (!file.endsWith(groupEnding)) continue;
        const found = read<GroupHeading>(file, key);
        const name = file.slice(0, -groupEnding.length);
        if (found !== undefined) groups.set(name, groupIn(found));
        await nextTurn();
      }
      const packs = read<PacksHeading>(packsFile, key)?.heading.packs ?? [];
      return { groups, packs: new Map(packs) };
    },
    async saveGroup(key, name, group): Promise<void> {
      const file = name + groupEnding;
      if (group === undefined) {
        sizes.delete(file);
        tryTo(() => {
          files.remove(path.join(folder, file));
        });
        return;
      }
      const { documents, bundles, verdict, findings } = group;
      const heading: GroupHeading = {
        format: indexFormat,
        key,
        documents: documents.map(rowOf),
        bundles: bundles.map(({ count, bytes }) => [count, bytes.length]),
        verdict,
        findings: findings && {
          prints: findings.prints,
          length: findings.bytes.length,
        },
      };
      const parts = bundles.map(({ bytes }) => bytes);
      if (findings !== undefined) parts.push(findings.bytes);
      write(file, sealed(heading, parts));
      await nextTurn();
    },
    async savePacks(key, packs): Promise<void> {
      const heading: PacksHeading = { format: indexFormat, key, packs };
      write(packsFile, sealed(heading));
      await nextTurn();
    },
    clear(): Promise<void> {
      isTooLarge = false;
      remove();
      return Promise.resolve();
    },
  };
}

function rowOf({ path: file, stamp, placing }: StoredDocument): Row {
  return [file, stamp?.size ?? unknownSize, stamp?.modified ?? 0, placing];
}

function groupIn({ heading, rest }: Unsealed<GroupHeading>): StoredGroup {
  let at = 0;
  const next = (length: number): Uint8Array => {
    // A copy: the rest of the file need not be kept for it.
    const bytes = new Uint8Array(rest.subarray(at, at + length));
    at += length;
    return bytes;
  };
  const bundles = heading.bundles.map(([count, length]) => ({
    count,
    bytes: next(length),
  }));
  const documents = heading.documents.map(
    ([file, size, modified, placing]): StoredDocument => ({
      path: file,
      stamp: size === unknownSize ? undefined : { size, modified },
      placing,
    }),
  );
  const { verdict, findings } = heading;
  return {
    documents,
    bundles,
    verdict,
    findings: findings && {
      prints: findings.prints,
      bytes: next(findings.length),
    },
  };
}

interface PacksHeading extends Heading {
  readonly packs: readonly (readonly [FilePath, StoredPack])[];
}

const packsFile = "packs.index";
const groupEnding = ".group";

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
