// What was read and found in a folder before, in this session or in an earlier
// one, and may hold still: compared with the files while the folder is read.

import type { FileStamp, FolderHost } from "../host/host.ts";
import type { Slices } from "../host/slices.ts";
import type { HeldFacts } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { adoptVerdict, type Adoption } from "./adoption.ts";
import {
  nothingKnown,
  type KeptDocument,
  type KeptIndex,
} from "./keptIndex.ts";
import type { StoredIndex } from "./storedIndex.ts";

export interface EarlierReadingTools {
  readonly stored: StoredIndex;
  readonly slices: Slices;
  readonly host: Pick<FolderHost, "stampFiles">;
}

export class EarlierReading {
  readonly #adoption: Adoption;
  readonly #tools: EarlierReadingTools;
  /** What the stored index holds, until it has been compared. */
  #loaded: KeptIndex = nothingKnown;

  constructor(adoption: Adoption, tools: EarlierReadingTools) {
    this.#adoption = adoption;
    this.#tools = tools;
  }

  /** `paths`: all documents that are there. */
  async load(paths: readonly FilePath[]): Promise<void> {
    this.#loaded = await this.#tools.stored.load(paths);
  }

  /** All has been compared: what was not taken is forgotten. */
  end(): void {
    this.#loaded = nothingKnown;
  }

  /** Documents whose files are as they were when they were last read. */
  async unchanged(
    paths: readonly FilePath[],
  ): Promise<ReadonlyMap<FilePath, HeldFacts>> {
    const { host } = this.#tools;
    const unchanged = new Map<FilePath, HeldFacts>();
    const stamps = (await host.stampFiles?.(paths)) ?? [];
    paths.forEach((path, at) => {
      const known = this.#known(path);
      if (known === undefined || !isSameStamp(known.stamp, stamps[at])) return;
      unchanged.set(path, known.held);
      this.#adoption.stamps.set(path, known.stamp);
    });
    return unchanged;
  }

  /** What was read in this session, or in one before. */
  #known(path: FilePath): KeptDocument | undefined {
    const stamp = this.#adoption.stamps.of(path);
    const held = this.#adoption.snapshot().index.documents.held.get(path);
    return stamp !== undefined && held !== undefined
      ? { stamp, held }
      : this.#loaded.documents.get(path);
  }

  /** Takes what was found in a portfolio, where it holds still. */
  adopt(folder: FilePath): boolean {
    const { stored } = this.#tools;
    const cell = this.#adoption.snapshot().index.portfolios.cell(folder);
    if (cell === undefined) return false;
    const kept = this.#loaded.verdicts.get(stored.nameOf(cell));
    if (kept === undefined || !adoptVerdict(this.#adoption, cell, kept)) {
      return false;
    }
    stored.isSaved(cell, kept.verdict);
    return true;
  }

  /** Those that waited for last year's portfolio. */
  async adoptLate(): Promise<void> {
    const { runner, snapshot: current } = this.#adoption;
    for (const folder of current().index.portfolios.keys()) {
      await this.#tools.slices.pause();
      const snapshot = current();
      const cell = snapshot.index.portfolios.cell(folder);
      const isKnown = cell && runner.verdictOf(snapshot, cell) !== undefined;
      if (isKnown === false) this.adopt(folder);
    }
  }
}

function isSameStamp(known: FileStamp, now: FileStamp | undefined): boolean {
  return known.size === now?.size && known.modified === now.modified;
}
