// Paths inside a workspace folder: relative to it, with forward slashes, exact
// in case on every system. The folder itself is the empty path.

export type FilePath = string;

export function folderOf(path: FilePath): FilePath {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function nameOf(path: FilePath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether a path lies in a folder or below it. */
export function isInside(path: FilePath, folder: FilePath): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/**
 * What a relative path written in a document stands for; undefined when it
 * leaves the workspace folder or is no relative path.
 */
export function resolvePath(
  from: FilePath,
  written: string,
): FilePath | undefined {
  if (written.startsWith("/") || /^[a-z][a-z0-9+.-]*:/i.test(written)) {
    return undefined;
  }
  const steps = folderOf(from) === "" ? [] : folderOf(from).split("/");
  for (const step of written.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}

/** The same for the address of a link, in which blanks are written `%20`. */
export function resolveUrl(from: FilePath, url: string): FilePath | undefined {
  let decoded = url;
  try {
    decoded = decodeURIComponent(url);
  } catch {
    // A stray per cent sign: the address is meant as it stands.
  }
  return resolvePath(from, decoded);
}

/** How a document writes the path of a file. */
export function relativePath(from: FilePath, to: FilePath): string {
  const here = folderOf(from) === "" ? [] : folderOf(from).split("/");
  const there = to.split("/");
  let shared = 0;
  while (
    shared < here.length &&
    shared < there.length - 1 &&
    here[shared] === there[shared]
  ) {
    shared += 1;
  }
  const up = here.slice(shared).map(() => "..");
  return [...up, ...there.slice(shared)].join("/");
}

/** The files of a workspace folder, by folder. */
export interface FileList {
  readonly byFolder: ReadonlyMap<FilePath, ReadonlySet<string>>;
  /** Those that may be named, and need not: Git ignores them, for example. */
  readonly setAside: ReadonlySet<FilePath>;
}

export const noFiles: FileList = { byFolder: new Map(), setAside: new Set() };

export function listFiles(
  paths: Iterable<FilePath>,
  isSetAside: (path: FilePath) => boolean = () => false,
): FileList {
  const setAside = new Set<FilePath>();
  const byFolder = new Map<FilePath, Set<string>>();
  for (const path of paths) {
    const folder = folderOf(path);
    const names = byFolder.get(folder);
    if (names === undefined) byFolder.set(folder, new Set([nameOf(path)]));
    else names.add(nameOf(path));
    if (isSetAside(path)) setAside.add(path);
  }
  return { byFolder, setAside };
}

/** All files of a list, set aside or not, by folder. */
export function* pathsIn({ byFolder }: FileList): Generator<FilePath> {
  for (const [folder, names] of byFolder) {
    for (const name of names) yield folder === "" ? name : `${folder}/${name}`;
  }
}

export function hasFile(files: FileList, path: FilePath): boolean {
  return files.byFolder.get(folderOf(path))?.has(nameOf(path)) ?? false;
}

/** Whether there is a file or a folder at a path. */
export function hasPlace(files: FileList, path: FilePath): boolean {
  if (hasFile(files, path)) return true;
  for (const folder of files.byFolder.keys()) {
    if (isInside(folder, path)) return true;
  }
  return false;
}

/** A file whose name differs from `path` only in case, or in its folder. */
export function similarFile(
  files: FileList,
  path: FilePath,
): FilePath | undefined {
  const wanted = path.toLowerCase();
  const name = nameOf(wanted);
  let elsewhere: FilePath | undefined;
  for (const [folder, names] of files.byFolder) {
    for (const candidate of names) {
      if (candidate.toLowerCase() !== name) continue;
      const found = folder === "" ? candidate : `${folder}/${candidate}`;
      if (found.toLowerCase() === wanted) return found;
      // The first by path, in whatever order files have come.
      if (elsewhere === undefined || found < elsewhere) elsewhere = found;
    }
  }
  return elsewhere;
}
