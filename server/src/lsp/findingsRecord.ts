// What was last found in each file of each folder: what the client is told of,
// or will be.

import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { noFindings, textOfFindings } from "../rules/findingsText.ts";
import type { FindingsText } from "../rules/rule.ts";
import type { RuleRunner } from "../rules/runner.ts";
import { emptyPrint, printOf, type TextPrint } from "../text/textPrint.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

export interface Reported {
  readonly print: TextPrint;
  /** Of an open document; that of others is asked for when it is told. */
  readonly text: FindingsText | undefined;
  /** Tells equal findings from others; grows with each change. */
  readonly resultId: string;
}

type FolderRecord = ReadonlyMap<FilePath, Reported>;

export class FindingsRecord {
  readonly #runner: RuleRunner;
  readonly #folders = new Map<string, Map<FilePath, Reported>>();
  #changes = 0;

  constructor(runner: RuleRunner) {
    this.#runner = runner;
  }

  /** How often anything has been put on record. */
  get changes(): number {
    return this.#changes;
  }

  of(folder: WorkspaceFolder): FolderRecord {
    return this.#recordOf(folder);
  }

  #recordOf({ uri }: WorkspaceFolder): Map<FilePath, Reported> {
    let record = this.#folders.get(uri);
    if (record === undefined) {
      record = new Map();
      this.#folders.set(uri, record);
    }
    return record;
  }

  /** Runs the rules over one file; true when it has other findings now. */
  refresh(folder: WorkspaceFolder, path: FilePath): boolean {
    const record = this.#recordOf(folder);
    const known = record.get(path);
    const isOpen = folder.isOpen(path);
    const { snapshot } = folder;
    const text = isOpen
      ? textOfFindings(this.#runner.findingsIn(snapshot, path))
      : undefined;
    if (known !== undefined && text !== undefined && known.text === text) {
      return false;
    }
    const print =
      text === undefined ? this.#runner.printIn(snapshot, path) : printOf(text);
    const isOther = (known?.print ?? emptyPrint) !== print;
    // Files without findings stay on record: the client must hear of it. That
    // an open document was looked at is on record, too.
    if (isOther || (known === undefined && isOpen)) {
      record.set(path, { print, text, resultId: this.nextId() });
    } else if (known !== undefined && known.text !== text) {
      record.set(path, { ...known, text });
    }
    return isOther;
  }

  /** What is on record of a file as a text. */
  textOf(
    folder: WorkspaceFolder,
    path: FilePath,
    reported: Reported | undefined,
  ): FindingsText {
    if (reported === undefined || reported.print === emptyPrint) {
      return noFindings;
    }
    return reported.text ?? this.#runner.textIn(folder.snapshot, path);
  }

  /** The files of a folder that is gone, which are no longer on record. */
  forget(folder: WorkspaceFolder): readonly FilePath[] {
    const paths = [...this.#recordOf(folder).keys()];
    this.#folders.delete(folder.uri);
    return paths;
  }

  nextId(): string {
    this.#changes += 1;
    return String(this.#changes);
  }

  /** Files of a folder whose findings may differ from those of `before`. */
  affected(
    folder: WorkspaceFolder,
    before: Snapshot,
    isRead: boolean,
  ): ReadonlySet<FilePath> {
    const after = folder.snapshot;
    const packs = [...after.packs.keys(), ...before.packs.keys()];
    if (isRead || concernsAll(before, after)) {
      return new Set([
        ...packs,
        ...after.index.documents.sortedKeys(),
        ...this.of(folder).keys(),
      ]);
    }
    return new Set([
      ...(before.packs === after.packs ? [] : packs),
      ...this.#runner.changedFiles(before, after),
    ]);
  }
}

/** Whether something has changed on which every file may hang. */
function concernsAll(before: Snapshot, after: Snapshot): boolean {
  return (
    before.catalogue !== after.catalogue ||
    before.settings !== after.settings ||
    before.files !== after.files ||
    before.fingerprinting !== after.fingerprinting ||
    before.isComplete !== after.isComplete ||
    before.unreadFolders !== after.unreadFolders ||
    before.today !== after.today ||
    before.index.roots !== after.index.roots
  );
}
