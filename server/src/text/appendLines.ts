// Adds lines at the end of a stretch of text, as a person would: after its
// last line that says something, with one empty line between paragraphs.

import { lineText, type LineIndex } from "./lineIndex.ts";
import type { TextEdit } from "./textEdit.ts";

const listItem = /^\s*(?:[-*+]|\d+[.)])\s/;

/**
 * Adds lines between `firstLine` and `endLine`, which is not part of the
 * stretch. Items of a list join a list that stands there.
 */
export function appendLines(
  index: LineIndex,
  firstLine: number,
  endLine: number | undefined,
  lines: readonly string[],
): TextEdit {
  const count = index.lineStarts.length;
  const end = Math.min(endLine ?? count, count);
  let last = Math.max(firstLine, end - 1);
  while (last > firstLine && lineText(index, last).trim() === "") last -= 1;
  const before = lineText(index, last);
  const lineBreak = index.text.includes("\r\n") ? "\r\n" : "\n";
  const joins = listItem.test(before) && listItem.test(lines[0] ?? "");
  const isEmpty = before.trim() === "";
  const isLast = last === count - 1;
  const next = lineText(index, last + 1);
  const added = [
    ...(joins || isEmpty ? [] : [""]),
    ...lines,
    // What comes next keeps its distance; a file ends with a line end.
    ...(isLast || next.trim() !== "" ? [""] : []),
  ];
  return {
    range: {
      startLine: last,
      startCharacter: before.length,
      endLine: last,
      endCharacter: before.length,
    },
    newText: added.map((line) => `${lineBreak}${line}`).join(""),
  };
}
