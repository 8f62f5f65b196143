// Has other threads read a large folder, and takes what they hand on. What they
// found counts where it holds for the folder as it is when it comes.

import type { ComparedFiles } from "./comparedFiles.ts";
import type { FileList, FilePath } from "../model/paths.ts";
import { HeldFacts, type Compression } from "../model/heldFacts.ts";
import type { Settings } from "../model/settings.ts";
import type { NameList } from "../syntax/personalNames.ts";
import { adoptVerdict, type Adoption } from "./adoption.ts";
import type { HeldByPath } from "./areaReading.ts";
import { loadGroup } from "./keptIndex.ts";
import type {
  ReadingTask,
  ReadingThreads,
  ReadPart,
} from "./readingThreads.ts";
import { shareOut } from "./shares.ts";
import type { Slices } from "./slices.ts";

/** With fewer documents, a thread would hardly have begun. */
const fewestForThread = 400;

/** The folder that is being read. */
export interface SharedFolder {
  readonly uri: string;
  readonly adoption: Adoption;
  readonly compared: ComparedFiles;
  readonly isOpen: (path: FilePath) => boolean;
  readonly holdPortfolio: (paths: readonly FilePath[]) => Promise<boolean>;
  /** Told of each document that has been read. */
  readonly wasRead: (path: FilePath) => void;
  /** Takes documents in. */
  readonly take: (documents: HeldByPath) => void;
  readonly judge: (folder: FilePath) => Promise<void>;
  readonly progressed: (more: number) => void;
  readonly failed: (what: string, error: unknown) => void;
}

export interface SharedReadingTools {
  readonly threads: ReadingThreads;
  readonly compression: Compression;
  readonly slices: Slices;
}

/** What there is to read, as it was when reading began. */
export interface SharedTask {
  readonly settings: Settings;
  readonly names: NameList;
  readonly files: FileList;
  readonly packs: readonly FilePath[];
  /** In folder order. */
  readonly documents: readonly FilePath[];
}

export class SharedReading {
  readonly #folder: SharedFolder;
  readonly #tools: SharedReadingTools;
  #isReading = false;

  constructor(folder: SharedFolder, tools: SharedReadingTools) {
    this.#folder = folder;
    this.#tools = tools;
  }

  /** Has documents read; what is left to be read. */
  async read(task: SharedTask): Promise<readonly FilePath[]> {
    const { threads } = this.#tools;
    const { documents } = task;
    const most = Math.min(
      threads.count,
      Math.floor(documents.length / fewestForThread),
    );
    if (threads.isBusy || most < 1) return documents;
    this.#isReading = true;
    const left = new Set(documents);
    try {
      const tasks = await this.#tasks(task, most);
      if (threads.isBusy || !this.#isReading) return documents;
      await threads.read(tasks, {
        take: (part) => this.#take(part, left),
        progressed: this.#folder.progressed,
        failed: this.#folder.failed,
      });
    } catch (error) {
      this.#folder.failed("reading on another thread", error);
    } finally {
      this.#isReading = false;
    }
    return documents.filter((path) => left.has(path));
  }

  async #tasks(
    task: SharedTask,
    most: number,
  ): Promise<readonly ReadingTask[]> {
    const { uri, holdPortfolio } = this.#folder;
    const place = new Map(task.documents.map((path, at) => [path, at]));
    const shares = await shareOut(task.documents, { most, holdPortfolio });
    const inOrder = (a: FilePath, b: FilePath): number =>
      (place.get(a) ?? 0) - (place.get(b) ?? 0);
    return shares.map((share) => ({
      ...task,
      folderUri: uri,
      documents: [...share].sort(inOrder),
    }));
  }

  /** Stops it; what has not come is left. */
  stop(): void {
    if (!this.#isReading) return;
    this.#isReading = false;
    this.#tools.threads.stop();
  }

  async #take(
    { folder, group, artefacts }: ReadPart,
    left: Set<FilePath>,
  ): Promise<void> {
    const { slices, compression } = this.#tools;
    const { adoption, isOpen, wasRead } = this.#folder;
    await slices.pause();
    const { documents, verdict } = loadGroup(group, compression);
    const wanted = new Map<FilePath, HeldFacts>();
    for (const { path, stamp } of group.documents) {
      const held = documents.get(path);
      if (held === undefined || !left.delete(path) || isOpen(path)) continue;
      wanted.set(path, held);
      adoption.stamps.set(path, stamp);
      wasRead(path);
    }
    this.#folder.compared.keep(new Map(artefacts));
    this.#folder.take(wanted);
    if (folder === undefined) return;
    await slices.pause();
    const cell = adoption.snapshot().index.portfolios.cell(folder);
    const isTaken =
      cell !== undefined &&
      verdict !== undefined &&
      adoptVerdict(adoption, cell, verdict);
    if (!isTaken) await this.#folder.judge(folder);
  }
}
