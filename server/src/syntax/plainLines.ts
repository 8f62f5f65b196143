// Goes through the lines of a plain header, past comments and blank lines, and
// keeps account of where a list or map ends as the YAML parser has it: behind
// the last line break, and behind comments that are indented like its content.

import { positionAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { blank, carriageReturn, lineFeed } from "../text/signs.ts";

const hash = 35;
const colon = 58;

/** Stands for the end of the line where a character is asked for. */
export const noCharacter = -1;

/** A cursor over whole lines, which stands on a line with content. */
export class PlainLines {
  readonly text: string;
  readonly #starts: readonly number[];
  readonly #end: number;
  /** The line that is being read; behind the last one, where the text ends. */
  line: number;
  lineStart = 0;
  /** Where the line's text ends, before its line end. */
  lineEnd = 0;
  /** How far the line is indented; -1 behind the last line. */
  indent = -1;
  /** The offset of what is read next. */
  at = 0;
  /** Where the last line or the text's end stands, in its line. */
  #character = 0;
  /** Where the value that was read last ends with all that follows it. */
  #endLine = 0;
  #endCharacter = 0;
  /** The furthest indented comment that belongs to no value yet, or -1. */
  #deepestComment = -1;
  #hasComment = false;

  /** Stands on the first line with content between two offsets. */
  constructor(index: LineIndex, start: number, end: number) {
    this.text = index.text;
    this.#starts = index.lineStarts;
    this.#end = end;
    this.line = positionAt(index, start).line;
    this.#goTo(this.line, Infinity);
  }

  /** The character at the cursor. */
  get code(): number {
    return this.at < this.lineEnd ? this.text.charCodeAt(this.at) : noCharacter;
  }

  /** The cursor's place in its line. */
  get character(): number {
    return this.at - this.lineStart;
  }

  /** Whether the cursor stands on a blank or where the line ends. */
  get isAtBlank(): boolean {
    return this.at >= this.lineEnd || this.text.charCodeAt(this.at) === blank;
  }

  /** Whether the character at the cursor is one word of its own. */
  get isAlone(): boolean {
    const next = this.at + 1;
    return next >= this.lineEnd || this.text.charCodeAt(next) === blank;
  }

  /** Whether the cursor stands on a colon that ends a key. */
  get isAtColon(): boolean {
    return this.code === colon && this.isAlone;
  }

  /** Whether nothing but a comment is left of the line, behind blanks. */
  get isAtRest(): boolean {
    return (
      this.at >= this.lineEnd ||
      (this.text.charCodeAt(this.at) === hash &&
        this.text.charCodeAt(this.at - 1) === blank)
    );
  }

  /** Whether a comment stands above the line that belongs to no value yet. */
  get isBelowComment(): boolean {
    return this.#deepestComment >= 0;
  }

  skipBlanks(): void {
    while (this.code === blank) this.at += 1;
  }

  /** From an offset of this line to the cursor. */
  rangeFrom(offset: number): TextRange {
    return {
      startLine: this.line,
      startCharacter: offset - this.lineStart,
      endLine: this.line,
      endCharacter: this.at - this.lineStart,
    };
  }

  /** From a place to the end of the value that was read last. */
  rangeToEnd(startLine: number, startCharacter: number): TextRange {
    return {
      startLine,
      startCharacter,
      endLine: this.#endLine,
      endCharacter: this.#endCharacter,
    };
  }

  /**
   * Leaves a value that ends here, in a list or map of this column. False when
   * more follows on the line. Comments further in than the column go with it.
   */
  leaveValue(column: number): boolean {
    this.skipBlanks();
    if (!this.isAtRest) return false;
    this.#endBehind(this.line);
    this.#goTo(this.line + 1, column);
    return true;
  }

  /** Leaves a text of several lines, to which no comment belongs. */
  leaveText(lastLine: number): void {
    this.#endBehind(lastLine);
    this.#goTo(lastLine + 1, Infinity);
  }

  /** Leaves a line of which nothing but a comment is left. */
  leaveLine(): void {
    const hasComment = this.at < this.lineEnd;
    this.#endLine = this.line;
    this.#endCharacter = this.character;
    this.#goTo(this.line + 1, Infinity);
    this.#hasComment ||= hasComment;
  }

  /** What was left is no more than a place: all comments belong to it. */
  leaveNothing(): void {
    if (this.#hasComment) this.#endHere();
    this.#deepestComment = -1;
  }

  /** Leaves a list or map of this column, with the comments beside it. */
  leaveBlock(column: number): void {
    if (column === 0 || this.#deepestComment < column) return;
    this.#endHere();
    this.#deepestComment = -1;
  }

  /** Whether a line is one of those to be read. */
  has(line: number): boolean {
    return this.startOf(line) < this.#end;
  }

  startOf(line: number): number {
    return this.#starts[line] ?? this.#end;
  }

  /** Where a line's text ends, before its line end. */
  endOf(line: number): number {
    const start = this.startOf(line);
    let end = Math.min(this.startOf(line + 1), this.#end);
    if (end > start && this.text.charCodeAt(end - 1) === lineFeed) end -= 1;
    if (end > start && this.text.charCodeAt(end - 1) === carriageReturn)
      end -= 1;
    return end;
  }

  /** Where a line begins that is no blank one, after its indentation. */
  contentOf(line: number, lineEnd: number): number {
    let at = this.startOf(line);
    while (at < lineEnd && this.text.charCodeAt(at) === blank) at += 1;
    return at;
  }

  #endHere(): void {
    this.#endLine = this.line;
    this.#endCharacter = this.#character;
  }

  #endBehind(line: number): void {
    const isEnded = this.#starts[line + 1] !== undefined;
    this.#endLine = isEnded ? line + 1 : line;
    this.#endCharacter = isEnded ? 0 : this.#end - this.startOf(line);
  }

  /**
   * Goes to the first line with content. Comments on the way that are further
   * in than the column go with the value before them, up to the first that is
   * not.
   */
  #goTo(from: number, column: number): void {
    this.#deepestComment = -1;
    this.#hasComment = false;
    let line = from;
    for (; this.has(line); line += 1) {
      const lineEnd = this.endOf(line);
      const at = this.contentOf(line, lineEnd);
      if (at === lineEnd) continue;
      const indent = at - this.startOf(line);
      if (this.text.charCodeAt(at) !== hash) {
        this.line = line;
        this.lineStart = at - indent;
        this.lineEnd = lineEnd;
        this.indent = indent;
        this.at = at;
        this.#character = indent;
        return;
      }
      this.#hasComment = true;
      if (this.#deepestComment < 0 && indent > column) this.#endBehind(line);
      else this.#deepestComment = Math.max(this.#deepestComment, indent);
    }
    this.#goToEnd(line);
  }

  #goToEnd(line: number): void {
    const isEnded = this.#starts[line] === this.#end;
    this.line = isEnded ? line : line - 1;
    this.#character = isEnded ? 0 : this.#end - this.startOf(line - 1);
    this.lineStart = this.startOf(this.line);
    this.lineEnd = this.#end;
    this.indent = -1;
    this.at = this.#end;
  }
}
