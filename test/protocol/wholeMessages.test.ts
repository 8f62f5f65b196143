// Messages reach a client in one write each, whatever the library writes.

import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { StreamMessageWriter } from "vscode-languageserver/node";
import { WholeMessages } from "../../server/src/lsp/wholeMessages.ts";

const message = (id: number): { jsonrpc: string; id: number } => ({
  jsonrpc: "2.0",
  id,
});
const content = (id: number): string =>
  `Content-Length: 24\r\n\r\n{"jsonrpc":"2.0","id":${String(id)}}`;

function outputThat(write: (chunk: Buffer) => Error | undefined): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      done(write(chunk));
    },
  });
}

describe("messages", () => {
  it("are written whole, one after the other", async () => {
    const chunks: string[] = [];
    const output = outputThat((chunk) => {
      chunks.push(chunk.toString());
      return undefined;
    });
    const writer = new StreamMessageWriter(new WholeMessages(output));
    await Promise.all([1, 2, 3].map((id) => writer.write(message(id))));
    expect(chunks).toEqual([1, 2, 3].map(content));
  });

  it("that cannot be written fail, and say so", async () => {
    const gone = new Error("The client is gone.");
    const writer = new StreamMessageWriter(
      new WholeMessages(outputThat(() => gone)),
    );
    const told: Error[] = [];
    writer.onError(([error]) => told.push(error));
    await expect(writer.write(message(1))).rejects.toBe(gone);
    expect(told).toContain(gone);
  });
});
