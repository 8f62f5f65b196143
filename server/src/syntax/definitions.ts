// Definitions of links and notes: `[plan]: files/plan.md`, `[^1]: A note`. They
// hold in the whole body, wherever they stand: a piece that uses one from
// elsewhere is given it, so that a letter costs its own piece all the same.

import { normalizeIdentifier } from "micromark-util-normalize-identifier";
import { hasFence, type BodyPiece } from "./bodyPieces.ts";

export interface Definition {
  /** As the parser compares it; a note's begins with `^`. */
  readonly id: string;
  /** The address as written, without its fragment; a note has none. */
  readonly url?: string;
}

/** With what the label of a definition ends. */
export const labelEnd = "]:";
const label = /\[((?:[^[\]\\]|\\[^])*)\]/g;
/** A label that is written in another way than it is compared. */
const isOdd = /[\n\r\\]/;

/**
 * What pieces use of each other's definitions. Undefined where that cannot be
 * told piece by piece: the body must be read whole.
 */
export function withDefinitions(
  pieces: readonly BodyPiece[],
  definitionsIn: (text: string) => readonly Definition[],
): readonly BodyPiece[] | undefined {
  const all = new Map<string, Definition>();
  const homes = new Map<string, BodyPiece>();
  for (const piece of pieces) {
    if (!piece.text.includes(labelEnd)) continue;
    for (const definition of definitionsIn(piece.text)) {
      const { id } = definition;
      // Of two, the first one holds, and that is in another piece.
      if (homes.has(id) && homes.get(id) !== piece) return undefined;
      all.set(id, definition);
      homes.set(id, piece);
    }
  }
  if (all.size === 0) return pieces;
  const defined: BodyPiece[] = [];
  for (const piece of pieces) {
    const outer = usedIn(piece.text, all).filter(
      ({ id }) => homes.get(id) !== piece,
    );
    if (outer.length === 0) {
      defined.push(piece);
      continue;
    }
    // Behind what is not closed in the piece they would not be read.
    if (hasFence(piece.text) || piece.text.includes("<!--")) return undefined;
    defined.push({ ...piece, outer: JSON.stringify(outer) });
  }
  return defined;
}

/** Those that a text may use, in their order. */
function usedIn(
  text: string,
  all: ReadonlyMap<string, Definition>,
): readonly Definition[] {
  if (!text.includes("[")) return [];
  const used = new Set<string>();
  for (const [, words = ""] of text.matchAll(label)) {
    if (isOdd.test(words)) return [...all.values()];
    used.add(identifierOf(words));
  }
  return [...all.values()].filter(({ id }) => used.has(id));
}

/** A label as the tree of the parser has it. */
function identifierOf(words: string): string {
  return normalizeIdentifier(words).toLowerCase();
}

/** Definitions as a text that may follow a piece. */
export function sourceOf(definitions: readonly Definition[]): string {
  return definitions.map(({ id }) => `\n\n[${id}]: x`).join("");
}

/** Read back from a piece that is given them. */
export function definitionsOf(outer: string): readonly Definition[] {
  return outer === "" ? [] : (JSON.parse(outer) as readonly Definition[]);
}
