// The server answers `initialize` before its features are loaded: what comes
// while they are loading waits, and none of it is lost.

import { cpSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  ErrorCodes,
  HoverRequest,
  LSPErrorCodes,
  type ClientCapabilities,
} from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import {
  plainClient,
  ProtocolClient,
  pullingClient,
} from "../support/protocolClient.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const dist = path.resolve(import.meta.dirname, "../../dist");
const uri = "untitled:one";
const hovered = { textDocument: { uri }, position: { line: 2, character: 14 } };

let client: ProtocolClient;
afterEach(() => {
  client.kill();
});

/** Sends what an editor sends at its start, and waits for nothing. */
function begin(): Promise<unknown> {
  const initialized = client.initialize({});
  void client.connection.sendNotification("initialized", {});
  void client.open(uri, "---\nevidence: E01\nstandards: QIF-99\n---\n");
  return initialized;
}

describe("what is sent before the features are loaded", () => {
  it("is taken up in its order", async () => {
    client = new ProtocolClient({});
    const answered: string[] = [];
    const initialized = begin().then(() => answered.push("initialize"));
    const codes = client.codes(uri).finally(() => answered.push("findings"));
    const ended = client
      .request("shutdown")
      .finally(() => answered.push("shutdown"));
    await Promise.all([initialized, codes, ended]);
    expect(await codes).toContain("unknown-standard");
    expect(answered).toEqual(["initialize", "findings", "shutdown"]);
    await client.connection.sendNotification("exit");
    expect(await client.exited).toBe(0);
  });

  it("can be cancelled", async () => {
    client = new ProtocolClient({});
    void begin();
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      HoverRequest.type,
      hovered,
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(await client.codes(uri)).toContain("unknown-standard");
  });

  it("can be the end", async () => {
    client = new ProtocolClient({});
    begin().catch(() => undefined);
    await client.connection.sendNotification("exit");
    expect(await client.exited).toBe(1);
  });

  it("can be an initialize that is right after one that is wrong", async () => {
    client = new ProtocolClient({});
    const wrong = client.request("initialize", {});
    const right = begin();
    await expect(wrong).rejects.toMatchObject({
      code: ErrorCodes.InternalError,
    });
    await right;
    expect(await client.codes(uri)).toContain("unknown-standard");
  });
});

describe("a document that is open before its folder is read", () => {
  const document = "memfs:/shelf/e7.md";
  const text = "---\nevidence: E01\nstandards: QIF-99\n---\n";
  const files = Array.from({ length: 100 }, (_, at) => `e${at}.md`);

  /** Begins to read a folder of whose files none comes until it is let go. */
  async function beginReading(
    capabilities: ClientCapabilities,
  ): Promise<() => void> {
    let letGo = (): void => undefined;
    const isLetGo = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isAsked = false;
    const options = {
      capabilities,
      folders: ["memfs:/shelf"],
      answers: {
        [protocol.listFilesRequest]: () => files,
        [protocol.readFilesRequest]: async (params: unknown) => {
          const { paths } = params as protocol.ReadFilesParams;
          isAsked = true;
          await isLetGo;
          return paths.map(() => ({ kind: "bytes", base64: "" }));
        },
      },
    };
    client = new ProtocolClient(options);
    await client.initialize(options);
    await client.open(document, text);
    await client.eventually(() => isAsked);
    return letGo;
  }

  const isReading = (): boolean | undefined =>
    client.statuses.at(-1)?.isReading;

  it("is answered for while the rest is read", async () => {
    const letGo = await beginReading(pullingClient);
    expect(await client.codes(document)).toEqual(["unknown-standard"]);
    expect(isReading()).toBe(true);
    letGo();
    await client.settled();
    expect(await client.codes(document)).toEqual(["unknown-standard"]);
  });

  it("is told of while the rest is read, to those who cannot ask", async () => {
    const letGo = await beginReading(plainClient);
    await client.eventually(() => client.pushedCodes(document));
    expect(client.pushedCodes(document)).toEqual(["unknown-standard"]);
    expect(isReading()).toBe(true);
    letGo();
    await client.settled();
  });
});

it("is initialized once only", async () => {
  client = await ProtocolClient.start();
  await expect(
    client.request("initialize", { capabilities: pullingClient }),
  ).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
});

it("says so when its features cannot be loaded", async () => {
  const folder = temporaryFolder('-- package.json --\n{ "type": "module" }\n');
  for (const file of ["server.cjs", "protocolLibrary.cjs"]) {
    cpSync(path.join(dist, file), folder.pathOf(file));
  }
  client = new ProtocolClient({ server: folder.pathOf("server.cjs") });
  await begin();
  const words = "a part of it could not be loaded. Install it again.";
  await expect(client.codes(uri)).rejects.toMatchObject({
    code: ErrorCodes.InternalError,
    message: expect.stringContaining(words) as string,
  });
  expect(client.shown).toEqual([expect.stringContaining(words)]);
  expect(await client.stop()).toBe(0);
});
