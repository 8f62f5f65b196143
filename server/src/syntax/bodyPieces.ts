// Cuts a Markdown body into pieces that can be parsed one by one: together
// they give exactly what the whole gives. So a letter costs the paragraph it
// stands in, and a long report costs no more than a short one. Where a block
// could reach beyond a piece, the body stays whole; what a definition makes of
// brackets elsewhere is seen to in definitions.ts.

import { lineText, type LineIndex } from "../text/lineIndex.ts";
import { isBlankLine } from "../text/signs.ts";
import { fenceBelow } from "./codeFences.ts";

/** What a piece says hangs on these, and on where it stands. */
export interface PieceText {
  readonly text: string;
  /** The definitions of elsewhere that it uses, as JSON; "" for none. */
  readonly outer: string;
}

export interface BodyPiece extends PieceText {
  readonly line: number;
}

/**
 * Letters, brackets, quotes, `#`, `|`, `@` and `**` continue no list, quotation
 * or table. A point that begins with words may continue a list, and says the same
 * when it begins one; of numbers, and of what else may begin there, the parser is
 * not so sure.
 */
const blockStart = /^(?:[\p{L}#|@[("“‘£]|\*\*|[-*+] [\p{L}@])/u;
/** As many signs as it looks at. */
const longestStart = 4;
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
/**
 * HTML that goes on over blank lines. Within words it does not, and in a list or
 * quotation it ends with that.
 */
const longHtml = /^ {0,3}<(?:script|pre|style|textarea|[!?])/i;
const htmlStart = /^ {0,3}</;
const commentStart = /^<!--(?!-?>)/;
const commentEnd = "-->";

/** The pieces of the body from a line on, in order and without gaps. */
export function splitBody(
  index: LineIndex,
  bodyLine: number,
): readonly BodyPiece[] {
  const start = index.lineStarts[bodyLine];
  // Fences and HTML are what may reach over blank lines.
  const isPlain = ["`", "~~~", "<"].every(
    (sign) => !index.text.includes(sign, start),
  );
  return isPlain
    ? piecesFrom(index, [bodyLine, ...plainStarts(index, bodyLine)])
    : splitMarked(index, bodyLine);
}

/** Where pieces begin in a body without fences and HTML. */
function plainStarts(index: LineIndex, bodyLine: number): readonly number[] {
  const { text, lineStarts } = index;
  const starts: number[] = [];
  let isAfterBlank = false;
  for (let line = bodyLine; line < lineStarts.length; line += 1) {
    let at = lineStarts[line] ?? 0;
    if (isAfterBlank && beginsBlock(text, at)) {
      starts.push(line);
      isAfterBlank = false;
      continue;
    }
    const end = lineStarts[line + 1] ?? text.length;
    while (at < end && isBlankSign(text.charCodeAt(at))) at += 1;
    isAfterBlank = at === end;
  }
  return starts;
}

function isBlankSign(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}

function beginsBlock(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const isAsciiLetter = (unit | 32) >= 97 && (unit | 32) <= 122;
  return isAsciiLetter || blockStart.test(text.slice(at, at + longestStart));
}

function splitMarked(index: LineIndex, bodyLine: number): readonly BodyPiece[] {
  const lines = index.lineStarts.length;
  const starts = [bodyLine];
  let openFence: string | undefined;
  let isInComment = false;
  let isAfterBlank = false;
  let isInHtml = false;
  let isSafe = true;
  for (let line = bodyLine; isSafe && line < lines; line += 1) {
    const text = lineText(index, line);
    if (isInComment) {
      // What looks as if it began in a comment, begins where there is none.
      if (hasFence(text) || longHtml.test(text)) isSafe = false;
      isInComment = !text.includes(commentEnd);
    } else if (openFence !== undefined) {
      openFence = fenceBelow(openFence, text);
      const isCode = openFence !== undefined;
      // Further in, it may belong to a list, which other things end.
      if (isCode && hasFence(text) && !fence.test(text)) isSafe = false;
    } else if (hasFence(text) && isInHtml) {
      // HTML goes on to a blank line, and a fence in it opens nothing.
      isSafe = false;
    } else if (hasFence(text)) {
      const [, ticks, tildes] = fence.exec(text) ?? [];
      openFence = ticks ?? tildes;
      if (openFence === undefined) isSafe = false;
    } else if (longHtml.test(text)) {
      if (!commentStart.test(text)) isSafe = false;
      isInComment = !text.includes(commentEnd);
    } else if (isAfterBlank && line > bodyLine && blockStart.test(text)) {
      starts.push(line);
    }
    isAfterBlank = isBlankLine(text);
    isInHtml = !isAfterBlank && (isInHtml || htmlStart.test(text));
  }
  return piecesFrom(index, isSafe ? starts : [bodyLine]);
}

/** The body in one piece. */
export function uncut(index: LineIndex, bodyLine: number): BodyPiece {
  const text = index.text.slice(index.lineStarts[bodyLine]);
  return { line: bodyLine, text, outer: "" };
}

function piecesFrom(
  index: LineIndex,
  starts: readonly number[],
): readonly BodyPiece[] {
  const lines = index.lineStarts.length;
  return starts.map((line, at, all) => ({
    line,
    text: index.text.slice(
      index.lineStarts[line],
      index.lineStarts[all[at + 1] ?? lines],
    ),
    outer: "",
  }));
}

export function hasFence(text: string): boolean {
  return text.includes("```") || text.includes("~~~");
}
