import { listed } from "../model/judgeEvidence.ts";
import { standingBy, type Decision, type Reviews } from "../model/reviews.ts";
import {
  decidedCodes,
  decisionRange,
  reviewerName,
} from "../model/reviewWords.ts";
import { defineRule, type PlacedProblem } from "./rule.ts";

export const openQuery = defineRule({
  code: "open-query",
  group: "Review",
  summary: "A reviewer has asked something, or two people differ.",
  since: "0.1.0",
  severity: "information",
  scope: "portfolio",
  fix: "A question is answered by what the author writes or adds, and closed by the reviewer's next decision.",
  looksAt: ({ reviews }) => [reviews],
  *check({ reviews }) {
    yield* queries(reviews);
    yield* dissents(reviews);
    yield* otherGrades(reviews);
  },
});

function* queries(reviews: Reviews): Generator<PlacedProblem> {
  const asked = standingBy(
    reviews,
    ({ decision: { facts } }) => facts.decision?.word === "query",
  );
  for (const [decision, standing] of asked) {
    const { evidence, comment } = decision.facts;
    const pieces = evidence.map(({ text }) => `\`${text}\``);
    const about = pieces.length === 0 ? "" : ` (${listed(pieces)})`;
    yield {
      path: decision.path,
      range: decisionRange(decision.facts),
      message: `${reviewerName(decision)} has a question about ${decidedCodes(standing)}${about}${quoted(comment)} Answer it in the portfolio; the reviewer's next decision closes it.`,
    };
  }
}

/** A decision that a quality assurer speaks against is not signed off. */
function* dissents(reviews: Reviews): Generator<PlacedProblem> {
  const said = new Set<Decision>();
  for (const { decision, dissent } of reviews.standing.values()) {
    if (dissent === undefined || said.has(dissent)) continue;
    said.add(dissent);
    yield {
      path: dissent.path,
      range: dissent.facts.agreement?.review.range ?? dissent.facts.range,
      message: `${reviewerName(dissent)} disagrees with ${reviewerName(decision)}${quoted(dissent.facts.comment)} What \`${decision.review.id.text}\` decided there does not count as signed off until a later review settles it.`,
      related: [
        {
          path: decision.path,
          range: decisionRange(decision.facts),
          message: "The decision in question.",
        },
      ],
    };
  }
}

/** Where a moderator and the report differ, one of them has to move. */
function* otherGrades(reviews: Reviews): Generator<PlacedProblem> {
  const differing = standingBy(
    reviews,
    ({ otherGrade }) => otherGrade !== undefined,
  );
  for (const [decision, standing] of differing) {
    const { judgement, comment } = decision.facts;
    if (judgement === undefined) continue;
    const own = new Set(standing.flatMap(({ otherGrade }) => otherGrade ?? []));
    yield {
      path: decision.path,
      range: judgement.range,
      message: `${reviewerName(decision)} judges ${decidedCodes(standing)} as *${judgement.text}*, and the report says ${listed(
        [...own].map((grade) => `*${grade}*`),
        "or",
      )}${quoted(comment)} Agree on one grade and write it in both.`,
    };
  }
}

/** A comment in its writer's words, ended as a sentence. */
function quoted(comment: string | undefined): string {
  if (comment === undefined) return ".";
  const ended = /[.!?]$/.test(comment) ? comment : `${comment}.`;
  return `: “${ended}”`;
}
