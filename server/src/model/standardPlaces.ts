// Where documents name standards: under one of them, or all that a portfolio
// names, as short texts that are kept when the portfolio is let go.

import type { Catalogue } from "./catalogue.ts";
import { partRange, type Contribution } from "./contribution.ts";
import {
  membersOf,
  readingIn,
  type DocumentReading,
} from "./documentReading.ts";
import type { Standard, StandardKey } from "./framework.ts";
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
  { path, contributions }: Portfolio,
  key: StandardKey,
): readonly FilePath[] {
  const paths = [path];
  for (const [other, contribution] of contributions.entries()) {
    if (other !== path && namesStandard(contribution, key)) paths.push(other);
  }
  return paths;
}

/** Whether a document names a standard, mapped or not. */
function namesStandard(
  { fields, sections }: Contribution,
  key: StandardKey,
): boolean {
  // Asked of every document of a folder: nothing is made for the answer.
  for (const { members } of fields) {
    for (const { standards, above } of members) {
      for (const standard of standards) if (standard.key === key) return true;
      if (above !== undefined && "code" in above && above.key === key) {
        return true;
      }
    }
  }
  for (const { standards } of sections) {
    for (const standard of standards) if (standard.key === key) return true;
  }
  return false;
}

/** Places by standard, each a list of numbers: the document's and its range. */
export interface KeptPlaces {
  readonly paths: readonly FilePath[];
  readonly byStandard: readonly (readonly [StandardKey, string])[];
}

/** All places in a portfolio that name standards, each once. */
export function keepPlaces(
  catalogue: Catalogue,
  portfolio: Portfolio,
): KeptPlaces {
  const paths = portfolio.documents.sortedKeys();
  const byStandard = new Map<StandardKey, number[]>();
  paths.forEach((path, at) => {
    const facts = portfolio.documents.get(path);
    if (facts === undefined) return;
    const reading = readingIn(portfolio, path, facts);
    for (const [key, range] of inOrder(standardPlaces(catalogue, reading))) {
      // As documentsNaming has it.
      const isNamed =
        path === portfolio.path || namesStandard(reading.contribution, key);
      if (!isNamed) continue;
      const { startLine, startCharacter, endLine, endCharacter } = range;
      const place = [at, startLine, startCharacter, endLine, endCharacter];
      const places = byStandard.get(key);
      if (places === undefined) byStandard.set(key, place);
      else places.push(...place);
    }
  });
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
): readonly { readonly path: FilePath; readonly range: TextRange }[] {
  const text = byStandard.find(([key]) => key === wanted)?.[1];
  const numbers = text?.split(" ").map(Number) ?? [];
  const found: { readonly path: FilePath; readonly range: TextRange }[] = [];
  for (let at = 0; at + 4 < numbers.length; at += 5) {
    const [document = 0, ...range] = numbers.slice(at, at + 5);
    const path = paths[document];
    const [startLine = 0, startCharacter = 0, endLine = 0, endCharacter = 0] =
      range;
    if (path === undefined) continue;
    found.push({
      path,
      range: { startLine, startCharacter, endLine, endCharacter },
    });
  }
  return found;
}
