// The words of a heading that could be a code, or a part of one.

import { rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import type { HeadingWord } from "./outline.ts";

/** The words between two offsets; none where there is no digit. */
export function headingWords(
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
