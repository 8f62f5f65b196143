// What serves on Node, with files from the disk: loaded when `initialize` has
// been answered.

import { setFlagsFromString } from "node:v8";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Connection, InitializeParams } from "vscode-languageserver";
import { URI } from "vscode-uri";
import { nodeIndexStore } from "../host/nodeIndexStore.ts";
import { nodeDigest, nodeFolder, readNameFile } from "../host/nodeHost.ts";
import { clientFolder } from "./clientHost.ts";
import { serve, type Engine } from "./server.ts";

// Reading makes much that is soon forgotten. V8 would let the heap grow to four
// times of what is kept before it looks for it, and never give that back.
setFlagsFromString("--heap-growing-percent=35");

// How many bytes of a function V8 interprets before it compiles it for speed.
// Reading touches nearly all of the code: with V8's own figure a fifth of the
// processor time goes into compiling what then is hardly used. A writer's
// letter, on the other hand, comes back to the same functions.
const whileReading = 528_000;
const whileWriting = 132_000;
setFlagsFromString(`--interrupt-budget=${whileReading}`);

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
    digest: nodeDigest,
    readNameFile,
    shippedUri,
    allIsRead: () => {
      setFlagsFromString(`--interrupt-budget=${whileWriting}`);
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
