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
  const rival =
    to === from ? undefined : otherPiece(scope.naming(to), piece, to);
  const wrong = refuseId(scope, text, rival);
  if (wrong !== undefined) return { kind: "refused", message: wrong };
  const naming = scope.naming(from);
  const heir = otherPiece(naming, piece, from);
  const after = namesAfter(scope.names, rename, heir);
  const changed = changedTokens(scope, after, rename);
  const edits = new Map<FilePath, readonly TextEdit[]>();
  // What would mean something else may stand in any document.
  const documents = changed.size > 0 ? scope.documents() : naming;
  for (const [path, facts] of documents) {
    const contribution = scope.contributionOf(path);
    const refusal = changedCitation(changed, contribution);
    if (refusal !== undefined) {
      const message = refuseMeaning(scope.names, path, refusal);
      return { kind: "refused", message };
    }
    const own = editsOf(scope, rename, path, facts, contribution);
    if ("stuck" in own) {
      return { kind: "refused", message: refusePlace(path, own.stuck) };
    }
    if (own.edits.length > 0) edits.set(path, own.edits);
  }
  return { kind: "edits", edits };
}

/** Where another piece has an ID; of two alike, that of the first path. */
function otherPiece(
  documents: ReturnType<RenameScope["naming"]>,
  piece: PiecePlace,
  wanted: EvidenceId,
): PiecePlace | undefined {
  let first: PiecePlace | undefined;
  for (const [path, { evidence }] of documents) {
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

/** Whether a reviewer put on record what a piece was. */
function isRecorded({ naming }: RenameScope, piece: EvidenceId): boolean {
  for (const [, { review }] of naming(piece)) {
    for (const { fingerprints } of review?.decisions ?? []) {
      if (fingerprints.some(({ of }) => isIdOf(of.text, piece))) return true;
    }
  }
  return false;
}

/** What is cited and would mean something else, with what it names now. */
function changedTokens(
  { names: before, cited }: RenameScope,
  after: EvidenceNames,
  rename: Rename,
): ReadonlyMap<string, readonly EvidenceId[]> {
  const { from, to, isHolder } = rename;
  const changed = new Map<string, readonly EvidenceId[]>();
  // Only what ends like the new ID could name it, in full or as `@E17,19`.
  const tail = /\d+$/.exec(to)?.[0] ?? to;
  for (const { token, whole, ids } of cited()) {
    const isTouched =
      ids.length > 1 || ids.includes(from) || whole.includes(tail);
    if (!isTouched) continue;
    const now = resolveCitation(
      after,
      isHolder ? renamedToken(before, rename, token) : token,
    );
    const meant = ids.map((id) => (isHolder && id === from ? to : id));
    const found = now.kind === "known" ? now.ids : [];
    if (!sameSet(meant, found)) changed.set(token, ids);
  }
  return changed;
}

function changedCitation(
  changed: ReturnType<typeof changedTokens>,
  contribution: Contribution | undefined,
): ChangedCitation | undefined {
  if (changed.size === 0) return undefined;
  for (const { citation } of contribution?.citations ?? []) {
    const ids = changed.get(citation.token);
    if (ids !== undefined) return { ...citation, ids };
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
  scope: RenameScope,
  rename: Rename,
  path: FilePath,
  facts: DocumentFacts,
  contribution: Contribution | undefined,
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
  const isOnRecord = (): boolean =>
    length === 1 &&
    piece !== undefined &&
    isRecorded(scope, evidenceId(piece.id.text));
  const rewrite = (citing: CitingToken): void => {
    for (const { part, text } of newParts(scope.names, rename, citing.token)) {
      edits.push({ range: partPlace(citing, part), newText: text });
    }
  };
  for (const { citation, cited } of contribution?.citations ?? []) {
    if (cited.kind === "known" && cited.ids.includes(rename.from)) {
      rewrite(citation);
    }
  }
  for (const mention of facts.mentions) {
    if (!(mention.isInBody && isOnRecord())) rewrite(mention);
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
