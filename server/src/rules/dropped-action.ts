import { carryOver } from "../model/carriedActions.ts";
import { portfolioTitle } from "../model/coverageWords.ts";
import type { PlacedAction } from "../model/improvements.ts";
import { counted, listed } from "../model/judgeEvidence.ts";
import { hasPlace, resolvePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { droppedActions } from "../model/previousPortfolio.ts";
import { defineRule, type Fix } from "./rule.ts";

const mostNamed = 3;
const mostRelated = 8;
const longestName = 60;

export const droppedAction = defineRule({
  code: "dropped-action",
  group: "Report",
  summary:
    "Last year's plan left actions open that this year's says nothing of.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio, previous, files }) => [
    portfolio.header?.previous,
    portfolio.reports,
    portfolio.target,
    previous,
    files,
  ],
  *check({ portfolio, previous, files }) {
    const { header, path } = portfolio;
    const stated = header?.previous;
    if (stated === undefined) return;
    const { range } = stated;
    if (previous === undefined) {
      const place = resolvePath(path, stated.text);
      // A path that leads nowhere is another finding.
      if (place === undefined || !hasPlace(files, place)) return;
      yield {
        path,
        range,
        message: `\`${stated.text}\` is not the folder or the document of another portfolio, so last year's open actions and grades are not known here. Write the path of last year's folder.`,
      };
      return;
    }
    const dropped = droppedActions(previous, portfolio);
    if (dropped.length === 0) return;
    const [only, ...more] = dropped;
    yield {
      path,
      range,
      message: `${portfolioTitle(previous)} left ${counted(dropped.length, "action")} open that this year's plan does not mention: ${namesOf(dropped)}. A reader asks what became of ${more.length === 0 ? "it" : "them"}. Carry ${more.length === 0 ? "it" : "them"} over, or tick in last year's plan what is done${only?.id === undefined ? "" : "; its ID is enough"}.`,
      related: dropped.slice(0, mostRelated).map((action) => ({
        path: action.path,
        range: action.range,
        message: "Open in last year's plan.",
      })),
      fixes: [carryOverFix(portfolio, previous, dropped)],
    };
  },
});

function namesOf(actions: readonly PlacedAction[]): string {
  const names = actions.slice(0, mostNamed).map(({ id, text }) => {
    const words =
      text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
    return id === undefined ? `“${words}”` : `${id.text} “${words}”`;
  });
  const others = actions.length - names.length;
  return listed(others > 0 ? [...names, `${others} more`] : names);
}

function carryOverFix(
  portfolio: Portfolio,
  previous: Portfolio,
  dropped: readonly PlacedAction[],
): Fix {
  return {
    title: `Carry over ${counted(dropped.length, "open action")}`,
    isPreferred: false,
    changes: (read) => {
      const edit = carryOver(portfolio, previous, dropped, read);
      return edit === undefined
        ? []
        : [{ kind: "edit", path: portfolio.path, edits: [edit] }];
    },
  };
}
