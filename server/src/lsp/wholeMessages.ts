// Writes a message in one go: the library writes its header and its content one
// after the other, and a client that reads from a pipe would wake up twice.

import { Writable } from "node:stream";

/** Passes on to `output` what is written, a header with what follows it. */
export function wholeMessages(output: Writable): Writable {
  let header: Buffer | undefined;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (chunk.subarray(0, headerStart.length).equals(headerStart)) {
        header = chunk;
        done();
        return;
      }
      const whole =
        header === undefined ? chunk : Buffer.concat([header, chunk]);
      header = undefined;
      output.write(whole, (error) => {
        done(error);
      });
    },
  });
}

const headerStart = Buffer.from("Content-Length: ");
