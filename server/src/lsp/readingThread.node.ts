// The thread that reads a share of a large folder on Node, from the disk. It
// says nothing on stdout, which is the protocol's.

import os from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { URI } from "vscode-uri";
import { shipped } from "../generated/shippedPacks.js";
import { nodeDigest, nodeFolder } from "../host/nodeHost.ts";
import type { ReadingTask, ThreadMessage } from "./readingThreads.ts";
import { readShare } from "./threadReading.ts";

// On Linux this is about the one thread and not about the whole process: the
// editor, and the thread that answers it, come first.
if (process.platform === "linux") {
  os.setPriority(0, os.constants.priority.PRIORITY_BELOW_NORMAL);
}

// Nobody else starts it.
const task = workerData as ReadingTask;

await readShare(task, {
  host: nodeFolder(URI.parse(task.folderUri).fsPath),
  shipped,
  digest: nodeDigest,
  send: (message) => {
    parentPort?.postMessage(...withOwnBytes(message));
  },
});

/** Bytes stay in use here, and lie in memory that holds others, too. */
function withOwnBytes(message: ThreadMessage): [ThreadMessage, ArrayBuffer[]] {
  if (message.kind !== "part") return [message, []];
  const { part } = message;
  const bundles = part.group.bundles.map(({ count, bytes }) => ({
    count,
    bytes: new Uint8Array(bytes),
  }));
  return [
    { kind: "part", part: { ...part, group: { ...part.group, bundles } } },
    bundles.map(({ bytes }) => bytes.buffer),
  ];
}
