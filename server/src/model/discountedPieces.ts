// Pieces that are mapped and do not count, each once, with the standards for
// which that is so.

import type { Discounted } from "./coverage.ts";
import type { EvidenceEntry, EvidenceId } from "./evidenceTable.ts";
import type { EvidenceFacts } from "./facts.ts";
import type { StandardKey } from "./framework.ts";
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
  for (const standard of portfolio.target.standards) {
    const coverage = portfolio.coverage.standards.get(standard.key);
    if (coverage?.state === "not-applicable") continue;
    for (const discounted of coverage?.discounted ?? []) {
      if (!concerns(discounted)) continue;
      const held = found.get(discounted.evidence);
      if (held === undefined) {
        found.set(discounted.evidence, {
          discounted,
          standards: [standard.key],
        });
      } else held.standards.push(standard.key);
    }
  }
  return [...found].flatMap(([id, { discounted, standards }]) => {
    const entry = portfolio.table.byId.get(id);
    const facts =
      entry && portfolio.documents.get(entry.path)?.evidence[entry.item];
    if (entry === undefined || facts === undefined) return [];
    const related = standards.flatMap((key) =>
      mappingsTo(portfolio, key)
        .filter(({ evidence }) => evidence === id)
        .map(({ path, range }) => ({
          path,
          range,
          message: `Mapped to \`${portfolio.catalogue.standardByKey.get(key)?.code ?? key}\` here.`,
        })),
    );
    return [{ entry, facts, discounted, standards, related }];
  });
}
