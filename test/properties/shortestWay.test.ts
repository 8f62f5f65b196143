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
    letters: fc.shuffledSubarray([..."ABCDEFGHIJKLMNO"], { minLength: 15 }),
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
});
