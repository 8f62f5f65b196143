// The host on Node when the disk says no. The tests may run as root, to whom
// no file is closed, so the system's errors are put in its place.

import type * as NodeFs from "node:fs";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, it, vi } from "vitest";
import { nodeCompression, nodeFolder } from "../../server/src/host/nodeHost.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const refused = vi.hoisted(() => new Map<string, string>());
/** Places whose entries were asked for. */
const entered = vi.hoisted(() => new Set<string>());

vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof NodeFs>();
  const refuse = (place: unknown): void => {
    for (const [end, code] of refused) {
      if (!String(place).endsWith(end)) continue;
      throw Object.assign(new Error(`${code}: refused`), { code });
    }
  };
  return {
    ...fs,
    openSync: (...args: Parameters<typeof fs.openSync>) => {
      refuse(args[0]);
      return fs.openSync(...args);
    },
    readdirSync: (place: string, options: { withFileTypes: true }) => {
      refuse(place);
      entered.add(place);
      return fs.readdirSync(place, options);
    },
  };
});

beforeEach(() => {
  refused.clear();
  entered.clear();
});

const folder = temporaryFolder(`-- a.md --
Text.
-- locked/b.md --
Text.
`);

it.each([
  ["EACCES", { kind: "unreadable", unreadable: { reason: "no-permission" } }],
  ["EPERM", { kind: "unreadable", unreadable: { reason: "no-permission" } }],
  ["ELOOP", { kind: "unreadable", unreadable: { reason: "link-loop" } }],
  ["ENOENT", { kind: "gone" }],
  ["ENOTDIR", { kind: "gone" }],
])("a file that fails with %s", async (code, expected) => {
  refused.set("a.md", code);
  const contents = await nodeFolder(folder.place).readFiles([
    "a.md",
    "locked/b.md",
  ]);
  expect(contents).toEqual([expected, { kind: "text", text: "Text.\n" }]);
});

it("a folder that may not be read has no files, and the others have", async () => {
  refused.set("locked", "EACCES");
  const files = await nodeFolder(folder.place).listFiles();
  expect(files).toContain("a.md");
  expect(files.join()).not.toContain("locked");
});

it("never enters folders in which nobody keeps a portfolio", async () => {
  const folder = temporaryFolder(`-- deep/a.md --
Text.
-- deep/node_modules/some/b.md --
Text.
-- deep/.venv/c.md --
Text.
-- node_modules/d.md --
Text.
-- .git/e.md --
Text.
-- .evidence/f.md --
Text.
`);
  symlinkSync("deep", folder.pathOf(".linked"));
  const files = await nodeFolder(folder.place).listFiles();
  expect([...files].sort()).toEqual([
    ".evidence/f.md",
    ".evidence/frameworks/demo.yaml",
    "deep/a.md",
  ]);
  const places = ["", "deep", ".evidence", ".evidence/frameworks"];
  expect([...entered].sort()).toEqual(
    places.map((place) => path.join(folder.place, place)).sort(),
  );
});

it("a file that is deleted between listing and reading is gone", async () => {
  const host = nodeFolder(folder.place);
  folder.write("c.md", "Text.\n");
  expect(await host.listFiles()).toContain("c.md");
  folder.remove("c.md");
  expect(await host.readFiles(["c.md"])).toEqual([{ kind: "gone" }]);
});

it("says which folder is a link back to one above it, and lists the rest", async () => {
  const folder = temporaryFolder("-- deep/er/note.md --\nText.\n");
  symlinkSync("../..", folder.pathOf("deep/er/back"));
  const loops: string[] = [];
  const host = nodeFolder(folder.pathOf("."), (path) => loops.push(path));
  expect(await host.listFiles()).toContain("deep/er/note.md");
  expect(loops).toEqual(["deep/er/back"]);
});

it("keeps texts apart that are compressed at once", async () => {
  const long = "é – 📎".repeat(300_000);
  const texts = [["a"], ["é", "", long, "b"], [], [long, long], ["c"]];
  const packed = await Promise.all(
    texts.map((pieces) => nodeCompression.compress(pieces)),
  );
  // Room that was used for a long text is used again for a short one.
  packed.push(await nodeCompression.compress(["d"]));
  const expanded = packed.map((bytes) => nodeCompression.expand(bytes));
  expect(expanded).toEqual([...texts, ["d"]].map((one) => one.join("")));
});
