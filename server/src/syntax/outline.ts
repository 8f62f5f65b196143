// Reads a Markdown body into its outline: headings and bold lines in order,
// and the citations and links under them. Knows no framework and no evidence.

import { positionAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { splitBody, type BodyPiece } from "./bodyPieces.ts";
import {
  parsePiece,
  readPiece,
  readPieceOfMany,
  type PieceOutline,
} from "./pieceOutline.ts";
import type { PiecePlace } from "./plainPiece.ts";
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

/** Characters beyond which all pieces are remembered. */
const longBody = 20_000;

/** Reads the body that begins at `bodyStart`, a line's start. Never throws. */
export function readOutline(index: LineIndex, bodyStart: number): Outline {
  if (index.text.slice(bodyStart).trim() === "") return emptyOutline;
  const { line } = positionAt(index, bodyStart);
  const isLong = index.text.length - bodyStart > longBody;
  return joinPieces(
    splitBody(index, line),
    isLong ? readPieceOfMany : readPiece,
  );
}

/** The same without shortcuts: what they are tested against. */
export function readOutlineWhole(index: LineIndex): Outline {
  return joinPieces([{ line: 0, text: index.text }], parsePiece);
}

function joinPieces(
  pieces: readonly BodyPiece[],
  read: (text: string, place: PiecePlace) => PieceOutline,
): Outline {
  try {
    const joined = new JoinedOutline();
    for (const { line, text } of pieces) {
      joined.add(read(text, joined.placeAt(line)));
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

  /** Where a piece that begins in this line stands. */
  placeAt(line: number): PiecePlace {
    return {
      line,
      entries: this.#entries.length,
      isInPart: mayBePart(this.#entries.at(-1)),
    };
  }

  add(piece: PieceOutline): void {
    for (const block of piece.blocks) {
      if (block === "prose") this.#markProse();
      else {
        const { kind, depth, text, range, words } = block;
        this.#entries.push({
          kind,
          depth,
          text,
          range,
          words,
          hasProse: false,
        });
      }
    }
    this.#citations.push(...piece.citations);
    this.#links.push(...piece.links);
    this.#labelledLines.push(...piece.labelledLines);
    for (const item of piece.items) {
      if (mayBePart(this.#entries[item.place])) this.#items.push(item);
    }
    this.#actions.push(...piece.actions);
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
