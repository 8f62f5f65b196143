// One session with one language server over stdio, as an editor has it: its
// process, its connection, and what it uses of the machine.
import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type InitializeResult,
  type ProtocolConnection,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import {
  serverProcess,
  statusNotification,
  type Status,
} from "../../server/src/protocol.ts";
import { onInterrupt } from "../editors/processes.ts";
import type { CorpusDocument } from "./corpus.ts";
import { EditedDocument } from "./editedDocument.ts";
import { streamFindings } from "./findings.ts";
import {
  processorSeconds,
  residentMegabytes,
  threadMilliseconds,
} from "./usage.ts";

export type Who = "server" | "null" | "peer" | "ready";

export interface Program {
  readonly who: Who;
  readonly script: string;
}

const patience = 900_000;

export class Session {
  readonly who: Who;
  readonly connection: ProtocolConnection;
  readonly openTexts = new Map<string, () => string>();
  readonly #child: ChildProcess;
  readonly #spawned: number;
  readonly #exited: Promise<void>;
  readonly #hasRead: Promise<void>;
  #initialized = NaN;
  capabilities: ServerCapabilities = {};

  constructor({ who, script }: Program) {
    this.who = who;
    this.#spawned = performance.now();
    // As the extension starts it; the others know of no such thing.
    const { env } = who === "server" ? serverProcess : { env: {} };
    const child = spawn(process.execPath, [script, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    this.#child = child;
    this.#exited = new Promise((resolve) => {
      child.once("exit", () => {
        resolve();
      });
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.#hasRead = new Promise((resolve) => {
      this.connection.onNotification(statusNotification, (status: Status) => {
        if (!status.isReading) resolve();
      });
    });
    for (const asked of [
      "client/registerCapability",
      "workspace/diagnostic/refresh",
      "window/workDoneProgress/create",
    ]) {
      this.connection.onRequest(asked, () => null);
    }
    this.connection.listen();
  }

  /** Milliseconds since the process was started. */
  get age(): number {
    return performance.now() - this.#spawned;
  }

  /** Milliseconds since `initialized` was sent. */
  get sinceInitialized(): number {
    return performance.now() - this.#initialized;
  }

  async initialize(folder: string, options: object = {}): Promise<void> {
    const uri = pathToFileURL(folder).href;
    const { capabilities } =
      await this.connection.sendRequest<InitializeResult>("initialize", {
        processId: process.pid,
        rootUri: null,
        workspaceFolders: [{ uri, name: "corpus" }],
        initializationOptions: options,
        capabilities: {
          textDocument: {
            diagnostic: {},
            completion: { completionItem: { snippetSupport: true } },
            rename: { prepareSupport: true },
          },
          workspace: {
            workspaceEdit: { documentChanges: true },
            diagnostics: { refreshSupport: true },
          },
        },
      });
    this.capabilities = capabilities;
  }

  async initialized(): Promise<void> {
    this.#initialized = performance.now();
    await this.connection.sendNotification("initialized", {});
  }

  /** Until everything is read and the findings of all files are here. */
  async readWorkspace(takePart?: (part: unknown) => void): Promise<number> {
    const findings = streamFindings(this.connection, takePart);
    // A server that does nothing cannot say when it has done it.
    if (this.who !== "null") await this.#hasRead;
    return findings();
  }

  open(
    folder: string,
    { path: place, text }: Pick<CorpusDocument, "path" | "text">,
  ): Promise<EditedDocument> {
    const uri = pathToFileURL(path.join(folder, place)).href;
    return EditedDocument.open(this, uri, text);
  }

  memory(): Promise<number | undefined> {
    return residentMegabytes(this.#child.pid);
  }

  processorSeconds(): Promise<number | undefined> {
    return processorSeconds(this.#child.pid);
  }

  threadMilliseconds(): Promise<number | undefined> {
    return threadMilliseconds(this.#child.pid);
  }

  /** Ends as an editor does, and waits until the process is gone. */
  async end(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    await this.#exited;
  }

  /** Rejects when the process ends by itself or does not answer. */
  whileAlive<Result>(work: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const lost = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The ${this.who} did not answer in time.`));
      }, patience);
      this.#child.once("error", reject);
      // An orderly end resolves `work` first.
      void this.#exited.then(() =>
        setTimeout(() => {
          reject(new Error(`The ${this.who} ended by itself.`));
        }, 1000),
      );
    });
    return Promise.race([lost, work]).finally(() => {
      clearTimeout(timer);
    });
  }

  kill(): void {
    this.connection.dispose();
    this.#child.kill("SIGKILL");
  }
}

/** A session that ends with the work, whatever happens. */
export async function withSession<Result>(
  program: Program,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = new Session(program);
  const forget = onInterrupt(() => {
    session.kill();
    return Promise.resolve();
  });
  try {
    return await session.whileAlive(work(session));
  } finally {
    forget();
    session.kill();
  }
}
