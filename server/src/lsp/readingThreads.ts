// Reading a large folder on other threads: each reads and judges a share of the
// documents, portfolio by portfolio, and hands on what is kept of each, in the
// form in which it is stored, too. Whoever takes a part holds it against the
// folder as it is then.

import type { StoredGroup } from "../host/indexStore.ts";
import type { CalendarDate } from "../model/calendar.ts";
import type { FileList, FilePath } from "../model/paths.ts";
import type { Settings } from "../model/settings.ts";
import type { NameList } from "../syntax/personalNames.ts";

/** What a thread is to read: plain data. */
export interface ReadingTask {
  readonly folderUri: string;
  /** By which it is judged. */
  readonly today: CalendarDate;
  readonly settings: Settings;
  readonly names: NameList;
  /** All files that are there, and what is set aside of them. */
  readonly files: FileList;
  /** The folder's own packs. */
  readonly packs: readonly FilePath[];
  /** Its share, in folder order. */
  readonly documents: readonly FilePath[];
}

/** What belongs together, as it is kept: plain data. */
export interface ReadPart {
  /** The folder of the portfolio; absent for documents of none. */
  readonly folder: FilePath | undefined;
  readonly group: StoredGroup;
  /** Digests of artefacts that reviewers judged in it. */
  readonly artefacts: readonly (readonly [FilePath, string])[];
}

/** What a thread says: plain data. */
export type ThreadMessage =
  | { readonly kind: "part"; readonly part: ReadPart }
  /** So many documents more have been read. */
  | { readonly kind: "progress"; readonly more: number }
  | {
      readonly kind: "failure";
      readonly what: string;
      readonly message: string;
    }
  | { readonly kind: "done" };

export interface ThreadListener {
  /** The next part of any thread waits until this one is taken. */
  readonly take: (part: ReadPart) => Promise<void>;
  /** So many documents more have been read. */
  readonly progressed: (more: number) => void;
  readonly failed: (what: string, error: unknown) => void;
}

/** Threads that read one folder at a time. */
export interface ReadingThreads {
  /** How many there are. */
  readonly count: number;
  /** With fewer documents for each, they would hardly have begun. */
  readonly fewestDocuments: number;
  /**
   * Gives each task to a thread. Resolves when all parts are taken, or when it
   * was stopped; to false, and at once, while they read another folder. Rejects
   * where a thread cannot go on. What is missing is left to whoever asked.
   */
  read(
    tasks: readonly ReadingTask[],
    listener: ThreadListener,
  ): Promise<boolean>;
  stop(): void;
}
