// The words of the search for the cheapest combination of units: what a unit
// is to it, what a choice reaches, and which of two choices costs less.

import type { UnitsAndCredits } from "./framework.ts";

/** A unit as the search sees it. */
export interface SearchUnit {
  readonly code: string;
  readonly credit: number;
  readonly isAtLevel: boolean;
  /** Criteria that still need evidence. */
  readonly criteria: number;
  /** Mandatory or chosen: it stays. */
  readonly isTaken: boolean;
}

export interface SearchGroup<Unit extends SearchUnit = SearchUnit> {
  readonly least?: UnitsAndCredits;
  readonly most?: UnitsAndCredits;
  /** No unit stands in two groups. */
  readonly units: readonly Unit[];
}

/** What the whole rule needs, and the count of what is looked at. */
export interface Limits {
  readonly credits: number;
  readonly creditsAtLevel: number;
  /** Counts choices; throws when they are too many. */
  readonly look: (count: number) => void;
}

/** Thrown where a search has looked at more than it may. */
export class TooManyWays extends Error {}

/** What some units reach and cost. */
export interface Choice {
  /** Credits in all and at the level, no further than the rule needs them. */
  readonly credits: number;
  readonly creditsAtLevel: number;
  readonly cost: Cost;
}

/** What is added: first things first. */
export interface Cost {
  readonly criteria: number;
  readonly credits: number;
  /** Units that bring neither credits nor work: never taken for nothing. */
  readonly idle: number;
  /** The units added, a bit for each, the first code highest. */
  readonly codes: bigint;
}

export const noCost: Cost = { criteria: 0, credits: 0, idle: 0, codes: 0n };

/**
 * Fewest criteria, fewest credits, earliest codes. Adding the same units to
 * two choices never turns their order round: the search rests on that.
 */
export function compareCosts(a: Cost, b: Cost): number {
  return (
    a.criteria - b.criteria ||
    a.credits - b.credits ||
    a.idle - b.idle ||
    (a.codes > b.codes ? -1 : a.codes < b.codes ? 1 : 0)
  );
}

export function addCosts(a: Cost, b: Cost): Cost {
  return {
    criteria: a.criteria + b.criteria,
    credits: a.credits + b.credits,
    idle: a.idle + b.idle,
    codes: a.codes | b.codes,
  };
}
