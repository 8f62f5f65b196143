// A language server that does nothing: what the library, the transport and
// Node itself cost. Everything measured is also given as a ratio to it.
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { plainAbilities } from "./plainAbilities.ts";

const connection = createConnection(ProposedFeatures.all);

connection.onInitialize(() => ({
  capabilities: { ...plainAbilities, completionProvider: {} },
}));
connection.onDidOpenTextDocument(() => undefined);
connection.onDidChangeTextDocument(() => undefined);
connection.onDidCloseTextDocument(() => undefined);
connection.languages.diagnostics.on(() => ({ kind: "full", items: [] }));
connection.languages.diagnostics.onWorkspace(() => ({ items: [] }));
connection.onCompletion(() => null);
connection.listen();
