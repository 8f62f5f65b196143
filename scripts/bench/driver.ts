// Drives one language server over stdio as an editor does, and measures it:
// start, reading the workspace, letters, completion, memory. The same driver
// drives the server that does nothing, in the same minutes.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionItem,
  type CompletionList,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
} from "vscode-languageserver/node";
import { statusNotification, type Status } from "../../server/src/protocol.ts";
import { longReport, type WrittenCorpus } from "./corpus.ts";

/** What one session with one server took. Times are in milliseconds. */
export interface Measures {
  readonly initialize: number;
  readonly read: number;
  readonly memory: number | undefined;
  readonly narrative: Spread;
  readonly evidence: Spread;
  readonly header: Spread;
  readonly report: Spread;
  readonly completion: Spread;
  /** Counts that show that the server did its work. */
  readonly findings: number;
  readonly offers: number;
}

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export interface MeasuredServer {
  readonly script: string;
  /** It tells when it has read the workspace; one that does nothing cannot. */
  readonly tellsStatus: boolean;
}

const letters = 200;
const warmUp = 20;
const completions = 100;
const reportCharacters = 200_000;

export async function measure(
  server: MeasuredServer,
  folder: string,
  corpus: WrittenCorpus,
): Promise<Measures> {
  const started = performance.now();
  const child = spawn(process.execPath, [server.script, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let giveUp: NodeJS.Timeout | undefined;
  try {
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const died = new Promise<never>((_, reject) => {
      giveUp = setTimeout(() => {
        reject(new Error("The server did not answer for ten minutes."));
      }, 600_000);
      child.once("error", reject);
      child.once("exit", (code) => {
        reject(new Error(`The server ended with ${String(code)}.`));
      });
    });
    return await Promise.race([
      died,
      talk(server, connection, child, folder, corpus, started),
    ]);
  } finally {
    clearTimeout(giveUp);
    child.removeAllListeners("exit");
    child.kill();
  }
}

async function talk(
  server: MeasuredServer,
  connection: ProtocolConnection,
  child: ChildProcess,
  folder: string,
  corpus: WrittenCorpus,
  started: number,
): Promise<Measures> {
  const hasRead = new Promise<void>((resolve) => {
    connection.onNotification(statusNotification, (status: Status) => {
      if (!status.isReading) resolve();
    });
  });
  connection.listen();
  await connection.sendRequest("initialize", initializeParams(folder));
  const initialize = performance.now() - started;

  const initialized = performance.now();
  await connection.sendNotification("initialized", {});
  if (server.tellsStatus) await hasRead;
  const findings = await workspaceFindings(connection);
  const read = performance.now() - initialized;
  const memory = await residentMegabytes(child.pid);

  const open = (place: string, text: string): Promise<EditedDocument> =>
    EditedDocument.open(connection, path.join(folder, place), text);
  const narrative = await open(corpus.narrative.path, corpus.narrative.text);
  const narrativeSpread = await narrative.type(citingLine);
  const evidence = await open(corpus.evidence.path, corpus.evidence.text);
  const evidenceSpread = await evidence.type(middleLine);
  const headerSpread = await evidence.type(titleLine);
  const completion = await evidence.complete();
  const report = await open(
    path.join(path.dirname(corpus.narrative.path), "long-report.md"),
    longReport(reportCharacters),
  );
  const reportSpread = await report.type(citingLine);
  await connection.sendRequest("shutdown");
  return {
    initialize,
    read,
    memory,
    findings,
    narrative: narrativeSpread,
    evidence: evidenceSpread,
    header: headerSpread,
    report: reportSpread,
    completion: completion.spread,
    offers: completion.offers,
  };
}

function initializeParams(folder: string): object {
  const uri = pathToFileURL(folder).href;
  return {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri, name: "corpus" }],
    capabilities: {
      textDocument: {
        diagnostic: {},
        completion: { completionItem: { snippetSupport: true } },
      },
    },
  };
}

async function workspaceFindings(
  connection: ProtocolConnection,
): Promise<number> {
  const { items } = await connection.sendRequest<{
    readonly items: readonly { readonly items?: readonly unknown[] }[];
  }>("workspace/diagnostic", { previousResultIds: [] });
  return items.reduce((sum, report) => sum + (report.items?.length ?? 0), 0);
}

/** Chooses the line at whose end letters are typed. */
type ChooseLine = (lines: readonly string[]) => number;

const nearestToMiddle =
  (isWanted: (line: string) => boolean): ChooseLine =>
  (lines) => {
    const middle = lines.length / 2;
    const wanted = lines.flatMap((line, at) => (isWanted(line) ? [at] : []));
    wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    const [line] = wanted;
    if (line === undefined) throw new Error("There is no line to type in.");
    return line;
  };
const citingLine = nearestToMiddle((line) => line.includes("@E"));
const middleLine = nearestToMiddle((line) => /^[A-Z].{80}/.test(line));
const titleLine = nearestToMiddle((line) => line.startsWith("title: "));

/** A document open in the server, edited and asked about in turn. */
class EditedDocument {
  readonly #connection: ProtocolConnection;
  readonly #uri: string;
  readonly #lines: string[];
  #version = 1;
  #resultId: string | undefined;

  private constructor(
    connection: ProtocolConnection,
    uri: string,
    text: string,
  ) {
    this.#connection = connection;
    this.#uri = uri;
    this.#lines = text.split("\n");
  }

  static async open(
    connection: ProtocolConnection,
    place: string,
    text: string,
  ): Promise<EditedDocument> {
    const uri = pathToFileURL(place).href;
    const document = new EditedDocument(connection, uri, text);
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "markdown", version: 1, text },
    });
    await document.#pull();
    return document;
  }

  /** Types words at the end of a line; from each letter to its findings. */
  async type(chooseLine: ChooseLine): Promise<Spread> {
    const line = chooseLine(this.#lines);
    const times: number[] = [];
    for (let at = 0; at < warmUp + letters; at += 1) {
      const started = performance.now();
      await this.#insert(line, at % 6 === 0 ? " " : ("word"[at % 4] ?? "w"));
      await this.#pull();
      if (at >= warmUp) times.push(performance.now() - started);
    }
    return spreadOf(times);
  }

  /** Asks what could stand in a new line below `standards:`. */
  async complete(): Promise<{
    readonly spread: Spread;
    readonly offers: number;
  }> {
    const line = this.#lines.indexOf("standards:");
    await this.#insert(line, "\n  - ");
    const times: number[] = [];
    let offers = 0;
    for (let at = 0; at < warmUp + completions; at += 1) {
      const started = performance.now();
      const answer = await this.#connection.sendRequest<
        CompletionList | readonly CompletionItem[] | null
      >("textDocument/completion", {
        textDocument: { uri: this.#uri },
        position: { line: line + 1, character: 4 },
      });
      if (at >= warmUp) times.push(performance.now() - started);
      offers =
        (answer && "items" in answer ? answer.items : answer)?.length ?? 0;
    }
    return { spread: spreadOf(times), offers };
  }

  async #insert(line: number, text: string): Promise<void> {
    const before = this.#lines[line] ?? "";
    const end = { line, character: before.length };
    this.#lines.splice(line, 1, ...`${before}${text}`.split("\n"));
    this.#version += 1;
    await this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { uri: this.#uri, version: this.#version },
      contentChanges: [{ range: { start: end, end }, text }],
    });
  }

  async #pull(): Promise<void> {
    const report = await this.#connection.sendRequest<DocumentDiagnosticReport>(
      "textDocument/diagnostic",
      {
        textDocument: { uri: this.#uri },
        ...(this.#resultId === undefined
          ? {}
          : { previousResultId: this.#resultId }),
      },
    );
    this.#resultId = report.resultId;
  }
}

function spreadOf(times: number[]): Spread {
  times.sort((a, b) => a - b);
  const at = (share: number): number =>
    times[Math.floor((times.length - 1) * share)] ?? NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Memory in use by a process; undefined where the system does not say. */
async function residentMegabytes(
  pid: number | undefined,
): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, "utf8");
    const kilobytes = /^VmRSS:\s*(\d+)/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    // No /proc: macOS and Windows.
  }
  try {
    const { stdout } = await promisify(execFile)("ps", [
      ...["-o", "rss=", "-p"],
      String(pid),
    ]);
    return Number(stdout) / 1024;
  } catch {
    return undefined;
  }
}
