// The tree of a YAML header: every scalar is its text (YAML's failsafe
// schema), so `1.10` stays `1.10`, and every node knows its place.

import type { TextRange } from "../text/textRange.ts";

export type ScalarStyle = "plain" | "quoted" | "block";

export interface HeaderScalar {
  readonly kind: "scalar";
  readonly text: string;
  readonly style: ScalarStyle;
  readonly range: TextRange;
  /** Where the text stands that an alias repeats here. */
  readonly origin?: TextRange;
}

export interface HeaderList {
  readonly kind: "list";
  readonly items: readonly HeaderNode[];
  readonly flow: boolean;
  readonly range: TextRange;
}

export interface HeaderEntry {
  readonly key: HeaderScalar;
  /** Absent when nothing follows the colon. */
  readonly value: HeaderNode | undefined;
}

export interface HeaderMap {
  readonly kind: "map";
  readonly entries: readonly HeaderEntry[];
  readonly flow: boolean;
  readonly range: TextRange;
}

export type HeaderNode = HeaderScalar | HeaderList | HeaderMap;

/** A sure way to mend a header. */
export type HeaderMend =
  /** Put the value of this line in quotation marks. */
  | { readonly kind: "quote-value" }
  /** Write the closing fence above this line. */
  | { readonly kind: "close-header"; readonly line: number }
  /** Indent this line with spaces. */
  | { readonly kind: "untab" };

/** What is wrong with the YAML itself, in our own words. */
export interface HeaderProblem {
  readonly range: TextRange;
  /** What is wrong: a clause without a full stop. */
  readonly what: string;
  /** What to do about it: a whole sentence. */
  readonly advice: string;
  /** How it can be mended without guessing. */
  readonly mend?: HeaderMend;
}

/** The entry of a key; keys are exact. The first of two equal keys counts. */
export function entryOf(
  map: HeaderMap | undefined,
  key: string,
): HeaderEntry | undefined {
  return map?.entries.find((entry) => entry.key.text === key);
}

/** The value of a key, when something stands there. */
export function valueOf(
  map: HeaderMap | undefined,
  key: string,
): HeaderNode | undefined {
  return entryOf(map, key)?.value;
}

/** A value that may be one or a list, as a list. */
export function oneOrMany(node: HeaderNode | undefined): readonly HeaderNode[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}

/** A path into the tree as JSON pointers have it: keys and positions. */
export type HeaderPath = readonly (string | number)[];

/** The node at a path, or the deepest one that exists on the way to it. */
export function nodeAt(
  root: HeaderNode,
  path: HeaderPath,
): { readonly node: HeaderNode; readonly key: HeaderScalar | undefined } {
  let node = root;
  let key: HeaderScalar | undefined;
  for (const step of path) {
    if (node.kind === "map") {
      const entry = entryOf(node, String(step));
      if (entry === undefined) break;
      key = entry.key;
      if (entry.value === undefined) break;
      node = entry.value;
    } else if (node.kind === "list") {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
    } else break;
  }
  return { node, key };
}

/** Plain data for validation: text, lists and maps; `null` for nothing. */
export type PlainValue =
  | string
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** The tree as plain data. Maps have no prototype, so no key is special. */
export function toPlain(node: HeaderNode | undefined): PlainValue {
  if (node === undefined) return null;
  switch (node.kind) {
    case "scalar":
      return node.text;
    case "list":
      return node.items.map(toPlain);
    case "map": {
      const plain = Object.create(null) as Record<string, PlainValue>;
      for (const { key, value } of node.entries) {
        // A field without a value is not there: templates leave them open.
        if (value === undefined || key.text in plain) continue;
        plain[key.text] = toPlain(value);
      }
      return plain;
    }
  }
}
