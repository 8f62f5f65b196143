import { packRule } from "../model/frameworkPack.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const invalidFramework = defineRule({
  code: packRule,
  group: "Packs",
  summary: "A framework pack cannot be read, or contradicts itself.",
  since: "0.1.0",
  severity: "error",
  scope: "pack",
  fix: true,
  *check({ path, pack }) {
    for (const { range, message, related, replacement } of pack.problems) {
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
