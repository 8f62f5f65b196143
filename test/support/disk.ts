// A disk in memory with a clock that ticks at each change, for folders that are
// read and kept again and again.

import type { FileContent, FolderHost } from "../../server/src/host/host.ts";
import { nodeCompression, nodeDigest } from "../../server/src/host/nodeHost.ts";
import type { StoreFiles } from "../../server/src/host/nodeIndexStore.ts";

interface File {
  readonly text: string;
  readonly modified: number;
}

/** A disk with one folder and a place to store things. */
export class Disk {
  readonly files = new Map<string, File>();
  readonly #stored = new Map<string, Buffer>();
  #time = 0;

  write(path: string, text: string): void {
    this.#time += 1;
    this.files.set(path, { text, modified: this.#time });
  }

  get host(): FolderHost {
    const of = <Answer>(
      paths: readonly string[],
      answer: (file: File | undefined) => Answer,
    ): Promise<Answer[]> =>
      Promise.resolve(paths.map((path) => answer(this.files.get(path))));
    const stampOf = ({ text, modified }: File) => ({
      size: text.length,
      modified,
    });
    return {
      listFiles: () => Promise.resolve([...this.files.keys()].sort()),
      readFiles: (paths) =>
        of(paths, (file): FileContent =>
          file === undefined
            ? { kind: "gone" }
            : { kind: "text", text: file.text, stamp: stampOf(file) },
        ),
      stampFiles: (paths) => of(paths, (file) => file && stampOf(file)),
      digestFiles: (paths) =>
        of(paths, (file) => file && nodeDigest(file.text)),
      nextTurn: () => Promise.resolve(),
      compression: nodeCompression,
    };
  }

  get store(): StoreFiles {
    const stored = this.#stored;
    return {
      read: (file) => {
        const bytes = stored.get(file);
        if (bytes === undefined) throw new Error("ENOENT");
        return bytes;
      },
      write: (file, bytes) => void stored.set(file, bytes),
      rename: (from, to) => {
        const bytes = stored.get(from);
        if (bytes !== undefined) stored.set(to, bytes);
        stored.delete(from);
      },
      list: (folder) =>
        [...stored.keys()]
          .filter((file) => file.startsWith(`${folder}/`))
          .map((file) => file.slice(folder.length + 1)),
      makeFolder: () => undefined,
      remove: (place) => {
        for (const file of stored.keys()) {
          if (file === place || file.startsWith(`${place}/`)) {
            stored.delete(file);
          }
        }
      },
    };
  }
}
