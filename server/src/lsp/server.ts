// Wires a connection to a session and to the features: wiring only. What the
// server can do is the table below, from which its capabilities are made.

import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  ErrorCodes,
  ResponseError,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
} from "vscode-languageserver";
import { productVersion } from "../productVersion.ts";
import { shippedScheme, type InitializationOptions } from "../protocol.ts";
import { features } from "./featureTable.ts";
import { Session, type ClientAbilities, type SessionPlace } from "./session.ts";

export interface ServerPlace extends Pick<
  SessionPlace,
  "readNameFile" | "digest"
> {
  readonly hostFor: (connection: Connection) => SessionPlace["hostFor"];
  /** Absent where there is no disk to keep an index on. */
  readonly storeIn?: (storagePath: string) => SessionPlace["storeFor"];
  /** Where shipped documents are, for clients that show no others. */
  readonly shippedUri: SessionPlace["shippedUri"];
}

/** Serves until the connection ends. */
export function startServer(
  connection: Connection,
  place: ServerPlace,
): { readonly isShutDown: () => boolean } {
  let session: Session | undefined;
  let folders: InitializeParams["workspaceFolders"] = null;
  const current = (): Session => {
    if (session === undefined) {
      throw new ResponseError(
        ErrorCodes.ServerNotInitialized,
        "The server has not been initialized",
      );
    }
    return session;
  };

  connection.onInitialize((params) => {
    const abilities = abilitiesOf(params);
    session = new Session(connection, abilities, {
      hostFor: place.hostFor(connection),
      shippedUri: abilities.showsShipped
        ? (path) => `${shippedScheme}:/${path}`
        : place.shippedUri,
      readNameFile: place.readNameFile,
      digest: place.digest,
      storeFor:
        abilities.storagePath === undefined
          ? undefined
          : place.storeIn?.(abilities.storagePath),
    });
    folders = foldersOf(params);
    return {
      capabilities: capabilities(abilities),
      serverInfo: { name: "evidence-portfolio", version: productVersion },
    };
  });

  connection.onInitialized(() => {
    const { abilities } = current();
    const { client } = connection;
    if (abilities.answersConfiguration) {
      void client.register(DidChangeConfigurationNotification.type, {
        section: "evidencePortfolio",
      });
    }
    if (abilities.watchesFiles) {
      void client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: "**/*" }],
      });
    }
    // Registered here, because the library's own listener, which it starts with
    // the session, would take the place of an earlier one.
    connection.onNotification(
      DidChangeWorkspaceFoldersNotification.type,
      ({ event }) => {
        for (const folder of event.removed) current().removeFolder(folder);
        for (const folder of event.added) void current().addFolder(folder);
      },
    );
    void current().start();
    for (const folder of folders ?? []) void current().addFolder(folder);
    if ((folders ?? []).length === 0) current().tellStatus();
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const section: unknown =
      typeof settings === "object" && settings !== null
        ? (settings as Record<string, unknown>)["evidencePortfolio"]
        : undefined;
    void current().configurationChanged(section);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    current().filesChanged(changes);
  });
  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { uri, languageId, version, text } = textDocument;
    current().open(uri, languageId, version, text);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    current().change(textDocument.uri, textDocument.version, contentChanges);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    current().close(textDocument.uri);
  });
  for (const feature of features) {
    feature.register({
      connection,
      session: current,
    });
  }
  let isShutDown = false;
  connection.onShutdown(() => {
    isShutDown = true;
    return session?.end();
  });
  connection.listen();
  return { isShutDown: () => isShutDown };
}

function capabilities(abilities: ClientAbilities): ServerCapabilities {
  const merged: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: Session.syncKind },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
    },
  };
  for (const feature of features) {
    Object.assign(merged, feature.capability?.(abilities));
  }
  return merged;
}

function foldersOf(
  params: InitializeParams,
): NonNullable<InitializeParams["workspaceFolders"]> {
  if (params.workspaceFolders) return params.workspaceFolders;
  // Older clients give one folder in the older way.
  const { rootUri } = params as { readonly rootUri?: string | null };
  return rootUri === undefined || rootUri === null
    ? []
    : [{ uri: rootUri, name: "" }];
}

function abilitiesOf(params: InitializeParams): ClientAbilities {
  const { workspace, textDocument } = params.capabilities;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  const edits = workspace?.workspaceEdit;
  const operations = edits?.resourceOperations ?? [];
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    answersConfiguration: workspace?.configuration === true,
    watchesFiles:
      workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    createsFiles: operations.includes("create"),
    takesSnippets:
      textDocument?.completion?.completionItem?.snippetSupport === true,
    takesLabelDetails:
      textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    takesDocumentChanges: edits?.documentChanges === true,
    annotatesChanges:
      edits?.documentChanges === true &&
      edits.changeAnnotationSupport !== undefined,
    showsProgress: params.capabilities.window?.workDoneProgress === true,
    showsShipped: options.showsShipped === true,
    storagePath:
      typeof options.storagePath === "string" && options.storagePath !== ""
        ? options.storagePath
        : undefined,
    settings: options.settings,
  };
}
