// What a standard lacks of evidence, as far as kinds and dates go, and whether
// a piece that is there would help.

import type { EvidenceEntry } from "./evidenceTable.ts";
import type { Standard } from "./framework.ts";
import { discount, unmetQuantities } from "./judgeEvidence.ts";
import type { Portfolio } from "./portfolio.ts";
import type { RequirementBlock } from "./requirement.ts";

/** What a standard lacks, as far as kinds and dates go. */
export interface Lack {
  readonly mapped: ReadonlySet<string>;
  readonly counting: readonly EvidenceEntry[];
  readonly quantities: readonly RequirementBlock[];
  readonly conditions: readonly RequirementBlock[];
  readonly forbidden: ReadonlySet<string>;
  /** Kinds that are asked for by name and not there. */
  readonly named: ReadonlySet<string>;
  readonly present: ReadonlySet<string>;
  readonly suggested: readonly string[];
  readonly helpful: readonly string[];
  readonly needsOtherKind: boolean;
  readonly needsOtherDate: boolean;
  readonly dates: ReadonlySet<string>;
}

export function lackOf(
  { coverage, plan, table }: Portfolio,
  standard: Standard,
): Lack {
  const own = coverage.standards.get(standard.key);
  const discounted = new Set(
    (own?.discounted ?? []).map(({ evidence }) => evidence),
  );
  const counting = (own?.evidence ?? []).flatMap((id) =>
    discounted.has(id) ? [] : (table.byId.get(id) ?? []),
  );
  const conditions = plan.conditionsFor(standard);
  const quantities = plan.quantitiesFor(standard);
  const forbidden = new Set(conditions.flatMap(({ forbid }) => forbid));
  const present = new Set(
    counting
      .flatMap(({ qualities }) => qualities.kinds)
      .filter((kind) => !forbidden.has(kind)),
  );
  const named = new Set(
    quantities
      .flatMap((block) => namedKinds(block, counting, present))
      .filter((kind) => !forbidden.has(kind)),
  );
  const suggested = [
    ...new Set(standard.suggested.flatMap(({ kind }) => kind ?? [])),
  ].filter((kind) => !forbidden.has(kind));
  const needsOtherKind = quantities.some(
    ({ kinds = 0 }) => counting.length > 0 && present.size < kinds,
  );
  const dates = datesOf(counting);
  return {
    mapped: new Set(own?.evidence),
    counting,
    quantities,
    conditions,
    forbidden,
    named,
    present,
    suggested,
    helpful:
      named.size > 0
        ? [...named]
        : suggested.filter((kind) => !needsOtherKind || !present.has(kind)),
    needsOtherKind,
    needsOtherDate: quantities.some(
      ({ occasions = 0 }) => counting.length > 0 && dates.size < occasions,
    ),
    dates,
  };
}

/** Kinds that `include` and `some` ask for beyond what is there. */
function namedKinds(
  { include, some }: RequirementBlock,
  counting: readonly EvidenceEntry[],
  present: ReadonlySet<string>,
): readonly string[] {
  const wanted = include
    .filter(
      ({ kind, count }) =>
        counting.filter(({ qualities }) => qualities.kinds.includes(kind))
          .length < count,
    )
    .map(({ kind }) => kind);
  if (some === undefined) return wanted;
  const open = some.of.filter((kind) => !present.has(kind));
  const isMet = some.of.length - open.length >= some.least;
  return isMet ? wanted : [...wanted, ...open];
}

function datesOf(entries: readonly EvidenceEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ qualities }) => qualities.date?.end ?? []));
}

/**
 * The kind by which a piece would help; empty when no kind matters; undefined
 * when it would not help. A cross-walk speaks for a piece by itself, where
 * no kind is asked for.
 */
export function fit(
  { target }: Portfolio,
  lack: Lack,
  entry: EvidenceEntry,
  isRelated: boolean,
): string | undefined {
  const kind = fittingKind(lack, entry, isRelated);
  if (kind === undefined) return undefined;
  const { date } = entry.qualities;
  const isOtherDate = date !== undefined && !lack.dates.has(date.end);
  if (lack.needsOtherDate && !isOtherDate) return undefined;
  return discount(entry, lack.conditions, target.assessmentDate) === undefined
    ? kind
    : undefined;
}

function fittingKind(
  lack: Lack,
  { qualities }: EvidenceEntry,
  isRelated: boolean,
): string | undefined {
  const kinds = qualities.kinds.filter((kind) => !lack.forbidden.has(kind));
  if (lack.named.size > 0) return kinds.find((kind) => lack.named.has(kind));
  const suggested = kinds.filter((kind) => lack.suggested.includes(kind));
  if (lack.needsOtherKind) {
    const isOther = (kind: string): boolean => !lack.present.has(kind);
    return suggested.find(isOther) ?? kinds.find(isOther);
  }
  const [first] = suggested;
  if (first !== undefined) return first;
  // Where nothing says which kind, a second piece may be of any.
  const isOpen = lack.counting.length > 0 && lack.suggested.length === 0;
  return isRelated || isOpen ? (kinds[0] ?? "") : undefined;
}

/** Whether one more piece would do; pieces alike in kinds and date are one. */
export function enoughWith(
  counting: readonly EvidenceEntry[],
  quantities: readonly RequirementBlock[],
): (entry: EvidenceEntry) => boolean {
  const pieces = counting.map(({ qualities }) => qualities);
  const answers = new Map<string, boolean>();
  return ({ qualities }) => {
    const alike = [qualities.date?.end, ...qualities.kinds].join();
    let answer = answers.get(alike);
    if (answer === undefined) {
      const then = [...pieces, qualities];
      answer = quantities.every(
        (block) => unmetQuantities(block, then).length === 0,
      );
      answers.set(alike, answer);
    }
    return answer;
  };
}
