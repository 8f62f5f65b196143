// Files, folders, packs and settings that change while the server runs, and
// documents that belong to no folder.

import { createHash } from "node:crypto";
import { renameSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import { demoPack } from "../support/openFixture.ts";
import { plainClient, ProtocolClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
---
-- pieces/e01.md --
---
evidence: E01
---
What it shows.
-- report.md --
As @E07 shows.
`;

const evidence =
  "---\nevidence: E07\nstandards: DEMO-1.1\n---\nWhat it shows.\n";

let client: ProtocolClient;
let folder: TemporaryFolder;
afterEach(() => {
  client.kill();
});

async function start(
  options: Parameters<typeof ProtocolClient.start>[0] = {},
): Promise<void> {
  folder = temporaryFolder(fixture);
  client = await ProtocolClient.start({ folders: [folder.uri], ...options });
}

const uri = (file: string): string => folder.uriOf(file);

/** Opens the report and waits for these findings. */
async function reportHas(codes: readonly string[]): Promise<void> {
  await client.eventually(async () => {
    const found = await client.codes(uri("report.md"));
    return found.join() === codes.join();
  });
}

async function openReport(text = "As @E07 shows.\n"): Promise<void> {
  await client.open(uri("report.md"), text);
}

async function coverage(): Promise<string | undefined> {
  const roots = await client.request<protocol.CoverageResult>(
    protocol.coverageRequest,
    { gapsOnly: false },
  );
  return roots[0]?.description;
}

/** A decision on E07 with what it was then. */
const decided = (print: string): string =>
  `---
review: R01
reviewer: R. Assessor
role: assessor
date: 2026-06-01
decisions:
  - standards: DEMO-1.1
    decision: met
    fingerprints:
      E07: ${print}
---
`;

function fingerprint(file: string): string {
  const sha = (text: string): string =>
    `sha256-${createHash("sha256").update(text).digest("base64")}`;
  return sha(
    JSON.stringify(["evidence", sha("Text."), [], [], [], [], [sha(file)]]),
  );
}

describe("an artefact that a reviewer judged", () => {
  it("is looked at again when it changes", async () => {
    await start();
    folder.write("x.pdf", "two");
    folder.write("r01.md", decided(fingerprint("one")));
    folder.write(
      "e07.md",
      "---\nevidence: E07\nfile: x.pdf\nstandards: DEMO-1.1\n---\nText.\n",
    );
    const review = uri("r01.md");
    const isChanged = async (wanted: boolean): Promise<void> => {
      await client.eventually(async () => {
        const codes = await client.codes(review);
        return codes.includes("changed-since-decision") === wanted;
      });
    };
    await client.filesChanged({
      [uri("x.pdf")]: "created",
      [uri("e07.md")]: "created",
      [review]: "created",
    });
    await client.open(review, decided(fingerprint("one")));
    await isChanged(true);
    folder.write("x.pdf", "one");
    await client.filesChanged({ [uri("x.pdf")]: "changed" });
    await isChanged(false);
    folder.write("x.pdf", "two");
    await client.filesChanged({ [uri("x.pdf")]: "changed" });
    await isChanged(true);
  });
});

describe("files on the disk", () => {
  it("that come, change and go", async () => {
    await start();
    await openReport();
    await reportHas(["unknown-evidence"]);
    folder.write("evidence/e07.md", evidence);
    await client.filesChanged({ [uri("evidence/e07.md")]: "created" });
    await reportHas([]);
    folder.write("evidence/e07.md", evidence.replace("E07", "E08"));
    await client.filesChanged({ [uri("evidence/e07.md")]: "changed" });
    await reportHas(["unknown-evidence"]);
    folder.write("evidence/e07.md", evidence);
    await client.filesChanged({ [uri("evidence/e07.md")]: "changed" });
    await reportHas([]);
    folder.remove("evidence/e07.md");
    await client.filesChanged({ [uri("evidence/e07.md")]: "deleted" });
    await reportHas(["unknown-evidence"]);
  });

  it("that go with their folder", async () => {
    await start();
    folder.write("evidence/deep/e07.md", evidence);
    await client.filesChanged({ [uri("evidence/deep/e07.md")]: "created" });
    await openReport();
    await reportHas([]);
    folder.remove("evidence");
    await client.filesChanged({ [uri("evidence")]: "deleted" });
    await reportHas(["unknown-evidence"]);
  });

  it.each(["evidence", "unit 4.2", "J. Smith", "notes.pdf"])(
    "that come with their folder %s",
    async (name) => {
      await start();
      await openReport();
      folder.write("../elsewhere/deep/e07.md", evidence);
      renameSync(folder.pathOf("../elsewhere"), folder.pathOf(name));
      await client.filesChanged({ [uri(name)]: "created" });
      await reportHas([]);
    },
  );

  it("that come in a notification with what is none", async () => {
    await start();
    await openReport();
    folder.write("evidence/e07.md", evidence);
    const created = { uri: uri("evidence/e07.md"), type: 1 };
    for (const changes of [
      undefined,
      "all",
      [null],
      [{ type: 1 }],
      [{ uri: 5, type: 1 }],
      [{ uri: "%%", type: "new" }],
      [{}, created],
    ]) {
      await client.connection.sendNotification(
        "workspace/didChangeWatchedFiles",
        { changes },
      );
    }
    await reportHas([]);
  });

  it("that are no documents but are named in one", async () => {
    await start();
    const own = uri("evidence/e07.md");
    await client.open(
      own,
      "---\nevidence: E07\nfile: e07.pdf\nstandards: DEMO-1.1\n---\n",
    );
    expect(await client.codes(own)).toContain("missing-file");
    folder.write("evidence/e07.pdf", "%PDF");
    await client.filesChanged({ [uri("evidence/e07.pdf")]: "created" });
    await client.eventually(
      async () => !(await client.codes(own)).includes("missing-file"),
    );
  });

  it("that are gone before they are read", async () => {
    await start();
    await openReport();
    await client.filesChanged({ [uri("evidence/e07.md")]: "created" });
    await client.filesChanged({ [uri("evidence/gone.md")]: "changed" });
    await reportHas(["unknown-evidence"]);
  });

  it("in folders that are never entered count for nothing", async () => {
    await start();
    await openReport();
    folder.write("node_modules/x/e07.md", evidence);
    folder.write(".hidden/e07.md", evidence);
    folder.write("evidence/e08.md", evidence.replace("E07", "E08"));
    await client.filesChanged({
      [uri("node_modules/x/e07.md")]: "created",
      [uri(".hidden/e07.md")]: "created",
      [uri("evidence/e08.md")]: "created",
    });
    await client.eventually(
      async () => (await coverage()) === "1 of 1 covered",
    );
    await reportHas(["unknown-evidence"]);
  });

  it("yield to the editor, and count again once it closes", async () => {
    await start();
    folder.write("evidence/e07.md", evidence);
    await client.filesChanged({ [uri("evidence/e07.md")]: "created" });
    await openReport();
    await reportHas([]);
    await client.open(uri("evidence/e07.md"), "---\nevidence: E09\n---\n");
    await reportHas(["unknown-evidence"]);
    // The disk says otherwise, but the editor's text is newer.
    await client.filesChanged({ [uri("evidence/e07.md")]: "changed" });
    await reportHas(["unknown-evidence"]);
    await client.close(uri("evidence/e07.md"));
    await reportHas([]);
  });

  it("that were never saved are gone once they are closed", async () => {
    await start();
    await openReport();
    await client.open(uri("evidence/new.md"), evidence);
    await reportHas([]);
    await client.close(uri("evidence/new.md"));
    await reportHas(["unknown-evidence"]);
  });
});

describe("packs", () => {
  const pack = uri.bind(undefined, demoPack.path);

  it("are read anew, and the last good version counts while one is broken", async () => {
    await start();
    const own = (): string => uri("evidence/e07.md");
    await client.open(own(), "---\nevidence: E07\nstandards: DEMO-1.9\n---\n");
    expect(await client.codes(own())).toContain("unknown-standard");
    const more = demoPack.text.replace("DEMO-1.3", "DEMO-1.9");
    folder.write(demoPack.path, more);
    await client.filesChanged({ [pack()]: "changed" });
    await client.eventually(
      async () => !(await client.codes(own())).includes("unknown-standard"),
    );
    const broken = more
      .replace("DEMO-1.9", "DEMO-1.1")
      .replace("id: DEMO", "id: [");
    folder.write(demoPack.path, broken);
    await client.filesChanged({ [pack()]: "changed" });
    await client.eventually(() => client.statuses.at(-1)?.faultyPacks === 1);
    expect(await client.codes(own())).not.toContain("unknown-standard");
    await client.open(pack(), broken, "yaml");
    expect(await client.codes(pack())).toContain("invalid-framework");
    await client.write(pack(), demoPack.text);
    expect(await client.codes(own())).toContain("unknown-standard");
    expect(await client.codes(pack())).toEqual([]);
  });

  it("that go take their standards along", async () => {
    await start();
    await client.open(uri("e07.md"), evidence);
    expect(await client.codes(uri("e07.md"))).not.toContain("unknown-standard");
    folder.remove(demoPack.path);
    await client.filesChanged({ [pack()]: "deleted" });
    await client.eventually(async () =>
      (await client.codes(uri("e07.md"))).includes("unknown-standard"),
    );
  });

  it("may lie where a setting says, and change there", async () => {
    folder = temporaryFolder(fixture);
    folder.write("packs/own.yaml", demoPack.text.replaceAll("DEMO", "OWN"));
    client = await ProtocolClient.start({
      folders: [folder.uri],
      initializationOptions: { settings: { frameworks: ["packs"] } },
    });
    const own = uri("e07.md");
    await client.open(own, "---\nevidence: E07\nstandards: OWN-1.9\n---\n");
    expect(await client.codes(own)).toContain("unknown-standard");
    folder.write(
      "packs/own.yaml",
      demoPack.text.replaceAll("DEMO", "OWN").replace("OWN-1.3", "OWN-1.9"),
    );
    await client.filesChanged({ [uri("packs/own.yaml")]: "changed" });
    await client.eventually(
      async () => !(await client.codes(own)).includes("unknown-standard"),
    );
  });
});

describe("settings", () => {
  const rules = (level: string): unknown => ({
    rules: { "unknown-evidence": level },
  });
  const severities = async (): Promise<readonly unknown[]> => {
    const report = await client.pull(uri("report.md"));
    return report.kind === "full"
      ? report.items.map(({ severity }) => severity)
      : [];
  };

  it("are asked for, and asked for again when they change", async () => {
    let level = "warning";
    await start({ settings: () => rules(level) });
    await openReport();
    expect(await severities()).toEqual([2]);
    for (const [next, expected] of [
      ["hint", [4]],
      ["off", []],
      ["nonsense", [1]],
    ] as const) {
      level = next;
      await client.connection.sendNotification(
        "workspace/didChangeConfiguration",
        { settings: null },
      );
      await client.eventually(
        async () => (await severities()).join() === expected.join(),
      );
    }
  });

  it("come with the start from a client that cannot be asked", async () => {
    await start({ initializationOptions: { settings: rules("information") } });
    await openReport();
    expect(await severities()).toEqual([3]);
    await client.connection.sendNotification(
      "workspace/didChangeConfiguration",
      { settings: { evidencePortfolio: rules("off") } },
    );
    await client.eventually(async () => (await severities()).length === 0);
  });

  it("of another shape are left out", async () => {
    await start({
      settings: () => ({ rules: [1], frameworks: "x", exclude: { a: 1 } }),
    });
    await openReport();
    expect(await severities()).toEqual([1]);
  });

  it("that the client fails to tell leave the defaults", async () => {
    await start({
      settings: () => {
        throw new Error("No settings today");
      },
    });
    await openReport();
    expect(await severities()).toEqual([1]);
    expect(client.logged.join()).toContain("settings");
  });

  it("leave out what is excluded, on the disk and in the editor", async () => {
    let exclude: string[] = [];
    folder = temporaryFolder(fixture);
    folder.write("old/e07.md", evidence);
    client = await ProtocolClient.start({
      folders: [folder.uri],
      settings: () => ({ exclude }),
    });
    await openReport();
    await reportHas([]);
    exclude = ["old/**"];
    await client.connection.sendNotification(
      "workspace/didChangeConfiguration",
      { settings: null },
    );
    await reportHas(["unknown-evidence"]);
    await client.open(uri("old/e07.md"), evidence);
    await reportHas(["unknown-evidence"]);
    exclude = [];
    await client.connection.sendNotification(
      "workspace/didChangeConfiguration",
      { settings: null },
    );
    await reportHas([]);
  });
});

describe("workspace folders", () => {
  const change = (
    added: readonly string[],
    removed: readonly string[],
  ): Promise<void> => {
    const named = (uris: readonly string[]) =>
      uris.map((one) => ({ uri: one, name: one }));
    return client.connection.sendNotification(
      "workspace/didChangeWorkspaceFolders",
      { event: { added: named(added), removed: named(removed) } },
    );
  };

  it("are added and removed with all that is in them", async () => {
    await start();
    const other = temporaryFolder(
      "-- portfolio.md --\n---\nportfolio: general\nstandards: DEMO\n---\n-- r.md --\n@E01 @E50\n-- e.md --\n---\nevidence: E01\n---\n",
    );
    const held = client.pullWorkspace();
    await change([other.uri], []);
    await client.eventually(() => client.statuses.at(-1)?.portfolios === 2);
    await client.eventually(() =>
      held.chunks.flat().find((report) => report.uri === other.uriOf("r.md")),
    );
    await change([], [other.uri]);
    await client.eventually(() => client.statuses.at(-1)?.portfolios === 1);
    await client.eventually(
      () =>
        held.chunks
          .flat()
          .findLast((report) => report.uri === other.uriOf("r.md"))?.codes
          .length === 0,
    );
  });

  it("take over documents that were open before, and let them go", async () => {
    await start({ folders: [] });
    await openReport();
    expect(await client.codes(uri("report.md"))).toEqual([]);
    await change([folder.uri], []);
    const before = client.refreshes;
    await reportHas(["unknown-evidence"]);
    await change([], [folder.uri]);
    await reportHas([]);
    await client.eventually(() => client.refreshes > before);
  });

  it("inside one another read each file once", async () => {
    await start();
    await client.eventually(() => client.statuses.at(-1)?.filesRead === 3);
    const held = client.pullWorkspace();
    const told = (): readonly (readonly string[])[] =>
      held.chunks
        .flat()
        .filter((report) => report.uri === uri("pieces/e01.md"))
        .map(({ codes }) => codes);
    await client.eventually(
      () => told().at(-1)?.join() === "unmapped-evidence",
    );
    await change([`${folder.uri}/pieces`], []);
    // The inner folder is no part of the portfolio any more.
    await client.eventually(() => told().at(-1)?.length === 0);
    await client.eventually(() => {
      const status = client.statuses.at(-1);
      return status?.isReading === false && status.filesRead === 3;
    });
    await change([], [`${folder.uri}/pieces`]);
    await client.eventually(
      () => told().at(-1)?.join() === "unmapped-evidence",
    );
  });

  it("may be added twice and removed at once", async () => {
    await start({ folders: [], settings: () => ({}) });
    await change([folder.uri, `${folder.uri}/`], []);
    await client.eventually(() => client.statuses.at(-1)?.portfolios === 1);
    await change([folder.uri], []);
    await change([], [folder.uri]);
    await change([folder.uri], []);
    await change([], [folder.uri]);
    await client.eventually(() => client.statuses.at(-1)?.portfolios === 0);
    await openReport();
    expect(await client.codes(uri("report.md"))).toEqual([]);
  });

  it("keep their portfolios apart", async () => {
    await start();
    const other = temporaryFolder("-- e07.md --\n---\nevidence: E07\n---\n");
    await change([other.uri], []);
    await client.eventually(() => client.statuses.at(-1)?.isReading === false);
    await openReport();
    await reportHas(["unknown-evidence"]);
  });
});

describe("documents of no folder", () => {
  const alone =
    "---\nevidence: E01\nstandards: QIF-99\n---\n\nAs @E99 shows.\n";

  it.each([
    ["unsaved", "untitled:Untitled-1"],
    ["elsewhere on the disk", "file:///nowhere/at/all.md"],
    ["of another scheme", "memfs:/a/b.md"],
  ])("are checked alone: %s", async (_, own) => {
    await start({ folders: [] });
    await client.open(own, alone);
    expect(await client.codes(own)).toContain("unknown-standard");
    await client.write(own, alone.replace("QIF-99", "QIF-1.1"));
    expect(await client.codes(own)).not.toContain("unknown-standard");
    const hover = await client.request("textDocument/hover", {
      textDocument: { uri: own },
      position: { line: 2, character: 13 },
    });
    expect(JSON.stringify(hover)).toContain("QIF-1.1");
  });

  it("do not see each other, nor the folder", async () => {
    await start();
    await client.open("untitled:One", "---\nevidence: E07\n---\n");
    await openReport();
    await reportHas(["unknown-evidence"]);
    await client.open("untitled:Two", "---\nevidence: E07\n---\n");
    expect(await client.codes("untitled:Two")).not.toContain(
      "duplicate-evidence",
    );
  });

  it("are forgotten when they are closed", async () => {
    await start({ folders: [], capabilities: plainClient });
    await client.open("untitled:One", alone);
    await client.eventually(() => client.pushedCodes("untitled:One")?.length);
    await client.close("untitled:One");
    await client.eventually(
      () => client.pushedCodes("untitled:One")?.length === 0,
    );
  });

  it.each([
    "git:/shelf/portfolio.md",
    "vscode-scm:git/input",
    "comment://x/y.md",
    "vscode-notebook-cell:/a.ipynb#1",
    "output:x",
  ])("are none of ours under %s", async (own) => {
    await start({ folders: [], capabilities: plainClient });
    await client.open(own, alone);
    await client.open("untitled:after", alone);
    await client.eventually(() => client.pushedCodes("untitled:after"));
    expect(client.pushedCodes(own)).toBeUndefined();
  });

  it("are none of ours in another language", async () => {
    await start({ folders: [], capabilities: plainClient });
    await client.open("untitled:plain", alone, "plaintext");
    await client.open("untitled:after", alone);
    await client.eventually(() => client.pushedCodes("untitled:after"));
    expect(client.pushedCodes("untitled:plain")).toBeUndefined();
  });
});

describe("a client whose files are on no disk", () => {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const files: Record<string, string> = {
    "portfolio.md": "---\nportfolio: general\nstandards: DEMO-1.1\n---\n",
    "evidence/e07.md": evidence,
    "report.md": "@E07 @E99\n",
    [demoPack.path]: demoPack.text,
    ".git/e50.md": "---\nevidence: E99\n---\n",
  };
  const answers = {
    [protocol.listFilesRequest]: () =>
      Object.keys(files).concat("gone.md", "huge.md", "closed.md"),
    [protocol.readFilesRequest]: (params: unknown) => {
      const { paths } = params as protocol.ReadFilesParams;
      return paths.map((path) => {
        const text = files[path];
        if (text !== undefined) return { kind: "bytes", base64: base64(text) };
        if (path === "huge.md") return { kind: "too-large", size: 50_000_000 };
        if (path === "closed.md") return { kind: "no-permission" };
        return { kind: "gone" };
      });
    },
  };

  it("is asked for them, and they count as those on a disk", async () => {
    client = await ProtocolClient.start({ folders: ["memfs:/shelf"], answers });
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    const found = Object.fromEntries(
      (held.chunks[0] ?? []).map(({ uri: own, codes }) => [own, codes]),
    );
    expect(found).toEqual({
      "memfs:/shelf/report.md": ["unknown-evidence"],
      "memfs:/shelf/huge.md": ["unreadable-file"],
      "memfs:/shelf/closed.md": ["unreadable-file"],
    });
    expect(await coverage()).toBe("1 of 1 covered");
    await client.open("memfs:/shelf/report.md", "@E07\n");
    expect(await client.codes("memfs:/shelf/report.md")).toEqual([]);
    files["evidence/e99.md"] = evidence.replace("E07", "E99");
    await client.filesChanged({ "memfs:/shelf/evidence/e99.md": "created" });
    await client.write("memfs:/shelf/report.md", "@E99\n");
    await client.eventually(
      async () => (await client.codes("memfs:/shelf/report.md")).length === 0,
    );
  });

  it("that cannot list its files costs itself only", async () => {
    folder = temporaryFolder(fixture);
    client = new ProtocolClient({});
    await client.initialize({ folders: ["memfs:/none", folder.uri] });
    await openReport();
    await reportHas(["unknown-evidence"]);
    await client.eventually(() =>
      client.logged.join().includes("reading the folder failed"),
    );
  });
});

describe("300 files that come at once", () => {
  const names = Array.from({ length: 300 }, (_, at) => `e${at}.md`).sort();
  const created = names.map((name) => ({
    uri: `memfs:/shelf/${name}`,
    type: FileChangeType.Created,
  }));

  /** A notification as it goes over the wire. */
  function message(changes: typeof created): string {
    const text = JSON.stringify({
      jsonrpc: "2.0",
      method: DidChangeWatchedFilesNotification.method,
      params: { changes },
    });
    return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  }

  it.each([
    ["one notification", [created]],
    ["a notification each", created.map((one) => [one])],
  ])("in %s are read together, each once", async (_, notifications) => {
    const asked: (readonly string[])[] = [];
    const answers = {
      [protocol.listFilesRequest]: () => [],
      [protocol.readFilesRequest]: (params: unknown) => {
        const { paths } = params as protocol.ReadFilesParams;
        asked.push(paths);
        return paths.map(() => ({ kind: "bytes", base64: "" }));
      },
    };
    client = await ProtocolClient.start({ folders: ["memfs:/shelf"], answers });
    client.sendBytes(notifications.map(message).join(""));
    await client.eventually(() => asked.flat().length >= names.length);
    await client.request(protocol.checkRequest);
    expect(asked.flat().sort()).toEqual(names);
    // As many in one request as there may be, not a pass for each.
    expect(asked.length).toBeLessThan(10);
  });
});
