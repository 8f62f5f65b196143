// The shortest way to complete a qualification: which units to add to those
// chosen, so that the rule of combination is satisfied with the fewest
// criteria still to cover, then the fewest credits, then in code order.

import { assessableIn, lineage, tierTitle, tierTitles } from "./catalogue.ts";
import type { Catalogue } from "./catalogue.ts";
import type { SearchUnit } from "./combinationCost.ts";
import {
  searchCombination,
  type NoWay,
  type SearchResult,
} from "./combinationSearch.ts";
import type { QualificationCoverage } from "./coverage.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { counted, listed } from "./judgeEvidence.ts";
import {
  isAtLevel,
  isSatisfied,
  type ChosenQualification,
} from "./ruleOfCombination.ts";

export interface ShortestWay {
  /** The units to add, in code order; none when the choice is complete. */
  readonly add: readonly StandardKey[];
  /** Criteria still to cover in the units to add. */
  readonly criteria: number;
  /** Credits of the units to add. */
  readonly credits: number;
  /** Criteria still to cover in all, those of the chosen units too. */
  readonly criteriaInAll: number;
}

/** Why nothing can be said of the way. */
export type WayObstacle = NoWay | "no-pathway";

/** Criteria of each unit that still need evidence. */
export type UnitEfforts = ReadonlyMap<StandardKey, number>;

interface NamedUnit extends SearchUnit {
  readonly key: StandardKey;
}

/** The way to complete a choice of units, or why there is none. */
export function findShortestWay(
  chosen: ChosenQualification,
  efforts: UnitEfforts,
): Pick<QualificationCoverage, "shortestWay" | "noWay"> {
  const { qualification, pathway } = chosen;
  if (qualification.pathways.length > 0 && pathway === undefined) {
    return { noWay: "no-pathway" };
  }
  const { add, noWay } = isSatisfied(chosen)
    ? { add: [], noWay: undefined }
    : searchWay(chosen, efforts);
  if (add === undefined) return noWay === undefined ? {} : { noWay };
  const criteriaOf = (keys: readonly StandardKey[]): number =>
    keys.reduce((sum, key) => sum + (efforts.get(key) ?? 0), 0);
  const keys = add.map(({ key }) => key);
  const criteria = criteriaOf(keys);
  return {
    shortestWay: {
      add: keys,
      criteria,
      credits: add.reduce((sum, { credit }) => sum + credit, 0),
      criteriaInAll: criteria + criteriaOf(chosen.units.map(({ key }) => key)),
    },
  };
}

/** The search over a qualification's units, as they are taken and chosen. */
export function searchWay(
  { groups, units, exclusive, credits, creditsAtLevel }: ChosenQualification,
  efforts: UnitEfforts,
): SearchResult<NamedUnit> {
  const taken = new Set(units);
  const byUnit = new Map<Standard, NamedUnit>();
  for (const unit of groups.flatMap((group) => group.units)) {
    byUnit.set(unit, {
      key: unit.key,
      code: unit.code,
      credit: unit.credit ?? 0,
      isAtLevel: isAtLevel(unit, creditsAtLevel),
      criteria: efforts.get(unit.key) ?? 0,
      isTaken: taken.has(unit),
    });
  }
  const named = (of: readonly Standard[]): readonly NamedUnit[] =>
    of.flatMap((unit) => byUnit.get(unit) ?? []);
  return searchCombination({
    credits,
    creditsAtLevel: creditsAtLevel?.credits ?? 0,
    groups: groups.map(({ rule: { least, most }, units: of }) => ({
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
      units: named(of),
    })),
    barred: exclusive.map(named),
  });
}

/** All units of some qualifications, chosen or not. */
export function offeredUnits(
  qualifications: readonly ChosenQualification[],
): ReadonlySet<Standard> {
  return new Set(
    qualifications.flatMap(({ groups }) =>
      groups.flatMap(({ units }) => units),
    ),
  );
}

/** The criteria of a unit that can still be asked for. */
export function criteriaOf(
  catalogue: Catalogue,
  unit: Standard,
): readonly Standard[] {
  return assessableIn(catalogue, unit).filter((one) =>
    lineage(catalogue, one).every(({ withdrawn }) => withdrawn === undefined),
  );
}

/** `add ERS-05 and ERS-08 (9 criteria, 7 credits)`; empty when complete. */
export function wayInWords(
  catalogue: Catalogue,
  { shortestWay }: Pick<QualificationCoverage, "shortestWay">,
  written = (code: string): string => `\`${code}\``,
): string {
  const units = (shortestWay?.add ?? []).flatMap(
    (key) => catalogue.standardByKey.get(key) ?? [],
  );
  const [first] = units;
  if (shortestWay === undefined || first === undefined) return "";
  const [criterion] = assessableIn(catalogue, first);
  return additionInWords(
    units.map(({ code }) => written(code)),
    shortestWay,
    criterion === undefined
      ? undefined
      : {
          one: tierTitle(catalogue, criterion),
          many: tierTitles(catalogue, criterion),
        },
  );
}

/** What a finding about the choice of units advises; empty when nothing. */
export function wayAdvice(
  catalogue: Catalogue,
  qualification: QualificationCoverage,
): string {
  const way = wayInWords(catalogue, qualification);
  if (way !== "") return ` The shortest way: ${way}.`;
  const { noWay } = qualification;
  // Units that bar each other have a finding of their own.
  return noWay === undefined || noWay === "barred-units"
    ? ""
    : ` ${obstacleInWords(noWay)}`;
}

/** What to add and what that takes. */
export function additionInWords(
  codes: readonly string[],
  { criteria, credits }: Pick<ShortestWay, "criteria" | "credits">,
  nouns = { one: "criterion", many: "criteria" },
): string {
  const noun = criteria === 1 ? nouns.one : nouns.many;
  return `add ${listed(codes)} (${criteria} ${noun} still to cover, ${counted(credits, "credit")})`;
}

/** Why there is no way, as a sentence; empty when that is said elsewhere. */
export function obstacleInWords(obstacle: WayObstacle | undefined): string {
  switch (obstacle) {
    case "no-way-left":
      return "No further unit completes this choice: give one of the chosen units up for another.";
    case "too-many-ways":
      return "The shortest way is not shown: this rule leaves too many choices to compare.";
    case "no-pathway":
      return "The shortest way shows when a pathway is chosen.";
    case "barred-units":
      return "There is no way while units are chosen that bar each other.";
    case undefined:
      return "";
  }
}
