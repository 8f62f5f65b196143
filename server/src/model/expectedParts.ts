// Parts that the section on a standard is expected to have, by requirements
// and by its framework, and what of them is not written yet.

import {
  frameworkOf,
  groupHead,
  type Catalogue,
  type GroupHead,
} from "./catalogue.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { PartUse, Report } from "./report.ts";
import { foldLabel, partNamed } from "./reportParts.ts";
import type { RequirementBlock } from "./requirement.ts";
import type { RequirementPlan } from "./requirementPlan.ts";
import type { Section } from "./section.ts";
import { readLabel, type LineLabel } from "../syntax/reportBlocks.ts";

/** A part by the name that people are to write. */
interface ExpectedPart {
  readonly name: string;
  /** The id of a known part; without one, a heading of these words is meant. */
  readonly part?: string;
  /** Where a labelled line says it: `Judgement: Good`. */
  readonly label?: LineLabel;
}

interface Expected {
  readonly parts: readonly ExpectedPart[];
  /** The requirements that name parts; none where only the framework does. */
  readonly blocks: readonly RequirementBlock[];
}

export interface MissingPart {
  readonly name: string;
  /** Its heading stands there, and nothing under it. */
  readonly isEmpty: boolean;
  /** Written as a line, with a colon. */
  readonly isLine: boolean;
}

/** A section that lacks parts. */
export interface SectionGap {
  readonly path: FilePath;
  readonly section: Section;
  /** The standards of the section that are in want of them. */
  readonly standards: readonly Standard[];
  readonly missing: readonly MissingPart[];
  readonly blocks: readonly RequirementBlock[];
}

/** Sections that requirements ask for and nobody has begun to write. */
export interface UnwrittenSections {
  readonly head: GroupHead;
  readonly standards: readonly Standard[];
  /** All that are asked for under the head, itself included. */
  readonly total: number;
  /** Names of the parts that each of them needs. */
  readonly parts: readonly string[];
  readonly blocks: readonly RequirementBlock[];
}

export interface MissingParts {
  readonly inSections: readonly SectionGap[];
  readonly unwritten: readonly UnwrittenSections[];
}

export function findMissingParts(portfolio: Portfolio): MissingParts {
  const expected = expectedParts(portfolio);
  if (expected.size === 0) return { inSections: [], unwritten: [] };
  const { catalogue, coverage, target } = portfolio;
  const written = writtenSections(portfolio);
  const gaps = new Map<Section, SectionGap>();
  const drafts = new Map<GroupHead["key"], UnwrittenSections>();
  for (const standard of target.standards) {
    const wanted = expected.get(standard.key);
    const { state } = coverage.standards.get(standard.key) ?? {};
    if (wanted === undefined || state === "not-applicable") continue;
    const own = written.get(standard.key);
    if (own !== undefined) {
      const missing = wanted.parts.flatMap((part) => missingPart(own, part));
      if (missing.length > 0) {
        const { path, section } = own;
        const held = gaps.get(section);
        gaps.set(section, {
          path,
          section,
          standards: [...(held?.standards ?? []), standard],
          missing: unique([...(held?.missing ?? []), ...missing]),
          blocks: [...new Set([...(held?.blocks ?? []), ...wanted.blocks])],
        });
      }
    }
    if (wanted.blocks.length === 0) continue;
    const head = groupHead(catalogue, standard);
    const held = drafts.get(head.key);
    const isOpen = own === undefined;
    drafts.set(head.key, {
      head,
      standards: [...(held?.standards ?? []), ...(isOpen ? [standard] : [])],
      total: (held?.total ?? 0) + 1,
      parts: isOpen
        ? [
            ...new Set([
              ...(held?.parts ?? []),
              ...wanted.parts.map(({ name }) => name),
            ]),
          ]
        : (held?.parts ?? []),
      blocks: [...new Set([...(held?.blocks ?? []), ...wanted.blocks])],
    });
  }
  return {
    inSections: [...gaps.values()],
    unwritten: [...drafts.values()].filter(
      ({ standards }) => standards.length > 0,
    ),
  };
}

const expectedOf = new WeakMap<
  RequirementPlan,
  ReadonlyMap<StandardKey, Expected>
>();

/** What each standard's section should have; made once for a header. */
function expectedParts({
  catalogue,
  target,
  plan,
}: Portfolio): ReadonlyMap<StandardKey, Expected> {
  const known = expectedOf.get(plan);
  if (known !== undefined) return known;
  const found = new Map<StandardKey, Expected>();
  for (const standard of target.standards) {
    const blocks = blocksFor(plan, standard).filter(
      ({ sections }) => sections.length > 0,
    );
    const names = [
      ...blocks.flatMap(({ sections }) => sections),
      ...(standard.isAssessable ? expectedByPack(catalogue, standard) : []),
    ];
    if (names.length === 0) continue;
    found.set(standard.key, { parts: partsFor(catalogue, names), blocks });
  }
  expectedOf.set(plan, found);
  return found;
}

/** The blocks that judge the standard itself, as they judge its evidence. */
function blocksFor(
  plan: RequirementPlan,
  standard: Standard,
): readonly RequirementBlock[] {
  return standard.isAssessable
    ? plan.quantitiesFor(standard)
    : plan.jointFor(standard).map(({ block }) => block);
}

function expectedByPack(
  catalogue: Catalogue,
  standard: Standard,
): readonly string[] {
  return frameworkOf(catalogue, standard)
    .parts.filter(({ isExpected }) => isExpected)
    .map(({ id, labels }) => labels[0] ?? id);
}

/** Two names of one part are one part. */
function partsFor(
  catalogue: Catalogue,
  names: readonly string[],
): readonly ExpectedPart[] {
  const parts = new Map<string, ExpectedPart>();
  for (const name of names) {
    const folded = foldLabel(name);
    if (folded === "") continue;
    const part = partNamed(catalogue, name);
    const label = readLabel(name.replace(/:\s*$/, ""));
    const id = label ?? part ?? folded;
    if (parts.has(id)) continue;
    parts.set(id, {
      name,
      ...(part === undefined ? {} : { part }),
      ...(label === undefined ? {} : { label }),
    });
  }
  return [...parts.values()];
}

/** All that is written about a standard, and where it is first. */
interface Written {
  readonly path: FilePath;
  readonly section: Section;
  readonly parts: readonly PartUse[];
  readonly labels: ReadonlySet<LineLabel>;
}

/** A standard may be reported on in several places: they count together. */
function writtenSections({
  contributions,
}: Portfolio): ReadonlyMap<StandardKey, Written> {
  const written = new Map<StandardKey, Written>();
  for (const path of contributions.sortedKeys()) {
    const { sections = [], report } = contributions.get(path) ?? {};
    if (sections.length === 0 || report === undefined) continue;
    const contents = contentsOf(report);
    for (const section of sections) {
      if (!section.hasProse) continue;
      const { parts = [], labels = [] } = contents.get(section) ?? {};
      for (const { key } of section.standards) {
        const held = written.get(key);
        // A heading is a better place to speak of than a file's header.
        const isBetter =
          held === undefined || (held.section.entry < 0 && section.entry >= 0);
        written.set(key, {
          path: isBetter ? path : held.path,
          section: isBetter ? section : held.section,
          parts: [...(held?.parts ?? []), ...parts],
          labels: new Set([...(held?.labels ?? []), ...labels]),
        });
      }
    }
  }
  return written;
}

interface Contents {
  readonly parts: PartUse[];
  readonly labels: LineLabel[];
}

/** The parts and labelled lines of a document, section by section. */
function contentsOf(report: Report): ReadonlyMap<Section, Contents> {
  const contents = new Map<Section, Contents>();
  const at = (section: Section): Contents => {
    const held = contents.get(section) ?? { parts: [], labels: [] };
    contents.set(section, held);
    return held;
  };
  for (const part of report.parts) at(part.section).parts.push(part);
  for (const { section, isPrevious } of report.judgements) {
    if (section === undefined) continue;
    at(section).labels.push(isPrevious ? "previous-judgement" : "judgement");
  }
  for (const section of report.comparators) {
    at(section).labels.push("comparator");
  }
  return contents;
}

function missingPart(
  { parts, labels }: Written,
  { name, part, label }: ExpectedPart,
): readonly MissingPart[] {
  if (label !== undefined && labels.has(label)) return [];
  // A comparison may need more room than a line; a grade never does.
  const isLine = label === "judgement" || label === "previous-judgement";
  const uses = isLine
    ? []
    : parts.filter((use) =>
        part === undefined
          ? foldLabel(use.text) === foldLabel(name)
          : use.part === part,
      );
  if (uses.some(({ hasText }) => hasText)) return [];
  return [{ name, isEmpty: uses.length > 0, isLine: label !== undefined }];
}

function unique(missing: readonly MissingPart[]): readonly MissingPart[] {
  const byName = new Map(missing.map((part) => [part.name, part]));
  return [...byName.values()];
}
