// What a narrative adds to its portfolio. After an edit only that is resolved
// again which can be another: a letter in an item of a list leaves headings,
// citations and all other items as they were.

import type { TextRange } from "../text/textRange.ts";
import type { Catalogue } from "./catalogue.ts";
import type {
  ContributedBefore,
  Contribution,
  ContributionContext,
  Mapping,
  ResolvedCitation,
  ResolvedLink,
} from "./contribution.ts";
import {
  resolveCitation,
  resolveLink,
  type EvidenceId,
} from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import { readHeadings } from "./headingCodes.ts";
import type { FilePath } from "./paths.ts";
import { readReport } from "./report.ts";
import { keepWhole } from "./sameValue.ts";
import { SectionPlacer, type Section } from "./section.ts";
import type { ResolvedMember } from "./target.ts";

export interface NarrativeContext extends ContributionContext {
  readonly path: FilePath;
  /** The standards of its header, and the section that they make of it. */
  readonly scope: readonly ResolvedMember[];
  readonly fileSection: Section | undefined;
}

export function contributeNarrative(
  { path, catalogue, target, names, scope, fileSection }: NarrativeContext,
  facts: DocumentFacts,
  before: ContributedBefore | undefined,
): Omit<Contribution, "holds"> {
  const isSameOutline = before?.facts.outline === facts.outline;
  const headings = isSameOutline
    ? headingsBefore(before.contribution)
    : readHeadings(catalogue, target, facts.outline);
  // All that the document says points to its sections.
  const sections = keepSections(
    before?.contribution.sections ?? [],
    fileSection === undefined
      ? headings.sections
      : [fileSection, ...headings.sections],
  );
  const placer = placerOf(catalogue, facts.outline, sections);
  /** Where every place is in the section and part in which it was. */
  const alike =
    isSameOutline && before.contribution.sections === sections
      ? before
      : undefined;
  const known = alike?.names === names ? alike : undefined;
  const citations = keepResolved(
    facts.citations,
    known && {
      from: known.facts.citations,
      resolved: known.contribution.citations,
    },
    (citation): ResolvedCitation => ({
      citation,
      cited: resolveCitation(names, citation.token),
      section: placer.sectionFor(citation),
    }),
  );
  const links = keepResolved(
    facts.links,
    known && { from: known.facts.links, resolved: known.contribution.links },
    (link): ResolvedLink => ({
      link,
      evidence: resolveLink(names, path, link.url),
    }),
  );
  const isCitedAlike = known?.contribution.citations === citations;
  const mappings =
    isCitedAlike && known.contribution.links === links
      ? known.contribution.mappings
      : mapCited(citations, links, placer);
  const report = readReport(
    {
      path,
      catalogue,
      scope: target.scope,
      placer,
      citedIn: citedByLine(citations),
    },
    facts,
    alike && {
      facts: alike.facts,
      report: alike.contribution.report,
      isCitedAlike,
    },
  );
  return {
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
    report: keepWhole(before?.contribution.report, report),
  };
}

function headingsBefore({
  sections,
  unknownHeadingCodes,
  irregularHeadingCodes,
}: Contribution): ReturnType<typeof readHeadings> {
  return {
    sections: sections.filter(({ entry }) => entry >= 0),
    unknown: unknownHeadingCodes,
    irregular: irregularHeadingCodes,
  };
}

function keepSections(
  before: readonly Section[],
  sections: readonly Section[],
): readonly Section[] {
  const byEntry = new Map(before.map((section) => [section.entry, section]));
  const kept = sections.map((section) =>
    keepWhole(byEntry.get(section.entry), section),
  );
  return kept.length === before.length &&
    kept.every((section, at) => section === before[at])
    ? before
    : kept;
}

let lastPlacer:
  | {
      readonly catalogue: Catalogue;
      readonly outline: DocumentFacts["outline"];
      readonly sections: readonly Section[];
      readonly placer: SectionPlacer;
    }
  | undefined;

/** Most edits are in the document of the edit before, under its headings. */
function placerOf(
  catalogue: Catalogue,
  outline: DocumentFacts["outline"],
  sections: readonly Section[],
): SectionPlacer {
  if (
    lastPlacer?.catalogue !== catalogue ||
    lastPlacer.outline !== outline ||
    lastPlacer.sections !== sections
  ) {
    const placer = new SectionPlacer(catalogue, outline, sections);
    lastPlacer = { catalogue, outline, sections, placer };
  }
  return lastPlacer.placer;
}

/** Resolves what is another than it was in this position. */
function keepResolved<Item, Resolved>(
  items: readonly Item[],
  before:
    | {
        readonly from: readonly Item[];
        readonly resolved: readonly Resolved[];
      }
    | undefined,
  resolve: (item: Item) => Resolved,
): readonly Resolved[] {
  if (before === undefined) return items.map(resolve);
  if (before.from === items) return before.resolved;
  return items.map((item, at) => {
    const known = before.from[at] === item ? before.resolved[at] : undefined;
    return known ?? resolve(item);
  });
}

function mapCited(
  citations: readonly ResolvedCitation[],
  links: readonly ResolvedLink[],
  placer: SectionPlacer,
): readonly Mapping[] {
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
  for (const { citation, cited, section } of citations) {
    if (cited.kind !== "known") continue;
    map(cited.ids, section, citation.range, citation.locator);
  }
  for (const { link, evidence } of links) {
    map(evidence, placer.sectionFor(link), link.range);
  }
  return mappings;
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
