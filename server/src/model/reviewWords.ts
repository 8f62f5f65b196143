// Decisions in the words that every door uses.

import { listed } from "./judgeEvidence.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { DecisionFacts, DecisionWord } from "./facts.ts";
import type { Portfolio } from "./portfolio.ts";
import {
  isSignedOff,
  type Decision,
  type StandingDecision,
} from "./reviews.ts";

export const decisionWords: Readonly<Record<DecisionWord, string>> = {
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

/** `met by R. Assessor on 2026-06-01 (R01); signed off`. */
export function standingInWords(
  portfolio: Pick<Portfolio, "table">,
  standing: StandingDecision,
): string {
  const { decision, changes, dissent, agreement, otherGrade } = standing;
  const { review, facts } = decision;
  const word =
    facts.decision?.word === undefined
      ? (facts.judgement?.text ?? "")
      : decisionWords[facts.decision.word];
  const when = review.date === undefined ? "" : ` on ${review.date.text}`;
  const changed = changes.map((change) =>
    change.kind === "evidence"
      ? pieceName(portfolio, change.id)
      : change.kind === "gone"
        ? change.name
        : change.standard.code,
  );
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
