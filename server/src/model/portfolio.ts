// One portfolio: its documents joined into mappings and coverage. An update
// looks at the documents whose facts changed and judges only the standards
// that they touch; the result equals a rebuild.

import { childrenOf, lineage, type Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import {
  contribute,
  namedStandards,
  noContribution,
  type Contribution,
  type Mapping,
} from "./contribution.ts";
import type { Coverage, StandardCoverage } from "./coverage.ts";
import {
  buildEvidenceTable,
  type EvidenceId,
  type EvidenceTable,
} from "./evidenceTable.ts";
import type { DocumentFacts, PortfolioFacts } from "./facts.ts";
import type { Standard, StandardKey } from "./framework.ts";
import {
  countStates,
  judgeAssessable,
  judgeParent,
  type JudgingContext,
} from "./judgeStandard.ts";
import { judgeQualifications } from "./judgeQualification.ts";
import { PersistentMap } from "./persistentMap.ts";
import { folderOf, type FilePath } from "./paths.ts";
import { planRequirements, type RequirementPlan } from "./requirementPlan.ts";
import { keepIdentity } from "./sameValue.ts";
import { resolveTarget, type Target } from "./target.ts";

export type DocumentMap = PersistentMap<FilePath, DocumentFacts>;

/** What a portfolio is made from. */
export interface PortfolioSource {
  /** The portfolio document. */
  readonly path: FilePath;
  readonly documents: DocumentMap;
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
}

/**
 * The evidence that each document maps to a standard; none for a document that
 * only names it, in a heading, a decision or a piece that counts for nothing.
 */
type MappedBy = ReadonlyMap<FilePath, readonly EvidenceId[]>;

export interface Portfolio extends PortfolioSource {
  readonly folder: FilePath;
  readonly header: PortfolioFacts | undefined;
  readonly target: Target;
  readonly plan: RequirementPlan;
  readonly table: EvidenceTable;
  readonly contributions: PersistentMap<FilePath, Contribution>;
  readonly mapped: PersistentMap<StandardKey, MappedBy>;
  readonly coverage: Coverage;
  /** Standards judged to make this value from the one before, for tests. */
  readonly judged: number;
  /** Shortest ways searched for at the same time, for tests. */
  readonly searched: number;
}

/** Builds a portfolio, reusing what it can of the one before. */
export function updatePortfolio(
  previous: Portfolio | undefined,
  source: PortfolioSource,
): Portfolio {
  const header = keepIdentity(
    previous?.header,
    source.documents.get(source.path)?.portfolio,
  );
  const hasSameTarget =
    previous?.header === header &&
    previous?.catalogue === source.catalogue &&
    previous.today === source.today &&
    previous.path === source.path;
  const base = hasSameTarget ? previous : undefined;
  const target =
    base?.target ?? resolveTarget(source.catalogue, header, source.today);
  const plan = base?.plan ?? planRequirements(source.catalogue, target, header);
  // Documents whose facts are not the ones of before.
  const changed = source.documents.changedKeys(
    base?.documents ?? PersistentMap.empty(),
  );
  const table = updateTable(base, source, header, changed);
  const contributions = updateContributions(
    base,
    source,
    target,
    table,
    changed,
  );
  const touched = new Set<StandardKey>();
  const mapped = updateMapped(
    base?.mapped ?? PersistentMap.empty(),
    base?.contributions,
    contributions,
    changed,
    touched,
  );
  addChangedEvidence(base?.table, table, mapped, touched);
  const partial = {
    ...source,
    folder: folderOf(source.path),
    header,
    target,
    plan,
    table,
    contributions,
    mapped,
  };
  return { ...partial, ...updateCoverage(base?.coverage, partial, touched) };
}

function updateTable(
  base: Portfolio | undefined,
  source: PortfolioSource,
  header: PortfolioFacts | undefined,
  changed: ReadonlySet<FilePath>,
): EvidenceTable {
  const hasEvidence = (facts: DocumentFacts | undefined): boolean =>
    (facts?.evidence.length ?? 0) > 0;
  if (base !== undefined) {
    const touches = [...changed].some(
      (path) =>
        hasEvidence(base.documents.get(path)) ||
        hasEvidence(source.documents.get(path)),
    );
    if (!touches) return base.table;
  }
  const inOrder = source.documents
    .sortedKeys()
    .flatMap((path): (readonly [FilePath, DocumentFacts])[] => {
      const facts = source.documents.get(path);
      return facts === undefined || !hasEvidence(facts) ? [] : [[path, facts]];
    });
  return buildEvidenceTable(inOrder, header, source.catalogue, base?.table);
}

function updateContributions(
  base: Portfolio | undefined,
  source: PortfolioSource,
  target: Target,
  table: EvidenceTable,
  changed: ReadonlySet<FilePath>,
): PersistentMap<FilePath, Contribution> {
  const { catalogue } = source;
  const context = { catalogue, target, names: table.names };
  const hasSameNames = base?.table.names === table.names;
  const changes = new Map<FilePath, Contribution | undefined>();
  for (const [path, facts] of source.documents.entries()) {
    if (hasSameNames && !changed.has(path)) continue;
    const before = base?.contributions.get(path);
    changes.set(path, keepIdentity(before, contribute(context, path, facts)));
  }
  for (const path of changed) {
    if (!source.documents.has(path)) changes.set(path, undefined);
  }
  return (
    base?.contributions ?? PersistentMap.empty<FilePath, Contribution>()
  ).with(changes);
}

/** Brings the mappings of each standard up to date, and notes which changed. */
function updateMapped(
  mapped: PersistentMap<StandardKey, MappedBy>,
  before: PersistentMap<FilePath, Contribution> | undefined,
  after: PersistentMap<FilePath, Contribution>,
  changed: ReadonlySet<FilePath>,
  touched: Set<StandardKey>,
): PersistentMap<StandardKey, MappedBy> {
  const paths = new Set(changed);
  for (const [path, contribution] of after.entries()) {
    if (before?.get(path) !== contribution) paths.add(path);
  }
  const drafts = new Map<StandardKey, Map<FilePath, readonly EvidenceId[]>>();
  const draftOf = (
    standard: StandardKey,
  ): Map<FilePath, readonly EvidenceId[]> => {
    let draft = drafts.get(standard);
    if (draft === undefined) {
      draft = new Map(mapped.get(standard));
      drafts.set(standard, draft);
    }
    return draft;
  };
  for (const path of paths) {
    const old = byStandard(before?.get(path) ?? noContribution);
    const now = byStandard(after.get(path) ?? noContribution);
    for (const standard of new Set([...old.keys(), ...now.keys()])) {
      const ids = now.get(standard);
      const had = old.get(standard);
      if (sameIds(had, ids)) continue;
      if (!sameIds(had ?? [], ids ?? [])) touched.add(standard);
      if (ids === undefined) draftOf(standard).delete(path);
      else draftOf(standard).set(path, ids);
    }
  }
  const changes = new Map<StandardKey, MappedBy | undefined>();
  for (const [standard, draft] of drafts) {
    changes.set(standard, draft.size === 0 ? undefined : draft);
  }
  return mapped.with(changes);
}

function byStandard(
  contribution: Contribution,
): ReadonlyMap<StandardKey, readonly EvidenceId[]> {
  const found = new Map<StandardKey, EvidenceId[]>();
  for (const { standard, evidence } of contribution.mappings) {
    const ids = found.get(standard);
    if (ids === undefined) found.set(standard, [evidence]);
    else if (!ids.includes(evidence)) ids.push(evidence);
  }
  for (const ids of found.values()) ids.sort();
  for (const { key } of namedStandards(contribution)) {
    if (!found.has(key)) found.set(key, []);
  }
  return found;
}

function sameIds(
  a: readonly EvidenceId[] | undefined,
  b: readonly EvidenceId[] | undefined,
): boolean {
  return a?.join("\n") === b?.join("\n");
}

/** Standards whose evidence is another piece than before, or of other kinds. */
function addChangedEvidence(
  before: EvidenceTable | undefined,
  after: EvidenceTable,
  mapped: PersistentMap<StandardKey, MappedBy>,
  touched: Set<StandardKey>,
): void {
  if (before === undefined || before === after) return;
  const changed = new Set<EvidenceId>();
  for (const [id, { qualities }] of after.byId) {
    if (before.byId.get(id)?.qualities !== qualities) changed.add(id);
  }
  for (const id of before.byId.keys()) {
    if (!after.byId.has(id)) changed.add(id);
  }
  if (changed.size === 0) return;
  for (const [standard, by] of mapped.entries()) {
    for (const ids of by.values()) {
      if (ids.some((id) => changed.has(id))) touched.add(standard);
    }
  }
}

function updateCoverage(
  before: Coverage | undefined,
  portfolio: Omit<Portfolio, "coverage" | "judged" | "searched">,
  touched: ReadonlySet<StandardKey>,
): Pick<Portfolio, "coverage" | "judged" | "searched"> {
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
    coverageOf: (standard) => judged.get(standard) ?? held?.get(standard),
  };
  const wanted =
    before === undefined ? target.standards : affected(portfolio, touched);
  for (const standard of wanted) {
    if (!standard.isAssessable) continue;
    const parents = lineage(catalogue, standard).slice(1);
    judged.set(standard.key, judgeAssessable(context, standard, parents));
  }
  // Children come before their parents when pack order is walked backwards.
  for (const standard of [...wanted].reverse()) {
    if (standard.isAssessable) continue;
    judged.set(standard.key, judgeParent(context, standard));
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
  const coverages = target.standards.flatMap((standard) => {
    const own = standards.get(standard.key);
    return own === undefined ? [] : [{ standard, own }];
  });
  const those = (isAssessable: boolean): readonly StandardCoverage[] =>
    coverages
      .filter(({ standard }) => standard.isAssessable === isAssessable)
      .map(({ own }) => own);
  return {
    coverage: {
      standards,
      counts: countStates(those(true), those(false)),
      ...ofQualifications,
    },
    judged: judged.size,
    searched,
  };
}

/** Touched standards, what lies below a touched parent, and all above them. */
function affected(
  { catalogue, target, plan }: Pick<Portfolio, "catalogue" | "target" | "plan">,
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

function inPackOrder(
  catalogue: Catalogue,
  standards: readonly Standard[],
): readonly Standard[] {
  const order = new Map(
    catalogue.frameworks.map((framework, at) => [framework.key, at]),
  );
  return [...standards].sort(
    (a, b) =>
      (order.get(a.framework) ?? 0) - (order.get(b.framework) ?? 0) ||
      a.position - b.position,
  );
}

/** The evidence mapped to a standard, whichever document says so. */
export function* mappedTo(
  portfolio: Pick<Portfolio, "mapped">,
  standard: StandardKey,
): Generator<EvidenceId> {
  for (const ids of portfolio.mapped.get(standard)?.values() ?? []) yield* ids;
}

/** Where evidence is mapped to a standard, in path order. */
export function mappingsTo(
  portfolio: Portfolio,
  standard: StandardKey,
): readonly (Mapping & { readonly path: FilePath })[] {
  const paths = [...(portfolio.mapped.get(standard) ?? [])].flatMap(
    ([path, ids]) => (ids.length === 0 ? [] : [path]),
  );
  return paths
    .sort()
    .flatMap((path) =>
      (portfolio.contributions.get(path)?.mappings ?? [])
        .filter((mapping) => mapping.standard === standard)
        .map((mapping) => ({ ...mapping, path })),
    );
}
