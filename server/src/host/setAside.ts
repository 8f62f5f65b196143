// Files that are set aside: those that Git ignores, that the editor hides, or
// that the user's own setting excludes. They are no documents, and nobody need
// catalogue them. But they are there: a scan that is too large for Git may be
// somebody's evidence, so they stay in the list of files.

import picomatch from "picomatch";
import { folderOf, nameOf, type FilePath } from "../model/paths.ts";
import type { Settings } from "../model/settings.ts";
import { isPack, type FolderHost } from "./host.ts";
import { ignoredByGit } from "./gitignore.ts";

export type IsSetAside = (path: FilePath) => boolean;

/** Texts of `.gitignore` files by the folders in which they lie. */
export type IgnoreTexts = ReadonlyMap<FilePath, string>;

export function isIgnoreFile(path: FilePath): boolean {
  return nameOf(path) === ".gitignore";
}

/** The `.gitignore` files among these that can be read. */
export async function readIgnoreFiles(
  host: Pick<FolderHost, "readFiles">,
  paths: readonly FilePath[],
): Promise<IgnoreTexts> {
  const wanted = paths.filter(isIgnoreFile);
  const contents = await host.readFiles(wanted);
  return new Map(
    wanted.flatMap((path, at): readonly [FilePath, string][] => {
      const content = contents[at];
      return content?.kind === "text" ? [[folderOf(path), content.text]] : [];
    }),
  );
}

/**
 * What `files.exclude` of VS Code hides: the patterns that are on. One that
 * depends on other files is left out.
 */
export function readHidden(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([glob, isOn]) =>
    isOn === true ? [glob] : [],
  );
}

/** A pattern that fits a folder hides all that is in it. */
function hides(globs: readonly string[]): IsSetAside {
  const fits = matcherOf(globs);
  const folders = new Map<FilePath, boolean>([["", false]]);
  const isHiddenFolder = (folder: FilePath): boolean => {
    let known = folders.get(folder);
    if (known === undefined) {
      known = isHiddenFolder(folderOf(folder)) || fits(folder);
      folders.set(folder, known);
    }
    return known;
  };
  return (path) => isHiddenFolder(folderOf(path)) || fits(path);
}

function matcherOf(globs: readonly string[]): IsSetAside {
  const all = globs.flatMap((glob) => {
    try {
      return [picomatch(glob, { dot: true })];
    } catch {
      // No glob: too long, or odd. It fits nothing.
      return [];
    }
  });
  return (path) => all.some((fits) => fits(path));
}

export function setAsideBy(
  { exclude, frameworks, useIgnoreFiles }: Settings,
  hidden: readonly string[],
  ignoreTexts: IgnoreTexts,
): IsSetAside {
  const isExcluded = matcherOf(exclude);
  const isHidden = hides(hidden);
  const isIgnored = useIgnoreFiles ? ignoredByGit(ignoreTexts) : () => false;
  return (path) => {
    if (isExcluded(path)) return true;
    // A framework that may not be published is kept out of Git, and counts.
    if (isPack(path, frameworks)) return false;
    return isHidden(path) || isIgnored(path);
  };
}
