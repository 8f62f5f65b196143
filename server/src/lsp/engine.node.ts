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
import {
  engineFlags,
  smallSteps,
  steadyRoom,
  type EngineCare,
} from "./engineFlags.ts";
import { NodeThreads } from "./readingThreads.node.ts";
import { serve, type Engine } from "./server.ts";

const whileReading: EngineCare = { growth: 60, patience: 8 };
const whileWriting: EngineCare = { growth: 20, patience: 1 };

const { v8 } = process.versions;

function careFor(care: EngineCare): void {
  engineFlags(care, v8).forEach(setFlagsFromString);
}

careFor(whileReading);
steadyRoom(v8).forEach(setFlagsFromString);

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
    },
    // Not before: V8 then looks for what is forgotten when it is left alone, too.
    isWrittenIn: () => {
      smallSteps(v8).forEach(setFlagsFromString);
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
