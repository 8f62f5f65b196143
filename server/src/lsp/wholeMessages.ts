// Writes a message in one go: the library writes its header and its content one
// after the other, and a client that reads from a pipe would wake up twice.

import { EventEmitter } from "node:events";
import type { Writable } from "node:stream";

type Done = (error?: Error | null) => void;

/** Passes on to `output` what is written, a header with what follows it. */
export class WholeMessages
  extends EventEmitter
  implements NodeJS.WritableStream
{
  readonly writable = true;
  readonly #output: Writable;
  #header = "";

  constructor(output: Writable) {
    super();
    this.#output = output;
    for (const event of ["error", "close"]) {
      output.on(event, (...what: unknown[]) => this.emit(event, ...what));
    }
  }

  /** The library writes headers as texts, and contents as bytes. */
  write(
    chunk: Uint8Array | string,
    encoding?: BufferEncoding | Done,
    callback?: Done,
  ): boolean {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string") {
      this.#header += chunk;
      done?.();
      return true;
    }
    const whole = Buffer.concat([Buffer.from(this.#header, "latin1"), chunk]);
    this.#header = "";
    return this.#output.write(whole, done);
  }

  end(): this {
    this.#output.end();
    return this;
  }
}
