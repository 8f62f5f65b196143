// Last year's portfolio: the grades that it gave and the actions that it left
// open.

import type { FilePath } from "./paths.ts";
import { folderOf, resolvePath } from "./paths.ts";
import type { Standard } from "./framework.ts";
import { improvementsOf, type PlacedAction } from "./improvements.ts";
import type { Portfolio } from "./portfolio.ts";
import { foldLabel } from "./reportParts.ts";
import { gradeOf, gradesIn } from "./scales.ts";
import { normalForm } from "./standardCode.ts";
import type { WorkspaceIndex } from "./workspaceIndex.ts";

/** The portfolio that a portfolio's `previous:` names: its folder or document. */
export function previousPortfolio(
  { portfolios, roots }: Pick<WorkspaceIndex, "portfolios" | "roots">,
  { header, path, folder }: Pick<Portfolio, "header" | "path" | "folder">,
): Portfolio | undefined {
  const stated = header?.previous?.text;
  const place = stated === undefined ? undefined : resolvePath(path, stated);
  if (place === undefined) return undefined;
  const other = roots.has(place) ? place : folderOf(place);
  if (other === folder || !namesRoot(roots, place)) return undefined;
  return portfolios.get(other);
}

function namesRoot(roots: WorkspaceIndex["roots"], place: FilePath): boolean {
  return roots.has(place) || roots.get(folderOf(place)) === place;
}

/** The first grade that a portfolio's report gives a standard. */
export function gradeGiven(
  portfolio: Portfolio,
  standard: Standard,
): string | undefined {
  return gradesGiven(portfolio).get(nameOf(standard));
}

const given = new WeakMap<
  Portfolio["contributions"],
  ReadonlyMap<string, string>
>();

/** Editions differ from year to year: the code alone says what is meant. */
function nameOf({ framework, code }: Standard): string {
  return `${framework.split("@")[0] ?? ""} ${normalForm(code)}`;
}

function gradesGiven(portfolio: Portfolio): ReadonlyMap<string, string> {
  const { contributions } = portfolio;
  let grades = given.get(contributions);
  if (grades === undefined) {
    const found = new Map<string, string>();
    for (const path of contributions.sortedKeys()) {
      for (const judgement of contributions.get(path)?.report.judgements ??
        []) {
        if (judgement.isPrevious || judgement.section === undefined) continue;
        const own = gradesIn(portfolio, judgement.section);
        const grade = gradeOf(own, judgement.value)?.grade ?? judgement.value;
        for (const standard of judgement.section.standards) {
          const name = nameOf(standard);
          if (!found.has(name)) found.set(name, grade);
        }
      }
    }
    grades = found;
    given.set(contributions, grades);
  }
  return grades;
}

/** Actions of last year that are open and stand in no plan of this year. */
export function droppedActions(
  previous: Portfolio,
  current: Portfolio,
): readonly PlacedAction[] {
  const now = improvementsOf(current).actions.map(({ action }) => action);
  const ids = new Set(now.flatMap(({ id }) => id && foldLabel(id.text)));
  const texts = new Set(now.map(({ text }) => foldLabel(text)));
  return improvementsOf(previous)
    .actions.map(({ action }) => action)
    .filter(
      ({ isDone, id, text }) =>
        !isDone &&
        !texts.has(foldLabel(text)) &&
        !(id !== undefined && ids.has(foldLabel(id.text))),
    );
}
