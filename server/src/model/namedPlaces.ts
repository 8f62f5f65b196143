// Every place that names what stands under the cursor, from facts and
// contributions alone: no text is read for it. One pass over the documents of
// a portfolio, because `mapped` knows only what counts, and a section that
// cites nothing, a decision or a second piece of one ID names a standard too.

import type { Catalogue } from "./catalogue.ts";
import { partRange } from "./contribution.ts";
import {
  membersOf,
  readingIn,
  readingOf,
  type DocumentReading,
} from "./documentReading.ts";
import { evidencePlaces } from "./evidencePlaces.ts";
import type { Framework, Qualification, Standard } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { resolveText } from "./resolveCodes.ts";
import { isReview } from "./reviews.ts";
import { findPathway } from "./ruleOfCombination.ts";
import type { Snapshot } from "./snapshot.ts";
import { normalForm } from "./standardCode.ts";
import type { Subject } from "./subjectAt.ts";
import { contextOf, type ResolvedMember } from "./target.ts";
import { portfolioOf } from "./workspaceIndex.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";

/** A place that names something. */
export interface NamedPlace {
  readonly range: TextRange;
  /** It gives the name: the ID in the header of a piece or a review. */
  readonly isDeclaration: boolean;
}

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
  const own = portfolioOf(index, path);
  const isOwn = subject.kind === "evidence" || subject.kind === "review";
  const others = isOwn
    ? []
    : [...index.portfolios.values()]
        .filter((portfolio) => portfolio !== own)
        .sort((a, b) => comparePaths(a.folder, b.folder));
  const alone = own === undefined ? readingOf(snapshot, path) : undefined;
  return [
    ...(alone === undefined ? [] : foundIn(catalogue, alone, subject)),
    ...[...(own === undefined ? [] : [own]), ...others].flatMap((portfolio) =>
      foundInPortfolio(portfolio, subject),
    ),
  ];
}

function foundInPortfolio(
  portfolio: Portfolio,
  subject: Subject,
): readonly FoundPlace[] {
  const found: FoundPlace[] = [];
  for (const [path, facts] of portfolio.documents.entries()) {
    const reading = readingIn(portfolio, path, facts);
    found.push(...foundIn(portfolio.catalogue, reading, subject));
  }
  // Those of one document are in order already, and sorting keeps that.
  return found.sort((a, b) => comparePaths(a.path, b.path));
}

function comparePaths(a: FilePath, b: FilePath): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function foundIn(
  catalogue: Catalogue,
  reading: DocumentReading,
  subject: Subject,
): readonly FoundPlace[] {
  const { path } = reading;
  return placesIn(catalogue, reading, subject).map((place) => ({
    ...place,
    path,
  }));
}

/** The places of a subject in one document, each once, in order. */
export function placesIn(
  catalogue: Catalogue,
  reading: DocumentReading,
  subject: Subject,
): readonly NamedPlace[] {
  const places = [...rawPlaces(catalogue, reading, subject)];
  if (places.length < 2) return places;
  places.sort((a, b) => compareRanges(a.range, b.range));
  return places.filter(({ range }, at) => {
    const before = places[at - 1];
    return before === undefined || compareRanges(before.range, range) !== 0;
  });
}

function* rawPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  subject: Subject,
): Generator<NamedPlace> {
  switch (subject.kind) {
    case "evidence":
      yield* evidencePlaces(reading, subject.evidence);
      return;
    case "review":
      yield* reviewPlaces(reading, subject.name);
      return;
    case "standard":
      yield* asNames(standardPlaces(catalogue, reading, subject.standard));
      return;
    case "framework":
      yield* asNames(frameworkPlaces(catalogue, reading, subject.framework));
      return;
    case "qualification":
      yield* asNames(
        qualificationPlaces(catalogue, reading, subject.qualification),
      );
      return;
    case "pathway":
      for (const { text, range } of reading.facts.portfolio?.pathways ?? []) {
        if (findPathway(subject.qualification, text) === subject.pathway) {
          yield { range, isDeclaration: false };
        }
      }
  }
}

/** What a pack gives a name to is only named in documents. */
function* asNames(ranges: Iterable<TextRange>): Generator<NamedPlace> {
  for (const range of ranges) yield { range, isDeclaration: false };
}

function* reviewPlaces(
  { facts: { review } }: DocumentReading,
  name: string,
): Generator<NamedPlace> {
  if (review === undefined) return;
  if (isReview(review, name)) {
    yield { range: review.id.range, isDeclaration: true };
  }
  for (const { agreement } of review.decisions) {
    if (agreement !== undefined && isReview({ id: agreement.review }, name)) {
      yield { range: agreement.review.range, isDeclaration: false };
    }
  }
}

function* standardPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  standard: Standard,
): Generator<TextRange> {
  const { facts, contribution, target } = reading;
  const { key, code, aliases } = standard;
  const forms = new Set([code, ...aliases].map(normalForm));
  for (const resolved of membersOf(catalogue, reading)) {
    yield* keyPlace(catalogue, reading, resolved, standard, forms);
    for (const [at, one] of resolved.standards.entries()) {
      if (one.key === key) yield partRange(resolved, at);
    }
  }
  // A mapping in a header stands at its member, which is there already.
  for (const { via, standard: mapped, range } of contribution.mappings) {
    if (via !== "header" && mapped === key) yield range;
  }
  for (const { entry, standards, places } of contribution.sections) {
    if (entry < 0) continue;
    for (const [at, one] of standards.entries()) {
      const place = places[at];
      if (one.key === key && place !== undefined) yield place;
    }
  }
  for (const { fingerprints } of facts.review?.decisions ?? []) {
    for (const { of } of fingerprints) {
      if (!forms.has(normalForm(of.text))) continue;
      const [named] = resolveText(catalogue, target.scope, of.text).codes;
      if (named?.standard.key === key) yield of.range;
    }
  }
}

/** The map key above a member; its spelling is compared before it is resolved. */
function* keyPlace(
  catalogue: Catalogue,
  { target }: DocumentReading,
  { member: { under } }: ResolvedMember,
  wanted: Standard | Framework,
  forms: ReadonlySet<string>,
): Generator<TextRange> {
  if (under === undefined || !forms.has(normalForm(under.text))) return;
  const named = contextOf(catalogue, target.scope, under.text);
  if (named?.key === wanted.key) yield under.range;
}

function* frameworkPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  framework: Framework,
): Generator<TextRange> {
  const { id, edition } = framework;
  const forms = new Set([id, `${id}@${edition}`].map(normalForm));
  for (const resolved of membersOf(catalogue, reading)) {
    yield* keyPlace(catalogue, reading, resolved, framework, forms);
    if (resolved.frameworks.some(({ key }) => key === framework.key)) {
      yield resolved.member.range;
    }
  }
}

function* qualificationPlaces(
  catalogue: Catalogue,
  reading: DocumentReading,
  { framework, code }: Qualification,
): Generator<TextRange> {
  for (const { qualifications, member } of membersOf(catalogue, reading)) {
    const isNamed = qualifications.some(
      (one) => one.framework === framework && one.code === code,
    );
    if (isNamed) yield member.range;
  }
}
