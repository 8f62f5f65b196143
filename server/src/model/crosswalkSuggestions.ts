// Evidence that a cross-walk suggests for a standard: it is mapped to one of
// another framework that corresponds, and not to this one. Suggested in words
// and never counted: judging knows nothing of cross-walks.

import type { Catalogue } from "./catalogue.ts";
import {
  servedBy,
  sourcesOf,
  type RelatedStandard,
} from "./crosswalkRelations.ts";
import type { EvidenceEntry, EvidenceId } from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import { listed } from "./judgeEvidence.ts";
import { mappedTo } from "./mappings.ts";
import type { Portfolio } from "./portfolio.ts";
import { compareCodes } from "./standardCode.ts";

export interface CrosswalkSuggestion {
  /** What the evidence is mapped to. */
  readonly related: RelatedStandard;
  /** In the order of their IDs. */
  readonly evidence: readonly EvidenceEntry[];
}

/** The closer relations first, otherwise in the order of the cross-walks. */
export function suggestionsFor(
  portfolio: Portfolio,
  standard: Standard,
): readonly CrosswalkSuggestion[] {
  const sources = sourcesOf(portfolio.catalogue, standard);
  if (sources.length === 0) return [];
  const own = new Set(mappedTo(portfolio, standard.key));
  const found = sources.flatMap((related): readonly CrosswalkSuggestion[] => {
    const evidence = entriesOf(
      portfolio,
      mappedTo(portfolio, related.standard.key),
    ).filter(({ id }) => !own.has(id));
    return evidence.length === 0 ? [] : [{ related, evidence }];
  });
  const isLoose = ({ related }: CrosswalkSuggestion): number =>
    related.kind === "equivalent" ? 0 : 1;
  return found.sort((a, b) => isLoose(a) - isLoose(b));
}

function entriesOf(
  { table }: Portfolio,
  ids: Iterable<EvidenceId>,
): readonly EvidenceEntry[] {
  return [...new Set(ids)]
    .flatMap((id) => table.byId.get(id) ?? [])
    .sort((a, b) => compareCodes(a.qualities.id, b.qualities.id));
}

/** Standards of the target that evidence for this one may serve as well. */
export function mayServe(
  { catalogue, target }: Portfolio,
  standard: Standard,
): readonly RelatedStandard[] {
  return servedBy(catalogue, standard).filter(
    (related) =>
      target.included.has(related.standard.key) &&
      !target.setAside.has(related.standard.key),
  );
}

/** The first of these standards whose evidence may serve another. */
export function relatedAmong(
  catalogue: Catalogue,
  standard: Standard,
  among: ReadonlySet<StandardKey>,
): RelatedStandard | undefined {
  return sourcesOf(catalogue, standard).find((related) =>
    among.has(related.standard.key),
  );
}

const mostShown = 6;

/** For hover: what corresponds elsewhere, and evidence that stands there. */
export function describeMatches(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  standard: Standard,
): readonly string[] {
  const sources = sourcesOf(catalogue, standard);
  if (sources.length === 0) return [];
  const named = sources.slice(0, mostShown).map(({ standard: other, kind }) => {
    const how = kind === "partly" ? "partly" : "the same";
    return `${other.code} (${how})`;
  });
  const more = sources.length - named.length;
  const parts = [
    `*In other frameworks:* ${listed([...named, ...(more > 0 ? [`${more} more`] : [])])}`,
  ];
  const lines =
    portfolio === undefined
      ? []
      : suggestionsFor(portfolio, standard)
          .slice(0, mostShown)
          .map((suggestion) => `- ${suggestionInWords(suggestion)}`);
  if (lines.length > 0) {
    parts.push(
      `*Suggested by a cross-walk, and not counted:*\n${lines.join("\n")}`,
    );
  }
  return parts;
}

/** `evidence for CC-1.S1, which partly matches: E04, E07`. */
function suggestionInWords({ related, evidence }: CrosswalkSuggestion): string {
  const ids = evidence.map(({ qualities }) => qualities.id);
  const named =
    ids.length > mostShown
      ? [...ids.slice(0, mostShown), `${ids.length - mostShown} more`]
      : ids;
  const how =
    related.kind === "partly"
      ? "which partly matches"
      : "which asks for the same";
  return `evidence for ${related.standard.code}, ${how}: ${named.join(", ")}`;
}
