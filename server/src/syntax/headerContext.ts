// Where in a header the cursor is, told from indentation alone, so that it
// works while the YAML around is broken or half typed.

import { lineText, offsetAt, type LineIndex } from "../text/lineIndex.ts";
import type { Position, TextRange } from "../text/textRange.ts";
import { flowContext } from "./flowContext.ts";
import { findHeader } from "./headerFence.ts";
import type { HeaderPath } from "./headerTree.ts";

export interface HeaderContext {
  /** Keys and list positions down to the map or value with the cursor. */
  readonly path: HeaderPath;
  /** A key is being typed, a value behind a colon, or an item of a list. */
  readonly mode: "key" | "value" | "item";
  /** What stands between the start of the word or value and the cursor. */
  readonly prefix: string;
  /** The prefix and the rest of the word behind the cursor. */
  readonly range: TextRange;
  /** Keys that the map with the cursor has on other lines. */
  readonly siblings: readonly string[];
  /** Whether nothing but blanks stands behind the word. */
  readonly isAtEnd: boolean;
  /** The quotation mark at the start of the range, inside brackets. */
  readonly quote?: string;
}

interface HeaderLine {
  readonly indent: number;
  /** Columns of the dashes. */
  readonly dashes: readonly number[];
  /** Column at which the content behind the dashes begins. */
  readonly column: number;
  readonly key: string | undefined;
  readonly value: string;
}

/** The context of a position; undefined outside a header. */
export function headerContext(
  index: LineIndex,
  position: Position,
): HeaderContext | undefined {
  const fence = findHeader(index);
  const text = lineText(index, position.line);
  // Below a header that does not close yet stands its next line.
  const isNext =
    fence.state === "unclosed" &&
    position.line === fence.endLine &&
    text.trim() === "";
  const isInside =
    isNext || (position.line >= 1 && position.line < fence.endLine);
  // A header that has no role key yet is none: it may be the first line of one.
  const isBeginning =
    fence.state === "none" && isNewHeader(index, position.line);
  if (!isBeginning && (fence.state === "none" || !isInside)) return undefined;
  const endLine = isBeginning || isNext ? position.line + 1 : fence.endLine;
  return contextIn({ index, firstLine: 1, endLine }, position);
}

/** The context of a position in a file that is all YAML or JSON. */
export function packContext(
  index: LineIndex,
  position: Position,
): HeaderContext | undefined {
  const first = /^(?:\s|#[^\n\r]*)*/.exec(index.text)?.[0].length ?? 0;
  const isFlow = /[[{]/.test(index.text.charAt(first));
  if (isFlow) return flowContext(index, first, offsetAt(index, position));
  const endLine = index.lineStarts.length;
  return contextIn({ index, firstLine: 0, endLine }, position);
}

function contextIn(
  lines: HeaderLines,
  position: Position,
): HeaderContext | undefined {
  const { index } = lines;
  const text = lineText(index, position.line);
  if (/^\s*#/.test(text)) return undefined;
  const before = text.slice(0, position.character);
  const shape = readLine(before);
  const keyed =
    /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s:#"'][^:#]*?)):(?:\s+|$)(.*)$/.exec(
      before,
    );
  const opening = listAbove(lines, position.line);
  if (opening !== undefined) {
    if (before.includes("]")) return undefined;
    return finish(
      text,
      position,
      [...opening, 0],
      "item",
      before.trimStart(),
      [],
    );
  }
  if (keyed?.[2] !== undefined && /:\s/.test(before)) {
    const value = keyed[3] ?? "";
    const { path, siblings } = pathAt(lines, position.line, shape);
    const bracket = before.length - value.length;
    if (/^[[{]/.test(value)) {
      const start = offsetAt(index, {
        line: position.line,
        character: bracket,
      });
      return flowContext(index, start, offsetAt(index, position), [
        ...path,
        unquoted(keyed[2]),
      ]);
    }
    return finish(
      text,
      position,
      [...path, unquoted(keyed[2])],
      "value",
      value,
      siblings,
    );
  }
  const content = before.slice(shape.column);
  // A value begins only behind the blank after its colon.
  if (/^[^"'].*:$/.test(content)) return undefined;
  const { path, siblings } = pathAt(lines, position.line, shape);
  const isItem = shape.dashes.length > 0;
  return finish(
    text,
    position,
    path,
    isItem ? "item" : "key",
    content,
    siblings,
  );
}

/** `---` on the first line, and only keys, blanks or nothing down to here. */
function isNewHeader(index: LineIndex, line: number): boolean {
  if (!/^---[ \t]*$/.test(lineText(index, 0)) || line < 1) return false;
  for (let at = 1; at < line; at += 1) {
    if (!/^(\s*(- )*[\w"'].*:.*|\s*-.*|\s*)$/.test(lineText(index, at))) {
      return false;
    }
  }
  return line <= 40;
}

function finish(
  text: string,
  position: Position,
  path: HeaderPath,
  mode: HeaderContext["mode"],
  content: string,
  siblings: readonly string[],
): HeaderContext {
  // Inside a flow list or a list in one scalar only the last part is meant.
  const part = /^(?:.*[[,;]\s*|["']?)(.*)$/.exec(content)?.[1] ?? content;
  const prefix = mode === "key" ? content.trimStart() : part;
  const rest = text.slice(position.character);
  const tail =
    mode === "key"
      ? (/^[\w-]*/.exec(rest)?.[0] ?? "")
      : (/^[\p{L}\p{N}/._-]*/u.exec(rest)?.[0] ?? "");
  return {
    path,
    mode,
    prefix,
    range: {
      startLine: position.line,
      startCharacter: position.character - prefix.length,
      endLine: position.line,
      endCharacter: position.character + tail.length,
    },
    siblings,
    isAtEnd: rest.slice(tail.length).trim() === "",
  };
}

function readLine(text: string): HeaderLine {
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const dashes: number[] = [];
  let column = indent;
  while (/^-(\s|$)/.test(text.slice(column))) {
    dashes.push(column);
    column += 1 + (/^\s*/.exec(text.slice(column + 1))?.[0].length ?? 0);
  }
  const keyed = /^((?:"[^"]*"|'[^']*'|[^\s:#"'][^:#]*?)):(?:\s+(.*))?$/.exec(
    text.slice(column),
  );
  return {
    indent,
    dashes,
    column,
    key: keyed?.[1] === undefined ? undefined : unquoted(keyed[1]),
    value: (keyed?.[2] ?? "").trim(),
  };
}

function unquoted(key: string): string {
  return key.replace(/^["']|["']$/g, "").trim();
}

interface HeaderLines {
  readonly index: LineIndex;
  readonly firstLine: number;
  readonly endLine: number;
}

/** Keys above a line by indentation; list items are counted from the top. */
function pathAt(
  lines: HeaderLines,
  line: number,
  shape: HeaderLine,
): { readonly path: HeaderPath; readonly siblings: readonly string[] } {
  const path: (string | number)[] = [];
  let column = shape.column;
  let dashes = [...shape.dashes];
  let at = line;
  for (;;) {
    // List levels opened on the line itself.
    while (dashes.length > 0) {
      const dash = dashes.pop() ?? 0;
      path.unshift(itemNumber(lines, at, dash));
      column = dash;
      if (dashes.length > 0) continue;
    }
    const parent = findParent(lines, at, column, path[0]);
    if (parent === undefined) break;
    if (parent.key !== undefined) path.unshift(parent.key);
    at = parent.line;
    column = parent.column;
    dashes = parent.dashes;
  }
  return { path, siblings: siblingKeys(lines, line, shape.column) };
}

/** The key of a list in brackets that was opened on a line above. */
function listAbove(lines: HeaderLines, line: number): HeaderPath | undefined {
  for (let at = line - 1; at >= lines.firstLine; at -= 1) {
    const text = lineText(lines.index, at);
    const shape = readLine(text);
    if (shape.key !== undefined) {
      if (!/^\[[^\]]*$/.test(shape.value)) return undefined;
      return [...pathAt(lines, at, shape).path, shape.key];
    }
    if (/[\]}]/.test(text)) return undefined;
  }
  return undefined;
}

interface ParentLine {
  readonly line: number;
  readonly column: number;
  /** The parent key; undefined when the line only opens a list item. */
  readonly key: string | undefined;
  readonly dashes: number[];
}

function findParent(
  { index, firstLine }: HeaderLines,
  line: number,
  column: number,
  top: string | number | undefined,
): ParentLine | undefined {
  const isList = typeof top === "number";
  for (let at = line - 1; at >= firstLine; at -= 1) {
    const text = lineText(index, at);
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const shape = readLine(text);
    // The first key of a list item, with others of the same map below it.
    if (shape.dashes.length > 0 && shape.column === column && !isList) {
      return { line: at, column, key: undefined, dashes: [...shape.dashes] };
    }
    const isAbove =
      shape.key !== undefined &&
      shape.value === "" &&
      (shape.column < column ||
        (isList && shape.column === column && shape.dashes.length === 0));
    if (isAbove) {
      return {
        line: at,
        column: shape.column,
        key: shape.key,
        dashes: [...shape.dashes],
      };
    }
    if (shape.indent === 0 && shape.column === 0 && column > 0) break;
  }
  return undefined;
}

function itemNumber(
  { index, firstLine }: HeaderLines,
  line: number,
  dash: number,
): number {
  let count = 0;
  for (let at = line - 1; at >= firstLine; at -= 1) {
    const text = lineText(index, at);
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const shape = readLine(text);
    if (shape.dashes.includes(dash)) count += 1;
    else if (shape.indent <= dash) break;
  }
  return count;
}

function siblingKeys(
  { index, firstLine, endLine }: HeaderLines,
  line: number,
  column: number,
): readonly string[] {
  const keys: string[] = [];
  const collect = (from: number, step: number): void => {
    for (let at = from; at >= firstLine && at < endLine; at += step) {
      const text = lineText(index, at);
      if (text.trim() === "" || /^\s*#/.test(text)) continue;
      const shape = readLine(text);
      if (shape.column < column) break;
      if (shape.column !== column) continue;
      // Below, a dash begins the next item; above, it begins this one.
      if (shape.dashes.length > 0 && step > 0) break;
      if (shape.key !== undefined) keys.push(shape.key);
      if (shape.dashes.length > 0) break;
    }
  };
  const own = readLine(lineText(index, line));
  if (own.dashes.length === 0) collect(line - 1, -1);
  collect(line + 1, 1);
  return keys;
}
