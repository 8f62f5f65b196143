// What a thread does that reads a share of a folder for another: reads and
// judges it as a folder in which nobody works, and sends what is kept of it.

import type { FolderHost } from "../host/host.ts";
import { Slices } from "../host/slices.ts";
import type { Digest } from "../model/fingerprint.ts";
import { pathsIn, type FilePath } from "../model/paths.ts";
import { bundled, inBundles } from "../model/putBy.ts";
import {
  firstSnapshot,
  readAllBut,
  updateSnapshot,
  type Shipped,
  type Snapshot,
  type SnapshotChanges,
} from "../model/snapshot.ts";
import { createRunner } from "../rules/runner.ts";
import { AreaReading } from "./areaReading.ts";
import type { Area } from "./areas.ts";
import { ComparedFiles } from "./comparedFiles.ts";
import { DocumentReader } from "./documentReader.ts";
import { DocumentStamps } from "./documentStamps.ts";
import { contextOf, FolderPacks } from "./folderPacks.ts";
import { groupOf, groupVerdict, type GroupVerdict } from "./keptIndex.ts";
import { PortfolioCare } from "./portfolioCare.ts";
import type { ReadingTask, ThreadMessage } from "./readingThreads.ts";

export interface ThreadPlace {
  readonly host: FolderHost;
  readonly shipped: Shipped;
  readonly digest: Digest;
  readonly send: (message: ThreadMessage) => void;
}

/** Resolves when all has been read and sent. */
export async function readShare(
  task: ReadingTask,
  place: ThreadPlace,
): Promise<void> {
  const reading = new ThreadReading(task, place);
  await reading.read();
  place.send({ kind: "done" });
}

type Parts = Parameters<typeof groupOf>[0];

class ThreadReading {
  readonly #task: ReadingTask;
  readonly #place: ThreadPlace;
  readonly #runner = createRunner((rule, error) => {
    this.#failed(`rule ${rule}`, error);
  });
  readonly #stamps: DocumentStamps;
  readonly #compared: ComparedFiles;
  readonly #reader: DocumentReader;
  readonly #areas: AreaReading;
  readonly #allFiles: ReadonlySet<FilePath>;
  #snapshot: Snapshot;
  #context = "";
  #filesRead = 0;

  constructor(task: ReadingTask, place: ThreadPlace) {
    this.#task = task;
    this.#place = place;
    const { host, digest, shipped } = place;
    const { today, settings } = task;
    this.#snapshot = firstSnapshot(shipped, today, settings, digest);
    this.#allFiles = new Set(pathsIn(task.files));
    this.#stamps = new DocumentStamps(digest);
    this.#compared = new ComparedFiles(host);
    const slices = new Slices(() => host.nextTurn());
    this.#reader = new DocumentReader({
      host,
      digest,
      slices,
      compared: this.#compared,
      stamps: this.#stamps,
      openText: () => undefined,
      wasRead: () => undefined,
    });
    this.#reader.names = task.names;
    const { compression } = host;
    const care = new PortfolioCare(
      {
        snapshot: () => this.#snapshot,
        openPaths: () => [],
        isOpen: () => false,
      },
      { runner: this.#runner, slices, compression },
    );
    this.#areas = new AreaReading(
      {
        take: (documents) => {
          this.#update({ documents });
        },
        taken: (area) => this.#sendLoose(area),
        adopt: () => false,
        digestFiles: async (judged) => {
          const documents = await this.#reader.digest(judged, this.#allFiles);
          if (documents !== undefined) this.#update({ documents });
        },
        judged: () => undefined,
        putBy: (folder) => this.#sendPortfolio(folder),
        failed: (what, error) => {
          this.#failed(what, error);
        },
      },
      { reader: this.#reader, care, slices },
    );
  }

  async read(): Promise<void> {
    const { host, digest } = this.#place;
    const { files, documents, today } = this.#task;
    const packs = new FolderPacks(host, digest, undefined);
    this.#update({
      files,
      packs: await packs.read(this.#task.packs, () => undefined),
      // What others read is not missing.
      ...readAllBut([]),
    });
    this.#context = contextOf(today, packs.key, digest);
    await this.#areas.read(documents, {
      unchanged: new Map(),
      isStopped: () => false,
      progressed: (filesRead, isToBeTold) => {
        if (!isToBeTold) return;
        const more = filesRead - this.#filesRead;
        this.#filesRead = filesRead;
        this.#place.send({ kind: "progress", more });
      },
    });
    await this.#areas.settled();
  }

  /** What belongs to no portfolio, or to another than the one it lies in. */
  async #sendLoose({ folder, documents }: Area): Promise<void> {
    const cell =
      folder === undefined
        ? undefined
        : this.#snapshot.index.portfolios.cell(folder);
    const others = documents.filter(
      ([path]) => cell?.members.has(path) !== true,
    );
    if (others.length > 0) await this.#send(undefined, bundled(others));
  }

  async #sendPortfolio(folder: FilePath): Promise<void> {
    const snapshot = this.#snapshot;
    const cell = snapshot.index.portfolios.cell(folder);
    if (cell === undefined) return;
    const verdict = this.#runner.verdictOf(snapshot, cell);
    const isWhole = verdict?.texts.size === cell.members.size;
    if (!isWhole) {
      await this.#send(folder, inBundles(cell.members));
      return;
    }
    const about = { snapshot, context: this.#context };
    await this.#send(
      folder,
      inBundles(cell.members),
      groupVerdict(about, this.#stamps, cell, verdict),
      verdict.judged,
    );
  }

  async #send(
    folder: FilePath | undefined,
    documents: Parts,
    verdict?: GroupVerdict,
    judged: readonly FilePath[] = [],
  ): Promise<void> {
    const { host } = this.#place;
    const { compression } = host;
    if (compression === undefined) return;
    const nextTurn = (): Promise<void> => host.nextTurn();
    const tools = { stamps: this.#stamps, compression, nextTurn };
    const group = await groupOf(documents, tools, verdict);
    const artefacts = judged.flatMap((path) => {
      const digest = this.#compared.artefacts.get(path);
      return digest === undefined ? [] : [[path, digest] as const];
    });
    this.#place.send({ kind: "part", part: { folder, group, artefacts } });
  }

  #update(changes: SnapshotChanges): void {
    this.#snapshot = updateSnapshot(this.#snapshot, this.#place.shipped, {
      ...changes,
      artefacts: this.#compared.artefacts,
    });
  }

  #failed(what: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#place.send({ kind: "failure", what, message });
  }
}
