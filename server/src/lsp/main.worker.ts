// The language server in a web worker: files come through the client.

import { sha256 } from "@noble/hashes/sha2.js";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from "vscode-languageserver/browser";
import { shippedScheme } from "../protocol.ts";
import { clientFolder } from "./clientHost.ts";
import { serve } from "./server.ts";
import { startServer } from "./start.ts";

// A worker's own hashing is asynchronous, and reading a document is not.
const utf8 = new TextEncoder();

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
startServer(connection, {
  begin: (params) =>
    serve(connection, params, {
      hostFor: (client) => (folder) => clientFolder(client, folder),
      digest: (text) =>
        `sha256-${btoa(String.fromCharCode(...sha256(utf8.encode(text))))}`,
      readNameFile: undefined,
      shippedUri: (path) => `${shippedScheme}:/${path}`,
    }),
});
