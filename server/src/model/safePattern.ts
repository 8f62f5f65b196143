// Regular expressions from packs. A pack is a stranger's data, and a pattern
// can keep a computer busy for years, so only a small language is read, whose
// cost is known before it is run: letters, classes, groups, choices, and
// repeats with an upper end.

export type PatternNode =
  /** One character of some kind, as it stands in the pattern. */
  | { readonly kind: "character"; readonly source: string }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly part: PatternNode;
      readonly least: number;
      readonly most: number;
    };

/** Which part of a pattern is refused, why, and what to write instead. */
export interface PatternRefusal {
  readonly from: number;
  readonly length: number;
  readonly message: string;
}

export type ReadPattern =
  | { readonly kind: "safe"; readonly tree: PatternNode }
  | { readonly kind: "refused"; readonly refusal: PatternRefusal };

/** Words that are longer are no codes and are not compared. */
export const longestWord = 64;

/** Bounds on what a pattern may cost. */
export const patternLimits = {
  /** Characters of a pattern. */
  characters: 200,
  /** Characters that it compares at most, with all repeats written out. */
  size: 200,
  /** Ways in which it can be tried, which is what makes patterns slow. */
  ways: 10_000,
  /** Groups inside each other. */
  depth: 10,
} as const;

/** Reads a pattern, or says which part of it is refused. */
export function readPattern(source: string): ReadPattern {
  const all = { from: 0, length: source.length };
  try {
    if (source.length > patternLimits.characters) {
      throw new Refused({
        ...all,
        message: `A pattern has at most ${patternLimits.characters} characters. Write it shorter.`,
      });
    }
    const tree = new PatternReader(source).read();
    const { size, ways } = costOf(tree);
    if (size > patternLimits.size || ways > patternLimits.ways) {
      throw new Refused({
        ...all,
        message:
          "There are too many ways to compare a word with this pattern, so one long word could keep the editor busy. Use smaller numbers in `{…}`, and fewer repeats inside repeats.",
      });
    }
    return { kind: "safe", tree };
  } catch (error) {
    if (error instanceof Refused) {
      return { kind: "refused", refusal: error.refusal };
    }
    throw error;
  }
}

const compiled = new Map<string, RegExp | undefined>();
const mostCompiled = 200;

/** Whether a whole word has the shape; case is folded. Refused ones fit none. */
export function fitsPattern(source: string, word: string): boolean {
  if (word.length > longestWord) return false;
  if (!compiled.has(source)) {
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(
      source,
      readPattern(source).kind === "safe"
        ? new RegExp(`^(?:${source})$`, "i")
        : undefined,
    );
  }
  return compiled.get(source)?.test(word) ?? false;
}

/**
 * The most that a backtracking matcher can do: it walks each way through the
 * pattern at most once, and no way is longer than its size.
 */
export function costOf(node: PatternNode): {
  readonly size: number;
  readonly ways: number;
} {
  switch (node.kind) {
    case "character":
      return { size: 1, ways: 1 };
    case "sequence": {
      const parts = node.parts.map(costOf);
      return {
        size: parts.reduce((sum, part) => sum + part.size, 0),
        ways: parts.reduce((product, part) => product * part.ways, 1),
      };
    }
    case "choice": {
      const options = node.options.map(costOf);
      return {
        size: Math.max(...options.map(({ size }) => size)),
        ways: options.reduce((sum, option) => sum + option.ways, 0),
      };
    }
    case "repeat": {
      const { size, ways } = costOf(node.part);
      let all = 0;
      for (let times = node.least; times <= node.most; times += 1) {
        all += ways ** times;
      }
      return { size: size * node.most, ways: all };
    }
  }
}

/** Leaves the reader from wherever it is; caught in `readPattern`. */
class Refused extends Error {
  readonly refusal: PatternRefusal;

  constructor(refusal: PatternRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const escapes = /^\\(?:[dDwWsS]|[^A-Za-z0-9])/;
const braces = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/;

class PatternReader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): PatternNode {
    if (this.#source.trim() === "") {
      this.#refuse(0, this.#source.length, "This pattern fits nothing.");
    }
    const tree = this.#choice();
    if (this.#at < this.#source.length) {
      this.#refuse(
        this.#at,
        1,
        "This bracket closes nothing. Remove it, or write `\\)` for the bracket itself.",
      );
    }
    return tree;
  }

  get #rest(): string {
    return this.#source.slice(this.#at);
  }

  #refuse(from: number, length: number, message: string): never {
    throw new Refused({ from, length, message });
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      options.push(this.#sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined
      ? only
      : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#source.length && !/^[|)]/.test(this.#rest)) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: "sequence", parts };
  }

  #atom(): PatternNode {
    const character = this.#source.charAt(this.#at);
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return this.#class();
      case "\\":
        return this.#escape();
      case "^":
      case "$":
        return this.#refuse(
          this.#at,
          1,
          `A pattern always speaks of a whole code, so \`${character}\` has nothing to say. Leave it out, or write \`\\${character}\` for the character itself.`,
        );
      case "*":
      case "+":
      case "?":
        return this.#refuse(
          this.#at,
          1,
          `There is nothing before \`${character}\` to repeat. Write \`\\${character}\` for the character itself.`,
        );
      case "{":
      case "}":
      case "]":
        return this.#refuse(
          this.#at,
          1,
          `This bracket has no partner. Write \`\\${character}\` for the bracket itself.`,
        );
      default:
        this.#at += 1;
        return { kind: "character", source: character };
    }
  }

  #group(): PatternNode {
    const open = this.#at;
    const head = /^\((?:\?(?:<?[=!]|<[^>]*>|.)?)?/.exec(this.#rest)?.[0] ?? "(";
    if (head !== "(" && head !== "(?:") {
      this.#refuse(
        open,
        head.length,
        `\`${head}\` looks ahead or behind or names a group, and a pack's pattern may not. Write a plain group, \`( … )\`.`,
      );
    }
    this.#at += head.length;
    this.#depth += 1;
    if (this.#depth > patternLimits.depth) {
      this.#refuse(
        open,
        1,
        `Groups stand more than ${patternLimits.depth} deep here. Write the pattern flatter.`,
      );
    }
    const inner = this.#choice();
    this.#depth -= 1;
    if (this.#source[this.#at] !== ")") {
      this.#refuse(
        open,
        1,
        "This group is never closed. Add `)`, or write `\\(` for the bracket itself.",
      );
    }
    this.#at += 1;
    return inner;
  }

  #class(): PatternNode {
    const found = /^\[(?:[^\]\\]|\\.)*\]/.exec(this.#rest)?.[0];
    if (found === undefined) {
      this.#refuse(
        this.#at,
        1,
        "This class is never closed. Add `]`, or write `\\[` for the bracket itself.",
      );
    }
    const open = this.#at;
    for (const { 0: escape, index } of found.matchAll(/\\./g)) {
      if (!escapes.test(escape)) this.#refuseEscape(open + index, escape);
    }
    try {
      new RegExp(found);
    } catch {
      this.#refuse(
        open,
        found.length,
        `\`${found}\` holds a range that runs backwards. Write the earlier character first, such as \`[A-Z]\`.`,
      );
    }
    this.#at += found.length;
    return { kind: "character", source: found };
  }

  #escape(): PatternNode {
    const found = escapes.exec(this.#rest)?.[0];
    if (found === undefined) {
      this.#refuseEscape(this.#at, this.#rest.slice(0, 2));
    }
    this.#at += found.length;
    return { kind: "character", source: found };
  }

  #refuseEscape(from: number, escape: string): never {
    const isBack = /^\\[1-9k]/.test(escape);
    this.#refuse(
      from,
      escape.length,
      isBack
        ? `\`${escape}\` refers back to what another part found, which can take very long. Write that part out again.`
        : `\`${escape}\` is not read here. Write the characters themselves in a class, such as \`[A-Z]\` or \`[0-9]\`.`,
    );
  }

  #repeated(part: PatternNode): PatternNode {
    const from = this.#at;
    const mark = /^(?:[?*+]|\{[^}]*\}?)/.exec(this.#rest)?.[0];
    if (mark === undefined) return part;
    const [, low, comma, high] = braces.exec(mark) ?? [];
    const isEndless =
      mark === "*" ||
      mark === "+" ||
      (comma !== undefined && high === undefined);
    if (isEndless) {
      const least = mark === "*" ? "0" : mark === "+" ? "1" : (low ?? "1");
      this.#refuse(
        from,
        mark.length,
        `\`${mark}\` repeats without an end, so a long word could keep the editor busy. Say how often at most, such as \`{${least},${Math.max(4, Number(least))}}\`.`,
      );
    }
    if (mark !== "?" && low === undefined) {
      this.#refuse(
        from,
        mark.length,
        `\`${mark}\` is not a number of repeats. Write \`{3}\` or \`{1,3}\`, or \`\\{\` for the bracket itself.`,
      );
    }
    const least = mark === "?" ? 0 : Number(low);
    const most = mark === "?" ? 1 : Number(high ?? low);
    if (most < least) {
      this.#refuse(
        from,
        mark.length,
        `\`${mark}\` has its larger number first. Write the smaller one first.`,
      );
    }
    this.#at += mark.length;
    const again = /^(?:[?*+]|\{)/.exec(this.#rest)?.[0];
    if (again !== undefined) {
      this.#refuse(
        this.#at,
        1,
        `\`${again}\` repeats a repeat. Write one of the two, or put the first in a group.`,
      );
    }
    return { kind: "repeat", part, least, most };
  }
}
