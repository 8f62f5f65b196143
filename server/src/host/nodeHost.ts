// Files from the disk. Reads synchronously, which on Node costs a fraction of
// what promises do, and lets other work run between slices.

import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import {
  deflateRaw,
  inflateRawSync,
  type InputType,
  type ZlibOptions,
} from "node:zlib";
import type { Digest } from "../model/fingerprint.ts";
import type { Compression } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { ByteRoom } from "./byteRoom.ts";
import {
  isEnteredFolder,
  type FileContent,
  type FileStamp,
  type FolderHost,
} from "./host.ts";
import type { ReadNameFile } from "./nameList.ts";
import { contentOf, largestOf, tooLarge } from "./readContent.ts";
import { Slices } from "./slices.ts";

const compressBytes = promisify<InputType, ZlibOptions, Buffer>(deflateRaw);

/** Kept for the next text, unless it has become very large. */
let spareRoom: ByteRoom | undefined;
const mostSpare = 4_000_000;

async function compress(pieces: Iterable<string>): Promise<Uint8Array> {
  const room = spareRoom ?? new ByteRoom();
  spareRoom = undefined;
  try {
    for (const piece of pieces) room.add(piece);
    return await compressBytes(room.bytes, { level: 1 });
  } finally {
    room.clear();
    if (room.size <= mostSpare) spareRoom = room;
  }
}

/** Facts are mostly places and repeated words, which become a tenth. */
export const nodeCompression: Compression = {
  compress,
  expand: (bytes) => inflateRawSync(bytes).toString("utf8"),
};

/** Told of a link that leads back to a folder above it, which is not followed. */
export type TellLoop = (path: FilePath) => void;

export function nodeFolder(
  root: string,
  tellLoop: TellLoop = () => undefined,
): FolderHost {
  return {
    listFiles: () => listFiles(root, tellLoop),
    readFiles: (paths) => readFiles(root, paths),
    stampFiles: (paths) => stampFiles(root, paths),
    nextTurn: () => nextTurn(),
    compression: nodeCompression,
    digestFiles: (paths) => digestFiles(root, paths),
  };
}

export const nodeDigest: Digest = (text) =>
  `sha256-${createHash("sha256").update(text).digest("base64")}`;

/** Artefacts may be films: they are read in pieces. */
async function digestFiles(
  root: string,
  paths: readonly FilePath[],
): Promise<readonly (string | undefined)[]> {
  const digests: (string | undefined)[] = [];
  for (const file of paths) {
    try {
      const hash = createHash("sha256");
      const stream = createReadStream(path.join(root, file));
      for await (const piece of stream as AsyncIterable<Uint8Array>) {
        hash.update(piece);
      }
      digests.push(`sha256-${hash.digest("base64")}`);
    } catch {
      digests.push(undefined);
    }
  }
  return digests;
}
/** A list of names anywhere on the disk: by a full path, or from `~/`. */
export const readNameFile: ReadNameFile = (place) => {
  const file = /^~[/\\]/.test(place)
    ? path.join(homedir(), place.slice(2))
    : place;
  if (!path.isAbsolute(file)) {
    return {
      problem: `The list of names ${place} is no full path. Write the path from the top of the disk, or from your own folder with \`~/\`. Names are not looked for.`,
    };
  }
  return {
    uri: pathToFileURL(realPath(file) ?? file).href,
    content: readOne(file),
  };
};

const slices = (): Slices => new Slices(() => nextTurn());

async function listFiles(
  root: string,
  tellLoop: TellLoop,
): Promise<readonly FilePath[]> {
  const found: FilePath[] = [];
  const pauses = slices();
  // Real paths of folders on the way, so that a link to one of them ends there.
  const visit = async (
    folder: FilePath,
    above: ReadonlySet<string>,
  ): Promise<void> => {
    await pauses.pause();
    const place = path.join(root, folder);
    const real = realPath(place);
    if (real === undefined) return;
    if (above.has(real)) {
      tellLoop(folder);
      return;
    }
    const inside = new Set(above).add(real);
    for (const entry of readFolder(place)) {
      const child = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isFolder =
        entry.isDirectory() ||
        (entry.isSymbolicLink() && isFolderPath(path.join(root, child)));
      if (!isFolder) found.push(child);
      else if (isEnteredFolder(entry.name)) await visit(child, inside);
    }
  };
  await visit("", new Set());
  return found;
}

function readFolder(place: string): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(place);
  } catch {
    // A folder that is gone or may not be read has no files for us.
    return [];
  }
}

function entriesOf(place: string) {
  return readdirSync(place, { withFileTypes: true });
}

function realPath(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    return undefined;
  }
}

function isFolderPath(place: string): boolean {
  try {
    return statSync(place).isDirectory();
  } catch {
    return false;
  }
}

async function readFiles(
  root: string,
  paths: readonly FilePath[],
): Promise<readonly FileContent[]> {
  const pauses = slices();
  const contents: FileContent[] = [];
  for (const file of paths) {
    await pauses.pause();
    contents.push(readOne(path.join(root, file)));
  }
  return contents;
}

async function stampFiles(
  root: string,
  paths: readonly FilePath[],
): Promise<readonly (FileStamp | undefined)[]> {
  const pauses = slices();
  const stamps: (FileStamp | undefined)[] = [];
  for (const file of paths) {
    await pauses.pause();
    stamps.push(stampAt(`${root}/${file}`));
  }
  return stamps;
}

function stampAt(place: string): FileStamp | undefined {
  try {
    const stats = statSync(place, { throwIfNoEntry: false });
    return stats && { size: stats.size, modified: stats.mtimeMs };
  } catch {
    // Reading it will say why.
    return undefined;
  }
}

/** Clocks of file systems are coarse: two writes can have one time. */
const unsureMilliseconds = 2_000;

/** A file that was written just now may be written again at the same time. */
function stampOf({ size, mtimeMs }: Stats): { stamp?: FileStamp } {
  return Date.now() - mtimeMs > unsureMilliseconds
    ? { stamp: { size, modified: mtimeMs } }
    : {};
}

function readOne(place: string): FileContent {
  let handle: number | undefined;
  try {
    handle = openSync(place, "r");
    const stats = fstatSync(handle);
    if (!stats.isFile()) return { kind: "gone" };
    // Never read what is only to be refused.
    if (stats.size > largestOf(place)) return tooLarge(stats.size);
    const content = contentOf(readBytes(handle, stats.size), place);
    return content.kind === "text"
      ? { ...content, ...stampOf(stats) }
      : content;
  } catch (error) {
    return failure(error);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Read into again and again: new memory takes longer than reading a file. */
const readingRoom = Buffer.allocUnsafeSlow(256_000);

/** A file's bytes, until the next file is read. */
function readBytes(handle: number, size: number): Uint8Array {
  // Files that are made while they are read do not know their size.
  if (size === 0 || size > readingRoom.length) return readFileSync(handle);
  let length = 0;
  while (length < size) {
    const read = readSync(handle, readingRoom, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return readingRoom.subarray(0, length);
}

function failure(error: unknown): FileContent {
  const code =
    error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "gone" };
  const reason = code === "ELOOP" ? "link-loop" : "no-permission";
  return { kind: "unreadable", unreadable: { reason } };
}
