import { undeclaredUnits } from "../model/declarations.ts";
import { listed } from "../model/judgeEvidence.ts";
import { documentStart } from "../text/textRange.ts";
import { defineRule } from "./rule.ts";

export const undeclaredPortfolio = defineRule({
  code: "undeclared-portfolio",
  group: "Requirements",
  summary:
    "Every criterion is covered, and nobody has declared the work their own.",
  since: "0.1.0",
  severity: "information",
  scope: "portfolio",
  fix: "A declaration is signed by the candidate, and by nobody and nothing else.",
  looksAt: ({ portfolio: { coverage, target, entries, header } }) => [
    coverage,
    target,
    entries,
    header?.declarations,
  ],
  *check({ portfolio }) {
    const { coverage, target, entries, path } = portfolio;
    const { assessable, covered } = coverage.counts;
    // Nobody signs for work that is still to come.
    if (assessable === 0 || covered < assessable) return;
    for (const [at, chosen] of target.qualifications.entries()) {
      const open = undeclaredUnits(portfolio, chosen);
      if (open.length === 0) continue;
      const isWhole = open.length === chosen.units.length;
      const codes = listed(open.map(({ code }) => `\`${code}\``));
      yield {
        path,
        range: entries.qualifications[at]?.range ?? documentStart,
        message: `Every criterion has its evidence, and ${isWhole ? "nobody has declared" : `for ${codes} nobody has declared`} that the work is the candidate's own. When the candidate has signed, write it under \`declarations:\` with \`standards:\`, \`signed:\` and \`date:\`.`,
      };
    }
  },
});
