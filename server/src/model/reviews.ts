// What reviewers have decided, and which of it still stands. Beside coverage
// and never mixed in: the tool computes coverage, people make decisions.

import { childrenOf, lineage, type Catalogue } from "./catalogue.ts";
import { evidenceId, type EvidenceId } from "./evidenceTable.ts";
import type {
  DecisionFacts,
  ReviewFacts,
  ReviewRole,
  Stated,
} from "./facts.ts";
import {
  evidenceFingerprint,
  standardFingerprint,
  type Fingerprinting,
} from "./fingerprint.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Lineage, Portfolio } from "./portfolio.ts";
import { judgementOn } from "./judgements.ts";
import { resolveText } from "./resolveCodes.ts";
import {
  creditsThatCount,
  type ChosenQualification,
} from "./ruleOfCombination.ts";
import { gradeOf, gradesFor } from "./scales.ts";
import { compareCodes } from "./standardCode.ts";
import type { ResolvedMember } from "./target.ts";

/** A piece that a decision names, and that is there. */
export interface NamedPiece {
  readonly id: EvidenceId;
  readonly stated: Stated;
}

/** One entry of a review's `decisions`. */
export interface Decision {
  readonly path: FilePath;
  readonly review: ReviewFacts;
  /** Position among the review's decisions. */
  readonly position: number;
  readonly facts: DecisionFacts;
  readonly members: readonly ResolvedMember[];
  readonly standards: readonly Standard[];
  readonly evidence: readonly NamedPiece[];
}

/** What is no longer as it was when it was judged. */
export type Change =
  | { readonly kind: "evidence"; readonly id: EvidenceId }
  | { readonly kind: "gone"; readonly name: string }
  | { readonly kind: "standard"; readonly standard: Standard };

/** The latest decision on a standard by whom it is to decide. */
export interface StandingDecision {
  readonly standard: Standard;
  readonly decision: Decision;
  readonly isMet: boolean;
  /** Whether what was judged is on record. */
  readonly isTracked: boolean;
  readonly changes: readonly Change[];
  /** A quality assurer's word against it, later and not taken back. */
  readonly dissent?: Decision;
  /** A quality assurer's word for it. */
  readonly agreement?: Decision;
  /** The report's grade, where the moderator gave another. */
  readonly otherGrade?: string;
}

export interface Reviews {
  /** From the first to the last. */
  readonly decisions: readonly Decision[];
  readonly standing: ReadonlyMap<StandardKey, StandingDecision>;
  /** Standards and their parents, up to the units. */
  readonly signedOff: ReadonlySet<StandardKey>;
  /** Assessable standards that are signed off. */
  readonly signedOffCount: number;
}

export const noReviews: Reviews = {
  decisions: [],
  standing: new Map(),
  signedOff: new Set(),
  signedOffCount: 0,
};

interface KnownReviews {
  readonly inputs: readonly unknown[];
  readonly value: Reviews;
}

const known = new WeakMap<Lineage, KnownReviews>();

/** Judged again only where something changed that decisions may hang on. */
export function reviewsOf(
  portfolio: Portfolio,
  fingerprinting: Fingerprinting,
): Reviews {
  const { reviewing, lineage } = portfolio;
  if (reviewing.size === 0) return noReviews;
  const inputs = inputsOf(portfolio, fingerprinting);
  const held = known.get(lineage);
  const isSame = held !== undefined && areSame(held.inputs, inputs);
  if (isSame) return held.value;
  const value = judgeReviews(portfolio, fingerprinting);
  known.set(lineage, { inputs, value });
  return value;
}

/** Nothing has changed that decisions may hang on. */
export function isReviewedAlike(
  [before, fingerprintedBefore]: readonly [Portfolio, Fingerprinting],
  [after, fingerprinted]: readonly [Portfolio, Fingerprinting],
): boolean {
  return areSame(
    inputsOf(before, fingerprintedBefore),
    inputsOf(after, fingerprinted),
  );
}

/** What reviews are judged by, by identity. */
function inputsOf(
  portfolio: Portfolio,
  fingerprinting: Fingerprinting,
): readonly unknown[] {
  const { reviewing } = portfolio;
  if (reviewing.size === 0) return [];
  return [
    reviewing,
    portfolio.header,
    portfolio.target,
    portfolio.table.names,
    portfolio.coverage,
    portfolio.reports,
    ...(hasFingerprints(reviewing) ? [portfolio.evidence, fingerprinting] : []),
  ];
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

const tracked = new WeakMap<Portfolio["reviewing"], boolean>();

/** Without any, no decision hangs on what the pieces say. */
function hasFingerprints(reviewing: Portfolio["reviewing"]): boolean {
  let answer = tracked.get(reviewing);
  if (answer === undefined) {
    answer = [...reviewing.values()].some(
      ({ facts }) =>
        facts.review?.decisions.some(
          ({ fingerprints }) => fingerprints.length > 0,
        ) === true,
    );
    tracked.set(reviewing, answer);
  }
  return answer;
}

/** Whose decisions count: the moderator's in a self-assessment. */
export function decidingRole({
  header,
}: Pick<Portfolio, "header">): ReviewRole {
  const kind = header?.kind?.toLowerCase().replace(/[\s_-]+/g, "-");
  return kind === "self-assessment" ? "moderator" : "assessor";
}

function judgeReviews(
  portfolio: Portfolio,
  fingerprinting: Fingerprinting,
): Reviews {
  const decisions = decisionsOf(portfolio);
  if (decisions.length === 0) return noReviews;
  const role = decidingRole(portfolio);
  const latest = new Map<StandardKey, readonly [Standard, Decision]>();
  for (const decision of decisions) {
    if (decision.review.role !== role || !decides(decision.facts)) continue;
    for (const standard of decision.standards) {
      latest.set(standard.key, [standard, decision]);
    }
  }
  const judge = new DecisionJudge(portfolio, fingerprinting, decisions);
  const standing = new Map<StandardKey, StandingDecision>();
  for (const [key, [standard, decision]] of latest) {
    standing.set(key, judge.standing(standard, decision));
  }
  const signedOff = signOff(portfolio, standing);
  return {
    decisions,
    standing,
    signedOff,
    signedOffCount: [...signedOff].filter(
      (key) => portfolio.catalogue.standardByKey.get(key)?.isAssessable,
    ).length,
  };
}

function decides({ decision, judgement }: DecisionFacts): boolean {
  return decision?.word !== undefined || judgement !== undefined;
}

/** All decisions, by date, then review ID, then their order in the review. */
function decisionsOf({ reviewing, table }: Portfolio): readonly Decision[] {
  const found: Decision[] = [];
  for (const [path, joined] of reviewing.entries()) {
    const { review } = joined.facts;
    if (review === undefined) continue;
    const { fields } = joined.contribution;
    review.decisions.forEach((facts, position) => {
      const members =
        fields.find(({ item }) => item === position)?.members ?? [];
      found.push({
        path,
        review,
        position,
        facts,
        members,
        standards: members.flatMap(({ standards }) => standards),
        evidence: facts.evidence
          .map((stated) => ({ id: evidenceId(stated.text), stated }))
          .filter(({ id }) => table.byId.has(id)),
      });
    });
  }
  return found.sort(
    (a, b) =>
      compareDays(a, b) ||
      compareCodes(a.review.id.text, b.review.id.text) ||
      (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) ||
      a.position - b.position,
  );
}

/** A review without a date is older than any other. */
function compareDays(a: Decision, b: Decision): number {
  const left = a.review.date?.end ?? "";
  const right = b.review.date?.end ?? "";
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Holds decisions against what they judged and what was said of them. */
class DecisionJudge {
  readonly #portfolio: Portfolio;
  readonly #fingerprinting: Fingerprinting;
  readonly #agreements: readonly Decision[];
  readonly #prints = new Map<EvidenceId, string | undefined>();

  constructor(
    portfolio: Portfolio,
    fingerprinting: Fingerprinting,
    decisions: readonly Decision[],
  ) {
    this.#portfolio = portfolio;
    this.#fingerprinting = fingerprinting;
    this.#agreements = decisions.filter(
      ({ facts, review }) =>
        facts.agreement !== undefined && review.role !== "assessor",
    );
  }

  standing(standard: Standard, decision: Decision): StandingDecision {
    const { decision: word, judgement, fingerprints } = decision.facts;
    const otherGrade =
      judgement === undefined
        ? undefined
        : this.#otherGrade(standard, judgement.text);
    const statement = this.#statementOn(standard, decision);
    return {
      standard,
      decision,
      isMet:
        word?.word === "met" ||
        (word === undefined &&
          judgement !== undefined &&
          otherGrade === undefined),
      isTracked: fingerprints.length > 0,
      changes: this.#changes(standard, decision),
      ...(statement === undefined
        ? {}
        : statement.facts.agreement?.agrees === true
          ? { agreement: statement }
          : { dissent: statement }),
      ...(otherGrade === undefined ? {} : { otherGrade }),
    };
  }

  /** What the report says, when it is not what the moderator said. */
  #otherGrade(standard: Standard, given: string): string | undefined {
    const grades = gradesFor(this.#portfolio, standard.framework);
    const own = judgementOn(this.#portfolio, standard)?.grade;
    const fold = (text: string): string =>
      (gradeOf(grades, text)?.grade ?? text).toLowerCase().trim();
    return own === undefined || fold(own) === fold(given) ? undefined : own;
  }

  /** The last word of a quality assurer on this decision, not before it. */
  #statementOn(standard: Standard, decision: Decision): Decision | undefined {
    return this.#agreements.findLast(
      (other) =>
        isReview(decision.review, other.facts.agreement?.review.text) &&
        (other.members.length === 0 || other.standards.includes(standard)) &&
        compareDays(other, decision) >= 0,
    );
  }

  #changes(standard: Standard, { facts }: Decision): readonly Change[] {
    const { table, catalogue, target } = this.#portfolio;
    const { digest } = this.#fingerprinting;
    if (digest === undefined) return [];
    return facts.fingerprints.flatMap(({ of, value }): Change[] => {
      const id = evidenceId(of.text);
      if (table.byId.has(id)) {
        const print = this.#printOf(id);
        // What is not read yet, has not changed yet.
        const isSame = print === undefined || print === value;
        return isSame ? [] : [{ kind: "evidence", id }];
      }
      const [code] = resolveText(catalogue, target.scope, of.text).codes;
      if (code === undefined) return [{ kind: "gone", name: of.text }];
      if (code.standard !== standard) return [];
      return standardFingerprint(catalogue, standard, digest) === value
        ? []
        : [{ kind: "standard", standard }];
    });
  }

  #printOf(id: EvidenceId): string | undefined {
    if (!this.#prints.has(id)) {
      const entry = this.#portfolio.table.byId.get(id);
      this.#prints.set(
        id,
        entry &&
          evidenceFingerprint(this.#portfolio, entry, this.#fingerprinting),
      );
    }
    return this.#prints.get(id);
  }
}

/** Whether a review goes by a name; case does not count. */
export function isReview(
  { id }: Pick<ReviewFacts, "id">,
  name: string | undefined,
): boolean {
  return name !== undefined && evidenceId(id.text) === evidenceId(name);
}

/** Standing decisions of a kind, each once, with the standards it is about. */
export function standingBy(
  { standing }: Reviews,
  concerns: (standing: StandingDecision) => boolean,
): ReadonlyMap<Decision, readonly [StandingDecision, ...StandingDecision[]]> {
  const found = new Map<Decision, [StandingDecision, ...StandingDecision[]]>();
  for (const one of standing.values()) {
    if (!concerns(one)) continue;
    const held = found.get(one.decision);
    if (held === undefined) found.set(one.decision, [one]);
    else held.push(one);
  }
  return found;
}

/** The credits of those units of a qualification that are signed off. */
export function creditsSignedOff(
  { signedOff }: Pick<Reviews, "signedOff">,
  { groups, units }: ChosenQualification,
): number {
  const taken = new Set(units);
  return creditsThatCount(
    groups,
    (unit) => taken.has(unit) && signedOff.has(unit.key),
  );
}

/** Signed off means: decided met, as it was judged, and not spoken against. */
export function isSignedOff(standing: StandingDecision): boolean {
  return (
    standing.isMet &&
    standing.changes.length === 0 &&
    standing.dissent === undefined
  );
}

function signOff(
  { target, catalogue, coverage }: Portfolio,
  standing: ReadonlyMap<StandardKey, StandingDecision>,
): ReadonlySet<StandardKey> {
  const signedOff = new Set<StandardKey>();
  // Nothing but what lies above a decision can be done with it.
  const above = new Set<Standard>();
  for (const [key, own] of standing) {
    const { standard } = own;
    if (!standard.isAssessable || !isSignedOff(own)) continue;
    if (!target.included.has(key)) continue;
    signedOff.add(key);
    for (const one of lineage(catalogue, standard).slice(1)) above.add(one);
  }
  const isAside = (key: StandardKey): boolean =>
    coverage.standards.get(key)?.state === "not-applicable";
  // Children come before their parents when pack order is walked backwards.
  const upwards = [...above].sort((a, b) => b.position - a.position);
  for (const standard of upwards) {
    const { key, isAssessable } = standard;
    if (isAssessable || !target.included.has(key)) continue;
    const below = childrenIn(catalogue, target.included, standard).filter(
      (child) => !isAside(child.key),
    );
    const isDone =
      below.length > 0 &&
      below.every((child) => signedOff.has(child.key)) &&
      coverage.standards.get(key)?.reasons.length === 0;
    if (isDone) signedOff.add(key);
  }
  return signedOff;
}

function childrenIn(
  catalogue: Catalogue,
  included: ReadonlySet<StandardKey>,
  standard: Standard,
): readonly Standard[] {
  return childrenOf(catalogue, standard).filter(({ key }) => included.has(key));
}
