// Quick fixes at a place: those of the findings there, mapping a piece to a gap
// or to what a cross-walk joins to its code, mending many at once, and cataloguing a file that a narrative
// links to.

import type { Snapshot } from "../model/snapshot.ts";
import { catalogueFiles } from "../model/catalogueFiles.ts";
import { hasFile, resolveUrl } from "../model/paths.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import type { ReadText } from "../rules/rule.ts";
import { rangesTouch, type TextRange } from "../text/textRange.ts";
import {
  fixAllAction,
  mendAllActions,
  migrationActions,
  type FindingsIn,
} from "./codeActions/mending.ts";
import { gapActions, relatedActions } from "./codeActions/mapping.ts";
import type { OfferedAction } from "./codeActions/offered.ts";
import type { OpenDocument } from "./document.ts";

export function codeActions(
  snapshot: Snapshot,
  document: OpenDocument,
  range: TextRange,
  findingsIn: FindingsIn,
  read: ReadText,
): readonly OfferedAction[] {
  const { path } = document;
  const findings = findingsIn(path);
  const offered: OfferedAction[] = [];
  for (const finding of findings) {
    if (!rangesTouch(finding.range, range)) continue;
    for (const fix of finding.fixes) {
      const changes = fix.changes(read);
      if (changes.length === 0) continue;
      offered.push({
        title: fix.title,
        isPreferred: fix.isPreferred,
        changes,
        finding,
      });
    }
  }
  // The same as a fix, where the rule that offers it is silenced.
  const others = catalogueActions(snapshot, document, range).filter(
    ({ title }) => offered.every((one) => one.title !== title),
  );
  return [
    ...offered,
    ...others,
    ...mendAllActions(path, range, findings, read),
    ...migrationActions(snapshot, path, range, findingsIn, read),
    ...gapActions(snapshot, document, range, findings, read),
    ...relatedActions(snapshot, document, range, read),
  ];
}

/** What an editor may do to a document on saving. */
export function sourceActions(
  { path }: OpenDocument,
  findingsIn: FindingsIn,
  read: ReadText,
): readonly OfferedAction[] {
  const action = fixAllAction(path, findingsIn(path), read);
  return action === undefined ? [] : [action];
}

/** A linked file that is no evidence yet can become a piece of it. */
function catalogueActions(
  snapshot: Snapshot,
  { path }: OpenDocument,
  range: TextRange,
): readonly OfferedAction[] {
  const portfolio = portfolioOf(snapshot.index, path);
  if (portfolio === undefined) return [];
  return (portfolio.contributions.get(path)?.links ?? []).flatMap(
    ({ link, evidence }) => {
      if (evidence.length > 0 || !rangesTouch(link.range, range)) return [];
      const file = resolveUrl(path, link.url);
      if (file === undefined || /\.(md|markdown)$/i.test(file)) return [];
      if (!hasFile(snapshot.files, file)) return [];
      const entry = catalogueFiles(portfolio, [file]);
      return [
        {
          title: entry.title,
          isPreferred: false,
          changes: [{ kind: "create", path: entry.path, text: entry.text }],
        } satisfies OfferedAction,
      ];
    },
  );
}
