// One portfolio: its documents joined into mappings and coverage. An update
// looks at the documents whose facts changed and judges only the standards
// that they touch; the result equals a rebuild.

import { childrenOf, lineage, type Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import {
  contribute,
  hangsOnNames,
  type Contribution,
  type Mapping,
} from "./contribution.ts";
import type { Coverage, CoverageState, StandardCoverage } from "./coverage.ts";
import {
  buildEvidenceTable,
  changeEvidenceTable,
  evidenceId,
  type EvidenceId,
  type EvidenceQualities,
  type EvidenceTable,
} from "./evidenceTable.ts";
import type { DocumentFacts, PortfolioFacts } from "./facts.ts";
import type { Standard, StandardKey } from "./framework.ts";
import {
  countStates,
  judgeAssessable,
  judgeParent,
  recountStates,
  type JudgingContext,
} from "./judgeStandard.ts";
import { judgeQualifications } from "./judgeQualification.ts";
import { PersistentMap } from "./persistentMap.ts";
import { folderOf, type FilePath } from "./paths.ts";
import { planRequirements, type RequirementPlan } from "./requirementPlan.ts";
import { saysAnything, type Report } from "./report.ts";
import { keepIdentity, sameValue } from "./sameValue.ts";
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

/** The evidence that each document maps to a standard. */
type MappedBy = ReadonlyMap<FilePath, readonly EvidenceId[]>;

/** A document with what it adds to its portfolio. */
export interface JoinedDocument {
  readonly facts: DocumentFacts;
  readonly contribution: Contribution;
}

type JoinedDocuments = PersistentMap<FilePath, JoinedDocument>;

/** The documents by what they are: a change of one kind leaves the others. */
interface DocumentKinds {
  readonly evidence: JoinedDocuments;
  /** The portfolio document and the narratives. */
  readonly report: JoinedDocuments;
  readonly reviewing: JoinedDocuments;
  /** What the documents of the report say, where they say anything. */
  readonly reports: PersistentMap<FilePath, Report>;
}

/** One portfolio through all its changes: what is remembered hangs on it. */
export interface Lineage {
  /** Where its document was first. */
  readonly origin: FilePath;
}

export interface Portfolio extends PortfolioSource, DocumentKinds {
  readonly lineage: Lineage;
  readonly folder: FilePath;
  readonly header: PortfolioFacts | undefined;
  readonly target: Target;
  readonly plan: RequirementPlan;
  readonly table: EvidenceTable;
  readonly contributions: PersistentMap<FilePath, Contribution>;
  readonly mapped: PersistentMap<StandardKey, MappedBy>;
  /** The standards that each piece is mapped to, once for each document. */
  readonly serves: PersistentMap<EvidenceId, readonly StandardKey[]>;
  readonly coverage: Coverage;
  /** Documents resolved to make this value from the one before, for tests. */
  readonly contributed: number;
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
  const { contributions, contributed } = updateContributions(
    base,
    source,
    target,
    table,
    changed,
  );
  const { mapped, serves, touched } =
    base === undefined
      ? mapAll(contributions)
      : updateMapped(base, contributions);
  if (base !== undefined) {
    addChangedEvidence(base, source.documents, changed, table, serves, touched);
  }
  const partial = {
    ...source,
    folder: folderOf(source.path),
    header,
    target,
    plan,
    table,
    contributions,
    ...sortDocuments(base, source.documents, contributions, changed),
    lineage: previous?.lineage ?? { origin: source.path },
    mapped,
    serves,
    contributed,
  };
  return { ...partial, ...updateCoverage(base?.coverage, partial, touched) };
}

function hasEvidence(facts: DocumentFacts | undefined): boolean {
  return (facts?.evidence.length ?? 0) > 0;
}

function updateTable(
  base: Portfolio | undefined,
  source: PortfolioSource,
  header: PortfolioFacts | undefined,
  changed: ReadonlySet<FilePath>,
): EvidenceTable {
  const { documents, catalogue } = source;
  if (base !== undefined) {
    const changes = [...changed]
      .map((path) => ({
        path,
        before: base.documents.get(path)?.evidence ?? [],
        after: documents.get(path)?.evidence ?? [],
      }))
      .filter(({ before, after }) => before.length > 0 || after.length > 0);
    const table = changeEvidenceTable(base.table, changes, catalogue);
    if (table !== undefined) return table;
  }
  const inOrder: (readonly [FilePath, DocumentFacts])[] = [];
  for (const path of documents.sortedKeys()) {
    const facts = documents.get(path);
    if (facts !== undefined && hasEvidence(facts)) inOrder.push([path, facts]);
  }
  return buildEvidenceTable(
    inOrder,
    header,
    catalogue,
    base && { table: base.table, isChanged: (path) => changed.has(path) },
  );
}

function updateContributions(
  base: Portfolio | undefined,
  source: PortfolioSource,
  target: Target,
  table: EvidenceTable,
  changed: ReadonlySet<FilePath>,
): Pick<Portfolio, "contributions" | "contributed"> {
  const { catalogue, documents } = source;
  const context = { catalogue, target, names: table.names };
  const changes = new Map<FilePath, Contribution | undefined>();
  let contributed = 0;
  const join = (path: FilePath, facts: DocumentFacts): void => {
    const before = base?.contributions.get(path);
    contributed += 1;
    changes.set(path, contribute(context, path, facts, before));
  };
  if (base === undefined || base.table.names !== table.names) {
    const before = base?.table.names;
    for (const [path, facts] of documents.entries()) {
      const isTouched =
        before === undefined ||
        changed.has(path) ||
        hangsOnNames(path, facts, before, table.names);
      if (isTouched) join(path, facts);
    }
  } else {
    for (const path of changed) {
      const facts = documents.get(path);
      if (facts !== undefined) join(path, facts);
    }
  }
  for (const path of changed) {
    if (!documents.has(path)) changes.set(path, undefined);
  }
  const before =
    base?.contributions ?? PersistentMap.empty<FilePath, Contribution>();
  return { contributions: before.with(changes), contributed };
}

function sortDocuments(
  base: Portfolio | undefined,
  documents: DocumentMap,
  contributions: Portfolio["contributions"],
  changed: ReadonlySet<FilePath>,
): DocumentKinds {
  const paths =
    base === undefined
      ? changed
      : new Set([...changed, ...contributions.changedKeys(base.contributions)]);
  const evidence = new Map<FilePath, JoinedDocument | undefined>();
  const report = new Map<FilePath, JoinedDocument | undefined>();
  const reviewing = new Map<FilePath, JoinedDocument | undefined>();
  const reports = new Map<FilePath, Report | undefined>();
  for (const path of paths) {
    const facts = documents.get(path);
    const contribution = contributions.get(path);
    const role = facts?.role;
    const joined = facts && contribution && { facts, contribution };
    evidence.set(path, role === "evidence" ? joined : undefined);
    reviewing.set(path, role === "review" ? joined : undefined);
    const isReport = role === "portfolio" || role === "narrative";
    report.set(path, isReport ? joined : undefined);
    const said = isReport ? contribution?.report : undefined;
    reports.set(path, said && saysAnything(said) ? said : undefined);
  }
  const none: JoinedDocuments = PersistentMap.empty();
  return {
    evidence: (base?.evidence ?? none).with(evidence),
    report: (base?.report ?? none).with(report),
    reviewing: (base?.reviewing ?? none).with(reviewing),
    reports: (base?.reports ?? PersistentMap.empty<FilePath, Report>()).with(
      reports,
    ),
  };
}

interface Mapped {
  readonly mapped: PersistentMap<StandardKey, MappedBy>;
  readonly serves: PersistentMap<EvidenceId, readonly StandardKey[]>;
  /** Standards with other mappings than before. */
  readonly touched: Set<StandardKey>;
}

/** The mappings of all documents. */
function mapAll(contributions: PersistentMap<FilePath, Contribution>): Mapped {
  const mapped = new Map<StandardKey, Map<FilePath, readonly EvidenceId[]>>();
  const serves = new Map<EvidenceId, StandardKey[]>();
  for (const [path, { mappings }] of contributions.entries()) {
    for (const [standard, ids] of byStandard(mappings)) {
      const by = mapped.get(standard);
      if (by === undefined) mapped.set(standard, new Map([[path, ids]]));
      else by.set(path, ids);
      for (const id of ids) {
        const served = serves.get(id);
        if (served === undefined) serves.set(id, [standard]);
        else served.push(standard);
      }
    }
  }
  for (const served of serves.values()) if (served.length > 1) served.sort();
  return {
    mapped: PersistentMap.from(mapped),
    serves: PersistentMap.from(serves),
    touched: new Set(),
  };
}

/** Brings the mappings of each standard up to date, and notes which changed. */
function updateMapped(
  { mapped, serves, contributions: before }: Portfolio,
  after: PersistentMap<FilePath, Contribution>,
): Mapped {
  const touched = new Set<StandardKey>();
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
  const served = new Map<EvidenceId, StandardKey[]>();
  const servedBy = (id: EvidenceId): StandardKey[] => {
    let draft = served.get(id);
    if (draft === undefined) {
      draft = [...(serves.get(id) ?? [])];
      served.set(id, draft);
    }
    return draft;
  };
  for (const path of after.changedKeys(before)) {
    const was = before.get(path)?.mappings ?? [];
    const is = after.get(path)?.mappings ?? [];
    if (was === is || was.length + is.length === 0) continue;
    const old = byStandard(was);
    const now = byStandard(is);
    for (const standard of new Set([...old.keys(), ...now.keys()])) {
      const ids = now.get(standard);
      const gone = old.get(standard);
      if (sameIds(gone, ids)) continue;
      touched.add(standard);
      if (ids === undefined) draftOf(standard).delete(path);
      else draftOf(standard).set(path, ids);
      for (const id of gone ?? []) {
        const draft = servedBy(id);
        draft.splice(draft.indexOf(standard), 1);
      }
      for (const id of ids ?? []) servedBy(id).push(standard);
    }
  }
  const changes = new Map<StandardKey, MappedBy | undefined>();
  for (const [standard, draft] of drafts) {
    changes.set(standard, draft.size === 0 ? undefined : draft);
  }
  const servedNow = new Map<EvidenceId, readonly StandardKey[] | undefined>();
  for (const [id, draft] of served) {
    servedNow.set(id, draft.length === 0 ? undefined : draft.sort());
  }
  return {
    mapped: mapped.with(changes),
    serves: serves.with(servedNow),
    touched,
  };
}

function byStandard(
  mappings: readonly Mapping[],
): ReadonlyMap<StandardKey, readonly EvidenceId[]> {
  const found = new Map<StandardKey, EvidenceId[]>();
  for (const { standard, evidence } of mappings) {
    const ids = found.get(standard);
    if (ids === undefined) found.set(standard, [evidence]);
    else if (!ids.includes(evidence)) ids.push(evidence);
  }
  for (const ids of found.values()) if (ids.length > 1) ids.sort();
  return found;
}

function sameIds(
  a: readonly EvidenceId[] | undefined,
  b: readonly EvidenceId[] | undefined,
): boolean {
  return (
    a?.length === b?.length &&
    (a ?? []).every((id, position) => id === b?.[position])
  );
}

/** Standards whose evidence is another piece than before, or of other kinds. */
function addChangedEvidence(
  base: Portfolio,
  documents: DocumentMap,
  changed: ReadonlySet<FilePath>,
  table: EvidenceTable,
  serves: Portfolio["serves"],
  touched: Set<StandardKey>,
): void {
  if (base.table === table) return;
  // Where an ID is held by another document now, that one may be unchanged.
  const ids =
    base.table.names === table.names
      ? [...changed].flatMap((path) =>
          (documents.get(path)?.evidence ?? []).map(({ id }) =>
            evidenceId(id.text),
          ),
        )
      : new Set([...base.table.byId.keys(), ...table.byId.keys()]);
  for (const id of ids) {
    const [was, is] = [base.table.byId.get(id), table.byId.get(id)];
    if (isJudgedAlike(was?.qualities, is?.qualities)) continue;
    for (const standard of serves.get(id) ?? []) touched.add(standard);
  }
}

/** The title is for people. */
function isJudgedAlike(
  a: EvidenceQualities | undefined,
  b: EvidenceQualities | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || sameValue({ ...a, title: "" }, { ...b, title: "" });
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

/** Standards that anything is mapped to, in pack order. */
export function mappedStandards({
  catalogue,
  mapped,
}: Pick<Portfolio, "catalogue" | "mapped">): readonly Standard[] {
  const found: Standard[] = [];
  for (const [key] of mapped.entries()) {
    const standard = catalogue.standardByKey.get(key);
    if (standard !== undefined) found.push(standard);
  }
  return inPackOrder(catalogue, found);
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
  const paths = [...(portfolio.mapped.get(standard)?.keys() ?? [])].sort();
  const found: (Mapping & { readonly path: FilePath })[] = [];
  for (const path of paths) {
    for (const mapping of portfolio.contributions.get(path)?.mappings ?? []) {
      if (mapping.standard === standard) found.push({ ...mapping, path });
    }
  }
  return found;
}
