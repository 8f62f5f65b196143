// The place of one portfolio in the index. A portfolio is joined when it is
// asked for, from the one before where that is at hand, and may be let go when
// nobody works on it: the cell then knows how to join it again.

import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { HeldDocuments } from "./documentIndex.ts";
import type { EvidenceTable } from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import { folderOf, type FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";
import {
  joinPortfolio,
  judgePortfolio,
  tableOf,
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

interface Steps {
  /** Documents that are not joined, in the order in which they are. */
  readonly left: FilePath[];
  /** That of all documents, once they are at hand. */
  table?: EvidenceTable;
  judging?: Generator<undefined, Portfolio>;
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
  /** What joining in steps has come to. */
  #steps: Steps | undefined;

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
   * Takes so many steps more, each about as long as joining a document: reads
   * back what is put by, joins the documents, judges the standards. True when
   * nothing is left to be done.
   */
  join(most: number): boolean {
    if (this.#joined !== undefined) return true;
    const base = this.#base?.portfolio;
    // After an edit, judging goes on from what is judged; whoever asks for the
    // portfolio waits for all of it.
    const isSmallChange = base?.coverage !== undefined;
    if (most === Infinity || isSmallChange) {
      const left = this.#steps?.left ?? this.#unjoined();
      if (most === Infinity || left.length <= most) {
        // The table of one that is joined in part is that of all documents.
        const isPart = base !== undefined && base.coverage === undefined;
        const table = isPart
          ? (this.#steps?.table ?? this.#table())
          : undefined;
        this.#joined = updatePortfolio(base, this.#sourceWith(left), table);
        this.#base = undefined;
        this.#steps = undefined;
        return true;
      }
    }
    this.#steps ??= { left: this.#unjoined() };
    this.#takeSteps(this.#steps, most);
    return this.#isJoinedNow();
  }

  #takeSteps(steps: Steps, most: number): void {
    const { left } = steps;
    if (steps.table === undefined) {
      const asleep = left.find((path) => !this.#isAtHand(path));
      // With it come those that are put by along.
      if (asleep !== undefined) this.#factsOf(asleep);
      else steps.table = this.#table();
      return;
    }
    const base = this.#base?.portfolio;
    if (base === undefined || left.length > 0) {
      const part = left.splice(0, most);
      const before = this.#base?.members ?? PersistentMap.empty();
      const taken = new Map(part.map((path) => [path, this.members.get(path)]));
      this.#base = {
        portfolio: joinPortfolio(base, this.#sourceWith(part), steps.table),
        members: before.with(taken),
      };
      return;
    }
    // What is judged before all is there would be judged again.
    steps.judging ??= judgePortfolio(base);
    for (let step = 0; step < most; step += 1) {
      const { done, value } = steps.judging.next();
      if (done !== true) continue;
      this.#joined = value;
      this.#base = undefined;
      this.#steps = undefined;
      return;
    }
  }

  #isJoinedNow(): boolean {
    return this.#joined !== undefined;
  }

  /** Documents that are not joined yet, in the order in which they are. */
  #unjoined(): FilePath[] {
    const before = this.#base?.members ?? PersistentMap.empty();
    const ranked = [...this.members.changedKeys(before)].map(
      (path) => [this.#rank(path), path] as const,
    );
    return ranked.sort(([a], [b]) => a - b).map(([, path]) => path);
  }

  #isAtHand(path: FilePath): boolean {
    return this.members.get(path)?.isAtHand !== false;
  }

  #factsOf(path: FilePath): DocumentFacts | undefined {
    return this.members.get(path)?.facts;
  }

  #table(): EvidenceTable {
    return tableOf({
      path: this.path,
      catalogue: this.#catalogue,
      paths: this.members.sortedKeys(),
      factsOf: (path) => this.#factsOf(path),
      before: this.#base?.portfolio,
    });
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
      paths.map((path) => [path, this.#factsOf(path)]),
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
    this.#steps = undefined;
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
