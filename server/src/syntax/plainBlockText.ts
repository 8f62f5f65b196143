// Text of several lines below a `|` or `>` in a plain header.

import { detached } from "../text/detached.ts";
import type { HeaderScalar } from "./headerTree.ts";
import type { PlainLines } from "./plainLines.ts";
import { dash, greater } from "../text/signs.ts";

/**
 * Reads the text below a `|` or `>` at the cursor, in a list or map of this
 * column, and leaves it. `undefined` when it begins with a blank line, has
 * lines of nothing but blanks, or lines further in that are not to be joined.
 */
export function readBlockText(
  lines: PlainLines,
  column: number,
): HeaderScalar | undefined {
  const startLine = lines.line;
  const startCharacter = lines.character;
  const isFolded = lines.code === greater;
  lines.at += 1;
  const isStripped = lines.code === dash;
  if (isStripped) lines.at += 1;
  if (lines.at < lines.lineEnd) return undefined;
  const found = readLines(lines, column, isFolded);
  if (found === undefined) return undefined;
  const { parts, lastLine } = found;
  lines.leaveText(lastLine);
  return {
    kind: "scalar",
    text: detached(
      (isFolded ? folded(parts) : parts.join("\n")) + (isStripped ? "" : "\n"),
    ),
    style: "block",
    range: lines.rangeToEnd(startLine, startCharacter),
  };
}

/** The lines of the text without what they are indented by. */
function readLines(
  lines: PlainLines,
  column: number,
  isFolded: boolean,
):
  { readonly parts: readonly string[]; readonly lastLine: number } | undefined {
  const parts: string[] = [];
  let indent = -1;
  let blankLines = 0;
  let lastLine = lines.line;
  for (let line = lines.line + 1; lines.has(line); line += 1) {
    const start = lines.startOf(line);
    const end = lines.endOf(line);
    const content = lines.contentOf(line, end) - start;
    if (start + content === end) {
      if (content > 0 || indent < 0) return undefined;
      blankLines += 1;
      continue;
    }
    if (indent < 0) {
      if (content <= column) return undefined;
      indent = content;
    }
    if (content < indent) break;
    if (isFolded && content > indent) return undefined;
    for (; blankLines > 0; blankLines -= 1) parts.push("");
    parts.push(lines.text.slice(start + indent, end));
    lastLine = line;
  }
  return indent < 0 ? undefined : { parts, lastLine };
}

/** Joins lines with a blank; each blank line among them is a line end. */
function folded(parts: readonly string[]): string {
  let text = "";
  let isAfterText = false;
  for (const part of parts) {
    if (part === "") text += "\n";
    else text += isAfterText ? ` ${part}` : part;
    isAfterText = part !== "";
  }
  return text;
}
