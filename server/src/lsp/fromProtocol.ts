// From the protocol's values to ours.

import type { Position as LspPosition, Range } from "vscode-languageserver";
import type { Position, TextRange } from "../text/textRange.ts";

export function fromPosition({ line, character }: LspPosition): Position {
  return { line, character };
}

export function fromRange({ start, end }: Range): TextRange {
  return {
    startLine: start.line,
    startCharacter: start.character,
    endLine: end.line,
    endCharacter: end.character,
  };
}
