// Between the URIs of editors and paths inside a workspace folder.

import { URI } from "vscode-uri";
import type { FilePath } from "../model/paths.ts";

/** A folder URI in one spelling, without a slash at its end. */
export function folderUri(uri: string): string {
  return URI.parse(uri).toString().replace(/\/+$/, "");
}

/** The path of a document inside a folder; undefined outside it. */
export function pathIn(folder: string, uri: string): FilePath | undefined {
  if (folder === last.folder && uri === last.uri) return last.path;
  const path = readPathIn(folder, uri);
  last = { folder, uri, path };
  return path;
}

/** Somebody who types asks for the same again and again. */
let last: {
  readonly folder: string;
  readonly uri: string;
  readonly path: FilePath | undefined;
} = { folder: "", uri: "", path: undefined };

function readPathIn(folder: string, uri: string): FilePath | undefined {
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

const bases = new Map<string, string>();

/** The URI of a path inside a folder. */
export function uriOf(folder: string, path: FilePath): string {
  // Findings and references name thousands of files: what is spelled in a URI
  // as it is in a path is put behind the folder's own.
  if (isSpelledAlike(path)) {
    const known = bases.get(folder);
    if (known !== undefined) return known + path;
    const whole = fullUriOf(folder, path);
    if (whole.endsWith(`/${path}`)) {
      bases.set(folder, whole.slice(0, -path.length));
    }
    return whole;
  }
  return fullUriOf(folder, path);
}

function isSpelledAlike(path: FilePath): boolean {
  return /^[\w.~-]+(?:\/[\w.~-]+)*$/.test(path);
}

function fullUriOf(folder: string, path: FilePath): string {
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
