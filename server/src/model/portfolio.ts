// One portfolio: its documents joined into mappings and coverage. An update
// looks at the documents whose facts changed and judges only the standards
// that they touch; the result equals a rebuild.

import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import {
  contribute,
  hangsOnNames,
  type ContributedBefore,
  type Contribution,
  type Mapping,
} from "./contribution.ts";
import {
  buildEvidenceTable,
  changeEvidenceTable,
  evidenceId,
  isJudgedAlike,
  type EvidenceTable,
} from "./evidenceTable.ts";
import type { DocumentFacts, PortfolioFacts } from "./facts.ts";
import type { StandardKey } from "./framework.ts";
import { mapAll, updateMappings, type Mappings } from "./mappings.ts";
import { PersistentMap } from "./persistentMap.ts";
import { folderOf, type FilePath } from "./paths.ts";
import {
  isPlannedAlike,
  planRequirements,
  type RequirementPlan,
} from "./requirementPlan.ts";
import { saysAnything, type Report } from "./report.ts";
import { keepIdentity } from "./sameValue.ts";
import {
  asksTheSame,
  movedEntries,
  resolveHeader,
  type Target,
  type TargetEntries,
} from "./target.ts";
import {
  judgeBitByBit,
  updateCoverage,
  type JudgedCoverage,
} from "./updateCoverage.ts";

export type DocumentMap = PersistentMap<FilePath, DocumentFacts>;

/** What a portfolio is made from. */
export interface PortfolioSource {
  /** The portfolio document. */
  readonly path: FilePath;
  readonly documents: DocumentMap;
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
}

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

export interface Portfolio
  extends PortfolioSource, DocumentKinds, Mappings, JudgedCoverage {
  readonly lineage: Lineage;
  readonly folder: FilePath;
  readonly header: PortfolioFacts | undefined;
  readonly target: Target;
  readonly entries: TargetEntries;
  readonly plan: RequirementPlan;
  readonly table: EvidenceTable;
  readonly contributions: PersistentMap<FilePath, Contribution>;
  /** Documents resolved to make this value from the one before, for tests. */
  readonly contributed: number;
}

/** Its documents are joined, and its standards may have to be judged. */
export type JoinedPortfolio = Omit<Portfolio, keyof JudgedCoverage> &
  Partial<JudgedCoverage>;

/**
 * Builds a portfolio, reusing what it can of the one before. Where that was
 * joined in part only, the evidence table is to be given.
 */
export function updatePortfolio(
  previous: JoinedPortfolio | undefined,
  source: PortfolioSource,
  table?: EvidenceTable,
): Portfolio {
  const { joined, coverage, touched } = joinDocuments(previous, source, table);
  return { ...joined, ...updateCoverage(coverage, joined, touched) };
}

/**
 * The same without judging any standard: more documents are to come. The table
 * is that of all the documents that there will be, so that none is joined anew
 * for the evidence of those that come later.
 */
export function joinPortfolio(
  previous: JoinedPortfolio | undefined,
  source: PortfolioSource,
  table: EvidenceTable,
): JoinedPortfolio {
  return joinDocuments(previous, source, table).joined;
}

/** Judges the standards of a portfolio that is joined, in steps. */
export function* judgePortfolio(
  joined: JoinedPortfolio,
): Generator<undefined, Portfolio> {
  return { ...joined, ...(yield* judgeBitByBit(undefined, joined, new Set())) };
}

interface Joining {
  readonly joined: Omit<Portfolio, keyof JudgedCoverage>;
  /** Of the portfolio before, where it can be gone on from. */
  readonly coverage: JudgedCoverage["coverage"] | undefined;
  /** Standards to be judged again. */
  readonly touched: ReadonlySet<StandardKey>;
}

function joinDocuments(
  previous: JoinedPortfolio | undefined,
  source: PortfolioSource,
  known?: EvidenceTable,
): Joining {
  const header = keepIdentity(
    previous?.header,
    source.documents.get(source.path)?.portfolio,
  );
  const { catalogue } = source;
  const hasSameTarget =
    previous?.catalogue === catalogue &&
    previous.today === source.today &&
    previous.path === source.path &&
    (previous.header === header || asksTheSame(previous.header, header));
  const base = hasSameTarget ? previous : undefined;
  const { target, entries } =
    base === undefined
      ? resolveHeader(catalogue, header, source.today)
      : { target: base.target, entries: movedEntries(catalogue, base, header) };
  const plan =
    base !== undefined && isPlannedAlike(base.header, header)
      ? base.plan
      : planRequirements(catalogue, target, header);
  // Documents whose facts are not the ones of before.
  const changed = source.documents.changedKeys(
    base?.documents ?? PersistentMap.empty(),
  );
  const table = known ?? updateTable(base, source, header, changed);
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
      : updateMappings(base, base.contributions, contributions);
  // Where nothing is judged yet, all will be.
  if (base?.coverage !== undefined) {
    addChangedEvidence(base, source.documents, changed, table, serves, touched);
  }
  const joined = {
    ...source,
    folder: folderOf(source.path),
    header,
    target,
    entries,
    plan,
    table,
    contributions,
    ...sortDocuments(base, source.documents, contributions, changed),
    lineage: previous?.lineage ?? { origin: source.path },
    mapped,
    serves,
    contributed,
  };
  return { joined, coverage: base?.coverage, touched };
}

function hasEvidence(facts: DocumentFacts | undefined): boolean {
  return (facts?.evidence.length ?? 0) > 0;
}

function updateTable(
  base: JoinedPortfolio | undefined,
  source: PortfolioSource,
  header: PortfolioFacts | undefined,
  changed: ReadonlySet<FilePath>,
): EvidenceTable {
  const { documents, catalogue } = source;
  // The shape of IDs is one of the names that citations go by.
  if (base !== undefined && base.header?.idShape === header?.idShape) {
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
  return buildEvidenceTable(
    withEvidence(documents.sortedKeys(), (path) => documents.get(path)),
    header,
    catalogue,
    base && { table: base.table, isChanged: (path) => changed.has(path) },
  );
}

function* withEvidence(
  paths: Iterable<FilePath>,
  factsOf: (path: FilePath) => DocumentFacts | undefined,
): Generator<readonly [FilePath, DocumentFacts]> {
  for (const path of paths) {
    const facts = factsOf(path);
    if (facts !== undefined && hasEvidence(facts)) yield [path, facts];
  }
}

/** All documents that a portfolio will have, and those joined before. */
export interface TableSource extends Pick<
  PortfolioSource,
  "path" | "catalogue"
> {
  /** In path order. */
  readonly paths: readonly FilePath[];
  readonly factsOf: (path: FilePath) => DocumentFacts | undefined;
  readonly before: JoinedPortfolio | undefined;
}

/** The evidence table of a portfolio before its documents are joined. */
export function tableOf({
  path,
  catalogue,
  paths,
  factsOf,
  before,
}: TableSource): EvidenceTable {
  const header = keepIdentity(before?.header, factsOf(path)?.portfolio);
  return buildEvidenceTable(
    withEvidence(paths, factsOf),
    header,
    catalogue,
    before && {
      table: before.table,
      isChanged: (one) => before.documents.get(one) !== factsOf(one),
    },
  );
}

function updateContributions(
  base: JoinedPortfolio | undefined,
  source: PortfolioSource,
  target: Target,
  table: EvidenceTable,
  changed: ReadonlySet<FilePath>,
): Pick<Portfolio, "contributions" | "contributed"> {
  const { catalogue, documents } = source;
  const { names } = table;
  const context = { catalogue, target, names };
  const changes = new Map<FilePath, Contribution | undefined>();
  let contributed = 0;
  const join = (path: FilePath, facts: DocumentFacts): void => {
    contributed += 1;
    changes.set(
      path,
      contribute(context, path, facts, contributedBefore(base, path)),
    );
  };
  for (const path of changed) {
    const facts = documents.get(path);
    if (facts !== undefined) join(path, facts);
  }
  if (base !== undefined && base.table.names !== names) {
    for (const [path, facts] of documents.entries()) {
      if (changed.has(path)) continue;
      const before = contributedBefore(base, path);
      if (before === undefined || hangsOnNames(path, before, names)) {
        join(path, facts);
      }
    }
  }
  for (const path of changed) {
    if (!documents.has(path)) changes.set(path, undefined);
  }
  const before =
    base?.contributions ?? PersistentMap.empty<FilePath, Contribution>();
  return { contributions: before.with(changes), contributed };
}

function contributedBefore(
  base: JoinedPortfolio | undefined,
  path: FilePath,
): ContributedBefore | undefined {
  const facts = base?.documents.get(path);
  const contribution = base?.contributions.get(path);
  return base && facts && contribution
    ? { facts, contribution, names: base.table.names }
    : undefined;
}

function sortDocuments(
  base: JoinedPortfolio | undefined,
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

/** Standards whose evidence is another piece than before, or of other kinds. */
function addChangedEvidence(
  base: JoinedPortfolio,
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

/** Where evidence is mapped to a standard, in path order. */
export function mappingsTo(
  portfolio: Portfolio,
  standard: StandardKey,
  most = Infinity,
): readonly (Mapping & { readonly path: FilePath })[] {
  const paths = firstPaths(portfolio.mapped.get(standard)?.keys() ?? [], most);
  const found: (Mapping & { readonly path: FilePath })[] = [];
  for (const path of paths) {
    if (found.length >= most) break;
    for (const mapping of portfolio.contributions.get(path)?.mappings ?? []) {
      if (mapping.standard === standard) found.push({ ...mapping, path });
    }
  }
  return most === Infinity ? found : found.slice(0, most);
}

/** Some few of thousands are found without sorting them all. */
function firstPaths(
  paths: Iterable<FilePath>,
  most: number,
): readonly FilePath[] {
  if (most === Infinity) return [...paths].sort();
  const first: FilePath[] = [];
  for (const path of paths) {
    const last = first.at(-1);
    if (first.length >= most && last !== undefined && path >= last) continue;
    let at = first.length;
    while (at > 0 && (first[at - 1] ?? "") > path) at -= 1;
    first.splice(at, 0, path);
    if (first.length > most) first.pop();
  }
  return first;
}
