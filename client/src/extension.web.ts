// The extension in a browser: the server is a web worker.

import { Uri, type ExtensionContext } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import {
  clientOptions,
  startExtension,
  type ExtensionApi,
} from "./startExtension.ts";

let client: LanguageClient | undefined;

export async function activate(
  context: ExtensionContext,
): Promise<ExtensionApi> {
  const script = Uri.joinPath(context.extensionUri, "dist", "server.web.js");
  const worker = new Worker(script.toString(true));
  client = new LanguageClient(
    "evidencePortfolio",
    "Evidence Portfolio",
    worker,
    clientOptions(),
  );
  return startExtension(context, client);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
