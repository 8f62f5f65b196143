// Reads a Markdown body into its outline: headings and bold lines in order,
// and the citations and links under them. Knows no framework and no evidence.

import { positionAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { splitBody, type BodyPiece } from "./bodyPieces.ts";
import { parsePiece, readPiece, type PieceOutline } from "./pieceOutline.ts";
import {
  mayBePart,
  type BodyAction,
  type BodyItem,
  type LabelledLine,
} from "./reportBlocks.ts";

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
  readonly labelledLines: readonly LabelledLine[];
  /** Only those under an entry that may be the name of a part. */
  readonly items: readonly BodyItem[];
  readonly actions: readonly BodyAction[];
}

export const emptyOutline: Outline = {
  entries: [],
  citations: [],
  links: [],
  labelledLines: [],
  items: [],
  actions: [],
};

/** Reads the body that begins at `bodyStart`, a line's start. Never throws. */
export function readOutline(index: LineIndex, bodyStart: number): Outline {
  if (index.text.slice(bodyStart).trim() === "") return emptyOutline;
  const { line } = positionAt(index, bodyStart);
  return joinPieces(splitBody(index, line), readPiece);
}

/** The same without shortcuts: what they are tested against. */
export function readOutlineWhole(index: LineIndex): Outline {
  return joinPieces([{ line: 0, text: index.text }], parsePiece);
}

function joinPieces(
  pieces: readonly BodyPiece[],
  read: (text: string, isInPart: boolean) => PieceOutline,
): Outline {
  try {
    const joined = new JoinedOutline();
    for (const { line, text } of pieces) {
      joined.add(read(text, joined.isInPart()), line);
    }
    return joined.outline();
  } catch (error) {
    // Lists nested by the thousand exhaust the parser's stack: nobody's text.
    if (error instanceof RangeError) return emptyOutline;
    throw error;
  }
}

interface DraftEntry extends OutlineEntry {
  hasProse: boolean;
}

class JoinedOutline {
  readonly #entries: DraftEntry[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: BodyLink[] = [];
  readonly #labelledLines: LabelledLine[] = [];
  readonly #items: BodyItem[] = [];
  readonly #actions: BodyAction[] = [];

  outline(): Outline {
    return {
      entries: this.#entries,
      citations: this.#citations,
      links: this.#links,
      labelledLines: this.#labelledLines,
      items: this.#items,
      actions: this.#actions,
    };
  }

  /** Whether what comes next stands in what may be a part. */
  isInPart(): boolean {
    return mayBePart(this.#entries.at(-1));
  }

  /** Adds a piece whose places count from its own first line. */
  add(piece: PieceOutline, line: number): void {
    const placed = <Item extends { range: TextRange; place: number }>(
      item: Item,
    ): Item => ({
      ...item,
      range: below(item.range, line),
      place: item.place + above,
    });
    const above = this.#entries.length;
    for (const block of piece.blocks) {
      if (block === "prose") this.#markProse();
      else {
        this.#entries.push({
          ...block,
          range: below(block.range, line),
          words: block.words.map(({ text, range }) => ({
            text,
            range: below(range, line),
          })),
          hasProse: false,
        });
      }
    }
    this.#citations.push(...piece.citations.map(placed));
    this.#links.push(...piece.links.map(placed));
    this.#labelledLines.push(...piece.labelledLines.map(placed));
    this.#items.push(
      ...piece.items
        .map((item) => ({ ...placed(item), endLine: item.endLine + line }))
        .filter(({ place }) => mayBePart(this.#entries[place])),
    );
    this.#actions.push(
      ...piece.actions.map((action) => ({
        ...placed(action),
        fields: action.fields.map((field) => ({
          ...field,
          range: below(field.range, line),
        })),
      })),
    );
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
}

function below(range: TextRange, lines: number): TextRange {
  return {
    ...range,
    startLine: range.startLine + lines,
    endLine: range.endLine + lines,
  };
}
