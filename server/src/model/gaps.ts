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
import { reportPlaces } from "./citedEvidence.ts";
import type { Reason, StandardCoverage } from "./coverage.ts";
import type { Standard } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import { mappingsTo, type Portfolio } from "./portfolio.ts";
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

const mostSuggested = 3;
const mostRelated = 8;

export function findGaps(portfolio: Portfolio): Gaps {
  const { catalogue, target, coverage } = portfolio;
  const sections = reportPlaces(portfolio);
  const inSections: Gap[] = [];
  const totals = new Map<GroupHead["key"], number>();
  const drafts = new Map<GroupHead["key"], DraftGroup>();
  for (const standard of target.standards) {
    const own = coverage.standards.get(standard.key);
    if (own === undefined || own.state === "not-applicable") continue;
    const head = groupHead(catalogue, standard);
    if (standard.isAssessable) {
      totals.set(head.key, (totals.get(head.key) ?? 0) + 1);
    }
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
    let draft = drafts.get(head.key);
    if (draft === undefined) {
      draft = { head, first: standard, gaps: [], own: [] };
      drafts.set(head.key, draft);
    }
    if (standard.isAssessable) draft.gaps.push({ standard, coverage: own });
    else draft.own.push(...own.reasons);
  }
  return {
    inSections,
    groups: [...drafts.values()].map((draft) =>
      finishGroup(portfolio, draft, totals.get(draft.head.key) ?? 0),
    ),
  };
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
    : mappingsTo(portfolio, standard.key)
        .slice(0, mostRelated)
        .map(({ path, range, evidence }) => ({
          path,
          range,
          message: `\`${nameOf(portfolio, evidence)}\` is mapped to \`${standard.code}\` here.`,
        }));
}

function nameOf(portfolio: Portfolio, id: string): string {
  for (const entry of portfolio.table.byId.values()) {
    if (entry.id === id) return entry.qualities.id;
  }
  return id;
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
    related: gaps
      .flatMap((gap) => relatedTo(portfolio, gap.standard, gap.coverage))
      .slice(0, mostRelated),
  };
}

/** The entry of the portfolio's `standards` that asks for a standard. */
export function targetRange(
  portfolio: Portfolio,
  standard: Standard,
): TextRange {
  const { target, catalogue, header } = portfolio;
  const line = lineage(catalogue, standard);
  const named = target.members.find(
    ({ standards, frameworks }) =>
      frameworks.some(({ key }) => key === standard.framework) ||
      standards.some(
        (one) =>
          line.includes(one) || lineage(catalogue, one).includes(standard),
      ),
  );
  const chosen = target.qualifications.find(({ units }) =>
    units.some((unit) => line.includes(unit)),
  );
  return (
    chosen?.member.range ??
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
