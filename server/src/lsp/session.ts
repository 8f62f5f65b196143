// The one holder of state: workspace folders with their current snapshots,
// open documents, settings. Everything else is a function of a snapshot.

import {
  type Connection,
  type WorkspaceFolder as LspFolder,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import { shipped } from "../generated/shippedPacks.js";
import {
  isDocument,
  isEntered,
  isPack,
  localDate,
  type FolderHost,
} from "../host/host.ts";
import type { ReadNameFile } from "../host/nameList.ts";
import { isIgnoreFile, readHidden } from "../host/setAside.ts";
import type { Digest } from "../model/fingerprint.ts";
import type { IndexStore } from "../host/indexStore.ts";
import type { FilePath } from "../model/paths.ts";
import {
  defaultSettings,
  readSettings,
  type Settings,
} from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { createRunner, type RuleRunner } from "../rules/runner.ts";
import { statusNotification, type Status } from "../protocol.ts";
import { CoverageNews } from "./coverageNews.ts";
import { DiagnosticsSender } from "./diagnostics.ts";
import { FileBursts, isFileEvent, type FileBurst } from "./fileBursts.ts";
import { HeldNames } from "./heldNames.ts";
import { LoneDocuments, lonePath } from "./loneDocuments.ts";
import { ReadingProgress } from "./readingProgress.ts";
import type { ReadingThreads } from "./readingThreads.ts";
import { readingOf, statusOf } from "./sessionStatus.ts";
import { folderUri, isOurScheme, pathIn, uriOf } from "./uris.ts";
import {
  WorkspaceFolder,
  type FolderListener,
  type WorkspaceFolderParts,
} from "./workspaceFolder.ts";

/** What the place where the server runs gives it. */
export interface SessionPlace {
  readonly hostFor: (folder: string) => FolderHost;
  readonly shippedUri: ShippedUri;
  /** Absent where there is no disk. */
  readonly readNameFile: ReadNameFile | undefined;
  readonly digest: Digest;
  /** Keeps the index of a folder below the client's storage folder. */
  readonly storeFor: ((folder: string) => IndexStore) | undefined;
  /** Those that read a large folder beside other work, where there are any. */
  readonly threadsFor?: (folder: string) => ReadingThreads | undefined;
  /** Called when threads begin to read a folder. */
  readonly whenShared?: () => void;
}

/** Where a document that comes with the product can be opened. */
export type ShippedUri = (path: string) => string;

export interface ClientAbilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly answersConfiguration: boolean;
  readonly watchesFiles: boolean;
  readonly createsFiles: boolean;
  readonly takesSnippets: boolean;
  readonly takesLabelDetails: boolean;
  /** Whether it asks what can be renamed before a new name is typed. */
  readonly preparesRename: boolean;
  readonly takesDocumentChanges: boolean;
  /** Whether it can show a change before it is made. */
  readonly annotatesChanges: boolean;
  readonly showsProgress: boolean;
  readonly showsShipped: boolean;
  /** Where the client lets us keep an index. */
  readonly storagePath: string | undefined;
  readonly settings: unknown;
}

/** An open document with the folder whose snapshot it is in. */
export interface LocatedDocument {
  readonly folder: WorkspaceFolder;
  readonly path: FilePath;
  readonly text: string;
}

interface FolderSettings {
  readonly settings: Settings;
  /** What the editor hides, as patterns. */
  readonly hidden: readonly string[];
}

export class Session implements FolderListener {
  readonly connection: Connection;
  readonly abilities: ClientAbilities;
  readonly shippedUri: ShippedUri;
  readonly diagnostics: DiagnosticsSender;
  readonly runner: RuleRunner;
  readonly #place: SessionPlace;
  readonly #folders = new Map<string, WorkspaceFolder>();
  /** Folders that the client has, those still being set up too. */
  readonly #wanted = new Set<string>();
  readonly #documents = new Map<string, TextDocument>();
  /** Open documents, with how we would spell their URIs. */
  readonly #spelled = new Map<string, string>();
  readonly #lone: LoneDocuments;
  readonly #bursts = new FileBursts(async (burst) => {
    try {
      await this.#takeBurst(burst);
    } catch (error) {
      this.failed("reading changed files", error);
    }
  });
  readonly #progress: ReadingProgress;
  readonly #coverage: CoverageNews;
  readonly #reportedFailures = new Set<string>();
  #settings: Settings;
  readonly #names: HeldNames;
  #started: Promise<void> = Promise.resolve();
  #edited: FilePath | undefined;
  #activity = 0;
  #toldStatus = "";

  constructor(
    connection: Connection,
    abilities: ClientAbilities,
    place: SessionPlace,
  ) {
    this.connection = connection;
    this.abilities = abilities;
    this.#place = place;
    this.shippedUri = place.shippedUri;
    this.#coverage = new CoverageNews(this.connection, () => {
      this.tellStatus();
    });
    this.#progress = new ReadingProgress(
      connection.window,
      abilities.showsProgress,
      () => {
        this.stopReading();
      },
    );
    this.#settings = readSettings(abilities.settings);
    this.runner = createRunner((rule, error) => {
      this.failed(`rule ${rule}`, error);
    });
    this.diagnostics = new DiagnosticsSender({
      connection,
      runner: this.runner,
      isPulling: abilities.pullsDiagnostics,
      canRefresh: abilities.refreshesDiagnostics,
      spelling: (uri) => this.#spelling(uri),
      shippedUri: place.shippedUri,
    });
    this.#names = new HeldNames({
      read: place.readNameFile,
      isInWorkspace: (uri) =>
        [...this.#wanted].some((folder) => pathIn(folder, uri) !== undefined),
      warn: (problem) => {
        connection.console.warn(problem);
      },
    });
    this.#lone = new LoneDocuments(() => ({
      ...this.folderParts(),
      settings: this.#settings,
      names: this.#names.list,
    }));
  }

  get folders(): readonly WorkspaceFolder[] {
    return [...this.#folders.values()];
  }

  get isReading(): boolean {
    return this.folders.some((folder) => folder.isReading);
  }

  /** How often documents have been opened, changed, closed or asked about. */
  get activity(): number {
    return this.#activity;
  }

  // --- folders

  /** What all folders of a session have in common. */
  folderParts(): Pick<
    WorkspaceFolderParts,
    "shipped" | "today" | "digest" | "listener" | "runner"
  > {
    return {
      shipped,
      today: () => localDate(new Date()),
      digest: this.#place.digest,
      listener: this,
      runner: this.runner,
    };
  }

  async addFolder({ uri }: LspFolder): Promise<void> {
    const key = folderUri(uri);
    if (this.#wanted.has(key)) return;
    this.#wanted.add(key);
    await this.#started;
    const { settings, hidden } = await this.#settingsFor(key);
    // It may be gone again before the client has answered.
    if (!this.#wanted.has(key) || this.#folders.has(key)) return;
    const folder = new WorkspaceFolder({
      ...this.folderParts(),
      uri: key,
      toUri: (path) => uriOf(key, path),
      host: this.#place.hostFor(key),
      settings,
      store: this.#place.storeFor?.(key),
      threads: this.#place.threadsFor?.(key),
    });
    this.#folders.set(key, folder);
    folder.setSettings(settings, hidden);
    // The list may lie in this very folder.
    this.#readNames(this.#settings.personalNames);
    folder.setNames(this.#names.list);
    this.#separateFolders(folder);
    for (const document of this.#documents.values()) {
      const path = pathIn(key, document.uri);
      if (path === undefined) continue;
      this.#dropLone(document.uri);
      folder.setText(path, document.getText());
      this.diagnostics.moved();
    }
    this.tellStatus();
    await folder.readAll();
    if (!this.isReading) this.#progress.end();
    this.#coverage.allChanged();
  }

  removeFolder({ uri }: LspFolder): void {
    this.#wanted.delete(folderUri(uri));
    const folder = this.#folders.get(folderUri(uri));
    if (folder === undefined) return;
    folder.close();
    this.#folders.delete(folder.uri);
    this.diagnostics.folderClosed(folder);
    this.#separateFolders(undefined);
    for (const document of this.#documents.values()) {
      if (this.#locateFolder(document.uri) === undefined) {
        this.#openLone(document);
        this.diagnostics.moved();
      }
    }
    this.#coverage.allChanged();
  }

  /** A file belongs to the innermost workspace folder that holds it. */
  #separateFolders(unread: WorkspaceFolder | undefined): void {
    for (const folder of this.folders) {
      const nested = this.folders.flatMap(
        ({ uri }) => (uri === folder.uri ? [] : pathIn(folder.uri, uri)) ?? [],
      );
      if (folder.setNested(nested) && folder !== unread) void folder.readAll();
    }
  }

  // --- documents

  open(uri: string, languageId: string, version: number, text: string): void {
    this.#activity += 1;
    if (!isOurScheme(uri)) return;
    const document = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(uri, document);
    this.#spelled.set(uri, URI.parse(uri).toString());
    // The list lies where no change of it is told: it is looked at in passing.
    this.#readNames(this.#settings.personalNames);
    this.#textChanged(document);
    const located = this.#locateFolder(uri);
    located?.folder.prepare(located.path);
  }

  change(
    uri: string,
    version: number,
    changes: Parameters<typeof TextDocument.update>[1],
  ): void {
    this.#activity += 1;
    const document = this.#documents.get(uri);
    if (document === undefined) return;
    TextDocument.update(document, changes, version);
    this.#textChanged(document);
  }

  close(uri: string): void {
    this.#activity += 1;
    if (!this.#documents.delete(uri)) return;
    this.#spelled.delete(uri);
    if (this.#dropLone(uri)) return;
    const located = this.#locateFolder(uri);
    if (located === undefined) return;
    const { folder, path } = located;
    folder.closeText(path);
    this.diagnostics.visibilityChanged(folder, path);
  }

  /** Where a document is, when it is one of ours and open. */
  locate(uri: string): LocatedDocument | undefined {
    this.#activity += 1;
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    const lone = this.#lone.folderOf(uri);
    const found =
      lone === undefined
        ? this.#locateFolder(uri)
        : { folder: lone, path: lonePath };
    return found === undefined
      ? undefined
      : { ...found, text: document.getText() };
  }

  /** A document as the client knows it; no version where it is not open. */
  versioned(uri: string): {
    readonly uri: string;
    readonly version: number | null;
  } {
    const own = this.#spelling(uri);
    return { uri: own, version: this.#documents.get(own)?.version ?? null };
  }

  /** Where a file is, open or not. */
  locateFile(
    uri: string,
  ): { readonly folder: WorkspaceFolder; readonly path: FilePath } | undefined {
    return this.#locateFolder(uri);
  }

  /** `changes`: as the client sends them. */
  filesChanged(changes: unknown): void {
    if (Array.isArray(changes)) this.#bursts.add(changes.filter(isFileEvent));
  }

  async #takeBurst(burst: FileBurst): Promise<void> {
    const deleted = this.#pathsByFolder(burst.deleted);
    const created = this.#pathsByFolder(burst.created);
    const changed = this.#pathsByFolder(burst.changed);
    const touched = this.folders.filter(
      (folder) =>
        deleted.has(folder) || created.has(folder) || changed.has(folder),
    );
    for (const folder of touched) {
      folder.filesChanged({
        deleted: deleted.get(folder) ?? [],
        created: created.get(folder) ?? [],
        changed: (changed.get(folder) ?? []).filter(
          (path) =>
            isRead(folder, path) ||
            folder.isCompared(path) ||
            isIgnoreFile(path),
        ),
      });
    }
    await Promise.all(touched.map((folder) => folder.settled()));
  }

  #pathsByFolder(
    uris: readonly string[],
  ): ReadonlyMap<WorkspaceFolder, readonly FilePath[]> {
    const byFolder = new Map<WorkspaceFolder, FilePath[]>();
    for (const uri of uris) {
      const located = this.#locateFolder(uri);
      // Folders that are never entered are never listened to either.
      if (located === undefined || !isEntered(located.path)) continue;
      const paths = byFolder.get(located.folder);
      if (paths === undefined) byFolder.set(located.folder, [located.path]);
      else paths.push(located.path);
    }
    return byFolder;
  }

  // --- settings

  /** The settings that hold for no folder in particular, at the start. */
  start(): Promise<void> {
    this.#started = this.#readOwnSettings();
    return this.#started;
  }

  async #readOwnSettings(): Promise<void> {
    this.#settings = (await this.#settingsFor(undefined)).settings;
    for (const folder of this.#lone.folders()) {
      folder.setSettings(this.#settings);
    }
    this.#readNames(this.#settings.personalNames);
  }

  async configurationChanged(pushed: unknown): Promise<void> {
    const before = this.#settings.personalNames;
    if (!this.abilities.answersConfiguration) {
      this.#settings = readSettings(pushed);
    }
    await this.start();
    for (const folder of this.folders) {
      const { settings, hidden } = await this.#settingsFor(folder.uri);
      folder.setSettings(settings, hidden);
    }
    const { problem } = this.#names;
    if (problem !== undefined && before !== this.#settings.personalNames) {
      this.connection.window.showWarningMessage(problem);
    }
  }

  /** Reads the list of names; where it says something else, all documents. */
  #readNames(setting: string): void {
    const isOther = this.#names.read(setting);
    if (isOther.problems) this.tellStatus();
    if (!isOther.list) return;
    for (const folder of [...this.folders, ...this.#lone.folders()]) {
      folder.setNames(this.#names.list);
    }
  }

  async #settingsFor(folder: string | undefined): Promise<FolderSettings> {
    if (!this.abilities.answersConfiguration) {
      return { settings: this.#settings, hidden: [] };
    }
    const scope = folder === undefined ? {} : { scopeUri: folder };
    try {
      const [own, hidden] = (await this.connection.workspace.getConfiguration([
        { ...scope, section: "evidencePortfolio" },
        // VS Code's own; other clients know nothing of it.
        { ...scope, section: "files.exclude" },
      ])) as readonly unknown[];
      return { settings: readSettings(own), hidden: readHidden(hidden) };
    } catch (error) {
      this.failed("reading the settings", error);
      return { settings: defaultSettings, hidden: [] };
    }
  }

  // --- telling the client

  changed(folder: WorkspaceFolder, before: Snapshot): void {
    this.diagnostics.changed(folder, before, this.#edited);
    if (this.#lone.has(folder)) return;
    const { packs, files } = folder.snapshot;
    if (before.packs !== packs || before.files !== files) this.tellStatus();
    if (!folder.isReading) this.#coverage.changed(folder, before);
  }

  isTold(): Promise<void> {
    return this.diagnostics.isTold();
  }

  progressed(): void {
    this.tellStatus();
    const reading = readingOf(this.folders);
    if (reading === undefined) this.#progress.end();
    else this.#progress.tell(...reading);
  }

  shared(): void {
    this.#place.whenShared?.();
  }

  failed(what: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const line = `${what} failed: ${message}`;
    // Once is enough: what fails at a keystroke would fail at the next.
    if (this.#reportedFailures.has(line)) return;
    this.#reportedFailures.add(line);
    this.connection.console.error(
      error instanceof Error ? `${line}\n${error.stack ?? ""}` : line,
    );
  }

  tellStatus(): void {
    const status = this.status();
    const text = JSON.stringify(status);
    // A letter changes what is covered and seldom what the item shows.
    if (text === this.#toldStatus) return;
    this.#toldStatus = text;
    void this.connection.sendNotification(statusNotification, status);
  }

  status(): Status {
    return statusOf(this.folders, this.#names.problem);
  }

  async end(): Promise<void> {
    this.#coverage.close();
    this.#bursts.close();
    this.diagnostics.release();
    for (const folder of this.folders) folder.close();
    await Promise.all(this.folders.map((folder) => folder.save()));
  }

  /** What has not been read yet stays unread, until it is asked for. */
  stopReading(): void {
    for (const folder of this.folders) folder.stopReading();
  }

  /** Reads all folders again, for example after reading was stopped. */
  async readAgain(): Promise<void> {
    await Promise.all(this.folders.map((folder) => folder.readAll()));
    if (!this.isReading) this.#progress.end();
    this.tellStatus();
  }

  /** Removes what is stored of all folders and reads them again. */
  async clearStored(): Promise<void> {
    await Promise.all(this.folders.map((folder) => folder.clearStored()));
  }

  // --- inside

  #textChanged(document: TextDocument): void {
    const located = this.#locateFolder(document.uri);
    if (located === undefined) {
      this.#openLone(document);
      return;
    }
    const { folder, path } = located;
    if (!isRead(folder, path)) return;
    // Not when it is opened: that may be without a tab, and nobody asks then.
    if (folder.isOpen(path)) this.diagnostics.typed(folder, path);
    this.#edited = path;
    try {
      folder.setText(path, document.getText());
    } finally {
      this.#edited = undefined;
    }
  }

  #openLone(document: TextDocument): void {
    this.#edited = lonePath;
    try {
      this.#lone.setText(document);
    } finally {
      this.#edited = undefined;
    }
  }

  #dropLone(uri: string): boolean {
    const folder = this.#lone.drop(uri);
    if (folder !== undefined) this.diagnostics.folderClosed(folder);
    return folder !== undefined;
  }

  /** The innermost workspace folder of a document. */
  #locateFolder(
    uri: string,
  ): { readonly folder: WorkspaceFolder; readonly path: FilePath } | undefined {
    let best: { folder: WorkspaceFolder; path: FilePath } | undefined;
    for (const folder of this.#folders.values()) {
      const path = pathIn(folder.uri, uri);
      if (path === undefined) continue;
      if (best === undefined || path.length < best.path.length) {
        best = { folder, path };
      }
    }
    return best;
  }

  /** The client's own spelling of what is spelled as `uriOf` does. */
  #spelling(uri: string): string {
    if (this.#documents.has(uri)) return uri;
    for (const [open, spelled] of this.#spelled) {
      if (spelled === uri) return open;
    }
    return uri;
  }
}

function isRead({ snapshot }: WorkspaceFolder, path: FilePath): boolean {
  return isDocument(path) || isPack(path, snapshot.settings.frameworks);
}
