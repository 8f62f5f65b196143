// The best choices from one group of a rule of combination: for all that its
// units can reach, the cheapest units that reach it.

import {
  addCosts,
  compareCosts,
  noCost,
  TooManyWays,
  type Choice,
  type Cost,
  type Limits,
  type SearchGroup,
  type SearchUnit,
} from "./combinationCost.ts";

/** A unit that is taken, or may be. */
export interface Candidate {
  readonly unit: SearchUnit;
  /** Zero for one that was taken before the search. */
  readonly bit: bigint;
  /** The candidates of the group that it bars. */
  readonly bars: bigint;
  readonly isFixed: boolean;
}

/** Ways to choose from units that bar each other in a chain. */
const mostAlternatives = 4096;
/** Comparing choices in pairs pays only while they are few. */
const mostCompared = 600;

/** A choice from a group that is not finished. */
interface Draft extends Choice {
  /** No further than the group's least. */
  readonly units: number;
  /** Of the units that the group counts at most. */
  readonly slots: number;
  readonly slotsAtLevel: number;
  /** Credits of the group alone, as far as its least or most looks at them. */
  readonly sum: number;
  readonly sumAtLevel: number;
}

/** The choices that give the group its least, and are not worse than others. */
export function groupFront(
  group: SearchGroup,
  candidates: readonly Candidate[],
  limits: Limits,
): readonly Choice[] {
  const taker = new Taker(group, limits);
  const blocks = blocksOf(candidates);
  // With the greatest first, those that come too late for a slot count least.
  const isInOrder = blocks.every((block) => block.length === 1);
  blocks.sort(([a], [b]) => (b?.unit.credit ?? 0) - (a?.unit.credit ?? 0));
  let drafts: readonly Draft[] = [emptyDraft];
  for (const block of blocks) {
    const next = new Map<string, Draft>();
    const alternatives = alternativesOf(block);
    for (const draft of drafts) {
      for (const units of alternatives) {
        for (const taken of taker.take(draft, units, isInOrder)) {
          keepCheapest(next, reachOf(taken), taken);
        }
      }
    }
    limits.look(drafts.length * alternatives.length);
    drafts = withoutDominated([...next.values()], group);
  }
  const { least, most } = group;
  return frontOf(
    drafts.filter(
      ({ units, sum }) =>
        units >= (least?.units ?? 0) &&
        Math.min(sum, most?.credits ?? sum) >= (least?.credits ?? 0),
    ),
    limits,
  );
}

/** The best of two parts of a rule together. */
export function joinFronts(
  left: readonly Choice[],
  right: readonly Choice[],
  limits: Limits,
): readonly Choice[] {
  limits.look(left.length * right.length);
  const joined = new Map<string, Choice>();
  for (const one of left) {
    for (const other of right) {
      const credits = Math.min(one.credits + other.credits, limits.credits);
      const creditsAtLevel = Math.min(
        one.creditsAtLevel + other.creditsAtLevel,
        limits.creditsAtLevel,
      );
      keepCheapest(joined, `${credits} ${creditsAtLevel}`, {
        credits,
        creditsAtLevel,
        cost: addCosts(one.cost, other.cost),
      });
    }
  }
  return frontOf([...joined.values()], limits);
}

const emptyDraft: Draft = {
  credits: 0,
  creditsAtLevel: 0,
  units: 0,
  slots: 0,
  slotsAtLevel: 0,
  sum: 0,
  sumAtLevel: 0,
  cost: noCost,
};

/** Takes units from one group. */
class Taker {
  readonly #group: SearchGroup;
  readonly #limits: Limits;

  constructor(group: SearchGroup, limits: Limits) {
    this.#group = group;
    this.#limits = limits;
  }

  /** A draft with these units more, in each way in which they may count. */
  take(
    draft: Draft,
    units: readonly Candidate[],
    isInOrder: boolean,
  ): readonly Draft[] {
    let ways: readonly Draft[] = [draft];
    for (const candidate of units) {
      ways = ways.flatMap((way) => this.#takeOne(way, candidate, isInOrder));
    }
    if (ways.length > 1) this.#limits.look(ways.length - 1);
    return ways;
  }

  #takeOne(
    draft: Draft,
    { unit, bit }: Candidate,
    isInOrder: boolean,
  ): readonly Draft[] {
    const top = this.#group.most?.units;
    const cost =
      bit === 0n ? draft.cost : addCosts(draft.cost, costOf(unit, bit));
    const least = this.#group.least?.units ?? 0;
    const taken = { ...draft, cost, units: Math.min(draft.units + 1, least) };
    const isLevelAsked = this.#limits.creditsAtLevel > 0 && unit.isAtLevel;
    const ways = (isFree: boolean): readonly boolean[] =>
      !isFree
        ? [false]
        : top === undefined || isInOrder
          ? [true]
          : [true, false];
    const inAll = ways(top === undefined || draft.slots < top);
    const atLevel = ways(
      isLevelAsked && (top === undefined || draft.slotsAtLevel < top),
    );
    return inAll.flatMap((counts) => {
      const counted = counts ? this.#countInAll(taken, unit) : taken;
      return atLevel.map((countsAtLevel) =>
        countsAtLevel ? this.#countAtLevel(counted, unit) : counted,
      );
    });
  }

  #countInAll(draft: Draft, { credit }: SearchUnit): Draft {
    const { least, most } = this.#group;
    const end = Math.max(least?.credits ?? 0, most?.credits ?? 0);
    const gain = gainOf(draft.sum, credit, most?.credits);
    return {
      ...draft,
      credits: Math.min(draft.credits + gain, this.#limits.credits),
      slots: most?.units === undefined ? 0 : draft.slots + 1,
      sum: Math.min(draft.sum + credit, end),
    };
  }

  #countAtLevel(draft: Draft, { credit }: SearchUnit): Draft {
    const { most } = this.#group;
    const gain = gainOf(draft.sumAtLevel, credit, most?.credits);
    return {
      ...draft,
      creditsAtLevel: Math.min(
        draft.creditsAtLevel + gain,
        this.#limits.creditsAtLevel,
      ),
      slotsAtLevel: most?.units === undefined ? 0 : draft.slotsAtLevel + 1,
      sumAtLevel: Math.min(draft.sumAtLevel + credit, most?.credits ?? 0),
    };
  }
}

/** What a group brings beyond its most does not count. */
function gainOf(sum: number, credit: number, top: number | undefined): number {
  if (top === undefined) return credit;
  const before = Math.min(sum, top);
  return Math.min(before + credit, top) - before;
}

function costOf({ criteria, credit }: SearchUnit, bit: bigint): Cost {
  const idle = criteria === 0 && credit === 0 ? 1 : 0;
  return { criteria, credits: credit, idle, codes: bit };
}

function reachOf(draft: Draft): string {
  const { credits, creditsAtLevel, units, sum, sumAtLevel } = draft;
  return `${credits} ${creditsAtLevel} ${units} ${draft.slots} ${draft.slotsAtLevel} ${sum} ${sumAtLevel}`;
}

function keepCheapest<Kept extends Choice>(
  into: Map<string, Kept>,
  reach: string,
  choice: Kept,
): void {
  const held = into.get(reach);
  if (held === undefined || compareCosts(choice.cost, held.cost) < 0) {
    into.set(reach, choice);
  }
}

/** Leaves out what is nowhere better than a cheaper draft. */
function withoutDominated(
  drafts: readonly Draft[],
  { least, most }: SearchGroup,
): readonly Draft[] {
  if (drafts.length > mostCompared) return drafts;
  // More credits help to the least, and leave less room below the most.
  const isSumAsGood = (one: number, other: number): boolean =>
    most?.credits === undefined
      ? one >= other
      : least?.credits === undefined
        ? one <= other
        : one === other;
  const kept: Draft[] = [];
  for (const draft of sortedByCost(drafts)) {
    const isDominated = kept.some(
      (other) =>
        other.credits >= draft.credits &&
        other.creditsAtLevel >= draft.creditsAtLevel &&
        other.units >= draft.units &&
        other.slots <= draft.slots &&
        other.slotsAtLevel <= draft.slotsAtLevel &&
        other.sumAtLevel <= draft.sumAtLevel &&
        isSumAsGood(other.sum, draft.sum),
    );
    if (!isDominated) kept.push(draft);
  }
  return kept;
}

/** Choices of which none reaches less than a cheaper one. */
function frontOf(
  choices: readonly Choice[],
  limits: Limits,
): readonly Choice[] {
  // The most at the level among cheaper choices of so many credits or more.
  const reached: number[] = Array.from(
    { length: limits.credits + 1 },
    () => -1,
  );
  const kept: Choice[] = [];
  for (const choice of sortedByCost(choices)) {
    const { credits, creditsAtLevel, cost } = choice;
    if ((reached[credits] ?? -1) >= creditsAtLevel) continue;
    kept.push({ credits, creditsAtLevel, cost });
    for (let at = credits; at >= 0; at -= 1) {
      if ((reached[at] ?? -1) >= creditsAtLevel) break;
      reached[at] = creditsAtLevel;
    }
  }
  return kept;
}

function sortedByCost<Sorted extends Choice>(
  choices: readonly Sorted[],
): readonly Sorted[] {
  return [...choices].sort((a, b) => compareCosts(a.cost, b.cost));
}

/** Candidates, those together that bar each other. */
function blocksOf(candidates: readonly Candidate[]): Candidate[][] {
  const seen = new Set<Candidate>();
  return candidates.flatMap((candidate) => {
    if (seen.has(candidate)) return [];
    // A set is walked in the order in which it grows.
    const block = new Set([candidate]);
    for (const one of block) {
      for (const other of candidates) {
        if ((one.bars & other.bit) !== 0n) block.add(other);
      }
    }
    for (const one of block) seen.add(one);
    return [[...block]];
  });
}

/** Every way to take some of a block's units, none that bar each other. */
function alternativesOf(
  block: readonly Candidate[],
): readonly (readonly Candidate[])[] {
  let sets: readonly (readonly Candidate[])[] = [[]];
  for (const candidate of block) {
    const more = sets
      .filter((set) => set.every(({ bit }) => (bit & candidate.bars) === 0n))
      .map((set) => [...set, candidate]);
    sets = candidate.isFixed ? more : [...sets, ...more];
    if (sets.length > mostAlternatives) throw new TooManyWays();
  }
  return sets;
}
