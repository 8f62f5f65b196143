import {
  areasIn,
  differentlyAnswered,
  type PlacedArea,
} from "../model/improvements.ts";
import { addAction, answerFor, hasAnswer } from "../model/newAction.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { defineRule, type Fix } from "./rule.ts";

export const improvementWithoutAction = defineRule({
  code: "improvement-without-action",
  group: "Report",
  summary: "Nothing in the plan answers an area for improvement.",
  since: "0.1.0",
  severity: "warning",
  scope: "parts",
  fix: true,
  looksAt: ({ portfolio: { target, coverage } }) => [
    target,
    // A parent does not apply where nothing below it does.
    coverage.byState["not-applicable"],
  ],
  isByDocument: true,
  parts: ({ portfolio }) => portfolio.reports.sortedKeys(),
  *touched({ portfolio: before }, { portfolio }) {
    yield* portfolio.report.changedKeys(before.report);
    yield* differentlyAnswered(before, portfolio);
  },
  *checkPart({ portfolio }, part) {
    const { coverage } = portfolio;
    for (const { area, actions } of areasIn(portfolio, part)) {
      const applies = area.section.standards.some(
        ({ key }) => coverage.standards.get(key)?.state !== "not-applicable",
      );
      if (actions.length > 0 || !applies) continue;
      const { path, range, id } = area;
      const name = id === undefined ? "This area" : `\`${id}\``;
      yield {
        path,
        range,
        message: `${name} has no action: the report says what is wrong, and nobody is to put it right. Add a task under *Actions* or in the improvement plan, and name the area after \`for:\`.`,
        fixes: fixesFor(portfolio, area),
      };
    }
  },
});

function fixesFor(portfolio: Portfolio, area: PlacedArea): readonly Fix[] {
  if (!hasAnswer(portfolio, area)) return [];
  return [
    {
      title:
        area.id === undefined
          ? "Add an action to be filled in"
          : `Add an action for \`${area.id}\` to be filled in`,
      isPreferred: false,
      changes: (read) => {
        const text = read(area.path);
        const answers = answerFor(portfolio, area);
        if (text === undefined || answers === undefined) return [];
        const edit = addAction(portfolio, area, answers, text);
        return edit === undefined
          ? []
          : [{ kind: "edit", path: area.path, edits: [edit] }];
      },
    },
  ];
}
