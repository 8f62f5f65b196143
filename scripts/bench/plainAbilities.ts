// What servers of the bench promise that find nothing out: to take documents
// and to be asked for findings.
import {
  TextDocumentSyncKind,
  type ServerCapabilities,
} from "vscode-languageserver/node";

export const plainAbilities: ServerCapabilities = {
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
  },
  diagnosticProvider: {
    interFileDependencies: true,
    workspaceDiagnostics: true,
  },
};
