// Reads documents area by area: each portfolio is joined, judged and put by as
// soon as all of it is read, and before the next one is.

import type { Slices } from "../host/slices.ts";
import { judgedFiles, type JudgedFiles } from "../model/fingerprint.ts";
import type { HeldFacts } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { Areas, type Area } from "./areas.ts";
import { batchSize, type DocumentReader } from "./documentReader.ts";
import type { PortfolioCare } from "./portfolioCare.ts";

export type HeldByPath = ReadonlyMap<FilePath, HeldFacts | undefined>;

/** The folder that is being read. */
export interface AreaFolder {
  /** Takes documents in that have been read. */
  readonly take: (documents: HeldByPath) => void;
  /** Takes what was found in a portfolio before; false where nothing holds. */
  readonly adopt: (folder: FilePath) => boolean;
  readonly digestFiles: (judged: JudgedFiles) => Promise<void>;
  /** Told when a portfolio is joined and judged. */
  readonly judged: (folder: FilePath) => void;
  /** Told when it is put by; what is done with it then may fail. */
  readonly putBy: (folder: FilePath) => void | Promise<void>;
  /** Told of each area that is taken in, before its portfolio is judged. */
  readonly taken: (area: Area) => void | Promise<void>;
  readonly failed: (what: string, error: unknown) => void;
}

export interface AreaTools {
  readonly reader: DocumentReader;
  readonly care: PortfolioCare;
  readonly slices: Slices;
}

/** Progress is told each time so many have been read. */
const toldAtOnce = 512;

export interface ReadingCourse {
  /** What is known without being read. */
  readonly unchanged: ReadonlyMap<FilePath, HeldFacts>;
  readonly isStopped: () => boolean;
  readonly progressed: (filesRead: number, isToBeTold: boolean) => void;
}

export class AreaReading {
  readonly #folder: AreaFolder;
  readonly #tools: AreaTools;
  /** The portfolio that is being joined while others are read. */
  #joining: FilePath | undefined;
  /** The portfolio that is being put by while others are read. */
  #puttingBy: Promise<void> = Promise.resolve();

  constructor(folder: AreaFolder, tools: AreaTools) {
    this.#folder = folder;
    this.#tools = tools;
  }

  /** The folder of the portfolio that is just being joined, bit by bit. */
  get joining(): FilePath | undefined {
    return this.#joining;
  }

  /** Resolves when all that was judged is put by. */
  settled(): Promise<void> {
    return this.#puttingBy;
  }

  /** Reads documents in folder order; what is left when it was stopped. */
  async read(
    paths: readonly FilePath[],
    { unchanged, isStopped, progressed }: ReadingCourse,
  ): Promise<readonly FilePath[]> {
    const { reader, slices } = this.#tools;
    const areas = new Areas();
    let left: readonly FilePath[] = [];
    for (let at = 0; at < paths.length; at += batchSize) {
      if (isStopped()) {
        left = paths.slice(at);
        break;
      }
      const batch = paths.slice(at, at + batchSize);
      await slices.pause();
      const read = await reader.readBatch(
        batch.filter((path) => !unchanged.has(path)),
      );
      for (const path of batch) {
        const held = unchanged.get(path) ?? read.get(path);
        if (held === undefined) continue;
        for (const area of areas.take(path, held)) await this.takeIn(area);
      }
      const filesRead = Math.min(paths.length, at + batchSize);
      progressed(filesRead, filesRead % toldAtOnce === 0);
    }
    for (const area of areas.end()) await this.takeIn(area);
    return left;
  }

  /** Takes documents in, and sees to it that their portfolio is judged. */
  async takeIn(area: Area, adopt = this.#folder.adopt): Promise<void> {
    const { folder, documents } = area;
    // Nobody who asks in between is to have it joined at once.
    this.#joining = folder;
    this.#folder.take(new Map(documents));
    await this.#folder.taken(area);
    if (folder === undefined) return;
    if (adopt(folder)) this.#joining = undefined;
    else await this.judge(folder);
  }

  /** Joins and judges a portfolio, and puts it by. */
  async judge(folder: FilePath): Promise<void> {
    const { care } = this.#tools;
    this.#joining = folder;
    const joined = await care.join(folder).finally(() => {
      this.#joining = undefined;
    });
    if (joined === undefined) return;
    await this.#folder.digestFiles(judgedFiles(joined));
    await care.judge(folder);
    this.#folder.judged(folder);
    // The next is read while this one is put by, and only the next.
    await this.#puttingBy;
    this.#puttingBy = care
      .putBy(folder)
      .then(() => this.#folder.putBy(folder))
      .catch((error: unknown) => {
        this.#folder.failed("putting a portfolio by", error);
      });
  }
}
