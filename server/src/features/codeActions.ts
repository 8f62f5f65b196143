// Quick fixes at a place: those of the findings there, and cataloguing a file
// that a narrative links to.

import type { Snapshot } from "../model/snapshot.ts";
import { evidenceFolder, nextEvidenceId } from "../model/evidenceTable.ts";
import { evidenceDocument, evidenceFileName } from "../model/newDocuments.ts";
import { hasFile, nameOf, relativePath, resolvePath } from "../model/paths.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import type { FileChange, Finding, ReadText } from "../rules/rule.ts";
import { rangesTouch, type TextRange } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

export interface OfferedAction {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly changes: readonly FileChange[];
  /** The finding that it mends. */
  readonly finding?: Finding;
}

export function codeActions(
  snapshot: Snapshot,
  document: OpenDocument,
  range: TextRange,
  findings: readonly Finding[],
  read: ReadText,
): readonly OfferedAction[] {
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
  return [...offered, ...catalogueActions(snapshot, document, range)];
}

/** A linked file that is no evidence yet can become a piece of it. */
function catalogueActions(
  snapshot: Snapshot,
  { path }: OpenDocument,
  range: TextRange,
): readonly OfferedAction[] {
  const portfolio = portfolioOf(snapshot.index, path);
  if (portfolio === undefined) return [];
  const { contributions, table, header, folder } = portfolio;
  return (contributions.get(path)?.links ?? []).flatMap(
    ({ link, evidence }) => {
      if (evidence.length > 0 || !rangesTouch(link.range, range)) return [];
      const file = resolvePath(path, decoded(link.url));
      if (file === undefined || /\.(md|markdown)$/i.test(file)) return [];
      if (!hasFile(snapshot.files, file)) return [];
      const id = nextEvidenceId(table.names, header);
      const title = titleOf(nameOf(file));
      const place = `${evidenceFolder(table, folder)}/${evidenceFileName(id, title)}`;
      return [
        {
          title: `Catalogue \`${nameOf(file)}\` as evidence \`${id}\``,
          isPreferred: false,
          changes: [
            {
              kind: "create",
              path: place,
              text: evidenceDocument({
                id,
                title,
                file: relativePath(place, file),
              }),
            },
          ],
        } satisfies OfferedAction,
      ];
    },
  );
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** `e07-manager_feedback.pdf` → `Manager feedback`. */
function titleOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, "")
    .replace(/^[a-z]{1,4}-?\d+[-_ ]+/i, "")
    .replace(/[-_]+/g, " ")
    .trim();
  const title = words === "" ? name : words;
  return title.charAt(0).toUpperCase() + title.slice(1);
}
