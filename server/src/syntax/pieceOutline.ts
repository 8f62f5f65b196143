// Reads one piece of a Markdown body. Pieces of plain words, which are most,
// need no parser; the others are parsed once and remembered, so that a letter
// costs its own paragraph only.

import type { Heading, Node, Nodes, Paragraph, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import { detached } from "../text/detached.ts";
import { indexLines, rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import { below, type TextRange } from "../text/textRange.ts";
import { findCitations, locatorAfter } from "./citations.ts";
import type { PieceText } from "./bodyPieces.ts";
import { asWritten, withoutDeepNesting } from "./deepNesting.ts";
import { definitionsOf, sourceOf, type Definition } from "./definitions.ts";
import { parseMarkdown } from "./markdown.ts";
import { headingWords } from "./headingWords.ts";
import type { BodyLink, Citation, OutlineEntry } from "./outline.ts";
import {
  readPlainPiece,
  withoutFragment,
  type PiecePlace,
} from "./plainPiece.ts";
import { ReportReader, type ReportBlocks } from "./reportBlocks.ts";

export type PieceEntry = Omit<OutlineEntry, "hasProse">;

export interface PieceOutline extends ReportBlocks {
  /** Top-level blocks: what makes entries, and text that may be under one. */
  readonly blocks: readonly (PieceEntry | "prose")[];
  /** Their `place` is the position of an entry among those of the piece. */
  readonly citations: readonly Citation[];
  readonly links: readonly BodyLink[];
  /** What it defines for the whole body. */
  readonly definitions: readonly Definition[];
}

/** Characters of parsed pieces that are remembered, twice over. */
const mostRemembered = 500_000;

let remembered = new Map<string, PieceOutline>();
let rememberedBefore = remembered;
let rememberedCharacters = 0;

/**
 * Reads a piece, with its places counted from the top of the body; throws a
 * RangeError when it is nested beyond all bounds.
 */
export function readPiece(
  { text, outer }: PieceText,
  place: PiecePlace,
): PieceOutline {
  const plain = outer === "" ? readPlainPiece(text, place) : undefined;
  return plain ?? moved(parsePieceOnce(text, outer), topOfBody, place);
}

/** What a piece defines for the whole body. */
export function definitionsIn(text: string): readonly Definition[] {
  return parsePieceOnce(text).definitions;
}

const topOfBody: PiecePlace = { line: 0, entries: 0, isInPart: false };

function parsePieceOnce(text: string, outer = ""): PieceOutline {
  // JSON has no such sign.
  const key = `${outer}\0${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const piece =
    rememberedBefore.get(key) ?? parsePiece(text, definitionsOf(outer));
  if (rememberedCharacters + key.length > mostRemembered) {
    rememberedBefore = remembered;
    remembered = new Map();
    rememberedCharacters = 0;
  }
  remembered.set(detached(key), piece);
  rememberedCharacters += key.length;
  return piece;
}

/** What was read in one place, in another; the very same where it is the same. */
export function moved(
  piece: PieceOutline,
  from: PiecePlace,
  to: PiecePlace,
): PieceOutline {
  const lines = to.line - from.line;
  const entries = to.entries - from.entries;
  if (lines === 0 && entries === 0) return piece;
  const lower = <Item extends { range: TextRange }>(item: Item): Item => ({
    ...item,
    range: below(item.range, lines),
  });
  const move = <Item extends { range: TextRange; place: number }>(
    item: Item,
  ): Item => ({ ...lower(item), place: item.place + entries });
  return {
    definitions: piece.definitions,
    blocks: piece.blocks.map((block) =>
      block === "prose"
        ? block
        : { ...lower(block), words: block.words.map(lower) },
    ),
    citations: piece.citations.map(move),
    links: piece.links.map(move),
    labelledLines: piece.labelledLines.map(move),
    items: piece.items.map((item) => ({
      ...move(item),
      endLine: item.endLine + lines,
    })),
    actions: piece.actions.map((action) => ({
      ...move(action),
      fields: action.fields.map(lower),
    })),
  };
}

/** Reads a piece with the parser, and with what is defined elsewhere. */
export function parsePiece(
  text: string,
  outer: readonly Definition[] = [],
): PieceOutline {
  const reader = new PieceReader(indexLines(text), outer);
  const { children } = parseMarkdown(
    withoutDeepNesting(text) + sourceOf(outer),
  );
  for (const block of children) {
    const start = block.position?.start.offset ?? 0;
    if (start < text.length) reader.addBlock(block);
  }
  return reader.outline();
}

/** A link with its address, or with the ID of a definition that may follow. */
interface FoundLink extends Omit<BodyLink, "url"> {
  readonly url?: string;
  readonly id?: string;
}

class PieceReader {
  readonly #index: LineIndex;
  readonly #blocks: (PieceEntry | "prose")[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: FoundLink[] = [];
  readonly #definitions: Definition[] = [];
  /** Addresses by the IDs of references. */
  readonly #urls = new Map<string, string>();
  readonly #report: ReportReader;

  #entries = 0;

  constructor(index: LineIndex, outer: readonly Definition[]) {
    this.#index = index;
    for (const { id, url } of outer) {
      if (url !== undefined) this.#urls.set(id, url);
    }
    this.#report = new ReportReader(index);
  }

  outline(): PieceOutline {
    return {
      blocks: this.#blocks,
      citations: this.#citations,
      links: this.#links.flatMap(({ id, ...link }) => {
        const url = id === undefined ? link.url : this.#urls.get(id);
        return url === undefined ? [] : [{ ...link, url }];
      }),
      definitions: this.#definitions,
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
      text: detached(asWritten(plainText(node))),
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
        this.#links.push({
          id: node.identifier,
          ...this.#linkPlace(node, isMention),
        });
        break;
      case "definition":
        this.#define(
          node.identifier,
          detached(withoutFragment(asWritten(node.url))),
        );
        return;
      case "footnoteDefinition":
        this.#definitions.push({ id: detached(`^${node.identifier}`) });
        break;
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

  /** The first of two holds. */
  #define(identifier: string, url: string): void {
    const id = detached(identifier);
    if (this.#urls.has(id)) return;
    this.#urls.set(id, url);
    this.#definitions.push({ id, url });
  }

  #addCitations(node: Node, isMention: boolean): void {
    const [start, end] = this.#offsets(node);
    const { text } = this.#index;
    for (const { offset, token } of findCitations(text, start, end)) {
      const after = offset + 1 + token.length;
      const locator = locatorAfter(text, after);
      this.#citations.push({
        token: detached(token),
        range: rangeBetween(this.#index, offset, after),
        place: this.#entries - 1,
        isMention,
        ...(locator === undefined ? {} : { locator: detached(locator) }),
      });
    }
  }

  #addLink(node: Node, url: string, isMention: boolean): void {
    this.#links.push({
      url: detached(withoutFragment(asWritten(url))),
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
