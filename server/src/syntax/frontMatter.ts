// The front matter of one Markdown text: where it is, its tree, its problems.

import { lineText, rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import {
  findHeader,
  findMisplacedHeaders,
  type HeaderState,
  type MisplacedHeader,
} from "./headerFence.ts";
import type { HeaderMap, HeaderProblem } from "./headerTree.ts";
import { onFirstLine, parseHeader } from "./parseHeader.ts";

export interface FrontMatter {
  readonly state: HeaderState;
  readonly root: HeaderMap | undefined;
  readonly problems: readonly HeaderProblem[];
  readonly misplaced: readonly MisplacedHeader[];
  /** First line of the YAML and the line after its last. */
  readonly firstLine: number;
  readonly endLine: number;
  /** Offset at which the body begins. */
  readonly bodyStart: number;
  readonly bodyLine: number;
}

/** Reads the front matter. Never throws. */
export function readFrontMatter(index: LineIndex): FrontMatter {
  const fence = findHeader(index);
  const lineStart = (line: number): number =>
    index.lineStarts[line] ?? index.text.length;
  const bodyStart = fence.state === "none" ? 0 : lineStart(fence.bodyLine);
  const misplaced = findMisplacedHeaders(index, fence.bodyLine);
  const places = {
    firstLine: fence.firstLine,
    endLine: fence.endLine,
    bodyStart,
    bodyLine: fence.bodyLine,
    misplaced,
  };
  if (fence.state === "none") {
    return { state: "none", root: undefined, problems: [], ...places };
  }
  const start = lineStart(fence.firstLine);
  const end = lineStart(fence.endLine);
  const { root, problems } = parseHeader(index, start, end);
  const all = [...problems];
  if (fence.state === "unclosed")
    all.unshift(neverCloses(index, fence.endLine));
  if (root !== undefined && root.kind !== "map") {
    all.push({
      range: onFirstLine(index, root.range),
      what: "The header holds no keys",
      advice: "Write one `key: value` on each line, such as `evidence: E01`.",
    });
  }
  return {
    state: fence.state,
    root: root?.kind === "map" ? root : undefined,
    problems: all,
    ...places,
  };
}

function neverCloses(index: LineIndex, endLine: number): HeaderProblem {
  return {
    range: rangeBetween(index, 0, lineText(index, 0).length),
    what: "The header is opened here and never closed",
    advice: "Write `---` on a line of its own below its last line.",
    mend: { kind: "close-header", line: endLine },
  };
}

/** Front matter comments that hold `text`, by line: YAML's `#` to line end. */
export function headerComments(
  index: LineIndex,
  header: Pick<FrontMatter, "state" | "firstLine" | "endLine">,
): readonly { readonly text: string; readonly range: TextRange }[] {
  if (header.state === "none") return [];
  const comments: { text: string; range: TextRange }[] = [];
  for (let line = header.firstLine; line < header.endLine; line += 1) {
    const text = lineText(index, line);
    const match = /(?:^|\s)(#.*)$/.exec(text);
    const comment = match?.[1];
    if (comment === undefined) continue;
    comments.push({
      text: comment.slice(1).trim(),
      range: {
        startLine: line,
        startCharacter: text.length - comment.length,
        endLine: line,
        endCharacter: text.length,
      },
    });
  }
  return comments;
}
