// The stored index: a start reads no file that is as it was, and what is
// stored is thrown away whenever it is not surely ours, whole and of now.

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FolderHost } from "../../server/src/host/host.ts";
import {
  indexFormat,
  type IndexStore,
} from "../../server/src/host/indexStore.ts";
import { nodeCompression, nodeFolder } from "../../server/src/host/nodeHost.ts";
import {
  diskFiles,
  nodeIndexStore,
  type StoreFiles,
} from "../../server/src/host/nodeIndexStore.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import {
  noNameList,
  readNameList,
} from "../../server/src/syntax/personalNames.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import {
  clearStoredIndexRequest,
  type ClearStoredIndexResult,
} from "../../server/src/protocol.ts";
import { comparable } from "../support/comparable.ts";
import { demoPack } from "../support/openFixture.ts";
import { folderAt } from "../support/openFolder.ts";
import { ProtocolClient } from "../support/protocolClient.ts";
import { loudRunner } from "../support/snapshotOf.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
  - DEMO-1.2
---
-- pieces/e01.md --
---
evidence: E01
title: A visit to the centre, and all that came of it
date: 2026-05-11
standards: DEMO-1.1
---
What it shows, in some words.
-- pieces/e02.md --
---
evidence: E02
---
Words of Jane Example.
-- report.md --
## DEMO-1.2

As @E01 shows, and [the other](pieces/e02.md).

- [ ] Do it (owner: A. Person)
`;

let folder: TemporaryFolder;
let storage: string;

/** A file of the workspace that was last written some hours ago. */
function settle(...files: string[]): void {
  const then = new Date(Date.now() - 7_200_000);
  for (const file of files) utimesSync(folder.pathOf(file), then, then);
}

/** In the order in which they are read. */
const documents = [
  "portfolio.md",
  "report.md",
  "pieces/e01.md",
  "pieces/e02.md",
];

beforeEach(() => {
  folder = temporaryFolder(fixture);
  settle(...documents);
  storage = realpathSync(mkdtempSync(path.join(tmpdir(), "evidence-store-")));
});
afterEach(() => {
  rmSync(storage, { recursive: true, force: true });
});

interface Opened {
  readonly folder: WorkspaceFolder;
  readonly runner: RuleRunner;
  /** The documents that were read from the disk. */
  readonly read: string[];
}

const packPath = demoPack.path;

/** What is found in every file, as it is told of closed ones. */
function textsOf({ folder: { snapshot }, runner }: Opened): string {
  return snapshot.index.documents
    .sortedKeys()
    .map((file) => `${file}: ${runner.textIn(snapshot, file)}`)
    .join("\n");
}

/** A window on the folder, with the stored index below `storage`. */
async function open(
  files: StoreFiles = diskFiles,
  names = readNameList("").list,
  { today = "2026-11-25", settings = defaultSettings } = {},
): Promise<Opened> {
  const read: string[] = [];
  const disk = nodeFolder(folder.place);
  const host: FolderHost = {
    ...disk,
    readFiles: (paths) => {
      read.push(...paths.filter((file) => file.endsWith(".md")));
      return disk.readFiles(paths);
    },
  };
  const runner = loudRunner();
  const opened = folderAt(folder, {
    host,
    settings,
    today: () => today,
    store: nodeIndexStore(storage, folder.uri, files),
    runner,
  });
  opened.setNames(names);
  await opened.readAll();
  return { folder: opened, runner, read };
}

/** The same, with what it read written down. */
async function openAndSave(...given: Parameters<typeof open>): Promise<Opened> {
  const opened = await open(...given);
  await opened.folder.save();
  return opened;
}

/** The first line of a stored file, and the facts that are compressed in it. */
function everythingIn(bytes: Buffer): string {
  const line = bytes.indexOf(10);
  const heading = JSON.parse(bytes.toString("utf8", 0, line)) as {
    readonly bundles?: readonly (readonly [number, number])[];
  };
  let at = line + 1;
  const bundles = (heading.bundles ?? []).map(([, length]) => {
    at += length;
    return nodeCompression.expand(bytes.subarray(at - length, at));
  });
  return [JSON.stringify(heading), ...bundles].join("\n");
}

/** With what a stored file ends. */
function sealOf(content: Buffer): Buffer {
  return Buffer.from(createHash("sha256").update(content).digest("base64"));
}

/** What a window makes of the folder that has no stored index. */
async function rebuilt(): Promise<unknown> {
  const opened = folderAt(folder);
  await opened.readAll();
  return comparable(opened.snapshot, loudRunner());
}

function storedFiles(): readonly string[] {
  const entries = readdirSync(storage, { recursive: true, encoding: "utf8" });
  return entries
    .map((entry) => path.join(storage, entry))
    .filter((entry) => statSync(entry).isFile());
}

describe("a start", () => {
  it("reads every document when nothing is stored", async () => {
    expect((await open()).read).toEqual(documents);
  });

  it("reads none that is as it was, and makes the same of them", async () => {
    await openAndSave();
    const { folder: warm, read } = await open();
    expect(read).toEqual([]);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });

  it("judges nothing that is as it was, and says the same of it", async () => {
    const first = await openAndSave();
    const warm = await open();
    expect(warm.runner.counts()).toEqual({ documents: 0, portfolioRuns: 0 });
    expect(textsOf(warm)).toEqual(textsOf(first));
    expect(textsOf(warm)).toContain("unmet-requirement");
    expect(warm.runner.counts()).toEqual({ documents: 0, portfolioRuns: 0 });
  });

  it.each<[string, () => Parameters<typeof open>]>([
    [
      "a document changed",
      () => {
        folder.write("pieces/e02.md", "---\nevidence: E03\n---\n");
        return [];
      },
    ],
    [
      "the framework changed",
      () => {
        const text = readFileSync(folder.pathOf(packPath), "utf8");
        folder.write(packPath, `${text}# A remark.\n`);
        return [];
      },
    ],
    [
      "a file came to the portfolio",
      () => {
        folder.write("pieces/photo.jpg", "");
        return [];
      },
    ],
    [
      "it is another day",
      () => [diskFiles, noNameList, { today: "2026-11-26" }],
    ],
    [
      "a rule is off",
      () => [
        diskFiles,
        noNameList,
        {
          settings: {
            ...defaultSettings,
            rules: { "unmet-requirement": "off" },
          },
        },
      ],
    ],
  ])("judges again when %s", async (_, change) => {
    await openAndSave();
    const warm = await open(...change());
    const { documents: judged, portfolioRuns } = warm.runner.counts();
    expect(judged).toBeGreaterThan(0);
    expect(portfolioRuns).toBeGreaterThan(0);
  });

  it("judges nothing again when a file comes where no portfolio sees it", async () => {
    folder.write("below/portfolio.md", "---\nportfolio: general\n---\n");
    settle("below/portfolio.md");
    await openAndSave();
    folder.write("below/photo.jpg", "");
    const warm = await open();
    // The one below is judged; the one above does not see into it.
    expect(warm.runner.counts().documents).toBe(1);
  });

  it("judges first the portfolio in which somebody works", async () => {
    const header = "---\nportfolio: general\nstandards: DEMO-1.1\n---\n";
    const papers = ["a/portfolio.md", "b/portfolio.md", "c/portfolio.md"];
    for (const file of papers) folder.write(file, header);
    settle(...papers);
    await openAndSave();
    const runner = loudRunner();
    const judged: string[] = [];
    const store = nodeIndexStore(storage, folder.uri);
    const warm = folderAt(folder, {
      today: () => "2026-11-26",
      store,
      runner: {
        ...runner,
        checkBitByBit: (snapshot, portfolio) => {
          judged.push(portfolio.folder);
          return runner.checkBitByBit(snapshot, portfolio);
        },
      },
    });
    warm.setNames(noNameList);
    warm.setText("c/portfolio.md", header);
    await warm.readAll();
    expect(judged).toEqual(["c", "", "a", "b"]);
  });

  it("reads the one that changed, and leaves out the one that is gone", async () => {
    await openAndSave();
    folder.write("report.md", "Other words.\n");
    folder.remove("pieces/e02.md");
    const { folder: warm, read } = await open();
    expect(read).toEqual(["report.md"]);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });

  it("reads one of the same size that has another time", async () => {
    await openAndSave();
    const { size } = statSync(folder.pathOf("report.md"));
    folder.write("report.md", "x".repeat(size));
    expect((await open()).read).toEqual(["report.md"]);
  });

  it("reads one of the same time that has another size", async () => {
    await openAndSave();
    const { mtime } = statSync(folder.pathOf("report.md"));
    folder.write("report.md", "Other words.\n");
    utimesSync(folder.pathOf("report.md"), mtime, mtime);
    const { folder: warm, read } = await open();
    expect(read).toEqual(["report.md"]);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });

  it("reads again what was written so shortly before that it may have changed since", async () => {
    const now = new Date();
    utimesSync(folder.pathOf("report.md"), now, now);
    await openAndSave();
    expect((await open()).read).toEqual(["report.md"]);
  });

  it("takes a pack as it was read before, and another text anew", async () => {
    const first = await openAndSave();
    const [pack] = first.folder.snapshot.packs.values();
    const [again] = (await open()).folder.snapshot.packs.values();
    expect(again).toEqual(pack);
    const [file = ""] = first.folder.snapshot.packs.keys();
    const text = readFileSync(folder.pathOf(file), "utf8");
    folder.write(file, text.replace(/^title: .*$/m, "title: Another title"));
    const [other] = (await open()).folder.snapshot.packs.values();
    expect(other?.framework?.title).toBe("Another title");
  });
});

describe("a start after last year's portfolio changed", () => {
  const lastYear = (box: string): string =>
    `---\nportfolio: general\nstandards: DEMO-1.1\n---\n\n- [${box}] Ask the staff (owner: A. Person)\n`;

  // Last year's is read before this year's, or after it.
  it.each([["before"], ["past"]])(
    "says of this year's what a first start says, with last year's in `%s`",
    async (past) => {
      const file = `${past}/portfolio.md`;
      folder.write(
        "now/portfolio.md",
        `---\nportfolio: general\nstandards: DEMO-1.1\nprevious: ../${past}\n---\n`,
      );
      folder.write(file, lastYear(" "));
      settle("now/portfolio.md", file);
      const first = await open();
      expect(textsOf(first)).toContain("dropped-action");
      await first.folder.save();
      // While nothing changes, it is taken as it was.
      expect((await open()).runner.counts().portfolioRuns).toBe(0);
      folder.write(file, lastYear("x"));
      const then = new Date(Date.now() - 3_600_000);
      utimesSync(folder.pathOf(file), then, then);
      const warm = await open();
      expect(warm.read).toEqual([file]);
      expect(textsOf(warm)).not.toContain("dropped-action");
      rmSync(storage, { recursive: true });
      expect(textsOf(warm)).toBe(textsOf(await open()));
    },
  );
});

describe("a session that ends while it reads", () => {
  it("leaves what was stored as it was", async () => {
    await openAndSave();
    let looked = (): void => undefined;
    const isLooking = new Promise<void>((resolve) => {
      looked = resolve;
    });
    const ended = folderAt(folder, {
      host: {
        ...nodeFolder(folder.place),
        stampFiles: () => {
          looked();
          return new Promise(() => undefined);
        },
      },
      store: nodeIndexStore(storage, folder.uri),
    });
    ended.setNames(noNameList);
    void ended.readAll();
    await isLooking;
    await ended.save();
    const warm = await open();
    expect(warm.read).toEqual([]);
    expect(warm.runner.counts().portfolioRuns).toBe(0);
  });
});

describe("a document that is open", () => {
  it("is stored as it is on the disk, never as the editor has it", async () => {
    const { folder: first } = await open();
    first.setText("report.md", "Not saved.\n");
    await first.save();
    const { folder: warm, read } = await open();
    expect(read).toEqual(["report.md"]);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });

  it("is read once and stored again when it is closed", async () => {
    const { folder: first } = await open();
    first.setText("report.md", "Not saved.\n");
    first.closeText("report.md");
    await first.settled();
    await first.save();
    expect((await open()).read).toEqual([]);
  });
});

describe("what is stored under another list of names", () => {
  const names = readNameList("Jane Example").list;

  it("does not count, for other names are found", async () => {
    await openAndSave();
    const { folder: warm, read } = await openAndSave(diskFiles, names);
    expect(read).toEqual(documents);
    const facts = warm.snapshot.index.documents.get("pieces/e02.md");
    expect(facts?.personalData.map(({ kind }) => kind)).toEqual(["name"]);
    expect((await open(diskFiles, names)).read).toEqual([]);
  });

  it("holds no name", async () => {
    await openAndSave(diskFiles, names);
    for (const bytes of storedFiles().map((file) => readFileSync(file))) {
      expect(everythingIn(bytes)).not.toContain("Jane");
    }
  });
});

describe("a stored file that is", () => {
  const spoil: readonly (readonly [string, (text: string) => string])[] = [
    ["empty", () => ""],
    ["cut short", (text) => text.slice(0, text.length / 2)],
    ["cut at its end", (text) => text.slice(0, -1)],
    ["changed in one letter", (text) => text.replace("e01", "e09")],
    [
      "changed in a bundle",
      (text) =>
        text.slice(0, -60) +
        (text.at(-60) === "x" ? "y" : "x") +
        text.slice(-59),
    ],
    ["longer", (text) => `${text}\n`],
    ["of another format", (text) => text.replace("index@3", "index@4")],
    ["no JSON", () => "%PDF-1.4"],
    ["somebody else's JSON", () => '{"documents": [["report.md", 1, 2, {}]]}'],
    ["binary", () => "\u0000\u0001\u0002".repeat(500)],
  ];

  it.each(spoil)("%s is thrown away and written again", async (_, change) => {
    await openAndSave();
    for (const file of storedFiles()) {
      const text = readFileSync(file, "latin1");
      const changed = change(text);
      if (changed !== text) writeFileSync(file, changed, "latin1");
    }
    const { folder: warm, read } = await openAndSave();
    // At least the part that was spoilt; the truth in any case.
    expect(read).toContain("pieces/e01.md");
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
    expect((await open()).read).toEqual([]);
  });

  // The seal of a file written by another release is right.
  it.each<[string, string, readonly string[]]>([
    ["of another format is thrown away", `${indexFormat}0`, documents],
    ["of this format is taken", indexFormat, []],
  ])("whole and %s", async (_, format, expected) => {
    await openAndSave();
    for (const file of storedFiles()) {
      const bytes = readFileSync(file);
      const content = Buffer.from(
        bytes
          .toString("latin1", 0, bytes.length - sealOf(bytes).length)
          .replace(`"format":"${indexFormat}"`, `"format":"${format}"`),
        "latin1",
      );
      writeFileSync(file, Buffer.concat([content, sealOf(content)]));
    }
    const { folder: warm, read } = await openAndSave();
    expect(read).toEqual(expected);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
    expect((await open()).read).toEqual([]);
  });
});

describe("a disk that", () => {
  const fail = (): never => {
    throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
  };

  it.each([
    ["cannot be written", { write: fail }],
    ["takes no new folder", { makeFolder: fail }],
    ["cannot rename", { rename: fail }],
    ["cannot be read", { read: fail }],
    ["lists nothing and removes nothing", { list: fail, remove: fail }],
  ])("%s costs the stored index only", async (_, faults) => {
    const files: StoreFiles = { ...diskFiles, ...faults };
    await openAndSave(files);
    const { folder: warm } = await openAndSave(files);
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });

  it("stops in the middle of a file leaves the one of before", async () => {
    await openAndSave();
    folder.write("report.md", "Other words.\n");
    settle("report.md");
    await openAndSave({
      ...diskFiles,
      write: (file, text) => {
        diskFiles.write(file, text.subarray(0, 100));
        fail();
      },
    });
    expect((await open()).read).toEqual(["report.md"]);
    expect(storedFiles().filter((file) => file.endsWith(".aside"))).toEqual([]);
  });
});

describe("two windows on one folder", () => {
  it("may both write: each file is of one or of the other", async () => {
    const [one, two] = await Promise.all([open(), open()]);
    folder.write("report.md", "Other words.\n");
    settle("report.md");
    two.folder.filesChanged({
      created: [],
      changed: ["report.md"],
      deleted: [],
    });
    await two.folder.settled();
    await Promise.all([one.folder.save(), two.folder.save()]);
    await one.folder.save();
    const { folder: warm } = await open();
    expect(comparable(warm.snapshot, loudRunner())).toEqual(await rebuilt());
  });
});

describe("the store", () => {
  it("is cleared on request, and filled again", async () => {
    const { folder: first, read } = await openAndSave();
    read.length = 0;
    await first.clearStored();
    expect(read).toEqual(documents);
    await first.save();
    expect(storedFiles().length).toBeGreaterThan(0);
    await nodeIndexStore(storage, folder.uri).clear();
    expect(storedFiles()).toEqual([]);
  });

  it("writes nothing in the workspace", async () => {
    const before = readdirSync(folder.place, { recursive: true });
    await openAndSave();
    expect(readdirSync(folder.place, { recursive: true })).toEqual(before);
    expect(existsSync(storage)).toBe(true);
  });

  it("keeps its files from other people", async () => {
    await openAndSave();
    if (process.platform === "win32") return;
    for (const file of storedFiles()) {
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });

  it("keeps the index of each folder apart", async () => {
    await openAndSave();
    const other = temporaryFolder("-- a.md --\nText.\n");
    const store = nodeIndexStore(storage, other.uri);
    expect((await store.load("key")).groups.size).toBe(0);
    await store.clear();
    expect((await open()).read).toEqual([]);
  });

  it("removes what was left half-written long ago, and nothing younger", async () => {
    await openAndSave();
    const stored = storedFiles();
    const leftover = (age: number): string => {
      const written = String(Date.now() - age);
      const place = path.dirname(stored[0] ?? "");
      return path.join(place, `some.group.${written}-0a1b-2c3d.aside`);
    };
    const [old, young] = [leftover(3_600_000), leftover(10_000)];
    for (const file of [old, young]) writeFileSync(file, "half");
    expect((await open()).read).toEqual([]);
    // Another window may be writing the younger one.
    expect(storedFiles().toSorted()).toEqual([...stored, young].toSorted());
  });

  describe("that grows beyond all bounds", () => {
    const group = {
      documents: [],
      bundles: [{ count: 0, bytes: new Uint8Array(10_000) }],
      verdict: undefined,
    };

    /** One that has room for so many groups. */
    async function storeFor(groups: number): Promise<IndexStore> {
      const first = nodeIndexStore(storage, folder.uri);
      await first.saveGroup("key", "some", group);
      const [size] = storedFiles().map((file) => statSync(file).size);
      await first.clear();
      const limit = groups * (size ?? NaN);
      return nodeIndexStore(storage, folder.uri, diskFiles, limit);
    }

    /** How many files there are after each group. */
    async function filesAfter(
      store: IndexStore,
      ...names: readonly string[]
    ): Promise<readonly number[]> {
      const stored: number[] = [];
      for (const name of names) {
        await store.saveGroup("key", name, group);
        stored.push(storedFiles().length);
      }
      return stored;
    }

    it("gives up", async () => {
      const store = await storeFor(2.5);
      // Then it is empty, and stays so.
      const stored = await filesAfter(store, "a", "b", "c", "d");
      expect(stored).toEqual([1, 2, 0, 0]);
    });

    it("counts what earlier sessions stored", async () => {
      const store = await storeFor(2.5);
      await filesAfter(nodeIndexStore(storage, folder.uri), "a", "b");
      expect((await store.load("key")).groups.size).toBe(2);
      // One that is written anew takes no more room than it did.
      expect(await filesAfter(store, "b", "c")).toEqual([2, 0]);
    });

    it("stores again once it has been cleared", async () => {
      const store = await storeFor(1.5);
      expect(await filesAfter(store, "a", "b", "c")).toEqual([1, 0, 0]);
      await store.clear();
      expect(await filesAfter(store, "a")).toEqual([1]);
      expect((await store.load("key")).groups.size).toBe(1);
    });
  });
});

describe("a session whose client gives it a place to store", () => {
  let client: ProtocolClient;
  afterEach(() => {
    client.kill();
  });

  /** Starts a session; what it says of all files. */
  async function start(): Promise<unknown> {
    client = await ProtocolClient.start({
      folders: [folder.uri],
      initializationOptions: { storagePath: storage },
    });
    return found();
  }

  async function found(): Promise<unknown> {
    const { items } = await client.pullWorkspace({ streamed: false }).answer;
    return items
      .map((report) => [report.uri, report.kind === "full" && report.items])
      .sort();
  }

  /** Other words, which nobody could tell from the file's size and time. */
  function changeUnseen(file: string): void {
    const { size, mtime } = statSync(folder.pathOf(file));
    folder.write(file, "@E99 ".padEnd(size));
    utimesSync(folder.pathOf(file), mtime, mtime);
  }

  it("stores there and nowhere else, and the next one says the same", async () => {
    const before = readdirSync(folder.place, { recursive: true });
    const first = await start();
    expect(JSON.stringify(first)).toContain("unmet-requirement");
    expect(await client.stop()).toBe(0);
    expect(storedFiles().map((file) => path.extname(file))).toContain(".group");
    expect(readdirSync(folder.place, { recursive: true })).toEqual(before);
    // Whoever read it would find what is unknown in it.
    changeUnseen("report.md");
    expect(await start()).toEqual(first);
    expect(await client.stop()).toBe(0);
  });

  it("stores when it ends what has changed in it", async () => {
    await start();
    folder.write("report.md", "As @E98 shows.\n");
    settle("report.md");
    await client.filesChanged({ [folder.uriOf("report.md")]: "changed" });
    await client.eventually(async () =>
      JSON.stringify(await found()).includes("E98"),
    );
    const changed = await found();
    expect(await client.stop()).toBe(0);
    changeUnseen("report.md");
    expect(await start()).toEqual(changed);
  });

  it("reads everything when it is told to clear it, and stores it again", async () => {
    const first = await start();
    const clear = (): Promise<ClearStoredIndexResult> =>
      client.request(clearStoredIndexRequest, {});
    expect(await clear()).toEqual({ documents: documents.length });
    expect(await found()).toEqual(first);
    changeUnseen("report.md");
    expect(await clear()).toEqual({ documents: documents.length });
    const second = await found();
    expect(JSON.stringify(second)).toContain("unknown-evidence");
    expect(await client.stop()).toBe(0);
    expect(storedFiles().length).toBeGreaterThan(0);
    expect(await start()).toEqual(second);
  });
});
