// Threads that read shares of a folder on Node. The thread that answers
// requests stays free, and what reading leaves behind goes with the others.

import os from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import { roomOfThreads, steadyRoom } from "./engineFlags.ts";
import type {
  ReadingTask,
  ReadingThreads,
  ThreadListener,
  ThreadMessage,
} from "./readingThreads.ts";

/** More would be felt in what else the user does, and need more memory. */
const mostThreads = 4;
const usual: Pick<ReadingThreads, "count" | "fewestDocuments"> = {
  count: Math.min(os.availableParallelism(), mostThreads),
  fewestDocuments: 400,
};
/** Megabytes for new objects in each; with fewer, reading is slower. */
const room = 16;
/** V8 counts three of them for what is new: one to fill, two to sort it. */
const youngGeneration = 3 * room;

const { v8 } = process.versions;

export class NodeThreads implements ReadingThreads {
  readonly count: number;
  readonly fewestDocuments: number;
  /** The file that each thread runs. */
  readonly #program: URL;
  #stop: (() => void) | undefined;

  constructor(program: URL, { count, fewestDocuments } = usual) {
    this.#program = program;
    this.count = count;
    this.fewestDocuments = fewestDocuments;
  }

  async read(
    tasks: readonly ReadingTask[],
    listener: ThreadListener,
  ): Promise<boolean> {
    // Threads for each of many folders would be too many.
    if (this.#stop !== undefined) return false;
    let isOver = false;
    const stopped = new Promise<void>((resolve) => {
      this.#stop = resolve;
    });
    // One part after the other, from whichever thread.
    let taken = Promise.resolve();
    const take = async (message: ThreadMessage): Promise<void> => {
      if (isOver) return;
      if (message.kind === "part") await listener.take(message.part);
      if (message.kind === "progress") listener.progressed(message.more);
      if (message.kind === "failure") {
        listener.failed(message.what, new Error(message.message));
      }
    };
    const workers: Worker[] = [];
    const follow = (worker: Worker): Promise<void> =>
      new Promise<void>((resolve, reject) => {
        worker.on("message", (message: ThreadMessage) => {
          taken = taken.then(() => take(message));
          taken.catch(reject);
          if (message.kind === "done") taken.then(resolve, reject);
        });
        worker.on("error", reject);
        worker.on("exit", () => {
          // What it has sent before may not be taken yet.
          taken = taken.then(() => {
            reject(new Error("A thread ended before it had read its share."));
          });
        });
      });
    try {
      const done: Promise<void>[] = [];
      for (const task of tasks) {
        const worker = this.#start(task);
        workers.push(worker);
        const followed = follow(worker);
        // It may fail before all have been started and anybody listens.
        followed.catch(() => undefined);
        done.push(followed);
        // To hand a task over takes its time.
        await nextTurn();
      }
      await Promise.race([Promise.all(done), stopped]);
    } finally {
      isOver = true;
      this.#stop = undefined;
      await Promise.all(workers.map((worker) => worker.terminate()));
      // A part may be half taken.
      await taken.catch(() => undefined);
    }
    return true;
  }

  #start(task: ReadingTask): Worker {
    // They would not grow, as this thread does not.
    roomOfThreads(room, v8).forEach(setFlagsFromString);
    const worker = new Worker(this.#program, {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: youngGeneration },
      // What it might print would break the protocol.
      stdout: true,
      stderr: true,
    });
    worker.once("online", () => {
      steadyRoom(v8).forEach(setFlagsFromString);
    });
    return worker;
  }

  stop(): void {
    this.#stop?.();
  }
}
