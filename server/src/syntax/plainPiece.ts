// Reads the pieces that most of a report consists of without the Markdown
// parser: a heading, paragraphs, lists and quotations, with citations,
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
import { isBlankLine } from "../text/signs.ts";
import { below, type TextRange } from "../text/textRange.ts";
import { trimmed } from "./actionFields.ts";
import { findCitations, locatorAfter } from "./citations.ts";
import { headingWords } from "./headingWords.ts";
import type { BodyLink, Citation } from "./outline.ts";
import type { PieceEntry, PieceOutline } from "./pieceOutline.ts";
import {
  mayBePart,
  ReportReader,
  type ListedItem,
  type Stretch,
} from "./reportBlocks.ts";

const plainHeading =
  /^(#{1,6}) +([\p{L}\p{N}](?:(?:[\p{L}\p{N} .,;:()'"’–—/%?+-]|&(?= ))*[\p{L}\p{N}.,;:()'"’–—/%?+-])?) *(?:[\n\r]|$)/u;

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
  if (hasMarks(text)) return readBlocks(text, place);
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
  if (!isBlank(text, behind)) {
    if (hasItems) return readBlocks(text, place);
    blocks.push("prose");
  }
  return {
    blocks,
    citations: none,
    links: none,
    definitions: none,
    labelledLines: none,
    items: none,
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

/**
 * What has a meaning that only the parser knows for sure: a tag, an entity, what
 * is struck out, and the like.
 */
const onlyForParser =
  /[\\`]|<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z\d]*;)|~[^~]*~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\]:|\]\[|!\[|[\n\r] {0,3}#/u;

function readBlocks(text: string, place: PiecePlace): PieceOutline | undefined {
  if (onlyForParser.test(text)) return undefined;
  const reader = new PlainPieceReader(text, place);
  return reader.read() ? reader.outline() : undefined;
}

/** How a paragraph, or what an item or a quotation holds, may begin. */
const textStart = /^(?:[\p{L}@([£"“‘]|\d(?!\d{0,8}[.)](?: |$)))/u;
const boldLine =
  /^\*\*([\p{L}\p{N}](?:(?:[\p{L}\p{N} .,;:()'"’–—/%?+-]|&(?= ))*[\p{L}\p{N}.,;:()'"’–—/%?+-])?)\*\*:?$/u;
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
/** Behind more blanks than four, or two tabs, code begins. */
const itemStart = /^([ \t]*)([-*+]|\d{1,9}[.)])(?: {1,4}|\t)(?=[^ \t])/;
const anyBox = /^\[[\sxX]\]/;
const boxStart = /^\[([ xX])\] (?=[^ ])/;
const plainLink =
  /^\[([^[\]()*@!^\n\r]*)\]\(([\p{L}\p{N}./%+-][\p{L}\p{N}./#%?=:+-]*)\)/u;

/** An item that is being read. */
interface OpenItem extends ListedItem {
  words: Stretch | undefined;
  readonly below: OpenItem[];
  /** The column at which what it holds begins. */
  readonly column: number;
  /** It is a task or stands below one: what it cites maps nothing. */
  readonly isMention: boolean;
}

/** The paragraph that is being read, or the quotation. */
type Open = Stretch &
  (
    | { readonly kind: "paragraph" | "quotation" }
    | { readonly kind: "first" | "later"; readonly item: OpenItem }
  );

/** With more blanks at its start than these, a line may be code. */
const deepestIndent = 3;

/** As far in as people write; what is read beyond a bound is up to the parser. */
const deepestColumn = 60;

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
  /** Those of the list that is being read, with all that is in them. */
  #listed: OpenItem[] = [];
  /** The last of them, the last one in it, and so on down. */
  #items: readonly OpenItem[] = [];
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
      definitions: none,
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
    if (this.#isPlain) this.#leaveList();
    return this.#isPlain;
  }

  /** Reads a line, or the whole table that begins there; the line behind. */
  #readLine(line: number): number {
    const start = this.#index.lineStarts[line] ?? 0;
    const end = lineEnd(this.#index, line);
    const text = this.#text.slice(start, end);
    if (isBlankLine(text)) this.#close();
    else if (text.startsWith("|")) return this.#readTable(line);
    else if (text.startsWith("> ")) this.#readQuoted(text, start, end);
    else {
      const item = itemStart.exec(text);
      if (item === null) this.#readText(text, start, line);
      else this.#readItem(item, text, start);
    }
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
    this.#leaveList();
    this.#prose();
    const rows: (readonly Stretch[])[] = [];
    let line = first + 2;
    while (!isBlankLine(lineText(this.#index, line))) {
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
    const text = lineText(this.#index, line).replace(/ +$/, "");
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
      this.#leaveList();
      this.#prose();
      this.#open = { kind: "quotation", from: start + 2, to: end };
    } else this.#goOn(end);
  }

  #readItem(
    [before, blanks = "", marker = ""]: RegExpExecArray,
    text: string,
    start: number,
  ): void {
    const depth = this.#depthAt(columnBehind(blanks));
    const words = text.slice(before.length);
    const [box = "", tick] = boxStart.exec(words) ?? [];
    // A box at the end of its line is one when words follow below it.
    const isOddBox = tick === undefined && anyBox.test(words);
    const mayBeText = marker.length > 1 && this.#wouldInterrupt(depth, marker);
    const isPlain =
      depth !== undefined &&
      !isOddBox &&
      !mayBeText &&
      beginsText(words.slice(box.length));
    if (!isPlain) {
      this.#isPlain = false;
      return;
    }
    this.#close();
    this.#prose();
    const outer = this.#items.slice(0, depth);
    const parent = outer.at(-1);
    const item: OpenItem = {
      words: undefined,
      isTicked: tick === undefined ? undefined : tick !== " ",
      below: [],
      column: columnBehind(before),
      isMention: parent?.isMention === true || tick !== undefined,
    };
    (parent?.below ?? this.#listed).push(item);
    this.#items = [...outer, item];
    this.#open = {
      kind: "first",
      item,
      from: start + before.length + box.length,
      to: start + text.length,
    };
  }

  /**
   * In how many of the open items a line stands that begins so far in;
   * undefined where it may be code, or is too far in.
   */
  #depthAt(column: number): number | undefined {
    const depth = this.#items.filter((item) => item.column <= column).length;
    const left = column - (this.#items[depth - 1]?.column ?? 0);
    const isOdd = left > deepestIndent || column > deepestColumn;
    return isOdd ? undefined : depth;
  }

  /** In the middle of a paragraph a list of numbers only begins with 1. */
  #wouldInterrupt(depth: number | undefined, marker: string): boolean {
    const open = this.#open;
    if (open === undefined) return false;
    if (open.kind === "paragraph" || open.kind === "quotation") return true;
    return depth === this.#items.length && !/^1[.)]$/.test(marker);
  }

  #readText(text: string, start: number, line: number): void {
    const open = this.#open;
    const indent = text.search(/[^ \t]/);
    const words = text.slice(indent);
    const to = start + text.length;
    if (open !== undefined && indent > 0 && open.kind === "quotation") {
      this.#isPlain = false;
    } else if (!beginsText(words)) {
      if (indent > 0) this.#isPlain = false;
      else this.#readBoldLine(words, start, line);
    } else if (open !== undefined) {
      // However far in it begins, it goes on with the paragraph.
      this.#goOn(to);
    } else if (indent === 0) {
      this.#leaveList();
      this.#prose();
      this.#open = { kind: "paragraph", from: start, to };
    } else this.#readLater(text.slice(0, indent), start + indent, to);
  }

  /** A further paragraph of an item. */
  #readLater(blanks: string, from: number, to: number): void {
    const depth = this.#depthAt(columnBehind(blanks));
    const item = depth === undefined ? undefined : this.#items[depth - 1];
    if (item === undefined) {
      this.#isPlain = false;
      return;
    }
    this.#items = this.#items.slice(0, depth);
    this.#open = { kind: "later", item, from, to };
  }

  #goOn(to: number): void {
    if (this.#open !== undefined) this.#open = { ...this.#open, to };
  }

  #readBoldLine(words: string, start: number, line: number): void {
    const isAlone =
      this.#open === undefined && isBlankLine(lineText(this.#index, line + 1));
    if (!isAlone || !boldLine.test(words)) {
      this.#isPlain = false;
      return;
    }
    const end = start + words.length;
    this.#leaveList();
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

  /** Ends the open paragraph or quotation and reads what is in it. */
  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    switch (open.kind) {
      case "paragraph": {
        const place = this.#entries - 1;
        const stretch = trimmed(this.#text, open.from, open.to);
        if (this.#hasItems) this.#report.addItem("paragraph", stretch, place);
        this.#report.addLabelledLines(stretch, place);
        this.#readInline(open, false);
        return;
      }
      case "quotation":
        this.#readInline(open, true);
        return;
      case "first":
        open.item.words = trimmed(this.#text, open.from, open.to);
        this.#readInline(open, open.item.isMention);
        return;
      case "later":
        this.#readInline(open, open.item.isMention);
    }
  }

  /** Ends whatever is open: something else begins at the top. */
  #leaveList(): void {
    this.#close();
    this.#report.addList(this.#listed, this.#entries - 1, this.#hasItems);
    this.#listed = [];
    this.#items = [];
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

/** The column at which a line goes on behind its first signs. */
function columnBehind(signs: string): number {
  let column = 0;
  for (const sign of signs) column += sign === "\t" ? 4 - (column % 4) : 1;
  return column;
}

/** An address without the place that it leads to in its file. */
export function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}
