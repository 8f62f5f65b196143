// The items of one evidence document that hold their IDs: a second item of the
// same ID counts for nothing.

import { evidenceId, type EvidenceEntry } from "./evidenceTable.ts";
import type { EvidenceFacts } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";

export interface HeldItem {
  readonly entry: EvidenceEntry;
  readonly facts: EvidenceFacts;
}

export function heldItems(
  { evidence, table }: Pick<Portfolio, "evidence" | "table">,
  path: FilePath,
): readonly HeldItem[] {
  const items = evidence.get(path)?.facts.evidence ?? [];
  return items.flatMap((facts, item) => {
    const entry = table.byId.get(evidenceId(facts.id.text));
    return entry?.path === path && entry.item === item
      ? [{ entry, facts }]
      : [];
  });
}
