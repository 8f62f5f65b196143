import { listed } from "../model/judgeEvidence.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { standingBy, type Change } from "../model/reviews.ts";
import {
  changeName,
  decidedCodes,
  decisionRange,
  reviewerName,
} from "../model/reviewWords.ts";
import { defineRule, type RelatedPlace } from "./rule.ts";

export const changedSinceDecision = defineRule({
  code: "changed-since-decision",
  group: "Review",
  summary: "What a reviewer judged is no longer as it was.",
  since: "0.1.0",
  severity: "information",
  scope: "portfolio",
  fix: "Only the reviewer can look again and decide again.",
  looksAt: ({ portfolio: { table, evidence }, reviews }) => [
    reviews,
    table,
    evidence,
  ],
  *check({ portfolio, reviews }) {
    const changed = standingBy(reviews, ({ changes }) => changes.length > 0);
    for (const [decision, standing] of changed) {
      const changes = new Map(
        standing
          .flatMap((one) => one.changes)
          .map((change) => [changeName(portfolio, change), change]),
      );
      const names = [...changes.keys()].map((name) => `\`${name}\``);
      const { date, id } = decision.review;
      const when = date === undefined ? "" : ` on ${date.text}`;
      const verb = names.length === 1 ? "has" : "have";
      yield {
        path: decision.path,
        range: decisionRange(decision.facts),
        message: `${listed(names)} ${verb} changed since ${reviewerName(decision)} decided on ${decidedCodes(standing)}${when} (\`${id.text}\`), so the decision does not count as signed off. The reviewer has to look again and decide in a new review.`,
        related: [...changes.values()].flatMap((change) =>
          placeOf(portfolio, change),
        ),
      };
    }
  },
});

function placeOf(
  { table, documents }: Portfolio,
  change: Change,
): readonly RelatedPlace[] {
  if (change.kind !== "evidence") return [];
  const entry = table.byId.get(change.id);
  const facts = entry && documents.get(entry.path)?.evidence[entry.item];
  if (entry === undefined || facts === undefined) return [];
  return [
    {
      path: entry.path,
      range: facts.id.range,
      message: `\`${facts.id.text}\` is not as it was judged.`,
    },
  ];
}
