// Every place that names what stands under the cursor, from facts and
// contributions alone: no text is read for it. For a standard only those
// documents are looked through that name it; for the rest one pass over the
// documents of a portfolio is made.

import type { Catalogue } from "./catalogue.ts";
import { partRange, type Contribution } from "./contribution.ts";
import {
  membersOf,
  readingIn,
  readingOf,
  type DocumentReading,
} from "./documentReading.ts";
import { evidencePlaces, type NamedPlace } from "./evidencePlaces.ts";
import type {
  Framework,
  Qualification,
  Standard,
  StandardKey,
} from "./framework.ts";
import type { DocumentFacts } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { resolveText } from "./resolveCodes.ts";
import { isReview } from "./reviews.ts";
import { findPathway } from "./ruleOfCombination.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Subject } from "./subjectAt.ts";
import type { ResolvedMember } from "./target.ts";
import { portfolioOf, type WorkspaceIndex } from "./workspaceIndex.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";

export interface FoundPlace extends NamedPlace {
  readonly path: FilePath;
}

/**
 * The places of a subject, those of the document's own portfolio first, by
 * path and in the order of the text. IDs belong to one portfolio; standards
 * are shared, so every portfolio of the folder is looked at.
 */
export function placesOf(
  snapshot: Snapshot,
  path: FilePath,
  subject: Subject,
): readonly FoundPlace[] {
  const { catalogue, index } = snapshot;
  const find = finderOf(catalogue, subject);
  const own = portfolioOf(index, path);
  if (own === undefined) {
    const alone = readingOf(snapshot, path);
    const found =
      alone === undefined ? [] : placesIn(catalogue, alone, subject);
    return [
      ...found.map((place) => ({ ...place, path })),
      ...otherPortfolios(index, own, subject).flatMap((portfolio) =>
        foundIn(portfolio, find),
      ),
    ];
  }
  return [own, ...otherPortfolios(index, own, subject)].flatMap((portfolio) =>
    foundIn(portfolio, find),
  );
}

function otherPortfolios(
  { portfolios }: WorkspaceIndex,
  own: Portfolio | undefined,
  { kind }: Subject,
): readonly Portfolio[] {
  if (kind === "evidence" || kind === "review") return [];
  return [...portfolios.values()]
    .filter((portfolio) => portfolio !== own)
    .sort((a, b) => comparePaths(a.folder, b.folder));
}

function foundIn(
  portfolio: Portfolio,
  { placesIn: find, pathsIn }: Finder,
): readonly FoundPlace[] {
  const found: FoundPlace[] = [];
  const add = (path: FilePath, facts: DocumentFacts): void => {
    const places = find(readingIn(portfolio, path, facts));
    // Most documents do not name it.
    if (places.length === 0) return;
    for (const { range, isDeclaration } of inOrder(places)) {
      found.push({ range, isDeclaration, path });
    }
  };
  const { documents } = portfolio;
  if (pathsIn === undefined) {
    for (const [path, facts] of documents.entries()) add(path, facts);
  } else {
    for (const path of pathsIn(portfolio)) {
      const facts = documents.get(path);
      if (facts !== undefined) add(path, facts);
    }
  }
  // Those of one document are in order already, and sorting keeps that.
  return found.sort((a, b) => comparePaths(a.path, b.path));
}

function comparePaths(a: FilePath, b: FilePath): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The places of a subject in one document, each once, in order. */
export function placesIn(
  catalogue: Catalogue,
  reading: DocumentReading,
  subject: Subject,
): readonly NamedPlace[] {
  return inOrder(finderOf(catalogue, subject).placesIn(reading));
}

function inOrder(places: readonly NamedPlace[]): readonly NamedPlace[] {
  if (places.length < 2) return places;
  return [...places]
    .sort((a, b) => compareRanges(a.range, b.range))
    .filter(({ range }, at, sorted) => {
      const before = sorted[at - 1];
      return before === undefined || compareRanges(before.range, range) !== 0;
    });
}

/** The portfolio's document, and those whose contribution names a standard. */
function documentsNaming(
  { path, contributions }: Portfolio,
  { key }: Standard,
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

/** How one subject is looked for in many documents. */
interface Finder {
  readonly placesIn: (reading: DocumentReading) => readonly NamedPlace[];
  /** The documents of a portfolio that may name it; all, where that is not known. */
  readonly pathsIn?: (portfolio: Portfolio) => readonly FilePath[];
}

function finderOf(catalogue: Catalogue, subject: Subject): Finder {
  switch (subject.kind) {
    case "evidence":
      return {
        placesIn: (reading) => evidencePlaces(reading, subject.evidence),
      };
    case "review":
      return { placesIn: (reading) => reviewPlaces(reading, subject.name) };
    case "standard":
      return {
        placesIn: (reading) =>
          standardPlaces(catalogue, reading, subject.standard),
        // The portfolio's own header is resolved for its target only.
        pathsIn: (portfolio) => documentsNaming(portfolio, subject.standard),
      };
    case "framework":
      return {
        placesIn: (reading) =>
          frameworkPlaces(catalogue, reading, subject.framework),
      };
    case "qualification":
      return {
        placesIn: (reading) =>
          qualificationPlaces(catalogue, reading, subject.qualification),
      };
    case "pathway":
      return {
        placesIn: ({ facts: { portfolio } }) =>
          (portfolio?.pathways ?? []).flatMap(({ text, range }) =>
            findPathway(subject.qualification, text) === subject.pathway
              ? [named(range)]
              : [],
          ),
        pathsIn: ({ path }) => [path],
      };
  }
}

/** What a pack gives a name to is only named in documents. */
function named(range: TextRange): NamedPlace {
  return { range, isDeclaration: false };
}

function reviewPlaces(
  { facts: { review } }: DocumentReading,
  name: string,
): readonly NamedPlace[] {
  if (review === undefined) return [];
  return [
    ...(isReview(review, name)
      ? [{ range: review.id.range, isDeclaration: true }]
      : []),
    ...review.decisions.flatMap(({ agreement }) =>
      agreement !== undefined && isReview({ id: agreement.review }, name)
        ? [named(agreement.review.range)]
        : [],
    ),
  ];
}

function standardPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  { key }: Standard,
): readonly NamedPlace[] {
  const { facts, contribution, target } = reading;
  const found: NamedPlace[] = [];
  for (const resolved of membersOf(catalogue, reading)) {
    found.push(...keyPlace(resolved, key));
    resolved.standards.forEach((one, at) => {
      if (one.key === key) found.push(named(partRange(resolved, at)));
    });
  }
  // A mapping in a header stands at its member, which is there already.
  for (const { via, standard: mapped, range } of contribution.mappings) {
    if (via !== "header" && mapped === key) found.push(named(range));
  }
  for (const { entry, standards, places } of contribution.sections) {
    if (entry < 0) continue;
    standards.forEach((one, at) => {
      const place = places[at];
      if (one.key === key && place !== undefined) found.push(named(place));
    });
  }
  // Of a standard, a fingerprint stands under a decision on it.
  for (const { fingerprints } of facts.review?.decisions ?? []) {
    for (const { of } of fingerprints) {
      const [judged] = resolveText(catalogue, target.scope, of.text).codes;
      if (judged?.standard.key === key) found.push(named(of.range));
    }
  }
  return found;
}

/** The map key above a member. */
function keyPlace(
  { member: { under }, above }: ResolvedMember,
  key: string,
): readonly NamedPlace[] {
  return under !== undefined && above?.key === key ? [named(under.range)] : [];
}

function frameworkPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  { key }: Framework,
): readonly NamedPlace[] {
  return membersOf(catalogue, reading).flatMap((resolved) => [
    ...keyPlace(resolved, key),
    ...(resolved.frameworks.some((one) => one.key === key)
      ? [named(resolved.member.range)]
      : []),
  ]);
}

function qualificationPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  { framework, code }: Qualification,
): readonly NamedPlace[] {
  return membersOf(catalogue, reading).flatMap(({ qualifications, member }) =>
    qualifications.some(
      (one) => one.framework === framework && one.code === code,
    )
      ? [named(member.range)]
      : [],
  );
}
