// Of many portfolios only those are joined in which somebody works.

import { beforeEach, expect, it, vi } from "vitest";
import { checkSummary } from "../../server/src/features/checkSummary.ts";
import {
  coverageChildren,
  coverageRoots,
} from "../../server/src/features/coverageTree.ts";
import { nodeCompression, nodeFolder } from "../../server/src/host/nodeHost.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import { HeldFacts } from "../../server/src/model/heldFacts.ts";
import { placesOf } from "../../server/src/model/namedPlaces.ts";
import { documentStart } from "../../server/src/text/textRange.ts";
import { loudListener } from "../support/loudListener.ts";
import { folderAt } from "../support/openFolder.ts";
import { loudRunner } from "../support/snapshotOf.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const names = ["a", "b", "c", "d", "e", "f"];

const fixture = names
  .map(
    (name) => `-- ${name}/portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
  - DEMO-1.2
---
-- ${name}/e01.md --
---
evidence: E01
title: A visit
date: 2026-05-11
standards: DEMO-1.1
---
`,
  )
  .join("");

const runner = loudRunner();
let folder: WorkspaceFolder;

beforeEach(async () => {
  folder = folderAt(temporaryFolder(fixture), { runner });
  await folder.readAll();
});

function joined(): readonly string[] {
  return [...folder.snapshot.index.portfolios.cells()]
    .filter((cell) => cell.isJoined)
    .map((cell) => cell.folder);
}

/** Documents whose facts are at hand without being read back. */
function atHand(): readonly string[] {
  const { documents } = folder.snapshot.index;
  return documents
    .sortedKeys()
    .filter((path) => documents.held.get(path)?.isAtHand === true);
}

it("none is joined when all is read", () => {
  expect(joined()).toEqual([]);
  expect(atHand()).toEqual([]);
});

it("all are shown, checked and looked through without joining one", () => {
  const { snapshot } = folder;
  expect(coverageRoots(snapshot, true)).toHaveLength(names.length);
  const { warning, portfolios } = checkSummary([snapshot], runner);
  expect([warning, portfolios]).toEqual([names.length, names.length]);
  const standard = [...snapshot.catalogue.standardByKey.values()].find(
    ({ code }) => code === "DEMO-1.1",
  );
  if (standard === undefined) throw new Error("The framework is not there.");
  const subject = { kind: "standard", standard, range: documentStart } as const;
  const places = placesOf(snapshot, "elsewhere.md", subject);
  expect(places.map(({ path }) => path)).toEqual(
    names.flatMap((name) => [`${name}/e01.md`, `${name}/portfolio.md`]),
  );
  expect(joined()).toEqual([]);
  expect(atHand()).toEqual([]);
});

it("one is joined when a document of it is open, and stays so", async () => {
  const text = "---\nevidence: E01\nstandards: DEMO-1.2\n---\n";
  folder.setText("c/e01.md", text);
  runner.findingsIn(folder.snapshot, "c/e01.md");
  expect(joined()).toEqual(["c"]);
  folder.rest({ portfolios: 0, documents: 0 });
  await folder.settled();
  expect(joined()).toEqual(["c"]);
  folder.closeText("c/e01.md");
  await folder.settled();
  runner.findingsIn(folder.snapshot, "c/e01.md");
  folder.rest({ portfolios: 0, documents: 0 });
  await folder.settled();
  expect(joined()).toEqual([]);
  expect(atHand()).toEqual([]);
});

it("one is joined when a document of it is opened, before it is changed", async () => {
  // Nobody is told, and nobody asks.
  await vi.waitUntil(() => folder.isTold);
  folder.prepare("d/e01.md");
  await vi.waitUntil(() => joined().length > 0);
  expect(joined()).toEqual(["d"]);
});

it("of no portfolio, plain Markdown is not looked into", async () => {
  folder = folderAt(
    temporaryFolder(`${fixture}-- notes/plain.md --
# Minutes

Nothing of ours.
-- notes/slipped.md --
Some words first.

---
evidence: E99
---
`),
    { runner },
  );
  await folder.readAll();
  const { held } = folder.snapshot.index.documents;
  for (const path of ["notes/plain.md", "notes/slipped.md"]) {
    const one = held.get(path);
    if (one !== undefined) await HeldFacts.putAway([one], nodeCompression);
    runner.textIn(folder.snapshot, path);
  }
  expect(atHand()).toEqual(["notes/slipped.md"]);
  expect(runner.textIn(folder.snapshot, "notes/plain.md")).toBe("");
  expect(runner.textIn(folder.snapshot, "notes/slipped.md")).toContain(
    "misplaced",
  );
});

it("many documents in which nobody works are put by, few are not", async () => {
  runner.findingsIn(folder.snapshot, "a/e01.md");
  folder.rest({ portfolios: 3, documents: 2 });
  await folder.settled();
  expect(joined()).toEqual(["a"]);
  folder.rest({ portfolios: 3, documents: 1 });
  await folder.settled();
  expect(joined()).toEqual([]);
});

it("a few are kept joined after somebody has looked at them", async () => {
  for (const name of names) {
    runner.findingsIn(folder.snapshot, `${name}/e01.md`);
    folder.rest();
    await folder.settled();
    expect(joined().length).toBeLessThanOrEqual(3);
  }
  expect(joined()).not.toEqual([]);
});

it("those that were only looked at are put by after a while", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    for (const name of names) {
      await folder.show(name);
      expect(coverageChildren(folder.snapshot, name, false)).not.toEqual([]);
    }
    await folder.settled();
    expect(joined()).toEqual(names);
    vi.advanceTimersByTime(10_000);
  } finally {
    vi.useRealTimers();
  }
  await folder.settled();
  expect(joined()).toEqual([]);
  expect(atHand()).toEqual([]);
});

it("a large one is joined bit by bit before it is shown", async () => {
  const pieces = Array.from(
    { length: 300 },
    (_, at) => `-- a/more-${at}.md --
---
evidence: M${at}
title: A visit
standards: DEMO-1.1
---
`,
  );
  folder = folderAt(temporaryFolder(fixture + pieces.join("")), { runner });
  await folder.readAll();
  expect(joined()).toEqual([]);
  await folder.show("a");
  await folder.show("b");
  await folder.show("nowhere");
  expect(joined()).toEqual(["a"]);
});

it("that cannot be put by, a portfolio stays at hand and all are read", async () => {
  const failures: string[] = [];
  const place = temporaryFolder(fixture);
  const host = nodeFolder(place.place);
  let compressed = 0;
  folder = folderAt(place, {
    host: {
      ...host,
      compression: {
        ...nodeCompression,
        compress: (pieces) => {
          compressed += 1;
          // The facts and the findings of the first, and the facts of the second.
          if (compressed === 3) return Promise.reject(new Error("No room."));
          return nodeCompression.compress(pieces);
        },
      },
    },
    listener: {
      ...loudListener,
      failed: (what) => {
        failures.push(what);
      },
    },
    runner,
  });
  await folder.readAll();
  expect(failures).toEqual(["putting a portfolio by"]);
  expect(folder.isReading).toBe(false);
  expect(joined()).toEqual(["b"]);
  expect(atHand()).toEqual(["b/e01.md", "b/portfolio.md"]);
});
