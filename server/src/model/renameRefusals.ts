// Why an ID of evidence cannot be changed as asked, in words.

import {
  nextEvidenceId,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { CitingToken } from "./evidencePlaces.ts";
import type { StatedId } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { PiecePlace, RenameScope } from "./renameScope.ts";
import { resolveText } from "./resolveCodes.ts";

/**
 * Narrower than what is read as an ID by what Markdown would take for marks of
 * its own (`<`, `~`, `&`, an outer `_`). It needs no quotation marks in a header.
 */
const idShape = /^[\p{L}\p{N}](?:[\p{L}\p{N}_:.#%+/-]*[\p{L}\p{N}])?$/u;
const longestId = 64;

/** A citation that would mean something else. */
export interface ChangedCitation extends CitingToken {
  /** What it names; nothing where it is no citation. */
  readonly ids: readonly EvidenceId[];
}

/** What is wrong with a new ID; `taken` has it already. */
export function refuseId(
  scope: RenameScope,
  text: string,
  taken: PiecePlace | undefined,
): string | undefined {
  const free = (): string => nextEvidenceId(scope.names, scope.header);
  if (text === "") {
    return `A piece of evidence needs an ID. Type one, such as \`${free()}\`.`;
  }
  if (text.length > longestId) {
    return `An ID has at most ${longestId} characters. Type a shorter one, such as \`${free()}\`.`;
  }
  if (!idShape.test(text)) {
    return `\`${text}\` cannot be an ID: it begins and ends with a letter or digit, and has only hyphens, full stops, slashes and the like between them, no spaces. Type one such as \`${free()}\`.`;
  }
  if (taken !== undefined) {
    return `\`${text}\` is already the ID of another piece, in \`${taken.path}\`. Choose another; \`${free()}\` is free.`;
  }
  if (isCode(scope, text)) {
    return `\`${text}\` names something in the framework, and would be taken for that. Choose another ID; \`${free()}\` is free.`;
  }
  return undefined;
}

/** What the portfolio's own frameworks call so. */
function isCode({ catalogue, target }: RenameScope, text: string): boolean {
  const { targets } = target.scope;
  const resolved = resolveText(catalogue, target.scope, text);
  return (
    resolved.codes.some(({ standard }) => targets.has(standard.framework)) ||
    resolved.qualifications.some(({ framework }) => targets.has(framework)) ||
    resolved.frameworks.some(({ key }) => targets.has(key))
  );
}

/** A citation would mean something else under the new ID. */
export function refuseMeaning(
  names: EvidenceNames,
  path: FilePath,
  { token, range, ids }: ChangedCitation,
): string {
  const place = `\`@${token}\` in ${lineOf(path, range.startLine)}`;
  if (ids.length === 0) {
    return `${place}, is no citation so far and would be read as one of this piece. Choose another ID.`;
  }
  const each = [...new Set(ids)].map((id) => `@${nameOf(names, id)}`);
  return ids.length === 1
    ? `${place}, names \`${nameOf(names, ids[0])}\` and would name another piece. Choose another ID.`
    : `${place}, would name other pieces than now. Choose another ID, or write each piece out there first: \`${each.join(", ")}\`.`;
}

function nameOf(names: EvidenceNames, id: EvidenceId | undefined): string {
  return id === undefined ? "" : (names.holders.get(id)?.id ?? id);
}

/** An ID that cannot be changed where it stands. */
export function refusePlace(
  path: FilePath,
  { range, origin }: StatedId,
): string {
  const place = lineOf(path, range.startLine);
  return origin === undefined
    ? `In ${place}, the ID is a text of several lines. Write it on the line of its key first.`
    : `In ${place}, the ID is repeated from elsewhere by a \`*\`, so it cannot be changed there alone. Write it out first.`;
}

function lineOf(path: FilePath, line: number): string {
  return `\`${path}\`, line ${line + 1}`;
}
