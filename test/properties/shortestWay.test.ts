// The shortest way is exact: on small rules it is what trying every choice
// finds. On large ones it looks at few choices, which is counted, not timed.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  SearchGroup,
  SearchUnit,
} from "../../server/src/model/combinationCost.ts";
import {
  searchCombination,
  type SearchRule,
} from "../../server/src/model/combinationSearch.ts";
import {
  creditsThatCount,
  lacking,
} from "../../server/src/model/ruleOfCombination.ts";

/** Whether these units satisfy the rule, as a portfolio is judged. */
function isSatisfied(
  rule: SearchRule,
  taken: ReadonlySet<SearchUnit>,
): boolean {
  const groups = rule.groups.map((group) => ({ rule: group, ...group }));
  const credits = creditsThatCount(groups, (unit) => taken.has(unit));
  const atLevel = creditsThatCount(
    groups,
    (unit) => taken.has(unit) && unit.isAtLevel,
  );
  return (
    credits >= rule.credits &&
    atLevel >= rule.creditsAtLevel &&
    groups.every((group) => {
      const lacks = lacking(
        group,
        group.units.filter((unit) => taken.has(unit)),
      );
      return lacks.units === 0 && lacks.credits === 0;
    }) &&
    rule.barred.every(
      (set) => set.filter((unit) => taken.has(unit)).length <= 1,
    )
  );
}

/** What a choice costs, first things first; earlier codes are cheaper. */
function costOf(
  open: readonly SearchUnit[],
  added: readonly SearchUnit[],
): readonly number[] {
  const sum = (of: (unit: SearchUnit) => number): number =>
    added.reduce((total, unit) => total + of(unit), 0);
  return [
    sum(({ criteria }) => criteria),
    sum(({ credit }) => credit),
    sum(({ criteria, credit }) => (criteria === 0 && credit === 0 ? 1 : 0)),
    ...open.map((unit) => (added.includes(unit) ? 0 : 1)),
  ];
}

function isCheaper(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((cost, place) => cost !== b[place]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** Tries every choice. */
function bruteForce(rule: SearchRule): readonly string[] | undefined {
  const units = rule.groups.flatMap((group) => group.units);
  const taken = units.filter(({ isTaken }) => isTaken);
  const open = units
    .filter(({ isTaken }) => !isTaken)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  let best: { cost: readonly number[]; codes: readonly string[] } | undefined;
  for (let choice = 0; choice < 2 ** open.length; choice += 1) {
    const added = open.filter((_, at) => (choice >> at) % 2 === 1);
    if (!isSatisfied(rule, new Set([...taken, ...added]))) continue;
    const cost = costOf(open, added);
    if (best === undefined || isCheaper(cost, best.cost)) {
      best = { cost, codes: added.map(({ code }) => code) };
    }
  }
  return best?.codes;
}

const unit = fc.record({
  credit: fc.nat({ max: 6 }),
  isAtLevel: fc.boolean(),
  criteria: fc.nat({ max: 4 }),
  isTaken: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
});

const amount = (units: number, credits: number) =>
  fc.option(
    fc.record(
      { units: fc.nat({ max: units }), credits: fc.nat({ max: credits }) },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  );

const group = fc.record({
  units: fc.array(unit, { minLength: 1, maxLength: 5 }),
  least: amount(3, 10),
  most: amount(4, 14),
});

const smallRule: fc.Arbitrary<SearchRule> = fc
  .record({
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    credits: fc.nat({ max: 24 }),
    creditsAtLevel: fc.nat({ max: 14 }),
    barred: fc.array(
      fc.array(fc.nat({ max: 14 }), { minLength: 2, maxLength: 4 }),
      {
        maxLength: 5,
      },
    ),
    letters: fc.shuffledSubarray("ABCDEFGHIJKLMNO".match(/./g) ?? [], {
      minLength: 15,
    }),
  })
  .map(({ groups, credits, creditsAtLevel, barred, letters }) => {
    let named = 0;
    const all: SearchGroup[] = groups.map(({ units, least, most }) => ({
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
      units: units.map((one) => ({ ...one, code: letters[named++] ?? "" })),
    }));
    const units = all.flatMap((one) => one.units);
    return {
      credits,
      creditsAtLevel,
      groups: all,
      barred: barred.map((set) => [
        ...new Set(set.flatMap((at) => units[at % units.length] ?? [])),
      ]),
    };
  });

describe("the search", () => {
  it("finds what trying every choice finds", { timeout: 180_000 }, () => {
    fc.assert(
      fc.property(smallRule, (rule) => {
        const { add, noWay } = searchCombination(rule);
        expect(add?.map(({ code }) => code)).toEqual(bruteForce(rule));
        expect(noWay === undefined).toBe(add !== undefined);
        expect(noWay).not.toBe("too-many-ways");
      }),
      { numRuns: 600 },
    );
  });

  // A seed for each, so that the counts are the same on every machine.
  const large = (seed: number, pairs: number): SearchRule => {
    const next = numbersFrom(seed);
    const groups = ["B", "C", "D", "E"].map((letter, at): SearchGroup => {
      const { least, most } = bounds[at] ?? {};
      return {
        ...(least === undefined ? {} : { least }),
        ...(most === undefined ? {} : { most }),
        units: Array.from({ length: 15 }, (_, nth) => ({
          code: `${letter}${nth + 1}`,
          credit: 1 + (next() % 12),
          isAtLevel: next() % 2 === 0,
          criteria: 3 + (next() % 20),
          isTaken: false,
        })),
      };
    });
    const units = groups.flatMap((one) => one.units);
    const barred = Array.from({ length: pairs }, () => [
      ...new Set([
        ...units.slice(next() % 60).slice(0, 1),
        ...units.slice(next() % 60).slice(0, 1),
      ]),
    ]);
    return { credits: 58, creditsAtLevel: 40, groups, barred };
  };
  const bounds: readonly Omit<SearchGroup, "units">[] = [
    { least: { credits: 2 }, most: { credits: 7 } },
    { least: { credits: 10 }, most: { credits: 30 } },
    { least: { units: 2, credits: 8 } },
    { least: { units: 1 }, most: { units: 4, credits: 20 } },
  ];

  it.each([0, 10, 30])(
    "looks at few choices of 60 units, %i pairs of which bar each other",
    (pairs) => {
      for (const seed of [1, 2, 3, 4, 5]) {
        const rule = large(seed, pairs);
        const { add, explored } = searchCombination(rule);
        // Out of more than 10 to the 18th.
        expect(explored).toBeLessThan(100_000);
        expect(isSatisfied(rule, new Set(add))).toBe(true);
      }
    },
  );

  it("gives no answer rather than a wrong or a late one", () => {
    // Thirty units in a ring, each barred from the next: too many ways to
    // choose from a single group.
    const ring = Array.from({ length: 30 }, (_, at) => ({
      code: `R${at}`,
      credit: 3,
      isAtLevel: false,
      criteria: 5,
      isTaken: false,
    }));
    const barred = ring.flatMap((unit, at) => {
      const other = ring[(at + 1) % ring.length];
      return other === undefined ? [] : [[unit, other]];
    });
    const { add, noWay } = searchCombination({
      credits: 30,
      creditsAtLevel: 0,
      groups: [{ units: ring }],
      barred,
    });
    expect(add).toBeUndefined();
    expect(noWay).toBe("too-many-ways");
  });
});

/** A linear congruential generator: numbers without a library's version. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return Math.floor(state / 64);
  };
}
