// Wires a connection to a session and to the features: wiring only.

import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type Connection,
  type InitializeParams,
} from "vscode-languageserver";
import { shippedScheme } from "../protocol.ts";
import { abilitiesOf } from "./capabilities.ts";
import { features } from "./featureTable.ts";
import { letterScenes } from "./rehearsedLetters.ts";
import { referenceScenes } from "./rehearsedReferences.ts";
import { Rehearsal } from "./rehearsal.ts";
import { Session, type SessionPlace } from "./session.ts";

export interface ServerPlace extends Pick<
  SessionPlace,
  "readNameFile" | "digest" | "threadsFor"
> {
  readonly hostFor: (connection: Connection) => SessionPlace["hostFor"];
  /** Absent where there is no disk to keep an index on. */
  readonly storeIn?: (storagePath: string) => SessionPlace["storeFor"];
  /** Where shipped documents are, for clients that show no others. */
  readonly shippedUri: SessionPlace["shippedUri"];
  /** Called once, when the folders are read and all findings are told. */
  readonly allIsRead?: () => void;
  /** Called once, when a document is changed for the first time. */
  readonly isWrittenIn?: () => void;
}

/** What serves once `initialize` is answered. */
export interface Engine {
  readonly end: () => void | Promise<void>;
}

/** Serves a client that has been promised what capabilities.ts says. */
export function serve(
  connection: Connection,
  params: InitializeParams,
  place: ServerPlace,
): Engine {
  const abilities = abilitiesOf(params);
  const { storagePath } = abilities;
  const session = new Session(connection, abilities, {
    hostFor: place.hostFor(connection),
    shippedUri: abilities.showsShipped
      ? (path) => `${shippedScheme}:/${path}`
      : place.shippedUri,
    readNameFile: place.readNameFile,
    digest: place.digest,
    storeFor:
      storagePath === undefined ? undefined : place.storeIn?.(storagePath),
    ...(place.threadsFor === undefined ? {} : { threadsFor: place.threadsFor }),
    whenShared: () => {
      const { shippedUri } = session;
      rehearsal.begin(() =>
        letterScenes({ ...session.folderParts(), shippedUri, failed }),
      );
    },
  });
  const folders = foldersOf(params);
  const failed = (error: unknown): void => {
    session.failed("rehearsing", error);
  };
  const rehearsal = new Rehearsal({ activity: () => session.activity, failed });

  connection.onInitialized(() => {
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
        for (const folder of event.removed) session.removeFolder(folder);
        for (const folder of event.added) void session.addFolder(folder);
      },
    );
    void session.start();
    const added = folders.map((folder) => session.addFolder(folder));
    void Promise.all(added)
      .then(() => session.isTold())
      .then(() => {
        place.allIsRead?.();
        const [folder] = session.folders;
        if (folder === undefined) return;
        rehearsal.begin(() =>
          referenceScenes(folder, (uri) => session.versioned(uri)),
        );
      });
    if (folders.length === 0) session.tellStatus();
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const section: unknown =
      typeof settings === "object" && settings !== null
        ? (settings as Record<string, unknown>)["evidencePortfolio"]
        : undefined;
    void session.configurationChanged(section);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    session.filesChanged(changes);
  });
  connection.onDidOpenTextDocument(({ textDocument }) => {
    const { uri, languageId, version, text } = textDocument;
    session.open(uri, languageId, version, text);
  });
  let { isWrittenIn } = place;
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    isWrittenIn?.();
    isWrittenIn = undefined;
    session.change(textDocument.uri, textDocument.version, contentChanges);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    session.close(textDocument.uri);
  });
  for (const feature of Object.values(features)) {
    feature.register({ connection, session });
  }
  return {
    end: () => {
      rehearsal.end();
      return session.end();
    },
  };
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
