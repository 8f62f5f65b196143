// The user's list of names to keep out, as it was last read. It lies where no
// change of it is told: it is looked at again in passing.

import {
  loadNames,
  noNames,
  type LoadedNames,
  type ReadNameFile,
} from "../host/nameList.ts";
import type { NameList } from "../syntax/personalNames.ts";

export interface NamesPlace {
  /** Absent where there is no disk. */
  readonly read: ReadNameFile | undefined;
  /** Whether a file lies in a workspace, where no such list may be. */
  readonly isInWorkspace: (uri: string) => boolean;
  readonly warn: (problem: string) => void;
}

/** What is another than before. */
export interface NamesChange {
  readonly list: boolean;
  readonly problems: boolean;
}

export class HeldNames {
  readonly #place: NamesPlace;
  readonly #told = new Set<string>();
  #names: LoadedNames = noNames;

  constructor(place: NamesPlace) {
    this.#place = place;
  }

  get list(): NameList {
    return this.#names.list;
  }

  /** The first thing that keeps the list from being used, if there is any. */
  get problem(): string | undefined {
    return this.#names.problems[0];
  }

  /** Reads the list at `setting`, and warns of each problem once. */
  read(setting: string): NamesChange {
    const { read, isInWorkspace, warn } = this.#place;
    const before = this.#names;
    const names = loadNames(setting, read, isInWorkspace);
    const isOther = names.text !== before.text;
    // The same list is kept, so that nothing is read again for it.
    this.#names = isOther ? names : { ...names, list: before.list };
    for (const problem of names.problems) {
      if (this.#told.has(problem)) continue;
      this.#told.add(problem);
      warn(problem);
    }
    return {
      list: isOther,
      problems: before.problems.join("\n") !== names.problems.join("\n"),
    };
  }
}
