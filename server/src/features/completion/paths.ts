// Paths of files, from the document's folder, one folder at a time.

import { folderOf, resolvePath, type FilePath } from "../../model/paths.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import type { HeaderContext } from "../../syntax/headerContext.ts";
import type { CompletionOffer } from "./offer.ts";
import type { OpenDocument } from "../document.ts";

export function pathOffers(
  { files }: Snapshot,
  { path }: OpenDocument,
  { prefix, range, path: steps }: HeaderContext,
): readonly CompletionOffer[] {
  const slash = prefix.lastIndexOf("/");
  const start = prefix.slice(0, slash + 1);
  const folder = resolvePath(path, start === "" ? "." : start);
  if (folder === undefined) return [];
  const offers: CompletionOffer[] = [];
  const add = (name: string, kind: "file" | "folder"): void => {
    const newText = `${start}${name}${kind === "folder" ? "/" : ""}`;
    offers.push({
      kind,
      label: newText,
      detail: "",
      filter: newText,
      newText,
      range,
      opensNext: kind === "folder",
    });
  };
  for (const name of foldersIn([...files.byFolder.keys()], folder)) {
    add(name, "folder");
  }
  // Artefacts often lie beside the folder of the documents.
  if (folder !== "" && /^(\.\.\/)*$/.test(start)) add("..", "folder");
  // Documents describe artefacts; they are none. Other keys name a portfolio.
  const wantsDocuments = steps[0] === "of" || steps[0] === "previous";
  const names = [...(files.byFolder.get(folder) ?? [])]
    .filter(
      (name) =>
        /\.(md|markdown)$/i.test(name) === wantsDocuments &&
        !name.startsWith("."),
    )
    .sort();
  for (const name of names) add(name, "file");
  return offers;
}

function foldersIn(
  all: readonly FilePath[],
  folder: FilePath,
): readonly string[] {
  const names = new Set<string>();
  for (const candidate of all) {
    let inner = candidate;
    while (inner !== "" && folderOf(inner) !== folder) inner = folderOf(inner);
    if (inner === "" || inner === folder) continue;
    const name = folder === "" ? inner : inner.slice(folder.length + 1);
    if (!name.startsWith(".")) names.add(name);
  }
  return [...names].sort();
}
