// Names in sorted order, so that those which begin with what is typed are one
// run that two binary searches find, among fifty thousand as among four
// hundred.

export class PrefixIndex {
  /** Each once, in ascending order. */
  readonly #names: readonly string[];
  /** Where the positions of each name begin, and where the last ones end. */
  readonly #starts: Uint32Array;
  readonly #positions: Uint32Array;

  private constructor(held: ReadonlyMap<string, readonly number[]>) {
    this.#names = [...held.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    this.#starts = new Uint32Array(this.#names.length + 1);
    const lists = this.#names.map((name) => held.get(name) ?? []);
    let total = 0;
    for (const [at, { length }] of lists.entries()) {
      this.#starts[at] = total;
      total += length;
    }
    this.#starts[lists.length] = total;
    this.#positions = new Uint32Array(total);
    for (const [at, list] of lists.entries()) {
      this.#positions.set(list, this.#starts[at]);
    }
  }

  static of(
    entries: Iterable<readonly [name: string, at: number]>,
  ): PrefixIndex {
    const held = new Map<string, number[]>();
    for (const [name, at] of entries) {
      const list = held.get(name);
      if (list === undefined) held.set(name, [at]);
      else if (list.at(-1) !== at) list.push(at);
    }
    return new PrefixIndex(held);
  }

  /** Positions that have a name with this beginning; some more than once. */
  startingWith(prefix: string): Uint32Array {
    const from = this.#first((name) => name >= prefix);
    const to = this.#first(
      (name) => name >= prefix && !name.startsWith(prefix),
    );
    return this.#positions.subarray(this.#starts[from], this.#starts[to]);
  }

  /** The first name that is far enough, or the number of names. */
  #first(isFarEnough: (name: string) => boolean): number {
    let low = 0;
    let high = this.#names.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isFarEnough(this.#names[middle] ?? "")) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
