// Between the URIs of editors and paths inside a workspace folder.

import { URI } from "vscode-uri";
import type { FilePath } from "../model/paths.ts";

/** A folder URI in one spelling, without a slash at its end. */
export function folderUri(uri: string): string {
  return URI.parse(uri).toString().replace(/\/+$/, "");
}

/** The path of a document inside a folder; undefined outside it. */
export function pathIn(folder: string, uri: string): FilePath | undefined {
  const base = URI.parse(folder);
  const place = URI.parse(uri);
  if (base.scheme !== place.scheme || base.authority !== place.authority) {
    return undefined;
  }
  const start = `${drive(base.path).replace(/\/+$/, "")}/`;
  const path = drive(place.path);
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Windows spells the same drive in upper and in lower case. */
function drive(path: string): string {
  return path.replace(/^\/([A-Za-z]):/, (whole) => whole.toLowerCase());
}

/** The URI of a path inside a folder. */
export function uriOf(folder: string, path: FilePath): string {
  const base = URI.parse(folder);
  return base
    .with({ path: `${base.path.replace(/\/+$/, "")}/${path}` })
    .toString();
}

/** Schemes of documents that are ours: others are diffs, history, comments. */
export function isOurScheme(uri: string): boolean {
  return !/^(git|gitfs|vscode-scm|comment|vscode-notebook-cell|vscode-chat.*|output|evidence-portfolio):/.test(
    uri,
  );
}
