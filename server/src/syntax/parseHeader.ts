// Reads YAML into the header tree: a value and a list of problems, whatever
// the text. Uses the failsafe schema, in which every scalar is its own text.

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLParseError,
} from "yaml";
import {
  indexLines,
  lineText,
  positionAt,
  rangeBetween,
  type LineIndex,
} from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import type {
  HeaderEntry,
  HeaderNode,
  HeaderProblem,
  HeaderScalar,
  ScalarStyle,
} from "./headerTree.ts";

/** Bounds on what one header may ask of us. */
export const headerLimits = {
  /** Characters of YAML. A framework pack may be far larger than a header. */
  characters: 262_144,
  /** Lists and maps inside each other. */
  depth: 24,
  /** Nodes after aliases are followed. */
  nodes: 20_000,
} as const;

export interface HeaderLimits {
  readonly characters: number;
  readonly depth: number;
  readonly nodes: number;
}

export interface ParsedHeader {
  /** Absent when the YAML is empty or far too large. */
  readonly root: HeaderNode | undefined;
  readonly problems: readonly HeaderProblem[];
}

/** Parses the YAML between two offsets of a text, whole lines of it. */
export function parseHeader(
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
          what: "The header is far longer than a header can be",
          advice: "Move its text below the closing `---`.",
        },
      ],
    };
  }
  const { document, errors } = parseTolerantly(source);
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
function parseTolerantly(source: string): {
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
        wording: wordingOf(code),
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

/** A colon that means nothing to the parser. */
const colonInText = "\uFF1A";

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

type ErrorCode = YAMLParseError["code"];

type Wording = Pick<HeaderProblem, "what" | "advice" | "mend">;

const secondColon: Wording = {
  what: "There is a second colon where only a value can stand",
  advice:
    "Put the value in quotation marks if it contains a colon, or begin a new line for a new key.",
  mend: { kind: "quote-value" },
};

const indentedKey: Wording = {
  what: "This line stands further in than the key above it, so it is read as a part of that key's value",
  advice: "Line it up with the keys that it belongs to.",
};

const wordings: Partial<Record<ErrorCode, Wording>> = {
  MULTILINE_IMPLICIT_KEY: {
    what: "This line has no colon after its key",
    advice: "Write the key, a colon, a space and the value.",
  },
  TAB_AS_INDENT: {
    what: "This line is indented with a tab",
    advice: "Indent with spaces.",
    mend: { kind: "untab" },
  },
  BAD_INDENT: {
    what: "The indentation does not fit the lines above",
    advice: "Line it up with its neighbours, or close the bracket before it.",
  },
  MISSING_CHAR: {
    what: "A closing quotation mark or bracket, or a space after a colon or comma, is missing",
    advice: "Add it where the value ends.",
  },
  BAD_SCALAR_START: {
    what: "A value cannot begin with this character",
    advice: "Put the value in quotation marks.",
    mend: { kind: "quote-value" },
  },
  MULTIPLE_DOCS: {
    what: "The header holds more than one YAML document",
    advice: "Keep one header: remove the line of dots or dashes inside it.",
  },
  BAD_ALIAS: {
    what: "This alias points to nothing",
    advice: "Write the value out, or put it in quotation marks.",
  },
  BAD_DQ_ESCAPE: {
    what: "A backslash inside double quotation marks is read as a code",
    advice: "Use single quotation marks, or write the backslash twice.",
  },
};

const otherWording = {
  what: "This line cannot be read as YAML",
  advice:
    "Write one `key: value` on each line, with lists below their key, each item after a dash.",
};

function wordingOf(code: ErrorCode): Wording {
  return wordings[code] ?? otherWording;
}

/** How far before its value a tag is looked for. */
const longestTag = 200;

/** Copies the parser's tree into ours, following aliases within bounds. */
class TreeReader {
  readonly #source: string;
  /** No colon of the kind that stands in for others is the author's own. */
  readonly #isColonFree: boolean;
  readonly #rangeOf: (from: number, to: number) => TextRange;
  readonly #problems: HeaderProblem[];
  readonly #limits: HeaderLimits;
  readonly #anchors = new Map<string, Node>();
  /** Anchored nodes that are being read, to see a cycle. */
  readonly #open = new Set<Node>();
  #nodes = 0;
  #isTooLarge = false;

  constructor(
    source: string,
    rangeOf: (from: number, to: number) => TextRange,
    problems: HeaderProblem[],
    limits: HeaderLimits,
  ) {
    this.#source = source;
    this.#isColonFree = !source.includes(colonInText);
    this.#rangeOf = rangeOf;
    this.#problems = problems;
    this.#limits = limits;
  }

  read(
    node: Node,
    depth: number,
    aliasRange?: TextRange,
  ): HeaderNode | undefined {
    const range = aliasRange ?? this.#nodeRange(node);
    this.#nodes += 1;
    if (this.#nodes > this.#limits.nodes || depth > this.#limits.depth) {
      this.#complainOfSize(range, depth);
      return undefined;
    }
    if (isAlias(node)) return this.#readAlias(node.source, range, depth);
    this.#complainOfTag(node);
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (this.#open.has(node)) {
      this.#problems.push({
        range,
        what: "This alias contains itself",
        advice: "Write the value out.",
      });
      return undefined;
    }
    this.#open.add(node);
    try {
      return this.#readContent(node, range, depth, aliasRange);
    } finally {
      this.#open.delete(node);
    }
  }

  #readContent(
    node: Node,
    range: TextRange,
    depth: number,
    aliasRange: TextRange | undefined,
  ): HeaderNode | undefined {
    if (isScalar(node)) {
      const style = styleOf(node.type);
      const text = this.#textOf(node);
      if (text === "" && style === "plain") return undefined;
      return { kind: "scalar", text, style, range };
    }
    if (isSeq(node)) {
      const items: HeaderNode[] = [];
      for (const item of node.items) {
        const read = this.read(item as Node, depth + 1, aliasRange);
        if (read !== undefined) items.push(read);
      }
      return { kind: "list", items, flow: node.flow === true, range };
    }
    if (isMap(node)) {
      return {
        kind: "map",
        entries: this.#readEntries(node, depth, aliasRange),
        flow: node.flow === true,
        range,
      };
    }
    return undefined;
  }

  #textOf(node: Scalar): string {
    const text = typeof node.value === "string" ? node.value : "";
    // What stands there, not what it was taken for.
    return this.#isColonFree ? text.replaceAll(colonInText, ":") : text;
  }

  #readEntries(
    map: YAMLMap,
    depth: number,
    aliasRange: TextRange | undefined,
  ): readonly HeaderEntry[] {
    const entries: HeaderEntry[] = [];
    const seen = new Set<string>();
    for (const pair of map.items as Pair<Node | null, Node | null>[]) {
      const key = this.#readKey(pair.key, depth, aliasRange);
      if (key === undefined) continue;
      if (seen.has(key.text)) {
        if (aliasRange === undefined) {
          this.#problems.push({
            range: key.range,
            what: `\`${key.text}\` stands here a second time, and only the first counts`,
            advice: "Join the two, or remove one.",
          });
        }
        continue;
      }
      seen.add(key.text);
      const value =
        pair.value === null
          ? undefined
          : this.read(pair.value, depth + 1, aliasRange);
      entries.push({ key, value });
    }
    return entries;
  }

  #readKey(
    key: Node | null,
    depth: number,
    aliasRange: TextRange | undefined,
  ): HeaderScalar | undefined {
    if (key === null) return undefined;
    const read = this.read(key, depth + 1, aliasRange);
    if (read === undefined || read.kind === "scalar") return read;
    this.#problems.push({
      range: read.range,
      what: "A list or map cannot be a key",
      advice: "Write a word before the colon.",
    });
    return undefined;
  }

  #readAlias(
    name: string,
    range: TextRange,
    depth: number,
  ): HeaderNode | undefined {
    const target = this.#anchors.get(name);
    if (target !== undefined) return this.read(target, depth, range);
    this.#problems.push({
      range,
      what: `\`*${name}\` refers to a value that is not named in this header`,
      advice: `Write the value out, or put it in quotation marks: \`"*${name}"\`.`,
    });
    return undefined;
  }

  #complainOfTag(node: Node): void {
    const named = "tag" in node ? node.tag : undefined;
    if (named === undefined || isImplied(node)) return;
    // The tag stands before its value, perhaps with an anchor between them.
    const [start, end] = node.range ?? [0, 0];
    const near = Math.max(0, start - longestTag);
    const before = this.#source.slice(near, start);
    const tag = /(!\S*)\s*(?:&\S+\s*)?$/.exec(before);
    const from = tag === null ? start : near + tag.index;
    const length = tag?.[1]?.length ?? end - start;
    this.#problems.push({
      range: this.#rangeOf(from, from + length),
      what: `\`${tag?.[1] ?? named}\` is a YAML tag, and every value here is plain text`,
      advice:
        "Remove it, or put the value in quotation marks if it begins with an exclamation mark.",
    });
  }

  #complainOfSize(range: TextRange, depth: number): void {
    if (this.#isTooLarge) return;
    this.#isTooLarge = true;
    this.#problems.push({
      range,
      what:
        depth > this.#limits.depth
          ? "The header is nested too deeply to be read further"
          : "The header repeats itself through aliases too often to be read further",
      advice: "Write it flatter.",
    });
  }

  #nodeRange(node: Node): TextRange {
    const range = node.range;
    return range ? this.#rangeOf(range[0], range[1]) : this.#rangeOf(0, 0);
  }
}

function styleOf(type: string | undefined): ScalarStyle {
  switch (type) {
    case "QUOTE_DOUBLE":
    case "QUOTE_SINGLE":
      return "quoted";
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      return "block";
    default:
      return "plain";
  }
}

/** The parser names no tag on a node unless the text does. */
function isImplied(node: Node): boolean {
  return "tag" in node && node.tag === "";
}
