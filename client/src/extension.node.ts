// The extension on desktop and remote VS Code: the server is a process.

import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { serverProcess } from "../../server/src/protocol.ts";
import {
  clientOptions,
  startExtension,
  type ExtensionApi,
} from "./startExtension.ts";

let client: LanguageClient | undefined;

export async function activate(
  context: ExtensionContext,
): Promise<ExtensionApi> {
  const run = {
    module: context.asAbsolutePath("dist/server.cjs"),
    transport: TransportKind.ipc,
    options: serverProcess,
  };
  client = new LanguageClient(
    "evidencePortfolio",
    "Evidence Portfolio",
    { run, debug: run },
    clientOptions(context.storageUri),
  );
  return startExtension(context, client);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
