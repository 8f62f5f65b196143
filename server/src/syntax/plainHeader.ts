// Reads the plain part of YAML that nearly all headers are written in, some
// thirty times faster than the YAML parser and with exactly the same tree.
// Whatever is odd is declined, and then the parser reads the header: an error
// here is a value that somebody wrote and we misread.

import type { LineIndex } from "../text/lineIndex.ts";
import type {
  HeaderEntry,
  HeaderList,
  HeaderMap,
  HeaderNode,
  HeaderScalar,
} from "./headerTree.ts";
import type { HeaderLimits } from "./headerTreeReader.ts";
import { readBlockText } from "./plainBlockText.ts";
import { PlainLines } from "./plainLines.ts";
import { PlainNodes } from "./plainNodes.ts";
import {
  opensFlow,
  readFlow,
  readName,
  readNamed,
  readScalar,
} from "./plainValues.ts";
import {
  ampersand,
  asterisk,
  bar,
  dash,
  fullStop,
  greater,
} from "../text/signs.ts";

/** Reads whole lines between two offsets; `undefined` when they are not plain. */
export function readPlainHeader(
  index: LineIndex,
  start: number,
  end: number,
  limits: HeaderLimits,
): { readonly root: HeaderMap | undefined } | undefined {
  if (end - start > limits.characters) return undefined;
  if (!isPlainText(index.text, start, end)) return undefined;
  const lines = new PlainLines(index, start, end);
  if (lines.indent < 0) return { root: undefined };
  const root = new PlainReader(lines, limits).readRoot();
  return root === undefined ? undefined : { root };
}

/** No tabs, no control characters, and no line ends of another kind. */
function isPlainText(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code < 0x7f) continue;
    if (code < 0x20 ? code !== 10 && code !== 13 : isOddCharacter(code))
      return false;
  }
  return true;
}

function isOddCharacter(code: number): boolean {
  return (
    code < 0xa0 ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0xfeff ||
    code >= 0xfffe
  );
}

/** A value that is not there, where `undefined` would mean to decline. */
const nothing = "nothing";

type Value = HeaderNode | typeof nothing | undefined;

/** Reads lists and maps by indentation; columns say how far in they stand. */
class PlainReader {
  readonly #lines: PlainLines;
  readonly #nodes: PlainNodes;

  constructor(lines: PlainLines, limits: HeaderLimits) {
    this.#lines = lines;
    this.#nodes = new PlainNodes(limits);
  }

  readRoot(): HeaderMap | undefined {
    if (!this.#nodes.enter(0)) return undefined;
    const root = this.#readMap(this.#lines.indent, 0, this.#readKey());
    return this.#lines.indent < 0 ? root : undefined;
  }

  /** A map whose first key has been read. */
  #readMap(
    column: number,
    depth: number,
    firstKey: HeaderScalar | undefined,
  ): HeaderMap | undefined {
    const lines = this.#lines;
    const startLine = lines.line;
    const entries: HeaderEntry[] = [];
    const seen = new Set<string>();
    for (let key = firstKey; ; key = this.#readKey()) {
      if (key === undefined || seen.has(key.text)) return undefined;
      if (!this.#nodes.enter(depth + 1)) return undefined;
      seen.add(key.text);
      lines.at += 1;
      const value = this.#readValue(column, depth + 1, false);
      if (value === undefined) return undefined;
      entries.push({ key, value: value === nothing ? undefined : value });
      if (lines.indent !== column) break;
    }
    if (lines.indent > column) return undefined;
    const range = lines.rangeToEnd(startLine, column);
    lines.leaveBlock(column);
    return { kind: "map", entries, flow: false, range };
  }

  /** A list of which the cursor stands on the first dash. */
  #readList(column: number, depth: number): HeaderList | undefined {
    const lines = this.#lines;
    const startLine = lines.line;
    const items: HeaderNode[] = [];
    let isBelowComment = false;
    do {
      lines.at += 1;
      const item = this.#readValue(column, depth + 1, true);
      // To an empty item belongs the comment above it, which moves its end.
      if (item === undefined || (item === nothing && isBelowComment))
        return undefined;
      if (item !== nothing) items.push(item);
      isBelowComment = lines.isBelowComment;
    } while (lines.indent === column && this.#isAtDash());
    if (lines.indent > column) return undefined;
    const range = lines.rangeToEnd(startLine, column);
    lines.leaveBlock(column);
    return { kind: "list", items, flow: false, range };
  }

  /** A key; the cursor is left on its colon. */
  #readKey(): HeaderScalar | undefined {
    const { code } = this.#lines;
    // At the margin these may be a mark between documents.
    if (code === dash || code === fullStop) return undefined;
    const key = readScalar(this.#lines);
    return this.#lines.isAtColon ? key : undefined;
  }

  #isAtDash(): boolean {
    return this.#lines.code === dash && this.#lines.isAlone;
  }

  /** What stands behind a colon or dash, on the same line or below it. */
  #readValue(column: number, depth: number, isItem: boolean): Value {
    const lines = this.#lines;
    const nodes = this.#nodes;
    lines.skipBlanks();
    if (lines.code !== ampersand) {
      return lines.isAtRest
        ? this.#readBelow(column, depth, isItem)
        : this.#readBehind(column, depth, isItem);
    }
    const name = readName(lines);
    if (name === undefined || !lines.isAtBlank) return undefined;
    lines.skipBlanks();
    const { count } = nodes;
    const value = lines.isAtRest
      ? this.#readBelow(column, depth, isItem)
      : this.#readNameable(column, depth);
    if (value === undefined || value === nothing) return undefined;
    return nodes.name(name, value, depth, count) ? value : undefined;
  }

  /** A value on the lines below, or none. */
  #readBelow(column: number, depth: number, isItem: boolean): Value {
    const lines = this.#lines;
    lines.leaveLine();
    if (!this.#nodes.enter(depth)) return undefined;
    const isInside = lines.indent > column;
    // The dashes of a list may stand right below its key.
    if (isInside || (!isItem && lines.indent === column)) {
      if (this.#isAtDash()) return this.#readList(lines.indent, depth);
    }
    if (isInside) return this.#readMap(lines.indent, depth, this.#readKey());
    lines.leaveNothing();
    return nothing;
  }

  /** A value on the line of its colon or dash. */
  #readBehind(column: number, depth: number, isItem: boolean): Value {
    const lines = this.#lines;
    const { code, character } = lines;
    if (code === asterisk) {
      return this.#left(column, readNamed(lines, this.#nodes, depth));
    }
    if (!isItem || opensFlow(code) || opensText(code))
      return this.#readNameable(column, depth);
    if (!this.#nodes.enter(depth)) return undefined;
    if (this.#isAtDash()) return this.#readList(character, depth);
    const scalar = readScalar(lines);
    return lines.isAtColon
      ? this.#readMap(character, depth, scalar)
      : this.#left(column, scalar);
  }

  /** A value that can have a name before it. */
  #readNameable(column: number, depth: number): HeaderNode | undefined {
    const lines = this.#lines;
    if (opensFlow(lines.code)) {
      return this.#left(column, readFlow(lines, this.#nodes, depth));
    }
    if (!this.#nodes.enter(depth)) return undefined;
    if (opensText(lines.code)) return readBlockText(lines, column);
    return this.#left(column, readScalar(lines));
  }

  #left(column: number, node: HeaderNode | undefined): HeaderNode | undefined {
    return node !== undefined && this.#lines.leaveValue(column)
      ? node
      : undefined;
  }
}

function opensText(code: number): boolean {
  return code === bar || code === greater;
}
