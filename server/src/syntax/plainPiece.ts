// Reads the pieces that most of a report consists of without the Markdown
// parser: a heading, paragraphs, flat lists and quotations, with citations,
// links and labels in them. Whatever could be anything else is declined, so
// that the parser decides; tests hold the two to the same outline.

import { detached } from "../text/detached.ts";
import {
  indexLines,
  lineEnd,
  lineText,
  rangeBetween,
  type LineIndex,
} from "../text/lineIndex.ts";
import { below, type TextRange } from "../text/textRange.ts";
import { trimmed } from "./actionFields.ts";
import { findCitations, locatorAfter } from "./citations.ts";
import { headingWords } from "./headingWords.ts";
import type { BodyLink, Citation } from "./outline.ts";
import type { PieceEntry, PieceOutline } from "./pieceOutline.ts";
import {
  mayBePart,
  readPlainItems,
  ReportReader,
  type BodyItem,
  type Stretch,
} from "./reportBlocks.ts";

const plainHeading =
  /^(#{1,6}) +([\p{L}\p{N}](?:[\p{L}\p{N} .,;:()'"’–—/%?+-]*[\p{L}\p{N}.,;:()'"’–—/%?+-])?) *(?:[\n\r]|$)/u;

/** Where a piece stands in its body, which its places count from. */
export interface PiecePlace {
  readonly line: number;
  /** Entries above it. */
  readonly entries: number;
  /** It stands in what may be a part, where single items matter. */
  readonly isInPart: boolean;
}

/** The outline of a piece that is surely of the plain kind. */
export function readPlainPiece(
  text: string,
  place: PiecePlace,
): PieceOutline | undefined {
  if (hasMarks(text)) return readMarkedPiece(text, place);
  const blocks: (PieceEntry | "prose")[] = [];
  let behind = 0;
  let hasItems = place.isInPart;
  if (text.trimStart().startsWith("#")) {
    const heading = readHeading(text, place.line);
    if (heading === undefined) return undefined;
    blocks.push(heading.entry);
    hasItems = mayBePart(heading.entry);
    behind = heading.length;
  }
  let items: readonly BodyItem[] | undefined = [];
  if (text.length > behind && !isBlank(text, behind)) {
    if (hasItems) {
      items = readPlainItems(
        indexLines(text),
        blocks.length,
        place.entries + blocks.length - 1,
        place.line,
      );
      if (items === undefined) return readMarkedPiece(text, place);
    }
    blocks.push("prose");
  }
  return {
    blocks,
    citations: none,
    links: none,
    labelledLines: none,
    items,
    actions: none,
  };
}

const none: readonly never[] = [];

function isBlank(text: string, from: number): boolean {
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign !== "\n" && sign !== " " && sign !== "\r" && sign !== "\t") {
      return false;
    }
  }
  return true;
}

/** Of *judgement*, *judgment* and *comparator*, in letters of any case. */
const judgement = /udg/i;
const comparator = /omparator/i;
const box = /\[[ xX]\]/;
const planColumn = /\|[ \t]*(?:actions?|owner|due)\b/i;

/** Whether a piece may hold more than words: looks at single signs first. */
function hasMarks(text: string): boolean {
  return (
    text.includes("@") ||
    text.includes("<") ||
    text.includes("](") ||
    text.includes("]:") ||
    text.includes("**") ||
    text.includes("__") ||
    (text.includes("#", signsAtStart(text)) && /[\n\r] {0,3}#/.test(text)) ||
    (text.includes("[") && box.test(text)) ||
    (text.includes("|") && planColumn.test(text)) ||
    judgement.test(text) ||
    comparator.test(text) ||
    hasUnderline(text)
  );
}

function signsAtStart(text: string): number {
  let at = 0;
  while (text.charAt(at) === "#") at += 1;
  return at;
}

/** Whether a line makes a heading of the one above it. */
function hasUnderline(text: string): boolean {
  if (text.includes("\r")) {
    return /(?:^|[\n\r])[ \t]*(?:=+|-+)[ \t]*(?:[\n\r]|$)/.test(text);
  }
  let start = 0;
  while (start < text.length) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const sign = text.charAt(start);
    if (sign === "=" || sign === "-" || sign === " " || sign === "\t") {
      if (/^[ \t]*(?:=+|-+)[ \t]*$/.test(text.slice(start, end))) return true;
    }
    start = end + 1;
  }
  return false;
}

function readHeading(
  text: string,
  above: number,
): { readonly entry: PieceEntry; readonly length: number } | undefined {
  const [line, signs, words] = plainHeading.exec(text) ?? [];
  if (line === undefined || signs === undefined || words === undefined) {
    return undefined;
  }
  const start = line.indexOf(words, signs.length);
  const index = indexLines(line);
  const entry: PieceEntry = {
    kind: "heading",
    depth: signs.length,
    text: detached(words),
    range: below(rangeBetween(index, start, start + words.length), above),
    words: headingWords(index, start, start + words.length, above),
  };
  return { entry, length: line.length };
}

/** What has a meaning that only the parser knows for sure. */
const onlyForParser =
  /[\\`<&~\t]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\]:|\]\[|!\[|[\n\r] {0,3}#/u;

function readMarkedPiece(
  text: string,
  place: PiecePlace,
): PieceOutline | undefined {
  if (onlyForParser.test(text)) return undefined;
  const reader = new PlainPieceReader(text, place);
  return reader.read() ? reader.outline() : undefined;
}

/** How a paragraph, or what an item or a quotation holds, may begin. */
const textStart = /^(?:[\p{L}@([£"“‘]|\d(?!\d{0,8}[.)](?: |$)))/u;
const boldLine =
  /^\*\*([\p{L}\p{N}](?:[\p{L}\p{N} .,;:()'"’–—/%?+-]*[\p{L}\p{N}.,;:()'"’–—/%?+-])?)\*\*:?$/u;
/** A label in bold at the start of a line: `**Judgement:** Good`. */
const boldStart =
  /^\*\*[\p{L}\p{N}](?:[\p{L}\p{N} .,;:()'"’–—/%?+-]*[\p{L}\p{N}.:)?])?\*\*(?= [^ ])/u;
/**
 * Whether text begins here that is no block. Further in, emphasis changes
 * nothing that an outline holds: the places of citations are of the source.
 */
function beginsText(words: string): boolean {
  return textStart.test(words) || boldStart.test(words);
}

const delimiterCell = /^:?-+:?$/;
const itemStart = /^(?:-|\d{1,9}[.)]) (?=[^ ])/;
const anyBox = /^\[[\sxX]\]/;
const boxStart = /^\[([ xX])\] (?=[^ ])/;
const plainLink =
  /^\[([^[\]()*@!^\n\r]*)\]\(([\p{L}\p{N}./%+-][\p{L}\p{N}./#%?=:+-]*)\)/u;

type Open =
  | (Stretch & { readonly kind: "paragraph" })
  | (Stretch & {
      readonly kind: "item";
      /** The column at which its text begins. */
      readonly indent: number;
      readonly isTicked: boolean | undefined;
    })
  | (Stretch & { readonly kind: "quotation" });

class PlainPieceReader {
  readonly #index: LineIndex;
  readonly #text: string;
  readonly #blocks: (PieceEntry | "prose")[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: BodyLink[] = [];
  readonly #report: ReportReader;
  readonly #above: number;
  /** Entries of the body down to the open block. */
  #entries: number;
  /** Whether single items matter where the reader is. */
  #hasItems: boolean;
  #open: Open | undefined;
  /** The list or quotation of before may go on behind a blank line. */
  #isBelow: "list" | "quotation" | undefined;
  #isPlain = true;

  constructor(text: string, { line, entries, isInPart }: PiecePlace) {
    this.#text = text;
    this.#index = indexLines(text);
    this.#above = line;
    this.#entries = entries;
    this.#hasItems = isInPart;
    this.#report = new ReportReader(this.#index, line);
  }

  outline(): PieceOutline {
    return {
      blocks: this.#blocks,
      citations: this.#citations,
      links: this.#links,
      ...this.#report.blocks(),
    };
  }

  /** Reads the piece; false when it holds anything that is not plain. */
  read(): boolean {
    let line = 0;
    if (this.#text.startsWith("#")) {
      const heading = readHeading(this.#text, this.#above);
      if (heading === undefined) return false;
      this.#addEntry(heading.entry);
      line = 1;
    }
    const lines = this.#index.lineStarts.length;
    while (this.#isPlain && line < lines) line = this.#readLine(line);
    if (this.#isPlain) this.#close();
    return this.#isPlain;
  }

  /** Reads a line, or the whole table that begins there; the line behind. */
  #readLine(line: number): number {
    const start = this.#index.lineStarts[line] ?? 0;
    const end = lineEnd(this.#index, line);
    const text = this.#text.slice(start, end);
    if (text.trim() === "") this.#close();
    else if (text.startsWith("|")) return this.#readTable(line);
    else if (text.startsWith("> ")) this.#readQuoted(text, start, end);
    else if (itemStart.test(text)) this.#readItem(text, start, end);
    else this.#readText(text, start, line);
    return line + 1;
  }

  #readTable(first: number): number {
    const head = this.#cells(first);
    const below = this.#cells(first + 1);
    const isTable =
      this.#open === undefined &&
      head !== undefined &&
      head.every((cell) => !this.#textAt(cell).includes("[")) &&
      below?.length === head.length &&
      below.every((cell) => delimiterCell.test(this.#textAt(cell)));
    if (!isTable) {
      this.#isPlain = false;
      return first + 1;
    }
    this.#prose();
    const rows: (readonly Stretch[])[] = [];
    let line = first + 2;
    while (lineText(this.#index, line).trim() !== "") {
      const row = this.#cells(line);
      if (row?.length !== head.length) {
        this.#isPlain = false;
        return line;
      }
      rows.push(row);
      line += 1;
    }
    for (const cell of [head, ...rows].flat()) this.#readInline(cell, false);
    this.#report.addTable(
      head.map((cell) => this.#textAt(cell)),
      rows,
      this.#entries - 1,
    );
    return line;
  }

  /** The cells of a row that has a bar at each end. */
  #cells(line: number): readonly Stretch[] | undefined {
    const start = this.#index.lineStarts[line] ?? 0;
    const text = lineText(this.#index, line).trimEnd();
    if (text.length < 2 || !text.startsWith("|") || !text.endsWith("|")) {
      return undefined;
    }
    const cells: Stretch[] = [];
    let from = 1;
    while (from < text.length) {
      const bar = text.indexOf("|", from);
      cells.push(trimmed(this.#text, start + from, start + bar));
      from = bar + 1;
    }
    return cells;
  }

  #at(from: number, to: number): TextRange {
    return below(rangeBetween(this.#index, from, to), this.#above);
  }

  #textAt({ from, to }: Stretch): string {
    return this.#text.slice(from, to);
  }

  #readQuoted(text: string, start: number, end: number): void {
    const isFirst = this.#open?.kind !== "quotation";
    if (!beginsText(text.slice(2))) this.#isPlain = false;
    else if (isFirst) {
      this.#close();
      this.#prose();
      this.#open = { kind: "quotation", from: start + 2, to: end };
    } else this.#goOn(end);
  }

  #readItem(text: string, start: number, end: number): void {
    const marker = text.indexOf(" ") + 1;
    // Only a list that begins with 1 may interrupt a paragraph.
    const interrupts =
      this.#open !== undefined && this.#open.kind !== "item" && marker > 2;
    this.#close();
    this.#prose();
    const ticked = boxStart.exec(text.slice(marker));
    const indent = marker + (ticked?.[0].length ?? 0);
    // A box at the end of its line is one when words follow below it.
    const isOddBox = ticked === null && anyBox.test(text.slice(marker));
    if (interrupts || isOddBox || !beginsText(text.slice(indent))) {
      this.#isPlain = false;
      return;
    }
    this.#open = {
      kind: "item",
      from: start + indent,
      to: end,
      indent: marker,
      isTicked: ticked === null ? undefined : ticked[1] !== " ",
    };
  }

  #readText(text: string, start: number, line: number): void {
    const open = this.#open;
    const indent = text.length - text.trimStart().length;
    const isIndented =
      indent > 0 && !(open?.kind === "item" && indent === open.indent);
    const words = text.slice(indent);
    if (isIndented) this.#isPlain = false;
    else if (!beginsText(words)) this.#readBoldLine(words, start, line);
    else if (open === undefined) {
      this.#prose();
      this.#open = { kind: "paragraph", from: start, to: start + text.length };
    } else this.#goOn(start + text.length);
  }

  #goOn(to: number): void {
    if (this.#open !== undefined) this.#open = { ...this.#open, to };
  }

  #readBoldLine(words: string, start: number, line: number): void {
    const isAlone =
      this.#open === undefined && lineText(this.#index, line + 1).trim() === "";
    if (!isAlone || !boldLine.test(words)) {
      this.#isPlain = false;
      return;
    }
    const end = start + words.length;
    this.#addEntry({
      kind: "bold-line",
      depth: 7,
      text: detached(words.replaceAll("**", "")),
      range: this.#at(start, end),
      words: headingWords(this.#index, start, end, this.#above),
    });
  }

  #addEntry(entry: PieceEntry): void {
    this.#blocks.push(entry);
    this.#entries += 1;
    this.#hasItems = mayBePart(entry);
  }

  #prose(): void {
    if (this.#blocks.at(-1) !== "prose") this.#blocks.push("prose");
  }

  /** Ends the open block and reads what is in it. */
  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const place = this.#entries - 1;
    const stretch = trimmed(this.#text, open.from, open.to);
    if (open.kind === "quotation") {
      this.#readInline(open, true);
      return;
    }
    if (open.kind === "item" && open.isTicked !== undefined) {
      this.#report.addTask(stretch, open.isTicked, [], place);
      this.#readInline(open, true);
      return;
    }
    if (this.#hasItems) this.#report.addItem(open.kind, stretch, place);
    this.#report.addLabelledLines(stretch, place);
    this.#readInline(open, false);
  }

  /** Citations and links between two offsets. */
  #readInline({ from, to }: Stretch, isMention: boolean): void {
    const place = this.#entries - 1;
    let start = from;
    for (;;) {
      const bracket = this.#text.indexOf("](", start);
      if (bracket < 0 || bracket >= to) break;
      const open = this.#text.lastIndexOf("[", bracket);
      const link =
        open < start ? null : plainLink.exec(this.#text.slice(open, to));
      if (link === null || open + link[0].indexOf("](") !== bracket) {
        this.#isPlain = false;
        return;
      }
      this.#addCitations(start, open, isMention);
      const end = open + link[0].length;
      this.#links.push({
        url: detached(withoutFragment(link[2] ?? "")),
        range: this.#at(open, end),
        place,
        isMention,
      });
      start = end;
    }
    this.#addCitations(start, to, isMention);
  }

  #addCitations(start: number, end: number, isMention: boolean): void {
    for (const { offset, token } of findCitations(this.#text, start, end)) {
      const after = offset + 1 + token.length;
      const locator = locatorAfter(this.#text, after);
      this.#citations.push({
        token: detached(token),
        range: this.#at(offset, after),
        place: this.#entries - 1,
        isMention,
        ...(locator === undefined ? {} : { locator: detached(locator) }),
      });
    }
  }
}

function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}
