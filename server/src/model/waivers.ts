// Waivers: requirements that somebody has relaxed, with a reason and for a
// time. One without a reason relaxes nothing.

import type { CalendarDate } from "./calendar.ts";
import { assessableIn, type Catalogue } from "./catalogue.ts";
import type { Waived } from "./coverage.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { Target, TargetFacts } from "./target.ts";

export interface Waiver extends Waived {
  /** The assessable standards for which it holds; undefined: all. */
  readonly only: ReadonlySet<StandardKey> | undefined;
}

/** The waivers that hold on the day of judgement. */
export function waiversInForce(
  portfolio: Pick<TargetFacts, "waivers"> | undefined,
  { assessmentDate }: Pick<Target, "assessmentDate">,
  standardsOf: (codes: readonly string[]) => ReadonlySet<StandardKey>,
): readonly Waiver[] {
  return (portfolio?.waivers ?? []).flatMap((waiver): readonly Waiver[] => {
    const { requirement, reason } = waiver;
    const until = waiver.until?.end;
    if (requirement === undefined || reason === undefined) return [];
    if (isOver(until, assessmentDate)) return [];
    const codes = waiver.standards.map(({ text }) => text);
    return [
      {
        requirement: requirement.text,
        reason,
        ...(until === undefined ? {} : { until }),
        only: codes.length === 0 ? undefined : standardsOf(codes),
      },
    ];
  });
}

/** The day named is the last on which a statement holds. */
export function isOver(
  until: CalendarDate | undefined,
  assessmentDate: CalendarDate,
): boolean {
  return until !== undefined && until < assessmentDate;
}

/** A parent is relieved when all below it is. */
export function relieves(
  catalogue: Catalogue,
  { only }: Waiver,
  standard: Standard,
): boolean {
  return (
    only === undefined ||
    assessableIn(catalogue, standard).every(({ key }) => only.has(key))
  );
}

/** What coverage says of a waiver. */
export function withoutStandards({
  requirement,
  reason,
  until,
}: Waiver): Waived {
  return {
    requirement,
    reason,
    ...(until === undefined ? {} : { until }),
  };
}

/** `two-voices: agreed with our moderator, until 2027-03-31`. */
export function waivedInWords({ requirement, reason, until }: Waived): string {
  return `${requirement}: ${reason}${until === undefined ? "" : `, until ${until}`}`;
}
