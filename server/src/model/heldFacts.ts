// The facts of one document, at hand or put by. Most documents of a large
// folder are looked at once and then not for hours: the facts of a portfolio
// nobody works on are kept as a few compressed bytes, and read back when they
// are asked for. What decides to which portfolio a document belongs is always
// at hand.

import { noFacts, type DocumentFacts, type DocumentRole } from "./facts.ts";

/** Makes text small and reads it back; what comes back is what was given. */
export interface Compression {
  /**
   * A text in pieces, one after the other. Besides other work, as it takes long
   * and nobody waits for it; the pieces are taken at once.
   */
  compress(pieces: Iterable<string>): Promise<Uint8Array>;
  expand(bytes: Uint8Array): string;
}

/** What decides where a document belongs, and whether it is ours at all. */
export interface Placing {
  readonly role: DocumentRole;
  /** Whether it has a header that is not where a header is read. */
  readonly hasMisplaced?: true;
  /** What a review says that it is a review of. */
  readonly reviewOf?: string;
  /** Portfolio documents: patterns of what does not belong to them. */
  readonly exclude?: readonly string[];
  /** Portfolio documents: where they say that last year's is. */
  readonly previous?: string;
}

export class HeldFacts {
  readonly placing: Placing;
  #facts: DocumentFacts | undefined;
  /** Where they are put by, for good: the facts of a document never change. */
  #bundle: FactsBundle | undefined;
  #isEdited = false;

  private constructor(placing: Placing, facts?: DocumentFacts) {
    this.placing = keptOnce(placing);
    this.#facts = facts;
  }

  static of(facts: DocumentFacts): HeldFacts {
    return new HeldFacts(placingOf(facts), facts);
  }

  /** Those of a text that is being written, and will soon be read again. */
  static ofEdited(facts: DocumentFacts): HeldFacts {
    const held = HeldFacts.of(facts);
    held.#isEdited = true;
    return held;
  }

  /**
   * Whether the next reading of the text will share with them what it says as
   * before: readers remember the last one only.
   */
  get isEdited(): boolean {
    return this.#isEdited;
  }

  /** The same facts, as they have just been read of a text that is written. */
  becomeEdited(alike: DocumentFacts): void {
    this.#facts = alike;
    this.#isEdited = true;
  }

  /** Documents whose facts lie in these bytes, in their order. */
  static putBy(
    placings: readonly Placing[],
    bytes: Uint8Array,
    compression: Compression,
  ): readonly HeldFacts[] {
    const held = placings.map((placing) => new HeldFacts(placing));
    const bundle = new FactsBundle(held, bytes, compression);
    for (const one of held) one.#bundle = bundle;
    return held;
  }

  /** Reads them back where they are put by, with those put by along. */
  get facts(): DocumentFacts {
    if (this.#facts === undefined) {
      const bundle = this.#bundle;
      const all = bundle?.read() ?? [];
      bundle?.held.forEach((one, at) => {
        if (one.#bundle === bundle) one.#facts ??= all[at];
      });
    }
    if (this.#facts === undefined) throw new Error("These facts are lost.");
    return this.#facts;
  }

  /** Whether they are there without being read back. */
  get isAtHand(): boolean {
    return this.#facts !== undefined;
  }

  /**
   * Puts the facts of these documents by together; those that are already are
   * not compressed again.
   */
  static async putAway(
    held: readonly HeldFacts[],
    compression: Compression,
  ): Promise<void> {
    await HeldFacts.bundleOf(held, compression);
    for (const one of held) {
      one.#facts = undefined;
      one.#isEdited = false;
    }
  }

  /** The bytes that hold just these facts, made where there are none yet. */
  static async bundleOf(
    held: readonly HeldFacts[],
    compression: Compression,
  ): Promise<FactsBundle | undefined> {
    const [first] = held;
    if (first === undefined) return undefined;
    const known = first.#bundle;
    const isKnown =
      known?.held.length === held.length &&
      held.every((one, at) => one === known.held[at]);
    if (isKnown && held.every((one) => one.#bundle === known)) return known;
    const bytes = await compression.compress(piecesOf(held));
    const bundle = new FactsBundle(held, bytes, compression);
    for (const one of held) one.#bundle = bundle;
    return bundle;
  }
}

/** A JSON array, a document at a time: what is short is soon forgotten. */
function* piecesOf(held: readonly HeldFacts[]): Generator<string> {
  for (const [at, one] of held.entries()) {
    yield at === 0 ? "[" : ",";
    yield JSON.stringify(packFacts(one.facts));
  }
  yield "]";
}

/** The facts of some documents, put by together. */
export class FactsBundle {
  readonly held: readonly HeldFacts[];
  readonly bytes: Uint8Array;
  readonly #compression: Compression;

  constructor(
    held: readonly HeldFacts[],
    bytes: Uint8Array,
    compression: Compression,
  ) {
    this.held = held;
    this.bytes = bytes;
    this.#compression = compression;
  }

  read(): readonly DocumentFacts[] {
    const packed = JSON.parse(
      this.#compression.expand(this.bytes),
    ) as readonly Partial<DocumentFacts>[];
    return packed.map((one) => ({ ...noFacts, ...one }));
  }
}

function placingOf({
  role,
  misplaced,
  review,
  portfolio,
}: DocumentFacts): Placing {
  const reviewOf = review?.of?.text;
  const exclude = portfolio?.exclude;
  const previous = portfolio?.previous?.text;
  return {
    role,
    ...(misplaced.length === 0 ? {} : { hasMisplaced: true as const }),
    ...(reviewOf === undefined ? {} : { reviewOf }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/** Most say no more than a role. */
const roles = new Map<DocumentRole, Placing>();

function keptOnce(placing: Placing): Placing {
  const { role } = placing;
  if (Object.keys(placing).length > 1) return placing;
  const known = roles.get(role);
  if (known === undefined) roles.set(role, placing);
  return known ?? placing;
}

/** Facts as they are put by: without what every document has. */
function packFacts(facts: DocumentFacts): Partial<DocumentFacts> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([key, value]) => value !== noFacts[key as keyof DocumentFacts],
    ),
  );
}
