// Values of a plain header that stand on one line: words, quoted text, names,
// and lists and maps in brackets. `undefined` everywhere means that the value
// is not plain enough, and that the YAML parser must read the header.

import { interned } from "../text/detached.ts";
import type { HeaderEntry, HeaderNode, HeaderScalar } from "./headerTree.ts";
import { noCharacter, type PlainLines } from "./plainLines.ts";
import type { PlainNodes } from "./plainNodes.ts";
import {
  asterisk,
  backslash,
  blank,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  hash,
  openBrace,
  openBracket,
  singleQuote,
} from "../text/signs.ts";

/** Characters that mean something of their own at the start of a value. */
const indicators = codesOf("!#%&'\"*,>@[]`{|}");
/** Those that do so only when they are a word of their own. */
const dashes = codesOf("-:?");
const brackets = codesOf(",[]{}");

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (one) => one.charCodeAt(0)));
}

/** A word or quoted text; the cursor is left behind it. */
export function readScalar(lines: PlainLines): HeaderScalar | undefined {
  const { code } = lines;
  if (code === doubleQuote || code === singleQuote) return readQuoted(lines);
  if (code === noCharacter || indicators.has(code)) return undefined;
  if (dashes.has(code) && lines.isAlone) return undefined;
  return readWords(lines);
}

function readWords(lines: PlainLines): HeaderScalar {
  const { text, at: start, lineEnd } = lines;
  let end = start;
  let before = 0;
  for (let at = start; at < lineEnd; at += 1) {
    const code = text.charCodeAt(at);
    if (code === hash && before === blank) break;
    if (code === colon) {
      const next = at + 1;
      if (next === lineEnd || text.charCodeAt(next) === blank) break;
    }
    if (code !== blank) end = at + 1;
    before = code;
  }
  return plainScalar(lines, start, end);
}

function plainScalar(
  lines: PlainLines,
  start: number,
  end: number,
): HeaderScalar {
  lines.at = end;
  return {
    kind: "scalar",
    text: interned(lines.text.slice(start, end)),
    style: "plain",
    range: lines.rangeFrom(start),
  };
}

/** Quoted text on one line, without escapes other than a doubled quote. */
function readQuoted(lines: PlainLines): HeaderScalar | undefined {
  const { text, at: start, lineEnd, code: quote } = lines;
  let at = start + 1;
  let isDoubled = false;
  for (; ; at += 1) {
    if (at >= lineEnd) return undefined;
    const code = text.charCodeAt(at);
    if (code === backslash && quote === doubleQuote) return undefined;
    if (code !== quote) continue;
    if (quote === doubleQuote || text.charCodeAt(at + 1) !== quote) break;
    isDoubled = true;
    at += 1;
  }
  const inside = text.slice(start + 1, at);
  lines.at = at + 1;
  return {
    kind: "scalar",
    text: interned(isDoubled ? inside.replaceAll("''", "'") : inside),
    style: "quoted",
    range: lines.rangeFrom(start),
  };
}

/** The name behind `&` or `*`, of letters, figures, `-` and `_`. */
export function readName(lines: PlainLines): string | undefined {
  const start = lines.at + 1;
  lines.at = start;
  while (isNameCharacter(lines.code)) lines.at += 1;
  return lines.at === start ? undefined : lines.text.slice(start, lines.at);
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95
  );
}

/** What a name stands for, in the place where it stands. */
export function readNamed(
  lines: PlainLines,
  nodes: PlainNodes,
  depth: number,
): HeaderNode | undefined {
  const start = lines.at;
  const name = readName(lines);
  return name === undefined
    ? undefined
    : nodes.named(name, lines.rangeFrom(start), depth);
}

export function opensFlow(code: number): boolean {
  return code === openBracket || code === openBrace;
}

/** A list or map in brackets that closes on its line. */
export function readFlow(
  lines: PlainLines,
  nodes: PlainNodes,
  depth: number,
): HeaderNode | undefined {
  if (!nodes.enter(depth)) return undefined;
  return lines.code === openBracket
    ? readFlowList(lines, nodes, depth)
    : readFlowMap(lines, nodes, depth);
}

function readFlowList(
  lines: PlainLines,
  nodes: PlainNodes,
  depth: number,
): HeaderNode | undefined {
  const start = lines.at;
  const items: HeaderNode[] = [];
  const isClosed = readParts(lines, closeBracket, () => {
    const item = readFlowValue(lines, nodes, depth + 1);
    if (item !== undefined) items.push(item);
    return item !== undefined;
  });
  if (!isClosed) return undefined;
  return { kind: "list", items, flow: true, range: lines.rangeFrom(start) };
}

function readFlowMap(
  lines: PlainLines,
  nodes: PlainNodes,
  depth: number,
): HeaderNode | undefined {
  const start = lines.at;
  const entries: HeaderEntry[] = [];
  const seen = new Set<string>();
  const isClosed = readParts(lines, closeBrace, () => {
    if (!nodes.enter(depth + 1)) return false;
    const key = readFlowScalar(lines);
    if (key === undefined || !lines.isAtColon || seen.has(key.text))
      return false;
    seen.add(key.text);
    lines.at += 1;
    lines.skipBlanks();
    const value = readFlowValue(lines, nodes, depth + 1);
    if (value !== undefined) entries.push({ key, value });
    return value !== undefined;
  });
  if (!isClosed) return undefined;
  return { kind: "map", entries, flow: true, range: lines.rangeFrom(start) };
}

/** Reads parts with commas between them, up to and past the closing bracket. */
function readParts(
  lines: PlainLines,
  close: number,
  readPart: () => boolean,
): boolean {
  lines.at += 1;
  lines.skipBlanks();
  if (lines.code !== close) {
    for (;;) {
      if (!readPart()) return false;
      lines.skipBlanks();
      if (lines.code !== comma) break;
      lines.at += 1;
      lines.skipBlanks();
    }
    if (lines.code !== close) return false;
  }
  lines.at += 1;
  return true;
}

function readFlowValue(
  lines: PlainLines,
  nodes: PlainNodes,
  depth: number,
): HeaderNode | undefined {
  const { code } = lines;
  if (opensFlow(code)) return readFlow(lines, nodes, depth);
  if (code === asterisk) return readNamed(lines, nodes, depth);
  return nodes.enter(depth) ? readFlowScalar(lines) : undefined;
}

function readFlowScalar(lines: PlainLines): HeaderScalar | undefined {
  const { code } = lines;
  if (code === doubleQuote || code === singleQuote) return readQuoted(lines);
  const isWord =
    code !== noCharacter && !indicators.has(code) && !dashes.has(code);
  return isWord ? readFlowWords(lines) : undefined;
}

/** Words up to a comma, bracket or colon; a comment there is not plain. */
function readFlowWords(lines: PlainLines): HeaderScalar | undefined {
  const { text, at: start, lineEnd } = lines;
  let end = start;
  let before = 0;
  for (let at = start; at < lineEnd; at += 1) {
    const code = text.charCodeAt(at);
    if (brackets.has(code)) break;
    if (code === hash && before === blank) return undefined;
    if (code === colon) {
      const next = at + 1 === lineEnd ? blank : text.charCodeAt(at + 1);
      if (next === blank || brackets.has(next)) break;
    }
    if (code !== blank) end = at + 1;
    before = code;
  }
  return plainScalar(lines, start, end);
}
