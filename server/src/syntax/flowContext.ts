// Where the cursor is inside brackets and braces: JSON, and YAML's flow style.
// Read from the text's marks alone, so that it works while half of it is
// missing.

import { positionAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import type { HeaderContext } from "./headerContext.ts";
import type { HeaderPath } from "./headerTree.ts";

/** A word, or one of the marks that give a text its shape. */
interface FlowToken {
  readonly kind: "word" | "mark";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A map or list that is open at some place. */
interface OpenCollection {
  readonly kind: "map" | "list";
  readonly keys: string[];
  /** The key before the last colon. */
  key: string | undefined;
  /** The item's number. */
  position: number;
  isAtValue: boolean;
  /** A word that may still turn out to be a key. */
  word: string | undefined;
}

/**
 * The context of an offset in a text whose brackets begin at `start`, which
 * itself lies at `base`. Undefined outside all brackets.
 */
export function flowContext(
  index: LineIndex,
  start: number,
  offset: number,
  base: HeaderPath = [],
): HeaderContext | undefined {
  const open: OpenCollection[] = [];
  const tokens = flowTokens(index.text, start);
  let typed: FlowToken | undefined;
  let after: FlowToken | undefined;
  for (const token of tokens) {
    if (token.kind === "word" && token.from <= offset && offset <= token.to) {
      // Behind the closing quotation mark nothing more can be typed.
      if (isClosed(token) && offset === token.to) return undefined;
      typed = token;
      continue;
    }
    if (token.from >= offset) {
      after = token;
      break;
    }
    take(open, token);
    if (open.length === 0) return undefined;
  }
  const inner = open.at(-1);
  if (inner === undefined) return undefined;
  const isKey = inner.kind === "map" && !inner.isAtValue;
  const path = open.flatMap((one, at): HeaderPath => {
    if (one.kind === "list") return [one.position];
    const isInner = at === open.length - 1;
    return (isInner && isKey) || one.key === undefined ? [] : [one.key];
  });
  const keys = [...inner.keys];
  if (after !== undefined && inner.kind === "map") {
    keys.push(...laterKeys(index.text, after.from));
  }
  const opening = /^["']/.exec(typed?.text ?? "")?.[0] ?? "";
  const from = typed?.from ?? offset;
  return {
    path: [...base, ...path],
    mode: isKey ? "key" : inner.kind === "map" ? "value" : "item",
    prefix: index.text.slice(from + opening.length, offset),
    range: rangeOnLine(index, from, typed?.to ?? offset),
    siblings: keys,
    isAtEnd: after?.text !== ":",
    quote: opening,
  };
}

/** Takes a token into account; keeps `open` as the collections around it. */
function take(open: OpenCollection[], token: FlowToken): void {
  const inner = open.at(-1);
  if (token.kind === "word") {
    if (inner !== undefined) inner.word = unquoted(token.text);
    return;
  }
  switch (token.text) {
    case "{":
    case "[":
      open.push({
        kind: token.text === "{" ? "map" : "list",
        keys: [],
        key: undefined,
        position: 0,
        isAtValue: false,
        word: undefined,
      });
      return;
    case "}":
    case "]":
      open.pop();
      return;
    case ":":
      if (inner?.kind !== "map" || inner.isAtValue) return;
      inner.key = inner.word ?? "";
      inner.keys.push(inner.key);
      inner.isAtValue = true;
      return;
    default:
      if (inner === undefined) return;
      inner.position += 1;
      inner.isAtValue = false;
      inner.key = undefined;
      inner.word = undefined;
  }
}

/** Keys further down in the map that is open at an offset. */
function laterKeys(text: string, from: number): readonly string[] {
  const keys: string[] = [];
  let depth = 0;
  let word: string | undefined;
  for (const token of flowTokens(text, from)) {
    if (token.kind === "word") {
      word = unquoted(token.text);
      continue;
    }
    if (/[[{]/.test(token.text)) depth += 1;
    else if (/[\]}]/.test(token.text)) depth -= 1;
    if (depth < 0) break;
    if (token.text === ":" && depth === 0 && word !== undefined)
      keys.push(word);
    word = undefined;
  }
  return keys;
}

// A word in quotation marks ends with its line at the latest: while it is being
// typed it has no end. A plain word may hold colons, but none before a blank.
const tokenPattern =
  /#[^\n\r]*|"(?:[^"\\\n\r]|\\.)*"?|'(?:[^'\n\r]|'')*'?|[[\]{},]|:(?=[\s,[\]{}"']|$)|(?:[^\s[\]{},:"'#]|:(?![\s,[\]{}]|$))(?:[^[\]{},:\n\r]|:(?![\s,[\]{}]|$))*/g;

function* flowTokens(text: string, start: number): Generator<FlowToken> {
  const pattern = new RegExp(tokenPattern);
  pattern.lastIndex = start;
  for (
    let match = pattern.exec(text);
    match !== null;
    match = pattern.exec(text)
  ) {
    const found = match[0];
    if (found.startsWith("#")) continue;
    const isMark = /^[[\]{},:]$/.test(found);
    const trimmed = isMark ? found : found.trimEnd();
    yield {
      kind: isMark ? "mark" : "word",
      text: trimmed,
      from: match.index,
      to: match.index + trimmed.length,
    };
  }
}

function isClosed({ text }: FlowToken): boolean {
  return text.length > 1 && /^(["']).*\1$/s.test(text);
}

function unquoted(text: string): string {
  return text.replace(/^["']|["']$/g, "").trim();
}

function rangeOnLine(index: LineIndex, from: number, to: number): TextRange {
  const start = positionAt(index, from);
  const end = positionAt(index, to);
  return {
    startLine: start.line,
    startCharacter: start.character,
    endLine: end.line,
    endCharacter: end.character,
  };
}
