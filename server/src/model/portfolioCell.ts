// The place of one portfolio in the index. A portfolio is joined when it is
// asked for, from the one before where that is at hand, and may be let go when
// nobody works on it: the cell then knows how to join it again.

import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { HeldDocuments } from "./documentIndex.ts";
import type { DocumentFacts } from "./facts.ts";
import { folderOf, type FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";
import {
  joinPortfolio,
  updatePortfolio,
  type JoinedPortfolio,
  type Portfolio,
  type PortfolioSource,
} from "./portfolio.ts";

export interface CellSource {
  /** The portfolio document. */
  readonly path: FilePath;
  readonly members: HeldDocuments;
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
}

interface Joined {
  readonly members: HeldDocuments;
  readonly portfolio: JoinedPortfolio;
}

export class PortfolioCell {
  readonly path: FilePath;
  readonly folder: FilePath;
  readonly members: HeldDocuments;
  /** Where its document says that last year's portfolio is. */
  readonly previous: string | undefined;
  readonly #catalogue: Catalogue;
  readonly #today: CalendarDate;
  #joined: Portfolio | undefined;
  /** What joining goes on from. */
  #base: Joined | undefined;

  constructor(source: CellSource, before?: PortfolioCell) {
    this.path = source.path;
    this.folder = folderOf(source.path);
    this.members = source.members;
    this.previous = source.members.get(source.path)?.placing.previous;
    this.#catalogue = source.catalogue;
    this.#today = source.today;
    this.#base = before?.joinedSoFar;
  }

  /** Whether the portfolio is there without being joined. */
  get isJoined(): boolean {
    return this.#joined !== undefined;
  }

  /** The portfolio, joined if need be. */
  get portfolio(): Portfolio {
    while (this.#joined === undefined) this.join(Infinity);
    return this.#joined;
  }

  get joinedSoFar(): Joined | undefined {
    return this.#joined === undefined
      ? this.#base
      : { members: this.members, portfolio: this.#joined };
  }

  /**
   * Joins so many documents more, or judges the standards when all are joined;
   * true when nothing is left.
   */
  join(most: number): boolean {
    if (this.#joined !== undefined) return true;
    const base = this.#base?.portfolio;
    const before = this.#base?.members ?? PersistentMap.empty();
    const changed = [...this.members.changedKeys(before)];
    const left = changed.sort((a, b) => this.#rank(a) - this.#rank(b));
    // After an edit, judging goes on from what is judged; whoever asks for the
    // portfolio waits for all of it. Else judging is a step of its own.
    const isOneStep = base?.coverage !== undefined || most === Infinity;
    const isLast = isOneStep ? left.length <= most : left.length === 0;
    if (isLast) {
      this.#joined = updatePortfolio(base, this.#sourceWith(left));
      this.#base = undefined;
      return true;
    }
    const part = left.slice(0, most);
    const taken = new Map(part.map((path) => [path, this.members.get(path)]));
    this.#base = {
      // What is judged before all is there would be judged again.
      portfolio: joinPortfolio(base, this.#sourceWith(part)),
      members: before.with(taken),
    };
    return false;
  }

  /**
   * The portfolio's document decides what the others are held against, and
   * evidence what citations stand for: what comes later is joined once.
   */
  #rank(path: FilePath): number {
    if (path === this.path) return 0;
    return this.members.get(path)?.placing.role === "evidence" ? 1 : 2;
  }

  #sourceWith(paths: readonly FilePath[]): PortfolioSource {
    const before = this.#base?.portfolio;
    const changes = new Map<FilePath, DocumentFacts | undefined>(
      paths.map((path) => [path, this.members.get(path)?.facts]),
    );
    return {
      path: this.path,
      catalogue: this.#catalogue,
      today: this.#today,
      documents: (before?.documents ?? PersistentMap.empty()).with(changes),
    };
  }

  /** Lets the joined portfolio go; it is joined anew when it is asked for. */
  letGo(): void {
    this.#joined = undefined;
    this.#base = undefined;
  }
}

/** The portfolios of a folder by their own. Asking for one joins it. */
export class Portfolios {
  readonly #cells: ReadonlyMap<FilePath, PortfolioCell>;
  #withPrevious: readonly PortfolioCell[] | undefined;

  constructor(cells: ReadonlyMap<FilePath, PortfolioCell> = new Map()) {
    this.#cells = cells;
  }

  get size(): number {
    return this.#cells.size;
  }

  /** The same portfolios with other cells for some of them. */
  with(changed: ReadonlyMap<FilePath, PortfolioCell>): Portfolios {
    const cells = new Map(this.#cells);
    for (const [folder, cell] of changed) cells.set(folder, cell);
    return new Portfolios(cells);
  }

  /** Those that are new or other than before: few after an edit. */
  changedCells(before: Portfolios): readonly PortfolioCell[] {
    if (before === this) return [];
    const changed: PortfolioCell[] = [];
    // Both are in the order of their folders, most often of the same ones.
    const old = before.#cells.values();
    for (const cell of this.#cells.values()) {
      if (old.next().value === cell) continue;
      if (before.cell(cell.folder) !== cell) changed.push(cell);
    }
    return changed;
  }

  /** Those that name a portfolio as last year's. */
  cellsWithPrevious(): readonly PortfolioCell[] {
    this.#withPrevious ??= [...this.#cells.values()].filter(
      ({ previous }) => previous !== undefined,
    );
    return this.#withPrevious;
  }

  has(folder: FilePath): boolean {
    return this.#cells.has(folder);
  }

  get(folder: FilePath): Portfolio | undefined {
    return this.#cells.get(folder)?.portfolio;
  }

  cell(folder: FilePath): PortfolioCell | undefined {
    return this.#cells.get(folder);
  }

  cells(): Iterable<PortfolioCell> {
    return this.#cells.values();
  }

  keys(): Iterable<FilePath> {
    return this.#cells.keys();
  }

  *values(): Generator<Portfolio> {
    for (const cell of this.#cells.values()) yield cell.portfolio;
  }

  *[Symbol.iterator](): Generator<readonly [FilePath, Portfolio]> {
    for (const [folder, cell] of this.#cells) yield [folder, cell.portfolio];
  }
}
