// Start, capabilities and end of the built server, and what it does with
// requests that are cancelled, unknown or malformed.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  CancellationTokenSource,
  ErrorCodes,
  HoverRequest,
  LSPErrorCodes,
} from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import {
  plainClient,
  ProtocolClient,
  pullingClient,
} from "../support/protocolClient.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const serverFile = path.resolve(import.meta.dirname, "../../dist/server.cjs");

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
`;

let client: ProtocolClient;
afterEach(() => {
  client.kill();
});

async function start(
  ...options: Parameters<typeof ProtocolClient.start>
): Promise<ProtocolClient> {
  client = await ProtocolClient.start(...options);
  return client;
}

describe("capabilities", () => {
  it("are what the features can do, and nothing more", async () => {
    const { capabilities, serverInfo } = (await start()).initialized;
    expect(serverInfo?.name).toBe("evidence-portfolio");
    expect(serverInfo?.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(Object.keys(capabilities).sort()).toEqual([
      "codeActionProvider",
      "completionProvider",
      "definitionProvider",
      "diagnosticProvider",
      "documentHighlightProvider",
      "hoverProvider",
      "referencesProvider",
      "renameProvider",
      "textDocumentSync",
      "workspace",
    ]);
    expect(capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2 },
      diagnosticProvider: {
        identifier: "evidence-portfolio",
        interFileDependencies: true,
        workspaceDiagnostics: true,
      },
      codeActionProvider: {
        codeActionKinds: ["quickfix", "source.fixAll.evidencePortfolio"],
      },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
      },
    });
    expect(capabilities.completionProvider?.resolveProvider).toBe(true);
    expect(capabilities.completionProvider?.triggerCharacters).toEqual(
      expect.arrayContaining([
        "@",
        "-",
        "/",
        ".",
        ":",
        "#",
        " ",
        "q",
        "Q",
        "1",
      ]),
    );
  });

  it("do not promise findings on request to a client that cannot ask", async () => {
    const { capabilities } = (await start({ capabilities: plainClient }))
      .initialized;
    expect(capabilities.diagnosticProvider).toBeUndefined();
    expect(capabilities.hoverProvider).toBe(true);
  });

  it("asks for events only of a client that offers them", async () => {
    const settings = (): unknown => ({});
    await start({ settings });
    await client.eventually(() => client.registered.length === 2);
    expect([...client.registered].sort()).toEqual([
      "workspace/didChangeConfiguration",
      "workspace/didChangeWatchedFiles",
    ]);
    client.kill();
    await start({ capabilities: plainClient });
    expect(client.registered).toEqual([]);
  });
});

describe("start and end", () => {
  it("ends with 0 after a shutdown", async () => {
    await start();
    expect(await client.stop()).toBe(0);
  });

  it("ends with 1 without one", async () => {
    await start();
    await client.connection.sendNotification("exit");
    expect(await client.exited).toBe(1);
  });

  it("ends when its input does", async () => {
    await start();
    client.closeInput();
    expect(await client.exited).not.toBeNull();
  });

  it("lets a held request go at the shutdown", async () => {
    const folder = temporaryFolder(fixture);
    await start({ folders: [folder.uri] });
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    await client.request("shutdown");
    expect(await held.answer).toEqual({ items: [] });
  });

  it("answers nothing before it is initialized", async () => {
    client = new ProtocolClient({});
    await expect(
      client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: "file:///a.md" },
        position: { line: 0, character: 0 },
      }),
    ).rejects.toMatchObject({ code: ErrorCodes.ServerNotInitialized });
  });

  it("takes the folder from rootUri as older clients give it", async () => {
    const folder = temporaryFolder(fixture);
    client = new ProtocolClient({});
    await client.connection.sendRequest("initialize", {
      processId: null,
      rootUri: folder.uri,
      capabilities: pullingClient,
    });
    await client.connection.sendNotification("initialized", {});
    await client.eventually(() => client.statuses.at(-1)?.portfolios === 1);
  });

  it("says what to do when it is started by hand", () => {
    client = new ProtocolClient({});
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [serverFile],
      { encoding: "utf8" },
    );
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("--stdio");
  });
});

describe("requests", () => {
  it("that are cancelled fail as cancelled", async () => {
    const folder = temporaryFolder(fixture);
    await start({ folders: [folder.uri] });
    await client.open(folder.uriOf("portfolio.md"), "# One\n");
    // Work that comes first, so that the request cannot be answered before the
    // word of its end is there.
    const long = "As @E01 shows, `code` and *more* <br> words.\n\n".repeat(
      9_000,
    );
    const opened = client.open(folder.uriOf("report.md"), long);
    const source = new CancellationTokenSource();
    const answer = client.connection.sendRequest(
      HoverRequest.type,
      {
        textDocument: { uri: folder.uriOf("portfolio.md") },
        position: { line: 0, character: 0 },
      },
      source.token,
    );
    source.cancel();
    await expect(answer).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    await opened;
  });

  it("that are held fail as cancelled too, and only they", async () => {
    const folder = temporaryFolder(fixture);
    await start({ folders: [folder.uri] });
    const first = client.pullWorkspace();
    const second = client.pullWorkspace();
    await client.eventually(() => second.chunks.length > 0);
    first.cancel();
    await expect(first.answer).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
    });
    expect(second.isAnswered()).toBe(false);
  });

  it("that are unknown fail as unknown", async () => {
    await start();
    await expect(
      client.request("evidencePortfolio/doSomething", {}),
    ).rejects.toMatchObject({ code: ErrorCodes.MethodNotFound });
    await expect(
      client.request("textDocument/moniker", {}),
    ).rejects.toMatchObject({ code: ErrorCodes.MethodNotFound });
  });
});

describe("what no client should send", () => {
  let shared: ProtocolClient;
  let opened = 0;
  beforeAll(async () => {
    shared = await ProtocolClient.start();
  });
  afterAll(() => {
    shared.kill();
  });
  const isAlive = async (): Promise<void> => {
    opened += 1;
    const uri = `untitled:alive-${opened}`;
    await shared.open(uri, "---\nevidence: E01\nstandards: QIF-99\n---\n");
    expect(await shared.codes(uri)).toContain("unknown-standard");
  };

  it.each([
    [protocol.coverageRequest, {}, "`gapsOnly` must be true or false"],
    [protocol.coverageRequest, undefined, "`gapsOnly` must be true or false"],
    [protocol.coverageRequest, { gapsOnly: "yes" }, "true or false"],
    [
      protocol.coverageChildrenRequest,
      { gapsOnly: false },
      "`id` must be a string",
    ],
    [
      protocol.coverageChildrenRequest,
      { id: 7, gapsOnly: false },
      "`id` must be a string",
    ],
    [protocol.nextGapRequest, { uri: 1 }, "`uri` must be a string or left out"],
    [protocol.nextGapRequest, { line: "x" }, "`line` must be a whole number"],
    [protocol.targetsRequest, { folder: [] }, "`folder` must be a string"],
    [protocol.newPortfolioRequest, {}, "`kind` must be one of self-assessment"],
    [
      protocol.newPortfolioRequest,
      { kind: "other", targets: [], units: [], title: "" },
      "`kind` must be one of",
    ],
    [
      protocol.newPortfolioRequest,
      { kind: "general", targets: [1], units: [], title: "" },
      "`targets` must be a list of strings",
    ],
    [protocol.newEvidenceRequest, { title: "x" }, "`standards` must be a list"],
    [protocol.newEvidenceRequest, null, "`title` must be a string"],
    [protocol.evidenceChoicesRequest, { uri: {} }, "`uri` must be a string"],
    [protocol.shippedTextRequest, {}, "`path` must be a string"],
  ])("%s refuses %j", async (method, params, message) => {
    await expect(shared.request(method, params)).rejects.toMatchObject({
      code: ErrorCodes.InvalidParams,
      message: expect.stringContaining(message) as string,
    });
  });

  it.each([
    ["textDocument/hover", {}],
    ["textDocument/hover", { textDocument: { uri: 7 }, position: 1 }],
    ["textDocument/hover", { textDocument: { uri: "file:///x.md" } }],
    ["textDocument/completion", { textDocument: {}, position: {} }],
    ["textDocument/definition", [1, 2]],
    ["textDocument/codeAction", { textDocument: { uri: "file:///x.md" } }],
    ["textDocument/diagnostic", { textDocument: null }],
    ["workspace/diagnostic", {}],
    ["initialize", {}],
  ])("%s with %j fails, and the server goes on", async (method, params) => {
    const answer = await shared.request(method, params).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    // An empty answer is right where nothing was asked for.
    if ("result" in answer) expect([null, undefined]).toContain(answer.result);
    await isAlive();
  });

  it.each([
    ["textDocument/didOpen", {}],
    ["textDocument/didOpen", { textDocument: { uri: "file:///%zz.md" } }],
    [
      "textDocument/didOpen",
      {
        textDocument: {
          uri: "a b:c",
          languageId: "markdown",
          version: 1,
          text: "",
        },
      },
    ],
    [
      "textDocument/didChange",
      {
        textDocument: { uri: "file:///nowhere.md", version: 1 },
        contentChanges: [{ text: "x" }],
      },
    ],
    ["textDocument/didChange", {}],
    ["textDocument/didClose", { textDocument: { uri: "file:///nowhere.md" } }],
    [
      "workspace/didChangeWatchedFiles",
      { changes: [{ uri: "file:///x", type: 9 }] },
    ],
    ["workspace/didChangeWatchedFiles", {}],
    ["workspace/didChangeConfiguration", null],
    ["workspace/didChangeWorkspaceFolders", {}],
    ["$/cancelRequest", { id: "none" }],
    ["$/something", {}],
  ])(
    "the notification %s with %j costs nothing else",
    async (method, params) => {
      await shared.connection.sendNotification(method, params);
      await isAlive();
    },
  );

  it.each([
    ["content that is no JSON", 'Content-Length: 9\r\n\r\n{"broken"'],
    ["JSON that is no message", "Content-Length: 4\r\n\r\n1234"],
    ["an empty object", "Content-Length: 2\r\n\r\n{}"],
    [
      "a message without a method",
      'Content-Length: 24\r\n\r\n{"jsonrpc":"2.0","id":9}',
    ],
    ["a header without a length", "Content-Type: text/plain\r\n\r\n"],
  ])("%s is said to be wrong, and the server goes on", async (_, bytes) => {
    const before = shared.logged.length;
    shared.sendBytes(bytes);
    await isAlive();
    expect(shared.logged.length).toBeGreaterThan(before);
  });

  it("an answer to nothing is passed over", async () => {
    shared.sendBytes(
      'Content-Length: 36\r\n\r\n{"jsonrpc":"2.0","id":9,"result":{}}',
    );
    await isAlive();
  });
});
