// Runs in a page: starts the server of the browser as a worker, answers its
// requests for files from memory, and measures it as the bench does on Node.
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createProtocolConnection,
} from "vscode-languageserver/browser";
import {
  digestFilesRequest,
  listFilesRequest,
  readFilesRequest,
  statusNotification,
  type DigestFilesResult,
  type ListFilesResult,
  type ReadFilesParams,
  type ReadFilesResult,
  type Status,
} from "../../server/src/protocol.ts";
import { citingLine, EditedDocument, middleLine } from "./editedDocument.ts";
import { streamFindings } from "./findings.ts";
import type { Spread } from "./spread.ts";

/** What the bench serves to the page. */
export interface BrowserTask {
  readonly files: readonly {
    readonly path: string;
    readonly base64: string;
  }[];
  readonly narrative: { readonly path: string; readonly text: string };
  readonly evidence: { readonly path: string; readonly text: string };
}

export interface BrowserFigures {
  readonly initialize: number;
  readonly cold: number;
  readonly findings: number;
  readonly narrative: Spread;
  readonly evidence: Spread;
}

const root = "bench:/corpus";

async function measure(): Promise<BrowserFigures> {
  const task = (await (await fetch("task.json")).json()) as BrowserTask;
  const files = new Map(task.files.map(({ path, base64 }) => [path, base64]));
  const started = performance.now();
  const worker = new Worker("server.web.js");
  const connection = createProtocolConnection(
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
  );
  connection.onRequest(listFilesRequest, (): ListFilesResult => [
    ...files.keys(),
  ]);
  connection.onRequest(
    readFilesRequest,
    ({ paths }: ReadFilesParams): ReadFilesResult =>
      paths.map((path) => {
        const base64 = files.get(path);
        return base64 === undefined
          ? { kind: "gone" }
          : { kind: "bytes", base64 };
      }),
  );
  // No review in the corpus holds a digest to compare.
  connection.onRequest(
    digestFilesRequest,
    ({ paths }: ReadFilesParams): DigestFilesResult => paths.map(() => null),
  );
  const hasRead = new Promise<void>((resolve) => {
    connection.onNotification(statusNotification, (status: Status) => {
      if (!status.isReading) resolve();
    });
  });
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: root, name: "corpus" }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const initialize = performance.now() - started;
  const initialized = performance.now();
  await connection.sendNotification("initialized", {});
  const countFindings = streamFindings(connection);
  await hasRead;
  const findings = countFindings();
  const cold = performance.now() - initialized;
  const editor = { connection, openTexts: new Map<string, () => string>() };
  const open = async ({
    path,
    text,
  }: BrowserTask["narrative"]): Promise<EditedDocument> => {
    const document = await EditedDocument.open(editor, `${root}/${path}`, text);
    await document.pull();
    return document;
  };
  const narrative = await (await open(task.narrative)).type(citingLine);
  const evidence = await (await open(task.evidence)).type(middleLine);
  worker.terminate();
  return { initialize, cold, findings, narrative, evidence };
}

Object.assign(globalThis, { measure });
