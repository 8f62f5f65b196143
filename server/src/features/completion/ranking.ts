// In which order standards that fit are offered. Nothing is sorted: the ranks
// of those that fit are a row of bytes, and one rank is looked for after the
// other until enough are found.

import type { Standard } from "../../model/framework.ts";
import { waysToFit, type CodeList, type WayToFit } from "./codeList.ts";
import { noRank, type Ranks } from "./gapRanks.ts";
import type { TypedCode } from "./typedCode.ts";

/** Standards of one list, with `noRank` for those that are not meant. */
export interface RankedList {
  readonly list: CodeList;
  readonly ranks: Ranks;
}

/** Standards with a place of their own. */
export interface Favoured {
  /** What the piece serves already: behind all others that fit as well. */
  readonly done: ReadonlySet<Standard>;
  /** Gaps that a cross-walk joins to it: before them. */
  readonly near: ReadonlySet<Standard>;
}

/** Those that fit better first, then as they are favoured, then by the gap. */
export function* inGapOrder(
  lists: readonly RankedList[],
  typed: TypedCode,
  wanted: readonly number[],
  favoured: Favoured,
): Generator<Standard> {
  for (const fitting of byFit(lists, typed, wanted, waysToFit)) {
    yield* byRank(fitting, wanted, favoured);
  }
}

/** Those that fit in any of these ways, as their lists have them. */
export function* inPackOrder(
  lists: readonly RankedList[],
  typed: TypedCode,
  wanted: readonly number[],
  ways: readonly WayToFit[] = waysToFit,
): Generator<Standard> {
  for (const whole of lists) {
    const fits = new Uint8Array(whole.ranks.length);
    for (const fitting of byFit([whole], typed, wanted, ways)) {
      for (const { ranks } of fitting) {
        for (const rank of wanted) {
          for (const at of positionsOf(rank, ranks)) fits[at] = 1;
        }
      }
    }
    for (const at of positionsOf(1, fits)) yield* standardAt(whole.list, at);
  }
}

/**
 * One way to fit after the other, without what fits in a better way. Asked for
 * the next way, it takes all that is wanted of the last one for found.
 */
function* byFit(
  lists: readonly RankedList[],
  typed: TypedCode,
  wanted: readonly number[],
  ways: readonly WayToFit[],
): Generator<readonly RankedList[]> {
  if (typed.words.length === 0) {
    yield lists;
    return;
  }
  let found: readonly RankedList[] = [];
  let left = lists;
  for (const way of ways) {
    left = left.map((one) => without(one, found, wanted));
    found = left.flatMap((one) => fittingOf(one, typed, way) ?? []);
    yield found;
  }
}

/** Those of a list that fit in one way; undefined when there are none. */
function fittingOf(
  { list, ranks }: RankedList,
  typed: TypedCode,
  way: WayToFit,
): RankedList | undefined {
  const conditions = list.fitting(typed, way);
  if (conditions.some(({ length }) => length === 0)) return undefined;
  return { list, ranks: conditions.reduce(only, ranks) };
}

/** The ranks at these positions alone. */
function only(ranks: Ranks, positions: Uint32Array): Ranks {
  const kept = new Uint8Array(ranks.length).fill(noRank);
  for (const at of positions) kept[at] = ranks[at] ?? noRank;
  return kept;
}

function without(
  one: RankedList,
  found: readonly RankedList[],
  wanted: readonly number[],
): RankedList {
  const { list } = one;
  const fitting = found.find((other) => other.list === list);
  if (fitting === undefined) return one;
  const ranks = one.ranks.slice();
  for (const rank of wanted) {
    for (const at of positionsOf(rank, fitting.ranks)) ranks[at] = noRank;
  }
  return { list, ranks };
}

interface Place {
  readonly standard: Standard;
  /** Which list it is of, and where it stands there. */
  readonly of: number;
  readonly at: number;
  readonly rank: number;
}

function* byRank(
  lists: readonly RankedList[],
  wanted: readonly number[],
  { done, near }: Favoured,
): Generator<Standard> {
  const doneHere = placesOf(lists, wanted, done);
  const nearHere = placesOf(lists, wanted, near);
  const others = withoutPlaces(lists, [...doneHere, ...nearHere]);
  const isNear = ({ standard }: Place): number => (near.has(standard) ? 0 : 1);
  for (const { standard } of nearHere) {
    if (!done.has(standard)) yield standard;
  }
  for (const rank of wanted) {
    for (const { list, ranks } of others) {
      for (const at of positionsOf(rank, ranks)) yield* standardAt(list, at);
    }
  }
  doneHere.sort((a, b) => isNear(a) - isNear(b));
  for (const { standard } of doneHere) yield standard;
}

/** The few of these standards that are to be found, in the order of rank. */
function placesOf(
  lists: readonly RankedList[],
  wanted: readonly number[],
  standards: ReadonlySet<Standard>,
): Place[] {
  const places: Place[] = [];
  for (const standard of standards) {
    for (const [of, { list, ranks }] of lists.entries()) {
      const at = list.positionOf(standard);
      if (at === undefined) continue;
      const rank = ranks[at] ?? noRank;
      if (wanted.includes(rank)) places.push({ standard, of, at, rank });
    }
  }
  return places.sort((a, b) => a.rank - b.rank || a.of - b.of || a.at - b.at);
}

function withoutPlaces(
  lists: readonly RankedList[],
  places: readonly Place[],
): readonly RankedList[] {
  if (places.length === 0) return lists;
  const left = lists.map(({ list, ranks }) => ({ list, ranks: ranks.slice() }));
  for (const { of, at } of places) {
    const ranks = left[of]?.ranks;
    if (ranks !== undefined) ranks[at] = noRank;
  }
  return left;
}

function* positionsOf(rank: number, ranks: Ranks): Generator<number> {
  let at = ranks.indexOf(rank);
  while (at >= 0) {
    yield at;
    at = ranks.indexOf(rank, at + 1);
  }
}

function* standardAt({ standards }: CodeList, at: number): Generator<Standard> {
  const standard = standards[at];
  if (standard !== undefined) yield standard;
}
