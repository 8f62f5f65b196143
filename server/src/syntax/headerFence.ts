// Finds the front matter of a Markdown text, and headers that stand where they
// are none: the commonest mistake of people new to front matter. Knows nothing
// of YAML beyond the look of a role key.

import { fenceBelow } from "./codeFences.ts";
import { lineText, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";

export type HeaderState = "none" | "closed" | "unclosed";

export interface HeaderFence {
  readonly state: HeaderState;
  /** First line of the YAML, below the opening fence. */
  readonly firstLine: number;
  /** Line of the closing fence, or the line after the last one read. */
  readonly endLine: number;
  /** First line of the body. */
  readonly bodyLine: number;
}

const fence = /^---[ \t]*$/;
const letterE = "e".charCodeAt(0);
const letterP = "p".charCodeAt(0);
const letterR = "r".charCodeAt(0);
const roleLine = /^(portfolio|evidence|review)[ \t]*:/;

const noHeader: HeaderFence = {
  state: "none",
  firstLine: 0,
  endLine: 0,
  bodyLine: 0,
};

/** Finds the header, which must be the very first thing in the text. */
export function findHeader(index: LineIndex): HeaderFence {
  if (!fence.test(lineText(index, 0))) return noHeader;
  const lines = index.lineStarts.length;
  for (let line = 1; line < lines; line += 1) {
    if (fence.test(lineText(index, line))) {
      return {
        state: "closed",
        firstLine: 1,
        endLine: line,
        bodyLine: line + 1,
      };
    }
  }
  return unclosedHeader(index);
}

/**
 * A header that was opened and not closed, as while it is being typed: the
 * lines up to the first blank one are read as its YAML. Without a role key
 * among them the dashes are a thematic break, as in any Markdown.
 */
function unclosedHeader(index: LineIndex): HeaderFence {
  let endLine = 1;
  let hasRole = false;
  const lines = index.lineStarts.length;
  while (endLine < lines) {
    const text = lineText(index, endLine);
    if (text.trim() === "" || text.startsWith("# ")) break;
    hasRole ||= roleLine.test(text);
    endLine += 1;
  }
  if (!hasRole) return noHeader;
  return { state: "unclosed", firstLine: 1, endLine, bodyLine: endLine };
}

/** A header with a role key that does not begin the file. */
export interface MisplacedHeader {
  /** The fences and all between them. */
  readonly range: TextRange;
  /** The role key and its line. */
  readonly roleRange: TextRange;
  /** Another header, with a role or not, begins the file. */
  readonly isSecond: boolean;
}

/** Headers with a role key below `fromLine`, outside fenced code. */
export function findMisplacedHeaders(
  index: LineIndex,
  fromLine: number,
): readonly MisplacedHeader[] {
  if (!hasRoleLine(index, fromLine)) return [];
  const found: MisplacedHeader[] = [];
  const lines = index.lineStarts.length;
  let openCode: string | undefined;
  for (let line = fromLine; line < lines; line += 1) {
    const text = lineText(index, line);
    openCode = fenceBelow(openCode, text);
    if (openCode !== undefined || !fence.test(text)) continue;
    const header = misplacedAt(index, line);
    if (header === undefined) continue;
    found.push({ ...header, isSecond: fromLine > 0 || found.length > 0 });
    line = header.range.endLine;
  }
  return found;
}

/** Nearly all texts have no role key below their header, and need no more. */
function hasRoleLine(index: LineIndex, fromLine: number): boolean {
  const { text, lineStarts } = index;
  for (let line = fromLine; line < lineStarts.length; line += 1) {
    switch (text.charCodeAt(lineStarts[line] ?? 0)) {
      case letterE:
      case letterP:
      case letterR:
        if (roleLine.test(lineText(index, line))) return true;
    }
  }
  return false;
}

function misplacedAt(
  index: LineIndex,
  openLine: number,
): Omit<MisplacedHeader, "isSecond"> | undefined {
  let roleRange: TextRange | undefined;
  const lines = index.lineStarts.length;
  for (let line = openLine + 1; line < lines; line += 1) {
    const text = lineText(index, line);
    if (fence.test(text)) {
      if (roleRange === undefined) return undefined;
      return {
        range: {
          startLine: openLine,
          startCharacter: 0,
          endLine: line,
          endCharacter: text.length,
        },
        roleRange,
      };
    }
    // A blank line ends what could be a header before its role key was seen:
    // the dashes above were a thematic break.
    if (text.trim() === "" && roleRange === undefined) return undefined;
    const role = roleRange === undefined ? roleLine.exec(text) : null;
    if (role !== null) {
      roleRange = {
        startLine: line,
        startCharacter: 0,
        endLine: line,
        endCharacter: text.length,
      };
    }
  }
  return undefined;
}
