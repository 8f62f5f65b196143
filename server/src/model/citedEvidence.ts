// Which evidence the narrative speaks of, and where each standard is reported
// on: for what lies between the catalogue and the text.

import type { Section } from "./section.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { TextRange } from "../text/textRange.ts";

/** All pieces that a citation or a link names, mentions included. */
export function citedEvidence(portfolio: Portfolio): ReadonlySet<EvidenceId> {
  const found = new Set<EvidenceId>();
  for (const { citations, links } of portfolio.contributions.values()) {
    for (const { cited } of citations) {
      if (cited.kind === "known") for (const id of cited.ids) found.add(id);
    }
    for (const { evidence } of links) for (const id of evidence) found.add(id);
  }
  return found;
}

export interface ReportPlace {
  readonly path: FilePath;
  readonly range: TextRange;
}

/** A heading over a dozen codes is no place to speak of each of them. */
function isForFew({ standards }: Section): boolean {
  return standards.length <= 4;
}

/** The first section with prose of each standard, in path order. */
export function reportPlaces(
  portfolio: Portfolio,
): ReadonlyMap<StandardKey, ReportPlace> {
  const found = new Map<StandardKey, ReportPlace>();
  for (const path of portfolio.documents.sortedKeys()) {
    for (const section of portfolio.contributions.get(path)?.sections ?? []) {
      if (!section.hasProse || !isForFew(section)) continue;
      for (const standard of section.standards) {
        if (found.has(standard.key)) continue;
        found.set(standard.key, { path, range: section.range });
      }
    }
  }
  return found;
}
