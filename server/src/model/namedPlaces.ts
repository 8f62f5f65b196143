// Every place that names what stands under the cursor, from facts and
// contributions alone: no text is read for it. For evidence and standards only
// those documents are looked through that name them; for the rest one pass over
// the documents of a portfolio is made.

import type { Catalogue } from "./catalogue.ts";
import {
  membersOf,
  readingIn,
  readingOf,
  type DocumentReading,
} from "./documentReading.ts";
import {
  evidencePlaces,
  type FoundPlace,
  type NamedPlace,
} from "./evidencePlaces.ts";
import type { Framework, Qualification } from "./framework.ts";
import type { DocumentFacts } from "./facts.ts";
import { namingIn } from "./naming.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { PortfolioCell } from "./portfolioCell.ts";
import { keptSummary } from "./portfolioSummary.ts";
import { isReview } from "./reviews.ts";
import { findPathway } from "./ruleOfCombination.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Subject } from "./subjectAt.ts";
import {
  documentsNaming,
  placesKept,
  standardPlaces,
} from "./standardPlaces.ts";
import { cellOf, type WorkspaceIndex } from "./workspaceIndex.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";

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
  const own = cellOf(index, path);
  const inCell = (cell: PortfolioCell): readonly FoundPlace[] =>
    keptPlaces(cell, subject) ?? foundIn(cell.portfolio, find);
  const others = otherCells(index, own, subject).flatMap(inCell);
  if (own !== undefined) return [...inCell(own), ...others];
  const alone = readingOf(snapshot, path);
  const found = alone === undefined ? [] : placesIn(catalogue, alone, subject);
  return [...found.map((place) => ({ ...place, path })), ...others];
}

function otherCells(
  { portfolios }: WorkspaceIndex,
  own: PortfolioCell | undefined,
  { kind }: Subject,
): readonly PortfolioCell[] {
  if (kind === "evidence" || kind === "review") return [];
  return [...portfolios.cells()]
    .filter((cell) => cell !== own)
    .sort((a, b) => comparePaths(a.folder, b.folder));
}

/** The places of a standard in a portfolio, where they are kept. */
function keptPlaces(
  cell: PortfolioCell,
  subject: Subject,
): readonly FoundPlace[] | undefined {
  if (subject.kind !== "standard") return undefined;
  const places = keptSummary(cell)?.places;
  return places && placesKept(places, subject.standard.key);
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
        pathsIn: (portfolio) => namingIn(portfolio).evidence(subject.evidence),
      };
    case "review":
      return { placesIn: (reading) => reviewPlaces(reading, subject.name) };
    case "standard":
      return {
        placesIn: (reading) =>
          standardPlaces(catalogue, reading, subject.standard.key).map(
            ([, range]) => named(range),
          ),
        // The portfolio's own header is resolved for its target only.
        pathsIn: (portfolio) =>
          documentsNaming(portfolio, subject.standard.key),
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

function frameworkPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  { key }: Framework,
): readonly NamedPlace[] {
  return membersOf(catalogue, reading).flatMap((resolved) => [
    ...(resolved.member.under !== undefined && resolved.above?.key === key
      ? [named(resolved.member.under.range)]
      : []),
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
