// Mapping a piece to one more standard: on a code in its header, the standards
// that a cross-walk joins to it. Whether the piece fits is for a person to
// say, so none of these is preferred or made on saving.

import { partRange } from "../../model/contribution.ts";
import { mayServe } from "../../model/crosswalkSuggestions.ts";
import { evidenceId, type EvidenceEntry } from "../../model/evidenceTable.ts";
import type { Standard } from "../../model/framework.ts";
import { mapEvidenceTo } from "../../model/mapEvidence.ts";
import { mappedTo, type Portfolio } from "../../model/portfolio.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { ReadText } from "../../rules/rule.ts";
import { rangesTouch, type TextRange } from "../../text/textRange.ts";
import type { OpenDocument } from "../document.ts";
import type { OfferedAction } from "./offered.ts";

const mostRelated = 5;

/** On a code of a piece: what else it may serve, by a cross-walk. */
export function relatedActions(
  snapshot: Snapshot,
  { path }: OpenDocument,
  range: TextRange,
  read: ReadText,
): readonly OfferedAction[] {
  const portfolio = portfolioOf(snapshot.index, path);
  const facts = snapshot.index.documents.get(path);
  if (portfolio === undefined || facts?.role !== "evidence") return [];
  const offered: OfferedAction[] = [];
  for (const { item, members } of portfolio.contributions.get(path)?.fields ??
    []) {
    const id = facts.evidence[item]?.id.text;
    const entry =
      id === undefined ? undefined : portfolio.table.byId.get(evidenceId(id));
    // A second holder of an ID counts for nothing.
    if (entry?.path !== path || entry.item !== item) continue;
    const touched = members.flatMap((member) =>
      member.standards.filter((_, at) =>
        rangesTouch(partRange(member, at), range),
      ),
    );
    for (const standard of openFor(portfolio, entry, touched)) {
      offered.push(
        ...mapAction(portfolio, entry, standard, read, {
          title: `Map \`${entry.qualities.id}\` to \`${standard.code}\` too, if it fits`,
        }),
      );
    }
  }
  return offered;
}

function openFor(
  portfolio: Portfolio,
  { id }: EvidenceEntry,
  touched: readonly Standard[],
): readonly Standard[] {
  const found = new Set<Standard>();
  for (const standard of touched) {
    for (const { standard: other } of mayServe(portfolio, standard)) {
      const isMapped = [...mappedTo(portfolio, other.key)].includes(id);
      if (!isMapped) found.add(other);
    }
  }
  return [...found].slice(0, mostRelated);
}

/** Nothing where the header does not allow the code to be added. */
function mapAction(
  { catalogue, target }: Portfolio,
  entry: EvidenceEntry,
  standard: Standard,
  read: ReadText,
  action: Pick<OfferedAction, "title" | "finding">,
): readonly OfferedAction[] {
  const text = read(entry.path);
  if (text === undefined) return [];
  const edits = mapEvidenceTo({ catalogue, target }, entry, standard, text);
  if (edits.length === 0) return [];
  const changes = [{ kind: "edit", path: entry.path, edits } as const];
  return [{ ...action, isPreferred: false, changes }];
}
