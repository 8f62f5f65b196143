// Many fixes at once: in one document those that need nobody's look, all of
// one rule or all there are; over a portfolio the withdrawn codes, which do
// need one and are shown first.

import type { FilePath } from "../../model/paths.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import { fixAllNames } from "../../rules/registry.ts";
import type { FileChange, Finding, ReadText } from "../../rules/rule.ts";
import {
  compareRanges,
  rangesTouch,
  type TextRange,
} from "../../text/textRange.ts";
import type { TextEdit } from "../../text/textEdit.ts";
import type { OfferedAction } from "./offered.ts";

export type FindingsIn = (path: FilePath) => readonly Finding[];

/** Edits that go together, and the findings that they mend. */
export interface Mending {
  readonly edits: readonly TextEdit[];
  readonly mended: readonly Finding[];
}

/** All that can be mended in a document without anybody's look. */
export function safeMending(
  findings: readonly Finding[],
  read: ReadText,
): Mending {
  return mendTogether(
    findings.filter(({ code }) => fixAllNames.has(code)),
    read,
  );
}

/**
 * The preferred fix of each finding in its own file. Of two that touch the
 * same text the first counts; the other is found again afterwards.
 */
function mendTogether(findings: readonly Finding[], read: ReadText): Mending {
  const edits: TextEdit[] = [];
  const mended: Finding[] = [];
  for (const finding of findings) {
    const own = editsOf(finding, read);
    const isFree = own.every(({ range }) =>
      edits.every((made) => !overlap(made.range, range)),
    );
    if (own.length === 0 || !isFree) continue;
    edits.push(...own);
    mended.push(finding);
  }
  return {
    edits: edits.sort((a, b) => compareRanges(a.range, b.range)),
    mended,
  };
}

function editsOf(
  { path, fixes }: Finding,
  read: ReadText,
): readonly TextEdit[] {
  const changes = fixes.find(({ isPreferred }) => isPreferred)?.changes(read);
  const [only, ...more] = changes ?? [];
  const isOwn =
    only?.kind === "edit" && only.path === path && more.length === 0;
  return isOwn ? only.edits : [];
}

function overlap(a: TextRange, b: TextRange): boolean {
  const [first, second] = compareRanges(a, b) <= 0 ? [a, b] : [b, a];
  return (
    first.endLine > second.startLine ||
    (first.endLine === second.startLine &&
      first.endCharacter > second.startCharacter) ||
    compareRanges(a, b) === 0
  );
}

/** What saving may do to a document; nothing where there is nothing to do. */
export function fixAllAction(
  path: FilePath,
  findings: readonly Finding[],
  read: ReadText,
): OfferedAction | undefined {
  const { edits } = safeMending(findings, read);
  if (edits.length === 0) return undefined;
  return {
    title: "Mend all spellings that are understood anyhow",
    isPreferred: false,
    changes: [{ kind: "edit", path, edits }],
  };
}

/** At one of several findings of a rule: all of them in this file. */
export function mendAllActions(
  path: FilePath,
  range: TextRange,
  findings: readonly Finding[],
  read: ReadText,
): readonly OfferedAction[] {
  const touched = new Set(
    findings
      .filter((finding) => rangesTouch(finding.range, range))
      .map(({ code }) => code),
  );
  return [...fixAllNames].flatMap(([code, name]) => {
    if (!touched.has(code)) return [];
    const { edits, mended } = mendTogether(
      findings.filter((finding) => finding.code === code),
      read,
    );
    if (mended.length < 2) return [];
    return [
      {
        title: `Mend all ${mended.length} ${name} in this file`,
        isPreferred: false,
        changes: [{ kind: "edit", path, edits }],
      } satisfies OfferedAction,
    ];
  });
}

const withdrawn = "withdrawn-standard";

/** At a withdrawn code: all of them in the portfolio that have a successor. */
export function migrationActions(
  snapshot: Snapshot,
  path: FilePath,
  range: TextRange,
  findingsIn: FindingsIn,
  read: ReadText,
): readonly OfferedAction[] {
  const isTouched = findingsIn(path).some(
    (finding) =>
      finding.code === withdrawn && rangesTouch(finding.range, range),
  );
  const portfolio = portfolioOf(snapshot.index, path);
  if (!isTouched || portfolio === undefined) return [];
  let count = 0;
  const changes = portfolio.documents
    .sortedKeys()
    .flatMap((file): readonly FileChange[] => {
      const { edits, mended } = mendTogether(
        findingsIn(file).filter(({ code }) => code === withdrawn),
        read,
      );
      count += mended.length;
      return edits.length === 0 ? [] : [{ kind: "edit", path: file, edits }];
    });
  if (count < 2) return [];
  return [
    {
      title: `Replace all ${count} withdrawn codes in this portfolio`,
      isPreferred: false,
      changes,
      asksFirst: true,
    },
  ];
}
