// The user's list of names to keep out: where it may lie, and in words what is
// the matter when it cannot be used. It never lies in a workspace folder, where
// it would be handed in together with what it is to protect.

import {
  readNameList,
  noNameList,
  type NameList,
} from "../syntax/personalNames.ts";
import type { FileContent } from "./host.ts";

export interface NameFile {
  /** The file as a URI, to be held against those of the folders. */
  readonly uri: string;
  readonly content: FileContent;
}

/** Reads a list by its path, `~/` being the user's own folder. */
export type ReadNameFile = (
  place: string,
) => NameFile | { readonly problem: string };

export interface LoadedNames {
  readonly list: NameList;
  /** What the file says, to see whether it says the same as before. */
  readonly text: string;
  /** Sentences for the user. No name of the list is in them. */
  readonly problems: readonly string[];
}

export const noNames: LoadedNames = {
  list: noNameList,
  text: "",
  problems: [],
};

export function loadNames(
  place: string,
  read: ReadNameFile | undefined,
  isInFolder: (uri: string) => boolean,
): LoadedNames {
  if (place === "") return noNames;
  if (read === undefined) {
    return unusable(
      "The list of names in the setting `evidencePortfolio.personalNames` is a file on your computer, which cannot be read in a browser. Names are not looked for here.",
    );
  }
  const file = read(place);
  if ("problem" in file) return unusable(file.problem);
  if (isInFolder(file.uri)) {
    return unusable(
      `The list of names ${place} lies in a folder that is open here, and would be handed in with it. Move it elsewhere. Until then names are not looked for.`,
    );
  }
  return namesOf(place, file.content);
}

function unusable(problem: string): LoadedNames {
  return { ...noNames, problems: [problem] };
}

function namesOf(place: string, content: FileContent): LoadedNames {
  if (content.kind !== "text") {
    return unusable(
      `The list of names ${place} ${whyUnread(content)}. Names are not looked for.`,
    );
  }
  const { text } = content;
  const { list, size, problems } = readNameList(text);
  const said = problems.map(
    ({ line, what }) => `The list of names ${place}, line ${line}: ${what}.`,
  );
  if (size === 0) {
    said.push(
      `The list of names ${place} holds no name that can be looked for. Write one on each line.`,
    );
  }
  return { list, text, problems: said };
}

function whyUnread(content: Exclude<FileContent, { kind: "text" }>): string {
  if (content.kind === "gone") return "is not there";
  switch (content.unreadable.reason) {
    case "too-large":
      return "is too large to be read";
    case "not-text":
      return "is not plain text";
    case "no-permission":
      return "may not be read";
    case "link-loop":
      return "is a link that leads back to itself";
  }
}
