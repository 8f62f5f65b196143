import { findKind } from "../model/evidenceTable.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const irregularValue = defineRule({
  code: "irregular-value",
  group: "Front matter",
  summary:
    "A date, length of time or word is understood, but not in the usual form.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  fixAll: "irregular values",
  concerns: ({ facts: { evidence, fieldProblems } }) =>
    fieldProblems.length > 0 || evidence.some(({ kinds }) => kinds.length > 0),
  *check({ path, facts, catalogue }) {
    for (const problem of facts.fieldProblems) {
      const { kind, field, range, found, replacement } = problem;
      if (kind !== "irregular" || replacement === undefined) continue;
      yield {
        range,
        message: `\`${field}\` is read as \`${replacement}\`. Other people and tools may read \`${found ?? ""}\` differently: write \`${replacement}\`.`,
        fixes: [replaceFix(path, range, replacement)],
      };
    }
    for (const { kinds } of facts.evidence) {
      for (const { text, range } of kinds) {
        const kind = findKind(catalogue, text);
        if (kind === undefined || kind === text) continue;
        yield {
          range,
          message: `\`${text}\` is read as the kind \`${kind}\`. Write it so, as lists and reports do.`,
          fixes: [replaceFix(path, range, kind)],
        };
      }
    }
  },
});
