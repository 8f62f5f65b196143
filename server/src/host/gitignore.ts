// What Git ignores, by its own rules for `.gitignore` files: the last pattern
// that fits decides, files in folders further down go before those above, and
// what lies in an ignored folder cannot be taken back. Patterns are compared
// name by name and letter by letter, and never made into regular expressions:
// they come with the folder, and one of those can take for ever.

import { folderOf, type FilePath } from "../model/paths.ts";

/** What one place of a pattern stands for: a letter, or a choice of letters. */
type Piece = "*" | ((letter: string) => boolean);

/** A name in a pattern: plain text, or pieces. */
type NamePattern = string | readonly Piece[];

interface Pattern {
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
  /** Names from the file's folder on; `**` stands for any number of them. */
  readonly names: readonly ("**" | { readonly name: NamePattern })[];
}

/** Whether Git ignores a path, asked of all paths of a workspace folder. */
export type IsIgnored = (path: FilePath) => boolean;

/** `texts`: the `.gitignore` files by the folders in which they lie. */
export function ignoredByGit(texts: ReadonlyMap<FilePath, string>): IsIgnored {
  const patterns = new Map(
    [...texts].map(([folder, text]) => [folder, readPatterns(text)]),
  );
  const folders = new Map<FilePath, boolean>([["", false]]);
  const isIgnoredFolder = (folder: FilePath): boolean => {
    let known = folders.get(folder);
    if (known === undefined) {
      known =
        isIgnoredFolder(folderOf(folder)) || decides(patterns, folder, true);
      folders.set(folder, known);
    }
    return known;
  };
  return (path) =>
    isIgnoredFolder(folderOf(path)) || decides(patterns, path, false);
}

/** Asks the nearest file that has something to say of the path. */
function decides(
  patterns: ReadonlyMap<FilePath, readonly Pattern[]>,
  path: FilePath,
  isFolder: boolean,
): boolean {
  const names = path.split("/");
  let folder = folderOf(path);
  for (let depth = names.length - 1; depth >= 0; depth -= 1) {
    const found = patterns
      .get(folder)
      ?.findLast(
        (pattern) =>
          (isFolder || !pattern.onlyFolders) && fits(pattern, names, depth),
      );
    if (found !== undefined) return !found.isNegated;
    folder = folderOf(folder);
  }
  return false;
}

function readPatterns(text: string): readonly Pattern[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line) => readPattern(line.replace(/\r$/, "")) ?? []);
}

function readPattern(line: string): Pattern | undefined {
  if (line.startsWith("#")) return undefined;
  // Blanks at the end count only where they are escaped.
  let rest = line.replace(/((?:[^\\ ]|\\.)) +$/, "$1");
  const isNegated = rest.startsWith("!");
  if (isNegated) rest = rest.slice(1);
  const onlyFolders = rest.endsWith("/");
  if (onlyFolders) rest = rest.slice(0, -1);
  const isAnchored = rest.includes("/");
  if (rest.startsWith("/")) rest = rest.slice(1);
  if (rest.trim() === "") return undefined;
  const names: Pattern["names"][number][] = isAnchored ? [] : ["**"];
  for (const name of rest.split("/")) {
    if (/^\*{2,}$/.test(name)) {
      if (names.at(-1) !== "**") names.push("**");
      continue;
    }
    const pattern = readName(name);
    if (pattern === undefined) return undefined;
    names.push({ name: pattern });
  }
  return { isNegated, onlyFolders, names };
}

/** Undefined for one that fits nothing: a bracket without its end. */
function readName(text: string): NamePattern | undefined {
  if (!/[*?[\\]/.test(text)) return text;
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (letter === "*") {
      if (pieces.at(-1) !== "*") pieces.push("*");
    } else if (letter === "?") {
      pieces.push(() => true);
    } else if (letter === "[") {
      const end = endOfChoice(text, at);
      if (end === undefined) return undefined;
      pieces.push(readChoice(text.slice(at + 1, end)));
      at = end;
    } else {
      if (letter === "\\") at += 1;
      const wanted = text.charAt(at);
      if (wanted === "") return undefined;
      pieces.push((given) => given === wanted);
    }
  }
  return pieces;
}

/** A bracket that stands first in a choice is one of its letters. */
function endOfChoice(text: string, start: number): number | undefined {
  let at = start + 1;
  if (/[!^]/.test(text.charAt(at))) at += 1;
  for (let first = true; at < text.length; at += 1, first = false) {
    if (text.charAt(at) === "]" && !first) return at;
    if (text.startsWith("[:", at)) {
      const end = text.indexOf(":]", at + 2);
      if (end > 0) at = end + 1;
    } else if (text.charAt(at) === "\\") at += 1;
  }
  return undefined;
}

const letterClasses: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

function readChoice(text: string): (letter: string) => boolean {
  const isNegated = /^[!^]/.test(text);
  const choices: ((letter: string) => boolean)[] = [];
  for (let at = isNegated ? 1 : 0; at < text.length; at += 1) {
    const named = /^\[:([a-z]+):\]/.exec(text.slice(at));
    if (named !== null) {
      const letters = letterClasses[named[1] ?? ""];
      choices.push((letter) => letters?.test(letter) === true);
      at += named[0].length - 1;
      continue;
    }
    if (text.charAt(at) === "\\") at += 1;
    const from = text.charAt(at);
    let to = from;
    if (text.charAt(at + 1) === "-" && at + 2 < text.length) {
      at += text.charAt(at + 2) === "\\" ? 3 : 2;
      to = text.charAt(at);
    }
    choices.push((letter) => letter >= from && letter <= to);
  }
  return (letter) => choices.some((one) => one(letter)) !== isNegated;
}

/**
 * Only the last `**` need be tried with more: what came before it fits already.
 * So the work is at most the length of the one times that of the other.
 */
function fits(
  { names: wanted }: Pattern,
  names: readonly string[],
  from: number,
): boolean {
  let at = from;
  let position = 0;
  let retry: { readonly position: number; at: number } | undefined;
  while (at < names.length) {
    const one = wanted[position];
    if (one === "**") {
      // At the end it stands for what is in a folder, and not for the folder.
      if (position === wanted.length - 1) return true;
      position += 1;
      retry = { position, at };
    } else if (one !== undefined && fitsName(one.name, names[at] ?? "")) {
      position += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      ({ position, at } = retry);
    } else return false;
  }
  return position === wanted.length;
}

function fitsName(pattern: NamePattern, name: string): boolean {
  if (typeof pattern === "string") return pattern === name;
  let at = 0;
  let position = 0;
  let retry: { readonly position: number; at: number } | undefined;
  while (at < name.length) {
    const piece = pattern[position];
    if (piece === "*") {
      position += 1;
      retry = { position, at };
    } else if (piece?.(name.charAt(at)) === true) {
      position += 1;
      at += 1;
    } else if (retry !== undefined) {
      retry.at += 1;
      ({ position, at } = retry);
    } else return false;
  }
  while (pattern[position] === "*") position += 1;
  return position === pattern.length;
}
