// An immutable map that shares all it can with the map it was made from, so
// that one edit among ten thousand documents copies a few hundred entries.

/** How many entries make it worth while to have more buckets. */
const steps: readonly { readonly most: number; readonly buckets: number }[] = [
  { most: 16, buckets: 1 },
  { most: 1024, buckets: 32 },
  { most: 32_768, buckets: 256 },
  { most: Infinity, buckets: 2048 },
];

function bucketsFor(size: number): number {
  return steps.find(({ most }) => size <= most)?.buckets ?? 1;
}

function bucketOf(key: string, buckets: number): number {
  if (buckets === 1) return 0;
  // FNV-1a over UTF-16 units: cheap, and even enough for paths and codes.
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

type Bucket<Key extends string, Value> = ReadonlyMap<Key, Value>;
type Buckets<Key extends string, Value> = readonly (
  Bucket<Key, Value> | undefined
)[];

interface Comparison<Key extends string, Value> {
  readonly before: PersistentMap<Key, Value>;
  readonly changed: ReadonlySet<Key>;
}

export class PersistentMap<Key extends string, Value> {
  readonly size: number;
  /** Their number is a power of two and never falls. */
  readonly #buckets: Buckets<Key, Value>;
  #sortedKeys: readonly Key[] | undefined;
  /** Many ask for what one edit has changed: it is found once. */
  #compared: Comparison<Key, Value> | undefined;

  private constructor(
    buckets: Buckets<Key, Value>,
    size: number,
    sortedKeys?: readonly Key[],
  ) {
    this.#buckets = buckets;
    this.size = size;
    this.#sortedKeys = sortedKeys;
  }

  static empty<Key extends string, Value>(): PersistentMap<Key, Value> {
    return new PersistentMap<Key, Value>([undefined], 0);
  }

  static from<Key extends string, Value>(
    entries: Iterable<readonly [Key, Value]>,
  ): PersistentMap<Key, Value> {
    return PersistentMap.empty<Key, Value>().with(new Map(entries));
  }

  get(key: Key): Value | undefined {
    const buckets = this.#buckets;
    return buckets[bucketOf(key, buckets.length)]?.get(key);
  }

  has(key: Key): boolean {
    const buckets = this.#buckets;
    return buckets[bucketOf(key, buckets.length)]?.has(key) ?? false;
  }

  /** A map with these changes; `undefined` removes a key. */
  with(
    changes: ReadonlyMap<Key, Value | undefined>,
  ): PersistentMap<Key, Value> {
    if (changes.size === 0) return this;
    const wanted = bucketsFor(this.size + changes.size);
    const isGrowing = wanted > this.#buckets.length;
    const buckets = isGrowing ? this.#spread(wanted) : [...this.#buckets];
    const copied = new Map<number, Map<Key, Value>>();
    let { size } = this;
    let isChanged = false;
    let hasSameKeys = true;
    for (const [key, value] of changes) {
      const at = bucketOf(key, buckets.length);
      const held = buckets[at];
      if (value === undefined ? !held?.has(key) : held?.get(key) === value) {
        continue;
      }
      isChanged = true;
      let bucket = copied.get(at);
      if (bucket === undefined) {
        bucket = new Map(held);
        copied.set(at, bucket);
        buckets[at] = bucket;
      }
      const before = bucket.size;
      if (value === undefined) bucket.delete(key);
      else bucket.set(key, value);
      if (bucket.size !== before) hasSameKeys = false;
      size += bucket.size - before;
    }
    if (!isChanged) return this;
    return new PersistentMap(
      buckets,
      size,
      hasSameKeys ? this.#sortedKeys : undefined,
    );
  }

  *entries(): Generator<readonly [Key, Value]> {
    for (const bucket of this.#buckets) {
      if (bucket === undefined) continue;
      for (const entry of bucket) yield entry;
    }
  }

  /** Those of some keys, in the same order. */
  entriesOf(keys: Iterable<Key>): readonly (readonly [Key, Value])[] {
    const wanted = new Set(keys);
    const places = new Set<number>();
    for (const key of wanted) places.add(bucketOf(key, this.#buckets.length));
    const found: (readonly [Key, Value])[] = [];
    for (const at of [...places].sort((a, b) => a - b)) {
      for (const [key, value] of this.#buckets[at] ?? []) {
        if (wanted.has(key)) found.push([key, value]);
      }
    }
    return found;
  }

  /** Keys whose value is another than in `before`, or is in one map only. */
  changedKeys(before: PersistentMap<Key, Value>): ReadonlySet<Key> {
    if (before === this) return new Set();
    if (this.#compared?.before === before) return this.#compared.changed;
    const changed = this.#compare(before);
    // No map holds on to more than the one before it.
    before.#compared = undefined;
    this.#compared = { before, changed };
    return changed;
  }

  #compare(before: PersistentMap<Key, Value>): ReadonlySet<Key> {
    const changed = new Set<Key>();
    const count = Math.max(this.#buckets.length, before.#buckets.length);
    const older = before.#inBuckets(count);
    const newer = this.#inBuckets(count);
    for (let at = 0; at < count; at += 1) {
      const old = older[at];
      const now = newer[at];
      if (old === now) continue;
      for (const [key, value] of now ?? []) {
        if (old?.get(key) !== value) changed.add(key);
      }
      for (const key of old?.keys() ?? []) {
        if (now?.has(key) !== true) changed.add(key);
      }
    }
    return changed;
  }

  *values(): Generator<Value> {
    for (const bucket of this.#buckets) {
      if (bucket === undefined) continue;
      for (const value of bucket.values()) yield value;
    }
  }

  /** All keys in ascending order; sorted once for each set of keys. */
  sortedKeys(): readonly Key[] {
    if (this.#sortedKeys === undefined) {
      const keys: Key[] = [];
      for (const bucket of this.#buckets) {
        for (const key of bucket?.keys() ?? []) keys.push(key);
      }
      this.#sortedKeys = keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    }
    return this.#sortedKeys;
  }

  #inBuckets(count: number): Buckets<Key, Value> {
    return count === this.#buckets.length ? this.#buckets : this.#spread(count);
  }

  /** The same entries in so many buckets, which may be filled further. */
  #spread(count: number): (Bucket<Key, Value> | undefined)[] {
    const buckets = new Array<Map<Key, Value> | undefined>(count).fill(
      undefined,
    );
    for (const bucket of this.#buckets) {
      for (const [key, value] of bucket ?? []) {
        const at = bucketOf(key, count);
        const held = buckets[at];
        if (held === undefined) buckets[at] = new Map([[key, value]]);
        else held.set(key, value);
      }
    }
    return buckets;
  }
}
