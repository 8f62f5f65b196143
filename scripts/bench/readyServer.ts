// A language server that has every answer ready: it finds out nothing and sends
// what ours has sent. A warm start of it loads the same features, looks at the
// same files and reads the same index before it sends the findings of all
// files, which it has as bytes.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  WorkspaceDiagnosticRequest,
  type ProgressToken,
} from "vscode-languageserver/node";
import { statusNotification } from "../../server/src/protocol.ts";
import { findingsFile, nameOfAnswer, readAnswers } from "./answers.ts";
import { plainAbilities } from "./plainAbilities.ts";
import { lookAt } from "./indexScan.ts";

/** How it is started, beside what the protocol says. */
export interface ReadyOptions {
  /** What was answered, where findings are streamed after a start. */
  readonly answers: string;
  /** The features that ours loads. */
  readonly engine: string;
  readonly folder: string;
  /** Where the index is; without one, no start is measured. */
  readonly storagePath?: string;
}

const connection = createConnection(
  ProposedFeatures.all,
  new StreamMessageReader(process.stdin),
  new StreamMessageWriter(process.stdout),
);
let options: ReadyOptions | undefined;
let answers: ReadonlyMap<string, unknown> = new Map();
let setToken: (token: ProgressToken) => void = () => undefined;
const token = new Promise<ProgressToken>((resolve) => {
  setToken = resolve;
});

connection.onInitialize((params) => {
  options = params.initializationOptions as ReadyOptions;
  return {
    capabilities: {
      ...plainAbilities,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
    },
  };
});
connection.onInitialized(() => {
  void (options?.storagePath === undefined ? readThem() : startWarm());
});
connection.onRequest(WorkspaceDiagnosticRequest.type, (params) => {
  if (params.partialResultToken !== undefined) {
    setToken(params.partialResultToken);
  }
  // It is answered when the session ends, if at all.
  return new Promise(() => undefined);
});
connection.languages.diagnostics.on(() => ({ kind: "full", items: [] }));
connection.onDidOpenTextDocument(() => undefined);
connection.onDidChangeTextDocument(() => undefined);
connection.onDidCloseTextDocument(() => undefined);
for (const method of ["textDocument/references", "textDocument/rename"]) {
  connection.onRequest(
    method,
    ({ textDocument }: { readonly textDocument: { readonly uri: string } }) =>
      answers.get(nameOfAnswer(method, textDocument.uri)) ?? null,
  );
}
connection.onPrepareRename(() => null);
connection.listen();

async function readThem(): Promise<void> {
  if (options === undefined) return;
  answers = await readAnswers(options.answers);
  await tellThatItIsRead();
}

async function startWarm(): Promise<void> {
  const { engine, folder, storagePath, answers: file } = options ?? {};
  if (engine === undefined || folder === undefined || file === undefined)
    return;
  if (existsSync(engine)) await import(pathToFileURL(engine).href);
  lookAt(folder, storagePath ?? "");
  const findings = await readFile(findingsFile(file));
  const begin = `{"jsonrpc":"2.0","method":"$/progress","params":{"token":${JSON.stringify(await token)},"value":`;
  for (let at = 0; at < findings.length;) {
    const end = findings.indexOf(10, at);
    await write(begin, findings.subarray(at, end), "}}");
    at = end + 1;
  }
  await tellThatItIsRead();
}

/** A message whose content is there in parts: none of it is looked into. */
async function write(
  begin: string,
  content: Buffer,
  end: string,
): Promise<void> {
  const length = Buffer.byteLength(begin) + content.length + end.length;
  const head = `Content-Length: ${length}\r\n\r\n${begin}`;
  const message = Buffer.concat([Buffer.from(head), content, Buffer.from(end)]);
  await new Promise<void>((resolve) => {
    process.stdout.write(message, () => {
      resolve();
    });
  });
  await nextTurn();
}

async function tellThatItIsRead(): Promise<void> {
  await connection.sendNotification(statusNotification, { isReading: false });
}
