// The codes in the headings of a narrative, and the words that look like codes
// of the portfolio's target and are none.

import type { Catalogue } from "./catalogue.ts";
import type { Standard } from "./framework.ts";
import type { CodeIssue } from "./resolveCodes.ts";
import { fitsPattern } from "./safePattern.ts";
import { endLineOf, hasProseBelow, type Section } from "./section.ts";
import { codePrefix } from "./standardCode.ts";
import { resolveWords, type Target } from "./target.ts";
import type { OutlineEntry } from "../syntax/outline.ts";
import { within, type TextRange, spanning } from "../text/textRange.ts";

/** A heading's word that looks like a code of the target and is none. */
export interface UnknownHeadingCode {
  readonly text: string;
  readonly range: TextRange;
}

/** A heading's code in another spelling than the pack's. */
export interface IrregularHeadingCode extends UnknownHeadingCode {
  readonly canonical: string;
}

export interface Headings {
  readonly sections: readonly Section[];
  readonly unknown: readonly UnknownHeadingCode[];
  readonly irregular: readonly IrregularHeadingCode[];
}

/** A code is at most this many words: `H 601 5314 1.2` and a spare. */
const longestCode = 5;

export function readHeadings(
  catalogue: Catalogue,
  target: Target,
  outline: readonly OutlineEntry[],
): Headings {
  const sections: Section[] = [];
  const unknown: UnknownHeadingCode[] = [];
  const irregular: IrregularHeadingCode[] = [];
  outline.forEach((entry, position) => {
    if (entry.kind !== "heading" || entry.words.length === 0) return;
    const standards: Standard[] = [];
    const places: TextRange[] = [];
    let range: TextRange | undefined;
    let word = 0;
    while (word < entry.words.length) {
      const found = codeAt(catalogue, target, entry, word);
      if (found === undefined) {
        const one = entry.words[word];
        if (one !== undefined && looksLikeTarget(catalogue, target, one.text)) {
          unknown.push({ text: one.text, range: one.range });
        }
        word += 1;
        continue;
      }
      standards.push(...found.standards);
      places.push(...found.places);
      unknown.push(...found.unknown);
      irregular.push(...found.irregular);
      range ??= found.range;
      word += found.words;
    }
    if (range === undefined) return;
    sections.push({
      standards,
      places,
      entry: position,
      range,
      hasProse: hasProseBelow(outline, position),
      endLine: endLineOf(outline, position),
    });
  });
  return { sections, unknown, irregular };
}

interface HeadingCode {
  readonly standards: readonly Standard[];
  readonly places: readonly TextRange[];
  readonly range: TextRange;
  readonly words: number;
  readonly unknown: readonly UnknownHeadingCode[];
  readonly irregular: readonly IrregularHeadingCode[];
}

/** A full code at a word: one word, or several that make one. */
function codeAt(
  catalogue: Catalogue,
  target: Target,
  entry: OutlineEntry,
  at: number,
): HeadingCode | undefined {
  const first = entry.words[at];
  // A number alone is no code.
  if (first === undefined || !/\p{L}/u.test(first.text)) return undefined;
  const most = Math.min(longestCode, entry.words.length - at);
  // Codes hold no word without a digit but the first.
  let longest = 1;
  while (longest < most && hasDigit(entry.words[at + longest]?.text ?? "")) {
    longest += 1;
  }
  for (let count = longest; count >= 1; count -= 1) {
    const last = entry.words[at + count - 1] ?? first;
    const text =
      count === 1
        ? first.text
        : entry.words
            .slice(at, at + count)
            .map((word) => word.text)
            .join(" ");
    if (!hasDigit(text)) continue;
    const resolved = resolveWords(catalogue, target.scope, text);
    const hasUnknown = resolved.issues.some(({ kind }) => kind === "unknown");
    if (resolved.standards.length === 0 || (hasUnknown && count > 1)) continue;
    const range = count === 1 ? first.range : spanning(first.range, last.range);
    const placeOf = (from: number, length: number): TextRange =>
      range.startLine === range.endLine && text.length === widthOf(range)
        ? within(range, from, length)
        : range;
    const place = (issue: CodeIssue): TextRange =>
      placeOf(issue.from, issue.text.length);
    return {
      standards: resolved.standards,
      places: resolved.places.map(({ from, length }) => placeOf(from, length)),
      range,
      words: count,
      unknown: resolved.issues
        .filter(({ kind }) => kind === "unknown")
        .map((issue) => ({ text: issue.text, range: place(issue) })),
      irregular: resolved.issues.flatMap((issue) =>
        issue.kind === "irregular"
          ? [
              {
                text: issue.text,
                canonical: issue.canonical,
                range: place(issue),
              },
            ]
          : [],
      ),
    };
  }
  return undefined;
}

function hasDigit(text: string): boolean {
  return /\p{N}/u.test(text);
}

function widthOf(range: TextRange): number {
  return range.endCharacter - range.startCharacter;
}

const prefixesOf = new WeakMap<Target, ReadonlySet<string>>();

/** How the codes of the target begin: `QIF-`, `H/`. */
function targetPrefixes(target: Target): ReadonlySet<string> {
  let prefixes = prefixesOf.get(target);
  if (prefixes === undefined) {
    const found = new Set<string>();
    for (const standard of target.standards) {
      if (standard.parent >= 0) continue;
      const prefix = codePrefix(standard.code);
      if (prefix !== undefined) found.add(prefix.toUpperCase());
    }
    prefixes = found;
    prefixesOf.set(target, prefixes);
  }
  return prefixes;
}

const shapesOf = new WeakMap<Target, readonly string[]>();

/** The shapes that packs give for the codes of the target. */
function targetShapes(catalogue: Catalogue, target: Target): readonly string[] {
  let shapes = shapesOf.get(target);
  if (shapes === undefined) {
    const keys = new Set(target.standards.map(({ framework }) => framework));
    shapes = [...keys].flatMap(
      (key) => catalogue.byKey.get(key)?.codeShape ?? [],
    );
    shapesOf.set(target, shapes);
  }
  return shapes;
}

function looksLikeTarget(
  catalogue: Catalogue,
  target: Target,
  word: string,
): boolean {
  const prefix = codePrefix(word)?.toUpperCase();
  if (prefix !== undefined && targetPrefixes(target).has(prefix)) return true;
  // Without both a letter and a digit it may be any word or number.
  return (
    /\p{L}/u.test(word) &&
    /\p{N}/u.test(word) &&
    targetShapes(catalogue, target).some((shape) => fitsPattern(shape, word))
  );
}
