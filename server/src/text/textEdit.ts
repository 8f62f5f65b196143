// Changes to a text as data, so that a fix can be shown before it is made.

import { indexLines, offsetAt } from "./lineIndex.ts";
import type { TextRange } from "./textRange.ts";

/** Replaces `range` by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/**
 * Applies edits that were all made against the same text.
 * Throws a RangeError when two of them overlap.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const index = indexLines(text);
  const placed = edits
    .map(({ range, newText }) => ({
      start: offsetAt(index, {
        line: range.startLine,
        character: range.startCharacter,
      }),
      end: offsetAt(index, {
        line: range.endLine,
        character: range.endCharacter,
      }),
      newText,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let done = 0;
  for (const edit of placed) {
    if (edit.start < done) throw new RangeError("Edits overlap");
    result += text.slice(done, edit.start) + edit.newText;
    done = edit.end;
  }
  return result + text.slice(done);
}
