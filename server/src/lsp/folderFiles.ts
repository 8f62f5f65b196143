// Which files there are in a workspace folder, and which of them are its to
// read: neither set aside nor in a workspace folder that lies in this one.

import { isDocument, type FolderHost } from "../host/host.ts";
import {
  isIgnoreFile,
  readIgnoreFiles,
  setAsideBy,
  type IgnoreTexts,
  type IsSetAside,
} from "../host/setAside.ts";
import type { Slices } from "../host/slices.ts";
import {
  folderOf,
  isInside,
  listFiles,
  type FileList,
  type FilePath,
} from "../model/paths.ts";
import type { Settings } from "../model/settings.ts";

export interface FileChanges {
  /** Those that are there again are among the deleted, too. */
  readonly created: readonly FilePath[];
  readonly changed: readonly FilePath[];
  readonly deleted: readonly FilePath[];
}

/** Files that have come, and those that are gone. */
export interface ComeAndGone {
  readonly created: readonly FilePath[];
  readonly gone: readonly FilePath[];
}

/** Files between two looks at the time. */
const partSize = 64;

export class FolderFiles {
  readonly #host: FolderHost;
  #all: ReadonlySet<FilePath> = new Set();
  #nested: readonly FilePath[] = [];
  #hidden: readonly string[] = [];
  #ignoreTexts: IgnoreTexts = new Map();
  #isSetAside: IsSetAside;

  constructor(host: FolderHost, settings: Settings) {
    this.#host = host;
    this.#isSetAside = setAsideBy(settings, this.#hidden, this.#ignoreTexts);
  }

  /** All that are known to be there, set aside or not. */
  get all(): ReadonlySet<FilePath> {
    return this.#all;
  }

  /** What the editor hides, as patterns. */
  get hidden(): readonly string[] {
    return this.#hidden;
  }

  isSetAside(path: FilePath): boolean {
    return this.#isSetAside(path);
  }

  /** Lists the files, and decides what is set aside of them. */
  async list(settings: () => Settings): Promise<readonly FilePath[]> {
    const paths = this.#inside(await this.#host.listFiles());
    if (settings().useIgnoreFiles) {
      this.#ignoreTexts = await readIgnoreFiles(this.#host, paths);
    }
    // The settings may have become others meanwhile.
    this.decideSetAside(settings(), this.#hidden);
    return paths;
  }

  /** From now on these are the files that are there. */
  set(paths: readonly FilePath[]): void {
    this.#all = new Set(paths);
  }

  /** Decides with other settings what is set aside. */
  decideSetAside(settings: Settings, hidden: readonly string[]): void {
    this.#hidden = hidden;
    this.#isSetAside = setAsideBy(settings, hidden, this.#ignoreTexts);
  }

  /** True when the workspace folders in this one are others than before. */
  setNested(nested: readonly FilePath[]): boolean {
    if (nested.join("\n") === this.#nested.join("\n")) return false;
    this.#nested = nested;
    return true;
  }

  /** Those of these files that are this folder's to read. */
  own(paths: readonly FilePath[]): readonly FilePath[] {
    return this.#inside(paths).filter((path) => !this.#isSetAside(path));
  }

  /** Those that are set aside: decided once for each, as patterns take time. */
  async setAsideOf(
    paths: readonly FilePath[],
    slices: Slices,
  ): Promise<ReadonlySet<FilePath>> {
    const isSetAside = this.#isSetAside;
    const setAside = new Set<FilePath>();
    for (const [at, path] of paths.entries()) {
      if (at % partSize === 0) await slices.pause();
      if (isSetAside(path)) setAside.add(path);
    }
    return setAside;
  }

  /** Takes in what has changed on the disk. */
  async take(changes: FileChanges): Promise<ComeAndGone> {
    const files = new Set(without(this.#all, changes.deleted));
    const created = this.#inside(await this.#created(changes, files));
    for (const path of created) files.add(path);
    const gone = [...this.#all].filter((path) => !files.has(path));
    this.#all = files;
    return { created, gone };
  }

  /** For judging artefacts by what is there. */
  asList(): FileList {
    return listFiles(this.#all, this.#isSetAside);
  }

  /**
   * A folder that comes is told of by its own name, without what is in it, and
   * its name may have a dot as well: `unit 4.2`, `J. Smith`.
   */
  async #created(
    { created }: FileChanges,
    known: ReadonlySet<FilePath>,
  ): Promise<readonly FilePath[]> {
    if (created.every((path) => isDocument(path) || isIgnoreFile(path)))
      return created;
    const listed = new Set(await this.#host.listFiles());
    const isNew = (path: FilePath): boolean => !known.has(path);
    return [
      ...new Set([
        ...created.filter((path) => listed.has(path)),
        ...[...listed].filter(isNew),
      ]),
    ];
  }

  #inside(paths: readonly FilePath[]): readonly FilePath[] {
    if (this.#nested.length === 0) return paths;
    return paths.filter(
      (path) => !this.#nested.some((folder) => isInside(path, folder)),
    );
  }
}

/** A folder that goes takes along what is in it. */
function without(
  files: ReadonlySet<FilePath>,
  deleted: readonly FilePath[],
): readonly FilePath[] {
  if (deleted.length === 0) return [...files];
  const gone = new Set(deleted);
  const isGone = (path: FilePath): boolean =>
    gone.has(path) || (path !== "" && isGone(folderOf(path)));
  return [...files].filter((path) => !isGone(path));
}
