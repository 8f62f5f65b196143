// The language server in a web worker: files come through the client.

import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from "vscode-languageserver/browser";
import { shippedScheme } from "../protocol.ts";
import { clientFolder } from "./clientHost.ts";
import { startServer } from "./server.ts";

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
startServer(connection, {
  hostFor: (client) => (folder) => clientFolder(client, folder),
  readNameFile: undefined,
  shippedUri: (path) => `${shippedScheme}:/${path}`,
});
