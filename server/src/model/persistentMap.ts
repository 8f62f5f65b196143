// An immutable map that shares all it can with the map it was made from, so
// that one edit among ten thousand documents copies a few hundred entries.

const bucketCount = 256;

function bucketOf(key: string): number {
  // FNV-1a over UTF-16 units: cheap, and even enough for paths and codes.
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (bucketCount - 1);
}

type Bucket<Key extends string, Value> = ReadonlyMap<Key, Value>;

export class PersistentMap<Key extends string, Value> {
  readonly size: number;
  readonly #buckets: readonly (Bucket<Key, Value> | undefined)[];
  #sortedKeys: readonly Key[] | undefined;

  private constructor(
    buckets: readonly (Bucket<Key, Value> | undefined)[],
    size: number,
  ) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<Key extends string, Value>(): PersistentMap<Key, Value> {
    return new PersistentMap<Key, Value>([], 0);
  }

  static from<Key extends string, Value>(
    entries: Iterable<readonly [Key, Value]>,
  ): PersistentMap<Key, Value> {
    return PersistentMap.empty<Key, Value>().with(new Map(entries));
  }

  get(key: Key): Value | undefined {
    return this.#buckets[bucketOf(key)]?.get(key);
  }

  has(key: Key): boolean {
    return this.#buckets[bucketOf(key)]?.has(key) ?? false;
  }

  /** A map with these changes; `undefined` removes a key. */
  with(
    changes: ReadonlyMap<Key, Value | undefined>,
  ): PersistentMap<Key, Value> {
    if (changes.size === 0) return this;
    const buckets = [...this.#buckets];
    const copied = new Map<number, Map<Key, Value>>();
    let { size } = this;
    let isChanged = false;
    for (const [key, value] of changes) {
      const at = bucketOf(key);
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
      size += bucket.size - before;
    }
    return isChanged ? new PersistentMap(buckets, size) : this;
  }

  *entries(): Generator<readonly [Key, Value]> {
    for (const bucket of this.#buckets) {
      if (bucket !== undefined) yield* bucket;
    }
  }

  /** Keys whose value is another than in `before`, or is in one map only. */
  changedKeys(before: PersistentMap<Key, Value>): ReadonlySet<Key> {
    const changed = new Set<Key>();
    for (let at = 0; at < bucketCount; at += 1) {
      const old = before.#buckets[at];
      const now = this.#buckets[at];
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
    for (const [, value] of this.entries()) yield value;
  }

  /** All keys in ascending order; sorted once for each map. */
  sortedKeys(): readonly Key[] {
    this.#sortedKeys ??= [...this.entries()]
      .map(([key]) => key)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return this.#sortedKeys;
  }
}
