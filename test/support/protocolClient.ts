// A small editor: starts the built language server over stdio, answers what
// servers ask, records what they tell, and waits for conditions, never for
// an amount of time.

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import path from "node:path";
import {
  CancellationTokenSource,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  ProgressType,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShowMessageNotification,
  StreamMessageReader,
  StreamMessageWriter,
  WorkspaceDiagnosticRequest,
  type ClientCapabilities,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type ProtocolConnection,
  type TextDocumentContentChangeEvent,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
} from "vscode-languageserver/node";
import {
  coverageChangedNotification,
  type CoverageChanged,
  statusNotification,
  type Status,
} from "../../server/src/protocol.ts";

const serverFile = path.resolve(import.meta.dirname, "../../dist/server.cjs");

/** What a client that pulls, such as VS Code, can do. */
export const pullingClient: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  workspace: {
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create", "rename", "delete"],
    },
  },
};

/** A client of the older kind: findings are pushed to it. */
export const plainClient: ClientCapabilities = {};

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** URIs of workspace folders. */
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** Answers `workspace/configuration`; with it the client can be asked. */
  readonly settings?: () => unknown;
  /** A server other than the built one. */
  readonly server?: string;
  /** More of what the server may ask. */
  readonly answers?: Readonly<Record<string, (params: unknown) => unknown>>;
}

/** What came for one file through the workspace's stream or answer. */
export interface WorkspaceReport {
  readonly uri: string;
  readonly codes: readonly string[];
  readonly resultId: string | undefined;
}

export interface HeldPull {
  /** One list for each chunk. */
  readonly chunks: readonly (readonly WorkspaceReport[])[];
  readonly answer: Promise<WorkspaceDiagnosticReport>;
  readonly isAnswered: () => boolean;
  readonly cancel: () => void;
}

const patience = 10_000;
const pause = 20;

export class ProtocolClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  readonly exited: Promise<number | null>;
  initialized!: InitializeResult;
  /** Diagnostics that were pushed, newest last. */
  readonly pushed: {
    readonly uri: string;
    readonly diagnostics: readonly Diagnostic[];
  }[] = [];
  readonly statuses: Status[] = [];
  readonly logged: string[] = [];
  readonly shown: string[] = [];
  readonly registered: string[] = [];
  refreshes = 0;
  /** Nodes of portfolios that were told to show something else; null: all. */
  readonly coverageChanges: CoverageChanged["portfolios"][] = [];
  stderr = "";
  #version = 1;
  #tokens = 0;
  #wake: () => void = () => undefined;

  constructor({ settings, answers = {}, server = serverFile }: ClientOptions) {
    this.#process = spawn(process.execPath, [server, "--stdio"]);
    this.#process.stderr.on("data", (data: Buffer) => {
      this.stderr += data.toString();
    });
    this.exited = new Promise((resolve) => {
      this.#process.on("exit", resolve);
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#process.stdout.on("data", () => {
      setImmediate(() => {
        this.#wake();
      });
    });
    const { connection } = this;
    // A server that has been stopped on purpose hears nothing more.
    connection.onError(() => undefined);
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.pushed.push(params);
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      this.logged.push(message);
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.shown.push(message);
    });
    connection.onNotification(statusNotification, (status: Status) => {
      this.statuses.push(status);
    });
    connection.onNotification(
      coverageChangedNotification,
      ({ portfolios }: CoverageChanged) => {
        this.coverageChanges.push(portfolios);
      },
    );
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
    });
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    if (settings !== undefined) {
      connection.onRequest("workspace/configuration", () => [settings()]);
    }
    for (const [method, answer] of Object.entries(answers)) {
      connection.onRequest(method, answer);
    }
    connection.listen();
  }

  /** Starts a server and waits until it has read all folders. */
  static async start(options: ClientOptions = {}): Promise<ProtocolClient> {
    const client = new ProtocolClient(options);
    await client.initialize(options);
    await client.settled();
    return client;
  }

  async initialize({
    capabilities = pullingClient,
    folders = [],
    initializationOptions,
    settings,
  }: ClientOptions): Promise<void> {
    const workspace = {
      ...capabilities.workspace,
      ...(settings === undefined ? {} : { configuration: true }),
    };
    this.initialized = await this.connection.sendRequest(
      InitializeRequest.type,
      {
        processId: process.pid,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol still demands it
        rootUri: null,
        capabilities: { ...capabilities, workspace },
        workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
        initializationOptions,
      },
    );
    await this.connection.sendNotification(InitializedNotification.type, {});
  }

  /** Waits until every folder has been read. */
  async settled(): Promise<void> {
    await this.eventually(() => this.statuses.at(-1)?.isReading === false);
  }

  /** Waits until a condition holds; it is tried anew whenever something comes. */
  async eventually<Value>(
    condition: () => Value | Promise<Value>,
  ): Promise<NonNullable<Value>> {
    const end = Date.now() + patience;
    for (;;) {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) {
        return value;
      }
      if (Date.now() > end) {
        throw new Error(
          `It never came to hold: ${condition.toString()}\n${this.logged.join("\n")}${this.stderr}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pause);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  request<Result>(method: string, params?: unknown): Promise<Result> {
    return this.connection.sendRequest(method, params);
  }

  async open(
    uri: string,
    text: string,
    languageId = "markdown",
  ): Promise<void> {
    await this.connection.sendNotification(
      DidOpenTextDocumentNotification.type,
      { textDocument: { uri, languageId, version: 1, text } },
    );
  }

  /** Replaces the whole text. */
  async write(uri: string, text: string): Promise<void> {
    await this.#change(uri, [{ text }]);
  }

  /** Types at a place, which is how editors tell of a keystroke. */
  async type(
    uri: string,
    line: number,
    character: number,
    text: string,
    replaced = 0,
  ): Promise<void> {
    const start = { line, character };
    const end = { line, character: character + replaced };
    await this.#change(uri, [{ range: { start, end }, text }]);
  }

  async #change(
    uri: string,
    contentChanges: TextDocumentContentChangeEvent[],
  ): Promise<void> {
    this.#version += 1;
    await this.connection.sendNotification(
      DidChangeTextDocumentNotification.type,
      { textDocument: { uri, version: this.#version }, contentChanges },
    );
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(
      DidCloseTextDocumentNotification.type,
      { textDocument: { uri } },
    );
  }

  async filesChanged(
    changes: Readonly<Record<string, "created" | "changed" | "deleted">>,
  ): Promise<void> {
    const types: Record<(typeof changes)[string], FileChangeType> = {
      created: FileChangeType.Created,
      changed: FileChangeType.Changed,
      deleted: FileChangeType.Deleted,
    };
    await this.connection.sendNotification(
      DidChangeWatchedFilesNotification.type,
      {
        changes: Object.entries(changes).map(([uri, kind]) => ({
          uri,
          type: types[kind],
        })),
      },
    );
  }

  pull(
    uri: string,
    previousResultId?: string,
  ): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Codes of the findings of an open document. */
  async codes(uri: string): Promise<readonly string[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? codesOf(report.items) : ["unchanged"];
  }

  /** The codes pushed last for a file; undefined when none were. */
  pushedCodes(uri: string): readonly string[] | undefined {
    const last = this.pushed.findLast((one) => one.uri === uri);
    return last && codesOf(last.diagnostics);
  }

  /** Asks for the findings of closed files, with a stream or without. */
  pullWorkspace({
    streamed = true,
    previous = {},
  }: {
    readonly streamed?: boolean;
    readonly previous?: Readonly<Record<string, string>>;
  } = {}): HeldPull {
    this.#tokens += 1;
    const partialResultToken = `workspace-${this.#tokens}`;
    const chunks: WorkspaceReport[][] = [];
    if (streamed) {
      this.connection.onProgress(
        new ProgressType<WorkspaceDiagnosticReportPartialResult>(),
        partialResultToken,
        ({ items }) => {
          chunks.push(items.map(reportOf));
        },
      );
    }
    const cancellation = new CancellationTokenSource();
    let isAnswered = false;
    const answer = this.connection
      .sendRequest(
        WorkspaceDiagnosticRequest.type,
        {
          previousResultIds: Object.entries(previous).map(([uri, value]) => ({
            uri,
            value,
          })),
          ...(streamed ? { partialResultToken } : {}),
        },
        cancellation.token,
      )
      .finally(() => {
        isAnswered = true;
      });
    // Whoever waits for the answer hears of its failure.
    answer.catch(() => undefined);
    return {
      chunks,
      answer,
      isAnswered: () => isAnswered,
      cancel: () => {
        cancellation.cancel();
      },
    };
  }

  /** Shuts the server down as editors do; its exit code. */
  async stop(): Promise<number | null> {
    await this.request("shutdown");
    await this.connection.sendNotification("exit");
    return this.exited;
  }

  /** Writes bytes that need not be a message. */
  sendBytes(bytes: string): void {
    this.#process.stdin.write(bytes);
  }

  closeInput(): void {
    this.#process.stdin.end();
  }

  kill(): void {
    this.connection.dispose();
    this.#process.kill();
  }
}

export function codesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code }) => String(code));
}

export function reportOf(
  report: WorkspaceDiagnosticReport["items"][number],
): WorkspaceReport {
  return {
    uri: report.uri,
    codes: report.kind === "full" ? codesOf(report.items) : ["unchanged"],
    resultId: report.resultId,
  };
}
