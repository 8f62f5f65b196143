// Coverage as a value: what the tool computes for each standard of a
// portfolio, with reasons. Positions are no part of it, so that moving text
// about changes nothing here. judgeStandard.ts makes it.

import type { CalendarDate } from "./calendar.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { StandardCode } from "./standardCode.ts";
import type { StandardKey } from "./framework.ts";
import type { PersistentMap } from "./persistentMap.ts";
import type { ShortestWay, UnitEfforts, WayObstacle } from "./shortestWay.ts";

export type CoverageState =
  "covered" | "partly-covered" | "uncovered" | "not-applicable";

/** A requirement that is not satisfied, with figures. */
export interface Reason {
  /** Its id, or the word of the requirement: `kinds`, `include`. */
  readonly requirement: string;
  readonly wanted: string;
  readonly found: string;
  readonly message: string;
}

/** A piece that is mapped and does not count, and why. */
export interface Discounted {
  readonly evidence: EvidenceId;
  readonly cause: "forbidden-kind" | "too-old" | "undated" | "missing-field";
  /** The kind, the length of time or the field in question. */
  readonly detail: string;
  /** What stated the condition: its id, or empty. */
  readonly requirement: string;
}

export interface Progress {
  readonly assessable: number;
  readonly covered: number;
  readonly partlyCovered: number;
  readonly uncovered: number;
  readonly notApplicable: number;
  /** Covered by credit from elsewhere: no part of `assessable`. */
  readonly credited: number;
  /** Waivers in force that relieve any of them. */
  readonly waivers: number;
}

/** Credit for a unit that was achieved elsewhere. */
export interface Credit {
  readonly evidence?: EvidenceId;
  readonly on?: CalendarDate;
}

/** A requirement that is not asked for, by a waiver in force. */
export interface Waived {
  readonly requirement: string;
  readonly reason: string;
  readonly until?: CalendarDate;
}

export interface StandardCoverage {
  readonly key: StandardKey;
  readonly code: StandardCode;
  readonly state: CoverageState;
  /** All pieces mapped to it, in the order of their IDs. */
  readonly evidence: readonly EvidenceId[];
  readonly discounted: readonly Discounted[];
  readonly reasons: readonly Reason[];
  /** Pieces mapped to a parent as a whole: they count for nothing here. */
  readonly broad: readonly EvidenceId[];
  /** Parents only: the assessable standards below. */
  readonly progress?: Progress;
  /** Why it does not apply. */
  readonly setAside?: string;
  /** It is covered because its unit is credited. */
  readonly credited?: Credit;
  /** Requirements that would judge it and are waived. */
  readonly waived?: readonly Waived[];
}

export interface GroupCoverage {
  readonly id: string;
  readonly title: string;
  readonly isMet: boolean;
  readonly units: number;
  readonly credits: number;
  /** What the choice of units still lacks; absent when it is met. */
  readonly lacks?: { readonly units: number; readonly credits: number };
  /** Units of the group that were not chosen. */
  readonly open: readonly StandardKey[];
}

export interface QualificationCoverage {
  readonly code: string;
  readonly title: string;
  readonly creditsNeeded: number;
  /** Credits of the mandatory and chosen units that count. */
  readonly creditsChosen: number;
  /** Of the units covered, credited ones among them. */
  readonly creditsCovered: number;
  /** The part of them that units credited from elsewhere bring. */
  readonly creditsCredited: number;
  readonly pathway?: { readonly id: string; readonly title: string };
  /** The pathways to choose from, while none is chosen. */
  readonly openPathways: readonly {
    readonly id: string;
    readonly title: string;
  }[];
  readonly atLevel?: {
    readonly level: number;
    readonly needed: number;
    readonly chosen: number;
  };
  readonly groups: readonly GroupCoverage[];
  readonly units: readonly StandardKey[];
  readonly shortestWay?: ShortestWay;
  /** Why nothing can be said of the way. */
  readonly noWay?: WayObstacle;
}

/** Assessable standards by their state, so that nobody searches for gaps. */
export type StandardsByState = Readonly<
  Record<CoverageState, PersistentMap<StandardKey, StandardCoverage>>
>;

export interface Coverage {
  readonly standards: PersistentMap<StandardKey, StandardCoverage>;
  readonly byState: StandardsByState;
  readonly counts: Progress;
  readonly qualifications: readonly QualificationCoverage[];
  /** Criteria still to cover in each unit that a qualification offers. */
  readonly efforts: UnitEfforts;
}
