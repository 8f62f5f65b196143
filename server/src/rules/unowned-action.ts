import { improvementsOf } from "../model/improvements.ts";
import { defineRule } from "./rule.ts";

export const unownedAction = defineRule({
  code: "unowned-action",
  group: "Report",
  summary: "An open action has no owner.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Who does it, people have to agree among themselves.",
  looksAt: ({ portfolio: { reports, target } }) => [reports, target],
  *check({ portfolio }) {
    for (const { action } of improvementsOf(portfolio).actions) {
      const { path, range, form, isDone, owner } = action;
      if (isDone || (owner !== undefined && !isNobody(owner))) continue;
      const stated = owner === undefined ? "" : `, only \`${owner}\``;
      const place =
        form === "row"
          ? "in the column for it"
          : "in brackets at the end: `(owner: Quality lead)`";
      yield {
        path,
        range,
        message: `This action has no owner${stated}, and what is everybody's task is done by nobody. Name a person or a post ${place}.`,
      };
    }
  },
});

/** What people write where they do not know yet. */
function isNobody(owner: string): boolean {
  return /^(?:[-–—?.…]+|tb[acd]|to be (?:agreed|confirmed|decided)|n\/?a|none|nobody|no[ -]?one)[.?]?$/i.test(
    owner.trim(),
  );
}
