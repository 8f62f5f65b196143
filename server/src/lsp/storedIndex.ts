// What one workspace folder keeps in the stored index, and when: the facts of
// documents as they are on the disk and what was found in them, portfolio by
// portfolio, some time after they changed and when the session ends.

import {
  looseGroupOf,
  type IndexStore,
  type StoredPack,
} from "../host/indexStore.ts";
import type { Digest } from "../model/fingerprint.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import type { Compression, HeldFacts } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { bundled, inBundles } from "../model/putBy.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { cellOf } from "../model/workspaceIndex.ts";
import { productBuild } from "../productVersion.ts";
import type { Verdict } from "../rules/verdicts.ts";
import { noNameList, type NameList } from "../syntax/personalNames.ts";
import type { DocumentStamps } from "./documentStamps.ts";
import {
  groupOf,
  groupVerdict,
  knownPaths,
  loadGroups,
  nothingKnown,
  type KeptIndex,
} from "./keptIndex.ts";

/** Changes wait so long for others before they are written. */
const quietMilliseconds = 5_000;

/** What there is to store. */
export interface IndexContent {
  readonly snapshot: Snapshot;
  /** Whether all has been read: until then what is missing may be unread. */
  readonly isRead: boolean;
  /** What was found in a portfolio, if all of it holds. */
  readonly verdictOf: (cell: PortfolioCell) => Verdict | undefined;
  /** On what all findings hang beside the files: the packs and the day. */
  readonly context: string;
}

export interface StoredIndexPlace {
  readonly store: IndexStore;
  readonly digest: Digest;
  readonly compression: Compression;
  readonly stamps: DocumentStamps;
  readonly nextTurn: () => Promise<void>;
}

interface Saved {
  readonly cell: PortfolioCell;
  readonly verdict: Verdict | undefined;
}

export class StoredIndex {
  readonly #place: StoredIndexPlace;
  readonly #content: () => IndexContent;
  readonly #packs = new Map<FilePath, StoredPack>();
  /** Documents that are not as they are stored. */
  readonly #changed = new Set<FilePath>();
  /** What is stored, by the name of its group. */
  readonly #saved = new Map<string, Saved | undefined>();
  #hasChangedPacks = false;
  #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(place: StoredIndexPlace, content: () => IndexContent) {
    this.#place = place;
    this.#content = content;
    this.#key = this.#keyOf(noNameList);
  }

  /** Facts depend on the list of names: others are stored under another key. */
  setNames(names: NameList): void {
    this.#key = this.#keyOf(names);
    this.forgetAll();
  }

  #keyOf(names: NameList): string {
    const { digest } = this.#place;
    return digest(JSON.stringify([productBuild, [...names.byFirstWord]]));
  }

  /** `paths`: all documents that are there. */
  async load(paths: readonly FilePath[]): Promise<KeptIndex> {
    const loaded = await this.#place.store.load(this.#key);
    for (const [path, pack] of loaded.packs) this.#packs.set(path, pack);
    for (const name of loaded.groups.keys()) this.#saved.set(name, undefined);
    if (loaded.groups.size === 0) return nothingKnown;
    const { compression } = this.#place;
    return loadGroups(loaded.groups, compression, knownPaths(paths));
  }

  /** A document is not as it is stored. */
  hasChanged(path: FilePath): void {
    this.#changed.add(path);
  }

  /** A pack as it was read before from the same text. */
  packOf(path: FilePath, text: string): FrameworkPack | undefined {
    const known = this.#packs.get(path);
    return known?.digest === this.#place.digest(text) ? known.pack : undefined;
  }

  /** A pack without problems was read from this text. */
  packWasRead(path: FilePath, text: string, pack: FrameworkPack): void {
    this.#packs.set(path, { digest: this.#place.digest(text), pack });
    this.#hasChangedPacks = true;
  }

  /** Packs that are gone are not kept. */
  keepPacks(paths: readonly FilePath[]): void {
    for (const path of this.#packs.keys()) {
      if (paths.includes(path)) continue;
      this.#packs.delete(path);
      this.#hasChangedPacks = true;
    }
  }

  forgetAll(): void {
    this.#packs.clear();
    for (const name of this.#saved.keys()) this.#saved.set(name, undefined);
    this.#hasChangedPacks = true;
  }

  /** Whether a portfolio's findings of a session before are known to hold. */
  isSaved(cell: PortfolioCell, verdict: Verdict | undefined): void {
    this.#saved.set(this.nameOf(cell), { cell, verdict });
  }

  /** Removes what is stored; what is read from now on is stored again. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    await this.#place.store.clear();
    this.forgetAll();
  }

  /** Stores what changed when nothing has changed for a while. */
  saveSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.save();
    }, quietMilliseconds);
  }

  /** Stores what changed. Never rejects. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#saveChanged());
    return this.#saving;
  }

  /** The name of a portfolio's group. */
  nameOf({ folder }: PortfolioCell): string {
    const digest = this.#place.digest(folder).replace(/[^a-zA-Z0-9]/g, "");
    return `portfolio-${digest.slice(-24)}`;
  }

  async #saveChanged(): Promise<void> {
    const { store } = this.#place;
    const key = this.#key;
    if (this.#hasChangedPacks) {
      this.#hasChangedPacks = false;
      await store.savePacks(key, [...this.#packs]);
    }
    const content = this.#content();
    const { index } = content.snapshot;
    const changed = new Set<string>();
    for (const path of this.#changed) {
      const cell = cellOf(index, path);
      changed.add(cell === undefined ? looseGroupOf(path) : this.nameOf(cell));
    }
    this.#changed.clear();
    const current = new Set<string>();
    for (const cell of index.portfolios.cells()) {
      const name = this.nameOf(cell);
      current.add(name);
      const verdict = content.verdictOf(cell);
      const saved = this.#saved.get(name);
      if (
        saved?.cell === cell &&
        saved.verdict === verdict &&
        !changed.has(name)
      ) {
        continue;
      }
      this.#saved.set(name, { cell, verdict });
      await store.saveGroup(
        key,
        name,
        await groupOf(
          inBundles(cell.members),
          this.#place,
          verdict && groupVerdict(content, this.#place.stamps, cell, verdict),
        ),
      );
    }
    await this.#saveLoose(key, index, changed, current);
    if (!content.isRead) return;
    for (const name of [...this.#saved.keys()]) {
      if (current.has(name)) continue;
      this.#saved.delete(name);
      await store.saveGroup(key, name, undefined);
    }
  }

  /** Documents of no portfolio, where any of them changed. */
  async #saveLoose(
    key: string,
    index: Snapshot["index"],
    changed: ReadonlySet<string>,
    current: Set<string>,
  ): Promise<void> {
    const loose = new Map<string, (readonly [FilePath, HeldFacts])[]>();
    for (const path of index.documents.sortedKeys()) {
      const held = index.documents.held.get(path);
      if (held === undefined || cellOf(index, path) !== undefined) continue;
      const name = looseGroupOf(path);
      current.add(name);
      const group = loose.get(name);
      if (group === undefined) loose.set(name, [[path, held]]);
      else group.push([path, held]);
    }
    for (const [name, documents] of loose) {
      if (this.#saved.has(name) && !changed.has(name)) continue;
      this.#saved.set(name, undefined);
      const group = await groupOf(bundled(documents), this.#place);
      await this.#place.store.saveGroup(key, name, group);
    }
  }
}
