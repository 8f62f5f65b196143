// Reads one piece of a Markdown body. Pieces of plain words, which are most,
// need no parser; the others are parsed once and remembered, so that a letter
// costs its own paragraph only. Places count from the piece's first line.

import type { Heading, Node, Nodes, Paragraph, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import { indexLines, rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import { findCitations, locatorAfter } from "./citations.ts";
import { parseMarkdown } from "./markdown.ts";
import type {
  BodyLink,
  Citation,
  HeadingWord,
  OutlineEntry,
} from "./outline.ts";
import {
  mayBePart,
  readPlainItems,
  reportMark,
  ReportReader,
  type BodyItem,
  type ReportBlocks,
} from "./reportBlocks.ts";

export type PieceEntry = Omit<OutlineEntry, "hasProse">;

export interface PieceOutline extends ReportBlocks {
  /** Top-level blocks: what makes entries, and text that may be under one. */
  readonly blocks: readonly (PieceEntry | "prose")[];
  /** Their `place` is the position of an entry among those of the piece. */
  readonly citations: readonly Citation[];
  readonly links: readonly BodyLink[];
}

/** Characters of pieces that are remembered, twice over. */
const mostRemembered = 400_000;

let remembered = new Map<string, PieceOutline>();
let rememberedBefore = remembered;
let rememberedCharacters = 0;

/**
 * Reads a piece; throws a RangeError when it is nested beyond all bounds.
 * `isInPart`: it stands in what may be a part, where single items matter.
 */
export function readPiece(text: string, isInPart: boolean): PieceOutline {
  const plain = readPlainPiece(text, isInPart);
  if (plain !== undefined) return plain;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const read = rememberedBefore.get(text) ?? parsePiece(text);
  if (rememberedCharacters + text.length > mostRemembered) {
    rememberedBefore = remembered;
    remembered = new Map();
    rememberedCharacters = 0;
  }
  remembered.set(text, read);
  rememberedCharacters += text.length;
  return read;
}

/** Citations, links, HTML, bold lines, headings below the first line. */
const notPlain =
  /[@<]|\](?:\(|:)|^[ \t]*(?:\*\*|__|(?:=+|-+)[ \t]*$)|[\n\r] {0,3}#/m;
const plainHeading =
  /^(#{1,6}) +([\p{L}\p{N}](?:[\p{L}\p{N} .,;:()'"’–—/%?+-]*[\p{L}\p{N}.,;:()'"’–—/%?+-])?) *(?:[\n\r]|$)/u;

/** The outline of a piece that is surely plain words, lists and tables. */
function readPlainPiece(
  text: string,
  isInPart: boolean,
): PieceOutline | undefined {
  if (notPlain.test(text) || reportMark.test(text)) return undefined;
  const blocks: (PieceEntry | "prose")[] = [];
  let rest = text;
  let hasItems = isInPart;
  if (/^ {0,3}#/.test(text)) {
    const [line, marks, words] = plainHeading.exec(text) ?? [];
    if (line === undefined || marks === undefined || words === undefined) {
      return undefined;
    }
    const start = line.indexOf(words, marks.length);
    const end = start + words.length;
    const index = indexLines(line);
    const entry: PieceEntry = {
      kind: "heading",
      depth: marks.length,
      text: words,
      range: rangeBetween(index, start, end),
      words: headingWords(index, start, end),
    };
    blocks.push(entry);
    hasItems = mayBePart(entry);
    rest = text.slice(line.length);
  }
  const hasText = /[^ \t\n\r]/.test(rest);
  if (hasText) blocks.push("prose");
  let items: readonly BodyItem[] | undefined = [];
  if (hasText && hasItems) {
    const isBelow = blocks.length > 1;
    items = readPlainItems(indexLines(text), isBelow ? 1 : 0);
    if (items === undefined) return undefined;
    if (isBelow) items = items.map((item) => ({ ...item, place: 0 }));
  }
  return {
    blocks,
    citations: [],
    links: [],
    labelledLines: [],
    items,
    actions: [],
  };
}

/** Reads a piece with the parser. */
export function parsePiece(text: string): PieceOutline {
  const reader = new PieceReader(indexLines(text));
  for (const block of parseMarkdown(text).children) reader.addBlock(block);
  return reader.outline();
}

function headingWords(
  index: LineIndex,
  start: number,
  end: number,
): readonly HeadingWord[] {
  const source = index.text.slice(start, end);
  if (!/\p{N}/u.test(source)) return [];
  const words: HeadingWord[] = [];
  for (const match of source.matchAll(/[\p{L}\p{N}][^\s[\]()*`|]*/gu)) {
    const text = match[0].replace(/[\p{P}\p{S}]+$/u, "");
    const from = start + match.index;
    words.push({ text, range: rangeBetween(index, from, from + text.length) });
  }
  return words;
}

class PieceReader {
  readonly #index: LineIndex;
  readonly #blocks: (PieceEntry | "prose")[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: BodyLink[] = [];
  readonly #references: { id: string; link: Omit<BodyLink, "url"> }[] = [];
  readonly #definitions = new Map<string, string>();
  readonly #report: ReportReader;

  #entries = 0;

  constructor(index: LineIndex) {
    this.#index = index;
    this.#report = new ReportReader(index);
  }

  outline(): PieceOutline {
    for (const { id, link } of this.#references) {
      const url = this.#definitions.get(id);
      if (url !== undefined) this.#links.push({ url, ...link });
    }
    return {
      blocks: this.#blocks,
      citations: this.#citations,
      links: this.#links,
      ...this.#report.blocks(),
    };
  }

  addBlock(block: RootContent): void {
    if (block.type === "heading") {
      this.#addEntry(block, "heading", block.depth);
    } else if (isBoldLine(block)) {
      this.#addEntry(block, "bold-line", 7);
    } else if (block.type !== "html" && block.type !== "definition") {
      this.#blocks.push("prose");
      this.#report.addBlock(block, this.#entries - 1);
    }
    this.#visit(block, false);
  }

  #addEntry(
    node: Heading | Paragraph,
    kind: PieceEntry["kind"],
    depth: number,
  ): void {
    const first = node.children[0];
    const last = node.children.at(-1);
    const [start] =
      first === undefined ? this.#offsets(node) : this.#offsets(first);
    const [, end] =
      last === undefined ? this.#offsets(node) : this.#offsets(last);
    this.#entries += 1;
    this.#blocks.push({
      kind,
      depth,
      text: plainText(node),
      range: rangeBetween(this.#index, start, end),
      words: headingWords(this.#index, start, end),
    });
  }

  #visit(node: Nodes, isMention: boolean): void {
    switch (node.type) {
      case "text":
      case "inlineCode":
      case "code":
      case "html":
        this.#addCitations(node, isMention || node.type !== "text");
        return;
      case "link":
      case "image":
        this.#addLink(node, node.url, isMention);
        break;
      case "linkReference":
      case "imageReference":
        this.#references.push({
          id: node.identifier,
          link: this.#linkPlace(node, isMention),
        });
        break;
      case "definition":
        if (!this.#definitions.has(node.identifier)) {
          this.#definitions.set(node.identifier, withoutFragment(node.url));
        }
        return;
      default:
        break;
    }
    if (!("children" in node)) return;
    const mention =
      isMention ||
      node.type === "blockquote" ||
      (node.type === "listItem" && typeof node.checked === "boolean");
    for (const child of node.children) this.#visit(child, mention);
  }

  #addCitations(node: Node, isMention: boolean): void {
    const [start, end] = this.#offsets(node);
    const { text } = this.#index;
    for (const { offset, token } of findCitations(text, start, end)) {
      const after = offset + 1 + token.length;
      const locator = locatorAfter(text, after);
      this.#citations.push({
        token,
        range: rangeBetween(this.#index, offset, after),
        place: this.#entries - 1,
        isMention,
        ...(locator === undefined ? {} : { locator }),
      });
    }
  }

  #addLink(node: Node, url: string, isMention: boolean): void {
    this.#links.push({
      url: withoutFragment(url),
      ...this.#linkPlace(node, isMention),
    });
  }

  #linkPlace(node: Node, isMention: boolean): Omit<BodyLink, "url"> {
    const [start, end] = this.#offsets(node);
    return {
      range: rangeBetween(this.#index, start, end),
      place: this.#entries - 1,
      isMention,
    };
  }

  #offsets(node: Node): readonly [start: number, end: number] {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    return [start, end];
  }
}

function isBoldLine(block: RootContent): block is Paragraph {
  if (block.type !== "paragraph") return false;
  const [first, second, ...more] = block.children;
  if (first?.type !== "strong" || more.length > 0) return false;
  if (second === undefined) return true;
  return second.type === "text" && /^:?\s*$/.test(second.value);
}

function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}
