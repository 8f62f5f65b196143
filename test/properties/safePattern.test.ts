// Patterns from packs: those that are taken mean what JavaScript means by them
// and cost no more than was reckoned; all others are refused.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  costOf,
  fitsPattern,
  longestWord,
  patternLimits,
  readPattern,
  type PatternNode,
} from "../../server/src/model/safePattern.ts";

/** Patterns, most of them of the small language, some beside it. */
const pattern = fc.letrec<{ any: string; piece: string; atom: string }>(
  (tie) => ({
    any: fc
      .array(tie("piece"), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join("")),
    piece: fc
      .tuple(
        tie("atom"),
        fc.constantFrom("", "", "", "?", "{2}", "{0,2}", "{1,3}", "*", "+"),
      )
      .map(([atom, repeat]) => atom + repeat),
    atom: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom("a", "b", "1", "/", "\\.", "\\d", ".", "[ab]", "[^a]"),
      fc.tuple(tie("any"), tie("any")).map(([a, b]) => `(${a}|${b})`),
      tie("any").map((any) => `(?:${any})`),
      fc.constantFrom("(a?){9}", "\\1", "(?=a)", "$", "[0-9]"),
    ),
  }),
).any;

const word = fc.string({
  unit: fc.constantFrom("a", "b", "A", "1", "2", "/", "."),
  maxLength: 12,
});

/** A matcher that tries every way in turn, and counts what it compares. */
function walk(
  node: PatternNode,
  text: string,
): { readonly fits: boolean; readonly steps: number } {
  let steps = 0;
  const match = (
    part: PatternNode,
    at: number,
    then: (at: number) => boolean,
  ): boolean => {
    switch (part.kind) {
      case "character": {
        steps += 1;
        const one = text.charAt(at);
        return (
          one !== "" &&
          new RegExp(`^${part.source}$`, "i").test(one) &&
          then(at + 1)
        );
      }
      case "sequence": {
        const from = (index: number, place: number): boolean => {
          const next = part.parts[index];
          return next === undefined
            ? then(place)
            : match(next, place, (after) => from(index + 1, after));
        };
        return from(0, at);
      }
      case "choice":
        return part.options.some((option) => match(option, at, then));
      case "repeat": {
        const again = (times: number, place: number): boolean =>
          (times < part.most &&
            match(part.part, place, (after) => again(times + 1, after))) ||
          (times >= part.least && then(place));
        return again(0, at);
      }
    }
  };
  const fits = match(node, 0, (at) => at === text.length);
  return { fits, steps };
}

it("a pattern that is taken means what JavaScript means by it", () => {
  fc.assert(
    fc.property(pattern, word, (source, text) => {
      const read = readPattern(source);
      fc.pre(read.kind === "safe");
      const meant = new RegExp(`^(?:${source})$`, "i").test(text);
      expect(fitsPattern(source, text)).toBe(meant);
      expect(walk(read.tree, text).fits).toBe(meant);
    }),
  );
});

it("and takes no more steps than was reckoned, whatever the word", () => {
  const longWord = fc.string({
    unit: fc.constantFrom("a", "b", "1"),
    maxLength: longestWord,
  });
  fc.assert(
    fc.property(pattern, longWord, (source, text) => {
      const read = readPattern(source);
      fc.pre(read.kind === "safe");
      const { size, ways } = costOf(read.tree);
      expect(ways).toBeLessThanOrEqual(patternLimits.ways);
      expect(walk(read.tree, text).steps).toBeLessThanOrEqual(size * ways);
    }),
  );
});

it("reading never throws, and what is refused is a stretch of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (source) => {
      const read = readPattern(source);
      if (read.kind === "safe") return;
      const { from, length, message } = read.refusal;
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from + length).toBeLessThanOrEqual(source.length);
      expect(message).toMatch(/\.$/);
    }),
  );
});

describe("refused, at the part that is at fault", () => {
  it.each([
    ["[0-9]+", "+", "Say how often at most, such as `{1,4}`"],
    ["a*b", "*", "such as `{0,4}`"],
    ["(a+)+", "+", "without an end"],
    ["a{2,}", "{2,}", "such as `{2,4}`"],
    ["(a)\\1", "\\1", "refers back"],
    ["(?=a)b", "(?=", "looks ahead"],
    ["(?<!a)b", "(?<!", "Write a plain group"],
    ["(?<n>a)", "(?<n>", "names a group"],
    ["^a$", "^", "Leave it out"],
    ["\\p{L}", "\\p", "Write the characters themselves"],
    ["\\ba", "\\b", "is not read here"],
    ["[z-a]", "[z-a]", "runs backwards"],
    ["[a-", "[", "never closed"],
    ["(a", "(", "never closed"],
    ["a)", ")", "closes nothing"],
    ["a{3,1}", "{3,1}", "smaller one first"],
    ["a{x}", "{x}", "is not a number of repeats"],
    ["a??", "?", "repeats a repeat"],
    ["?a", "?", "nothing before"],
    ["a}", "}", "no partner"],
    ["(a?){30}a{30}", "(a?){30}a{30}", "too many ways"],
    ["(a|a|a){20}", "(a|a|a){20}", "too many ways"],
    ["a{201}", "a{201}", "too many ways"],
    [`${"(".repeat(11)}a${")".repeat(11)}`, "(", "deep here"],
    ["a".repeat(201), "a".repeat(201), "at most 200 characters"],
    [" ", " ", "fits nothing"],
  ])("%s", (source, part, says) => {
    const read = readPattern(source);
    if (read.kind === "safe") throw new Error(`${source} was taken`);
    const { from, length, message } = read.refusal;
    expect(source.slice(from, from + length)).toBe(part);
    expect(message).toContain(says);
    expect(fitsPattern(source, "a")).toBe(false);
  });
});

describe("taken", () => {
  const unit = "[A-Z]/[0-9]{3}/[0-9]{4}(\\.[0-9]{1,2}){0,2}";
  it.each([
    [unit, "H/601/5314", true],
    [unit, "h/601/5314.1.12", true],
    [unit, "H/601/5314.1.2.3", false],
    [unit, "H/601/531", false],
    ["QIF-[1-6](\\.[0-9]{1,2})?", "QIF-1.10", true],
    ["QIF-[1-6](\\.[0-9]{1,2})?", "see QIF-1.10", false],
    ["K\\d{1,3}|S\\d{1,3}|B\\d{1,3}", "S12", true],
    ["[A-Z]{1,64}", "A".repeat(longestWord), true],
    ["[A-Z]{1,99}", "A".repeat(longestWord + 1), false],
  ])("%s fits %s: %s", (source, text, fits) => {
    expect(readPattern(source).kind).toBe("safe");
    expect(fitsPattern(source, text)).toBe(fits);
  });
});
