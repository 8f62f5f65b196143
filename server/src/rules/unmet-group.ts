import { lacksInWords } from "../model/coverageWords.ts";
import { counted, listed } from "../model/judgeEvidence.ts";
import { wayAdvice } from "../model/shortestWay.ts";
import { defineRule } from "./rule.ts";

export const unmetGroup = defineRule({
  code: "unmet-group",
  group: "Qualification",
  summary:
    "Too few units are chosen from a group of a qualification, or no pathway.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Which units to take is the candidate's choice; completion in `units:` offers those of the group.",
  looksAt: ({ portfolio: { coverage, target, entries } }) => [
    coverage,
    target,
    entries,
  ],
  *check({ portfolio, catalogue }) {
    const { coverage, entries, path } = portfolio;
    for (const [at, qualification] of coverage.qualifications.entries()) {
      const range = entries.qualifications[at]?.range;
      if (range === undefined) continue;
      const { openPathways } = qualification;
      if (openPathways.length > 0) {
        const ids = openPathways.map(({ id, title }) => `\`${id}\` (${title})`);
        yield {
          path,
          range,
          message: `${qualification.title} has pathways and none is chosen, so only the units that all of them share are asked for. Write ${listed(ids, "or")} under \`pathway:\`.`,
        };
      }
      const advice =
        openPathways.length > 0 ? "" : wayAdvice(catalogue, qualification);
      for (const { title, lacks, open } of qualification.groups) {
        if (lacks === undefined) continue;
        const units = open.flatMap((key) => {
          const unit = catalogue.standardByKey.get(key);
          return unit === undefined
            ? []
            : [
                `\`${unit.code}\` (${unit.title}, ${counted(unit.credit ?? 0, "credit")})`,
              ];
        });
        yield {
          path,
          range,
          message: `${qualification.title}: the group “${title}” needs ${lacksInWords(lacks)}, so the rule of combination is not met. Choose under \`units:\` from ${listed(units, "or")}.${advice}`,
        };
      }
    }
  },
});
