// What the codes of cross-walks stand for: from a standard to those of other
// frameworks whose evidence may serve it, and back. Suggestions come from
// here; nothing that is counted does.

import { assessableIn, type Catalogue } from "./catalogue.ts";
import { rangeInMember } from "./contribution.ts";
import type {
  Crosswalk,
  CrosswalkRelation,
  RelationKind,
} from "./crosswalk.ts";
import type { Member } from "./facts.ts";
import type { Framework, Standard, StandardKey } from "./framework.ts";
import type { FrameworkPack, PackProblem } from "./frameworkPack.ts";
import { findFramework, noScope, resolveText } from "./resolveCodes.ts";
import type { ResolvedMember } from "./target.ts";

/** A standard of another framework, and how far the two correspond. */
export interface RelatedStandard {
  readonly standard: Standard;
  readonly kind: RelationKind;
  readonly note?: string;
}

interface Relations {
  /** By the standard that evidence for the others may serve. */
  readonly sources: ReadonlyMap<StandardKey, readonly RelatedStandard[]>;
  /** By the standard whose evidence may serve the others. */
  readonly served: ReadonlyMap<StandardKey, readonly RelatedStandard[]>;
}

const relationsOf = new WeakMap<Catalogue, Relations>();

/** Standards of other frameworks whose evidence may serve this one. */
export function sourcesOf(
  catalogue: Catalogue,
  standard: Standard,
): readonly RelatedStandard[] {
  return relationsIn(catalogue).sources.get(standard.key) ?? [];
}

/** Standards of other frameworks that evidence for this one may serve. */
export function servedBy(
  catalogue: Catalogue,
  standard: Standard,
): readonly RelatedStandard[] {
  return relationsIn(catalogue).served.get(standard.key) ?? [];
}

function relationsIn(catalogue: Catalogue): Relations {
  let relations = relationsOf.get(catalogue);
  if (relations === undefined) {
    relations = joinRelations(catalogue);
    relationsOf.set(catalogue, relations);
  }
  return relations;
}

function joinRelations(catalogue: Catalogue): Relations {
  const sources = new Map<StandardKey, RelatedStandard[]>();
  const served = new Map<StandardKey, RelatedStandard[]>();
  const join = (
    from: Standard,
    to: Standard,
    { kind, note }: CrosswalkRelation,
  ): void => {
    const how = { kind, ...(note === undefined ? {} : { note }) };
    add(sources, to.key, { standard: from, ...how });
    add(served, from.key, { standard: to, ...how });
  };
  for (const crosswalk of catalogue.crosswalks) {
    for (const relation of crosswalk.relations) {
      const resolved = resolveRelation(catalogue, crosswalk, relation);
      for (const [from, to] of resolved.pairs) {
        join(from, to, relation);
        if (relation.bothWays) join(to, from, relation);
      }
    }
  }
  return { sources, served };
}

/** Two standards are joined once, by the closer of the ways. */
function add(
  map: Map<StandardKey, RelatedStandard[]>,
  key: StandardKey,
  related: RelatedStandard,
): void {
  const held = map.get(key);
  if (held === undefined) {
    map.set(key, [related]);
    return;
  }
  const at = held.findIndex(({ standard }) => standard === related.standard);
  if (at < 0) held.push(related);
  else if (related.kind === "equivalent") held[at] = related;
}

type Pair = readonly [from: Standard, to: Standard];

interface ResolvedRelation {
  readonly pairs: readonly Pair[];
  readonly problems: readonly PackProblem[];
}

/** A framework that is not loaded is no fault: there is nothing to pair. */
function resolveRelation(
  catalogue: Catalogue,
  crosswalk: Crosswalk,
  relation: CrosswalkRelation,
): ResolvedRelation {
  const left = findFramework(catalogue, noScope, crosswalk.from.text);
  const right = findFramework(catalogue, noScope, crosswalk.to.text);
  const problems: PackProblem[] = [];
  const from = resolveSide(catalogue, left, relation.from, problems);
  const to = resolveSide(catalogue, right, relation.to, problems);
  if (left === undefined || right === undefined) {
    return { pairs: [], problems };
  }
  if (relation.kind === "partly") {
    const pairs = from.flatMap((one) => to.map((other): Pair => [one, other]));
    return { pairs: pairs.filter(isOfTwo), problems };
  }
  if (!relation.bothWays) {
    problems.push({
      range: relation.range,
      message:
        "Equivalent standards serve each other, so `bothWays` cannot be false here. Write `kind: partly` if evidence for the first serves the second only.",
    });
  }
  if (from.length !== to.length && problems.length === 0) {
    problems.push({
      range: relation.range,
      message: `Equivalent standards are paired one by one, and there are ${from.length} on the one side and ${to.length} on the other, so none are. Make the two sides equally long, or write \`kind: partly\`.`,
    });
  }
  const pairs =
    problems.length > 0
      ? []
      : from.flatMap((one, at): readonly Pair[] => {
          const other = to[at];
          return other === undefined ? [] : [[one, other]];
        });
  return { pairs: pairs.filter(isOfTwo), problems };
}

function isOfTwo([from, to]: Pair): boolean {
  return from !== to;
}

/** A parent stands for the standards below it, in pack order. */
function resolveSide(
  catalogue: Catalogue,
  framework: Framework | undefined,
  members: readonly Member[],
  problems: PackProblem[],
): readonly Standard[] {
  if (framework === undefined) return [];
  const scope = { targets: new Set([framework.key]) };
  const found = new Set<Standard>();
  for (const member of members) {
    const { codes, frameworks, issues } = resolveText(
      catalogue,
      scope,
      member.text,
      framework,
    );
    const resolved: ResolvedMember = {
      member,
      standards: codes.map(({ standard }) => standard),
      places: codes.map(({ from, length }) => ({ from, length })),
      frameworks,
      qualifications: [],
      issues,
      isUnderUnknown: false,
    };
    const complain = (from: number, length: number): void => {
      const range = rangeInMember(resolved, from, length);
      problems.push(
        notOf(framework, range, member.text.slice(from, from + length)),
      );
    };
    for (const { standard, from, length } of codes) {
      if (standard.framework !== framework.key) complain(from, length);
      else for (const one of assessableIn(catalogue, standard)) found.add(one);
    }
    for (const issue of issues) {
      if (issue.kind === "unknown") complain(issue.from, issue.text.length);
    }
    if (frameworks.length > 0) complain(0, member.text.length);
  }
  return [...found];
}

function notOf(
  { id, edition }: Framework,
  range: PackProblem["range"],
  text: string,
): PackProblem {
  return {
    range,
    message: `\`${text}\` is not a standard of \`${id}\` (edition ${edition}), so nothing is suggested by way of it. Write one of its codes.`,
  };
}

const problemsOf = new WeakMap<
  FrameworkPack,
  { readonly catalogue: Catalogue; readonly problems: readonly PackProblem[] }
>();

/** What is wrong with the codes of a pack's cross-walks, as things stand. */
export function crosswalkProblems(
  catalogue: Catalogue,
  pack: FrameworkPack,
): readonly PackProblem[] {
  const held = problemsOf.get(pack);
  if (held?.catalogue === catalogue) return held.problems;
  const walks = [
    ...(pack.crosswalk === undefined ? [] : [pack.crosswalk]),
    ...(pack.framework?.crosswalks ?? []),
  ];
  const problems = walks.flatMap((walk) =>
    walk.relations.flatMap(
      (relation) => resolveRelation(catalogue, walk, relation).problems,
    ),
  );
  problemsOf.set(pack, { catalogue, problems });
  return problems;
}
