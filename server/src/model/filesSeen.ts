// What a portfolio can see of the files in its workspace folder: its own
// artefacts, and the files and folders that its documents name. As long as
// that is the same, a file that comes or goes elsewhere changes nothing in it.

import type { DocumentFacts } from "./facts.ts";
import type { Digest } from "./fingerprint.ts";
import {
  hasFile,
  hasPlace,
  pathsIn,
  resolvePath,
  type FileList,
  type FilePath,
} from "./paths.ts";
import { artefactsIn } from "./portfolioFiles.ts";
import type { PortfolioCell } from "./portfolioCell.ts";
import type { WorkspaceIndex } from "./workspaceIndex.ts";

/** The files that a document names in its header; folders end in a slash. */
export function placesNamed(
  path: FilePath,
  { evidence, review, portfolio }: DocumentFacts,
): readonly FilePath[] {
  const places: FilePath[] = [];
  const note = (written: string | undefined, end: string): void => {
    const place =
      written === undefined ? undefined : resolvePath(path, written);
    if (place !== undefined) places.push(place + end);
  };
  for (const { files } of evidence) {
    for (const { text, isUrl } of files) if (!isUrl) note(text, "");
  }
  note(review?.of?.text, "/");
  note(portfolio?.previous?.text, "/");
  return places;
}

/**
 * A text that is the same as long as a portfolio sees the same files. One that
 * names what is not there is told of what lies elsewhere under that name, and
 * so sees all of them.
 */
export function filesSeen(
  { path, members }: PortfolioCell,
  named: Iterable<FilePath>,
  files: FileList,
  { roots }: Pick<WorkspaceIndex, "roots">,
  digest: Digest | undefined,
): string {
  const exclude = members.get(path)?.placing.exclude;
  const artefacts = artefactsIn(path, exclude, files, roots);
  const own = new Set(artefacts);
  const others: string[] = [];
  let isAnyMissing = false;
  for (const place of named) {
    if (own.has(place)) continue;
    const isFolder = place.endsWith("/");
    const isThere = isFolder
      ? hasPlace(files, place.slice(0, -1))
      : hasFile(files, place);
    if (!isThere && !isFolder) isAnyMissing = true;
    others.push(`${isThere ? "+" : "-"}${place}`);
  }
  const seen = [
    ...artefacts,
    "",
    ...others.sort(),
    ...(isAnyMissing ? ["", ...everything(files)] : []),
  ].join("\n");
  return digest === undefined ? seen : digest(seen);
}

const lists = new WeakMap<FileList, readonly string[]>();

function everything(files: FileList): readonly string[] {
  let list = lists.get(files);
  if (list === undefined) {
    list = [...pathsIn(files)].sort();
    lists.set(files, list);
  }
  return list;
}
