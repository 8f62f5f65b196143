import { assessableIn, tierTitles } from "../model/catalogue.ts";
import { partRange, namesAny } from "../model/contribution.ts";
import { writeCodes } from "../model/rangeOfCodes.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const broadMapping = defineRule({
  code: "broad-mapping",
  group: "Codes",
  summary: "Evidence is mapped to a whole component, unit or outcome.",
  since: "0.1.0",
  severity: "warning",
  scope: "document",
  fix: true,
  concerns: ({ facts, contribution }) =>
    facts.role === "evidence" &&
    namesAny(contribution, ({ isAssessable }) => !isAssessable),
  *check({ path, facts, catalogue, contribution }) {
    for (const { item, members } of contribution.fields) {
      const id = facts.evidence[item]?.id.text ?? "This piece";
      for (const resolved of members) {
        for (const [at, standard] of resolved.standards.entries()) {
          if (standard.isAssessable) continue;
          const below = assessableIn(catalogue, standard);
          const range = partRange(resolved, at);
          const codes = writeCodes(catalogue, below);
          const nouns = tierTitles(catalogue, below[0] ?? standard);
          yield {
            range,
            message: `\`${id}\` is mapped to the whole of \`${standard.code}\` (${standard.title}), which counts for none of its ${below.length} ${nouns}. Name those that it serves.`,
            fixes:
              below.length === 0 || resolved.member.isKey === true
                ? []
                : [
                    replaceFix(
                      path,
                      range,
                      codes,
                      `Name all of them: \`${codes}\``,
                    ),
                  ],
          };
        }
      }
    }
  },
});
