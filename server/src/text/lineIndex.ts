// Turns text offsets into lines and characters and back. The only place that
// knows about line ends (LF, CRLF, CR) and the byte order mark.

import type { Position, TextRange } from "./textRange.ts";
import { carriageReturn, lineFeed } from "./signs.ts";

/** Removes a leading byte order mark, which no editor counts as a character. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The line starts of one text. */
export interface LineIndex {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Indexes a text's lines; a text of n line ends has n + 1 lines. */
export function indexLines(text: string): LineIndex {
  const lineStarts = [0];
  // Searching is many times faster than looking at each character.
  let feed = placeOf("\n", text, 0);
  let carriage = placeOf("\r", text, 0);
  while (feed !== carriage) {
    const isPair = feed === carriage + 1;
    const isFeed = isPair || feed < carriage;
    const start = (isFeed ? feed : carriage) + 1;
    lineStarts.push(start);
    if (isFeed) feed = placeOf("\n", text, start);
    if (carriage < start) carriage = placeOf("\r", text, start);
  }
  return { text, lineStarts };
}

/** Where a character is next; beyond all places when it is not. */
function placeOf(character: string, text: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? Infinity : at;
}

/**
 * The line and character of an offset; offsets outside the text are clamped,
 * and nothing stands between the two characters of a CRLF.
 */
export function positionAt(index: LineIndex, offset: number): Position {
  const target = Math.max(0, Math.min(offset, index.text.length));
  let low = 0;
  let high = index.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.lineStarts[middle] ?? 0) <= target) low = middle;
    else high = middle - 1;
  }
  const place = Math.min(target, lineEnd(index, low));
  return { line: low, character: place - (index.lineStarts[low] ?? 0) };
}

/** The offset of a position; a character beyond the line's end is clamped. */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line < 0) return 0;
  const start = index.lineStarts[position.line];
  if (start === undefined) return index.text.length;
  const end = lineEnd(index, position.line);
  return Math.max(start, Math.min(start + position.character, end));
}

/** The offset at which a line's text ends, before its line end. */
export function lineEnd(index: LineIndex, line: number): number {
  const next = index.lineStarts[line + 1];
  if (next === undefined) return index.text.length;
  let end = next;
  while (end > (index.lineStarts[line] ?? 0)) {
    const unit = index.text.charCodeAt(end - 1);
    if (unit !== lineFeed && unit !== carriageReturn) break;
    end -= 1;
  }
  return end;
}

/** A line's text without its line end; lines that do not exist are empty. */
export function lineText(index: LineIndex, line: number): string {
  const start = index.lineStarts[line];
  if (start === undefined) return "";
  return index.text.slice(start, lineEnd(index, line));
}

/** The range between two offsets. */
export function rangeBetween(
  index: LineIndex,
  start: number,
  end: number,
): TextRange {
  const from = positionAt(index, start);
  const to = positionAt(index, end);
  return {
    startLine: from.line,
    startCharacter: from.character,
    endLine: to.line,
    endCharacter: to.character,
  };
}

/** The text of a range. */
export function textOf(index: LineIndex, range: TextRange): string {
  return index.text.slice(
    offsetAt(index, { line: range.startLine, character: range.startCharacter }),
    offsetAt(index, { line: range.endLine, character: range.endCharacter }),
  );
}
