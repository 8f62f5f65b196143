// Decisions in the words that every door uses.

import { listed } from "./judgeEvidence.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { DecisionFacts, DecisionWord } from "./facts.ts";
import type { Portfolio } from "./portfolio.ts";
import type { Progress } from "./coverage.ts";
import {
  isSignedOff,
  type Change,
  type Decision,
  type Reviews,
  type StandingDecision,
} from "./reviews.ts";

const decisionWords: Readonly<Record<DecisionWord, string>> = {
  met: "met",
  "partly-met": "partly met",
  "not-yet-met": "not yet met",
  query: "query",
};

/** Who decided: by name, or by the review's ID where no name is given. */
export function reviewerName({ review }: Pick<Decision, "review">): string {
  return review.reviewer?.text ?? review.id.text;
}

/** Where findings about a decision stand: at its word. */
export function decisionRange({
  decision,
  judgement,
  range,
}: DecisionFacts): DecisionFacts["range"] {
  return (decision ?? judgement)?.range ?? range;
}

/** `` `X-1.1` and `X-1.2` ``, with an end where there are many. */
export function decidedCodes(standing: readonly StandingDecision[]): string {
  const codes = standing.map(({ standard }) => `\`${standard.code}\``);
  const named =
    codes.length > mostNamed
      ? [...codes.slice(0, mostNamed), `${codes.length - mostNamed} more`]
      : codes;
  return listed(named);
}

const mostNamed = 6;

/** `E07`, as its author writes it. */
export function pieceName(
  { table }: Pick<Portfolio, "table">,
  id: EvidenceId,
): string {
  return table.byId.get(id)?.qualities.id ?? id;
}

/** What has changed: a piece's ID, or a standard's code. */
export function changeName(
  portfolio: Pick<Portfolio, "table">,
  change: Change,
): string {
  switch (change.kind) {
    case "evidence":
      return pieceName(portfolio, change.id);
    case "gone":
      return change.name;
    case "standard":
      return change.standard.code;
  }
}

/** `12 of 30 signed off`; empty where nobody has decided anything. */
export function signedOffInWords(
  { standing, signedOffCount }: Reviews,
  { assessable }: Progress,
): string {
  return standing.size === 0
    ? ""
    : `${signedOffCount} of ${assessable} signed off`;
}

function wordOf({ decision, judgement }: DecisionFacts): string {
  return decision?.word === undefined
    ? (judgement?.text ?? "")
    : decisionWords[decision.word];
}

/** `decided: met, changed since`: the decision in a few words. */
export function decisionInWords({
  decision,
  changes,
  dissent,
}: StandingDecision): string {
  const parts = [
    `decided: ${wordOf(decision.facts)}`,
    ...(changes.length > 0 ? ["changed since"] : []),
    ...(dissent === undefined ? [] : ["disputed"]),
  ];
  return parts.join(", ");
}

/** `met by R. Assessor on 2026-06-01 (R01); signed off`. */
export function standingInWords(
  portfolio: Pick<Portfolio, "table">,
  standing: StandingDecision,
): string {
  const { decision, changes, dissent, agreement, otherGrade } = standing;
  const { review, facts } = decision;
  const word = wordOf(facts);
  const when = review.date === undefined ? "" : ` on ${review.date.text}`;
  const changed = changes.map((change) => changeName(portfolio, change));
  const parts = [
    `${word} by ${reviewerName(decision)}${when} (${review.id.text})`,
    ...(changed.length === 0 ? [] : [`changed since: ${listed(changed)}`]),
    ...(dissent === undefined ? [] : [`${reviewerName(dissent)} disagrees`]),
    ...(agreement === undefined ? [] : [`${reviewerName(agreement)} agrees`]),
    ...(otherGrade === undefined ? [] : [`the report says ${otherGrade}`]),
    ...(isSignedOff(standing) ? ["signed off"] : []),
    ...(standing.isTracked ? [] : ["untracked"]),
  ];
  return parts.join("; ");
}
