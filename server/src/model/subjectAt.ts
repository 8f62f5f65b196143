// What a place in a document names: a standard, a framework, a qualification,
// a piece of evidence or a review. Hover, definition and references start from
// it.

import { rangeInMember, type Contribution } from "./contribution.ts";
import {
  membersOf,
  readingOf,
  type DocumentReading,
} from "./documentReading.ts";
import {
  idFields,
  partAt,
  partPlace,
  type CitingToken,
} from "./evidencePlaces.ts";
import { citedParts, evidenceId, type EvidenceId } from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import type {
  Framework,
  Pathway,
  Qualification,
  Standard,
} from "./framework.ts";
import type { FilePath } from "./paths.ts";
import { resolveText } from "./resolveCodes.ts";
import { findPathway } from "./ruleOfCombination.ts";
import type { Snapshot } from "./snapshot.ts";
import type { ResolvedMember, Target } from "./target.ts";
import { touches, type Position, type TextRange } from "../text/textRange.ts";

export type Subject =
  | {
      readonly kind: "standard";
      readonly standard: Standard;
      readonly range: TextRange;
    }
  | {
      readonly kind: "framework";
      readonly framework: Framework;
      readonly range: TextRange;
    }
  | {
      readonly kind: "qualification";
      readonly qualification: Qualification;
      readonly range: TextRange;
    }
  | {
      readonly kind: "pathway";
      readonly qualification: Qualification;
      readonly pathway: Pathway;
      readonly range: TextRange;
    }
  | {
      readonly kind: "evidence";
      readonly evidence: EvidenceId;
      readonly range: TextRange;
    }
  | {
      readonly kind: "review";
      readonly name: string;
      readonly range: TextRange;
    };

export function subjectAt(
  snapshot: Snapshot,
  path: FilePath,
  position: Position,
): Subject | undefined {
  const { catalogue } = snapshot;
  const reading = readingOf(snapshot, path);
  if (reading === undefined) return undefined;
  const { facts, target, contribution } = reading;
  for (const resolved of membersOf(catalogue, reading)) {
    const subject = memberSubject(resolved, position);
    if (subject !== undefined) return subject;
  }
  return (
    tagSubject(snapshot, target, facts, position) ??
    pathwaySubject(target, facts, position) ??
    sectionSubject(contribution, position) ??
    evidenceSubject(reading, position) ??
    fingerprintSubject(snapshot, target, facts, position) ??
    reviewSubject(facts, position)
  );
}

function memberSubject(
  resolved: ResolvedMember,
  position: Position,
): Subject | undefined {
  const { member, above, standards, places } = resolved;
  if (member.under !== undefined && touches(member.under.range, position)) {
    const { range } = member.under;
    if (above === undefined) return undefined;
    return "code" in above
      ? { kind: "standard", standard: above, range }
      : { kind: "framework", framework: above, range };
  }
  if (!touches(member.range, position)) return undefined;
  const [framework] = resolved.frameworks;
  if (framework !== undefined) {
    return { kind: "framework", framework, range: member.range };
  }
  const [qualification] = resolved.qualifications;
  if (qualification !== undefined) {
    return { kind: "qualification", qualification, range: member.range };
  }
  return standardSubject(
    standards,
    places.map(({ from, length }) => rangeInMember(resolved, from, length)),
    position,
  );
}

/** The right half of a range names its end, the left half its start. */
function standardSubject(
  standards: readonly Standard[],
  places: readonly TextRange[],
  position: Position,
): Subject | undefined {
  let found: Subject | undefined;
  standards.forEach((standard, at) => {
    const range = places[at];
    if (range === undefined || !touches(range, position)) return;
    if (found === undefined || isRightHalf(range, position)) {
      found = { kind: "standard", standard, range };
    }
  });
  return found;
}

function isRightHalf(range: TextRange, { character }: Position): boolean {
  return character * 2 > range.startCharacter + range.endCharacter;
}

function tagSubject(
  { catalogue }: Snapshot,
  target: Target,
  facts: DocumentFacts,
  position: Position,
): Subject | undefined {
  for (const { tags } of facts.evidence) {
    for (const { text, range } of tags) {
      if (!touches(range, position)) continue;
      const { codes } = resolveText(catalogue, target.scope, text);
      const standard = codes[0]?.standard;
      if (standard?.isAssessable === true) {
        return { kind: "standard", standard, range };
      }
    }
  }
  return undefined;
}

function pathwaySubject(
  { qualifications }: Target,
  { portfolio }: DocumentFacts,
  position: Position,
): Subject | undefined {
  for (const { text, range } of portfolio?.pathways ?? []) {
    if (!touches(range, position)) continue;
    for (const { qualification } of qualifications) {
      const pathway = findPathway(qualification, text);
      if (pathway !== undefined) {
        return { kind: "pathway", qualification, pathway, range };
      }
    }
  }
  return undefined;
}

function sectionSubject(
  { sections }: Contribution,
  position: Position,
): Subject | undefined {
  for (const { standards, places } of sections) {
    const subject = standardSubject(standards, places, position);
    if (subject !== undefined) return subject;
  }
  return undefined;
}

function evidenceSubject(
  { facts, contribution, names }: DocumentReading,
  position: Position,
): Subject | undefined {
  const tokens: readonly CitingToken[] = [
    ...contribution.citations.map(({ citation }) => citation),
    ...facts.mentions,
  ];
  for (const citing of tokens) {
    const part = partAt(names, citing, position);
    if (part === undefined) continue;
    const isAlone = citedParts(names, citing.token).length === 1;
    const range = isAlone ? citing.range : partPlace(citing, part);
    return { kind: "evidence", evidence: part.id, range };
  }
  for (const { link, evidence } of contribution.links) {
    const [first] = evidence;
    if (first !== undefined && touches(link.range, position)) {
      return { kind: "evidence", evidence: first, range: link.range };
    }
  }
  for (const { stated, item } of idFields(facts)) {
    if (!touches(stated.range, position)) continue;
    const evidence = evidenceId(stated.text);
    // A piece under no portfolio has its ID all the same.
    if (names.holders.has(evidence) || item !== undefined) {
      return { kind: "evidence", evidence, range: stated.range };
    }
  }
  return undefined;
}

/** What was judged, where it is no piece: a standard. */
function fingerprintSubject(
  { catalogue }: Snapshot,
  { scope }: Target,
  { review }: DocumentFacts,
  position: Position,
): Subject | undefined {
  for (const { fingerprints } of review?.decisions ?? []) {
    for (const { of } of fingerprints) {
      if (!touches(of.range, position)) continue;
      const [named] = resolveText(catalogue, scope, of.text).codes;
      if (named === undefined) continue;
      return { kind: "standard", standard: named.standard, range: of.range };
    }
  }
  return undefined;
}

function reviewSubject(
  { review }: DocumentFacts,
  position: Position,
): Subject | undefined {
  if (review === undefined) return undefined;
  const named = [
    review.id,
    ...review.decisions.flatMap(({ agreement }) => agreement?.review ?? []),
  ];
  const found = named.find(({ range }) => touches(range, position));
  return found && { kind: "review", name: found.text, range: found.range };
}
