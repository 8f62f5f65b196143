// Which portfolios the coverage view has to show anew, so that a letter in one
// of many has the others left alone.

import type { Contribution } from "./contribution.ts";
import type { DocumentFacts } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { PortfolioCell } from "./portfolioCell.ts";
import { isReviewedAlike } from "./reviews.ts";
import { sameValue } from "./sameValue.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Folders of portfolios that may show something else than before; `"all"` where
 * others are there, or what is read of them is. One too many does no harm.
 */
export function changedCoverage(
  before: Snapshot,
  after: Snapshot,
): ReadonlySet<FilePath> | "all" {
  const { portfolios } = after.index;
  const old = before.index.portfolios;
  const isOther =
    before.isComplete !== after.isComplete ||
    before.unreadFolders !== after.unreadFolders ||
    portfolios.size !== old.size;
  if (isOther) return "all";
  const changed = new Set<FilePath>();
  for (const cell of portfolios.changedCells(old)) {
    const one = old.cell(cell.folder);
    if (one === undefined) return "all";
    if (!showsTheSame([one, before], [cell, after])) changed.add(cell.folder);
  }
  if (before.fingerprinting !== after.fingerprinting) {
    for (const cell of portfolios.cells()) {
      if (changed.has(cell.folder)) continue;
      if (!isJudgedAlike(cell, before, after)) changed.add(cell.folder);
    }
  }
  return changed;
}

/** A portfolio that is put by does not say what it shows. */
function showsTheSame(
  [old, before]: readonly [PortfolioCell, Snapshot],
  [cell, after]: readonly [PortfolioCell, Snapshot],
): boolean {
  if (!old.isJoined || !cell.isJoined) return false;
  const [was, is] = [old.portfolio, cell.portfolio];
  return (
    was.path === is.path &&
    was.coverage === is.coverage &&
    was.header === is.header &&
    was.table === is.table &&
    was.entries === is.entries &&
    was.target === is.target &&
    isReviewedAlike([was, before.fingerprinting], [is, after.fingerprinting]) &&
    standsAlike(was, is)
  );
}

/** Its artefacts may be others while its documents are the same. */
function isJudgedAlike(
  cell: PortfolioCell,
  before: Snapshot,
  after: Snapshot,
): boolean {
  if (!cell.isJoined) return false;
  const { portfolio } = cell;
  return isReviewedAlike(
    [portfolio, before.fingerprinting],
    [portfolio, after.fingerprinting],
  );
}

/** The view leads to sections, mappings and pieces, which lines above move. */
function standsAlike(was: Portfolio, is: Portfolio): boolean {
  for (const path of is.contributions.changedKeys(was.contributions)) {
    const [a, b] = [was, is].map((one) => one.contributions.get(path));
    if (a?.mappings !== b?.mappings) return false;
    if (!sameValue(sectionsOf(a), sectionsOf(b))) return false;
  }
  for (const path of is.documents.changedKeys(was.documents)) {
    const [a, b] = [was, is].map((one) => one.documents.get(path));
    if (a?.evidence === b?.evidence) continue;
    if (!sameValue(piecesOf(a), piecesOf(b))) return false;
  }
  return true;
}

function sectionsOf(contribution: Contribution | undefined): unknown {
  return contribution?.sections.map(({ range, standards }) => [
    range,
    standards.map(({ key }) => key),
  ]);
}

function piecesOf(facts: DocumentFacts | undefined): unknown {
  return facts?.evidence.map(({ id, date }) => [id.range, date?.text]);
}
