import { improvementsOf, planDay } from "../model/improvements.ts";
import { defineRule } from "./rule.ts";

export const overdueAction = defineRule({
  code: "overdue-action",
  group: "Report",
  summary: "An open action was due already, or its due date cannot be read.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Whether it is done, and when it will be, only its owner knows.",
  looksAt: ({ portfolio: { reports, target, header } }) => [
    reports,
    target,
    header?.closed,
  ],
  *check({ portfolio }) {
    const day = planDay(portfolio);
    for (const { action } of improvementsOf(portfolio).actions) {
      const { path, isDone, due, owner } = action;
      if (isDone || due === undefined) continue;
      if (due.day === undefined) {
        yield {
          path,
          range: due.range,
          message: `\`${due.text}\` cannot be read as a date, so nobody is told when this action is late. Write the day or the month, such as \`2026-12-01\` or \`December 2026\`.`,
        };
      } else if (due.day < day) {
        const whom = owner ?? "its owner";
        yield {
          path,
          range: due.range,
          message: `This action was due by ${due.day} and is still open, so what it was to improve goes on as before. Ask ${whom}: tick it if it is done, else agree a new date and say under \`progress:\` why it is late.`,
        };
      }
    }
  },
});
