import { listed } from "../model/judgeEvidence.ts";
import { counted } from "../model/judgeEvidence.ts";
import { defineRule } from "./rule.ts";

export const unmetGroup = defineRule({
  code: "unmet-group",
  group: "Qualification",
  summary: "Too few units are chosen from a group of a qualification.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Which units to take is the candidate's choice; completion in `units:` offers those of the group.",
  *check({ portfolio, catalogue }) {
    const { coverage, target, path } = portfolio;
    for (const [at, qualification] of coverage.qualifications.entries()) {
      const range = target.qualifications[at]?.member.range;
      if (range === undefined) continue;
      for (const { title, lacks, open } of qualification.groups) {
        if (lacks === undefined) continue;
        const needs = [
          ...(lacks.units > 0 ? [counted(lacks.units, "more unit")] : []),
          ...(lacks.credits > 0 ? [counted(lacks.credits, "more credit")] : []),
        ];
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
          message: `${qualification.title}: the group ${title} needs ${listed(needs)}, so the rule of combination is not met. Choose under \`units:\` from ${listed(units, "or")}.`,
        };
      }
    }
  },
});
