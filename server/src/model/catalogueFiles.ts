// Turns files that no evidence names into evidence: one document for one file,
// a log for many.

import { evidenceFolder, nextEvidenceIds } from "./evidenceTable.ts";
import {
  evidenceDocument,
  evidenceFileName,
  evidenceLog,
} from "./newDocuments.ts";
import { nameOf, relativePath, type FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";

export interface CatalogueEntry {
  readonly title: string;
  readonly path: FilePath;
  readonly text: string;
}

/** How these files are catalogued, as an order to be given. */
export function catalogueFiles(
  { table, header, folder }: Portfolio,
  files: readonly [FilePath, ...FilePath[]],
): CatalogueEntry {
  const ids = nextEvidenceIds(table.names, header, files.length);
  const place = evidenceFolder(table, folder);
  const inPlace = (name: string): FilePath =>
    place === "" ? name : `${place}/${name}`;
  const [first] = files;
  const [id = ""] = ids;
  const title = titleOf(nameOf(first));
  if (files.length === 1) {
    const path = inPlace(evidenceFileName(id, title));
    return {
      title: `Catalogue \`${nameOf(first)}\` as evidence \`${id}\``,
      path,
      text: evidenceDocument({ id, title, file: relativePath(path, first) }),
    };
  }
  const last = ids.at(-1) ?? id;
  const path = inPlace(evidenceFileName(id, `to ${last}`));
  return {
    title: `Catalogue the ${files.length} files as \`${id}\` to \`${last}\` in a log`,
    path,
    text: evidenceLog(
      files.map((file, at) => ({
        id: ids[at] ?? id,
        title: titleOf(nameOf(file)),
        file: relativePath(path, file),
      })),
    ),
  };
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
