// What one document adds to its portfolio, once codes and IDs are resolved:
// mappings, sections, citations. Depends on the document's facts, on the
// target and on the names of the evidence, and on nothing else.

import type { Catalogue } from "./catalogue.ts";
import { contributeNarrative } from "./contributeNarrative.ts";
import {
  evidenceId,
  resolveCitation,
  resolveLink,
  type CitedEvidence,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type {
  IrregularHeadingCode,
  UnknownHeadingCode,
} from "./headingCodes.ts";
import type { FilePath } from "./paths.ts";
import { noReport, type Report } from "./report.ts";
import { keepWhole, sameValue } from "./sameValue.ts";
import type { Section } from "./section.ts";
import {
  resolveMember,
  resolveWords,
  type ResolvedMember,
  type Target,
} from "./target.ts";
import type { BodyLink, Citation } from "../syntax/outline.ts";
import { within, type TextRange } from "../text/textRange.ts";

/** One statement that a piece of evidence serves a standard. */
export interface Mapping {
  readonly evidence: EvidenceId;
  readonly standard: StandardKey;
  readonly via: "header" | "tag" | "section";
  readonly range: TextRange;
  readonly at?: string;
  readonly shows?: string;
}

/** Codes of an evidence item's header or of another field. */
export interface ResolvedField {
  /** Position of the evidence item; -1 outside evidence. */
  readonly item: number;
  readonly field:
    "standards" | "tags" | "units" | "notApplicable" | "decisions" | "actions";
  readonly members: readonly ResolvedMember[];
}

export interface ResolvedCitation {
  readonly citation: Citation;
  readonly cited: CitedEvidence;
  /** The standards to which it maps the evidence; none for a mention. */
  readonly section: Section | undefined;
}

export interface ResolvedLink {
  readonly link: BodyLink;
  readonly evidence: readonly EvidenceId[];
}

/** An item that holds its ID: a second one of the same counts for nothing. */
export interface HeldId {
  readonly id: EvidenceId;
  readonly item: number;
}

export interface Contribution {
  readonly holds: readonly HeldId[];
  readonly mappings: readonly Mapping[];
  readonly fields: readonly ResolvedField[];
  readonly sections: readonly Section[];
  readonly citations: readonly ResolvedCitation[];
  readonly links: readonly ResolvedLink[];
  readonly unknownHeadingCodes: readonly UnknownHeadingCode[];
  readonly irregularHeadingCodes: readonly IrregularHeadingCode[];
  readonly report: Report;
}

export const noContribution: Contribution = {
  holds: [],
  mappings: [],
  fields: [],
  sections: [],
  citations: [],
  links: [],
  unknownHeadingCodes: [],
  irregularHeadingCodes: [],
  report: noReport,
};

export interface ContributionContext {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly names: EvidenceNames;
}

/** What a document added before, with the same catalogue and target. */
export interface ContributedBefore {
  readonly facts: DocumentFacts;
  readonly names: EvidenceNames;
  readonly contribution: Contribution;
}

/** What is as it was in the contribution of before, keeps its identity. */
export function contribute(
  context: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
  before?: ContributedBefore,
): Contribution {
  const next = readContribution(context, path, facts, before);
  if (before === undefined) return next;
  // List by list: a section in one of them is the very same in the others.
  const kept = {
    ...next,
    mappings: keepWhole(before.contribution.mappings, next.mappings),
    fields: keepWhole(before.contribution.fields, next.fields),
    citations: keepWhole(before.contribution.citations, next.citations),
    links: keepWhole(before.contribution.links, next.links),
  };
  return keepWhole(before.contribution, kept);
}

function readContribution(
  context: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
  before: ContributedBefore | undefined,
): Contribution {
  switch (facts.role) {
    case "evidence":
      return contributeEvidence(context, path, facts);
    case "review":
      return contributeReview(context, facts);
    case "portfolio":
    case "narrative": {
      const scope = facts.scope.map((member) =>
        resolveMember(context.catalogue, context.target.scope, member),
      );
      const fileSection = sectionOfFile(scope, facts);
      return {
        ...noContribution,
        ...contributeNarrative(
          { ...context, path, scope, fileSection },
          facts,
          before,
        ),
      };
    }
  }
}

/** Whether any of its codes is unknown, or written in another way. */
export function hasIssues({
  fields,
  unknownHeadingCodes,
  irregularHeadingCodes,
}: Contribution): boolean {
  return (
    unknownHeadingCodes.length + irregularHeadingCodes.length > 0 ||
    fields.some(({ members }) =>
      members.some(
        ({ issues, isUnderUnknown }) => issues.length > 0 || isUnderUnknown,
      ),
    )
  );
}

/** Whether any standard that it names, in fields or headings, is such a one. */
export function namesAny(
  { fields, sections }: Contribution,
  isMeant: (standard: Standard) => boolean,
): boolean {
  return (
    fields.some(({ members }) =>
      members.some(({ standards }) => standards.some(isMeant)),
    ) || sections.some(({ standards }) => standards.some(isMeant))
  );
}

/** Whether a document adds something else when the names are these. */
export function hangsOnNames(
  path: FilePath,
  { facts, contribution, names: before }: ContributedBefore,
  after: EvidenceNames,
): boolean {
  switch (facts.role) {
    case "evidence":
      return facts.evidence.some((item, position) => {
        const id = evidenceId(item.id.text);
        const holds = ({ holders }: EvidenceNames): boolean => {
          const holder = holders.get(id);
          return holder?.path === path && holder.item === position;
        };
        return holds(before) !== holds(after);
      });
    case "review":
      return false;
    case "portfolio":
    case "narrative":
      return (
        contribution.citations.some(
          ({ citation, cited }) =>
            !sameValue(cited, resolveCitation(after, citation.token)),
        ) ||
        contribution.links.some(
          ({ link, evidence }) =>
            !sameValue(evidence, resolveLink(after, path, link.url)),
        )
      );
  }
}

function contributeEvidence(
  { catalogue, target, names }: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
): Contribution {
  const holds: HeldId[] = [];
  const mappings: Mapping[] = [];
  const fields: ResolvedField[] = [];
  facts.evidence.forEach((item, position) => {
    const id = evidenceId(item.id.text);
    const holder = names.holders.get(id);
    // A second holder of an ID counts for nothing.
    const counts = holder?.path === path && holder.item === position;
    const members = item.standards.map((member) =>
      resolveMember(catalogue, target.scope, member),
    );
    fields.push({ item: position, field: "standards", members });
    if (!counts) return;
    holds.push({ id, item: position });
    for (const resolved of members) {
      const { at: where, shows } = resolved.member;
      for (let at = 0; at < resolved.standards.length; at += 1) {
        const standard = resolved.standards[at];
        if (standard === undefined) continue;
        const mapping: Mapping = {
          evidence: id,
          standard: standard.key,
          via: "header",
          range: partRange(resolved, at),
        };
        mappings.push(
          where === undefined && shows === undefined
            ? mapping
            : {
                ...mapping,
                ...(where === undefined ? {} : { at: where }),
                ...(shows === undefined ? {} : { shows }),
              },
        );
      }
    }
    for (const tag of item.tags) {
      const standard = resolveTag(catalogue, target, tag.text);
      if (standard === undefined) continue;
      mappings.push({
        evidence: id,
        standard: standard.key,
        via: "tag",
        range: tag.range,
      });
    }
  });
  return { ...noContribution, holds, mappings, fields };
}

/** A tag maps only when it is the full code of an assessable standard. */
function resolveTag(
  catalogue: Catalogue,
  target: Target,
  tag: string,
): Standard | undefined {
  const { standards } = resolveWords(catalogue, target.scope, tag);
  const [only] = standards;
  return only?.isAssessable === true && standards.length === 1
    ? only
    : undefined;
}

function contributeReview(
  { catalogue, target }: ContributionContext,
  facts: DocumentFacts,
): Contribution {
  const fields = (facts.review?.decisions ?? []).map(
    (decision, item): ResolvedField => ({
      item,
      field: "decisions",
      members: decision.standards.map((member) =>
        resolveMember(catalogue, target.scope, member),
      ),
    }),
  );
  return { ...noContribution, fields };
}

function sectionOfFile(
  scope: readonly ResolvedMember[],
  facts: DocumentFacts,
): Section | undefined {
  const standards = scope.flatMap((resolved) => resolved.standards);
  const first = scope[0]?.member;
  if (first === undefined || standards.length === 0) return undefined;
  return {
    standards,
    places: scope.flatMap((resolved) =>
      resolved.standards.map((_, at) => partRange(resolved, at)),
    ),
    entry: -1,
    range: first.range,
    hasProse: facts.hasText,
    endLine: undefined,
  };
}

function widthOf(range: TextRange): number {
  return range.endCharacter - range.startCharacter;
}

/** The exact place of one of a member's standards in the document. */
export function partRange(resolved: ResolvedMember, at: number): TextRange {
  const place = resolved.places[at];
  return place === undefined
    ? resolved.member.range
    : rangeInMember(resolved, place.from, place.length);
}

/** A part of a member's text; all of it where that cannot be told. */
export function rangeInMember(
  { member }: Pick<ResolvedMember, "member">,
  from: number,
  length: number,
): TextRange {
  const { range } = member;
  if (range.startLine !== range.endLine) return range;
  if (from === 0 && length === widthOf(range)) return range;
  const extra = widthOf(range) - member.text.length;
  const quote = member.style === "quoted" ? 1 : 0;
  if (extra !== quote * 2) return range;
  return within(range, quote + from, length);
}
