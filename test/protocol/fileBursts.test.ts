// Bursts of changed files: a checkout of thousands is one pass, in which each
// file is read once. Time is played, so that nothing waits for it.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FolderHost } from "../../server/src/host/host.ts";
import {
  FileBursts,
  type FileBurst,
  type FileEvent,
} from "../../server/src/lsp/fileBursts.ts";
import { loudListener } from "../support/loudListener.ts";
import { folderOn } from "../support/openFolder.ts";

const types = { created: 1, changed: 2, deleted: 3 } as const;

/** Events as they come: `+` created, `~` changed, `-` deleted. */
function events(words: string): readonly FileEvent[] {
  const typeOf = { "+": 1, "~": 2, "-": 3 };
  return words.split(" ").map((word) => ({
    uri: word.slice(1),
    type: typeOf[word[0] as keyof typeof typeOf],
  }));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("what becomes of a file in a burst", () => {
  const none: FileBurst = { deleted: [], created: [], changed: [] };

  it.each<[string, string, Partial<FileBurst>]>([
    ["changes twice", "~a ~a", { changed: ["a"] }],
    ["comes and changes", "+a ~a", { created: ["a"] }],
    ["comes and goes", "+a -a", { deleted: ["a"] }],
    ["changes and goes", "~a -a", { deleted: ["a"] }],
    ["goes and comes", "-a +a", { deleted: ["a"], created: ["a"] }],
    ["goes, comes and changes", "-a +a ~a", { deleted: ["a"], created: ["a"] }],
    ["goes, comes and goes", "-a +a -a", { deleted: ["a"] }],
    ["goes with its folder", "+d/e/a -d", { deleted: ["d"] }],
    ["comes after its folder", "-d +d/a", { deleted: ["d"], created: ["d/a"] }],
    [
      "has a name that begins like a folder's",
      "+da -d",
      { deleted: ["d"], created: ["da"] },
    ],
  ])("that %s", async (_, words, expected) => {
    const bursts: FileBurst[] = [];
    const gathered = new FileBursts((burst) => {
      bursts.push(burst);
      return Promise.resolve();
    });
    for (const event of events(words)) gathered.add([event]);
    await vi.runAllTimersAsync();
    expect(bursts).toEqual([{ ...none, ...expected }]);
  });
});

it("gathers while the last burst is being taken, and stops when closed", async () => {
  const taken: string[] = [];
  const done: (() => void)[] = [];
  const gathered = new FileBursts(({ changed }) => {
    taken.push(changed.join());
    return new Promise((resolve) => done.push(resolve));
  });
  gathered.add(events("~a"));
  await vi.runAllTimersAsync();
  gathered.add(events("~b"));
  await vi.runAllTimersAsync();
  gathered.add(events("~c"));
  await vi.runAllTimersAsync();
  expect(taken).toEqual(["a"]);
  done[0]?.();
  await vi.runAllTimersAsync();
  expect(taken).toEqual(["a", "b,c"]);
  gathered.add(events("~d"));
  gathered.close();
  done[1]?.();
  await vi.runAllTimersAsync();
  expect(taken).toEqual(["a", "b,c"]);
});

it("hands on a burst that will not end", async () => {
  let passes = 0;
  const gathered = new FileBursts(() => {
    passes += 1;
    return Promise.resolve();
  });
  for (let round = 0; round < 100; round += 1) {
    gathered.add(events("~a"));
    await vi.advanceTimersByTimeAsync(50);
  }
  // Five seconds of it.
  expect(passes).toBeGreaterThanOrEqual(3);
  expect(passes).toBeLessThanOrEqual(5);
});

it("takes a checkout of 5,000 files in one pass, each file read once", async () => {
  const files = new Map<string, string>();
  const nameOf = (at: number): string => `part${at % 20}/e${at}.md`;
  for (let at = 0; at < 5_000; at += 1) files.set(nameOf(at), "Old words.\n");
  const read: string[] = [];
  const host: FolderHost = {
    listFiles: () => Promise.resolve([...files.keys()]),
    readFiles: (paths) => {
      read.push(...paths);
      return Promise.resolve(
        paths.map((path) => {
          const text = files.get(path);
          return text === undefined ? { kind: "gone" } : { kind: "text", text };
        }),
      );
    },
    digestFiles: (paths) => Promise.resolve(paths.map(() => undefined)),
    nextTurn: () => Promise.resolve(),
  };
  let snapshots = 0;
  const folder = folderOn({
    host,
    listener: {
      ...loudListener,
      changed: () => {
        snapshots += 1;
      },
    },
  });
  await folder.readAll();
  read.length = 0;
  snapshots = 0;
  let passes = 0;
  const gathered = new FileBursts((burst) => {
    passes += 1;
    folder.filesChanged(burst);
    return folder.settled();
  });

  // A third is changed, a third is replaced, a third goes.
  const kinds = ["changed", "created", "deleted"] as const;
  for (let notification = 0; notification < 100; notification += 1) {
    const changes: FileEvent[] = [];
    for (let one = 0; one < 50; one += 1) {
      const at = notification * 50 + one;
      const kind = kinds[at % 3] ?? "changed";
      if (kind === "deleted") files.delete(nameOf(at));
      else files.set(nameOf(at), "New words.\n");
      if (kind === "created") {
        changes.push({ uri: nameOf(at), type: types.deleted });
      }
      changes.push({ uri: nameOf(at), type: types[kind] });
    }
    gathered.add(changes);
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.runAllTimersAsync();
  await folder.settled();

  expect(passes).toBe(1);
  expect(snapshots).toBe(1);
  expect(read.length).toBe(new Set(read).size);
  expect(read.length).toBe(5_000);
  expect(folder.snapshot.index.documents.size).toBe(files.size);
});
