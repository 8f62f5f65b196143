// Bytes that are kept for long, close together. Each in memory of its own lies
// between what is soon forgotten, and keeps the system from having that back.

const shelfSize = 1_000_000;

export class ByteShelf {
  #shelf = new Uint8Array(0);
  #used = 0;

  /** The same bytes, with others that are kept. */
  keep(bytes: Uint8Array): Uint8Array {
    const { length } = bytes;
    if (this.#used + length > this.#shelf.length) {
      this.#shelf = new Uint8Array(Math.max(shelfSize, length));
      this.#used = 0;
    }
    const place = this.#shelf.subarray(this.#used, this.#used + length);
    place.set(bytes);
    this.#used += length;
    return place;
  }
}
