import { assessableIn } from "../model/catalogue.ts";
import { evidenceId, type EvidenceId } from "../model/evidenceTable.ts";
import { listed } from "../model/judgeEvidence.ts";
import { nearestWord } from "../model/nearest.ts";
import { isSamePerson } from "../model/personName.ts";
import type { Portfolio } from "../model/portfolio.ts";
import {
  isReview,
  standingBy,
  type Decision,
  type Reviews,
} from "../model/reviews.ts";
import {
  decidedCodes,
  decisionRange,
  reviewerName,
} from "../model/reviewWords.ts";
import { defineRule, replaceFix, type PlacedProblem } from "./rule.ts";

export const unsupportedDecision = defineRule({
  code: "unsupported-decision",
  group: "Review",
  summary: "A decision rests on nothing that is in the portfolio.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio, reviews }) => [
    reviews,
    portfolio.reviewing,
    portfolio.coverage,
    portfolio.table,
    portfolio.evidence,
  ],
  *check({ portfolio, reviews }) {
    yield* withoutRole(portfolio);
    yield* unknownReviews(portfolio, reviews);
    yield* withoutEvidence(portfolio, reviews);
    yield* unmappedPieces(portfolio, reviews);
    yield* unseenPieces(portfolio, reviews);
    yield* earlyStatements(reviews);
  },
});

/** Whose word counts depends on the role. */
function* withoutRole({ reviewing }: Portfolio): Generator<PlacedProblem> {
  for (const path of reviewing.sortedKeys()) {
    const facts = reviewing.get(path)?.facts;
    const review = facts?.review;
    if (review === undefined || review.decisions.length === 0) continue;
    // A role that cannot be read has its word already, and so has a header.
    const isSaid =
      (facts?.headerProblems.length ?? 0) > 0 ||
      facts?.fieldProblems.some(({ field }) => field === "role") === true;
    if (review.role !== undefined || isSaid) continue;
    yield {
      path,
      range: review.id.range,
      message: `\`${review.id.text}\` does not say in which role its reviewer decides, so its decisions count for nothing. Add \`role:\` with \`assessor\`, \`internal-quality-assurer\`, \`external-quality-assurer\` or \`moderator\`.`,
    };
  }
}

function* unknownReviews(
  { reviewing }: Portfolio,
  { decisions }: Reviews,
): Generator<PlacedProblem> {
  const ids = reviewing.sortedKeys().flatMap((path) => {
    const review = reviewing.get(path)?.facts.review;
    return review === undefined ? [] : [review.id.text];
  });
  for (const { path, facts } of decisions) {
    const named = facts.agreement?.review;
    if (named === undefined) continue;
    if (decisions.some(({ review }) => isReview(review, named.text))) continue;
    const meant = nearestWord(named.text, ids);
    yield {
      path,
      range: named.range,
      message:
        `There is no review \`${named.text}\` with decisions in this portfolio, so there is nothing to agree or disagree with.` +
        (meant === undefined
          ? " Correct the ID."
          : ` Did you mean \`${meant}\`?`),
      fixes: meant === undefined ? [] : [replaceFix(path, named.range, meant)],
    };
  }
}

/** Met, and what the standard asks for is not there. */
function* withoutEvidence(
  { coverage }: Portfolio,
  reviews: Reviews,
): Generator<PlacedProblem> {
  const open = standingBy(reviews, ({ standard, isMet }) => {
    const state = coverage.standards.get(standard.key)?.state;
    return (
      isMet &&
      standard.isAssessable &&
      (state === "uncovered" || state === "partly-covered")
    );
  });
  for (const [decision, standing] of open) {
    const [{ standard }] = standing;
    const reasons = coverage.standards.get(standard.key)?.reasons ?? [];
    const why = reasons.map(({ message }) => message).join("; ");
    const others = standing.length > 1 ? `, for \`${standard.code}\`` : "";
    yield {
      path: decision.path,
      range: decisionRange(decision.facts),
      message: `${reviewerName(decision)} decided ${decidedCodes(standing)} as met, and the portfolio does not show it${others}: ${why}. Ask the author to map the evidence that was judged, or decide again.`,
    };
  }
}

/** Named evidence that the portfolio maps to something else. */
function* unmappedPieces(
  portfolio: Portfolio,
  reviews: Reviews,
): Generator<PlacedProblem> {
  for (const [decision, standing] of standingBy(
    reviews,
    ({ isMet }) => isMet,
  )) {
    const serving = new Set(
      decision.standards
        // A statement on a unit rests on the evidence of its criteria.
        .flatMap((standard) => assessableIn(portfolio.catalogue, standard))
        .flatMap(
          ({ key }) => portfolio.coverage.standards.get(key)?.evidence ?? [],
        ),
    );
    for (const { id, stated } of decision.evidence) {
      if (serving.has(id)) continue;
      yield {
        path: decision.path,
        range: stated.range,
        message: `\`${stated.text}\` is mapped to none of the standards that are decided here (${decidedCodes(standing)}), so the portfolio does not show what was judged. Ask the author to map it, or name the evidence that was looked at.`,
      };
    }
  }
}

/** Evidence kept elsewhere counts for a decision once the reviewer saw it. */
function* unseenPieces(
  portfolio: Portfolio,
  reviews: Reviews,
): Generator<PlacedProblem> {
  for (const [decision, standing] of standingBy(
    reviews,
    ({ isMet }) => isMet,
  )) {
    const held = decision.evidence.filter(({ id }) => isHeld(portfolio, id));
    if (held.length === 0) continue;
    const seen = seenBy(portfolio, decision);
    const [first, ...more] = held.filter(({ id }) => !seen.has(id));
    if (first === undefined) continue;
    const names = listed(
      [first, ...more].map(({ stated }) => `\`${stated.text}\``),
    );
    const [are, them] = more.length === 0 ? ["is", "it"] : ["are", "them"];
    yield {
      path: decision.path,
      range: first.stated.range,
      message: `${names} ${are} kept elsewhere, and no review says that ${reviewerName(decision)} saw ${them} before deciding ${decidedCodes(standing)} as met. When that is so, add \`seen:\` with \`evidence:\` and \`on:\`.`,
    };
  }
}

/** A copy in the portfolio can be looked at there. */
function isHeld({ table, documents }: Portfolio, id: EvidenceId): boolean {
  const entry = table.byId.get(id);
  const facts = entry && documents.get(entry.path)?.evidence[entry.item];
  return facts?.held !== undefined && facts.files.length === 0;
}

/** What the reviewer of a decision has seen, by any of their reviews. */
function seenBy(
  { reviewing }: Portfolio,
  { review }: Decision,
): ReadonlySet<EvidenceId> {
  const all = [...reviewing.values()].map(({ facts }) => facts);
  const theirs = all.filter(
    (other) =>
      other.review === review ||
      isSamePerson(other.review?.reviewer?.text, review.reviewer?.text),
  );
  return new Set(
    theirs.flatMap((other) =>
      (other.review?.seen ?? []).map(({ text }) => evidenceId(text)),
    ),
  );
}

/** A unit is stated met when all its criteria are. */
function* earlyStatements(reviews: Reviews): Generator<PlacedProblem> {
  const early = standingBy(
    reviews,
    ({ standard, isMet }) =>
      isMet && !standard.isAssessable && !reviews.signedOff.has(standard.key),
  );
  for (const [decision, standing] of early) {
    yield {
      path: decision.path,
      range: decisionRange(decision.facts),
      message: `${reviewerName(decision)} states ${decidedCodes(standing)} as met, and not everything below ${standing.length === 1 ? "it" : "them"} is decided as met and still as it was. Decide the rest first, or take the statement back in a new review.`,
    };
  }
}
