// What one document adds to its portfolio, once codes and IDs are resolved:
// mappings, sections, citations. Depends on the document's facts, on the
// target and on the names of the evidence, and on nothing else.

import type { Catalogue } from "./catalogue.ts";
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
import {
  readHeadings,
  type IrregularHeadingCode,
  type UnknownHeadingCode,
} from "./headingCodes.ts";
import type { FilePath } from "./paths.ts";
import { readReport, noReport, type Report } from "./report.ts";
import { keepIdentity } from "./sameValue.ts";
import { SectionPlacer, type Section } from "./section.ts";
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

/** What is as it was in the contribution of before, keeps its identity. */
export function contribute(
  context: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
  before?: Contribution,
): Contribution {
  return keepIdentity(before, readContribution(context, path, facts, before));
}

function readContribution(
  context: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
  before: Contribution | undefined,
): Contribution {
  switch (facts.role) {
    case "evidence":
      return contributeEvidence(context, path, facts);
    case "review":
      return contributeReview(context, facts);
    case "portfolio":
    case "narrative":
      return contributeNarrative(context, path, facts, before);
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

/** Whether a document's contribution may be another with other names. */
export function hangsOnNames(
  path: FilePath,
  facts: DocumentFacts,
  before: EvidenceNames,
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
      return facts.citations.length + facts.links.length > 0;
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

function contributeNarrative(
  context: ContributionContext,
  path: FilePath,
  facts: DocumentFacts,
  before: Contribution | undefined,
): Contribution {
  const { catalogue, target, names } = context;
  const headings = readHeadings(catalogue, target, facts.outline);
  const scope = facts.scope.map((member) =>
    resolveMember(catalogue, target.scope, member),
  );
  const fileSection = sectionOfFile(scope, facts);
  // All that the document says points to its sections.
  const sections = keepSections(
    before?.sections ?? [],
    fileSection === undefined
      ? headings.sections
      : [fileSection, ...headings.sections],
  );
  const placer = new SectionPlacer(catalogue, facts.outline, sections);
  const mappings: Mapping[] = [];
  const map = (
    ids: readonly EvidenceId[],
    section: Section | undefined,
    range: TextRange,
    at?: string,
  ): void => {
    for (const standard of section?.standards ?? []) {
      if (!standard.isAssessable) continue;
      for (const evidence of ids) {
        mappings.push({
          evidence,
          standard: standard.key,
          via: "section",
          range,
          ...(at === undefined ? {} : { at }),
        });
      }
    }
  };
  const citations = facts.citations.map((citation): ResolvedCitation => {
    const cited = resolveCitation(names, citation.token);
    const section = placer.sectionFor(citation);
    if (cited.kind === "known") {
      map(cited.ids, section, citation.range, citation.locator);
    }
    return { citation, cited, section };
  });
  const links = facts.links.map((link): ResolvedLink => {
    const evidence = resolveLink(names, path, link.url);
    map(evidence, placer.sectionFor(link), link.range);
    return { link, evidence };
  });
  const report = keepIdentity(
    before?.report,
    readReport(
      {
        path,
        catalogue,
        scope: target.scope,
        placer,
        citedIn: citedByLine(citations),
      },
      facts,
    ),
  );
  return {
    ...noContribution,
    mappings,
    fields: [
      ...(scope.length === 0
        ? []
        : [{ item: -1, field: "standards", members: scope } as const]),
      ...report.actions
        .filter(({ standards }) => standards.length > 0)
        .map(
          ({ standards }) =>
            ({ item: -1, field: "actions", members: standards }) as const,
        ),
    ],
    sections,
    citations,
    links,
    unknownHeadingCodes: headings.unknown,
    irregularHeadingCodes: headings.irregular,
    report,
  };
}

function keepSections(
  before: readonly Section[],
  sections: readonly Section[],
): readonly Section[] {
  const byEntry = new Map(before.map((section) => [section.entry, section]));
  return sections.map((section) =>
    keepIdentity(byEntry.get(section.entry), section),
  );
}

/** Lists are long and cite much: each line is looked up, not searched for. */
function citedByLine(
  citations: readonly ResolvedCitation[],
): (startLine: number, endLine: number) => readonly EvidenceId[] {
  const byLine = new Map<number, EvidenceId[]>();
  for (const { citation, cited } of citations) {
    if (cited.kind !== "known") continue;
    const held = byLine.get(citation.range.startLine);
    if (held === undefined)
      byLine.set(citation.range.startLine, [...cited.ids]);
    else held.push(...cited.ids);
  }
  if (byLine.size === 0) return () => [];
  return (startLine, endLine) => {
    if (startLine === endLine) return byLine.get(startLine) ?? [];
    const found: EvidenceId[] = [];
    for (let line = startLine; line <= endLine; line += 1) {
      found.push(...(byLine.get(line) ?? []));
    }
    return found;
  };
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
