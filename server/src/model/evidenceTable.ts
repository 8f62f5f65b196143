// The evidence of one portfolio by ID, and what may be cited. IDs are compared
// without case; the first document in path order holds an ID.

import type { Catalogue } from "./catalogue.ts";
import type { CalendarDate, DateSpan } from "./calendar.ts";
import type { DocumentFacts, EvidenceFacts, PortfolioFacts } from "./facts.ts";
import { folderOf, resolvePath, resolveUrl, type FilePath } from "./paths.ts";
import { keepIdentity } from "./sameValue.ts";

/** An ID without its case. */
export type EvidenceId = string & { readonly __evidenceId: unique symbol };

export function evidenceId(text: string): EvidenceId {
  return text.normalize("NFC").toLowerCase() as EvidenceId;
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

export function buildEvidenceTable(
  documents: Iterable<readonly [FilePath, DocumentFacts]>,
  portfolio: PortfolioFacts | undefined,
  catalogue: Catalogue,
  previous?: EvidenceTable,
): EvidenceTable {
  const byId = new Map<EvidenceId, EvidenceEntry>();
  const holders = new Map<
    EvidenceId,
    { id: string; path: FilePath; item: number }
  >();
  const byPath = new Map<FilePath, EvidenceId[]>();
  const prefixes = new Set<string>();
  const shape = idPrefix(portfolio?.idShape ?? "");
  if (shape !== undefined) prefixes.add(shape);
  const kindByFold = foldedKinds(catalogue);
  for (const [path, facts] of documents) {
    facts.evidence.forEach((item, position) => {
      const id = evidenceId(item.id.text);
      if (byId.has(id)) return;
      const qualities = keepIdentity(
        previous?.byId.get(id)?.qualities,
        readQualities(item, kindByFold),
      );
      byId.set(id, { id, path, item: position, qualities });
      holders.set(id, { id: item.id.text, path, item: position });
      const prefix = idPrefix(item.id.text);
      if (prefix !== undefined) prefixes.add(prefix);
      addPaths(byPath, path, facts, item, id);
    });
  }
  const names = { holders, byPath, prefixes };
  return {
    byId,
    names:
      previous !== undefined && sameNames(previous.names, names)
        ? previous.names
        : names,
  };
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

function foldKind(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, "");
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
  const kinds = new Set<string>();
  for (const { text } of item.kinds) {
    const kind = kindByFold.get(foldKind(text));
    if (kind !== undefined) kinds.add(kind);
  }
  const ends = [item.date?.end, item.reviewed?.end].filter(
    (end) => end !== undefined,
  );
  const heldGoodOn = ends.sort().at(-1);
  return {
    id: item.id.text,
    ...(item.title === undefined ? {} : { title: item.title }),
    kinds: [...kinds],
    ...(item.date === undefined
      ? {}
      : { date: { start: item.date.start, end: item.date.end } }),
    ...(heldGoodOn === undefined ? {} : { heldGoodOn }),
    fields: [...item.fields].sort(),
  };
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
  const cuts = [token.length];
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

/** `E7` for `E07`: the same number, otherwise padded. */
function sameNumber(
  names: EvidenceNames,
  prefix: string,
  text: string,
): string | undefined {
  for (const [id, holder] of names.holders) {
    if (idPrefix(id) === prefix && numberOf(id) === numberOf(text)) {
      return holder.id;
    }
  }
  return undefined;
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
  table: EvidenceTable,
  portfolioFolder: FilePath,
): FilePath {
  const counts = new Map<FilePath, number>();
  for (const { path } of table.byId.values()) {
    const folder = folderOf(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  if (most !== undefined) return most;
  return portfolioFolder === "" ? "evidence" : `${portfolioFolder}/evidence`;
}
