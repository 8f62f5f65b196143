// A qualification with the choices that a portfolio makes: its pathway, its
// units. What counts toward the rule is added up here and nowhere else.

import type { Catalogue } from "./catalogue.ts";
import type { Stated } from "./facts.ts";
import type {
  CreditsAtLevel,
  Pathway,
  Qualification,
  Standard,
  UnitGroup,
  UnitsAndCredits,
} from "./framework.ts";
import { resolveText, type CodeScope } from "./resolveCodes.ts";

/** A group with its units; a unit of two groups stands in one of them. */
export interface ChosenGroup {
  readonly rule: UnitGroup;
  readonly units: readonly Standard[];
}

export interface ChosenQualification {
  readonly qualification: Qualification;
  readonly pathway?: Pathway;
  /** The credits that the rule needs in all. */
  readonly credits: number;
  readonly creditsAtLevel?: CreditsAtLevel;
  /** The groups of the rule: the common ones, then the pathway's. */
  readonly groups: readonly ChosenGroup[];
  /** Mandatory and chosen units. */
  readonly units: readonly Standard[];
  /** Sets of the rule's units of which only one may be taken. */
  readonly exclusive: readonly (readonly Standard[])[];
  /** The units taken from such a set, where they are several. */
  readonly barred: readonly (readonly Standard[])[];
}

/** The groups of a qualification, whichever pathway is taken. */
export function allGroups({
  groups,
  pathways,
}: Qualification): readonly UnitGroup[] {
  return [...groups, ...pathways.flatMap((pathway) => pathway.groups)];
}

/** Ids of pathways are compared without case. */
export function findPathway(
  { pathways }: Qualification,
  id: string,
): Pathway | undefined {
  const folded = id.trim().toLowerCase();
  return pathways.find((pathway) => pathway.id.toLowerCase() === folded);
}

/** Applies a portfolio's choices to the qualifications that it names. */
export function chooseUnits(
  catalogue: Catalogue,
  scope: CodeScope,
  named: readonly Qualification[],
  pathways: readonly Stated[],
  chosen: readonly Standard[],
): readonly ChosenQualification[] {
  const drafts = named.map((qualification) =>
    draftOf(catalogue, scope, qualification, pathways),
  );
  const picked = new Set(chosen.map(({ key }) => key));
  const mandatory = new Set(
    drafts.flatMap(({ groups }) =>
      groups.flatMap(({ rule, units }) =>
        rule.all ? units.map(({ key }) => key) : [],
      ),
    ),
  );
  return drafts.map((draft) => {
    const isBarred = new Set(
      draft.exclusive.flatMap((set) => set.map(({ key }) => key)),
    );
    const units = draft.groups.flatMap(({ rule, units }) =>
      units.filter(
        ({ key }) =>
          rule.all ||
          picked.has(key) ||
          // What another qualification makes mandatory is taken in any case.
          (mandatory.has(key) && !isBarred.has(key)),
      ),
    );
    const barred = draft.exclusive
      .map((set) => set.filter((unit) => units.includes(unit)))
      .filter((set) => set.length > 1);
    return { ...draft, units, barred };
  });
}

function draftOf(
  catalogue: Catalogue,
  scope: CodeScope,
  qualification: Qualification,
  pathways: readonly Stated[],
): Omit<ChosenQualification, "units" | "barred"> {
  const own: CodeScope = {
    targets: new Set([qualification.framework, ...scope.targets]),
  };
  const unitsOf = (codes: readonly string[]): readonly Standard[] =>
    codes.flatMap(
      (code) => resolveText(catalogue, own, code).codes[0]?.standard ?? [],
    );
  const pathway = pathways
    .map(({ text }) => findPathway(qualification, text))
    .find((one) => one !== undefined);
  const creditsAtLevel =
    pathway?.creditsAtLevel ?? qualification.creditsAtLevel;
  const groups = eachUnitOnce(
    [...qualification.groups, ...(pathway?.groups ?? [])].map((rule) => ({
      rule,
      units: unitsOf(rule.of),
    })),
  );
  const offered = new Set(groups.flatMap(({ units }) => units));
  return {
    qualification,
    ...(pathway === undefined ? {} : { pathway }),
    credits: pathway?.credits ?? qualification.credits ?? 0,
    ...(creditsAtLevel === undefined ? {} : { creditsAtLevel }),
    groups,
    exclusive: qualification.barred
      .map((set) =>
        [...new Set(unitsOf(set))].filter((unit) => offered.has(unit)),
      )
      .filter((set) => set.length > 1),
  };
}

/**
 * A unit counts once: where it is mandatory, else in the first group that
 * names it.
 */
export function eachUnitOnce<
  Group extends {
    readonly rule: UnitGroup;
    readonly units: readonly Standard[];
  },
>(groups: readonly Group[]): readonly Group[] {
  const holder = new Map<Standard, Group>();
  for (const isMandatory of [true, false]) {
    for (const group of groups) {
      if (group.rule.all !== isMandatory) continue;
      for (const unit of group.units) {
        if (!holder.has(unit)) holder.set(unit, group);
      }
    }
  }
  return groups.map((group) => ({
    ...group,
    units: [...new Set(group.units)].filter(
      (unit) => holder.get(unit) === group,
    ),
  }));
}

/** What a sum asks of a unit. */
interface CreditUnit {
  readonly credit?: number;
}

/**
 * The credits that some units of a group bring. Of more units than the group
 * counts at most, those with the most credits count; credits above its most
 * do not. Each sum is taken for itself, so one more unit never lowers any.
 */
export function creditsOf(
  units: readonly CreditUnit[],
  most: UnitsAndCredits | undefined,
): number {
  const sum = units
    .map(({ credit }) => credit ?? 0)
    .sort((a, b) => b - a)
    .slice(0, most?.units ?? units.length)
    .reduce((total, credit) => total + credit, 0);
  return Math.min(sum, most?.credits ?? sum);
}

/** The credits of those units of a rule that are wanted. */
export function creditsThatCount<Unit extends CreditUnit>(
  groups: readonly {
    readonly rule: Pick<UnitGroup, "most">;
    readonly units: readonly Unit[];
  }[],
  isWanted: (unit: Unit) => boolean,
): number {
  return groups.reduce(
    (total, { rule, units }) =>
      total + creditsOf(units.filter(isWanted), rule.most),
    0,
  );
}

/** What a group still lacks of its least. */
export function lacking(
  { least, most }: Pick<UnitGroup, "least" | "most">,
  taken: readonly CreditUnit[],
): { readonly units: number; readonly credits: number } {
  return {
    units: Math.max(0, (least?.units ?? 0) - taken.length),
    credits: Math.max(0, (least?.credits ?? 0) - creditsOf(taken, most)),
  };
}

/** Whether a choice of units satisfies its rule. */
export function isSatisfied(chosen: ChosenQualification): boolean {
  const { groups, units, barred, credits, creditsAtLevel } = chosen;
  const taken = new Set(units);
  const isTaken = (unit: Standard): boolean => taken.has(unit);
  return (
    barred.length === 0 &&
    creditsThatCount(groups, isTaken) >= credits &&
    creditsThatCount(
      groups,
      (unit) => isTaken(unit) && isAtLevel(unit, creditsAtLevel),
    ) >= (creditsAtLevel?.credits ?? 0) &&
    groups.every(({ rule, units: offered }) => {
      const lacks = lacking(rule, offered.filter(isTaken));
      return lacks.units === 0 && lacks.credits === 0;
    })
  );
}

/** Whether a unit's credits are at the level that a rule asks for. */
export function isAtLevel(
  unit: Pick<Standard, "level">,
  creditsAtLevel: CreditsAtLevel | undefined,
): boolean {
  return (
    creditsAtLevel !== undefined && (unit.level ?? 0) >= creditsAtLevel.level
  );
}
