// What the server promises to a client of these abilities. It is promised before
// the features are loaded: nothing of theirs may be imported here.

import {
  CodeActionKind,
  TextDocumentSyncKind,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from "vscode-languageserver";
import { productVersion } from "../productVersion.ts";
import type { InitializationOptions } from "../protocol.ts";
import type { ClientAbilities } from "./session.ts";

/** Offered when a client asks for it, as it does on saving. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.evidencePortfolio`;

// Letters and digits too: in Markdown, VS Code asks for completion only at
// trigger characters. In prose the answer is empty. The quotation mark begins
// a word in a pack that is JSON.
const triggers = Array.from(
  '@-/.:#" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
);

/** By feature: featureTable.ts has a row for each. */
const capabilities = {
  diagnostics: ({ pullsDiagnostics }) =>
    pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: "evidence-portfolio",
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {},
  completion: () => ({
    completionProvider: { triggerCharacters: triggers, resolveProvider: true },
  }),
  hover: () => ({ hoverProvider: true }),
  definition: () => ({ definitionProvider: true }),
  references: () => ({ referencesProvider: true }),
  highlights: () => ({ documentHighlightProvider: true }),
  rename: ({ preparesRename }) => ({
    renameProvider: preparesRename ? { prepareProvider: true } : true,
  }),
  codeActions: () => ({
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
    },
  }),
} satisfies Readonly<
  Record<string, (abilities: ClientAbilities) => ServerCapabilities>
>;

export type Capability = keyof typeof capabilities;

export function initializeResult(params: InitializeParams): InitializeResult {
  const abilities = abilitiesOf(params);
  const merged: ServerCapabilities = {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
    },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
    },
  };
  for (const promised of Object.values(capabilities)) {
    Object.assign(merged, promised(abilities));
  }
  return {
    capabilities: merged,
    serverInfo: { name: "evidence-portfolio", version: productVersion },
  };
}

export function abilitiesOf(params: InitializeParams): ClientAbilities {
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
