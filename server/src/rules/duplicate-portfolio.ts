import { documentStart } from "../text/textRange.ts";
import { defineRule } from "./rule.ts";

export const duplicatePortfolio = defineRule({
  code: "duplicate-portfolio",
  group: "Evidence",
  summary: "A folder holds two portfolio documents.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: "Which of the two is the portfolio, and where the other belongs, only its author knows.",
  concerns: ({ facts: { role } }) => role === "portfolio",
  *check({ facts, displacedBy }) {
    if (displacedBy === undefined || facts.roleKey === undefined) return;
    yield {
      range: facts.roleKey.range,
      message: `This folder already has a portfolio, \`${displacedBy}\`, so what this document asks for is not checked. Move it to a folder of its own, or remove one of the two.`,
      related: [
        {
          path: displacedBy,
          range: documentStart,
          message: "The portfolio that counts.",
        },
      ],
    };
  },
});
