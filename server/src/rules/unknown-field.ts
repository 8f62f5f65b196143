import { defineRule, replaceFix } from "./rule.ts";

export const unknownField = defineRule({
  code: "unknown-field",
  group: "Front matter",
  summary: "A key is one slip away from one that is read.",
  since: "0.1.0",
  severity: "warning",
  scope: "document",
  fix: true,
  concerns: ({ facts: { misspeltKeys } }) => misspeltKeys.length > 0,
  *check({ path, facts }) {
    for (const { key, meant, range } of facts.misspeltKeys) {
      yield {
        range,
        message: `\`${key}\` is not a field that is read, so what stands under it counts for nothing. Did you mean \`${meant}\`?`,
        fixes: [replaceFix(path, range, meant, `Rename to \`${meant}\``)],
      };
    }
  },
});
