// A framework edition as plain data. One pack file describes one edition; the
// catalogue joins them. The engine knows no framework by name.

import type { TextRange } from "../text/textRange.ts";
import type { Crosswalk } from "./crosswalk.ts";
import type { EvidenceKind } from "./evidenceKinds.ts";
import type { RequirementBlock } from "./requirement.ts";
import type { StandardCode } from "./standardCode.ts";

/** `QIF@first`: a framework's id and edition. */
export type FrameworkKey = string & { readonly __frameworkKey: unique symbol };

/** `QIF@first QIF-1.1`: the identity of a standard. */
export type StandardKey = string & { readonly __standardKey: unique symbol };

export function frameworkKey(id: string, edition: string): FrameworkKey {
  return `${id}@${edition}` as FrameworkKey;
}

export function standardKey(
  framework: FrameworkKey,
  code: string,
): StandardKey {
  return `${framework} ${code}` as StandardKey;
}

export interface Tier {
  readonly id: string;
  readonly title: string;
  readonly isAssessable: boolean;
}

/** Evidence that the framework suggests: offered, never demanded. */
export interface SuggestedEvidence {
  readonly id: string;
  readonly title: string;
  readonly kind?: string;
}

/** A node of a framework: a component, unit, outcome, criterion, standard. */
export interface Standard {
  readonly key: StandardKey;
  readonly framework: FrameworkKey;
  readonly code: StandardCode;
  readonly title: string;
  readonly summary?: string;
  readonly note?: string;
  readonly tier: string;
  /** Position in the framework's `standards`, which are in pack order. */
  readonly position: number;
  /** Position of the parent, -1 for a top item. */
  readonly parent: number;
  readonly children: readonly number[];
  readonly isAssessable: boolean;
  readonly isProvisional: boolean;
  readonly withdrawn?: string;
  readonly replacedBy?: string;
  readonly aliases: readonly string[];
  readonly level?: number;
  readonly credit?: number;
  readonly glh?: number;
  readonly seeAlso: readonly string[];
  readonly suggested: readonly SuggestedEvidence[];
  readonly requirements: readonly RequirementBlock[];
  /** Where its code stands in the pack. */
  readonly range: TextRange;
}

export interface UnitsAndCredits {
  readonly units?: number;
  readonly credits?: number;
}

export interface UnitGroup {
  readonly id: string;
  readonly title?: string;
  /** Codes of units, as the pack writes them. */
  readonly of: readonly string[];
  readonly all: boolean;
  readonly least?: UnitsAndCredits;
  readonly most?: UnitsAndCredits;
}

export interface CreditsAtLevel {
  readonly level: number;
  readonly credits: number;
}

/** A named choice that adds groups to a rule of combination. */
export interface Pathway {
  readonly id: string;
  readonly title: string;
  /** In place of the qualification's own. */
  readonly credits?: number;
  readonly creditsAtLevel?: CreditsAtLevel;
  readonly groups: readonly UnitGroup[];
  readonly range: TextRange;
}

/** A named rule of combination over units. */
export interface Qualification {
  readonly code: StandardCode;
  readonly framework: FrameworkKey;
  readonly title: string;
  readonly note?: string;
  readonly level?: number;
  readonly credits?: number;
  readonly creditsAtLevel?: CreditsAtLevel;
  readonly tqt?: number;
  readonly glh?: number;
  /** The groups of every pathway, or all where there is none. */
  readonly groups: readonly UnitGroup[];
  readonly pathways: readonly Pathway[];
  readonly barred: readonly (readonly string[])[];
  readonly range: TextRange;
}

/** A part that a standard's section in a report may have. */
export interface ReportPart {
  readonly id: string;
  readonly labels: readonly string[];
  readonly isExpected: boolean;
}

/** Grades, best first. */
export interface Scale {
  readonly id: string;
  readonly grades: readonly string[];
}

export interface Framework {
  readonly key: FrameworkKey;
  readonly id: string;
  readonly edition: string;
  readonly isCurrent: boolean;
  readonly title: string;
  readonly owner?: string;
  readonly source?: string;
  readonly licence?: string;
  readonly language?: string;
  readonly status?: "illustrative" | "historical";
  readonly note?: string;
  /** A pattern that its whole codes have; proved safe when it was read. */
  readonly codeShape?: string;
  readonly tiers: readonly Tier[];
  readonly kinds: readonly EvidenceKind[];
  readonly requirements: readonly RequirementBlock[];
  readonly standards: readonly Standard[];
  readonly qualifications: readonly Qualification[];
  readonly parts: readonly ReportPart[];
  readonly scales: readonly Scale[];
  /** Those that stand in the pack itself. */
  readonly crosswalks: readonly Crosswalk[];
  /** The pack file: a name for a shipped pack, else its path. */
  readonly file: string;
  readonly isShipped: boolean;
  /** Slips in the file keep parts of it from being read: standards may lack. */
  readonly isPartial?: true;
  /** Where the pack states its id. */
  readonly range: TextRange;
}
