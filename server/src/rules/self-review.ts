import { isSamePerson } from "../model/personName.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { isReview, type Decision } from "../model/reviews.ts";
import { defineRule, type PlacedProblem } from "./rule.ts";

export const selfReview = defineRule({
  code: "self-review",
  group: "Review",
  summary: "Somebody reviews their own portfolio, or their own decision.",
  since: "0.1.0",
  severity: "error",
  scope: "portfolio",
  fix: "Somebody else has to review; a name that is wrong only its writer can put right.",
  looksAt: ({ portfolio: { reviewing, header }, reviews }) => [
    reviews,
    reviewing,
    header?.authors,
    header?.candidate,
  ],
  *check({ portfolio, reviews }) {
    yield* ownPortfolio(portfolio);
    yield* ownDecisions(reviews.decisions);
  },
});

/** To have made a piece as observer or witness is no part in the portfolio. */
function* ownPortfolio({
  reviewing,
  header,
}: Portfolio): Generator<PlacedProblem> {
  const authors = header?.authors ?? [];
  for (const path of reviewing.sortedKeys()) {
    const reviewer = reviewing.get(path)?.facts.review?.reviewer;
    if (reviewer === undefined) continue;
    const isCandidate = isSamePerson(reviewer.text, header?.candidate);
    const isAuthor = authors.some((name) => isSamePerson(reviewer.text, name));
    if (!isCandidate && !isAuthor) continue;
    yield {
      path,
      range: reviewer.range,
      message: `The reviewer, ${reviewer.text}, is ${isCandidate ? "the candidate" : "an author"} of this portfolio, so the review is not independent. Ask somebody else to review it.`,
    };
  }
}

function* ownDecisions(
  decisions: readonly Decision[],
): Generator<PlacedProblem> {
  for (const { path, facts, review } of decisions) {
    const named = facts.agreement?.review;
    if (named === undefined || review.reviewer === undefined) continue;
    const own = decisions.find(
      (other) =>
        isReview(other.review, named.text) &&
        isSamePerson(other.review.reviewer?.text, review.reviewer?.text),
    );
    if (own === undefined) continue;
    yield {
      path,
      range: named.range,
      message: `\`${named.text}\` is ${review.reviewer.text}'s own review. Nobody quality-assures a decision of their own: ask somebody else to look at it.`,
      related: [
        {
          path: own.path,
          range: own.review.reviewer?.range ?? own.review.id.range,
          message: "The same reviewer.",
        },
      ],
    };
  }
}
