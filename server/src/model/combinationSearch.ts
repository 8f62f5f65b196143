// The cheapest way to satisfy a rule of combination: an exact search over all
// choices of units, without listing them. In each group, choices that reach
// the same are told apart only by their cost; the best of each group are put
// together; where units of two groups bar each other, the search tries the one
// with and without, the cheapest prospect first.

import {
  compareCosts,
  noCost,
  TooManyWays,
  type Choice,
  type Cost,
  type Limits,
  type SearchGroup,
  type SearchUnit,
} from "./combinationCost.ts";
import { groupFront, joinFronts } from "./combinationFront.ts";
import { compareCodes } from "./standardCode.ts";

export interface SearchRule<Unit extends SearchUnit = SearchUnit> {
  readonly credits: number;
  readonly creditsAtLevel: number;
  readonly groups: readonly SearchGroup<Unit>[];
  /** At most one unit of each set may be taken. */
  readonly barred: readonly (readonly Unit[])[];
}

/** Why there is no way to complete a choice of units. */
export type NoWay = "barred-units" | "no-way-left" | "too-many-ways";

export interface SearchResult<Unit extends SearchUnit = SearchUnit> {
  /** The units to add, in code order; undefined when there is no way. */
  readonly add: readonly Unit[] | undefined;
  readonly noWay?: NoWay;
  /** Choices that were looked at: what the search costs. */
  readonly explored: number;
}

/** No answer is better than one that takes seconds at every keystroke. */
const mostExplored = 150_000;

/**
 * Finds the units to add so that the rule is satisfied with the fewest
 * criteria, then the fewest credits, then the earliest codes.
 */
export function searchCombination<Unit extends SearchUnit>(
  rule: SearchRule<Unit>,
): SearchResult<Unit> {
  const isClash = rule.barred.some(
    (set) => set.filter(({ isTaken }) => isTaken).length > 1,
  );
  if (isClash) return { add: undefined, noWay: "barred-units", explored: 0 };
  const search = new Search(rule);
  try {
    const add = search.best();
    return add === undefined
      ? { add, noWay: "no-way-left", explored: search.explored }
      : { add, explored: search.explored };
  } catch (error) {
    if (!(error instanceof TooManyWays)) throw error;
    const { explored } = search;
    return { add: undefined, noWay: "too-many-ways", explored };
  }
}

/** Units that are settled: taken for certain, or left out. */
interface Settled {
  readonly inside: bigint;
  readonly outside: bigint;
}

interface Prospect extends Settled {
  /** The cheapest choice that these units allow, some bars left aside. */
  readonly cost: Cost;
}

/** One search; it counts what it looks at. */
class Search<Unit extends SearchUnit> {
  readonly #rule: SearchRule<Unit>;
  /** Units that may be added, in code order. */
  readonly #open: readonly Unit[];
  readonly #bits = new Map<Unit, bigint>();
  /** What bars each open unit. */
  readonly #bars = new Map<Unit, bigint>();
  readonly #fronts = new Map<string, readonly Choice[]>();
  readonly #limits: Limits;
  explored = 0;

  constructor(rule: SearchRule<Unit>) {
    this.#rule = rule;
    const ruledOut = new Set(
      rule.barred.filter((set) => set.some(({ isTaken }) => isTaken)).flat(),
    );
    this.#open = rule.groups
      .flatMap(({ units }) => units)
      .filter((unit) => !unit.isTaken && !ruledOut.has(unit))
      .sort((a, b) => compareCodes(a.code, b.code));
    this.#open.forEach((unit, at) => {
      this.#bits.set(unit, 1n << BigInt(this.#open.length - 1 - at));
    });
    for (const set of rule.barred) {
      const all = this.#bitsOf(set);
      for (const unit of set) {
        const own = this.#bits.get(unit);
        if (own === undefined) continue;
        this.#bars.set(unit, ((this.#bars.get(unit) ?? 0n) | all) & ~own);
      }
    }
    this.#limits = {
      credits: rule.credits,
      creditsAtLevel: rule.creditsAtLevel,
      look: (count) => {
        this.explored += count;
        if (this.explored > mostExplored) throw new TooManyWays();
      },
    };
  }

  best(): readonly Unit[] | undefined {
    // The cheapest prospect is the answer as soon as nothing in it is barred:
    // whatever the others lead to costs as much as they or more.
    const prospects = this.#prospect({ inside: 0n, outside: 0n });
    for (;;) {
      const next = prospects.shift();
      if (next === undefined) return undefined;
      const clash = this.#clashIn(next.cost.codes);
      if (clash === undefined) return this.#unitsOf(next.cost.codes);
      const bit = this.#bits.get(clash) ?? 0n;
      const bars = this.#bars.get(clash) ?? 0n;
      prospects.push(
        ...this.#prospect({ ...next, outside: next.outside | bit }),
        ...this.#prospect({
          inside: next.inside | bit,
          outside: next.outside | bars,
        }),
      );
      prospects.sort((a, b) => compareCosts(a.cost, b.cost));
    }
  }

  #bitsOf(units: readonly Unit[]): bigint {
    return units.reduce(
      (bits, unit) => bits | (this.#bits.get(unit) ?? 0n),
      0n,
    );
  }

  #unitsOf(codes: bigint): readonly Unit[] {
    return this.#open.filter(
      (unit) => (codes & (this.#bits.get(unit) ?? 0n)) !== 0n,
    );
  }

  /** Of the units that another one bars, the one that bars the most. */
  #clashIn(codes: bigint): Unit | undefined {
    const barredIn = (unit: Unit): number =>
      this.#unitsOf(codes & (this.#bars.get(unit) ?? 0n)).length;
    let worst: { readonly unit: Unit; readonly count: number } | undefined;
    for (const unit of this.#unitsOf(codes)) {
      const count = barredIn(unit);
      if (count > (worst?.count ?? 0)) worst = { unit, count };
    }
    return worst?.unit;
  }

  /** The cheapest choice that settled units allow; none when there is none. */
  #prospect({ inside, outside }: Settled): Prospect[] {
    if ((inside & outside) !== 0n) return [];
    let front: readonly Choice[] = [
      { credits: 0, creditsAtLevel: 0, cost: noCost },
    ];
    this.#rule.groups.forEach((group, at) => {
      const own = this.#frontOf(group, at, { inside, outside });
      front = joinFronts(front, own, this.#limits);
    });
    const { credits, creditsAtLevel } = this.#rule;
    const [best] = front
      .filter(
        (choice) =>
          choice.credits >= credits && choice.creditsAtLevel >= creditsAtLevel,
      )
      .map(({ cost }) => cost)
      .sort(compareCosts);
    return best === undefined ? [] : [{ inside, outside, cost: best }];
  }

  #frontOf(
    group: SearchGroup<Unit>,
    at: number,
    settled: Settled,
  ): readonly Choice[] {
    const all = this.#bitsOf(group.units);
    const inside = settled.inside & all;
    const outside = settled.outside & all;
    const key = `${at} ${inside} ${outside}`;
    let front = this.#fronts.get(key);
    if (front === undefined) {
      front = groupFront(
        group,
        group.units.flatMap((unit) => {
          const bit = this.#bits.get(unit) ?? 0n;
          const isOpen = bit !== 0n && (outside & bit) === 0n;
          if (!unit.isTaken && !isOpen) return [];
          return [
            {
              unit,
              bit,
              bars: (this.#bars.get(unit) ?? 0n) & all & ~outside,
              isFixed: unit.isTaken || (inside & bit) !== 0n,
            },
          ];
        }),
        this.#limits,
      );
      this.#fronts.set(key, front);
    }
    return front;
  }
}
