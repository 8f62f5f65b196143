// All documents of one workspace folder and the portfolios they form. A folder
// that holds a portfolio document is a portfolio; it reaches down to the next
// folder that holds one.

import picomatch from "picomatch";
import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { DocumentFacts } from "./facts.ts";
import { folderOf, isInside, resolvePath, type FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";
import {
  updatePortfolio,
  type DocumentMap,
  type Portfolio,
} from "./portfolio.ts";
import { keepIdentity } from "./sameValue.ts";

export const defaultExclude = ["archive/**", "drafts/**", "templates/**"];

export interface WorkspaceIndex {
  readonly documents: DocumentMap;
  /** By folder. */
  readonly portfolios: ReadonlyMap<FilePath, Portfolio>;
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
    documents: PersistentMap.empty(),
    portfolios: new Map(),
    displaced: new Map(),
    roots: new Map(),
  };
}

/** Facts by path; `undefined` for a document that is gone. */
export type DocumentChanges = ReadonlyMap<FilePath, DocumentFacts | undefined>;

/** A new index with these changes; the old one stays as it was. */
export function updateIndex(
  previous: WorkspaceIndex,
  changes: DocumentChanges,
  source: IndexSource,
): WorkspaceIndex {
  const kept = new Map<FilePath, DocumentFacts | undefined>();
  for (const [path, facts] of changes) {
    const before = previous.documents.get(path);
    kept.set(
      path,
      facts === undefined ? undefined : keepIdentity(before, facts),
    );
  }
  const documents = previous.documents.with(kept);
  const isSameSource =
    previous.catalogue === source.catalogue && previous.today === source.today;
  if (documents === previous.documents && isSameSource) return previous;
  const placesChanged = [...kept].some(
    ([path, facts]) =>
      shapesPortfolios(previous.documents.get(path)) || shapesPortfolios(facts),
  );
  const { roots, displaced } = placesChanged
    ? findRoots(documents, previous)
    : previous;
  const portfolios =
    roots === previous.roots && !excludesChanged(previous, documents, kept)
      ? updateMembers(previous, documents, kept, source)
      : rebuildMembers(previous, documents, roots, source);
  return { ...source, documents, portfolios, displaced, roots };
}

function shapesPortfolios(facts: DocumentFacts | undefined): boolean {
  return facts?.role === "portfolio";
}

/** Which portfolio document holds each folder: the first by path. */
function findRoots(
  documents: DocumentMap,
  previous: WorkspaceIndex,
): Pick<WorkspaceIndex, "roots" | "displaced"> {
  const paths: FilePath[] = [];
  for (const [path, facts] of documents.entries()) {
    if (facts.role === "portfolio") paths.push(path);
  }
  const roots = new Map<FilePath, FilePath>();
  const displaced = new Map<FilePath, FilePath>();
  for (const path of paths.sort()) {
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

function sameMap(
  a: ReadonlyMap<FilePath, FilePath>,
  b: ReadonlyMap<FilePath, FilePath>,
): boolean {
  return (
    a.size === b.size && [...b].every(([key, value]) => a.get(key) === value)
  );
}

function excludesChanged(
  previous: WorkspaceIndex,
  documents: DocumentMap,
  changes: DocumentChanges,
): boolean {
  return [...changes.keys()].some((path) => {
    const before = previous.documents.get(path)?.portfolio?.exclude;
    const after = documents.get(path)?.portfolio?.exclude;
    return before?.join("\n") !== after?.join("\n");
  });
}

function updateMembers(
  previous: WorkspaceIndex,
  documents: DocumentMap,
  changes: DocumentChanges,
  source: IndexSource,
): ReadonlyMap<FilePath, Portfolio> {
  const byFolder = new Map<
    FilePath,
    Map<FilePath, DocumentFacts | undefined>
  >();
  const note = (
    folder: FilePath | undefined,
    path: FilePath,
    facts: DocumentFacts | undefined,
  ): void => {
    if (folder === undefined) return;
    const noted = byFolder.get(folder);
    if (noted === undefined) byFolder.set(folder, new Map([[path, facts]]));
    else noted.set(path, facts);
  };
  for (const [path, facts] of changes) {
    const before = previous.documents.get(path);
    const wasIn = before && portfolioFolder(previous, path, before);
    const isIn =
      facts && portfolioFolder({ ...previous, documents }, path, facts);
    if (wasIn !== isIn) note(wasIn, path, undefined);
    note(isIn, path, facts);
  }
  const isSameSource =
    previous.catalogue === source.catalogue && previous.today === source.today;
  if (isSameSource && byFolder.size === 0) return previous.portfolios;
  const portfolios = new Map(previous.portfolios);
  const folders = isSameSource ? byFolder.keys() : previous.portfolios.keys();
  for (const folder of folders) {
    const portfolio = previous.portfolios.get(folder);
    if (portfolio === undefined) continue;
    portfolios.set(
      folder,
      updatePortfolio(portfolio, {
        ...source,
        path: portfolio.path,
        documents: portfolio.documents.with(byFolder.get(folder) ?? new Map()),
      }),
    );
  }
  return portfolios;
}

function rebuildMembers(
  previous: WorkspaceIndex,
  documents: DocumentMap,
  roots: ReadonlyMap<FilePath, FilePath>,
  source: IndexSource,
): ReadonlyMap<FilePath, Portfolio> {
  const members = new Map<FilePath, Map<FilePath, DocumentFacts>>();
  for (const folder of [...roots.keys()].sort()) members.set(folder, new Map());
  const index = { documents, roots };
  for (const [path, facts] of documents.entries()) {
    const folder = portfolioFolder(index, path, facts);
    if (folder !== undefined) members.get(folder)?.set(path, facts);
  }
  const portfolios = new Map<FilePath, Portfolio>();
  for (const [folder, inside] of members) {
    const before = previous.portfolios.get(folder);
    portfolios.set(
      folder,
      updatePortfolio(before, {
        ...source,
        path: roots.get(folder) ?? folder,
        documents: sharing(before?.documents, inside),
      }),
    );
  }
  return portfolios;
}

/** The wanted documents, as a change of the map of before. */
function sharing(
  before: DocumentMap | undefined,
  wanted: ReadonlyMap<FilePath, DocumentFacts>,
): DocumentMap {
  if (before === undefined) return PersistentMap.from(wanted);
  const changes = new Map<FilePath, DocumentFacts | undefined>(wanted);
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
  facts: DocumentFacts,
): FilePath | undefined {
  const folder = reviewedFolder(index, path, facts) ?? nearestRoot(index, path);
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
  facts: DocumentFacts,
): FilePath | undefined {
  const of = facts.review?.of?.text;
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
  const matches = matcherOf(index.documents.get(root)?.portfolio?.exclude);
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
  const facts = index.documents.get(path);
  if (facts === undefined) return undefined;
  const folder = portfolioFolder(index, path, facts);
  return folder === undefined ? undefined : index.portfolios.get(folder);
}
