// What the engine needs from where it runs: files by path, and the date. Node
// answers from the disk; in a browser the client is asked.

import type { CalendarDate } from "../model/calendar.ts";
import type { Unreadable } from "../model/facts.ts";
import type { Compression } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";

/** What tells one state of a file from another, without reading it. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number;
  /** When it was last written, in milliseconds. */
  readonly modified: number;
}

/** What reading a file gives: text, a reason, or nothing when it is gone. */
export type FileContent =
  | {
      readonly kind: "text";
      readonly text: string;
      /** Absent where a later change might leave the same stamp. */
      readonly stamp?: FileStamp;
    }
  | { readonly kind: "unreadable"; readonly unreadable: Unreadable }
  | { readonly kind: "gone" };

/** The files of one workspace folder. */
export interface FolderHost {
  /** All files but those of folders that are never entered. */
  listFiles(): Promise<readonly FilePath[]>;
  /** Contents in the order of the paths. */
  readFiles(paths: readonly FilePath[]): Promise<readonly FileContent[]>;
  /** Stamps in the order of the paths; absent where files have none. */
  stampFiles?(
    paths: readonly FilePath[],
  ): Promise<readonly (FileStamp | undefined)[]>;
  /** Absent where text cannot be made small at once. */
  readonly compression?: Compression;
  /** Lets whatever else is waiting run first. */
  nextTurn(): Promise<void>;
  /** Digests of files' bytes; undefined for one that cannot be read. */
  digestFiles(
    paths: readonly FilePath[],
  ): Promise<readonly (string | undefined)[]>;
}

/** For documents that are in an editor and in no folder. */
export const hostWithoutFiles: FolderHost = {
  listFiles: () => Promise.resolve([]),
  readFiles: (paths) => Promise.resolve(paths.map(() => ({ kind: "gone" }))),
  digestFiles: (paths) => Promise.resolve(paths.map(() => undefined)),
  nextTurn: () => Promise.resolve(),
};

/** The digest of a file that is there and cannot be read. */
const unread = "unread";

/** Digests of these files by path. */
export async function digestsOf(
  host: FolderHost,
  paths: readonly FilePath[],
): Promise<ReadonlyMap<FilePath, string>> {
  const digests = await host.digestFiles(paths);
  return new Map(paths.map((path, at) => [path, digests[at] ?? unread]));
}

/** Folders in which nobody keeps a portfolio. */
export function isEnteredFolder(name: string): boolean {
  if (name === ".evidence") return true;
  return !name.startsWith(".") && name !== "node_modules";
}

/** Whether a path leads through no folder that is never entered. */
export function isEntered(path: FilePath): boolean {
  return path.split("/").slice(0, -1).every(isEnteredFolder);
}

/** Whether a file is read as a document. */
export function isDocument(path: FilePath): boolean {
  return /\.(md|markdown)$/i.test(path);
}

const packFolder = ".evidence/frameworks/";

/** Whether a file is a framework pack of the folder's own. */
export function isPack(
  path: FilePath,
  configured: readonly string[] = [],
): boolean {
  if (!/\.(ya?ml|json)$/i.test(path)) return false;
  if (path.startsWith(packFolder)) return true;
  return configured.some((place) => {
    const clean = place.replace(/^\.\//, "").replace(/\/$/, "");
    return path === clean || path.startsWith(`${clean}/`);
  });
}

/** Today by the local calendar of the machine. */
export function localDate(now: Date): CalendarDate {
  const year = String(now.getFullYear()).padStart(4, "0");
  const month = String(now.getMonth() + 1).padStart(2, "0");
  const day = String(now.getDate()).padStart(2, "0");
  return `${year}-${month}-${day}`;
}
