// The framework packs of one workspace folder, as they are read: from the
// stored index where the text is the same, and with their last good version
// while an edit has broken them.

import type { FolderHost } from "../host/host.ts";
import type { CalendarDate } from "../model/calendar.ts";
import type { Digest } from "../model/fingerprint.ts";
import {
  isSound,
  readFrameworkPack,
  type FrameworkPack,
} from "../model/frameworkPack.ts";
import type { FilePath } from "../model/paths.ts";
import { unreadablePack } from "../model/unreadablePack.ts";
import type { StoredIndex } from "./storedIndex.ts";

/** On what all findings hang beside the files: the day and the packs. */
export function contextOf(
  today: CalendarDate,
  packsKey: string,
  digest: Digest,
): string {
  return digest(JSON.stringify([today, packsKey]));
}

export class FolderPacks {
  readonly #host: FolderHost;
  readonly #digest: Digest;
  readonly #stored: StoredIndex | undefined;
  /** Packs of the last time they could be used: a broken edit keeps them. */
  readonly #lastGood = new Map<FilePath, FrameworkPack>();
  #key = "";

  constructor(
    host: FolderHost,
    digest: Digest,
    stored: StoredIndex | undefined,
  ) {
    this.#host = host;
    this.#digest = digest;
    this.#stored = stored;
  }

  /** Tells the packs of one state of the files from those of another. */
  get key(): string {
    return this.#key;
  }

  /** A pack as it stands in the editor: what is found with it holds for no file. */
  readOpen(path: FilePath, text: string): FrameworkPack {
    this.#key = "";
    return this.#readOne(path, text);
  }

  /** Reads the packs at these paths, in their order; open text wins. */
  async read(
    wanted: readonly FilePath[],
    openText: (path: FilePath) => string | undefined,
  ): Promise<ReadonlyMap<FilePath, FrameworkPack>> {
    // What is gone, or is a pack no more, counts for nothing when it is back.
    for (const path of this.#lastGood.keys()) {
      if (!wanted.includes(path)) this.#lastGood.delete(path);
    }
    this.#stored?.keepPacks(wanted);
    const contents = await this.#host.readFiles(wanted);
    const packs = new Map<FilePath, FrameworkPack>();
    const texts: string[] = [];
    wanted.forEach((path, at) => {
      const content = contents[at];
      const text =
        openText(path) ?? (content?.kind === "text" ? content.text : undefined);
      texts.push(path, text ?? "");
      if (text !== undefined) packs.set(path, this.#readOne(path, text));
      else if (content?.kind === "unreadable") {
        const pack = unreadablePack(path, content.unreadable);
        packs.set(path, this.#withLastGood(path, pack));
      }
    });
    this.#key = this.#digest(JSON.stringify(texts));
    return packs;
  }

  /** While a pack is broken, the last good version goes on counting. */
  #readOne(path: FilePath, text: string): FrameworkPack {
    const known = this.#stored?.packOf(path, text);
    const pack =
      known ?? readFrameworkPack({ file: path, text, isShipped: false });
    const isUsable =
      pack.framework !== undefined || pack.crosswalk !== undefined;
    if (isUsable && isSound(pack)) {
      this.#lastGood.set(path, pack);
      if (known === undefined) this.#stored?.packWasRead(path, text, pack);
      return pack;
    }
    return this.#withLastGood(path, pack);
  }

  #withLastGood(path: FilePath, pack: FrameworkPack): FrameworkPack {
    const { framework, crosswalk } = this.#lastGood.get(path) ?? pack;
    return { ...pack, framework, crosswalk };
  }
}
