// The user's list of names to keep out, read from the disk by the server and
// by the command line: where it may lie, when it is read again, and what is
// told when it cannot be used.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { loadNames } from "../../server/src/host/nameList.ts";
import { ProtocolClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
rules:
  unmet-requirement: off
---
-- report.md --
We met Priya and Daniel.
-- other.md --
Daniel's plan.
`;

let client: ProtocolClient | undefined;
afterEach(() => {
  client?.kill();
});

/** A folder, and lists beside it. */
function withLists(lists: Readonly<Record<string, string>>): TemporaryFolder {
  const folder = temporaryFolder(fixture);
  for (const [name, text] of Object.entries(lists)) {
    folder.write(path.join("..", name), text);
  }
  return folder;
}

describe("the server", () => {
  let place = "";
  async function start(folder: TemporaryFolder): Promise<ProtocolClient> {
    client = await ProtocolClient.start({
      folders: [folder.uri],
      settings: () => ({ personalNames: place }),
    });
    await client.open(folder.uriOf("report.md"), "We met Priya and Daniel.\n");
    return client;
  }
  const setTo = async (next: string): Promise<void> => {
    place = next;
    await client?.connection.sendNotification(
      "workspace/didChangeConfiguration",
      { settings: null },
    );
  };

  it("reads the list anew when the setting changes", async () => {
    const folder = withLists({
      "a.txt": "Priya\n",
      "b.txt": "Daniel\nPriya\n",
    });
    place = folder.pathOf("../a.txt");
    const own = await start(folder);
    const counts = async (): Promise<number> =>
      (await own.codes(folder.uriOf("report.md"))).length;
    expect(await counts()).toBe(1);
    await setTo(folder.pathOf("../b.txt"));
    await own.eventually(async () => (await counts()) === 2);
    await setTo("");
    await own.eventually(async () => (await counts()) === 0);
    expect(own.logged).toEqual([]);
  });

  it("finds the names in closed files, and those that came later", async () => {
    const folder = withLists({ "a.txt": "Priya\n" });
    place = folder.pathOf("../a.txt");
    const own = await start(folder);
    folder.write("../a.txt", "Priya\nDaniel\n");
    // The list is looked at when a document is opened.
    await own.open(
      folder.uriOf("portfolio.md"),
      "---\nportfolio: general\n---\n",
    );
    const held = own.pullWorkspace();
    const codesOfOther = (): readonly string[] | undefined =>
      held.chunks
        .flat()
        .filter(({ uri }) => uri === folder.uriOf("other.md"))
        .at(-1)?.codes;
    await own.eventually(() => codesOfOther()?.join() === "personal-data");
    expect(await own.codes(folder.uriOf("report.md"))).toEqual([
      "personal-data",
      "personal-data",
    ]);
  });

  it("knows the list for a document of no folder", async () => {
    const folder = withLists({ "a.txt": "Priya\n" });
    place = folder.pathOf("../a.txt");
    client = new ProtocolClient({ settings: () => ({ personalNames: place }) });
    await client.initialize({ settings: () => undefined });
    const lone = folder.uriOf("../lone.md");
    await client.open(lone, "---\nevidence: E01\n---\nWe met Priya.\n");
    const own = client;
    await own.eventually(async () =>
      (await own.codes(lone)).includes("personal-data"),
    );
  });

  it.each([
    ["is missing", "gone.txt", "is not there"],
    ["lies in the folder", "work/portfolio.md", "would be handed in with it"],
    ["holds nothing", "empty.txt", "holds no name"],
    ["is not text", "bytes.txt", "is not plain text"],
    ["has a faulty line", "faulty.txt", "line 2: one letter is not a name"],
  ])("says so when the list %s, and goes on", async (_, file, said) => {
    const folder = withLists({
      "empty.txt": "# none yet\n",
      "bytes.txt": "Priya\0",
      "faulty.txt": "# a slip\nP\nZofia\n",
    });
    place = folder.pathOf(`../${file}`);
    const own = await start(folder);
    await own.eventually(() => own.logged.join().includes(said));
    await own.eventually(
      () => own.statuses.at(-1)?.namesProblem?.includes(said) === true,
    );
    expect(own.logged).toHaveLength(1);
    expect(await own.codes(folder.uriOf("report.md"))).toEqual([]);
    await setTo("");
    await own.eventually(() => own.statuses.at(-1)?.namesProblem === null);
  });

  it("takes no path that hangs on where it was started", async () => {
    const folder = withLists({});
    place = "names.txt";
    const own = await start(folder);
    await own.eventually(() => own.logged.join().includes("is no full path"));
  });
});

it("says in a browser that there is no disk", () => {
  const { problems, list } = loadNames("~/names.txt", undefined, () => false);
  expect(problems.join()).toContain("cannot be read in a browser");
  expect(list.firstWords).toBeUndefined();
});

describe("the command line", () => {
  const program = path.resolve(import.meta.dirname, "../../dist/cli.js");
  const folder = withLists({
    "a.txt": "Priya\nDaniel\n",
    "x.txt": "Priya\nX\n",
  });
  const check = (...args: readonly string[]) =>
    spawnSync(process.execPath, [program, "check", ...args], {
      cwd: folder.place,
      encoding: "utf8",
    });

  it("looks for the names of a list", () => {
    expect(check().stdout).toBe("Nothing to report.\n");
    const { stdout, stderr, status } = check("--names", "../a.txt");
    expect(
      stdout
        .split("\n")
        .slice(0, 3)
        .map((line) => line.slice(0, 48)),
    ).toEqual([
      "other.md:1:1: warning personal-data: This name i",
      "report.md:1:8: warning personal-data: This name ",
      "report.md:1:18: warning personal-data: This name",
    ]);
    expect(stdout).not.toMatch(/Priya|Daniel/);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("says what it cannot use of it", () => {
    const { stdout, stderr } = check("--names", "../x.txt");
    expect(stdout).toContain("report.md:1:8");
    expect(stderr).toContain("line 2: one letter is not a name");
  });

  it.each([
    ["../gone.txt", "is not there"],
    ["report.md", "would be handed in with it"],
    ["..", "is not there"],
  ])("takes the list %s for wrong usage", (file, said) => {
    const { stdout, stderr, status } = check("--names", file);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(said);
  });
});
