// Has other threads read a large folder, and takes what they hand on. What they
// found counts where it holds for the folder as it is when it comes.

import { ByteShelf } from "../host/byteShelf.ts";
import type { StoredGroup } from "../host/indexStore.ts";
import type { Slices } from "../host/slices.ts";
import type { ComparedFiles } from "./comparedFiles.ts";
import type { FilePath } from "../model/paths.ts";
import type { Compression, HeldFacts } from "../model/heldFacts.ts";
import { adoptVerdict, type Adoption } from "./adoption.ts";
import type { Area } from "./areas.ts";
import { knownPaths, loadGroup } from "./keptIndex.ts";
import type {
  ReadingTask,
  ReadingThreads,
  ReadPart,
} from "./readingThreads.ts";
import { shareOut } from "./shares.ts";

/** The folder that is being read. */
export interface SharedFolder {
  readonly uri: string;
  readonly adoption: Adoption;
  readonly compared: ComparedFiles;
  readonly isOpen: (path: FilePath) => boolean;
  readonly holdPortfolio: (paths: readonly FilePath[]) => Promise<boolean>;
  /** Told of each document that has been read. */
  readonly wasRead: (path: FilePath) => void;
  /** Takes documents in; `adopt` takes what was found in their portfolio. */
  readonly takeIn: (
    area: Area,
    adopt: (folder: FilePath) => boolean,
  ) => Promise<void>;
  /** Told when others begin to read. */
  readonly shared: () => void;
  readonly progressed: (more: number) => void;
  readonly failed: (what: string, error: unknown) => void;
}

export interface SharedReadingTools {
  readonly threads: ReadingThreads;
  readonly compression: Compression;
  readonly slices: Slices;
}

/** What there is to read, as it was when reading began; in folder order. */
export type SharedTask = Omit<ReadingTask, "folderUri">;

export class SharedReading {
  readonly #folder: SharedFolder;
  readonly #tools: SharedReadingTools;
  readonly #shelf = new ByteShelf();
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
      Math.floor(documents.length / threads.fewestDocuments),
    );
    if (most < 1) return documents;
    this.#isReading = true;
    const left = knownPaths(documents);
    try {
      const tasks = await this.#tasks(task, most);
      if (this.#isStopped()) return documents;
      this.#folder.shared();
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
    await this.#tools.slices.pause();
    const shares = await shareOut(task.documents, { most, holdPortfolio });
    await this.#tools.slices.pause();
    return shares.map((documents) => ({ ...task, folderUri: uri, documents }));
  }

  #isStopped(): boolean {
    return !this.#isReading;
  }

  /** Stops it; what has not come is left. */
  stop(): void {
    if (!this.#isReading) return;
    this.#isReading = false;
    this.#tools.threads.stop();
  }

  async #take(
    { folder, group: sent, artefacts }: ReadPart,
    left: Map<FilePath, FilePath>,
  ): Promise<void> {
    const { slices, compression } = this.#tools;
    const { adoption, isOpen, wasRead } = this.#folder;
    await slices.pause();
    const group = this.#shelved(sent);
    const { documents, verdict } = loadGroup(group, compression, left);
    const stamps = new Map(
      group.documents.map(({ path, stamp }) => [path, stamp]),
    );
    const wanted: (readonly [FilePath, HeldFacts])[] = [];
    for (const [path, held] of documents) {
      if (!left.delete(path) || isOpen(path)) continue;
      wanted.push([path, held]);
      adoption.stamps.set(path, stamps.get(path));
      wasRead(path);
    }
    this.#folder.compared.keep(new Map(artefacts));
    await this.#folder.takeIn({ folder, documents: wanted }, (portfolio) => {
      const cell = adoption.snapshot().index.portfolios.cell(portfolio);
      return (
        cell !== undefined &&
        verdict !== undefined &&
        adoptVerdict(adoption, cell, verdict)
      );
    });
  }

  #shelved({ findings, bundles, ...group }: StoredGroup): StoredGroup {
    const shelved = <Some extends { readonly bytes: Uint8Array }>(
      some: Some,
    ): Some => ({ ...some, bytes: this.#shelf.keep(some.bytes) });
    return {
      ...group,
      bundles: bundles.map(shelved),
      findings: findings && shelved(findings),
    };
  }
}
