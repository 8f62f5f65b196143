// Reads a Markdown body into its outline: headings and bold lines in order,
// and the citations and links under them. Knows no framework and no evidence.

import type { Heading, Node, Nodes, Paragraph, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import { rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { findCitations, locatorAfter } from "./citations.ts";
import { parseMarkdown } from "./markdown.ts";

/** A word of a heading that could be (a part of) a code. */
export interface HeadingWord {
  readonly text: string;
  readonly range: TextRange;
}

export interface OutlineEntry {
  readonly kind: "heading" | "bold-line";
  /** 1 to 6; a bold line is below any heading: 7. */
  readonly depth: number;
  readonly text: string;
  readonly range: TextRange;
  readonly words: readonly HeadingWord[];
  /** Whether text stands under it before the next heading of any level. */
  readonly hasProse: boolean;
}

export interface Citation {
  /** What stands behind the `@`. */
  readonly token: string;
  /** From the `@` to the token's end. */
  readonly range: TextRange;
  /** Position in the outline of the nearest entry above, -1 for none. */
  readonly place: number;
  /** In a task item, code, a comment or a block quotation: maps nothing. */
  readonly isMention: boolean;
  readonly locator?: string;
}

export interface BodyLink {
  /** The address as written, without its fragment. */
  readonly url: string;
  readonly range: TextRange;
  readonly place: number;
  readonly isMention: boolean;
}

export interface Outline {
  readonly entries: readonly OutlineEntry[];
  readonly citations: readonly Citation[];
  readonly links: readonly BodyLink[];
}

const emptyOutline: Outline = { entries: [], citations: [], links: [] };

// Far more than anybody means; a few thousand would take the parser seconds
// and then its stack.
const tooDeep = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){400}/m;

/** Reads the body that begins at `bodyStart`. Never throws. */
export function readOutline(index: LineIndex, bodyStart: number): Outline {
  const body = index.text.slice(bodyStart);
  if (body.trim() === "" || tooDeep.test(body)) return emptyOutline;
  try {
    const reader = new OutlineReader(index, bodyStart);
    for (const block of parseMarkdown(body).children) reader.addBlock(block);
    return reader.outline();
  } catch (error) {
    // Lists nested by the thousand exhaust the parser's stack: nobody's text.
    if (error instanceof RangeError) return emptyOutline;
    throw error;
  }
}

interface DraftEntry extends OutlineEntry {
  hasProse: boolean;
}

class OutlineReader {
  readonly #index: LineIndex;
  readonly #bodyStart: number;
  readonly #entries: DraftEntry[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: BodyLink[] = [];
  readonly #references: { id: string; link: Omit<BodyLink, "url"> }[] = [];
  readonly #definitions = new Map<string, string>();

  constructor(index: LineIndex, bodyStart: number) {
    this.#index = index;
    this.#bodyStart = bodyStart;
  }

  outline(): Outline {
    for (const { id, link } of this.#references) {
      const url = this.#definitions.get(id);
      if (url !== undefined) this.#links.push({ url, ...link });
    }
    return {
      entries: this.#entries,
      citations: this.#citations,
      links: this.#links,
    };
  }

  addBlock(block: RootContent): void {
    if (block.type === "heading") {
      this.#addEntry(block, "heading", block.depth);
    } else if (isBoldLine(block)) {
      this.#addEntry(block, "bold-line", 7);
    } else if (block.type !== "html" && block.type !== "definition") {
      this.#markProse();
    }
    this.#visit(block, false);
  }

  #addEntry(
    node: Heading | Paragraph,
    kind: OutlineEntry["kind"],
    depth: number,
  ): void {
    const first = node.children[0];
    const last = node.children.at(-1);
    const [start] =
      first === undefined ? this.#offsets(node) : this.#offsets(first);
    const [, end] =
      last === undefined ? this.#offsets(node) : this.#offsets(last);
    this.#entries.push({
      kind,
      depth,
      text: plainText(node),
      range: rangeBetween(this.#index, start, end),
      words: this.#words(start, end),
      hasProse: false,
    });
  }

  #words(start: number, end: number): readonly HeadingWord[] {
    const source = this.#index.text.slice(start, end);
    if (!/\p{N}/u.test(source)) return [];
    const words: HeadingWord[] = [];
    for (const match of source.matchAll(/[\p{L}\p{N}][^\s[\]()*`|]*/gu)) {
      const text = match[0].replace(/[\p{P}\p{S}]+$/u, "");
      const from = start + match.index;
      words.push({
        text,
        range: rangeBetween(this.#index, from, from + text.length),
      });
    }
    return words;
  }

  #markProse(): void {
    const entry = this.#entries.at(-1);
    if (entry === undefined) return;
    entry.hasProse = true;
    // A bold line is a part of the section above it: so is the text below it.
    if (entry.kind === "heading") return;
    const heading = this.#entries.findLast(({ kind }) => kind === "heading");
    if (heading !== undefined) heading.hasProse = true;
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
        place: this.#entries.length - 1,
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
      place: this.#entries.length - 1,
      isMention,
    };
  }

  #offsets(node: Node): readonly [start: number, end: number] {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    return [this.#bodyStart + start, this.#bodyStart + end];
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
