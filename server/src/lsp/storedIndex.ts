// What one workspace folder keeps in the stored index, and when: the facts of
// documents as they are on the disk, part by part, some time after they
// changed and when the session ends.

import type { FileStamp } from "../host/host.ts";
import {
  indexParts,
  partOf,
  type IndexStore,
  type LoadedIndex,
  type StoredDocument,
  type StoredPack,
} from "../host/indexStore.ts";
import type { DocumentFacts } from "../model/facts.ts";
import type { Digest } from "../model/fingerprint.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import type { FilePath } from "../model/paths.ts";
import { productBuild } from "../productVersion.ts";
import { noNameList, type NameList } from "../syntax/personalNames.ts";

/** Changes wait so long for others before they are written. */
const quietMilliseconds = 5_000;

type FactsOf = () => Iterable<readonly [FilePath, DocumentFacts]>;

export class StoredIndex {
  readonly #store: IndexStore;
  readonly #digest: Digest;
  readonly #factsOf: FactsOf;
  /** Documents whose facts are those of the file with this stamp. */
  readonly #stamps = new Map<FilePath, FileStamp>();
  readonly #packs = new Map<FilePath, StoredPack>();
  /** Parts that are not as they are stored. */
  readonly #changed = new Set<number>();
  #hasChangedPacks = false;
  #key: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(store: IndexStore, digest: Digest, factsOf: FactsOf) {
    this.#store = store;
    this.#digest = digest;
    this.#factsOf = factsOf;
    this.#key = this.#keyOf(noNameList);
  }

  /** Facts depend on the list of names: others are stored under another key. */
  setNames(names: NameList): void {
    this.#key = this.#keyOf(names);
    this.forgetAll();
  }

  #keyOf(names: NameList): string {
    return this.#digest(JSON.stringify([productBuild, [...names.byFirstWord]]));
  }

  async load(): Promise<LoadedIndex> {
    const loaded = await this.#store.load(this.#key);
    for (const [path, pack] of loaded.packs) this.#packs.set(path, pack);
    return loaded;
  }

  /** The state of the file that a document's facts were read from. */
  stampOf(path: FilePath): FileStamp | undefined {
    return this.#stamps.get(path);
  }

  /** These facts are stored already. */
  isStored(path: FilePath, stamp: FileStamp): void {
    this.#stamps.set(path, stamp);
  }

  /** A document was read; without a stamp it is read again at the next start. */
  wasRead(path: FilePath, stamp: FileStamp | undefined): void {
    if (stamp === undefined) this.#stamps.delete(path);
    else this.#stamps.set(path, stamp);
    this.#changed.add(partOf(path));
  }

  /** The document is not as it is on the disk, or is not there. */
  isElsewhere(path: FilePath): void {
    if (this.#stamps.delete(path)) this.#changed.add(partOf(path));
  }

  /** A pack as it was read before from the same text. */
  packOf(path: FilePath, text: string): FrameworkPack | undefined {
    const known = this.#packs.get(path);
    return known?.digest === this.#digest(text) ? known.pack : undefined;
  }

  /** A pack without problems was read from this text. */
  packWasRead(path: FilePath, text: string, pack: FrameworkPack): void {
    this.#packs.set(path, { digest: this.#digest(text), pack });
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
    this.#stamps.clear();
    this.#packs.clear();
    for (let part = 0; part < indexParts; part += 1) this.#changed.add(part);
    this.#hasChangedPacks = true;
  }

  /** Removes what is stored; what is read from now on is stored again. */
  async clear(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#saving;
    await this.#store.clear();
    this.forgetAll();
  }

  /** Stores what changed when nothing has changed for a while. */
  saveSoon(): void {
    if (this.#changed.size === 0 && !this.#hasChangedPacks) return;
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

  async #saveChanged(): Promise<void> {
    const key = this.#key;
    if (this.#hasChangedPacks) {
      this.#hasChangedPacks = false;
      await this.#store.savePacks(key, [...this.#packs]);
    }
    if (this.#changed.size === 0) return;
    const parts = new Map<number, (readonly [FilePath, StoredDocument])[]>();
    for (const part of this.#changed) parts.set(part, []);
    this.#changed.clear();
    for (const [path, facts] of this.#factsOf()) {
      const stamp = this.#stamps.get(path);
      if (stamp === undefined) continue;
      parts.get(partOf(path))?.push([path, { stamp, facts }]);
    }
    for (const [part, documents] of parts) {
      await this.#store.savePart(key, part, documents);
    }
  }
}
