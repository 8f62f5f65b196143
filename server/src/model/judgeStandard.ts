// Computes the coverage of one standard or parent from its evidence.

import {
  assessableIn,
  childrenOf,
  tierTitles,
  type Catalogue,
} from "./catalogue.ts";
import type {
  CoverageState,
  Discounted,
  Progress,
  Reason,
  StandardCoverage,
} from "./coverage.ts";
import {
  type EvidenceEntry,
  type EvidenceId,
  type EvidenceTable,
} from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import {
  discount,
  discountInWords,
  listed,
  unmetQuantities,
} from "./judgeEvidence.ts";
import type { RequirementBlock } from "./requirement.ts";
import type { RequirementPlan } from "./requirementPlan.ts";
import { compareCodes } from "./standardCode.ts";
import type { Target } from "./target.ts";
import { waivedInWords } from "./waivers.ts";

export interface JudgingContext {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly plan: RequirementPlan;
  readonly table: EvidenceTable;
  /** The evidence mapped to a standard. */
  readonly mappedTo: (standard: StandardKey) => Iterable<EvidenceId>;
  readonly isMapped: (standard: StandardKey) => boolean;
  /** Coverage that was computed already. */
  readonly coverageOf: (standard: StandardKey) => StandardCoverage | undefined;
}

/** Judges an assessable standard by the pieces mapped to it. */
export function judgeAssessable(
  context: JudgingContext,
  standard: Standard,
  parents: readonly Standard[],
): StandardCoverage {
  const { counting, discounted, all } = countPieces(context, standard);
  const base = {
    key: standard.key,
    code: standard.code,
    evidence: all,
    discounted,
    broad: broadEvidence(context, parents),
    ...waivedPart(context, standard),
  };
  const credited = context.target.credited.get(standard.key);
  if (credited !== undefined) {
    return { ...base, state: "covered", reasons: [], credited };
  }
  const setAside = context.target.setAside.get(standard.key);
  if (setAside !== undefined) {
    return {
      ...base,
      state: "not-applicable",
      reasons: [],
      setAside: setAside.reason,
    };
  }
  const blocks = context.plan.quantitiesFor(standard);
  if (counting.length === 0) {
    const isBare = discounted.length === 0 && base.broad.length === 0;
    return {
      ...base,
      state: "uncovered",
      reasons: isBare
        ? bareReasons(blocks)
        : [
            noEvidence(context, standard, parents, base.discounted),
            ...unmetWithout(blocks),
          ],
    };
  }
  const pieces = counting.map(({ qualities }) => qualities);
  const reasons = blocks.flatMap((block) => unmetQuantities(block, pieces));
  return {
    ...base,
    state: reasons.length === 0 ? "covered" : "partly-covered",
    reasons,
  };
}

/** What is asked for beyond a first piece, where there is none. */
function unmetWithout(blocks: readonly RequirementBlock[]): readonly Reason[] {
  return blocks
    .flatMap((block) => unmetQuantities(block, []))
    .filter(isNotPieces);
}

const bare = new WeakMap<readonly RequirementBlock[], readonly Reason[]>();

/** One list for all standards of the same requirements: there are thousands. */
function bareReasons(blocks: readonly RequirementBlock[]): readonly Reason[] {
  let reasons = bare.get(blocks);
  if (reasons === undefined) {
    reasons = [nothingMapped, ...unmetWithout(blocks)];
    bare.set(blocks, reasons);
  }
  return reasons;
}

const noPiece = { requirement: "pieces", wanted: "1", found: "0" };
const nothingMapped: Reason = { ...noPiece, message: "no evidence yet" };

function waivedPart(
  { plan }: JudgingContext,
  standard: Standard,
): Pick<StandardCoverage, "waived"> {
  const waived = plan.waivedFor(standard);
  return waived.length === 0 ? {} : { waived };
}

function isNotPieces({ requirement, wanted }: Reason): boolean {
  return requirement !== "pieces" || wanted !== "1";
}

function noEvidence(
  context: JudgingContext,
  standard: Standard,
  parents: readonly Standard[],
  discounted: readonly Discounted[],
): Reason {
  const { catalogue, table } = context;
  const name = (id: EvidenceId): string =>
    table.byId.get(id)?.qualities.id ?? id;
  const pieces = noPiece;
  if (discounted.length > 0) {
    const why = discounted.map(
      (one) => `${name(one.evidence)} ${discountInWords(one)}`,
    );
    return { ...pieces, message: `no evidence that counts: ${listed(why)}` };
  }
  const broad = parents.flatMap((parent) => {
    const ids = broadEvidence(context, [parent]);
    if (ids.length === 0) return [];
    const verb = ids.length === 1 ? "is" : "are";
    return [
      `${listed(ids.map(name))} ${verb} mapped to the whole of ${parent.code}`,
    ];
  });
  if (broad.length > 0) {
    const nouns = tierTitles(catalogue, standard);
    return { ...pieces, message: `${listed(broad)}: name the ${nouns}` };
  }
  return nothingMapped;
}

interface CountedPieces {
  readonly all: readonly EvidenceId[];
  readonly counting: readonly EvidenceEntry[];
  readonly discounted: readonly Discounted[];
}

function countPieces(
  context: JudgingContext,
  standard: Standard,
): CountedPieces {
  const { table, target, plan, mappedTo, isMapped } = context;
  if (!isMapped(standard.key)) return noPieces;
  const entries: EvidenceEntry[] = [];
  for (const id of new Set(mappedTo(standard.key))) {
    const entry = table.byId.get(id);
    if (entry !== undefined) entries.push(entry);
  }
  entries.sort((a, b) => compareCodes(a.qualities.id, b.qualities.id));
  const counting: EvidenceEntry[] = [];
  const discounted: Discounted[] = [];
  const conditions = entries.length === 0 ? [] : plan.conditionsFor(standard);
  const forbidden = new Set(conditions.flatMap(({ forbid }) => forbid));
  for (const entry of entries) {
    const cause = discount(entry, conditions, target.assessmentDate);
    if (cause === undefined) counting.push(withoutKinds(entry, forbidden));
    else discounted.push(cause);
  }
  return { all: entries.map(({ id }) => id), counting, discounted };
}

const noPieces: CountedPieces = { all: [], counting: [], discounted: [] };

/** A piece of two kinds counts by the one that is allowed, and only by it. */
function withoutKinds(
  entry: EvidenceEntry,
  forbidden: ReadonlySet<string>,
): EvidenceEntry {
  const { qualities } = entry;
  if (forbidden.size === 0) return entry;
  if (!qualities.kinds.some((kind) => forbidden.has(kind))) return entry;
  const kinds = qualities.kinds.filter((kind) => !forbidden.has(kind));
  return { ...entry, qualities: { ...qualities, kinds } };
}

function broadEvidence(
  { mappedTo, isMapped, table }: JudgingContext,
  parents: readonly Standard[],
): readonly EvidenceId[] {
  if (!parents.some(({ key }) => isMapped(key))) return noPieces.all;
  const broad = new Set<EvidenceId>();
  for (const parent of parents) {
    for (const id of mappedTo(parent.key)) {
      if (table.byId.has(id)) broad.add(id);
    }
  }
  return [...broad].sort(compareCodes);
}

/** Judges a parent by its children and by its own requirements. */
export function judgeParent(
  context: JudgingContext,
  standard: Standard,
): StandardCoverage {
  const { catalogue, target, plan, coverageOf } = context;
  const below = assessableIn(catalogue, standard).filter(({ key }) =>
    target.included.has(key),
  );
  const progress = countStates(
    below.flatMap(({ key }) => coverageOf(key) ?? []),
  );
  const reasons: Reason[] = [];
  const discounted: Discounted[] = [];
  for (const { block, over } of plan.jointFor(standard)) {
    const applicable = over.filter(
      ({ key }) =>
        target.included.has(key) &&
        !target.setAside.has(key) &&
        !target.credited.has(key),
    );
    if (applicable.length === 0) continue;
    const counting = new Map<EvidenceId, EvidenceEntry>();
    for (const one of applicable) {
      for (const entry of countPieces(context, one).counting) {
        counting.set(entry.id, entry);
      }
    }
    reasons.push(
      ...unmetQuantities(
        block,
        [...counting.values()].map(({ qualities }) => qualities),
      ),
    );
  }
  const credited = target.credited.get(standard.key);
  const children = childrenOf(catalogue, standard).flatMap(
    ({ key }) => coverageOf(key)?.state ?? [],
  );
  return {
    key: standard.key,
    code: standard.code,
    state: parentState(children, reasons),
    evidence: broadEvidence(context, [standard]),
    discounted,
    reasons,
    broad: [],
    progress,
    ...(credited === undefined ? {} : { credited }),
    ...waivedPart(context, standard),
  };
}

function parentState(
  children: readonly CoverageState[],
  reasons: readonly Reason[],
): CoverageState {
  const applicable = children.filter((state) => state !== "not-applicable");
  if (applicable.length === 0) return "not-applicable";
  if (applicable.every((state) => state === "uncovered")) return "uncovered";
  const isComplete = applicable.every((state) => state === "covered");
  return isComplete && reasons.length === 0 ? "covered" : "partly-covered";
}

/** Counts assessable standards; waivers of parents may be given beside them. */
export function countStates(
  standards: readonly StandardCoverage[],
  parents: readonly StandardCoverage[] = [],
): Progress {
  const progress = { ...noProgress };
  const waivers = new Set<string>();
  for (const one of standards) {
    addState(progress, one, 1);
    for (const waiver of one.waived ?? []) waivers.add(waivedInWords(waiver));
  }
  for (const { waived = [] } of parents) {
    for (const waiver of waived) waivers.add(waivedInWords(waiver));
  }
  return { ...progress, waivers: waivers.size };
}

const noProgress: Progress = {
  assessable: 0,
  covered: 0,
  partlyCovered: 0,
  uncovered: 0,
  notApplicable: 0,
  credited: 0,
  waivers: 0,
};

type Counts = { -readonly [Key in keyof Progress]: Progress[Key] };

/** Counts a standard in, or out again. */
function addState(
  progress: Counts,
  { state, credited }: StandardCoverage,
  by: 1 | -1,
): void {
  if (credited !== undefined) {
    progress.credited += by;
    return;
  }
  if (state === "not-applicable") {
    progress.notApplicable += by;
    return;
  }
  progress.assessable += by;
  if (state === "covered") progress.covered += by;
  else if (state === "uncovered") progress.uncovered += by;
  else progress.partlyCovered += by;
}

/**
 * The counts when some assessable standards are judged anew. What is waived
 * hangs on the portfolio's header alone, and is as it was.
 */
export function recountStates(
  before: Progress,
  changes: Iterable<readonly [was: StandardCoverage, is: StandardCoverage]>,
): Progress {
  const progress = { ...before };
  for (const [was, is] of changes) {
    addState(progress, was, -1);
    addState(progress, is, 1);
  }
  return progress;
}
