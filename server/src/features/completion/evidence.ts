// Evidence: IDs behind an `@`, IDs in reviews, and the next free ID for a new
// piece.

import { describeEvidence } from "../../model/describeStandard.ts";
import {
  nextEvidenceId,
  type EvidenceEntry,
  type EvidenceTable,
} from "../../model/evidenceTable.ts";
import type { DocumentRole } from "../../model/facts.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { compareCodes } from "../../model/standardCode.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { HeaderContext } from "../../syntax/headerContext.ts";
import type { Position, TextRange } from "../../text/textRange.ts";
import type { CompletionOffer } from "./offer.ts";
import { withinRoom } from "./room.ts";
import type { OpenDocument } from "../document.ts";

/** Pieces that may be cited; the `@` stands already. */
export function citationOffers(
  portfolio: Portfolio,
  prefix: string,
  position: Position,
  line: string,
): readonly CompletionOffer[] {
  const rest =
    /^[\p{L}\p{N}_-]*/u.exec(line.slice(position.character))?.[0] ?? "";
  return offers(
    portfolio,
    {
      startLine: position.line,
      startCharacter: position.character - prefix.length,
      endLine: position.line,
      endCharacter: position.character + rest.length,
    },
    prefix,
  );
}

export function evidenceIdOffers(
  snapshot: Snapshot,
  { path }: OpenDocument,
  { prefix, range, path: steps }: HeaderContext,
  role: DocumentRole,
): readonly CompletionOffer[] {
  const portfolio = portfolioOf(snapshot.index, path);
  if (portfolio === undefined) return [];
  // Evidence of a credit.
  if (role === "portfolio") return offers(portfolio, range, prefix);
  if (role === "review") {
    // The review's own ID is none of the evidence's.
    return steps.length === 1 ? [] : offers(portfolio, range, prefix);
  }
  if (role !== "evidence") return [];
  const next = nextEvidenceId(portfolio.table.names, portfolio.header);
  return [
    {
      kind: "evidence",
      label: next,
      detail: "the next free ID",
      filter: prefix === "" ? next : prefix,
      newText: next,
      range,
      opensNext: false,
    },
  ];
}

function offers(
  portfolio: Portfolio,
  range: TextRange,
  prefix: string,
): readonly CompletionOffer[] {
  return withinRoom(matching(portfolio, range, prefix));
}

function* matching(
  portfolio: Portfolio,
  range: TextRange,
  prefix: string,
): Generator<CompletionOffer> {
  const wanted = prefix.toLowerCase();
  const words = wanted.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  for (const { entry, id, title } of inOrder(portfolio.table)) {
    if (
      !id.startsWith(wanted) &&
      !words.every((word) => title?.includes(word) === true)
    ) {
      continue;
    }
    const { qualities } = entry;
    yield {
      kind: "evidence",
      label: qualities.id,
      detail: [qualities.title ?? "", qualities.kinds.join(", ")]
        .filter((part) => part !== "")
        .join(" · "),
      describe: () => describeEvidence(portfolio, entry.id),
      filter: prefix === "" ? qualities.id : prefix,
      newText: qualities.id,
      range,
      opensNext: false,
    };
  }
}

/** A piece with the texts it is found by, in lower case. */
interface FoundPiece {
  readonly entry: EvidenceEntry;
  readonly id: string;
  readonly title: string | undefined;
}

const piecesOf = new WeakMap<EvidenceTable, readonly FoundPiece[]>();

/** All pieces in the order of their IDs, sorted once for each table. */
function inOrder(table: EvidenceTable): readonly FoundPiece[] {
  let pieces = piecesOf.get(table);
  if (pieces === undefined) {
    pieces = [...table.byId.values()]
      .sort((a, b) => compareCodes(a.qualities.id, b.qualities.id))
      .map((entry) => ({
        entry,
        id: entry.qualities.id.toLowerCase(),
        title: entry.qualities.title?.toLowerCase(),
      }));
    piecesOf.set(table, pieces);
  }
  return pieces;
}
