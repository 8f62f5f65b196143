// Where completion can have anything to say. In prose the server would answer
// with nothing: not asking keeps typing free of any cost.

import type { Position, TextDocument } from "vscode";

const longestHeader = 2000;

export function mayComplete(
  document: TextDocument,
  position: Position,
): boolean {
  // What else we are asked about is a framework pack.
  if (document.languageId !== "markdown") return true;
  const before = document
    .lineAt(position.line)
    .text.slice(0, position.character);
  if (/^ {0,3}#/.test(before) || /@[^\s@]*$/.test(before)) return true;
  if (/^[ \t>*_-]*[a-z ]*judge?ment[*_ \t]*:/i.test(before)) return true;
  return isInHeader(document, position.line);
}

function isInHeader(document: TextDocument, line: number): boolean {
  if (!/^---\s*$/.test(document.lineAt(0).text) || line === 0) return false;
  const last = Math.min(line, longestHeader);
  for (let at = 1; at < last; at += 1) {
    if (/^---\s*$/.test(document.lineAt(at).text)) return false;
  }
  return true;
}
