// The coverage of a portfolio from the one before: only standards that a
// change touched are judged again, and counts are kept by difference.

import { inOneGo } from "./bitByBit.ts";
import {
  childrenOf,
  inPackOrder,
  lineage,
  type Catalogue,
} from "./catalogue.ts";
import type { Coverage, CoverageState, StandardCoverage } from "./coverage.ts";
import type { EvidenceTable } from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { judgeQualifications } from "./judgeQualification.ts";
import {
  countStates,
  judgeAssessable,
  judgeParent,
  recountStates,
  type JudgingContext,
} from "./judgeStandard.ts";
import { mappedTo, type Mappings } from "./mappings.ts";
import { PersistentMap } from "./persistentMap.ts";
import type { RequirementPlan } from "./requirementPlan.ts";
import { keepIdentity } from "./sameValue.ts";
import type { Target } from "./target.ts";

export interface CoverageSource extends Pick<Mappings, "mapped"> {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly plan: RequirementPlan;
  readonly table: EvidenceTable;
}

export interface JudgedCoverage {
  readonly coverage: Coverage;
  /** Standards judged to make this value from the one before, for tests. */
  readonly judged: number;
  /** Shortest ways searched for at the same time, for tests. */
  readonly searched: number;
}

export function updateCoverage(
  before: Coverage | undefined,
  portfolio: CoverageSource,
  touched: ReadonlySet<StandardKey>,
): JudgedCoverage {
  return inOneGo(judgeBitByBit(before, portfolio, touched));
}

/** The same in steps of a standard each, between which other work may be done. */
export function* judgeBitByBit(
  before: Coverage | undefined,
  portfolio: CoverageSource,
  touched: ReadonlySet<StandardKey>,
): Generator<undefined, JudgedCoverage> {
  if (before !== undefined && touched.size === 0) {
    return { coverage: before, judged: 0, searched: 0 };
  }
  const { catalogue, target } = portfolio;
  const judged = new Map<StandardKey, StandardCoverage>();
  const held = before?.standards;
  const context: JudgingContext = {
    catalogue,
    target,
    plan: portfolio.plan,
    table: portfolio.table,
    mappedTo: (standard) => mappedTo(portfolio, standard),
    isMapped: (standard) => portfolio.mapped.has(standard),
    coverageOf: (standard) => judged.get(standard) ?? held?.get(standard),
  };
  const wanted =
    before === undefined ? target.standards : affected(portfolio, touched);
  for (const standard of wanted) {
    if (!standard.isAssessable) continue;
    const parents = lineage(catalogue, standard).slice(1);
    judged.set(standard.key, judgeAssessable(context, standard, parents));
    yield;
  }
  // Children come before their parents when pack order is walked backwards.
  for (const standard of [...wanted].reverse()) {
    if (standard.isAssessable) continue;
    judged.set(standard.key, judgeParent(context, standard));
    yield;
  }
  const changes = new Map<StandardKey, StandardCoverage>();
  for (const [key, coverage] of judged) {
    changes.set(key, keepIdentity(held?.get(key), coverage));
  }
  const standards = (
    held ?? PersistentMap.empty<StandardKey, StandardCoverage>()
  ).with(changes);
  // Evidence for a unit that is not chosen changes the shortest way only.
  const { searched, ...ofQualifications } = judgeQualifications(
    context,
    before,
    touched,
  );
  if (
    before !== undefined &&
    standards === held &&
    ofQualifications.efforts === before.efforts
  ) {
    return { coverage: before, judged: judged.size, searched };
  }
  return {
    coverage: {
      standards,
      ...(before === undefined
        ? countAll(target, standards)
        : recount(catalogue, before, changes)),
      ...ofQualifications,
    },
    judged: judged.size,
    searched,
  };
}

type Counted = Pick<Coverage, "counts" | "byState">;

function countAll(target: Target, standards: Coverage["standards"]): Counted {
  const assessable: StandardCoverage[] = [];
  const parents: StandardCoverage[] = [];
  for (const { key, isAssessable } of target.standards) {
    const own = standards.get(key);
    if (own !== undefined) (isAssessable ? assessable : parents).push(own);
  }
  const inState = (
    wanted: CoverageState,
  ): PersistentMap<StandardKey, StandardCoverage> =>
    PersistentMap.from(
      assessable
        .filter(({ state }) => state === wanted)
        .map((own) => [own.key, own] as const),
    );
  return {
    counts: countStates(assessable, parents),
    byState: {
      covered: inState("covered"),
      "partly-covered": inState("partly-covered"),
      uncovered: inState("uncovered"),
      "not-applicable": inState("not-applicable"),
    },
  };
}

/** The same by difference: a target may have fifty thousand standards. */
function recount(
  { standardByKey }: Catalogue,
  before: Coverage,
  changes: ReadonlyMap<StandardKey, StandardCoverage>,
): Counted {
  const changed: (readonly [StandardCoverage, StandardCoverage])[] = [];
  for (const [key, is] of changes) {
    const was = before.standards.get(key);
    if (was === undefined || was === is) continue;
    if (standardByKey.get(key)?.isAssessable === true) changed.push([was, is]);
  }
  const inState = (
    state: CoverageState,
  ): PersistentMap<StandardKey, StandardCoverage> =>
    before.byState[state].with(
      new Map(
        changed
          .filter(([was, is]) => was.state === state || is.state === state)
          .map(([, is]) => [is.key, is.state === state ? is : undefined]),
      ),
    );
  return {
    counts: recountStates(before.counts, changed),
    byState: {
      covered: inState("covered"),
      "partly-covered": inState("partly-covered"),
      uncovered: inState("uncovered"),
      "not-applicable": inState("not-applicable"),
    },
  };
}

/** Touched standards, what lies below a touched parent, and all above them. */
function affected(
  { catalogue, target, plan }: CoverageSource,
  touched: ReadonlySet<StandardKey>,
): readonly Standard[] {
  const found = new Map<StandardKey, Standard>();
  const add = (standard: Standard): void => {
    if (target.included.has(standard.key)) found.set(standard.key, standard);
  };
  const addBelow = (standard: Standard): void => {
    add(standard);
    childrenOf(catalogue, standard).forEach(addBelow);
  };
  for (const key of touched) {
    const standard = catalogue.standardByKey.get(key);
    if (standard === undefined) continue;
    addBelow(standard);
    lineage(catalogue, standard).forEach(add);
  }
  // What is judged across several parents stands at only one of them.
  if (found.size > 0) plan.jointParents.forEach(add);
  return inPackOrder(catalogue, [...found.values()]);
}
