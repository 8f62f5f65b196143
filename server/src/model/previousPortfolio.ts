// Last year's portfolio: the grades that it gave and the actions that it left
// open.

import type { FilePath } from "./paths.ts";
import { folderOf, resolvePath } from "./paths.ts";
import { improvementsOf, type PlacedAction } from "./improvements.ts";
import type { Portfolio } from "./portfolio.ts";
import type { PortfolioCell } from "./portfolioCell.ts";
import { foldLabel } from "./reportParts.ts";
import { gradesIn, type Grades } from "./scales.ts";
import type { Section } from "./section.ts";
import type { WorkspaceIndex } from "./workspaceIndex.ts";

/** The portfolio that a portfolio's `previous:` names: its folder or document. */
export function previousPortfolio(
  { portfolios, roots }: Pick<WorkspaceIndex, "portfolios" | "roots">,
  { header, path }: Pick<Portfolio, "header" | "path">,
): Portfolio | undefined {
  const folder = previousFolder(roots, path, header?.previous?.text);
  return folder === undefined ? undefined : portfolios.get(folder);
}

/** The same, without joining it. */
export function previousCell(
  { portfolios, roots }: Pick<WorkspaceIndex, "portfolios" | "roots">,
  { path, previous }: PortfolioCell,
): PortfolioCell | undefined {
  const folder = previousFolder(roots, path, previous);
  return folder === undefined ? undefined : portfolios.cell(folder);
}

function previousFolder(
  roots: WorkspaceIndex["roots"],
  path: FilePath,
  stated: string | undefined,
): FilePath | undefined {
  const place = stated === undefined ? undefined : resolvePath(path, stated);
  if (place === undefined) return undefined;
  const folder = roots.has(place) ? place : folderOf(place);
  if (folder === folderOf(path) || !namesRoot(roots, place)) return undefined;
  return folder;
}

function namesRoot(roots: WorkspaceIndex["roots"], place: FilePath): boolean {
  return roots.has(place) || roots.get(folderOf(place)) === place;
}

/**
 * The grades that previous judgements in a section may use: those that the
 * portfolio states for them, else those of last year's own report.
 */
export function previousGradesIn(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  section: Section | undefined,
): Grades {
  const isStated = (portfolio.header?.previousScales.length ?? 0) > 0;
  const given =
    isStated || previous === undefined ? [] : gradesIn(previous, section);
  return given.length > 0 ? given : gradesIn(portfolio, section, true);
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
