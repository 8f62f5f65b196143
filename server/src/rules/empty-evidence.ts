import { defineRule } from "./rule.ts";

export const emptyEvidence = defineRule({
  code: "empty-evidence",
  group: "Evidence",
  summary: "A piece of evidence has a header and nothing to show.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: "What the piece is and where it is kept, only its author knows.",
  concerns: ({ facts: { evidence } }) => evidence.length === 1,
  *check({ facts, isInPortfolio }) {
    const [item, ...more] = facts.evidence;
    // What a log says of each of its pieces stands in their titles.
    if (item === undefined || more.length > 0 || !isInPortfolio) return;
    // Half of a header may hold what seems to be missing.
    if (facts.hasText || facts.headerProblems.length > 0) return;
    if (item.fields.some((field) => ["file", "held"].includes(field))) return;
    yield {
      range: item.id.range,
      message: `\`${item.id.text}\` has nothing to show: no text, no \`file:\` and no \`held:\`. Write below the header what it shows, or say where the piece is.`,
    };
  },
});
