// Joins portfolios, looks through them and lets them go again, bit by bit:
// requests are answered in between, and the folder may change.

import type { Slices } from "../host/slices.ts";
import { HeldFacts, type Compression } from "../model/heldFacts.ts";
import { namingIn } from "../model/naming.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { summariseBitByBit, summaryOf } from "../model/portfolioSummary.ts";
import { previousCell } from "../model/previousPortfolio.ts";
import { inBundles } from "../model/putBy.ts";
import { isWhole, type Snapshot } from "../model/snapshot.ts";
import { cellOf } from "../model/workspaceIndex.ts";
import type { RuleRunner } from "../rules/runner.ts";

/** The folder as it is at the moment. */
export interface FolderView {
  /** While it is being read: as if that were done. */
  readonly snapshot: () => Snapshot;
  readonly openPaths: () => Iterable<FilePath>;
  readonly isOpen: (path: FilePath) => boolean;
}

export interface CareTools {
  readonly runner: RuleRunner;
  readonly slices: Slices;
  /** Absent where facts are always at hand. */
  readonly compression: Compression | undefined;
}

/**
 * Documents joined into a portfolio at once. A new process is slow at it, and
 * each part costs something of its own.
 */
const fewestJoined = 8;
const mostJoined = 256;
const quickMilliseconds = 7;
const slowMilliseconds = 14;

export class PortfolioCare {
  readonly #view: FolderView;
  readonly #runner: RuleRunner;
  readonly #slices: Slices;
  readonly #compression: Compression | undefined;
  #joinedAtOnce = fewestJoined;
  /** Those that are being joined for somebody, by folder. */
  readonly #preparing = new Map<FilePath, Promise<void>>();

  constructor(view: FolderView, tools: CareTools) {
    this.#view = view;
    this.#runner = tools.runner;
    this.#slices = tools.slices;
    this.#compression = tools.compression;
  }

  /** Joins a portfolio; undefined where there is none any more. */
  async join(folder: FilePath): Promise<Portfolio | undefined> {
    const cell = (): PortfolioCell | undefined => this.#cell(folder);
    await this.#join(cell);
    return cell()?.portfolio;
  }

  /** Looks through the closed files of a portfolio. */
  async judge(folder: FilePath): Promise<void> {
    await this.#check(folder);
    for (const path of this.#cell(folder)?.members.sortedKeys() ?? []) {
      if (this.#view.isOpen(path)) continue;
      this.#runner.textIn(this.#view.snapshot(), path);
      await this.#slices.pause();
    }
    const judged = this.#cell(folder);
    if (judged === undefined) return;
    for (const _ of summariseBitByBit(this.#view.snapshot(), judged)) {
      await this.#slices.pause();
      if (this.#cell(folder) !== judged) return;
    }
  }

  #cell(folder: FilePath): PortfolioCell | undefined {
    return this.#view.snapshot().index.portfolios.cell(folder);
  }

  /** Checks a portfolio as a whole bit by bit, unless it changes meanwhile. */
  async #check(folder: FilePath): Promise<void> {
    const cell = this.#cell(folder);
    if (cell === undefined || !isWhole(this.#view.snapshot(), folder)) return;
    const steps = this.#runner.checkBitByBit(
      this.#view.snapshot(),
      cell.portfolio,
    );
    for (const _ of steps) {
      await this.#slices.pause();
      if (this.#cell(folder) !== cell) return;
    }
  }

  /** Joins a document's portfolio bit by bit, where it is large and asleep. */
  async wake(path: FilePath): Promise<void> {
    const cell = cellOf(this.#view.snapshot().index, path);
    if (isLargeAndAsleep(cell)) await this.prepare(path);
  }

  /** The same for a portfolio that is looked at. */
  async wakePortfolio(folder: FilePath): Promise<void> {
    if (isLargeAndAsleep(this.#cell(folder))) await this.join(folder);
  }

  /**
   * The same however small it is: somebody has opened a document, and whoever
   * types the first letter would wait for its portfolio to be joined.
   */
  async prepare(path: FilePath): Promise<void> {
    const asleep = cellOf(this.#view.snapshot().index, path);
    if (asleep === undefined || asleep.isJoined) return;
    const { folder } = asleep;
    let preparing = this.#preparing.get(folder);
    if (preparing === undefined) {
      preparing = this.#prepare(path).finally(() => {
        this.#preparing.delete(folder);
      });
      this.#preparing.set(folder, preparing);
    }
    await preparing;
  }

  async #prepare(path: FilePath): Promise<void> {
    const cell = (): PortfolioCell | undefined =>
      cellOf(this.#view.snapshot().index, path);
    await this.#join(cell);
    const awake = cell();
    if (awake === undefined) return;
    await this.#check(awake.folder);
    // Whoever asks for references first would wait for all of it.
    const now = cell();
    if (now?.isJoined === true) namingIn(now.portfolio);
  }

  /** So many documents at once as are joined in a part of a slice. */
  async #join(cell: () => PortfolioCell | undefined): Promise<void> {
    for (;;) {
      await this.#slices.pause(quickMilliseconds / 2);
      const started = performance.now();
      if (cell()?.join(this.#joinedAtOnce) !== false) return;
      const taken = performance.now() - started;
      if (taken < quickMilliseconds) {
        this.#joinedAtOnce = Math.min(this.#joinedAtOnce * 2, mostJoined);
      } else if (taken > slowMilliseconds) {
        this.#joinedAtOnce = Math.max(this.#joinedAtOnce / 2, fewestJoined);
      }
    }
  }

  /** Lets a portfolio go in which nobody works. */
  async putBy(folder: FilePath): Promise<void> {
    const cell = this.#cell(folder);
    if (cell === undefined || this.#cellsInUse().has(cell)) return;
    if (cell.isJoined) summaryOf(this.#view.snapshot(), cell);
    const compression = this.#compression;
    if (compression !== undefined) {
      for (const bundle of inBundles(cell.members)) {
        await HeldFacts.putAway(
          bundle.map(([, held]) => held),
          compression,
        );
        await this.#slices.pause();
      }
      const verdict = this.#runner.verdictOf(this.#view.snapshot(), cell);
      await verdict?.texts.putAway(compression);
    }
    if (!this.#cellsInUse().has(cell)) cell.letGo();
  }

  /** Portfolios that are joined and in which nobody works. */
  idle(): readonly PortfolioCell[] {
    const inUse = this.#cellsInUse();
    return [...this.#view.snapshot().index.portfolios.cells()].filter(
      (cell) => cell.isJoined && !inUse.has(cell),
    );
  }

  /** Portfolios of which a document is open, and those of last year. */
  #cellsInUse(): ReadonlySet<PortfolioCell> {
    const { index } = this.#view.snapshot();
    const inUse = new Set<PortfolioCell>();
    for (const path of this.#view.openPaths()) {
      const cell = cellOf(index, path);
      if (cell === undefined) continue;
      inUse.add(cell);
      const previous = previousCell(index, cell);
      if (previous !== undefined) inUse.add(previous);
    }
    return inUse;
  }
}

/** In steps a small one would wait for all else that is done in between. */
function isLargeAndAsleep(cell: PortfolioCell | undefined): boolean {
  return cell?.isJoined === false && cell.members.size > mostJoined;
}
