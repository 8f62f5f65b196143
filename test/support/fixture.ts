// The fixture language: files in one text, and expected findings as carets
// below the line that they label. The cursor is openFixture.ts's.

import type { TextRange } from "../../server/src/text/textRange.ts";

export interface ExpectedFinding {
  readonly path: string;
  readonly range: TextRange;
  /** What stands behind the carets; may be empty. */
  readonly text: string;
}

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

const caretLine = /^\s*\^+(?:\s.*)?$/;
/** `^0` labels the empty range at the caret: a finding about a whole file. */
const emptyCaretLine = /^\s*\^0(?:\s.*)?$/;

/** Takes caret lines out of a text and returns what they label. */
export function readCarets(
  path: string,
  marked: string,
): { readonly text: string; readonly expected: readonly ExpectedFinding[] } {
  const kept: string[] = [];
  const expected: ExpectedFinding[] = [];
  for (const line of marked.split("\n")) {
    const isEmpty = emptyCaretLine.test(line);
    const carets = isEmpty || caretLine.test(line) ? /\^+/.exec(line) : null;
    if (carets === null || kept.length === 0) {
      kept.push(line);
      continue;
    }
    const labelled = kept.length - 1;
    expected.push({
      path,
      range: {
        startLine: labelled,
        startCharacter: carets.index,
        endLine: labelled,
        endCharacter: carets.index + (isEmpty ? 0 : carets[0].length),
      },
      text: line
        .slice(carets.index + carets[0].length + (isEmpty ? 1 : 0))
        .trim(),
    });
  }
  return { text: kept.join("\n"), expected };
}

/** Splits `-- path --` lines into files; without one it is a single document. */
export function readFiles(
  fixture: string,
  single = "portfolio.md",
): readonly FixtureFile[] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of fixture.replace(/^\n/, "").split("\n")) {
    const path = /^-- (\S+(?: \S+)*) --$/.exec(line)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    else if (files.length === 0) files.push({ path: single, lines: [line] });
    else files.at(-1)?.lines.push(line);
  }
  return files.map(({ path, lines }) => ({ path, text: lines.join("\n") }));
}

/** A range as `line:character-line:character`, for messages. */
export function rangeText(range: TextRange): string {
  return `${range.startLine + 1}:${range.startCharacter}-${range.endLine + 1}:${range.endCharacter}`;
}
