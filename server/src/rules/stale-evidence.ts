import { discountedPieces } from "../model/discountedPieces.ts";
import type { EvidenceFacts, Stated } from "../model/facts.ts";
import { listed } from "../model/judgeEvidence.ts";
import { defineRule } from "./rule.ts";

export const staleEvidence = defineRule({
  code: "stale-evidence",
  group: "Requirements",
  summary:
    "A piece is too old for a requirement, or has no date where one is needed.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "A date is a fact: only somebody who has checked that the piece still holds can write `reviewed:`.",
  looksAt: ({ portfolio: { coverage, evidence, report } }) => [
    coverage,
    evidence,
    report,
  ],
  *check({ portfolio, catalogue }) {
    const stale = discountedPieces(
      portfolio,
      ({ cause }) => cause === "too-old" || cause === "undated",
    );
    for (const { entry, facts, standards, discounted, related } of stale) {
      const codes = listed(
        standards.map(
          (key) => `\`${catalogue.standardByKey.get(key)?.code ?? key}\``,
        ),
      );
      const isUndated = discounted.cause === "undated";
      yield {
        path: entry.path,
        range: (latestDate(facts) ?? facts.id).range,
        message: isUndated
          ? `\`${facts.id.text}\` has no date, and for ${codes} only evidence of the last ${discounted.detail} counts. Add \`date:\` with the day when it happened or was issued.`
          : `\`${facts.id.text}\` is older than ${discounted.detail} on ${portfolio.target.assessmentDate}, the day of judgement, so it does not count for ${codes}. Add newer evidence, or confirm with \`reviewed:\` that it still holds.`,
        related,
      };
    }
  },
});

/** The date that decides: the later of the two, as the judgement has it. */
function latestDate({ date, reviewed }: EvidenceFacts): Stated | undefined {
  if (date === undefined || reviewed === undefined) return reviewed ?? date;
  return reviewed.end < date.end ? date : reviewed;
}
