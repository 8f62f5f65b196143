// The evidence of one portfolio by ID, and what may be cited. IDs are compared
// without case; the first document in path order holds an ID.

import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate, DateSpan } from "./calendar.ts";
import type { DocumentFacts, EvidenceFacts, PortfolioFacts } from "./facts.ts";
import { folderOf, resolvePath, resolveUrl, type FilePath } from "./paths.ts";
import { keepIdentity, sameValue } from "./sameValue.ts";

/** An ID without its case. */
export type EvidenceId = string & { readonly __evidenceId: unique symbol };

export function evidenceId(text: string): EvidenceId {
  const whole = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize("NFC");
  return whole.toLowerCase() as EvidenceId;
}

/** What requirements ask of a piece, and nothing about where it stands. */
export interface EvidenceQualities {
  /** As its author writes it. */
  readonly id: string;
  readonly title?: string;
  /** Known kinds only, each once. */
  readonly kinds: readonly string[];
  readonly date?: DateSpan;
  /** The day up to which it is known to hold: `date`, or `reviewed` if later. */
  readonly heldGoodOn?: CalendarDate;
  /** The fields that it has. */
  readonly fields: readonly string[];
}

/** The title is for people. */
export function isJudgedAlike(
  a: EvidenceQualities | undefined,
  b: EvidenceQualities | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a === b || sameValue({ ...a, title: "" }, { ...b, title: "" });
}

export interface EvidenceEntry {
  readonly id: EvidenceId;
  readonly path: FilePath;
  /** Position of the item in its document. */
  readonly item: number;
  readonly qualities: EvidenceQualities;
}

export interface EvidenceTable {
  readonly byId: ReadonlyMap<EvidenceId, EvidenceEntry>;
  /** What citations and links resolve by; kept while that does not change. */
  readonly names: EvidenceNames;
  /** Items whose ID another one holds, in path order: they count for nothing. */
  readonly repeated: readonly RepeatedId[];
}

export interface RepeatedId {
  readonly id: EvidenceId;
  readonly path: FilePath;
  readonly item: number;
}

export interface EvidenceNames {
  readonly holders: ReadonlyMap<
    EvidenceId,
    { readonly id: string; readonly path: FilePath; readonly item: number }
  >;
  /** Evidence documents and artefacts, by path. */
  readonly byPath: ReadonlyMap<FilePath, readonly EvidenceId[]>;
  /** What stands before the digits of IDs, in lower case: `e`, `wt-`. */
  readonly prefixes: ReadonlySet<string>;
}

/** The table of before, and the documents whose facts are others now. */
export interface EarlierTable {
  readonly table: EvidenceTable;
  readonly isChanged: (path: FilePath) => boolean;
}

/** All evidence of a portfolio, from its documents in path order. */
export function buildEvidenceTable(
  documents: Iterable<readonly [FilePath, DocumentFacts]>,
  portfolio: PortfolioFacts | undefined,
  catalogue: Catalogue,
  earlier?: EarlierTable,
): EvidenceTable {
  const byId = new Map<EvidenceId, EvidenceEntry>();
  const holders = new Map<
    EvidenceId,
    { id: string; path: FilePath; item: number }
  >();
  const byPath = new Map<FilePath, EvidenceId[]>();
  const prefixes = new Set<string>();
  const repeated: RepeatedId[] = [];
  const shape = idPrefix(portfolio?.idShape ?? "");
  if (shape !== undefined) prefixes.add(shape);
  const kindByFold = foldedKinds(catalogue);
  for (const [path, facts] of documents) {
    const isChanged = earlier?.isChanged(path) ?? true;
    facts.evidence.forEach((item, position) => {
      const id = evidenceId(item.id.text);
      if (byId.has(id)) {
        repeated.push({ id, path, item: position });
        return;
      }
      const held = earlier?.table.byId.get(id);
      const isSame =
        !isChanged && held?.path === path && held.item === position;
      byId.set(
        id,
        isSame ? held : entryOf(id, path, position, item, kindByFold, held),
      );
      holders.set(id, { id: item.id.text, path, item: position });
      const prefix = idPrefix(item.id.text);
      if (prefix !== undefined) prefixes.add(prefix);
      addPaths(byPath, path, facts, item, id);
    });
  }
  const names = { holders, byPath, prefixes };
  const before = earlier?.table.names;
  return {
    byId,
    names: before !== undefined && sameNames(before, names) ? before : names,
    repeated,
  };
}

/** Other facts of the same items, as far as IDs and files go. */
export interface ChangedEvidence {
  readonly path: FilePath;
  readonly before: readonly EvidenceFacts[];
  readonly after: readonly EvidenceFacts[];
}

/**
 * The table when documents say something else of the pieces that they hold;
 * undefined when IDs or files are others, so that all has to be built again.
 */
export function changeEvidenceTable(
  table: EvidenceTable,
  changes: readonly ChangedEvidence[],
  catalogue: Catalogue,
): EvidenceTable | undefined {
  if (!changes.every(hasSameNames)) return undefined;
  const kindByFold = foldedKinds(catalogue);
  const changed = new Map<EvidenceId, EvidenceEntry>();
  for (const { path, after } of changes) {
    for (const [position, item] of after.entries()) {
      const id = evidenceId(item.id.text);
      const held = table.byId.get(id);
      if (held?.path !== path || held.item !== position) continue;
      const entry = entryOf(id, path, position, item, kindByFold, held);
      if (entry.qualities !== held.qualities) changed.set(id, entry);
    }
  }
  if (changed.size === 0) return table;
  const byId = new Map(table.byId);
  for (const [id, entry] of changed) byId.set(id, entry);
  return { ...table, byId };
}

function hasSameNames({ before, after }: ChangedEvidence): boolean {
  return (
    before.length === after.length &&
    before.every((was, at) => {
      const is = after[at];
      return (
        was.id.text === is?.id.text &&
        was.files.length === is.files.length &&
        was.files.every(
          ({ text, isUrl }, file) =>
            text === is.files[file]?.text && isUrl === is.files[file].isUrl,
        )
      );
    })
  );
}

function entryOf(
  id: EvidenceId,
  path: FilePath,
  item: number,
  facts: EvidenceFacts,
  kindByFold: ReadonlyMap<string, string>,
  before: EvidenceEntry | undefined,
): EvidenceEntry {
  const qualities = keepIdentity(
    before?.qualities,
    readQualities(facts, kindByFold),
  );
  return { id, path, item, qualities };
}

function addPaths(
  byPath: Map<FilePath, EvidenceId[]>,
  path: FilePath,
  facts: DocumentFacts,
  item: EvidenceFacts,
  id: EvidenceId,
): void {
  const add = (place: FilePath): void => {
    const held = byPath.get(place);
    if (held === undefined) byPath.set(place, [id]);
    else held.push(id);
  };
  // A link to a log of many says nothing about any one of them.
  if (facts.evidence.length === 1) add(path);
  for (const file of item.files) {
    const target = file.isUrl ? undefined : resolvePath(path, file.text);
    if (target !== undefined) add(target);
  }
}

/** `E07` → `e`, `WT-2` → `wt-`; undefined for an ID of another shape. */
export function idPrefix(id: string): string | undefined {
  return /^(\p{L}[^\d\s]*)\d+$/u.exec(id)?.[1]?.toLowerCase();
}

const kindFolds = new WeakMap<Catalogue, ReadonlyMap<string, string>>();

function foldedKinds(catalogue: Catalogue): ReadonlyMap<string, string> {
  let folds = kindFolds.get(catalogue);
  if (folds === undefined) {
    folds = new Map(
      [...catalogue.kinds.keys()].map((kind) => [foldKind(kind), kind]),
    );
    kindFolds.set(catalogue, folds);
  }
  return folds;
}

const foldedTexts = new Map<string, string>();

/** People write some dozens of kinds, and write them thousands of times. */
const mostFolded = 500;

function foldKind(text: string): string {
  let folded = foldedTexts.get(text);
  if (folded === undefined) {
    folded = text.toLowerCase().replace(/[\s_-]+/g, "");
    if (foldedTexts.size > mostFolded) foldedTexts.clear();
    foldedTexts.set(text, folded);
  }
  return folded;
}

/** The kind that a spelling stands for: case, blanks and hyphens do not count. */
export function findKind(
  catalogue: Catalogue,
  text: string,
): string | undefined {
  return foldedKinds(catalogue).get(foldKind(text));
}

function readQualities(
  item: EvidenceFacts,
  kindByFold: ReadonlyMap<string, string>,
): EvidenceQualities {
  const kinds: string[] = [];
  for (const { text } of item.kinds) {
    const kind = kindByFold.get(foldKind(text));
    if (kind !== undefined && !kinds.includes(kind)) kinds.push(kind);
  }
  const { title, date, reviewed } = item;
  const heldGoodOn =
    reviewed !== undefined && (date === undefined || reviewed.end > date.end)
      ? reviewed.end
      : date?.end;
  return {
    id: item.id.text,
    ...(title === undefined ? {} : { title }),
    kinds,
    ...(date === undefined
      ? {}
      : { date: { start: date.start, end: date.end } }),
    ...(heldGoodOn === undefined ? {} : { heldGoodOn }),
    fields: inOrder(item.fields),
  };
}

/** Some few words: what sorts thousands costs too much for them. */
function inOrder(words: readonly string[]): readonly string[] {
  const sorted: string[] = [];
  for (const word of words) {
    let at = sorted.length;
    sorted.push(word);
    for (; at > 0; at -= 1) {
      const before = sorted[at - 1];
      if (before === undefined || before <= word) break;
      sorted[at] = before;
    }
    sorted[at] = word;
  }
  return sorted;
}

function sameNames(a: EvidenceNames, b: EvidenceNames): boolean {
  if (a.holders.size !== b.holders.size || a.byPath.size !== b.byPath.size) {
    return false;
  }
  for (const [id, holder] of b.holders) {
    const held = a.holders.get(id);
    if (
      held?.path !== holder.path ||
      held.id !== holder.id ||
      held.item !== holder.item
    ) {
      return false;
    }
  }
  for (const [path, ids] of b.byPath) {
    if (a.byPath.get(path)?.join() !== ids.join()) return false;
  }
  return (
    a.prefixes.size === b.prefixes.size &&
    [...b.prefixes].every((prefix) => a.prefixes.has(prefix))
  );
}

/** What a citation token stands for. */
export type CitedEvidence =
  | {
      readonly kind: "known";
      readonly ids: readonly EvidenceId[];
      readonly length: number;
    }
  /** It has the shape of an ID and resolves to nothing. */
  | {
      readonly kind: "unknown";
      readonly text: string;
      readonly nearest: string | undefined;
    }
  /** A mention of something else. */
  | { readonly kind: "other" };

/** An ID that a token writes out, and where in the token. */
export interface CitedPart {
  readonly id: EvidenceId;
  readonly from: number;
  readonly length: number;
  /** A range runs from the part before to this one. */
  readonly endsRange: boolean;
}

/** The IDs of a token: the longest known one, then those of a list or range. */
export function citedParts(
  names: EvidenceNames,
  token: string,
): readonly CitedPart[] {
  const whole = evidenceId(token);
  // Most tokens are one ID, and a piece may be cited in hundreds of documents.
  if (names.holders.has(whole)) {
    return [{ id: whole, from: 0, length: token.length, endsRange: false }];
  }
  const cuts: number[] = [];
  for (const match of token.matchAll(/[^\p{L}\p{N}_]+/gu))
    cuts.push(match.index);
  cuts.sort((a, b) => b - a);
  for (const cut of cuts) {
    const id = evidenceId(token.slice(0, cut));
    if (!names.holders.has(id)) continue;
    const parts = [{ id, from: 0, length: cut, endsRange: false }];
    addFurtherParts(names, token, parts);
    return parts;
  }
  return [];
}

/** Reads `-E19` or `,E18` behind the parts that are known. */
function addFurtherParts(
  names: EvidenceNames,
  token: string,
  parts: CitedPart[],
): void {
  for (;;) {
    const last = parts.at(-1);
    if (last === undefined) return;
    const used = last.from + last.length;
    const match = /^([,\-\u2010-\u2015\u2212]+)([\p{L}\p{N}_]+)/u.exec(
      token.slice(used),
    );
    const [whole, separator = "", name = ""] = match ?? [];
    if (whole === undefined) return;
    const prefix = idPrefix(last.id);
    const id = [name, `${prefix ?? ""}${name}`]
      .map(evidenceId)
      .find((one) => names.holders.has(one));
    if (id === undefined) return;
    parts.push({
      id,
      from: used + separator.length,
      length: name.length,
      endsRange: !separator.includes(","),
    });
  }
}

/** Resolves the token behind an `@`: the longest known ID, a list, a range. */
export function resolveCitation(
  names: EvidenceNames,
  token: string,
): CitedEvidence {
  const parts = citedParts(names, token);
  const end = parts.at(-1);
  if (end !== undefined) {
    const ids = parts.flatMap(({ id, endsRange }, at) => {
      const first = parts[at - 1];
      return endsRange && first !== undefined
        ? [...idsBetween(names, first.id, id), id]
        : [id];
    });
    return { kind: "known", ids, length: end.from + end.length };
  }
  const head = /^[\p{L}\p{N}_-]+/u.exec(token)?.[0] ?? token;
  const shaped = /^(.*?\D)?(\d+)/.exec(head);
  const text = shaped?.[0] ?? "";
  const prefix = idPrefix(text);
  if (prefix === undefined || !names.prefixes.has(prefix)) {
    return { kind: "other" };
  }
  if (/^[\p{L}_]/u.test(head.slice(text.length))) return { kind: "other" };
  return { kind: "unknown", text, nearest: sameNumber(names, prefix, text) };
}

/** What a range holds beside its ends, in the order of the table. */
export function idsBetween(
  names: EvidenceNames,
  first: EvidenceId,
  last: EvidenceId,
): readonly EvidenceId[] {
  const prefix = idPrefix(first);
  if (prefix === undefined) return [];
  const low = numberOf(first);
  const high = numberOf(last);
  return [...names.holders.keys()].filter((id) => {
    const number = numberOf(id);
    return number > low && number < high && idPrefix(id) === prefix;
  });
}

function numberOf(id: string): number {
  return Number(/(\d+)$/.exec(id)?.[1] ?? -1);
}

const numbered = new WeakMap<EvidenceNames, ReadonlyMap<string, string>>();

/** IDs by prefix and number, however it is padded; the first one counts. */
function idsByNumber(names: EvidenceNames): ReadonlyMap<string, string> {
  let ids = numbered.get(names);
  if (ids === undefined) {
    const all = new Map<string, string>();
    for (const [id, holder] of names.holders) {
      const prefix = idPrefix(id);
      if (prefix === undefined) continue;
      const key = `${prefix}${String(numberOf(id))}`;
      if (!all.has(key)) all.set(key, holder.id);
    }
    ids = all;
    numbered.set(names, ids);
  }
  return ids;
}

/** `E7` for `E07`: the same number, otherwise padded. */
function sameNumber(
  names: EvidenceNames,
  prefix: string,
  text: string,
): string | undefined {
  return idsByNumber(names).get(`${prefix}${String(numberOf(text))}`);
}

/** The evidence that a link leads to: its document, or its artefact. */
export function resolveLink(
  names: EvidenceNames,
  from: FilePath,
  url: string,
): readonly EvidenceId[] {
  const path = resolveUrl(from, url);
  return path === undefined ? [] : (names.byPath.get(path) ?? []);
}

/** The next free ID, in the shape of those that are there. */
export function nextEvidenceId(
  names: EvidenceNames,
  portfolio: PortfolioFacts | undefined,
): string {
  return nextEvidenceIds(names, portfolio, 1)[0] ?? "";
}

/** The next free IDs, one after the other. */
export function nextEvidenceIds(
  names: EvidenceNames,
  portfolio: PortfolioFacts | undefined,
  count: number,
): readonly string[] {
  const counts = new Map<string, number>();
  const shapeOf = (id: string): string | undefined =>
    /^(.*?)\d+$/.exec(id)?.[1];
  let digits = /0+$/.exec(portfolio?.idShape ?? "")?.[0].length ?? 2;
  const given = shapeOf(portfolio?.idShape ?? "");
  for (const { id } of names.holders.values()) {
    const shape = shapeOf(id);
    if (shape !== undefined) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const prefix = given ?? common ?? "E";
  let last = 0;
  // The widest: a half-typed ID is short.
  let width = 0;
  for (const { id } of names.holders.values()) {
    if (shapeOf(id)?.toLowerCase() !== prefix.toLowerCase()) continue;
    last = Math.max(last, numberOf(id));
    width = Math.max(width, /\d+$/.exec(id)?.[0].length ?? 0);
  }
  if (given === undefined && width > 0) digits = width;
  return Array.from(
    { length: count },
    (_, at) => prefix + String(last + 1 + at).padStart(digits, "0"),
  );
}

/** The folder in which new evidence goes: where most of it lies. */
export function evidenceFolder(
  { byId }: EvidenceTable,
  portfolioFolder: FilePath,
): FilePath {
  let most = fullestFolders.get(byId);
  if (most === undefined && byId.size > 0) {
    most = fullestFolder(byId);
    fullestFolders.set(byId, most);
  }
  if (most !== undefined) return most;
  return portfolioFolder === "" ? "evidence" : `${portfolioFolder}/evidence`;
}

const fullestFolders = new WeakMap<EvidenceTable["byId"], FilePath>();

function fullestFolder(byId: EvidenceTable["byId"]): FilePath {
  const counts = new Map<FilePath, number>();
  for (const { path } of byId.values()) {
    const folder = folderOf(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
}
