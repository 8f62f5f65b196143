// Threads that are none: each share is read in turn, on the thread of the test,
// and what is said of it is cloned as if it went to another.

import type { FolderHost } from "../../server/src/host/host.ts";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import type {
  ReadingTask,
  ReadingThreads,
  ThreadListener,
  ThreadMessage,
} from "../../server/src/lsp/readingThreads.ts";
import { readShare } from "../../server/src/lsp/threadReading.ts";

export class ReadHere implements ReadingThreads {
  readonly count: number;
  readonly fewestDocuments = 1;
  readonly tasks: ReadingTask[] = [];
  /** Portfolios that were handed on. */
  portfolios = 0;
  readonly #host: FolderHost;
  readonly #between: (() => void) | undefined;
  #isStopped = false;

  /** `between`: what happens before each part is taken. */
  constructor(host: FolderHost, count: number, between?: () => void) {
    this.#host = host;
    this.count = count;
    this.#between = between;
  }

  async read(
    tasks: readonly ReadingTask[],
    listener: ThreadListener,
  ): Promise<boolean> {
    this.#isStopped = false;
    for (const task of tasks) {
      this.tasks.push(task);
      const said: ThreadMessage[] = [];
      await readShare(structuredClone(task), {
        host: this.#host,
        shipped,
        digest: nodeDigest,
        send: (message) => {
          said.push(structuredClone(message));
        },
      });
      for (const message of said) {
        if (this.#hasBeenStopped()) return true;
        if (message.kind === "progress") listener.progressed(message.more);
        if (message.kind === "failure") throw new Error(message.message);
        if (message.kind !== "part") continue;
        this.#between?.();
        if (message.part.folder !== undefined) this.portfolios += 1;
        await listener.take(message.part);
      }
    }
    return true;
  }

  #hasBeenStopped(): boolean {
    return this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }
}
