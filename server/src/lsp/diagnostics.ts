// Sends findings: on request for documents in an editor, streamed for all but
// the one that is edited, or pushed to clients that cannot ask. Only a client
// knows which documents it shows: it asks for those, and takes the stream for
// the others, whether they are open or not.

import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { Slices } from "../host/slices.ts";
import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { findingsOfText } from "../rules/findingsText.ts";
import type { RuleRunner } from "../rules/runner.ts";
import { FindingsRecord, type Reported } from "./findingsRecord.ts";
import { HeldRequests, type Stream } from "./heldRequests.ts";
import { failIfCancelled } from "./request.ts";
import { toDiagnostic } from "./toProtocol.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

/** Files that are brought up to date while the change itself is taken in. */
const mostAtOnce = 64;
/**
 * Files in one part of a stream. As JSON that is less than 128 kB, beyond which
 * V8 makes a text in memory that it asks the system for each time.
 */
const mostInPart = 24;
/** Files between two looks at the time. */
const partSize = 8;
/** An editor asks at once for what it shows, when somebody types in it. */
const askedMilliseconds = 1_000;

export interface DiagnosticsOptions {
  readonly connection: Pick<Connection, "sendRequest" | "sendDiagnostics">;
  readonly runner: RuleRunner;
  readonly isPulling: boolean;
  readonly canRefresh: boolean;
  /** The client's own spelling of an open document's URI. */
  readonly spelling: (uri: string) => string;
  /** Where a rule's page can be opened. */
  readonly shippedUri: (path: string) => string;
}

export class DiagnosticsSender {
  readonly #options: DiagnosticsOptions;
  readonly #record: FindingsRecord;
  readonly #held = new HeldRequests();
  /** Files whose findings may not be what is on record. */
  readonly #pending = new Map<WorkspaceFolder, Set<FilePath>>();
  /** Up to which snapshot the record of a folder is, but for what is pending. */
  readonly #upTo = new WeakMap<WorkspaceFolder, Snapshot>();
  /** Folders whose closed files are told of when all has been read. */
  readonly #unread = new Set<WorkspaceFolder>();
  #working: Promise<void> | undefined;
  /** The document that is being edited: its editor asks by itself. */
  #edited: FilePath | undefined;
  /** What was typed in last, until its editor has asked. */
  #typed: { folder: WorkspaceFolder; path: FilePath } | undefined;
  #typedTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DiagnosticsOptions) {
    this.#options = options;
    this.#record = new FindingsRecord(options.runner);
  }

  /** Brings the record up to date after a change, and tells the client. */
  changed(
    folder: WorkspaceFolder,
    before: Snapshot,
    editedPath: FilePath | undefined,
  ): void {
    this.#bringUpToDate(folder, before, editedPath);
    if (!folder.isReading) this.#upTo.set(folder, folder.snapshot);
  }

  #bringUpToDate(
    folder: WorkspaceFolder,
    before: Snapshot,
    editedPath: FilePath | undefined,
  ): void {
    this.#edited = editedPath;
    if (folder.isReading) {
      // What is missing may only be unread: closed files can wait.
      this.#unread.add(folder);
      // A portfolio that is being joined bit by bit is not joined for them.
      this.#report(
        folder,
        [...folder.openPaths()].filter((path) => folder.isAwake(path)),
      );
      return;
    }
    const isRead = this.#unread.delete(folder);
    const affected = this.#record.affected(folder, before, isRead);
    if (affected.size <= mostAtOnce) {
      this.#report(folder, affected);
      if (!this.#pending.has(folder)) folder.rest();
      return;
    }
    const pending = this.#pending.get(folder);
    if (pending === undefined) this.#pending.set(folder, new Set(affected));
    else for (const path of affected) pending.add(path);
    this.#working ??= this.#workOff().finally(() => {
      this.#working = undefined;
    });
  }

  /**
   * Somebody types in a document: its editor will ask. Nobody asks for what is
   * changed in no tab, as a rename may do: that is streamed after a while.
   */
  typed(folder: WorkspaceFolder, path: FilePath): void {
    if (!this.#options.isPulling) return;
    if (!this.#isAwaited(folder, path)) this.#streamTyped();
    this.#typed = { folder, path };
    clearTimeout(this.#typedTimer);
    this.#typedTimer = setTimeout(() => {
      this.#streamTyped();
    }, askedMilliseconds);
  }

  #streamTyped(): void {
    const typed = this.#typed;
    this.#wasAsked();
    if (typed !== undefined) void this.#stream(typed.folder, [typed.path]);
  }

  #wasAsked(): void {
    this.#typed = undefined;
    clearTimeout(this.#typedTimer);
  }

  #isAwaited(folder: WorkspaceFolder, path: FilePath): boolean {
    return this.#typed?.path === path && this.#typed.folder === folder;
  }

  /** Resolves when nothing is pending. */
  async isTold(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Brings what is pending up to date, in slices, what is open first. */
  async #workOff(): Promise<void> {
    for (const [folder, pending] of this.#pending) {
      const slices = new Slices(() => folder.nextTurn());
      // To find out which they are has taken its time.
      await folder.nextTurn();
      while (pending.size > 0) {
        await slices.pause();
        const updates: FilePath[] = [];
        // Where most is known, many are told of at once.
        do {
          const part = partOf(folder, pending);
          for (const path of part) pending.delete(path);
          updates.push(...this.#refreshAll(folder, part));
        } while (
          pending.size > 0 &&
          updates.length < mostInPart &&
          !slices.isUsedUp()
        );
        await this.#tell(folder, updates);
      }
      this.#pending.delete(folder);
      folder.rest();
    }
  }

  /** Finds anew what is in these files, and tells the client. */
  #report(folder: WorkspaceFolder, paths: Iterable<FilePath>): void {
    void this.#tell(folder, this.#refreshAll(folder, paths));
  }

  #refreshAll(
    folder: WorkspaceFolder,
    paths: Iterable<FilePath>,
  ): readonly FilePath[] {
    return [...paths].filter((path) => this.#record.refresh(folder, path));
  }

  /** Resolves when it is written. */
  async #tell(
    folder: WorkspaceFolder,
    updates: readonly FilePath[],
  ): Promise<void> {
    if (updates.length === 0) return;
    if (!this.#options.isPulling) {
      for (const path of updates) this.#push(folder, path);
      return;
    }
    const others = updates.some(
      (path) => folder.isOpen(path) && path !== this.#edited,
    );
    if (others) this.#askForPull();
    await this.#stream(
      folder,
      updates.filter((path) => !this.#isAwaited(folder, path)),
    );
  }

  /** A document went from the editor to the disk or back. */
  visibilityChanged(folder: WorkspaceFolder, path: FilePath): void {
    if (this.#isAwaited(folder, path)) this.#wasAsked();
    if (this.#options.isPulling && !folder.isOpen(path)) {
      void this.#stream(folder, [path]);
    }
  }

  /** A folder is gone: its findings go with it. */
  folderClosed(folder: WorkspaceFolder): void {
    this.#pending.get(folder)?.clear();
    for (const path of this.#record.forget(folder)) {
      const uri = folder.toUri(path);
      if (this.#options.isPulling) {
        void this.#held.send([emptyReport(uri, this.#record.nextId())]);
      } else {
        void this.#options.connection.sendDiagnostics({ uri, diagnostics: [] });
      }
    }
  }

  /**
   * Whether the client may have what was found before: the document's portfolio
   * is being joined bit by bit, and the client is asked to ask again when it is.
   */
  canWait(folder: WorkspaceFolder, path: FilePath): boolean {
    return (
      this.#options.canRefresh &&
      folder.isReading &&
      folder.isBeingJoined(path) &&
      this.#record.of(folder).has(path)
    );
  }

  /** Answers for one open document. */
  pull(
    folder: WorkspaceFolder,
    path: FilePath,
    previousId: string | undefined,
  ): DocumentDiagnosticReport {
    if (!this.canWait(folder, path)) {
      const isPending = this.#pending.get(folder)?.delete(path) === true;
      const isUpToDate = this.#upTo.get(folder) === folder.snapshot;
      if (isPending || !isUpToDate) this.#record.refresh(folder, path);
    }
    const reported = this.#record.of(folder).get(path);
    const resultId = reported?.resultId ?? "none";
    const isAwaited = this.#isAwaited(folder, path);
    if (isAwaited) this.#wasAsked();
    if (previousId === resultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    }
    if (!isAwaited) this.#streamLater(folder, path);
    return {
      kind: DocumentDiagnosticReportKind.Full,
      resultId,
      items: this.#diagnostics(folder, path, reported),
    };
  }

  /**
   * Answers for all files, in slices. Held open while the session lives: the
   * client would ask again two seconds after every answer.
   */
  async pullWorkspace(
    folders: readonly WorkspaceFolder[],
    previous: readonly { readonly uri: string; readonly value: string }[],
    stream: Stream | undefined,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    // With one answer to give, it has to hold everything.
    if (stream === undefined) await this.isTold();
    failIfCancelled(token);
    const known = new Map(previous.map(({ uri, value }) => [uri, value]));
    if (stream !== undefined) {
      // What changes from now on comes in the same stream.
      const answer = this.#held.hold(stream, token);
      void this.#unknown(folders, known, token, stream);
      return answer;
    }
    const reports = new Map<string, WorkspaceDocumentDiagnosticReport>();
    for (let done = -1; done !== this.#record.changes;) {
      done = this.#record.changes;
      await this.#unknown(folders, known, token, (items) => {
        for (const report of items) reports.set(report.uri, report);
        return Promise.resolve();
      });
    }
    failIfCancelled(token);
    if (reports.size > 0) return { items: [...reports.values()] };
    return this.#held.hold(undefined, token);
  }

  /** Hands on, part by part, what the client does not have. */
  async #unknown(
    folders: readonly WorkspaceFolder[],
    known: Map<string, string>,
    token: CancellationToken,
    take: Stream,
  ): Promise<void> {
    for (const folder of folders) {
      const slices = new Slices(() => folder.nextTurn());
      let items: WorkspaceDocumentDiagnosticReport[] = [];
      for (const [path, reported] of this.#record.of(folder)) {
        if (this.#isAwaited(folder, path)) continue;
        const uri = this.#uriOf(folder, path);
        if (known.get(uri) === reported.resultId) continue;
        known.set(uri, reported.resultId);
        items.push(this.#reportOf(folder, path, reported));
        if (items.length < partSize) continue;
        if (items.length < mostInPart && !slices.isUsedUp()) continue;
        await take(items);
        items = [];
        await slices.pause();
        if (token.isCancellationRequested) return;
      }
      if (items.length > 0) await take(items);
    }
  }

  /** Open documents moved to another folder or to none. */
  moved(): void {
    if (!this.#options.isPulling) return;
    this.#askForPull();
  }

  #askForPull(): void {
    if (!this.#options.canRefresh) return;
    void this.#options.connection.sendRequest(DiagnosticRefreshRequest.type);
  }

  /** Lets held requests go, when the session ends. */
  release(): void {
    this.#wasAsked();
    this.#held.release();
  }

  /**
   * VS Code asks once more for a document whose tab it closes, drops what was
   * streamed until the answer has come, and the answer as well.
   */
  #streamLater(folder: WorkspaceFolder, path: FilePath): void {
    const streams = this.#held.streams();
    if (streams.length === 0) return;
    void folder.nextTurn().then(() => {
      const reported = this.#record.of(folder).get(path);
      if (reported === undefined) return;
      const items = [this.#reportOf(folder, path, reported)];
      for (const stream of streams) void stream(items);
    });
  }

  async #stream(
    folder: WorkspaceFolder,
    paths: readonly FilePath[],
  ): Promise<void> {
    if (this.#held.size === 0) return;
    const record = this.#record.of(folder);
    await this.#held.send(
      paths.flatMap((path) => {
        const reported = record.get(path);
        return reported === undefined
          ? []
          : [this.#reportOf(folder, path, reported)];
      }),
    );
  }

  #reportOf(
    folder: WorkspaceFolder,
    path: FilePath,
    reported: Reported,
  ): WorkspaceDocumentDiagnosticReport {
    return {
      kind: DocumentDiagnosticReportKind.Full,
      uri: this.#uriOf(folder, path),
      version: null,
      resultId: reported.resultId,
      items: this.#diagnostics(folder, path, reported),
    };
  }

  #push(folder: WorkspaceFolder, path: FilePath): void {
    const reported = this.#record.of(folder).get(path);
    void this.#options.connection.sendDiagnostics({
      uri: this.#uriOf(folder, path),
      diagnostics: this.#diagnostics(folder, path, reported),
    });
  }

  #uriOf(folder: WorkspaceFolder, path: FilePath): string {
    const uri = folder.toUri(path);
    return folder.isOpen(path) ? this.#options.spelling(uri) : uri;
  }

  #diagnostics(
    folder: WorkspaceFolder,
    path: FilePath,
    reported: Reported | undefined,
  ): Diagnostic[] {
    const text = this.#record.textOf(folder, path, reported);
    return findingsOfText(path, text).map((finding) =>
      toDiagnostic(folder.toUri, this.#options.shippedUri, finding),
    );
  }
}

/** The next few files, what is open first. */
function partOf(
  folder: WorkspaceFolder,
  pending: ReadonlySet<FilePath>,
): readonly FilePath[] {
  const part: FilePath[] = [];
  for (const path of folder.openPaths()) {
    if (pending.has(path)) part.push(path);
  }
  for (const path of pending) {
    if (part.length >= partSize) break;
    if (!part.includes(path)) part.push(path);
  }
  return part;
}

function emptyReport(
  uri: string,
  resultId: string,
): WorkspaceDocumentDiagnosticReport {
  return {
    kind: DocumentDiagnosticReportKind.Full,
    uri,
    version: null,
    resultId,
    items: [],
  };
}
