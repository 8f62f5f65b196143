// What reading a document yields. Facts are plain data with their places in
// lines and characters; they hold neither the text nor a tree, and they are
// the same whether the document is open or not. What a code or an ID stands
// for is not a fact: it depends on the catalogue and on the portfolio.

import type { FieldProblem } from "../schema/validate.ts";
import type { MisspeltKey } from "../schema/schemaWalk.ts";
import type { MisplacedHeader } from "../syntax/headerFence.ts";
import type { HeaderProblem, ScalarStyle } from "../syntax/headerTree.ts";
import type { BodyLink, Citation, OutlineEntry } from "../syntax/outline.ts";
import type { PersonalDataKind } from "../syntax/personalData.ts";
import type {
  BodyAction,
  BodyItem,
  LabelledLine,
} from "../syntax/reportBlocks.ts";
import type { TextRange } from "../text/textRange.ts";
import type { DateSpan } from "./calendar.ts";
import type { RequirementBlock } from "./requirement.ts";

export type RoleKey = "portfolio" | "evidence" | "review";

/** A document without a role key is narrative. */
export type DocumentRole = RoleKey | "narrative";

/** A piece of text and its place, as it stands in a header. */
export interface Stated {
  readonly text: string;
  readonly range: TextRange;
}

/** An ID in a header, and how it is written there. */
export interface StatedId extends Stated {
  /** Absent where it is plain. */
  readonly style?: Exclude<ScalarStyle, "plain">;
  /** Where the ID stands that an alias repeats here. */
  readonly origin?: TextRange;
}

/**
 * An `@` and a token where no citation is read: in a header, in the text of
 * evidence or of a review. It maps nothing and is not checked.
 */
export interface Mention {
  /** What stands behind the `@`. */
  readonly token: string;
  /** From the `@` to the token's end. */
  readonly range: TextRange;
  readonly isInBody: boolean;
}

/** A stated date, already read. */
export interface StatedDate extends Stated, DateSpan {}

/** A member of a `standards` field: a code, a list, a range. */
export interface Member extends Stated {
  readonly style: ScalarStyle;
  /** The map key above it, when it stands under one. */
  readonly under?: Stated;
  /** The key itself is the member: nothing stands under it. */
  readonly isKey?: true;
  readonly at?: string;
  readonly shows?: string;
}

/** A file that an item names: a path in the folder, or an address. */
export interface StatedFile extends Stated {
  readonly isUrl: boolean;
  readonly caption?: string;
}

/** Somebody who is named in a header. */
export interface Person {
  readonly name?: string;
  readonly role?: string;
}

export interface EvidenceFacts {
  readonly id: StatedId;
  readonly title?: string;
  readonly kinds: readonly Stated[];
  readonly date?: StatedDate;
  readonly reviewed?: StatedDate;
  readonly authors: readonly string[];
  readonly witness?: Person;
  readonly held?: string;
  readonly files: readonly StatedFile[];
  readonly standards: readonly Member[];
  readonly tags: readonly Stated[];
  /** The keys under which something stands. */
  readonly fields: readonly string[];
}

export interface ScopedStatement {
  readonly standards: readonly Member[];
  readonly reason?: string;
  readonly until?: StatedDate;
  readonly range: TextRange;
}

export interface WaiverFacts extends ScopedStatement {
  readonly requirement?: Stated;
}

/** Grades that a portfolio declares, best first. */
export interface StatedScale {
  /** The framework that they are for; all of them where none is named. */
  readonly framework?: Stated;
  readonly grades: readonly Stated[];
}

/** Units that were achieved elsewhere, and what shows it. */
export interface CreditedFacts {
  readonly standards: readonly Member[];
  readonly evidence?: StatedId;
  readonly on?: StatedDate;
  readonly range: TextRange;
}

/** The candidate's word that the work is their own. */
export interface DeclarationFacts {
  /** What it covers; everything where none is named. */
  readonly standards: readonly Member[];
  readonly signed?: string;
  readonly date?: StatedDate;
  readonly range: TextRange;
}

export interface PortfolioFacts {
  readonly kind?: string;
  readonly title?: string;
  readonly organisation?: string;
  readonly candidate?: string;
  readonly authors: readonly string[];
  readonly scales: readonly StatedScale[];
  /** Those of the judgements of the year before; absent where they are the same. */
  readonly previousScales: readonly StatedScale[];
  /** The portfolio of the year before. */
  readonly previous?: Stated;
  readonly period?: StatedDate;
  readonly assessmentDate?: StatedDate;
  readonly closed?: StatedDate;
  readonly standards: readonly Member[];
  /** The key `standards`, for findings about a target that is missing. */
  readonly standardsKey?: TextRange;
  readonly units: readonly Member[];
  /** The pathways chosen, one for each qualification that has pathways. */
  readonly pathways: readonly Stated[];
  readonly requirements: readonly RequirementBlock[];
  /** The kinds and the standards that they name. */
  readonly requirementKinds: readonly Stated[];
  readonly requirementCodes: readonly Member[];
  readonly notApplicable: readonly ScopedStatement[];
  readonly waivers: readonly WaiverFacts[];
  readonly credited: readonly CreditedFacts[];
  readonly declarations: readonly DeclarationFacts[];
  readonly witnesses: readonly Person[];
  readonly exclude?: readonly string[];
  readonly rules: readonly { readonly code: Stated; readonly level: string }[];
  readonly idShape?: string;
}

export type DecisionWord = "met" | "partly-met" | "not-yet-met" | "query";

/** Whether a quality assurer stands by the decisions of a review. */
export interface AgreementFacts {
  readonly agrees: boolean;
  /** The review in question. */
  readonly review: Stated;
}

/** What was judged, as it was then. */
export interface FingerprintFacts {
  /** The ID of a piece, or the code of a standard. */
  readonly of: StatedId;
  readonly value: string;
}

export interface DecisionFacts {
  readonly standards: readonly Member[];
  readonly evidence: readonly StatedId[];
  readonly decision?: Stated & { readonly word?: DecisionWord };
  /** A moderator's grade. */
  readonly judgement?: Stated;
  readonly agreement?: AgreementFacts;
  readonly comment?: string;
  readonly fingerprints: readonly FingerprintFacts[];
  readonly range: TextRange;
}

export type ReviewRole =
  | "assessor"
  | "internal-quality-assurer"
  | "external-quality-assurer"
  | "moderator";

/** Evidence kept elsewhere that the reviewer went to see. */
export interface SeenFacts extends StatedId {
  readonly on?: StatedDate;
}

export interface ReviewFacts {
  readonly id: Stated;
  readonly of?: Stated;
  readonly reviewer?: Stated;
  readonly role?: ReviewRole;
  readonly date?: StatedDate;
  readonly seen: readonly SeenFacts[];
  readonly decisions: readonly DecisionFacts[];
}

/** A comment that silences findings, with its reason. */
export interface Suppression {
  readonly codes: readonly string[];
  readonly reason: string;
  /** The whole file, or the comment's line and the next that is not blank. */
  readonly isForFile: boolean;
  readonly lines: readonly number[];
  readonly range: TextRange;
}

/** A comment that is meant to silence findings, and is not read as such. */
export interface FaultySuppression {
  readonly lacks: "rule" | "reason";
  readonly range: TextRange;
}

/** Something that points to a person. What it says is not kept. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  readonly range: TextRange;
  /** What the user's list of names has in its place. */
  readonly pseudonym?: string;
  /** Why it cannot be replaced where it stands: other things hang on it. */
  readonly bound?: "path" | "field";
}

/** Why a file could not be read as text. */
export interface Unreadable {
  readonly reason: "too-large" | "not-text" | "no-permission" | "link-loop";
  /** Bytes, for a file that is too large. */
  readonly size?: number;
}

export interface DocumentFacts {
  readonly role: DocumentRole;
  /** The role key; absent in narrative. */
  readonly roleKey?: Stated;
  readonly otherRoleKeys: readonly Stated[];
  readonly portfolio?: PortfolioFacts;
  readonly evidence: readonly EvidenceFacts[];
  readonly review?: ReviewFacts;
  /** Narrative: the standards that the whole file is about. */
  readonly scope: readonly Member[];
  /** Whether its body says anything, headings and comments left out. */
  readonly hasText: boolean;
  /** Evidence: the digest of the body that a reviewer judges. */
  readonly bodyDigest?: string;
  readonly outline: readonly OutlineEntry[];
  readonly citations: readonly Citation[];
  readonly mentions: readonly Mention[];
  readonly links: readonly BodyLink[];
  readonly labelledLines: readonly LabelledLine[];
  /** What stands under headings that may name a part: *Strengths*. */
  readonly items: readonly BodyItem[];
  readonly actions: readonly BodyAction[];
  readonly suppressions: readonly Suppression[];
  readonly faultySuppressions: readonly FaultySuppression[];
  /** Outside the fields that are meant for it. */
  readonly personalData: readonly PersonalData[];
  readonly headerProblems: readonly HeaderProblem[];
  readonly fieldProblems: readonly FieldProblem[];
  readonly misspeltKeys: readonly MisspeltKey[];
  readonly misplaced: readonly MisplacedHeader[];
  readonly unreadable?: Unreadable;
}

/** The largest file that is read: beyond it nobody writes by hand. */
export const largestFile = 4 * 1024 * 1024;

/** Facts of a file that cannot be read. */
export function unreadableFacts(unreadable: Unreadable): DocumentFacts {
  return { ...noFacts, unreadable };
}

export const noFacts: DocumentFacts = {
  role: "narrative",
  otherRoleKeys: [],
  evidence: [],
  scope: [],
  hasText: false,
  outline: [],
  citations: [],
  mentions: [],
  links: [],
  labelledLines: [],
  items: [],
  actions: [],
  suppressions: [],
  faultySuppressions: [],
  personalData: [],
  headerProblems: [],
  fieldProblems: [],
  misspeltKeys: [],
  misplaced: [],
};
