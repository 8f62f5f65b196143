// Where documents name standards: under one of them, or all that a portfolio
// names, as short texts that are kept when the portfolio is let go.

import type { Catalogue } from "./catalogue.ts";
import type { FoundPlace } from "./evidencePlaces.ts";
import { partRange, type Contribution } from "./contribution.ts";
import {
  membersOf,
  readingIn,
  type DocumentReading,
} from "./documentReading.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { forEachStandard, knownNaming } from "./naming.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { resolveText } from "./resolveCodes.ts";
import type { ResolvedMember } from "./target.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";

type StandardPlace = readonly [StandardKey, TextRange];

/** The places in a document that name a standard, or any one. */
export function standardPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  wanted?: StandardKey,
): readonly StandardPlace[] {
  const { facts, contribution, target } = reading;
  const found: StandardPlace[] = [];
  const isWanted = (key: StandardKey): boolean =>
    wanted === undefined || key === wanted;
  for (const resolved of membersOf(catalogue, reading)) {
    const { under } = resolved.member;
    const above = standardAbove(resolved);
    if (under !== undefined && above !== undefined && isWanted(above.key)) {
      found.push([above.key, under.range]);
    }
    resolved.standards.forEach(({ key }, at) => {
      if (isWanted(key)) found.push([key, partRange(resolved, at)]);
    });
  }
  // A mapping in a header stands at its member, which is there already.
  for (const { via, standard, range } of contribution.mappings) {
    if (via !== "header" && isWanted(standard)) found.push([standard, range]);
  }
  for (const { entry, standards, places } of contribution.sections) {
    if (entry < 0) continue;
    standards.forEach(({ key }, at) => {
      const place = places[at];
      if (place !== undefined && isWanted(key)) found.push([key, place]);
    });
  }
  // Of a standard, a fingerprint stands under a decision on it.
  for (const { fingerprints } of facts.review?.decisions ?? []) {
    for (const { of } of fingerprints) {
      const [judged] = resolveText(catalogue, target.scope, of.text).codes;
      const key = judged?.standard.key;
      if (key !== undefined && isWanted(key)) found.push([key, of.range]);
    }
  }
  return found;
}

function standardAbove({ above }: ResolvedMember): Standard | undefined {
  return above !== undefined && "code" in above ? above : undefined;
}

/** The portfolio's document, and those whose contribution names a standard. */
export function documentsNaming(
  portfolio: Portfolio,
  key: StandardKey,
): readonly FilePath[] {
  const { path, contributions } = portfolio;
  const paths = [path];
  const add = (other: FilePath): void => {
    if (other !== path) paths.push(other);
  };
  const known = knownNaming(portfolio);
  // Standards are looked for in every portfolio: what one alone needs is not
  // made for it.
  if (known === undefined) {
    for (const [other, contribution] of contributions.entries()) {
      if (namesStandard(contribution, key)) add(other);
    }
  } else known.standard(key).forEach(add);
  return paths;
}

function namesStandard(
  contribution: Contribution,
  wanted: StandardKey,
): boolean {
  let isNamed = false;
  forEachStandard(contribution, (key) => {
    if (key === wanted) isNamed = true;
  });
  return isNamed;
}

/** Places by standard, each a list of numbers: the document's and its range. */
export interface KeptPlaces {
  readonly paths: readonly FilePath[];
  readonly byStandard: readonly (readonly [StandardKey, string])[];
}

/** Looked through in a part of a slice, even by a process that is new to it. */
const documentsAtOnce = 16;

/** All places in a portfolio that name standards, each once; bit by bit. */
export function* keepPlaces(
  catalogue: Catalogue,
  portfolio: Portfolio,
): Generator<undefined, KeptPlaces> {
  const paths = portfolio.documents.sortedKeys();
  const byStandard = new Map<StandardKey, number[]>();
  for (const [at, path] of paths.entries()) {
    const facts = portfolio.documents.get(path);
    if (facts === undefined) continue;
    const reading = readingIn(portfolio, path, facts);
    const named = new Set<StandardKey>();
    forEachStandard(reading.contribution, (key) => named.add(key));
    for (const [key, range] of inOrder(standardPlaces(catalogue, reading))) {
      // As documentsNaming has it.
      if (path !== portfolio.path && !named.has(key)) continue;
      const { startLine, startCharacter, endLine, endCharacter } = range;
      const place = [at, startLine, startCharacter, endLine, endCharacter];
      const places = byStandard.get(key);
      if (places === undefined) byStandard.set(key, place);
      else places.push(...place);
    }
    if (at % documentsAtOnce === 0) yield;
  }
  return {
    paths,
    byStandard: [...byStandard]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, places]) => [key, places.join(" ")]),
  };
}

function inOrder(places: readonly StandardPlace[]): readonly StandardPlace[] {
  return [...places]
    .sort(
      ([a, one], [b, other]) =>
        (a < b ? -1 : a > b ? 1 : 0) || compareRanges(one, other),
    )
    .filter(([key, range], at, sorted) => {
      const [before, other] = sorted[at - 1] ?? [];
      return (
        key !== before ||
        other === undefined ||
        compareRanges(other, range) !== 0
      );
    });
}

/** The places of one standard, by path and in the order of the text. */
export function placesKept(
  { paths, byStandard }: KeptPlaces,
  wanted: StandardKey,
): readonly FoundPlace[] {
  const text = textOf(byStandard, wanted);
  const found: FoundPlace[] = [];
  let at = 0;
  // There may be thousands: nothing is made on the way to the numbers.
  const next = (): number => {
    let number = 0;
    for (; at < text.length; at += 1) {
      const digit = text.charCodeAt(at) - zero;
      if (digit < 0) break;
      number = number * 10 + digit;
    }
    at += 1;
    return number;
  };
  while (at < text.length) {
    const path = paths[next()];
    const range = {
      startLine: next(),
      startCharacter: next(),
      endLine: next(),
      endCharacter: next(),
    };
    if (path !== undefined) found.push({ range, isDeclaration: false, path });
  }
  return found;
}

const zero = "0".charCodeAt(0);

/** Asked of each portfolio of a folder: they are in order. */
function textOf(
  byStandard: KeptPlaces["byStandard"],
  wanted: StandardKey,
): string {
  let low = 0;
  let high = byStandard.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = byStandard[middle];
    if (entry === undefined) break;
    if (entry[0] === wanted) return entry[1];
    if (entry[0] < wanted) low = middle + 1;
    else high = middle;
  }
  return "";
}
