// Which evidence the narrative speaks of, and where each standard is reported
// on: for what lies between the catalogue and the text.

import type { Contribution } from "./contribution.ts";
import type { Section } from "./section.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";

type ReportSource = Pick<Portfolio, "report">;

const citedIn = new WeakMap<Portfolio["report"], ReadonlySet<EvidenceId>>();

/** All pieces that a citation or a link names, mentions included. */
export function citedEvidence({
  report,
}: ReportSource): ReadonlySet<EvidenceId> {
  const known = citedIn.get(report);
  if (known !== undefined) return known;
  const found = new Set<EvidenceId>();
  for (const { contribution } of report.values()) {
    for (const id of citedBy(contribution)) found.add(id);
  }
  citedIn.set(report, found);
  return found;
}

/** The pieces that one document names. */
export function* citedBy(
  contribution: Contribution | undefined,
): Generator<EvidenceId> {
  if (contribution === undefined) return;
  for (const { cited } of contribution.citations) {
    if (cited.kind === "known") yield* cited.ids;
  }
  for (const { evidence } of contribution.links) yield* evidence;
}

/** Documents of the report whose citations or links are others. */
export function differentlyCiting(
  before: ReportSource,
  after: ReportSource,
): readonly FilePath[] {
  return changedContributions(
    before,
    after,
    (was, is) => was?.citations === is?.citations && was?.links === is?.links,
  );
}

function changedContributions(
  { report: before }: ReportSource,
  { report: after }: ReportSource,
  isSame: (
    was: Contribution | undefined,
    is: Contribution | undefined,
  ) => boolean,
): readonly FilePath[] {
  return [...after.changedKeys(before)].filter(
    (path) =>
      !isSame(before.get(path)?.contribution, after.get(path)?.contribution),
  );
}

export interface ReportPlace {
  readonly path: FilePath;
  readonly range: TextRange;
}

/** A heading over a dozen codes is no place to speak of each of them. */
function isForFew({ standards }: Section): boolean {
  return standards.length <= 4;
}

type ReportPlaces = ReadonlyMap<StandardKey, ReportPlace>;

const placesIn = new WeakMap<Portfolio["report"], ReportPlaces>();

/** The first section with prose of each standard, in path order. */
export function reportPlaces({ report }: ReportSource): ReportPlaces {
  const known = placesIn.get(report);
  if (known !== undefined) return known;
  const found = new Map<StandardKey, ReportPlace>();
  for (const path of report.sortedKeys()) {
    for (const section of report.get(path)?.contribution.sections ?? []) {
      if (!section.hasProse || !isForFew(section)) continue;
      for (const standard of section.standards) {
        if (found.has(standard.key)) continue;
        found.set(standard.key, { path, range: section.range });
      }
    }
  }
  placesIn.set(report, found);
  return found;
}

/** Standards that are reported on at another place than before. */
export function movedPlaces(
  before: ReportSource,
  after: ReportSource,
): readonly StandardKey[] {
  const moved = changedContributions(
    before,
    after,
    (old, now) => old?.sections === now?.sections,
  );
  if (moved.length === 0) return [];
  const [was, is] = [reportPlaces(before), reportPlaces(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    return (
      old?.path !== now?.path ||
      (old !== undefined &&
        now !== undefined &&
        compareRanges(old.range, now.range) !== 0)
    );
  });
}
