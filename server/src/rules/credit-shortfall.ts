import { wayAdvice } from "../model/shortestWay.ts";
import { defineRule } from "./rule.ts";

export const creditShortfall = defineRule({
  code: "credit-shortfall",
  group: "Qualification",
  summary:
    "The units chosen do not add up to the credits that a qualification needs.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Which units to take is the candidate's choice; completion in `units:` offers those of the rule of combination.",
  looksAt: ({ portfolio: { coverage, target, entries } }) => [
    coverage,
    target,
    entries,
  ],
  *check({ portfolio, catalogue }) {
    const { coverage, entries, path } = portfolio;
    for (const [at, qualification] of coverage.qualifications.entries()) {
      const member = entries.qualifications[at];
      // Until a pathway is chosen, nobody knows which units there are.
      if (member === undefined || qualification.openPathways.length > 0) {
        continue;
      }
      const advice = wayAdvice(catalogue, qualification);
      const { creditsNeeded, creditsChosen, atLevel, title } = qualification;
      const { range } = member;
      if (creditsChosen < creditsNeeded) {
        yield {
          path,
          range,
          message: `${title} needs ${creditsNeeded} credits, and the mandatory and chosen units bring ${creditsChosen}. Choose units of ${creditsNeeded - creditsChosen} more credits under \`units:\`.${advice}`,
        };
      }
      if (atLevel !== undefined && atLevel.chosen < atLevel.needed) {
        yield {
          path,
          range,
          message: `${title} needs ${atLevel.needed} credits at level ${atLevel.level} or above, and the mandatory and chosen units bring ${atLevel.chosen}. Choose units of that level under \`units:\`.${advice}`,
        };
      }
    }
  },
});
