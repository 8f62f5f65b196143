// One workspace folder: reads it, keeps its current snapshot, and brings it up
// to date from the editor's text and from changes on disk. Open text wins.

import { isDocument, isPack, type FolderHost } from "../host/host.ts";
import { isIgnoreFile } from "../host/setAside.ts";
import type { IndexStore } from "../host/indexStore.ts";
import { Slices } from "../host/slices.ts";
import type { CalendarDate } from "../model/calendar.ts";
import type { Digest, JudgedFiles } from "../model/fingerprint.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import { listFiles, type FileList, type FilePath } from "../model/paths.ts";
import type { Compression, HeldFacts } from "../model/heldFacts.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import type { Settings } from "../model/settings.ts";
import {
  firstSnapshot,
  readAllBut,
  updateSnapshot,
  type Shipped,
  type Snapshot,
  type SnapshotChanges,
} from "../model/snapshot.ts";
import { cellOf } from "../model/workspaceIndex.ts";
import type { RuleRunner } from "../rules/runner.ts";
import type { Verdict } from "../rules/verdicts.ts";
import type { NameList } from "../syntax/personalNames.ts";
import type { Adoption } from "./adoption.ts";
import { AreaReading, type HeldByPath } from "./areaReading.ts";
import { inFolderOrder } from "./areas.ts";
import { ComparedFiles } from "./comparedFiles.ts";
import { batchSize, DocumentReader } from "./documentReader.ts";
import { DocumentStamps } from "./documentStamps.ts";
import { EarlierReading } from "./earlierReading.ts";
import { FolderFiles, type FileChanges } from "./folderFiles.ts";
import { contextOf, FolderPacks } from "./folderPacks.ts";
import { PortfolioCare } from "./portfolioCare.ts";
import type { ReadingThreads } from "./readingThreads.ts";
import { SharedReading } from "./sharedReading.ts";
import { StoredIndex } from "./storedIndex.ts";
import { UnreadDocuments, type Admission } from "./unreadDocuments.ts";

/** Told of each new snapshot, and of progress while reading. */
export interface FolderListener {
  changed(folder: WorkspaceFolder, before: Snapshot): void;
  progressed(): void;
  /** Others read the folder: whoever answers has time. */
  shared(): void;
  /** Resolves when clients have been told of all that changed so far. */
  isTold(): Promise<void>;
  failed(what: string, error: unknown): void;
}

/**
 * Portfolios in which nobody works and that are kept joined all the same, and
 * how many documents they may have together.
 */
const mostIdle = { portfolios: 3, documents: 400 };
/** For so long, at least, is kept what somebody looked at last. */
const lookMilliseconds = 10_000;

export interface WorkspaceFolderParts {
  /** Its identity: the folder's URI, or that of a lone document. */
  readonly uri: string;
  /** The URI of a path in it. */
  readonly toUri: (path: FilePath) => string;
  readonly host: FolderHost;
  readonly shipped: Shipped;
  readonly settings: Settings;
  readonly today: () => CalendarDate;
  readonly digest: Digest;
  readonly listener: FolderListener;
  /** Where an index is kept from one session to the next. */
  readonly store?: IndexStore | undefined;
  /** Those that read a large folder beside other work. */
  readonly threads?: ReadingThreads | undefined;
  readonly runner: RuleRunner;
}

export class WorkspaceFolder {
  readonly uri: string;
  readonly toUri: (path: FilePath) => string;
  readonly #host: FolderHost;
  readonly #shipped: Shipped;
  readonly #listener: FolderListener;
  readonly #today: () => CalendarDate;
  /** Text of open documents and packs, by path. */
  readonly #open = new Map<FilePath, string>();
  readonly #files: FolderFiles;
  readonly #unread = new UnreadDocuments();
  readonly #compared: ComparedFiles;
  #isDigesting = false;
  #snapshot: Snapshot;
  readonly #digest: Digest;
  /** Work that waits for the disk is done one after the other. */
  #queue: Promise<void> = Promise.resolve();
  readonly #runner: RuleRunner;
  readonly #stamps: DocumentStamps;
  readonly #reader: DocumentReader;
  readonly #stored: StoredIndex | undefined;
  readonly #earlier: EarlierReading | undefined;
  #isReadingAll = false;
  #isResting = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #slices: Slices;
  readonly #care: PortfolioCare;
  readonly #areas: AreaReading;
  readonly #shared: SharedReading | undefined;
  readonly #packs: FolderPacks;
  #isStopped = false;
  /** As what is being read will be when nothing more is left unread. */
  #readUntilNow = readAllBut([]);
  #isToBeRead = false;
  #hasRead = false;
  #isTold = false;
  #isClosed = false;
  filesRead = 0;
  filesToRead = 0;

  constructor({
    uri,
    toUri,
    host,
    shipped,
    settings,
    today,
    digest,
    listener,
    store,
    threads,
    runner,
  }: WorkspaceFolderParts) {
    this.uri = uri;
    this.toUri = toUri;
    this.#host = host;
    this.#slices = new Slices(() => host.nextTurn());
    this.#shipped = shipped;
    this.#listener = listener;
    this.#today = today;
    this.#digest = digest;
    this.#runner = runner;
    this.#snapshot = firstSnapshot(shipped, today(), settings, digest);
    this.#files = new FolderFiles(host, settings);
    this.#compared = new ComparedFiles(host);
    this.#stamps = new DocumentStamps(digest);
    this.#stored = this.#storedIn(store, host.compression);
    this.#packs = new FolderPacks(host, digest, this.#stored);
    this.#reader = new DocumentReader({
      host,
      digest,
      compared: this.#compared,
      stamps: this.#stamps,
      slices: this.#slices,
      openText: (path) => this.#open.get(path),
      wasRead: (path) => this.#stored?.hasChanged(path),
    });
    this.#care = new PortfolioCare(
      {
        snapshot: () => this.#whenRead(),
        openPaths: () => this.#open.keys(),
        isOpen: (path) => this.#open.has(path),
      },
      { runner, slices: this.#slices, compression: host.compression },
    );
    const adoption: Adoption = {
      snapshot: () => this.#whenRead(),
      context: () => this.#context(),
      stamps: this.#stamps,
      runner,
    };
    this.#earlier = this.#earlierIn(adoption, this.#stored);
    this.#areas = this.#areasIn();
    this.#shared = this.#sharedWith(adoption, threads);
  }

  #storedIn(
    store: IndexStore | undefined,
    compression: Compression | undefined,
  ): StoredIndex | undefined {
    if (store === undefined || compression === undefined) return undefined;
    const nextTurn = (): Promise<void> => this.#host.nextTurn();
    return new StoredIndex(
      {
        store,
        digest: this.#digest,
        compression,
        stamps: this.#stamps,
        nextTurn,
      },
      () => ({
        snapshot: this.#whenRead(),
        isRead: this.#hasRead,
        verdictOf: (cell) => this.#verdictOf(cell),
        context: this.#context(),
      }),
    );
  }

  #earlierIn(
    adoption: Adoption,
    stored: StoredIndex | undefined,
  ): EarlierReading | undefined {
    if (stored === undefined) return undefined;
    return new EarlierReading(adoption, {
      stored,
      slices: this.#slices,
      host: this.#host,
    });
  }

  #areasIn(): AreaReading {
    return new AreaReading(
      {
        take: (documents) => {
          this.#update({ documents: this.#closedOf(documents) });
        },
        taken: () => undefined,
        adopt: (folder) => this.#earlier?.adopt(folder) === true,
        digestFiles: (judged) => this.#digestFiles(judged),
        judged: () => {
          // Documents that are open in it have more to show now.
          this.#listener.changed(this, this.#snapshot);
        },
        putBy: () => undefined,
        failed: (what, error) => {
          this.#listener.failed(what, error);
        },
      },
      { reader: this.#reader, care: this.#care, slices: this.#slices },
    );
  }

  #sharedWith(
    adoption: Adoption,
    threads: ReadingThreads | undefined,
  ): SharedReading | undefined {
    const { compression } = this.#host;
    if (threads === undefined || compression === undefined) return undefined;
    return new SharedReading(
      {
        uri: this.uri,
        adoption,
        compared: this.#compared,
        isOpen: (path) => this.#open.has(path),
        holdPortfolio: (paths) => this.#holdPortfolio(paths),
        wasRead: (path) => this.#stored?.hasChanged(path),
        takeIn: (area, adopt) => this.#areas.takeIn(area, adopt),
        shared: () => {
          this.#listener.shared();
        },
        progressed: (more) => {
          this.filesRead += more;
          this.#listener.progressed();
        },
        failed: (what, error) => {
          this.#listener.failed(what, error);
        },
      },
      { threads, compression, slices: this.#slices },
    );
  }

  /** What was found in a portfolio, where all its files were looked through. */
  #verdictOf(cell: PortfolioCell): Verdict | undefined {
    const verdict = this.#runner.verdictOf(this.#whenRead(), cell);
    return verdict?.texts.size === cell.members.size ? verdict : undefined;
  }

  /** On what all findings hang beside the files of the folder. */
  #context(): string {
    return contextOf(this.#today(), this.#packs.key, this.#digest);
  }

  /** Documents that are not read, because there are too many. */
  get filesUnread(): number {
    return this.#unread.size;
  }

  /** Whether it is being read for the first time. */
  get isReading(): boolean {
    return !this.#hasRead;
  }

  /** Whether all of it is being read, for the first time or again. */
  get isReadingAll(): boolean {
    return this.#isReadingAll;
  }

  /** Whether clients know what was found when it was read first. */
  get isTold(): boolean {
    return this.#isTold;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The text of an open document. */
  openText(path: FilePath): string | undefined {
    return this.#open.get(path);
  }

  /** Texts of files, open or not; those that cannot be read are left out. */
  async readTexts(
    paths: readonly FilePath[],
  ): Promise<ReadonlyMap<FilePath, string>> {
    const contents = await this.#host.readFiles(paths);
    return new Map(
      paths.flatMap((path, at): readonly [FilePath, string][] => {
        const content = contents[at];
        const text =
          this.#open.get(path) ??
          (content?.kind === "text" ? content.text : undefined);
        return text === undefined ? [] : [[path, text]];
      }),
    );
  }

  openPaths(): Iterable<FilePath> {
    return this.#open.keys();
  }

  isOpen(path: FilePath): boolean {
    return this.#open.has(path);
  }

  /** Whether what a document says with others is at hand. */
  isAwake(path: FilePath): boolean {
    return cellOf(this.#snapshot.index, path)?.isJoined !== false;
  }

  /** Whether that is just being found out, bit by bit. */
  isBeingJoined(path: FilePath): boolean {
    const { joining } = this.#areas;
    if (joining === undefined) return false;
    return cellOf(this.#snapshot.index, path)?.folder === joining;
  }

  /** Whether a file is an artefact that a reviewer judged. */
  isCompared(path: FilePath): boolean {
    return this.#compared.hasArtefact(path);
  }

  /** Leaves unread what has not been read yet, until all is read again. */
  stopReading(): void {
    if (!this.isReading && !this.#isReadingAll) return;
    this.#isStopped = true;
    this.#shared?.stop();
  }

  /** Whether the user stopped reading. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Stops telling anybody anything. */
  close(): void {
    this.#isClosed = true;
    this.#shared?.stop();
    clearTimeout(this.#restTimer);
  }

  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<void> {
    return this.#queue;
  }

  /** Reads everything. Open documents are answered for meanwhile. */
  readAll(): Promise<void> {
    this.#isToBeRead = true;
    return this.#enqueue("reading the folder", async () => {
      this.#isReadingAll = true;
      try {
        await this.#readAllNow();
      } finally {
        this.#isReadingAll = false;
      }
      void this.#saveWhenTold();
    });
  }

  async #readAllNow(): Promise<void> {
    const paths = await this.#files.list(() => this.#snapshot.settings);
    for (const path of this.#open.keys()) {
      if (this.#files.isSetAside(path)) this.#open.delete(path);
    }
    await this.#slices.pause();
    this.#files.set(paths);
    this.#unread.clear();
    this.#isStopped = false;
    const setAside = await this.#files.setAsideOf(paths, this.#slices);
    const isSetAside = (path: FilePath): boolean => setAside.has(path);
    const own = paths.filter((path) => !isSetAside(path));
    const documents = this.#admitted(own, new Map());
    await this.#slices.pause();
    await this.#earlier?.load(documents);
    const packs = await this.#readPacks(paths);
    this.filesRead = 0;
    this.filesToRead = documents.length;
    await this.#slices.pause();
    const files = listFiles(paths, isSetAside);
    await this.#slices.pause();
    const wanted = new Set(documents);
    const gone = this.#snapshot.index.documents
      .sortedKeys()
      .filter((path) => !wanted.has(path) && !this.#open.has(path));
    this.#update({
      files,
      packs,
      documents: new Map(gone.map((path) => [path, undefined])),
    });
    this.#readUntilNow = this.#unread.whenRead();
    await this.#slices.pause();
    const inOrder = inFolderOrder(documents, this.#open.keys());
    await this.#slices.pause();
    const unchanged: ReadonlyMap<FilePath, HeldFacts> =
      (await this.#earlier?.unchanged(inOrder)) ?? new Map();
    if (unchanged.size > inOrder.length / 2) {
      await this.#readChanged(inOrder, unchanged);
    } else {
      await this.#readAreas(await this.#readShared(inOrder), unchanged);
    }
    await this.#areas.settled();
    await this.#earlier?.adoptLate();
    this.#earlier?.end();
    await this.#slices.pause();
    this.#hasRead = true;
    this.#update(this.#unread.whenRead());
  }

  /** Nobody waits for what is stored: findings go first. */
  async #saveWhenTold(): Promise<void> {
    await this.#listener.isTold();
    this.#isTold = true;
    this.#listener.progressed();
    for (const path of this.#open.keys()) this.prepare(path);
    await this.#stored?.save();
    this.rest();
  }

  /**
   * Takes in what is as it was, reads the rest, and looks through the
   * portfolios of which anything is not as it was.
   */
  async #readChanged(
    paths: readonly FilePath[],
    unchanged: HeldByPath,
  ): Promise<void> {
    await this.#slices.pause();
    this.#update({ documents: this.#closedOf(unchanged) });
    const others = paths.filter((path) => !unchanged.has(path));
    for (let at = 0; at < others.length; at += batchSize) {
      if (this.#isStopped) {
        this.#leaveUnread(others.slice(at));
        break;
      }
      await this.#slices.pause();
      const read = await this.#reader.readBatch(
        others.slice(at, at + batchSize),
      );
      this.#update({ documents: this.#closedOf(read) });
      this.filesRead = unchanged.size + Math.min(at + batchSize, others.length);
      this.#listener.progressed();
    }
    for (const folder of this.#openFirst()) {
      await this.#slices.pause();
      if (this.#earlier?.adopt(folder) !== true) {
        await this.#areas.judge(folder);
      }
    }
  }

  /** Folders of portfolios: first those in which somebody works. */
  #openFirst(): ReadonlySet<FilePath> {
    const { index } = this.#snapshot;
    const open = [...this.#open.keys()].flatMap(
      (path) => cellOf(index, path)?.folder ?? [],
    );
    return new Set([...open, ...index.portfolios.keys()]);
  }

  /** Documents without those that are open: these are as the editor has them. */
  #closedOf(documents: HeldByPath): HeldByPath {
    if ([...this.#open.keys()].every((path) => !documents.has(path))) {
      return documents;
    }
    return new Map([...documents].filter(([path]) => !this.#open.has(path)));
  }

  /** Whether any of these few documents makes its folder a portfolio. */
  async #holdPortfolio(paths: readonly FilePath[]): Promise<boolean> {
    const { held } = this.#snapshot.index.documents;
    // What is open is not read.
    const read = await this.#reader.readBatch(paths);
    return paths.some(
      (path) =>
        (read.get(path) ?? held.get(path))?.placing.role === "portfolio",
    );
  }

  /** Has other threads read a large folder; what is left to be read here. */
  async #readShared(paths: readonly FilePath[]): Promise<readonly FilePath[]> {
    const packs = this.#packPaths([...this.#files.all]);
    await this.#slices.pause();
    // Threads know packs as they are on the disk.
    const isAnyOpen = packs.some((path) => this.#open.has(path));
    if (this.#shared === undefined || isAnyOpen || this.#isStopped)
      return paths;
    return this.#shared.read({
      today: this.#today(),
      settings: this.#snapshot.settings,
      names: this.#reader.names,
      files: this.#snapshot.files,
      packs,
      documents: paths,
    });
  }

  /** Reads documents, and takes in each portfolio as soon as it is read. */
  async #readAreas(
    paths: readonly FilePath[],
    unchanged: ReadonlyMap<FilePath, HeldFacts>,
  ): Promise<void> {
    const before = this.filesToRead - paths.length;
    const left = await this.#areas.read(paths, {
      unchanged,
      isStopped: () => this.#isStopped,
      progressed: (filesRead, isToBeTold) => {
        this.filesRead = before + filesRead;
        if (isToBeTold) this.#listener.progressed();
      },
    });
    this.#leaveUnread(left);
  }

  #leaveUnread(paths: readonly FilePath[]): void {
    if (paths.length === 0) return;
    for (const path of paths) {
      if (!this.#open.has(path)) this.#unread.leave(path);
    }
    this.#readUntilNow = this.#unread.whenRead();
  }

  /** The snapshot as it will be when all has been read. */
  #whenRead(): Snapshot {
    return this.isReading
      ? { ...this.#snapshot, ...this.#readUntilNow }
      : this.#snapshot;
  }

  /**
   * When all is told: reads what reviewers judged in portfolios that have been
   * joined meanwhile, and lets those go in which nobody works.
   */
  rest(mostKept = mostIdle): void {
    this.#digestJudged();
    if (this.#isResting || this.isReading) return;
    const idle = this.#care.idle();
    const documents = idle.reduce((sum, { members }) => sum + members.size, 0);
    const isMuch =
      idle.length > mostKept.portfolios || documents > mostKept.documents;
    if (!isMuch) return;
    this.#isResting = true;
    void this.#enqueue("putting portfolios by", async () => {
      this.#isResting = false;
      for (const { folder } of idle) await this.#care.putBy(folder);
    });
  }

  /**
   * Somebody looks at a portfolio, in which perhaps nobody works: it is joined,
   * and let go again when they look elsewhere.
   */
  async show(portfolio: FilePath): Promise<void> {
    await this.#care.wakePortfolio(portfolio);
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => {
      this.rest();
    }, lookMilliseconds);
  }

  /** Joins a document's portfolio bit by bit, where it is not joined. */
  wake(path: FilePath): Promise<void> {
    return this.#care.wake(path);
  }

  /**
   * Somebody has opened a document, and may write in it. Done when all has been
   * read for those that are open by then.
   */
  prepare(path: FilePath): void {
    if (!this.#isTold) return;
    this.#care.prepare(path).catch((error: unknown) => {
      this.#listener.failed("joining a portfolio", error);
    });
  }

  nextTurn(): Promise<void> {
    return this.#host.nextTurn();
  }

  /** Removes what is stored of this folder, and reads all of it again. */
  async clearStored(): Promise<void> {
    await this.#stored?.clear();
    this.#stamps.clear();
    if (this.#isToBeRead) await this.readAll();
  }

  /** Stores what has changed, before the session ends. */
  async save(): Promise<void> {
    await this.#stored?.save();
  }

  /** The text of a document or pack in the editor, opened or changed. */
  setText(path: FilePath, text: string): void {
    // What is open is looked at again when what is set aside is another.
    if (!this.#open.has(path) && this.#files.own([path]).length === 0) return;
    this.#open.set(path, text);
    if (isPack(path, this.#snapshot.settings.frameworks)) {
      const packs = new Map(this.#snapshot.packs);
      packs.set(path, this.#packs.readOpen(path, text));
      this.#update({ packs });
      return;
    }
    if (this.#stamps.delete(path)) this.#stored?.hasChanged(path);
    const facts = this.#reader.factsOfText(path, text);
    this.#update({ documents: new Map([[path, facts]]) });
  }

  /** A document was closed: what is on disk counts again. */
  closeText(path: FilePath): void {
    this.#open.delete(path);
    void this.#enqueue("reading a closed document", async () => {
      if (this.#open.has(path)) return;
      await this.#reread(this.#files.own([path]));
    });
  }

  /** Files changed on disk; bursts are taken in one pass. */
  filesChanged(changes: FileChanges): void {
    void this.#enqueue("reading changed files", async () => {
      const all = [...changes.created, ...changes.changed, ...changes.deleted];
      if (all.some(isIgnoreFile)) {
        this.#compared.forget(all);
        void this.readAll();
        return;
      }
      const { created, gone } = await this.#files.take(changes);
      // It may come and go with its folder.
      if (created.some(isIgnoreFile) || gone.some(isIgnoreFile)) {
        this.#compared.forget([...all, ...created, ...gone]);
        void this.readAll();
        return;
      }
      this.#compared.forget([...created, ...changes.changed, ...gone]);
      for (const path of gone) this.#unread.forget(path);
      const own = this.#files.own([...created, ...changes.changed]);
      const documents = this.#admitted(own, this.#snapshot.index.documents);
      const others = own.filter((path) => !isDocument(path));
      const isOther = created.length > 0 || gone.length > 0;
      await this.#reread(
        [...documents, ...others, ...gone],
        isOther ? this.#files.asList() : undefined,
      );
    });
  }

  #admitted(
    paths: readonly FilePath[],
    read: Admission["read"],
  ): readonly FilePath[] {
    return this.#unread.admit(paths, {
      most: this.#snapshot.settings.maximumDocuments,
      read,
      isOpen: (path) => this.#open.has(path),
    });
  }

  /**
   * Workspace folders that lie in this one: what is in them is theirs. True
   * when they are others than before, so that this folder must be read again.
   */
  setNested(nested: readonly FilePath[]): boolean {
    if (!this.#files.setNested(nested)) return false;
    for (const path of this.#open.keys()) {
      if (this.#files.own([path]).length === 0) this.#open.delete(path);
    }
    return true;
  }

  /** `hidden`: what the editor hides, as patterns. */
  setSettings(settings: Settings, hidden: readonly string[] = []): void {
    const before = placesOf(this.#snapshot.settings, this.#files.hidden);
    this.#update({ settings });
    if (before === placesOf(settings, hidden)) return;
    this.#files.decideSetAside(settings, hidden);
    if (this.#isToBeRead) void this.readAll();
  }

  /** The user's list of names to keep out: all is read again with it. */
  setNames(names: NameList): void {
    if (names === this.#reader.names) return;
    this.#reader.names = names;
    this.#stamps.clear();
    this.#stored?.setNames(names);
    for (const [path, text] of this.#open) this.setText(path, text);
    if (this.#isToBeRead) void this.readAll();
  }

  async #reread(paths: readonly FilePath[], files?: FileList): Promise<void> {
    const { frameworks } = this.#snapshot.settings;
    const documents = await this.#reader.read(paths.filter(isDocument));
    const hasPack = paths.some((path) => isPack(path, frameworks));
    this.#update({
      documents,
      ...(files === undefined ? {} : { files }),
      ...(this.#hasRead ? this.#unread.changesSince(this.#snapshot) : {}),
      ...(hasPack
        ? { packs: await this.#readPacks([...this.#files.all]) }
        : {}),
    });
    this.#stored?.saveSoon();
  }

  #readPacks(
    paths: readonly FilePath[],
  ): Promise<ReadonlyMap<FilePath, FrameworkPack>> {
    return this.#packs.read(
      this.#packPaths([...paths, ...this.#open.keys()]),
      (path) => this.#open.get(path),
    );
  }

  #packPaths(paths: readonly FilePath[]): readonly FilePath[] {
    const { frameworks } = this.#snapshot.settings;
    return [...new Set(paths)]
      .filter(
        (path) => isPack(path, frameworks) && !this.#files.isSetAside(path),
      )
      .sort();
  }

  /** Digests are made only where a reviewer put on record what was there. */
  #digestJudged(): void {
    if (this.#snapshot.unreadFolders === undefined || this.#isDigesting) return;
    const missing = this.#compared.missing(this.#snapshot, this.#files.all);
    if (missing === undefined) return;
    this.#isDigesting = true;
    void this.#enqueue("reading what was judged", async () => {
      this.#isDigesting = false;
      await this.#digestFiles(missing);
    });
  }

  /** Reads bodies and artefacts that a reviewer judged, with their digests. */
  async #digestFiles(judged: JudgedFiles): Promise<void> {
    const documents = await this.#reader.digest(judged, this.#files.all);
    if (documents !== undefined) this.#update({ documents });
  }

  #update(changes: SnapshotChanges): void {
    if (this.#isClosed) return;
    const before = this.#snapshot;
    this.#snapshot = updateSnapshot(before, this.#shipped, {
      ...changes,
      artefacts: this.#compared.artefacts,
      today: this.#today(),
    });
    this.#listener.changed(this, before);
    this.#digestJudged();
  }

  #enqueue(what: string, work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      if (this.#isClosed) return;
      try {
        await work();
      } catch (error) {
        this.#listener.failed(what, error);
      }
    });
    return this.#queue;
  }
}

/** The settings that decide which files are read. */
function placesOf(settings: Settings, hidden: readonly string[]): string {
  const { frameworks, exclude, useIgnoreFiles, maximumDocuments } = settings;
  return JSON.stringify([
    frameworks,
    exclude,
    useIgnoreFiles,
    maximumDocuments,
    hidden,
  ]);
}
