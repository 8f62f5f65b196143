// Places in a document as people and editors count them: zero-based lines and
// UTF-16 code units. Everything above this layer speaks in these ranges; text
// offsets stay inside the parsers.

/** A place between two characters; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of text: the start belongs to it, the end does not. */
export interface TextRange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** The empty range at the very start of a document. */
export const documentStart: TextRange = {
  startLine: 0,
  startCharacter: 0,
  endLine: 0,
  endCharacter: 0,
};

/** Document order: by start, then by end; negative when `a` comes first. */
export function compareRanges(a: TextRange, b: TextRange): number {
  return (
    a.startLine - b.startLine ||
    a.startCharacter - b.startCharacter ||
    a.endLine - b.endLine ||
    a.endCharacter - b.endCharacter
  );
}

/** Whether a cursor at `position` touches the range; both ends count. */
export function touches(range: TextRange, position: Position): boolean {
  const afterStart =
    position.line > range.startLine ||
    (position.line === range.startLine &&
      position.character >= range.startCharacter);
  const beforeEnd =
    position.line < range.endLine ||
    (position.line === range.endLine &&
      position.character <= range.endCharacter);
  return afterStart && beforeEnd;
}

/** Whether two ranges share a place; ranges that only meet do. */
export function rangesTouch(a: TextRange, b: TextRange): boolean {
  return (
    touches(a, { line: b.startLine, character: b.startCharacter }) ||
    touches(b, { line: a.startLine, character: a.startCharacter })
  );
}

/** From the start of `a` to the end of `b`. */
export function spanning(a: TextRange, b: TextRange): TextRange {
  return {
    startLine: a.startLine,
    startCharacter: a.startCharacter,
    endLine: b.endLine,
    endCharacter: b.endCharacter,
  };
}

/** Part of a range that lies on one line, by offsets from its start. */
export function within(
  range: TextRange,
  from: number,
  length: number,
): TextRange {
  return {
    startLine: range.startLine,
    startCharacter: range.startCharacter + from,
    endLine: range.startLine,
    endCharacter: range.startCharacter + from + length,
  };
}

/** A range so many lines further down. */
export function below(range: TextRange, lines: number): TextRange {
  return lines === 0
    ? range
    : {
        startLine: range.startLine + lines,
        startCharacter: range.startCharacter,
        endLine: range.endLine + lines,
        endCharacter: range.endCharacter,
      };
}
