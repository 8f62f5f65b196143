// What a place in a document names: a standard, a framework, a qualification
// or a piece of evidence. Hover, definition and references start from it.

import type { Catalogue } from "./catalogue.ts";
import {
  contribute,
  noContribution,
  rangeInMember,
  type Contribution,
} from "./contribution.ts";
import {
  evidenceId,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentFacts, Stated } from "./facts.ts";
import type {
  Framework,
  Pathway,
  Qualification,
  Standard,
} from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { portfolioCodes } from "./portfolioCodes.ts";
import { resolveText } from "./resolveCodes.ts";
import { findPathway } from "./ruleOfCombination.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  contextOf,
  resolveTarget,
  type ResolvedMember,
  type Target,
} from "./target.ts";
import { portfolioOf } from "./workspaceIndex.ts";
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
    };

const noNames: EvidenceNames = {
  holders: new Map(),
  byPath: new Map(),
  prefixes: new Set(),
};

export function subjectAt(
  snapshot: Snapshot,
  path: FilePath,
  position: Position,
): Subject | undefined {
  const facts = snapshot.index.documents.get(path);
  if (facts === undefined) return undefined;
  const portfolio = portfolioOf(snapshot.index, path);
  const target =
    portfolio?.target ??
    resolveTarget(snapshot.catalogue, facts.portfolio, snapshot.today);
  const contribution =
    portfolio?.contributions.get(path) ??
    (facts.role === "narrative"
      ? noContribution
      : contribute(
          { catalogue: snapshot.catalogue, target, names: noNames },
          path,
          facts,
        ));
  const { catalogue } = snapshot;
  for (const resolved of membersOf(catalogue, facts, target, contribution)) {
    const subject = memberSubject(snapshot, target, resolved, position);
    if (subject !== undefined) return subject;
  }
  return (
    tagSubject(snapshot, target, facts, position) ??
    pathwaySubject(target, facts, position) ??
    sectionSubject(contribution, position) ??
    evidenceSubject(facts, contribution, portfolio, position)
  );
}

function membersOf(
  catalogue: Catalogue,
  facts: DocumentFacts,
  target: Target,
  contribution: Contribution,
): readonly ResolvedMember[] {
  const own = contribution.fields.flatMap(({ members }) => members);
  return facts.role === "portfolio"
    ? [
        ...own,
        ...target.members,
        ...portfolioCodes(catalogue, target, facts.portfolio),
      ]
    : own;
}

function memberSubject(
  { catalogue }: Snapshot,
  target: Target,
  resolved: ResolvedMember,
  position: Position,
): Subject | undefined {
  const { member, standards, places } = resolved;
  if (member.under !== undefined && touches(member.under.range, position)) {
    const context = contextOf(catalogue, target.scope, member.under.text);
    if (context === undefined) return undefined;
    return "code" in context
      ? { kind: "standard", standard: context, range: member.under.range }
      : { kind: "framework", framework: context, range: member.under.range };
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
  let found: Subject | undefined;
  standards.forEach((standard, at) => {
    const place = places[at];
    if (place === undefined) return;
    const range = rangeInMember(resolved, place.from, place.length);
    // The right half of a range names its end, the left half its start.
    if (
      touches(range, position) &&
      (found === undefined || isRightHalf(range, position))
    ) {
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
  for (const { range, standards } of sections) {
    const [standard] = standards;
    if (standard !== undefined && touches(range, position)) {
      return { kind: "standard", standard, range };
    }
  }
  return undefined;
}

function evidenceSubject(
  facts: DocumentFacts,
  contribution: Contribution,
  portfolio: Portfolio | undefined,
  position: Position,
): Subject | undefined {
  for (const { citation, cited } of contribution.citations) {
    const [evidence] = cited.kind === "known" ? cited.ids : [];
    if (evidence !== undefined && touches(citation.range, position)) {
      return { kind: "evidence", evidence, range: citation.range };
    }
  }
  for (const { link, evidence } of contribution.links) {
    const [first] = evidence;
    if (first !== undefined && touches(link.range, position)) {
      return { kind: "evidence", evidence: first, range: link.range };
    }
  }
  const named: readonly Stated[] = [
    ...facts.evidence.map(({ id }) => id),
    ...(facts.review?.decisions.flatMap(({ evidence }) => evidence) ?? []),
    ...(facts.review?.seen ?? []),
    ...(facts.portfolio?.credited.flatMap(({ evidence }) => evidence ?? []) ??
      []),
  ];
  for (const { text, range } of named) {
    const evidence = evidenceId(text);
    if (
      touches(range, position) &&
      portfolio?.table.byId.has(evidence) === true
    ) {
      return { kind: "evidence", evidence, range };
    }
  }
  return undefined;
}
