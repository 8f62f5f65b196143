// Texts about the files of one portfolio, such as what was found in them. They
// are long beside all else that is kept of a portfolio in which nobody works:
// they are put by with it, and only their prints are at hand.

import type { Compression } from "./heldFacts.ts";
import type { FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";
import { emptyPrint, printOf, type TextPrint } from "../text/textPrint.ts";

/** Texts that are put by, in the order of their files: plain data. */
export interface PlainTexts {
  readonly prints: readonly TextPrint[];
  readonly bytes: Uint8Array;
}

interface Kept {
  readonly texts: PlainTexts;
  /** In ascending order. */
  readonly paths: readonly FilePath[];
  readonly compression: Compression;
}

/** Between texts: there is none in JSON. */
const separator = "\n";

type Texts = PersistentMap<FilePath, string>;

/** So many of those that were put by and read back are at hand. */
const mostReadBack = 2;

/** The texts never change; whether they are put by does. */
export class KeptTexts {
  static readonly #readBack: KeptTexts[] = [];
  #texts: Texts | undefined;
  #kept: Kept | undefined;

  private constructor(texts: Texts | undefined, kept: Kept | undefined) {
    this.#texts = texts;
    this.#kept = kept;
  }

  static of(texts: Iterable<readonly [FilePath, string]>): KeptTexts {
    return new KeptTexts(PersistentMap.from(texts), undefined);
  }

  /** Those of these files, in ascending order, as they were put by. */
  static putBy(
    paths: readonly FilePath[],
    texts: PlainTexts,
    compression: Compression,
  ): KeptTexts {
    return new KeptTexts(undefined, { paths, texts, compression });
  }

  get size(): number {
    return this.#kept?.paths.length ?? this.#texts?.size ?? 0;
  }

  /** Whether they are there without being read back. */
  get isAtHand(): boolean {
    return this.#texts !== undefined;
  }

  get(path: FilePath): string | undefined {
    const at = this.#texts === undefined ? this.#placeOf(path) : undefined;
    // Of most files there is nothing to say.
    if (at !== undefined && this.#kept?.texts.prints[at] === emptyPrint) {
      return "";
    }
    return this.#all().get(path);
  }

  /** Tells the text of a file from any other, without reading it back. */
  print(path: FilePath): TextPrint | undefined {
    if (this.#kept !== undefined) {
      const at = this.#placeOf(path);
      return at === undefined ? undefined : this.#kept.texts.prints[at];
    }
    const text = this.#texts?.get(path);
    return text === undefined ? undefined : printOf(text);
  }

  /** `undefined` for a file that has to be looked through again. */
  with(changes: ReadonlyMap<FilePath, string | undefined>): KeptTexts {
    return new KeptTexts(this.#all().with(changes), undefined);
  }

  /** As they are put by, made where they never were. */
  async keep(compression: Compression): Promise<PlainTexts> {
    if (this.#kept !== undefined) return this.#kept.texts;
    const texts = this.#all();
    const paths = texts.sortedKeys();
    const inOrder = paths.map((path) => texts.get(path) ?? "");
    const bytes = await compression.compress(withSeparators(inOrder));
    const prints = inOrder.map(printOf);
    this.#kept = { paths, texts: { prints, bytes }, compression };
    return this.#kept.texts;
  }

  async putAway(compression: Compression): Promise<void> {
    if (this.#texts === undefined) return;
    await this.keep(compression);
    this.#texts = undefined;
  }

  #placeOf(path: FilePath): number | undefined {
    const paths = this.#kept?.paths ?? [];
    let low = 0;
    let high = paths.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((paths[middle] ?? "") < path) low = middle + 1;
      else high = middle;
    }
    return paths[low] === path ? low : undefined;
  }

  #all(): Texts {
    if (this.#texts !== undefined) return this.#texts;
    if (this.#kept === undefined) return PersistentMap.empty();
    const { paths, compression, texts: kept } = this.#kept;
    const texts = compression.expand(kept.bytes).split(separator);
    const read: Texts = PersistentMap.from(
      paths.map((path, at) => [path, texts[at] ?? ""]),
    );
    this.#texts = read;
    const all = KeptTexts.#readBack;
    all.push(this);
    const oldest = all.length > mostReadBack ? all.shift() : undefined;
    if (oldest !== undefined) oldest.#texts = undefined;
    return read;
  }
}

function* withSeparators(texts: readonly string[]): Generator<string> {
  for (const [at, text] of texts.entries()) {
    if (at > 0) yield separator;
    yield text;
  }
}
