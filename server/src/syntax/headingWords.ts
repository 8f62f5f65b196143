// The words of a heading that could be a code, or a part of one.

import { detached } from "../text/detached.ts";
import { rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import { below } from "../text/textRange.ts";
import type { HeadingWord } from "./outline.ts";

const noWords: readonly HeadingWord[] = [];

/**
 * The words between two offsets; none where there is no digit. `above`: lines
 * above the text that is indexed.
 */
export function headingWords(
  index: LineIndex,
  start: number,
  end: number,
  above = 0,
): readonly HeadingWord[] {
  const source = index.text.slice(start, end);
  if (!/\p{N}/u.test(source)) return noWords;
  const words: HeadingWord[] = [];
  for (const match of source.matchAll(/[\p{L}\p{N}][^\s[\]()*`|]*/gu)) {
    const text = match[0].replace(/[\p{P}\p{S}]+$/u, "");
    const from = start + match.index;
    const range = rangeBetween(index, from, from + text.length);
    words.push({ text: detached(text), range: below(range, above) });
  }
  return words;
}
