// Reads YAML into the header tree: a value and a list of problems, whatever
// the text. What is not plain goes to the YAML parser, with the failsafe
// schema, in which every scalar is its own text.

import { LineCounter, parseDocument } from "yaml";
import {
  indexLines,
  lineText,
  positionAt,
  rangeBetween,
  type LineIndex,
} from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import type { HeaderNode, HeaderProblem } from "./headerTree.ts";
import {
  colonInText,
  headerLimits,
  TreeReader,
  type HeaderLimits,
} from "./headerTreeReader.ts";
import { readPlainHeader } from "./plainHeader.ts";
import {
  indentedKey,
  secondColon,
  wordingOf,
  type Wording,
} from "./yamlWording.ts";

export interface ParsedHeader {
  /** Absent when the YAML is empty or far too large. */
  readonly root: HeaderNode | undefined;
  readonly problems: readonly HeaderProblem[];
}

/**
 * Reads the YAML between two offsets of a text, whole lines of it. Most headers
 * are plain and need no parser.
 */
export function parseHeader(
  index: LineIndex,
  start: number,
  end: number,
  limits: HeaderLimits = headerLimits,
): ParsedHeader {
  const plain = readPlainHeader(index, start, end, limits);
  return plain === undefined
    ? parseHeaderWithYaml(index, start, end, limits)
    : { root: plain.root, problems: [] };
}

/** The same with the YAML parser, which decides what everything means. */
export function parseHeaderWithYaml(
  index: LineIndex,
  start: number,
  end: number,
  limits: HeaderLimits = headerLimits,
): ParsedHeader {
  // The parser is given LF alone: with CRLF its places are off by one now and
  // then, and the CR stays in values. Lines and characters are the same.
  const source = index.text.slice(start, end).replace(/\r\n?/g, "\n");
  const lines = indexLines(source);
  const firstLine = positionAt(index, start).line;
  const rangeOf = (from: number, to: number): TextRange => {
    const range = rangeBetween(lines, from, Math.max(from, to));
    return {
      ...range,
      startLine: firstLine + range.startLine,
      endLine: firstLine + range.endLine,
    };
  };
  if (end - start > limits.characters) {
    return {
      root: undefined,
      problems: [
        {
          range: rangeOf(0, 0),
          what: `The ${limits.subject} is far longer than a ${limits.subject} can be`,
          advice:
            limits.subject === "header"
              ? "Move its text below the closing `---`."
              : "Describe each framework in a file of its own.",
        },
      ],
    };
  }
  const { document, errors } = parseTolerantly(source, limits);
  const problems: HeaderProblem[] = [];
  for (const { from, to, wording } of errors) {
    const range = onFirstLine(index, rangeOf(from, to));
    problems.push({ range, ...wording });
  }
  const reader = new TreeReader(source, rangeOf, problems, limits);
  const root =
    document.contents === null ? undefined : reader.read(document.contents, 0);
  return { root, problems };
}

interface PlacedError {
  readonly from: number;
  readonly to: number;
  readonly wording: Wording;
}

/** Colons that are read all the same. */
const mostColons = 50;

/**
 * Parses, and reads a value with a colon in it as the author meant it. Left to
 * itself the parser takes such a value for a map, and all keys below it for
 * that map's: one colon in a title would unmap the whole piece while it is
 * being typed.
 */
function parseTolerantly(
  source: string,
  { subject }: HeaderLimits,
): {
  readonly document: ReturnType<typeof parse>;
  readonly errors: readonly PlacedError[];
} {
  const colons: PlacedError[] = [];
  let text = source;
  for (;;) {
    const document = parse(text);
    // One word about a line is enough.
    const others = document.errors.filter(
      ({ pos: [start] }) =>
        !colons.some(({ from, to }) => start >= from && start <= to),
    );
    // Behind a slip of another kind the colons only follow from it.
    const error = document.errors.find(
      (one) => one.code === "BLOCK_AS_IMPLICIT_KEY" || others.includes(one),
    );
    const line =
      error?.code === "BLOCK_AS_IMPLICIT_KEY"
        ? lineWithColon(text, error.pos[0])
        : undefined;
    if (line === undefined || colons.length === mostColons) {
      const placed = others.map(({ code, pos: [from, to] }) => ({
        from,
        to,
        wording: wordingOf(code, subject),
      }));
      return {
        document,
        errors: [...colons, ...placed].sort((a, b) => a.from - b.from),
      };
    }
    const { from, to } = line;
    const isSecond = line.isFirst;
    colons.push({ from, to, wording: isSecond ? secondColon : indentedKey });
    // As many characters as before, so that every place stays where it is.
    text =
      text.slice(0, from) +
      text.slice(from, to).replace(/:(?=\s|$)/g, colonInText) +
      text.slice(to);
  }
}

/** The first line of a value, from where it begins, that a colon spoils. */
function lineWithColon(
  text: string,
  start: number,
):
  | { readonly from: number; readonly to: number; readonly isFirst: boolean }
  | undefined {
  let from = start;
  for (const line of text.slice(start).split("\n")) {
    const value = line.trimEnd();
    const indent = value.length - value.trimStart().length;
    if (/:(?=\s|$)/.test(value)) {
      return {
        from: from + indent,
        to: from + value.length,
        isFirst: from === start,
      };
    }
    from += line.length + 1;
  }
  return undefined;
}

function parse(source: string) {
  return parseDocument(source, {
    schema: "failsafe",
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
    logLevel: "error",
    // Only passed to keep the parser from building its own excerpts of the
    // text for messages that nobody will see.
    lineCounter: new LineCounter(),
  });
}

/** A slip is shown where it begins, not over all that it spoils. */
export function onFirstLine(index: LineIndex, range: TextRange): TextRange {
  const { startLine, startCharacter, endLine } = range;
  if (startLine === endLine) return range;
  const end = lineText(index, startLine).trimEnd().length;
  return {
    startLine,
    startCharacter,
    endLine: startLine,
    endCharacter: Math.max(startCharacter, end),
  };
}
