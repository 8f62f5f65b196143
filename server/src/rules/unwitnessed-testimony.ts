import { findKind } from "../model/evidenceTable.ts";
import { heldItems } from "../model/heldItems.ts";
import type { EvidenceFacts, PortfolioFacts } from "../model/facts.ts";
import { listed } from "../model/judgeEvidence.ts";
import { defineRule } from "./rule.ts";

const testimonies = new Set(["witness-testimony", "expert-witness-testimony"]);

export const unwitnessedTestimony = defineRule({
  code: "unwitnessed-testimony",
  group: "Requirements",
  summary: "A testimony does not say who the witness is, or when it was.",
  since: "0.1.0",
  severity: "warning",
  scope: "parts",
  fix: "Who the witness was and when, is written on the testimony, and only its author has it.",
  looksAt: ({ portfolio: { target, header } }) => [target, header?.witnesses],
  isByDocument: true,
  parts: ({ portfolio }) => portfolio.evidence.sortedKeys(),
  touched: (before, { portfolio }) =>
    portfolio.evidence.changedKeys(before.portfolio.evidence),
  *checkPart({ portfolio, catalogue }, path) {
    const { header } = portfolio;
    for (const { facts } of heldItems(portfolio, path)) {
      const kind = facts.kinds.find(({ text }) =>
        testimonies.has(findKind(catalogue, text) ?? ""),
      );
      if (kind === undefined) continue;
      const missing = missingIn(facts, header);
      if (missing.length === 0) continue;
      yield {
        path,
        range: kind.range,
        message: `\`${facts.id.text}\` is a testimony, and the header does not say ${listed(
          missing.map(({ what }) => what),
          "or",
        )}. A reader must be able to ask the witness. Add ${listed(missing.map(({ key }) => key))}.`,
      };
    }
  },
});

interface MissingPart {
  readonly what: string;
  readonly key: string;
}

function missingIn(
  { witness, date, fields }: EvidenceFacts,
  portfolio: PortfolioFacts | undefined,
): readonly MissingPart[] {
  const name = witness?.name;
  const listedRole = portfolio?.witnesses.find(
    (one) =>
      name !== undefined && one.name?.toLowerCase() === name.toLowerCase(),
  )?.role;
  const hasRole = (witness?.role ?? listedRole) !== undefined;
  return [
    ...(name === undefined
      ? [{ what: "who the witness is", key: "`witness:` with `name:`" }]
      : []),
    ...(hasRole
      ? []
      : [{ what: "in what role", key: "the witness's `role:`" }]),
    // A date that cannot be read has its word already.
    ...(date === undefined && !fields.includes("date")
      ? [{ what: "when it was", key: "`date:`" }]
      : []),
  ];
}
