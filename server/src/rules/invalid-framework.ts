import { crosswalkProblems } from "../model/crosswalkRelations.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const invalidFramework = defineRule({
  code: "invalid-framework",
  group: "Packs",
  summary:
    "A framework pack or cross-walk cannot be read, or contradicts itself.",
  since: "0.1.0",
  severity: "error",
  scope: "pack",
  fix: true,
  *check({ path, pack, catalogue }) {
    const problems = [...pack.problems, ...crosswalkProblems(catalogue, pack)];
    for (const { range, message, related, replacement } of problems) {
      yield {
        range,
        message,
        related: related === undefined ? [] : [{ path, ...related }],
        fixes:
          replacement === undefined
            ? []
            : [replaceFix(path, range, replacement)],
      };
    }
  },
});
