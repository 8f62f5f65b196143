// Parts that the section on a standard is expected to have, by requirements
// and by its framework, and what of them is not written yet.

import {
  frameworkOf,
  groupHead,
  inPackOrder,
  type Catalogue,
  type GroupHead,
} from "./catalogue.ts";
import type { Contribution } from "./contribution.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { gapHeads } from "./gaps.ts";
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

/** What is asked for of a standard that applies. */
function expectedOfIt(
  portfolio: Portfolio,
  standard: Standard,
): Expected | undefined {
  const wanted = expectedParts(portfolio).get(standard.key);
  if (wanted === undefined) return undefined;
  const own = portfolio.coverage.standards.get(standard.key);
  return own?.state === "not-applicable" ? undefined : wanted;
}

/** The sections of a document that lack parts of what they are to have. */
export function sectionGaps(
  portfolio: Portfolio,
  path: FilePath,
): readonly SectionGap[] {
  if (expectedParts(portfolio).size === 0) return [];
  const { catalogue, target, report } = portfolio;
  const written = writtenSections(portfolio);
  const sections = report.get(path)?.contribution.sections ?? [];
  const standards = new Set(sections.flatMap((one) => one.standards));
  const gaps = new Map<Section, GapDraft>();
  for (const standard of inPackOrder(catalogue, [...standards])) {
    const own = written.get(standard.key);
    if (own?.path !== path || !target.included.has(standard.key)) continue;
    const wanted = expectedOfIt(portfolio, standard);
    if (wanted === undefined) continue;
    const missing = wanted.parts.flatMap((part) => missingPart(own, part));
    if (missing.length === 0) continue;
    const draft = gapDraftAt(gaps, own);
    draft.standards.push(standard);
    for (const part of missing) draft.missing.set(part.name, part);
    for (const block of wanted.blocks) draft.blocks.add(block);
  }
  return [...gaps.values()].map((draft) => ({
    ...draft,
    missing: [...draft.missing.values()],
    blocks: [...draft.blocks],
  }));
}

/** What of the report on a component or unit nobody has begun to write. */
export function unwrittenSections(
  portfolio: Portfolio,
  head: string,
): UnwrittenSections | undefined {
  if (expectedParts(portfolio).size === 0) return undefined;
  const under = gapHeads(portfolio).get(head);
  if (under === undefined) return undefined;
  const written = writtenSections(portfolio);
  const standards: Standard[] = [];
  const parts = new Set<string>();
  const blocks = new Set<RequirementBlock>();
  let total = 0;
  for (const standard of under.standards) {
    const wanted = expectedOfIt(portfolio, standard);
    if (wanted === undefined || wanted.blocks.length === 0) continue;
    total += 1;
    for (const block of wanted.blocks) blocks.add(block);
    if (written.has(standard.key)) continue;
    standards.push(standard);
    for (const { name } of wanted.parts) parts.add(name);
  }
  return standards.length === 0
    ? undefined
    : {
        head: under.head,
        standards,
        total,
        parts: [...parts],
        blocks: [...blocks],
      };
}

/** Documents and heads of which another is said to be missing than before. */
export function touchedParts(
  before: Portfolio,
  after: Portfolio,
): { readonly paths: Iterable<FilePath>; readonly heads: Iterable<string> } {
  const paths = new Set(
    [...after.report.changedKeys(before.report)].filter(
      (path) =>
        !isWrittenAlike(
          before.report.get(path)?.contribution,
          after.report.get(path)?.contribution,
        ),
    ),
  );
  const heads = new Set<string>();
  if (paths.size === 0) return { paths, heads };
  const both = [before, after];
  const standards = new Set(
    both.flatMap(({ report }) =>
      [...paths].flatMap((path) =>
        (report.get(path)?.contribution.sections ?? []).flatMap(
          (section) => section.standards,
        ),
      ),
    ),
  );
  for (const standard of standards) {
    heads.add(groupHead(after.catalogue, standard).key);
    // All that is written on a standard is spoken of at one place.
    for (const portfolio of both) {
      const place = writtenSections(portfolio).get(standard.key)?.path;
      if (place !== undefined) paths.add(place);
    }
  }
  return { paths, heads };
}

/** Whether a document has the same sections, with the same parts in them. */
function isWrittenAlike(
  before: Contribution | undefined,
  after: Contribution | undefined,
): boolean {
  const [was, is] = [before?.report, after?.report];
  return (
    before?.sections === after?.sections &&
    was?.parts === is?.parts &&
    was?.judgements === is?.judgements &&
    was?.comparators === is?.comparators
  );
}

/** What is gathered of a section; two parts of one name are one. */
interface GapDraft {
  readonly path: FilePath;
  readonly section: Section;
  readonly standards: Standard[];
  readonly missing: Map<string, MissingPart>;
  readonly blocks: Set<RequirementBlock>;
}

function gapDraftAt(
  gaps: Map<Section, GapDraft>,
  { path, section }: Written,
): GapDraft {
  let draft = gaps.get(section);
  if (draft === undefined) {
    draft = {
      path,
      section,
      standards: [],
      missing: new Map(),
      blocks: new Set(),
    };
    gaps.set(section, draft);
  }
  return draft;
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
  const partsByNames = new Map<string, readonly ExpectedPart[]>();
  for (const standard of target.standards) {
    const blocks = blocksFor(plan, standard).filter(
      ({ sections }) => sections.length > 0,
    );
    const names = [
      ...blocks.flatMap(({ sections }) => sections),
      ...(standard.isAssessable ? expectedByPack(catalogue, standard) : []),
    ];
    if (names.length === 0) continue;
    // Most standards of a framework are asked for the same.
    const together = names.join("\n");
    const parts = partsByNames.get(together) ?? partsFor(catalogue, names);
    partsByNames.set(together, parts);
    found.set(standard.key, { parts, blocks });
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

const writtenIn = new WeakMap<
  Portfolio["report"],
  ReadonlyMap<StandardKey, Written>
>();

/** A standard may be reported on in several places: they count together. */
function writtenSections({
  report,
}: Portfolio): ReadonlyMap<StandardKey, Written> {
  const known = writtenIn.get(report);
  if (known !== undefined) return known;
  const written = new Map<StandardKey, WrittenDraft>();
  for (const path of report.sortedKeys()) {
    const contribution = report.get(path)?.contribution;
    if (contribution === undefined) continue;
    if (contribution.sections.length === 0) continue;
    const contents = contentsOf(contribution.report);
    for (const section of contribution.sections) {
      if (!section.hasProse) continue;
      const { parts = [], labels = [] } = contents.get(section) ?? {};
      for (const { key } of section.standards) {
        let held = written.get(key);
        if (held === undefined) {
          held = { path, section, parts: [], labels: new Set() };
          written.set(key, held);
        } else if (held.section.entry < 0 && section.entry >= 0) {
          // A heading is a better place to speak of than a file's header.
          held.path = path;
          held.section = section;
        }
        held.parts.push(...parts);
        for (const label of labels) held.labels.add(label);
      }
    }
  }
  writtenIn.set(report, written);
  return written;
}

interface WrittenDraft {
  path: FilePath;
  section: Section;
  readonly parts: PartUse[];
  readonly labels: Set<LineLabel>;
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
