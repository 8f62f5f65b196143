// Gives a piece of evidence another ID, wherever its portfolio names it. Made
// from facts alone. What the texts say must stay the same: where a list or a
// range would mean other pieces under the new ID, the rename is refused.
//
// Mentions in code, comments and quotations are changed too, for they are
// checked like any other. The text of a piece that a reviewer put on record is
// not: it would look as if the piece had changed since the decision.

import type { Contribution } from "./contribution.ts";
import {
  fieldPlace,
  idFields,
  isIdOf,
  partPlace,
  type CitingToken,
} from "./evidencePlaces.ts";
import {
  citedParts,
  evidenceId,
  idPrefix,
  resolveCitation,
  type CitedPart,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentFacts, StatedId } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import {
  refuseId,
  refuseMeaning,
  refusePlace,
  type ChangedCitation,
} from "./renameRefusals.ts";
import type { PiecePlace, RenameScope } from "./renameScope.ts";
import type { TextEdit } from "../text/textEdit.ts";
import { compareRanges } from "../text/textRange.ts";

export type Renaming =
  | { readonly kind: "edits"; readonly edits: EditsByPath }
  | { readonly kind: "refused"; readonly message: string };

export type EditsByPath = ReadonlyMap<FilePath, readonly TextEdit[]>;

/** What is renamed into what. */
interface Rename {
  readonly piece: PiecePlace;
  readonly from: EvidenceId;
  readonly to: EvidenceId;
  /** The new ID as it is typed. */
  readonly text: string;
  /** It holds its ID: what names the ID goes with it. */
  readonly isHolder: boolean;
}

/** `piece` is the one meant: of two with the same ID, either may be. */
export function renameEvidence(
  scope: RenameScope,
  piece: PiecePlace,
  from: EvidenceId,
  typed: string,
): Renaming {
  const text = typed.trim();
  const to = evidenceId(text);
  const holder = scope.names.holders.get(from);
  const rename: Rename = {
    piece,
    from,
    to,
    text,
    isHolder: holder?.path === piece.path && holder.item === piece.item,
  };
  const rival = to === from ? undefined : otherPiece(scope, piece, to);
  const wrong = refuseId(scope, text, rival);
  if (wrong !== undefined) return { kind: "refused", message: wrong };
  const heir = otherPiece(scope, piece, from);
  const after = namesAfter(scope.names, rename, heir);
  const recorded = recordedPieces(scope);
  const edits = new Map<FilePath, readonly TextEdit[]>();
  for (const [path, facts] of scope.documents()) {
    const contribution = scope.contributionOf(path);
    const refusal = refuseChanges(scope.names, after, rename, contribution);
    if (refusal !== undefined) {
      const message = refuseMeaning(scope.names, path, refusal);
      return { kind: "refused", message };
    }
    const own = editsOf(scope.names, rename, path, facts, contribution, {
      isRecorded: (id) => recorded.has(id),
    });
    if ("stuck" in own) {
      return { kind: "refused", message: refusePlace(path, own.stuck) };
    }
    if (own.edits.length > 0) edits.set(path, own.edits);
  }
  return { kind: "edits", edits };
}

/** Where another piece has an ID; of two alike, that of the first path. */
function otherPiece(
  { documents }: RenameScope,
  piece: PiecePlace,
  wanted: EvidenceId,
): PiecePlace | undefined {
  let first: PiecePlace | undefined;
  for (const [path, { evidence }] of documents()) {
    if (first !== undefined && path >= first.path) continue;
    const item = evidence.findIndex(
      ({ id }, at) =>
        isIdOf(id.text, wanted) && !(path === piece.path && at === piece.item),
    );
    if (item >= 0) first = { path, item };
  }
  return first;
}

/** What IDs stand for afterwards; another piece may come to hold the old one. */
function namesAfter(
  names: EvidenceNames,
  { piece, from, to, text, isHolder }: Rename,
  heir: PiecePlace | undefined,
): EvidenceNames {
  const holders = new Map(names.holders);
  if (isHolder) holders.delete(from);
  const old = names.holders.get(from)?.id ?? from;
  if (isHolder && heir !== undefined) holders.set(from, { ...heir, id: old });
  holders.set(to, { ...piece, id: text });
  return { ...names, holders };
}

/** Pieces of which a reviewer recorded what they were. */
function recordedPieces({ documents }: RenameScope): ReadonlySet<EvidenceId> {
  const recorded = new Set<EvidenceId>();
  for (const [, { review }] of documents()) {
    for (const { fingerprints } of review?.decisions ?? []) {
      for (const { of } of fingerprints) recorded.add(evidenceId(of.text));
    }
  }
  return recorded;
}

function refuseChanges(
  before: EvidenceNames,
  after: EvidenceNames,
  rename: Rename,
  contribution: Contribution | undefined,
): ChangedCitation | undefined {
  const { from, to, isHolder } = rename;
  const { citations } = contribution ?? {};
  if (citations === undefined || citations.length === 0) return undefined;
  // Only what ends like the new ID could name it, in full or as `@E17,19`.
  const tail = /\d+$/.exec(to)?.[0] ?? to;
  for (const { citation, cited } of citations) {
    const ids = cited.kind === "known" ? cited.ids : [];
    const isTouched =
      ids.length > 1 ||
      ids.includes(from) ||
      evidenceId(citation.token).includes(tail);
    // What names nothing so far and looks like an ID may name this piece now.
    if (!isTouched || cited.kind === "unknown") continue;
    const token = isHolder
      ? renamedToken(before, rename, citation.token)
      : citation.token;
    const now = resolveCitation(after, token);
    const meant = ids.map((id) => (isHolder && id === from ? to : id));
    const found = now.kind === "known" ? now.ids : [];
    if (!sameSet(meant, found)) return { ...citation, ids };
  }
  return undefined;
}

function sameSet(a: readonly EvidenceId[], b: readonly EvidenceId[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((id) => right.has(id));
}

function renamedToken(
  names: EvidenceNames,
  rename: Rename,
  token: string,
): string {
  let renamed = token;
  for (const { part, text } of [...newParts(names, rename, token)].reverse()) {
    const { from, length } = part;
    renamed = renamed.slice(0, from) + text + renamed.slice(from + length);
  }
  return renamed;
}

/** The parts of a token that are written otherwise afterwards. */
function newParts(
  names: EvidenceNames,
  { from, text }: Rename,
  token: string,
): readonly { readonly part: CitedPart; readonly text: string }[] {
  const parts = citedParts(names, token);
  return parts.flatMap((part, at) => {
    if (part.id === from) return [{ part, text }];
    const isShort =
      evidenceId(token.slice(part.from, part.from + part.length)) !== part.id;
    // `19` in `@E17,19` is short for `E19` only while it stands behind an `E`.
    const leansOnOld =
      isShort &&
      parts[at - 1]?.id === from &&
      idPrefix(evidenceId(text)) !== idPrefix(from);
    const full = names.holders.get(part.id)?.id;
    return leansOnOld && full !== undefined ? [{ part, text: full }] : [];
  });
}

type DocumentEdits =
  { readonly edits: readonly TextEdit[] } | { readonly stuck: StatedId };

function editsOf(
  names: EvidenceNames,
  rename: Rename,
  path: FilePath,
  facts: DocumentFacts,
  contribution: Contribution | undefined,
  { isRecorded }: { readonly isRecorded: (id: EvidenceId) => boolean },
): DocumentEdits {
  const fields: StatedId[] = [];
  for (const { stated, item } of idFields(facts)) {
    if (isMeant(rename, path, stated, item)) fields.push(stated);
  }
  const edits: TextEdit[] = [];
  for (const stated of fields) {
    const { style, origin } = stated;
    // An alias follows the ID that it repeats, and cannot be changed alone.
    const follows =
      origin !== undefined &&
      fields.some((one) => compareRanges(one.range, origin) === 0);
    if (follows) continue;
    if (origin !== undefined || style === "block") return { stuck: stated };
    edits.push({ range: fieldPlace(stated), newText: rename.text });
  }
  if (!rename.isHolder) return { edits };
  const { length, 0: piece } = facts.evidence;
  const isOnRecord =
    length === 1 &&
    piece !== undefined &&
    isRecorded(evidenceId(piece.id.text));
  const rewrite = (citing: CitingToken): void => {
    for (const { part, text } of newParts(names, rename, citing.token)) {
      edits.push({ range: partPlace(citing, part), newText: text });
    }
  };
  for (const { citation, cited } of contribution?.citations ?? []) {
    if (cited.kind === "known" && cited.ids.includes(rename.from)) {
      rewrite(citation);
    }
  }
  for (const mention of facts.mentions) {
    if (!(mention.isInBody && isOnRecord)) rewrite(mention);
  }
  return { edits: edits.sort((a, b) => compareRanges(a.range, b.range)) };
}

/** What names an ID means its holder; what gives it, the piece itself. */
function isMeant(
  { piece, from, isHolder }: Rename,
  path: FilePath,
  { text }: StatedId,
  item: number | undefined,
): boolean {
  if (item !== undefined) return path === piece.path && item === piece.item;
  return isHolder && isIdOf(text, from);
}
