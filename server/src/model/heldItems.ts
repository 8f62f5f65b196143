// The items of one evidence document that hold their IDs, with what is known
// of them.

import type { EvidenceEntry } from "./evidenceTable.ts";
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
  const document = evidence.get(path);
  const items: HeldItem[] = [];
  for (const { id, item } of document?.contribution.holds ?? []) {
    const entry = table.byId.get(id);
    const facts = document?.facts.evidence[item];
    if (entry !== undefined && facts !== undefined) {
      items.push({ entry, facts });
    }
  }
  return items;
}
