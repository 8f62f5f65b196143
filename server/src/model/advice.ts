// What would close a gap: kinds of evidence that would help, and pieces that
// are there and might be mapped, because their kind fits and they serve a
// sibling, or a standard that a cross-walk joins. Advice only: whether a piece
// fits is for a person to say.

import { frameworkOf } from "./catalogue.ts";
import type { RelationKind } from "./crosswalk.ts";
import { suggestionsFor } from "./crosswalkSuggestions.ts";
import type { EvidenceEntry } from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { GapGroup, GroupedGap, RelatedGap } from "./gaps.ts";
import { enoughWith, fit, lackOf, type Lack } from "./lack.ts";
import { mappedTo } from "./mappings.ts";
import type { Portfolio } from "./portfolio.ts";
import { compareCodes } from "./standardCode.ts";

export interface Candidate {
  readonly entry: EvidenceEntry;
  /** The kind by which it fits; it may have none. */
  readonly kind?: string;
  /** What it is mapped to. */
  readonly serves: Standard;
  /** How a cross-walk joins the two; absent for a sibling. */
  readonly relation?: RelationKind;
}

export interface Advice {
  /** Whether what is lacking is another kind than those that are there. */
  readonly needsOtherKind: boolean;
  /** Kinds that would help, those asked for or suggested. */
  readonly kinds: readonly string[];
  /** The likeliest first. */
  readonly candidates: readonly Candidate[];
}

const mostCandidates = 3;
/** Pieces that fit, of which the best are taken. */
const mostCompared = 12;

/** Advice for a standard that is not covered. */
export function adviceFor(portfolio: Portfolio, standard: Standard): Advice {
  const lack = lackOf(portfolio, standard);
  const fitting: Candidate[] = [];
  for (const { related, evidence } of suggestionsFor(portfolio, standard)) {
    for (const entry of evidence) {
      const kind = fit(portfolio, lack, entry, true);
      if (kind === undefined) continue;
      fitting.push({
        entry,
        ...(kind === "" ? {} : { kind }),
        serves: related.standard,
        relation: related.kind,
      });
    }
  }
  let compared = 0;
  for (const { entry, serves } of piecesBeside(portfolio, standard)) {
    if (compared >= mostCompared) break;
    if (lack.mapped.has(entry.id)) continue;
    const kind = fit(portfolio, lack, entry, false);
    if (kind === undefined) continue;
    compared += 1;
    fitting.push({ entry, ...(kind === "" ? {} : { kind }), serves });
  }
  return {
    needsOtherKind: lack.needsOtherKind,
    kinds: lack.helpful,
    candidates: best(lack, fitting),
  };
}

/** First what closes the gap, then kinds that are named, then what is close. */
function best(
  { counting, quantities, helpful }: Lack,
  fitting: readonly Candidate[],
): readonly Candidate[] {
  const isEnoughWith = enoughWith(counting, quantities);
  const seen = new Set<string>();
  return fitting
    .filter(({ entry }) => {
      if (seen.has(entry.id)) return false;
      seen.add(entry.id);
      return true;
    })
    .map((candidate) => {
      const isEnough = isEnoughWith(candidate.entry);
      const isNamed = helpful.includes(candidate.kind ?? "");
      const rank =
        (isEnough ? 0 : 8) + (isNamed ? 0 : 4) + closeness(candidate);
      return { candidate, rank };
    })
    .sort(
      (a, b) =>
        a.rank - b.rank || newestFirst(a.candidate.entry, b.candidate.entry),
    )
    .slice(0, mostCandidates)
    .map(({ candidate }) => candidate);
}

function closeness({ relation }: Candidate): number {
  if (relation === "equivalent") return 0;
  return relation === "partly" ? 1 : 2;
}

function newestFirst(a: EvidenceEntry, b: EvidenceEntry): number {
  return byDate(a, b) || compareCodes(a.qualities.id, b.qualities.id);
}

/** Newest first; undated pieces come last. */
function byDate(a: EvidenceEntry, b: EvidenceEntry): number {
  const first = a.qualities.heldGoodOn ?? "";
  const second = b.qualities.heldGoodOn ?? "";
  return first === second ? 0 : first > second ? -1 : 1;
}

interface PieceBeside {
  readonly entry: EvidenceEntry;
  readonly serves: Standard;
}

const beside = new WeakMap<
  Portfolio,
  Map<StandardKey, readonly PieceBeside[]>
>();

/** Pieces of the standards under the same parent, made once for each. */
function piecesBeside(
  portfolio: Portfolio,
  standard: Standard,
): readonly PieceBeside[] {
  const { standards } = frameworkOf(portfolio.catalogue, standard);
  // At the top of a flat framework everything would be a sibling.
  const parent = standards[standard.parent];
  if (parent === undefined) return [];
  let byParent = beside.get(portfolio);
  if (byParent === undefined) {
    byParent = new Map();
    beside.set(portfolio, byParent);
  }
  const held = byParent.get(parent.key);
  if (held !== undefined) return held;
  const found = new Map<EvidenceEntry, Standard>();
  for (const position of parent.children) {
    const sibling = standards[position];
    if (sibling?.isAssessable !== true) continue;
    for (const id of mappedTo(portfolio, sibling.key)) {
      const entry = portfolio.table.byId.get(id);
      if (entry !== undefined && !found.has(entry)) found.set(entry, sibling);
    }
  }
  const pieces = [...found]
    .map(([entry, serves]) => ({ entry, serves }))
    // The order must not hang on which document was read first. Numbers are
    // not counted as people do, which costs too much for thousands of pieces.
    .sort(
      (a, b) => byDate(a.entry, b.entry) || (a.entry.id < b.entry.id ? -1 : 1),
    );
  byParent.set(parent.key, pieces);
  return pieces;
}

export interface NearestGap extends GroupedGap {
  readonly advice: Advice;
}

/** How many standards without evidence are asked for a piece that might fit. */
const mostAsked = 12;

/** The gap of a group that is closed most easily. */
export function nearestGap(
  portfolio: Portfolio,
  { partly, uncovered }: GapGroup,
): NearestGap | undefined {
  const withAdvice = (gap: GroupedGap): NearestGap => ({
    ...gap,
    advice: adviceFor(portfolio, gap.standard),
  });
  const [first] = [...partly].sort((a, b) => missing(a) - missing(b));
  if (first !== undefined) return withAdvice(first);
  const asked = uncovered.slice(0, mostAsked).map(withAdvice);
  return (
    asked.find(({ advice }) => advice.candidates.length > 0) ??
    asked.find(({ standard }) => standard.suggested.length > 0) ??
    asked[0]
  );
}

function missing({ coverage }: GroupedGap): number {
  return coverage.reasons.reduce(
    (sum, { wanted, found }) =>
      sum + Math.max(1, (Number(wanted) || 1) - (Number(found) || 0)),
    0,
  );
}

/** Where the candidates are, for the places that belong to a finding. */
export function candidatePlaces(
  { documents }: Portfolio,
  standard: Standard,
  candidates: readonly Candidate[],
): readonly RelatedGap[] {
  return candidates.flatMap(({ entry, serves, kind }) => {
    const { path, item, qualities } = entry;
    const range = documents.get(path)?.evidence[item]?.id.range;
    if (range === undefined) return [];
    const what = kind === undefined ? "" : ` (${kind})`;
    const message = `\`${qualities.id}\`${what} serves \`${serves.code}\` and might fit \`${standard.code}\`.`;
    return [{ path, range, message }];
  });
}
