// Reads a Markdown body into its outline: headings and bold lines in order,
// and the citations and links under them. Knows no framework and no evidence.

import { positionAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { BodyMemory, type JoinedEntry, type ReadPiece } from "./bodyMemory.ts";
import { splitBody, uncut, type BodyPiece } from "./bodyPieces.ts";
import { labelEnd, withDefinitions } from "./definitions.ts";
import {
  definitionsIn,
  moved,
  parsePiece,
  readPiece,
  type PieceEntry,
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

/** Reads the body that begins at `bodyStart`, a line's start. Never throws. */
export function readOutline(index: LineIndex, bodyStart: number): Outline {
  if (index.text.slice(bodyStart).trim() === "") return emptyOutline;
  const { line } = positionAt(index, bodyStart);
  return orNothing(() => {
    const pieces = piecesOf(index, line);
    const before = bodies.likest(pieces);
    const joined = new JoinedOutline(before?.body.entries);
    const read = pieces.map((one, at): ReadPiece => {
      const known = before?.pieceFor(at);
      const piece =
        known !== undefined && joined.isAt(known.place, one.line)
          ? known
          : readAt(joined.placeAt(one.line), one, known);
      joined.add(piece.outline);
      return piece;
    });
    bodies.remember({ pieces: read, entries: joined.joinedEntries() }, before);
    return joined.outline();
  });
}

/** Reads a piece, by what the same one was elsewhere. */
function readAt(
  place: PiecePlace,
  piece: BodyPiece,
  known: ReadPiece | undefined,
): ReadPiece {
  // Whether single items matter decides what is read.
  const outline =
    known?.place.isInPart === place.isInPart
      ? moved(known.outline, known.place, place)
      : readPiece(piece, place);
  const { text, outer } = piece;
  return { text, outer, place, outline };
}

function piecesOf(index: LineIndex, line: number): readonly BodyPiece[] {
  const pieces = splitBody(index, line);
  return index.text.includes(labelEnd, index.lineStarts[line])
    ? (withDefinitions(pieces, definitionsIn) ?? [uncut(index, line)])
    : pieces;
}

const bodies = new BodyMemory();

/** The same without shortcuts: what they are tested against. */
export function readOutlineWhole(index: LineIndex): Outline {
  return orNothing(() => {
    const joined = new JoinedOutline();
    joined.add(parsePiece(index.text));
    return joined.outline();
  });
}

function orNothing(read: () => Outline): Outline {
  try {
    return read();
  } catch (error) {
    // Emphasis nested by the thousand may exhaust the stack: nobody's text.
    if (error instanceof RangeError) return emptyOutline;
    throw error;
  }
}

interface DraftEntry {
  readonly entry: PieceEntry;
  hasProse: boolean;
}

class JoinedOutline {
  readonly #before: readonly JoinedEntry[];
  readonly #entries: DraftEntry[] = [];
  readonly #citations: Citation[] = [];
  readonly #links: BodyLink[] = [];
  readonly #labelledLines: LabelledLine[] = [];
  readonly #items: BodyItem[] = [];
  readonly #actions: BodyAction[] = [];
  #joined: readonly JoinedEntry[] | undefined;

  constructor(before: readonly JoinedEntry[] = []) {
    this.#before = before;
  }

  outline(): Outline {
    return {
      entries: this.joinedEntries().map(({ joined }) => joined),
      citations: this.#citations,
      links: this.#links,
      labelledLines: this.#labelledLines,
      items: this.#items,
      actions: this.#actions,
    };
  }

  /** Entries that are as they were before are the very same. */
  joinedEntries(): readonly JoinedEntry[] {
    this.#joined ??= this.#entries.map(({ entry, hasProse }, at) => {
      const before = this.#before[at];
      return before?.entry === entry && before.joined.hasProse === hasProse
        ? before
        : { entry, joined: { ...entry, hasProse } };
    });
    return this.#joined;
  }

  /** Where a piece that begins in this line stands. */
  placeAt(line: number): PiecePlace {
    return {
      line,
      entries: this.#entries.length,
      isInPart: mayBePart(this.#entries.at(-1)?.entry),
    };
  }

  isAt({ line, entries, isInPart }: PiecePlace, at: number): boolean {
    return (
      line === at &&
      entries === this.#entries.length &&
      isInPart === mayBePart(this.#entries.at(-1)?.entry)
    );
  }

  add(piece: PieceOutline): void {
    for (const block of piece.blocks) {
      if (block === "prose") this.#markProse();
      else this.#entries.push({ entry: block, hasProse: false });
    }
    for (const citation of piece.citations) this.#citations.push(citation);
    for (const link of piece.links) this.#links.push(link);
    for (const line of piece.labelledLines) this.#labelledLines.push(line);
    for (const action of piece.actions) this.#actions.push(action);
    for (const item of piece.items) {
      if (mayBePart(this.#entries[item.place]?.entry)) this.#items.push(item);
    }
  }

  #markProse(): void {
    const last = this.#entries.at(-1);
    if (last === undefined) return;
    last.hasProse = true;
    // A bold line is a part of the section above it: so is the text below it.
    if (last.entry.kind === "heading") return;
    const heading = this.#entries.findLast(
      ({ entry }) => entry.kind === "heading",
    );
    if (heading !== undefined) heading.hasProse = true;
  }
}
