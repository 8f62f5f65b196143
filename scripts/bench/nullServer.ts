// A language server that does nothing: what the library, the transport and
// Node itself cost. Everything measured is also given as a ratio to it.
import {
  createConnection,
  ProposedFeatures,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";

const connection = createConnection(ProposedFeatures.all);

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
    },
    diagnosticProvider: {
      interFileDependencies: true,
      workspaceDiagnostics: true,
    },
    completionProvider: {},
  },
}));
connection.onDidOpenTextDocument(() => undefined);
connection.onDidChangeTextDocument(() => undefined);
connection.onDidCloseTextDocument(() => undefined);
connection.languages.diagnostics.on(() => ({ kind: "full", items: [] }));
connection.languages.diagnostics.onWorkspace(() => ({ items: [] }));
connection.onCompletion(() => null);
connection.listen();
