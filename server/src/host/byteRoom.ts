// Room for the bytes of texts, used again and again. To ask the system for new
// memory takes longer than to write into it, and so does putting texts
// together before they are written.

const encoder = new TextEncoder();
/** A unit of UTF-16 is never more than three bytes of UTF-8. */
const mostBytes = 3;

export class ByteRoom {
  #bytes = new Uint8Array(64_000);
  #length = 0;

  /** Bytes that it has room for without asking for more. */
  get size(): number {
    return this.#bytes.length;
  }

  /** What has been added, until something is added after `clear`. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  add(text: string): void {
    const wanted = this.#length + text.length * mostBytes;
    if (wanted > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(wanted, this.#bytes.length * 2));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    const free = this.#bytes.subarray(this.#length);
    this.#length += encoder.encodeInto(text, free).written;
  }
}
