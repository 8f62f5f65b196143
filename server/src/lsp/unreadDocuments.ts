// The documents of a workspace folder that are not read: too many, or left when
// the user stopped reading.

import { isDocument } from "../host/host.ts";
import type { FilePath } from "../model/paths.ts";
import {
  readAllBut,
  type Snapshot,
  type SnapshotChanges,
} from "../model/snapshot.ts";

/** What decides whether one more document is read. */
export interface Admission {
  /** Documents that are read at most. */
  readonly most: number;
  /** Those that are read already. */
  readonly read: { readonly size: number; has(path: FilePath): boolean };
  /** What is open is read in any case. */
  readonly isOpen: (path: FilePath) => boolean;
}

export class UnreadDocuments {
  readonly #paths = new Set<FilePath>();

  get size(): number {
    return this.#paths.size;
  }

  clear(): void {
    this.#paths.clear();
  }

  leave(path: FilePath): void {
    this.#paths.add(path);
  }

  forget(path: FilePath): void {
    this.#paths.delete(path);
  }

  /** The documents of these that may be read: only so many are, by path. */
  admit(
    paths: readonly FilePath[],
    { most, read, isOpen }: Admission,
  ): readonly FilePath[] {
    let room = most - read.size;
    return paths
      .filter(isDocument)
      .sort()
      .filter((path) => {
        const isRead = read.has(path);
        if (!isRead && room <= 0 && !isOpen(path)) {
          this.#paths.add(path);
          return false;
        }
        if (!isRead) room -= 1;
        this.#paths.delete(path);
        return true;
      });
  }

  /** What is known of a folder of which all else is read. */
  whenRead(): ReturnType<typeof readAllBut> {
    return readAllBut(this.#paths);
  }

  /** The same, where it is another: with that, all is judged again. */
  changesSince({
    unreadFolders,
  }: Snapshot): Pick<SnapshotChanges, "isComplete" | "unreadFolders"> {
    const now = this.whenRead();
    const isSame =
      unreadFolders?.size === now.unreadFolders.size &&
      [...now.unreadFolders].every((folder) => unreadFolders.has(folder));
    return isSame ? {} : now;
  }
}
