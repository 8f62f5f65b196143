// An open document as features see it: its path, text and lines.

import type { FilePath } from "../model/paths.ts";
import { indexDocument } from "../model/readDocument.ts";
import type { LineIndex } from "../text/lineIndex.ts";

export interface OpenDocument {
  readonly path: FilePath;
  readonly index: LineIndex;
}

export function openDocument(path: FilePath, text: string): OpenDocument {
  return { path, index: indexDocument(text) };
}
