// Bytes to text: what is too large or not text is said to be so. Shared by
// the disk and by the browser, so that both find the same.

import { largestFile } from "../model/facts.ts";
import { packLimits } from "../model/frameworkPack.ts";
import type { FilePath } from "../model/paths.ts";
import { isDocument, type FileContent } from "./host.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

export function tooLarge(size: number): FileContent {
  return { kind: "unreadable", unreadable: { reason: "too-large", size } };
}

/** Bytes beyond which a file is not read: a framework may be larger. */
export function largestOf(path: FilePath): number {
  return isDocument(path) ? largestFile : packLimits.characters;
}

/** Decodes UTF-8; a byte order mark is dropped. */
export function contentOf(bytes: Uint8Array, path: FilePath): FileContent {
  if (bytes.byteLength > largestOf(path)) return tooLarge(bytes.byteLength);
  // A zero byte is no text, though UTF-8 allows it.
  if (bytes.includes(0)) return notText;
  try {
    return { kind: "text", text: decoder.decode(bytes) };
  } catch {
    return notText;
  }
}

/** Text of a document in an editor, held to the same bounds as bytes. */
export function contentOfText(text: string): FileContent {
  // UTF-8 takes at most three bytes for each of our units.
  const size =
    text.length * 3 <= largestFile
      ? text.length
      : new TextEncoder().encode(text).byteLength;
  if (size > largestFile) return tooLarge(size);
  return text.includes("\0") ? notText : { kind: "text", text };
}

const notText: FileContent = {
  kind: "unreadable",
  unreadable: { reason: "not-text" },
};
