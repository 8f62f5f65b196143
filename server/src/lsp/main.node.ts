// The language server on Node: over stdio for any editor, over IPC for VS Code.

import { pathToFileURL } from "node:url";
import path from "node:path";
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { nodeIndexStore } from "../host/nodeIndexStore.ts";
import { nodeDigest, nodeFolder, readNameFile } from "../host/nodeHost.ts";
import { clientFolder } from "./clientHost.ts";
import { startServer } from "./server.ts";

const shippedUris = new Map<string, string>();
const isStdio = process.argv.includes("--stdio");
const hasTransport = process.argv.some((arg) =>
  /^--(stdio|node-ipc|socket|pipe)(=|$)/.test(arg),
);
if (hasTransport) {
  const connection = connect();
  // Anything else on stdout would break the protocol.
  console.log = (...items: unknown[]) => {
    connection.console.log(items.map(String).join(" "));
  };
  const server = startServer(connection, {
    hostFor: (client) => (folder) => {
      const uri = URI.parse(folder);
      return uri.scheme === "file"
        ? nodeFolder(uri.fsPath, (path) => {
            client.console.warn(
              `${path} is a link that leads back to a folder above it, and is not followed.`,
            );
          })
        : clientFolder(client, folder);
    },
    storeIn: (storagePath) => (folder) => nodeIndexStore(storagePath, folder),
    digest: nodeDigest,
    readNameFile,
    shippedUri,
  });
  if (isStdio) {
    process.stdin.on("end", () => process.exit(server.isShutDown() ? 0 : 1));
  }
} else {
  process.stderr.write(
    "This is a language server for editors. Start it with --stdio.\n",
  );
  process.exitCode = 2;
}

/** Every finding has the address of its rule's page: made once for each. */
function shippedUri(file: string): string {
  const known = shippedUris.get(file);
  if (known !== undefined) return known;
  const uri = pathToFileURL(path.join(import.meta.dirname, file)).href;
  shippedUris.set(file, uri);
  return uri;
}

/** Over stdio with a reader of our own, to hear of what is no message. */
function connect(): Connection {
  if (!isStdio) return createConnection(ProposedFeatures.all);
  const reader = new StreamMessageReader(process.stdin);
  const connection = createConnection(
    ProposedFeatures.all,
    reader,
    new StreamMessageWriter(process.stdout),
  );
  reader.onError(({ message }) => {
    connection.console.error(`What the client sent is no message: ${message}`);
    // The reader stops in the middle of what has come: let it go on.
    setImmediate(() => process.stdin.emit("data", Buffer.alloc(0)));
  });
  return connection;
}
