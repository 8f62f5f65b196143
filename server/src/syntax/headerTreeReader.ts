// Copies the YAML parser's tree into ours, following aliases within bounds.
// What cannot be copied becomes a problem.

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { interned } from "../text/detached.ts";
import type { TextRange } from "../text/textRange.ts";
import type {
  HeaderEntry,
  HeaderNode,
  HeaderProblem,
  HeaderScalar,
  ScalarStyle,
} from "./headerTree.ts";

/** Bounds on what one header may ask of us. */
export const headerLimits: HeaderLimits = {
  subject: "header",
  characters: 262_144,
  depth: 24,
  nodes: 20_000,
};

export interface HeaderLimits {
  /** What messages call it. A framework pack is read as one large header. */
  readonly subject: "header" | "pack";
  /** Characters of YAML. */
  readonly characters: number;
  /** Lists and maps inside each other. */
  readonly depth: number;
  /** Nodes after aliases are followed. */
  readonly nodes: number;
}

/** A colon that means nothing to the parser. */
export const colonInText = "\uFF1A";

/** How far before its value a tag is looked for. */
const longestTag = 200;

/** Copies the parser's tree into ours, following aliases within bounds. */
export class TreeReader {
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
        what: "This value refers to itself",
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
      return {
        kind: "scalar",
        text,
        style,
        range,
        ...(aliasRange === undefined ? {} : { origin: this.#nodeRange(node) }),
      };
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
    return interned(
      this.#isColonFree ? text.replaceAll(colonInText, ":") : text,
    );
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
            what: `\`${key.text}\` is here a second time, and only the first counts`,
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
      what: `\`*${name}\` refers to a value that is not named in this ${this.#limits.subject}`,
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
      what: `\`${tag?.[1] ?? named}\` begins with an exclamation mark, which has a meaning of its own here`,
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
          ? `The ${this.#limits.subject} is nested too deeply to be read further`
          : `The ${this.#limits.subject} repeats itself too often to be read further`,
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
