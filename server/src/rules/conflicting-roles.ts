import { defineRule } from "./rule.ts";

export const conflictingRoles = defineRule({
  code: "conflicting-roles",
  group: "Front matter",
  summary: "A header says of one file that it is two things.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: "Which of the two the file is, only its author knows.",
  concerns: ({ facts: { otherRoleKeys } }) => otherRoleKeys.length > 0,
  *check({ path, facts }) {
    const { roleKey } = facts;
    if (roleKey === undefined) return;
    for (const { text, range } of facts.otherRoleKeys) {
      yield {
        range,
        message: `This file is already \`${roleKey.text}\`, and a file is one thing, so \`${text}\` is not read. Remove one of the two, or move it to a file of its own.`,
        related: [
          { path, range: roleKey.range, message: "The role that counts." },
        ],
      };
    }
  },
});
