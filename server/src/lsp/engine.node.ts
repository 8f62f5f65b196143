// What serves on Node, with files from the disk: loaded when `initialize` has
// been answered.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Connection, InitializeParams } from "vscode-languageserver";
import { URI } from "vscode-uri";
import { nodeIndexStore } from "../host/nodeIndexStore.ts";
import { nodeDigest, nodeFolder, readNameFile } from "../host/nodeHost.ts";
import { clientFolder } from "./clientHost.ts";
import { NodeThreads } from "./readingThreads.node.ts";
import { serve, type Engine } from "./server.ts";

/** How V8 goes about its own work. */
interface EngineCare {
  /**
   * By how much the heap grows, in hundredths, before V8 looks for what is
   * forgotten. By itself it lets it grow fourfold, and never gives that back.
   */
  readonly growth: number;
  /**
   * Bytes of a function that are interpreted before it is compiled for speed.
   * Reading touches nearly all of the code: with V8's own figure a fifth of the
   * processor time goes into compiling what then is hardly used. A writer's
   * letters come back to the same functions.
   */
  readonly budget: number;
}

const whileReading: EngineCare = { growth: 60, budget: 528_000 };
const whileWriting: EngineCare = { growth: 20, budget: 132_000 };

function careFor({ growth, budget }: EngineCare): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  setFlagsFromString(`--interrupt-budget=${budget}`);
}

/**
 * What reading has left behind goes at once, and the heap grows in smaller
 * steps from now on. V8 has no call for it but that of a context with its flag.
 */
function giveMemoryBack(): void {
  setFlagsFromString("--optimize-for-size");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof collect === "function") (collect as () => void)();
}

careFor(whileReading);

const threads = new NodeThreads(new URL("readingThread.js", import.meta.url));

const shippedUris = new Map<string, string>();

export function serveOnNode(
  connection: Connection,
  params: InitializeParams,
): Engine {
  return serve(connection, params, {
    hostFor: (client) => (folder) => {
      const uri = URI.parse(folder);
      return uri.scheme === "file"
        ? nodeFolder(uri.fsPath, (place) => {
            client.console.warn(
              `${place} is a link that leads back to a folder above it, and is not followed.`,
            );
          })
        : clientFolder(client, folder);
    },
    storeIn: (storagePath) => (folder) => nodeIndexStore(storagePath, folder),
    threadsFor: (folder) =>
      URI.parse(folder).scheme === "file" ? threads : undefined,
    digest: nodeDigest,
    readNameFile,
    shippedUri,
    allIsRead: () => {
      careFor(whileWriting);
      giveMemoryBack();
    },
  });
}

/** Every finding has the address of its rule's page: made once for each. */
function shippedUri(file: string): string {
  const known = shippedUris.get(file);
  if (known !== undefined) return known;
  const uri = pathToFileURL(path.join(import.meta.dirname, file)).href;
  shippedUris.set(file, uri);
  return uri;
}
