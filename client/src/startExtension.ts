// What both hosts share: the client's options and the surfaces.

import { workspace, type ExtensionContext, type Uri } from "vscode";
import type {
  BaseLanguageClient,
  LanguageClientOptions,
} from "vscode-languageclient";
import type { InitializationOptions } from "../../server/src/protocol.ts";
import { registerCommands } from "./commands.ts";
import { mayComplete } from "./completionPlaces.ts";
import { registerCoverageView } from "./coverageView.ts";
import { registerFileRequests } from "./fileRequests.ts";
import { registerShippedDocuments } from "./shippedDocuments.ts";
import { registerStatus } from "./status.ts";

/** For tests: what the extension can say about itself. */
export interface ExtensionApi {
  readonly serverInfo: () =>
    { readonly name: string; readonly version?: string } | undefined;
}

/** Packs where they always lie, and where the setting says at the start. */
function packPatterns(): readonly string[] {
  const places = workspace
    .getConfiguration("evidencePortfolio")
    .get<readonly unknown[]>("frameworks", [])
    .filter((place) => typeof place === "string")
    .map((place) => place.replace(/^\.\//, "").replace(/\/$/, ""))
    // What has a meaning in a pattern is left to the server's own reading.
    .filter((place) => place !== "" && !/[*?{}[\]]/.test(place));
  return [".evidence/frameworks", ...places].flatMap((place) =>
    /\.(ya?ml|json)$/i.test(place)
      ? [`**/${place}`]
      : [`**/${place}/**/*.{yaml,yml,json}`],
  );
}

/** `storage`: where VS Code keeps what belongs to this workspace. */
export function clientOptions(storage?: Uri): LanguageClientOptions {
  return {
    documentSelector: [
      { language: "markdown" },
      ...packPatterns().map((pattern) => ({ pattern })),
    ],
    initializationOptions: {
      showsShipped: true,
      ...(storage?.scheme === "file" ? { storagePath: storage.fsPath } : {}),
    } satisfies InitializationOptions,
    diagnosticPullOptions: { onChange: true, onTabs: true },
    middleware: {
      provideCompletionItem: (document, position, context, token, next) =>
        mayComplete(document, position)
          ? next(document, position, context, token)
          : undefined,
    },
  };
}

export async function startExtension(
  context: ExtensionContext,
  client: BaseLanguageClient,
): Promise<ExtensionApi> {
  // Requests of the server's may come as soon as it has started.
  context.subscriptions.push(
    registerFileRequests(client),
    registerShippedDocuments(client),
    registerStatus(client),
    registerCoverageView(client),
    registerCommands(client),
    workspace.onDidChangeConfiguration((event) => {
      const concernsUs = ["evidencePortfolio", "files.exclude"].some(
        (section) => event.affectsConfiguration(section),
      );
      if (!concernsUs) return;
      void client.sendNotification("workspace/didChangeConfiguration", {
        settings: {},
      });
    }),
  );
  await client.start();
  return { serverInfo: () => client.initializeResult?.serverInfo };
}
