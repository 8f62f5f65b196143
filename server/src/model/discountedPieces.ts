// Pieces that are mapped and do not count, each once, with the standards for
// which that is so.

import type { Coverage, Discounted, StandardCoverage } from "./coverage.ts";
import type { EvidenceEntry, EvidenceId } from "./evidenceTable.ts";
import type { EvidenceFacts } from "./facts.ts";
import type { StandardKey } from "./framework.ts";
import { mappedStandards } from "./mappings.ts";
import { mappingsTo, type Portfolio } from "./portfolio.ts";
import type { FilePath } from "./paths.ts";
import type { TextRange } from "../text/textRange.ts";

export interface DiscountedPiece {
  readonly entry: EvidenceEntry;
  readonly facts: EvidenceFacts;
  /** The first of the reasons. */
  readonly discounted: Discounted;
  readonly standards: readonly StandardKey[];
  /** Where the piece is mapped to them. */
  readonly related: readonly {
    readonly path: FilePath;
    readonly range: TextRange;
    readonly message: string;
  }[];
}

export function discountedPieces(
  portfolio: Portfolio,
  concerns: (discounted: Discounted) => boolean,
): readonly DiscountedPiece[] {
  const found = new Map<
    EvidenceId,
    { discounted: Discounted; standards: StandardKey[] }
  >();
  for (const { key, discounted: pieces } of discountedIn(portfolio)) {
    for (const discounted of pieces) {
      if (!concerns(discounted)) continue;
      const held = found.get(discounted.evidence);
      if (held === undefined) {
        found.set(discounted.evidence, {
          discounted,
          standards: [key],
        });
      } else held.standards.push(key);
    }
  }
  const placesOf = mappingPlaces(portfolio);
  return [...found].flatMap(([id, { discounted, standards }]) => {
    const entry = portfolio.table.byId.get(id);
    const facts =
      entry && portfolio.documents.get(entry.path)?.evidence[entry.item];
    if (entry === undefined || facts === undefined) return [];
    const related = standards.flatMap((key) =>
      placesOf(key, id).map(({ path, range }) => ({
        path,
        range,
        message: `Mapped to \`${portfolio.catalogue.standardByKey.get(key)?.code ?? key}\` here.`,
      })),
    );
    return [{ entry, facts, discounted, standards, related }];
  });
}

const discountedFor = new WeakMap<Coverage, readonly StandardCoverage[]>();

/** What applies and has such pieces, in pack order. */
function discountedIn(portfolio: Portfolio): readonly StandardCoverage[] {
  const { coverage } = portfolio;
  let known = discountedFor.get(coverage);
  if (known === undefined) {
    known = mappedStandards(portfolio).flatMap(({ key }) => {
      const own = coverage.standards.get(key);
      const isSo =
        own !== undefined &&
        own.state !== "not-applicable" &&
        own.discounted.length > 0;
      return isSo ? [own] : [];
    });
    discountedFor.set(coverage, known);
  }
  return known;
}

/** Where a piece is mapped to a standard; each standard is gone through once. */
function mappingPlaces(
  portfolio: Portfolio,
): (standard: StandardKey, id: EvidenceId) => ReturnType<typeof mappingsTo> {
  type Places = ReturnType<typeof mappingsTo>[number];
  const known = new Map<StandardKey, Map<EvidenceId, Places[]>>();
  return (standard, id) => {
    let byPiece = known.get(standard);
    if (byPiece === undefined) {
      byPiece = new Map();
      for (const mapping of mappingsTo(portfolio, standard)) {
        const held = byPiece.get(mapping.evidence);
        if (held === undefined) byPiece.set(mapping.evidence, [mapping]);
        else held.push(mapping);
      }
      known.set(standard, byPiece);
    }
    return byPiece.get(id) ?? [];
  };
}
