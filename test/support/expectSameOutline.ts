// What a body read in pieces is held to: the outline of the whole.

import { expect } from "vitest";
import {
  emptyOutline,
  readOutline,
  readOutlineWhole,
} from "../../server/src/syntax/outline.ts";
import { indexLines } from "../../server/src/text/lineIndex.ts";

/** Expects the shortcuts to give what the parser makes of the whole text. */
export function expectSameOutline(text: string): void {
  const index = indexLines(text);
  expect(readOutline(index, 0)).toEqual(
    text.trim() === "" ? emptyOutline : readOutlineWhole(index),
  );
}
