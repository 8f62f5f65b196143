// The gaps of a portfolio and where each is best spoken of: at its section in
// the report when there is one with prose, otherwise together with the other
// gaps of its component or unit at the portfolio's target.

import {
  groupHead,
  lineage,
  tierTitle,
  tierTitles,
  type Catalogue,
  type GroupHead,
} from "./catalogue.ts";
import { movedPlaces, reportPlaces } from "./citedEvidence.ts";
import type { Reason, StandardCoverage } from "./coverage.ts";
import { servedBy } from "./crosswalkRelations.ts";
import type { Mapping } from "./contribution.ts";
import { evidenceId, isJudgedAlike, type EvidenceId } from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import { mappingsTo, type Portfolio } from "./portfolio.ts";
import { sameValue } from "./sameValue.ts";
import { documentStart, type TextRange } from "../text/textRange.ts";

export interface RelatedGap {
  readonly path: FilePath;
  readonly range: TextRange;
  readonly message: string;
}

/** A standard that is not covered, at its section. */
export interface Gap {
  readonly standard: Standard;
  readonly coverage: StandardCoverage;
  readonly path: FilePath;
  readonly range: TextRange;
  /** Evidence that the framework suggests; a few titles. */
  readonly suggested: readonly string[];
  readonly related: readonly RelatedGap[];
}

export interface GroupedGap {
  readonly standard: Standard;
  readonly coverage: StandardCoverage;
}

/** The gaps of one component or unit that have no section of their own. */
export interface GapGroup {
  readonly head: GroupHead;
  readonly range: TextRange;
  readonly uncovered: readonly GroupedGap[];
  readonly partly: readonly GroupedGap[];
  /** Reasons of the parent itself. */
  readonly own: readonly Reason[];
  /** Applicable standards below the parent. */
  readonly total: number;
  readonly nouns: { readonly one: string; readonly many: string };
  readonly related: readonly RelatedGap[];
}

export interface Gaps {
  readonly inSections: readonly Gap[];
  readonly groups: readonly GapGroup[];
}

/** Where the gaps of a component or unit are spoken of. */
export interface GapsUnder {
  readonly inSections: readonly Gap[];
  /** Absent when all of them have a section. */
  readonly group?: GapGroup;
}

const mostSuggested = 3;
const mostRelated = 8;

export function findGaps(portfolio: Portfolio): Gaps {
  const inSections: Gap[] = [];
  const groups: GapGroup[] = [];
  for (const key of gapHeads(portfolio).keys()) {
    const under = gapsUnder(portfolio, key);
    inSections.push(...under.inSections);
    if (under.group !== undefined) groups.push(under.group);
  }
  return { inSections, groups };
}

/** The standards of a target that are spoken of together, in pack order. */
interface HeadedStandards {
  readonly head: GroupHead;
  readonly standards: Standard[];
}

/** By the key of the head. */
type GapHeads = ReadonlyMap<string, HeadedStandards>;

const headsOf = new WeakMap<Portfolio["target"], GapHeads>();

/** What the gaps of a portfolio are gathered under, in pack order. */
export function gapHeads({
  catalogue,
  target,
}: Pick<Portfolio, "catalogue" | "target">): GapHeads {
  const known = headsOf.get(target);
  if (known !== undefined) return known;
  const heads = new Map<string, HeadedStandards>();
  for (const standard of target.standards) {
    const head = groupHead(catalogue, standard);
    const held = heads.get(head.key);
    if (held === undefined)
      heads.set(head.key, { head, standards: [standard] });
    else held.standards.push(standard);
  }
  headsOf.set(target, heads);
  return heads;
}

export function gapsUnder(portfolio: Portfolio, head: string): GapsUnder {
  const under = gapHeads(portfolio).get(head);
  if (under === undefined) return { inSections: [] };
  const { coverage } = portfolio;
  const sections = reportPlaces(portfolio);
  const inSections: Gap[] = [];
  let total = 0;
  let draft: DraftGroup | undefined;
  for (const standard of under.standards) {
    const own = coverage.standards.get(standard.key);
    if (own === undefined || own.state === "not-applicable") continue;
    if (standard.isAssessable) total += 1;
    if (!isGap(standard, own)) continue;
    const place = sections.get(standard.key);
    if (place !== undefined) {
      inSections.push({
        standard,
        coverage: own,
        ...place,
        suggested: standard.suggested
          .slice(0, mostSuggested)
          .map(({ title }) => title),
        related: relatedTo(portfolio, standard, own),
      });
      continue;
    }
    draft ??= { head: under.head, first: standard, gaps: [], own: [] };
    if (standard.isAssessable) draft.gaps.push({ standard, coverage: own });
    else draft.own.push(...own.reasons);
  }
  return {
    inSections,
    ...(draft === undefined
      ? {}
      : { group: finishGroup(portfolio, draft, total) }),
  };
}

/**
 * The heads under which gaps may be others than before, or other pieces may
 * close them: for portfolios of the same target.
 */
export function touchedHeads(
  before: Portfolio,
  after: Portfolio,
): ReadonlySet<string> {
  const { catalogue } = after;
  const touched = new Set<StandardKey>([
    ...after.coverage.standards.changedKeys(before.coverage.standards),
    ...after.mapped.changedKeys(before.mapped),
    ...movedPlaces(before, after),
  ]);
  const changed = changedDocuments(before, after);
  const mapping = changed.filter(
    (path) => mappingsIn(before, path) !== mappingsIn(after, path),
  );
  const held = changed.filter((path) => !isHeldAlike(before, after, path));
  for (const portfolio of [before, after]) {
    for (const path of mapping) {
      for (const { standard } of mappingsIn(portfolio, path) ?? []) {
        touched.add(standard);
      }
    }
    for (const path of held) {
      for (const { id } of portfolio.documents.get(path)?.evidence ?? []) {
        const served = portfolio.serves.get(evidenceId(id.text)) ?? [];
        for (const standard of served) touched.add(standard);
      }
    }
  }
  const heads = new Set<string>();
  for (const key of touched) {
    const standard = catalogue.standardByKey.get(key);
    if (standard === undefined) continue;
    heads.add(groupHead(catalogue, standard).key);
    // Evidence for one standard is suggested for those that correspond.
    for (const related of servedBy(catalogue, standard)) {
      heads.add(groupHead(catalogue, related.standard).key);
    }
  }
  return heads;
}

function mappingsIn(
  { contributions }: Portfolio,
  path: FilePath,
): readonly Mapping[] | undefined {
  return contributions.get(path)?.mappings;
}

/** Whether the pieces of a document stand where they stood, and are as good. */
function isHeldAlike(
  before: Portfolio,
  after: Portfolio,
  path: FilePath,
): boolean {
  const was = before.documents.get(path)?.evidence ?? [];
  const is = after.documents.get(path)?.evidence ?? [];
  return (
    was.length === is.length &&
    was.every(({ id }, at) => {
      const key = evidenceId(id.text);
      return (
        sameValue(id, is[at]?.id) &&
        isJudgedAlike(
          before.table.byId.get(key)?.qualities,
          after.table.byId.get(key)?.qualities,
        )
      );
    })
  );
}

function changedDocuments(
  before: Portfolio,
  after: Portfolio,
): readonly FilePath[] {
  return [
    ...after.evidence.changedKeys(before.evidence),
    ...after.report.changedKeys(before.report),
  ];
}

interface DraftGroup {
  readonly head: GroupHead;
  readonly first: Standard;
  readonly gaps: GroupedGap[];
  readonly own: Reason[];
}

/** A parent is spoken of only for what it lacks itself. */
function isGap(standard: Standard, coverage: StandardCoverage): boolean {
  return standard.isAssessable
    ? coverage.state !== "covered"
    : coverage.reasons.length > 0 && coverage.state !== "uncovered";
}

function relatedTo(
  portfolio: Portfolio,
  standard: Standard,
  coverage: StandardCoverage,
): readonly RelatedGap[] {
  return coverage.evidence.length === 0
    ? []
    : mappingsTo(portfolio, standard.key, mostRelated).map(
        ({ path, range, evidence }) => ({
          path,
          range,
          message: `\`${nameOf(portfolio, evidence)}\` is mapped to \`${standard.code}\` here.`,
        }),
      );
}

function nameOf({ table }: Portfolio, id: EvidenceId): string {
  return table.byId.get(id)?.qualities.id ?? id;
}

function finishGroup(
  portfolio: Portfolio,
  draft: DraftGroup,
  total: number,
): GapGroup {
  const { catalogue } = portfolio;
  const { head, first, gaps, own } = draft;
  return {
    head,
    range: targetRange(portfolio, first),
    uncovered: gaps.filter((gap) => gap.coverage.state === "uncovered"),
    partly: gaps.filter((gap) => gap.coverage.state === "partly-covered"),
    own,
    total,
    nouns: nounsFor(catalogue, gaps[0]?.standard ?? first),
    related: relatedToAll(portfolio, gaps),
  };
}

function relatedToAll(
  portfolio: Portfolio,
  gaps: readonly GroupedGap[],
): readonly RelatedGap[] {
  const found: RelatedGap[] = [];
  for (const { standard, coverage } of gaps) {
    found.push(...relatedTo(portfolio, standard, coverage));
    if (found.length >= mostRelated) break;
  }
  return found.slice(0, mostRelated);
}

/** On what it hangs where a target is stated. */
export function targetPlaces({
  entries,
  header,
}: Portfolio): readonly [unknown, unknown] {
  return [entries, header?.standardsKey];
}

/** The entry of the portfolio's `standards` that asks for a standard. */
export function targetRange(
  portfolio: Portfolio,
  standard: Standard,
): TextRange {
  const { target, entries, catalogue, header } = portfolio;
  const line = lineage(catalogue, standard);
  const named = entries.members.find(
    ({ standards, frameworks }) =>
      frameworks.some(({ key }) => key === standard.framework) ||
      standards.some(
        (one) =>
          line.includes(one) || lineage(catalogue, one).includes(standard),
      ),
  );
  const chosen = target.qualifications.findIndex(({ units }) =>
    units.some((unit) => line.includes(unit)),
  );
  return (
    entries.qualifications[chosen]?.range ??
    named?.member.range ??
    header?.standardsKey ??
    documentStart
  );
}

function nounsFor(
  catalogue: Catalogue,
  standard: Standard,
): { readonly one: string; readonly many: string } {
  return {
    one: tierTitle(catalogue, standard),
    many: tierTitles(catalogue, standard),
  };
}
