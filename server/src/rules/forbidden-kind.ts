import { discountedPieces } from "../model/discountedPieces.ts";
import { findKind } from "../model/evidenceTable.ts";
import { listed } from "../model/judgeEvidence.ts";
import { defineRule } from "./rule.ts";

export const forbiddenKind = defineRule({
  code: "forbidden-kind",
  group: "Requirements",
  summary: "A piece is of a kind that a standard does not accept.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Changing the kind would change what the piece is said to be; only its author knows what it is.",
  looksAt: ({ portfolio: { coverage, evidence, report } }) => [
    coverage,
    evidence,
    report,
  ],
  *check({ portfolio, catalogue }) {
    const forbidden = discountedPieces(
      portfolio,
      ({ cause }) => cause === "forbidden-kind",
    );
    for (const { entry, facts, standards, discounted, related } of forbidden) {
      const codes = listed(
        standards.map(
          (key) => `\`${catalogue.standardByKey.get(key)?.code ?? key}\``,
        ),
      );
      const kind = facts.kinds.find(
        ({ text }) => findKind(catalogue, text) === discounted.detail,
      );
      yield {
        path: entry.path,
        range: (kind ?? facts.id).range,
        message: `\`${facts.id.text}\` is of the kind \`${discounted.detail}\`, which does not count for ${codes}. Map a piece of another kind, or remove ${standards.length === 1 ? "this code" : "these codes"} from \`${facts.id.text}\`.`,
        related,
      };
    }
  },
});
