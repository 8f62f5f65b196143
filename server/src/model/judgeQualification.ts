// Computes what a qualification lacks: by the choice of units, by the coverage
// of those chosen, and by the shortest way to complete it.

import { lineage } from "./catalogue.ts";
import type { GroupCoverage, QualificationCoverage } from "./coverage.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { judgeAssessable, type JudgingContext } from "./judgeStandard.ts";
import {
  creditsOf,
  creditsThatCount,
  isAtLevel,
  lacking,
  type ChosenGroup,
  type ChosenQualification,
} from "./ruleOfCombination.ts";
import {
  criteriaOf,
  findShortestWay,
  offeredUnits,
  type UnitEfforts,
} from "./shortestWay.ts";

/** Coverage of the qualifications of a portfolio, and what it cost. */
export interface JudgedQualifications {
  readonly qualifications: readonly QualificationCoverage[];
  readonly efforts: UnitEfforts;
  /** Ways that were searched for, for tests. */
  readonly searched: number;
}

/**
 * Judges all qualifications. Of those before, which are of the same target,
 * the way is kept where no unit has become more or less work.
 */
export function judgeQualifications(
  context: JudgingContext,
  before: Omit<JudgedQualifications, "searched"> | undefined,
  touched: ReadonlySet<StandardKey>,
): JudgedQualifications {
  const chosen = context.target.qualifications;
  const efforts = judgeEfforts(context, before?.efforts, touched);
  let searched = 0;
  const qualifications = chosen.map((one, at) => {
    const held = before?.qualifications[at];
    if (held !== undefined && hasSameEfforts(one, before?.efforts, efforts)) {
      return judgeQualification(context, one, held);
    }
    searched += 1;
    return judgeQualification(context, one, findShortestWay(one, efforts));
  });
  return { qualifications, efforts, searched };
}

function hasSameEfforts(
  { groups }: ChosenQualification,
  before: UnitEfforts | undefined,
  after: UnitEfforts,
): boolean {
  return groups.every(({ units }) =>
    units.every(({ key }) => before?.get(key) === after.get(key)),
  );
}

/** Criteria still to cover in each unit; those of before where untouched. */
function judgeEfforts(
  context: JudgingContext,
  before: UnitEfforts | undefined,
  touched: ReadonlySet<StandardKey>,
): UnitEfforts {
  const { catalogue, target } = context;
  const offered = offeredUnits(target.qualifications);
  const affected =
    before === undefined
      ? offered
      : new Set(
          [...touched].flatMap((key) => {
            const standard = catalogue.standardByKey.get(key);
            return standard === undefined
              ? []
              : lineage(catalogue, standard).filter((one) => offered.has(one));
          }),
        );
  const changes = [...affected]
    .map((unit) => [unit.key, effortOf(context, unit)] as const)
    .filter(([key, effort]) => before?.get(key) !== effort);
  return before !== undefined && changes.length === 0
    ? before
    : new Map([...(before ?? []), ...changes]);
}

function effortOf(context: JudgingContext, unit: Standard): number {
  const { catalogue, target, coverageOf } = context;
  return criteriaOf(catalogue, unit).filter((criterion) => {
    // Evidence may be mapped to a unit before it is chosen.
    const { state } =
      (target.included.has(criterion.key)
        ? coverageOf(criterion.key)
        : undefined) ??
      judgeAssessable(
        context,
        criterion,
        lineage(catalogue, criterion).slice(1),
      );
    return state === "uncovered" || state === "partly-covered";
  }).length;
}

/** Judges the choice of units, and adds the credits that are covered. */
export function judgeQualification(
  { target, coverageOf }: JudgingContext,
  chosen: ChosenQualification,
  way: Pick<QualificationCoverage, "shortestWay" | "noWay">,
): QualificationCoverage {
  const { qualification, groups, pathway, creditsAtLevel } = chosen;
  const taken = new Set(chosen.units);
  const creditsFrom = (isWanted: (unit: Standard) => boolean): number =>
    creditsThatCount(groups, (unit) => taken.has(unit) && isWanted(unit));
  return {
    code: qualification.code,
    title: qualification.title,
    creditsNeeded: chosen.credits,
    creditsChosen: creditsFrom(() => true),
    creditsCovered: creditsFrom(
      ({ key }) => coverageOf(key)?.state === "covered",
    ),
    creditsCredited: creditsFrom(({ key }) => target.credited.has(key)),
    ...(pathway === undefined
      ? {}
      : { pathway: { id: pathway.id, title: pathway.title } }),
    openPathways:
      pathway === undefined
        ? qualification.pathways.map(({ id, title }) => ({ id, title }))
        : [],
    ...(creditsAtLevel === undefined
      ? {}
      : {
          atLevel: {
            level: creditsAtLevel.level,
            needed: creditsAtLevel.credits,
            chosen: creditsFrom((unit) => isAtLevel(unit, creditsAtLevel)),
          },
        }),
    groups: groups.map((group) => judgeGroup(group, taken)),
    units: chosen.units.map(({ key }) => key),
    ...(way.shortestWay === undefined ? {} : { shortestWay: way.shortestWay }),
    ...(way.noWay === undefined ? {} : { noWay: way.noWay }),
  };
}

function judgeGroup(
  { rule, units }: ChosenGroup,
  taken: ReadonlySet<Standard>,
): GroupCoverage {
  const chosen = units.filter((unit) => taken.has(unit));
  const lacks = lacking(rule, chosen);
  const isMet = lacks.units === 0 && lacks.credits === 0;
  return {
    id: rule.id,
    title: rule.title ?? rule.id,
    isMet,
    units: chosen.length,
    credits: creditsOf(chosen, rule.most),
    ...(isMet ? {} : { lacks }),
    open: units.filter((unit) => !taken.has(unit)).map(({ key }) => key),
  };
}
