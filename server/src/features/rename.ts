// Rename: gives a piece of evidence another ID, everywhere in its portfolio.
// Nothing else can be renamed, and it is said why.

import { readingOf } from "../model/documentReading.ts";
import { idAt, type WrittenId } from "../model/evidencePlaces.ts";
import { renameEvidence, type Renaming } from "../model/renameEvidence.ts";
import {
  renameScope,
  type PiecePlace,
  type RenameScope,
} from "../model/renameScope.ts";
import { folderOf } from "../model/paths.ts";
import { isWhole, type Snapshot } from "../model/snapshot.ts";
import { subjectAt } from "../model/subjectAt.ts";
import { subjectInPack, type PackSubject } from "../model/subjectInPack.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import type { Position, TextRange } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

interface Refused {
  readonly kind: "refused";
  readonly message: string;
}

export type PrepareAnswer =
  | {
      readonly kind: "ready";
      readonly range: TextRange;
      readonly placeholder: string;
    }
  | Refused;

/** Undefined for documents that are none of ours: others may rename there. */
export function prepareRename(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
): PrepareAnswer | undefined {
  const found = pieceAt(snapshot, document, position);
  if (found === undefined || "kind" in found) return found;
  return {
    kind: "ready",
    range: found.written.range,
    placeholder: found.name,
  };
}

export function rename(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
  newName: string,
): Renaming | undefined {
  const found = pieceAt(snapshot, document, position);
  if (found === undefined || "kind" in found) return found;
  const { written, piece, scope } = found;
  return renameEvidence(scope, piece, written.id, newName);
}

interface FoundPiece {
  readonly written: WrittenId;
  /** The ID as its author writes it. */
  readonly name: string;
  readonly piece: PiecePlace;
  readonly scope: RenameScope;
}

function pieceAt(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
): FoundPiece | Refused | undefined {
  const { path, index } = document;
  if (snapshot.packs.has(path)) {
    return refused(subjectInPack(snapshot, path, index, position));
  }
  const reading = readingOf(snapshot, path);
  if (reading === undefined) return undefined;
  const own = portfolioOf(snapshot.index, path);
  const isAlone = own === undefined;
  if (isAlone && reading.facts.role === "narrative") return undefined;
  const written = idAt(reading, position);
  if (written === undefined) {
    return refused(subjectAt(snapshot, path, position));
  }
  if (!isWhole(snapshot, own?.folder ?? folderOf(path))) {
    return refusal(
      snapshot.unreadFolders === undefined
        ? "The folder is still being read, and the ID may stand in files that are not read yet. Try again in a moment."
        : "Not all files of this portfolio have been read, and the ID may stand in the others. Run Evidence Portfolio: Read All Documents, or raise the setting evidencePortfolio.maximumDocuments, and try again.",
    );
  }
  const scope = renameScope(snapshot, reading);
  const { id, text, item } = written;
  if (item !== undefined) {
    return { written, name: text, piece: { path, item }, scope };
  }
  const holder = scope.names.holders.get(id);
  if (holder !== undefined) {
    return { written, name: holder.id, piece: holder, scope };
  }
  const subject = subjectAt(snapshot, path, position);
  return subject === undefined
    ? refusal(
        `This portfolio has no evidence \`${text}\`, so there is nothing to rename. Correct the ID, or catalogue the piece.`,
      )
    : refused(subject);
}

function refusal(message: string): Refused {
  return { kind: "refused", message };
}

type Named = ReturnType<typeof subjectAt> | PackSubject;

function refused(named: Named): Refused {
  const why = named && whatItIs(named);
  return refusal(
    `Only the ID of a piece of evidence can be renamed here. ${why ?? "Put the cursor on one, such as `@E07`."}`,
  );
}

function whatItIs(named: NonNullable<Named>): string | undefined {
  switch (named.kind) {
    case "standard":
      return `\`${named.standard.code}\` is a code of the framework.`;
    case "framework":
      return `\`${named.framework.id}\` is the name of a framework.`;
    case "qualification":
      return `\`${named.qualification.code}\` is a qualification of the framework.`;
    case "pathway":
      return `\`${named.pathway.id}\` is a pathway of the qualification.`;
    case "review":
      return `\`${named.name}\` is the ID of a review.`;
    case "evidence":
      return "This is a link to a file, which keeps its name. Put the cursor where the ID is written.";
    case "kind":
    case "field":
      return undefined;
  }
}
