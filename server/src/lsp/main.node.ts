// The language server on Node: over stdio for any editor, over IPC for VS Code.

import { pathToFileURL } from "node:url";
import path from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { nodeFolder } from "../host/nodeHost.ts";
import { clientFolder } from "./clientHost.ts";
import { startServer } from "./server.ts";

const hasTransport = process.argv.some((arg) =>
  /^--(stdio|node-ipc|socket=|pipe=|clientProcessId)/.test(arg),
);
if (hasTransport) {
  const connection = createConnection(ProposedFeatures.all);
  // Anything else on stdout would break the protocol.
  console.log = (...items: unknown[]) => {
    connection.console.log(items.map(String).join(" "));
  };
  startServer(connection, {
    hostFor: (client) => (folder) => {
      const uri = URI.parse(folder);
      return uri.scheme === "file"
        ? nodeFolder(uri.fsPath)
        : clientFolder(client, folder);
    },
    frameworkUri: (file) =>
      pathToFileURL(path.join(import.meta.dirname, "frameworks", file)).href,
  });
} else {
  process.stderr.write(
    "This is a language server for editors. Start it with --stdio.\n",
  );
  process.exitCode = 2;
}
