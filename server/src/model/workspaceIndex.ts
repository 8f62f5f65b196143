// All documents of one workspace folder and the portfolios they form. A folder
// that holds a portfolio document is a portfolio; it reaches down to the next
// folder that holds one.

import picomatch from "picomatch";
import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import { DocumentIndex, type HeldDocuments } from "./documentIndex.ts";
import type { DocumentFacts } from "./facts.ts";
import { HeldFacts, type Placing } from "./heldFacts.ts";
import { folderOf, isInside, resolvePath, type FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";
import type { Portfolio } from "./portfolio.ts";
import { PortfolioCell, Portfolios } from "./portfolioCell.ts";
import { keepIdentity, sameValue } from "./sameValue.ts";

export const defaultExclude = ["archive/**", "drafts/**", "templates/**"];

export interface WorkspaceIndex {
  readonly documents: DocumentIndex;
  /** By folder. */
  readonly portfolios: Portfolios;
  /** Portfolio documents that do not hold their folder, and which one does. */
  readonly displaced: ReadonlyMap<FilePath, FilePath>;
  /** The portfolio document of each folder that has one. */
  readonly roots: ReadonlyMap<FilePath, FilePath>;
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
}

export interface IndexSource {
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
}

export function emptyIndex(source: IndexSource): WorkspaceIndex {
  return {
    ...source,
    documents: DocumentIndex.empty(),
    portfolios: new Portfolios(),
    displaced: new Map(),
    roots: new Map(),
  };
}

/** Facts by path; `undefined` for a document that is gone. */
export type DocumentChanges = ReadonlyMap<
  FilePath,
  DocumentFacts | HeldFacts | undefined
>;

type HeldChanges = ReadonlyMap<FilePath, HeldFacts | undefined>;

/** A new index with these changes; the old one stays as it was. */
export function updateIndex(
  previous: WorkspaceIndex,
  changes: DocumentChanges,
  source: IndexSource,
): WorkspaceIndex {
  const before = previous.documents.held;
  const kept = new Map<FilePath, HeldFacts | undefined>();
  for (const [path, facts] of changes) {
    kept.set(path, facts && keepHeld(before.get(path), facts));
  }
  const { roots, displaced } = findRoots(previous, kept);
  const places = changedPlaces(previous, roots, kept);
  // Before the new ones have trodden where they lie.
  const moved = withMoved(kept, previous.documents, places);
  const documents = previous.documents.with(kept);
  const isSameSource =
    previous.catalogue === source.catalogue && previous.today === source.today;
  if (documents === previous.documents && isSameSource) return previous;
  const portfolios =
    places.size > mostChanged
      ? rebuildMembers(previous, documents, roots, source)
      : updateMembers(previous, { documents, roots }, moved, source);
  return { ...source, documents, portfolios, displaced, roots };
}

/**
 * What was held where it is alike, and the parts of it that are, so that what
 * hangs on them lives on. Parts that came from the disk are given up for those
 * of the first reading in the editor: they would be compared at each letter.
 */
function keepHeld(
  before: HeldFacts | undefined,
  now: DocumentFacts | HeldFacts,
): HeldFacts {
  if (now instanceof HeldFacts) return now;
  if (before === undefined) return HeldFacts.ofEdited(now);
  if (!before.isEdited) {
    if (!sameValue(before.facts, now)) return HeldFacts.ofEdited(now);
    before.becomeEdited(now);
    return before;
  }
  const facts = keepIdentity(before.facts, now);
  return facts === before.facts ? before : HeldFacts.ofEdited(facts);
}

/** Which portfolio document holds each folder: the first by path. */
function findRoots(
  previous: WorkspaceIndex,
  changes: HeldChanges,
): Pick<WorkspaceIndex, "roots" | "displaced"> {
  const isOne = (held: HeldFacts | undefined): boolean =>
    held?.placing.role === "portfolio";
  const changed = [...changes].filter(
    ([path, held]) => isOne(held) !== isOne(previous.documents.held.get(path)),
  );
  if (changed.length === 0) return previous;
  const paths = new Set([
    ...previous.roots.values(),
    ...previous.displaced.keys(),
  ]);
  for (const [path, held] of changed) {
    if (isOne(held)) paths.add(path);
    else paths.delete(path);
  }
  const roots = new Map<FilePath, FilePath>();
  const displaced = new Map<FilePath, FilePath>();
  for (const path of [...paths].sort()) {
    const holder = roots.get(folderOf(path));
    if (holder === undefined) roots.set(folderOf(path), path);
    else displaced.set(path, holder);
  }
  return {
    roots: sameMap(previous.roots, roots) ? previous.roots : roots,
    displaced: sameMap(previous.displaced, displaced)
      ? previous.displaced
      : displaced,
  };
}

/** Folders whose documents may belong elsewhere now. */
function changedPlaces(
  previous: WorkspaceIndex,
  roots: WorkspaceIndex["roots"],
  changes: HeldChanges,
): ReadonlySet<FilePath> {
  const places = new Set<FilePath>();
  if (roots !== previous.roots) {
    for (const [folder, path] of roots) {
      if (previous.roots.get(folder) !== path) places.add(folder);
    }
    for (const folder of previous.roots.keys()) {
      if (!roots.has(folder)) places.add(folder);
    }
  }
  const excludeOf = (one: HeldFacts | undefined): string | undefined =>
    one?.placing.exclude?.join("\n");
  for (const [path, now] of changes) {
    const before = previous.documents.held.get(path);
    if (excludeOf(before) !== excludeOf(now)) {
      places.add(folderOf(path));
    }
  }
  return places;
}

/** With more places changed, going through all documents once is quicker. */
const mostChanged = 4;

/** The changes, and the documents that may belong elsewhere without one. */
function withMoved(
  changes: HeldChanges,
  documents: DocumentIndex,
  places: ReadonlySet<FilePath>,
): HeldChanges {
  if (places.size === 0 || places.size > mostChanged) return changes;
  const { held } = documents;
  const all = new Map(changes);
  const add = (path: FilePath, one: HeldFacts | undefined): void => {
    if (one !== undefined && !changes.has(path)) all.set(path, one);
  };
  const trodden = [...places].filter((place) => documents.mayHold(place));
  if (trodden.length > 0) {
    for (const [path, one] of held.entries()) {
      if (trodden.some((place) => isInside(path, place))) add(path, one);
    }
  }
  for (const path of documents.reviews) {
    const one = held.get(path);
    const of = one?.placing.reviewOf;
    const target = of === undefined ? undefined : resolvePath(path, of);
    if (target === undefined) continue;
    if (places.has(target) || places.has(folderOf(target))) add(path, one);
  }
  return all;
}

function sameMap(
  a: ReadonlyMap<FilePath, FilePath>,
  b: ReadonlyMap<FilePath, FilePath>,
): boolean {
  return (
    a.size === b.size && [...b].every(([key, value]) => a.get(key) === value)
  );
}

function updateMembers(
  previous: WorkspaceIndex,
  now: Places,
  changes: HeldChanges,
  source: IndexSource,
): Portfolios {
  const byFolder = new Map<FilePath, Map<FilePath, HeldFacts | undefined>>();
  const note = (
    folder: FilePath | undefined,
    path: FilePath,
    held: HeldFacts | undefined,
  ): void => {
    if (folder === undefined) return;
    const noted = byFolder.get(folder);
    if (noted === undefined) byFolder.set(folder, new Map([[path, held]]));
    else noted.set(path, held);
  };
  for (const [path, held] of changes) {
    const before = previous.documents.held.get(path);
    const wasIn = before && portfolioFolder(previous, path, before.placing);
    const isIn = held && portfolioFolder(now, path, held.placing);
    if (wasIn !== isIn) note(wasIn, path, undefined);
    note(isIn, path, held);
  }
  const isSameSource =
    previous.catalogue === source.catalogue && previous.today === source.today;
  const hasSameRoots = now.roots === previous.roots;
  const isEdit = isSameSource && hasSameRoots;
  if (isEdit && byFolder.size === 0) return previous.portfolios;
  const cells = new Map<FilePath, PortfolioCell>();
  const folders = isEdit ? byFolder.keys() : [...now.roots.keys()].sort();
  for (const folder of folders) {
    const before = previous.portfolios.cell(folder);
    const path = now.roots.get(folder) ?? folder;
    const members = (before?.members ?? PersistentMap.empty()).with(
      byFolder.get(folder) ?? new Map(),
    );
    const isSame =
      isSameSource && before?.members === members && before.path === path;
    cells.set(
      folder,
      isSame ? before : new PortfolioCell({ ...source, path, members }, before),
    );
  }
  return isEdit ? previous.portfolios.with(cells) : new Portfolios(cells);
}

function rebuildMembers(
  previous: WorkspaceIndex,
  documents: DocumentIndex,
  roots: ReadonlyMap<FilePath, FilePath>,
  source: IndexSource,
): Portfolios {
  const wanted = new Map<FilePath, Map<FilePath, HeldFacts>>();
  for (const folder of [...roots.keys()].sort()) wanted.set(folder, new Map());
  const index = { documents, roots };
  for (const [path, held] of documents.held.entries()) {
    const folder = portfolioFolder(index, path, held.placing);
    if (folder !== undefined) wanted.get(folder)?.set(path, held);
  }
  const isSameSource =
    previous.catalogue === source.catalogue && previous.today === source.today;
  const cells = new Map<FilePath, PortfolioCell>();
  for (const [folder, inside] of wanted) {
    const before = previous.portfolios.cell(folder);
    const path = roots.get(folder) ?? folder;
    const members = sharing(before?.members, inside);
    const isSame =
      isSameSource && before?.members === members && before.path === path;
    cells.set(
      folder,
      isSame ? before : new PortfolioCell({ ...source, path, members }, before),
    );
  }
  return new Portfolios(cells);
}

/** The wanted documents, as a change of the map of before. */
function sharing(
  before: HeldDocuments | undefined,
  wanted: ReadonlyMap<FilePath, HeldFacts>,
): HeldDocuments {
  if (before === undefined) return PersistentMap.from(wanted);
  const changes = new Map<FilePath, HeldFacts | undefined>(wanted);
  for (const [path] of before.entries()) {
    if (!wanted.has(path)) changes.set(path, undefined);
  }
  return before.with(changes);
}

type Places = Pick<WorkspaceIndex, "documents" | "roots">;

/** The folder of the portfolio that a document belongs to, if any. */
export function portfolioFolder(
  index: Places,
  path: FilePath,
  { reviewOf }: Pick<Placing, "reviewOf">,
): FilePath | undefined {
  const folder =
    reviewedFolder(index, path, reviewOf) ?? nearestRoot(index, path);
  if (folder === undefined) return undefined;
  const root = index.roots.get(folder);
  if (root === undefined || root === path) return folder;
  return isExcluded(index, folder, root, path) ? undefined : folder;
}

function nearestRoot(index: Places, path: FilePath): FilePath | undefined {
  let folder = folderOf(path);
  for (;;) {
    if (index.roots.has(folder)) return folder;
    if (folder === "") return undefined;
    folder = folderOf(folder);
  }
}

/** A review may lie elsewhere and name its portfolio's folder or document. */
function reviewedFolder(
  index: Places,
  path: FilePath,
  of: string | undefined,
): FilePath | undefined {
  if (of === undefined) return undefined;
  const target = resolvePath(path, of);
  if (target === undefined) return undefined;
  if (index.roots.has(target)) return target;
  return index.roots.get(folderOf(target)) === target
    ? folderOf(target)
    : undefined;
}

type Matcher = (path: string) => boolean;
const matchers = new Map<string, Matcher>();

function isExcluded(
  index: Places,
  folder: FilePath,
  root: FilePath,
  path: FilePath,
): boolean {
  if (!isInside(path, folder)) return false;
  const matches = matcherOf(index.documents.held.get(root)?.placing.exclude);
  return matches(folder === "" ? path : path.slice(folder.length + 1));
}

/** What a portfolio excludes, by paths from its folder. */
export function matcherOf(exclude: readonly string[] | undefined): Matcher {
  if (exclude === undefined) return excludesByDefault;
  const globs = exclude;
  const key = globs.join("\n");
  let matcher = matchers.get(key);
  if (matcher === undefined) {
    matcher = compileGlobs(globs);
    if (matchers.size > 100) matchers.clear();
    matchers.set(key, matcher);
  }
  return matcher;
}

/** `archive/**`: all that lies in a folder, which is what people exclude. */
const wholeFolder = /^([\p{L}\p{N}_-]+(?:\/[\p{L}\p{N}_-]+)*)\/\*\*$/u;

function compileGlobs(globs: readonly string[]): Matcher {
  const all = globs.flatMap((glob): readonly Matcher[] => {
    const folder = wholeFolder.exec(glob)?.[1];
    if (folder !== undefined) return [(path) => isInside(path, folder)];
    try {
      return [picomatch(glob, { dot: true })];
    } catch {
      // No glob: too long, or odd. It matches nothing.
      return [];
    }
  });
  return (path) => all.some((matches) => matches(path));
}

const excludesByDefault = compileGlobs(defaultExclude);

/** The portfolio that a document belongs to, if any. */
export function portfolioOf(
  index: WorkspaceIndex,
  path: FilePath,
): Portfolio | undefined {
  return cellOf(index, path)?.portfolio;
}

/** The same, without joining it. */
export function cellOf(
  index: WorkspaceIndex,
  path: FilePath,
): PortfolioCell | undefined {
  const held = index.documents.held.get(path);
  if (held === undefined) return undefined;
  const folder = portfolioFolder(index, path, held.placing);
  return folder === undefined ? undefined : index.portfolios.cell(folder);
}
