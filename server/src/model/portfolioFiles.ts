// The files of a portfolio that are no documents: what evidence may name.

import type { FileList, FilePath } from "./paths.ts";
import { folderOf, isInside } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { matcherOf, type WorkspaceIndex } from "./workspaceIndex.ts";

type Roots = WorkspaceIndex["roots"];

const lists = new WeakMap<
  FileList,
  WeakMap<Roots, Map<string, readonly FilePath[]>>
>();

/** Files that are nobody's evidence: hidden ones, locks, what systems leave. */
const leftovers =
  /(?:^|\/)(?:\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini|[^/]*\.(?:tmp|bak|code-workspace))$/i;
const documents = /\.(?:md|markdown)$/i;

/** In path order; those of portfolios further down are theirs. */
export function artefactsOf(
  { path, header }: Pick<Portfolio, "path" | "header">,
  files: FileList,
  { roots }: Pick<WorkspaceIndex, "roots">,
): readonly FilePath[] {
  return artefactsIn(path, header?.exclude, files, roots);
}

/** The same by the portfolio document's path and what it excludes. */
export function artefactsIn(
  path: FilePath,
  exclude: readonly string[] | undefined,
  files: FileList,
  roots: Roots,
): readonly FilePath[] {
  const byRoots = lists.get(files) ?? new WeakMap();
  lists.set(files, byRoots);
  const byPortfolio =
    byRoots.get(roots) ?? new Map<string, readonly FilePath[]>();
  byRoots.set(roots, byPortfolio);
  const key = [path, ...(exclude ?? ["\n"])].join("\n");
  let list = byPortfolio.get(key);
  if (list === undefined) {
    list = listArtefacts(folderOf(path), files, roots, matcherOf(exclude));
    byPortfolio.set(key, list);
  }
  return list;
}

function listArtefacts(
  folder: FilePath,
  files: FileList,
  roots: Roots,
  isExcluded: (path: FilePath) => boolean,
): readonly FilePath[] {
  const inner = [...roots.keys()].filter(
    (root) => root !== folder && isInside(root, folder),
  );
  const found: FilePath[] = [];
  for (const [place, names] of files.byFolder) {
    if (!isInside(place, folder) || /(?:^|\/)\./.test(place)) continue;
    if (inner.some((root) => isInside(place, root))) continue;
    for (const name of names) {
      if (documents.test(name) || leftovers.test(name)) continue;
      const path = place === "" ? name : `${place}/${name}`;
      if (files.setAside.has(path)) continue;
      const below = folder === "" ? path : path.slice(folder.length + 1);
      if (!isExcluded(below)) found.push(path);
    }
  }
  return found.sort();
}
