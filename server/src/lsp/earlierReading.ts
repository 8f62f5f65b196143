// What was read and found in a folder before, in this session or in an earlier
// one, and may hold still: compared with the files while the folder is read.

import type { FileStamp, FolderHost } from "../host/host.ts";
import type { HeldFacts } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { keepSummary } from "../model/portfolioSummary.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { RuleRunner } from "../rules/runner.ts";
import {
  isMadeOf,
  nothingKnown,
  type KeptDocument,
  type KeptIndex,
} from "./keptIndex.ts";
import type { Slices } from "./slices.ts";
import type { StoredIndex } from "./storedIndex.ts";

export interface EarlierReadingTools {
  readonly stored: StoredIndex;
  readonly runner: RuleRunner;
  readonly slices: Slices;
  readonly host: Pick<FolderHost, "stampFiles">;
}

/** The folder as it is at the moment. */
export interface ReadingView {
  /** While it is being read: as if that were done. */
  readonly snapshot: () => Snapshot;
  /** On what all findings hang beside the files. */
  readonly context: () => string;
}

export class EarlierReading {
  readonly #view: ReadingView;
  readonly #tools: EarlierReadingTools;
  /** What the stored index holds, until it has been compared. */
  #loaded: KeptIndex = nothingKnown;

  constructor(view: ReadingView, tools: EarlierReadingTools) {
    this.#view = view;
    this.#tools = tools;
  }

  async load(): Promise<void> {
    this.#loaded = await this.#tools.stored.load();
  }

  /** All has been compared: what was not taken is forgotten. */
  end(): void {
    this.#loaded = nothingKnown;
  }

  /** Documents whose files are as they were when they were last read. */
  async unchanged(
    paths: readonly FilePath[],
  ): Promise<ReadonlyMap<FilePath, HeldFacts>> {
    const { stored, host } = this.#tools;
    const unchanged = new Map<FilePath, HeldFacts>();
    const stamps = (await host.stampFiles?.(paths)) ?? [];
    paths.forEach((path, at) => {
      const known = this.#known(path);
      if (known === undefined || !isSameStamp(known.stamp, stamps[at])) return;
      unchanged.set(path, known.held);
      stored.isStored(path, known.stamp);
    });
    return unchanged;
  }

  /** What was read in this session, or in one before. */
  #known(path: FilePath): KeptDocument | undefined {
    const stamp = this.#tools.stored.stampOf(path);
    const held = this.#view.snapshot().index.documents.held.get(path);
    return stamp !== undefined && held !== undefined
      ? { stamp, held }
      : this.#loaded.documents.get(path);
  }

  /** Takes what was found in a portfolio, where it holds still. */
  adopt(folder: FilePath): boolean {
    const { stored, runner } = this.#tools;
    const snapshot = this.#view.snapshot();
    const cell = snapshot.index.portfolios.cell(folder);
    if (cell === undefined) return false;
    const kept = this.#loaded.verdicts.get(stored.nameOf(cell));
    if (kept === undefined) return false;
    const isSame =
      kept.context === this.#view.context() &&
      isMadeOf(cell, kept) &&
      kept.previous === stored.previousState(snapshot, cell) &&
      runner.adopt(snapshot, cell, kept.verdict);
    if (!isSame) return false;
    keepSummary(snapshot, cell, kept.summary);
    stored.isSaved(cell, kept.verdict);
    return true;
  }

  /** Those that waited for last year's portfolio. */
  async adoptLate(): Promise<void> {
    const { runner, slices } = this.#tools;
    for (const folder of this.#view.snapshot().index.portfolios.keys()) {
      await slices.pause();
      const snapshot = this.#view.snapshot();
      const cell = snapshot.index.portfolios.cell(folder);
      const isKnown = cell && runner.verdictOf(snapshot, cell) !== undefined;
      if (isKnown === false) this.adopt(folder);
    }
  }
}

function isSameStamp(known: FileStamp, now: FileStamp | undefined): boolean {
  return known.size === now?.size && known.modified === now.modified;
}
