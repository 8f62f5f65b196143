// Texts of findings that are put by with their portfolio and read back.

import { expect, it } from "vitest";
import { ByteShelf } from "../../server/src/host/byteShelf.ts";
import { nodeCompression } from "../../server/src/host/nodeHost.ts";
import type { Compression } from "../../server/src/model/heldFacts.ts";
import { printOf } from "../../server/src/text/textPrint.ts";
import { KeptTexts } from "../../server/src/model/keptTexts.ts";

const found = [
  ["b.md", String.raw`[["one","warning",[0,0,0,1],"Wörter\n\ud800",[]]]`],
  ["a.md", ""],
  ["c.md", '[["two","error",[1,0,1,1],"—",[]]]'],
] as const;

interface Counting extends Compression {
  readonly expanded: () => number;
}

function counting(): Counting {
  let expanded = 0;
  return {
    compress: (pieces) => nodeCompression.compress(pieces),
    expand: (bytes) => {
      expanded += 1;
      return nodeCompression.expand(bytes);
    },
    expanded: () => expanded,
  };
}

it("come back as they were", async () => {
  const texts = KeptTexts.of(found);
  expect(texts.isAtHand).toBe(true);
  await texts.putAway(nodeCompression);
  expect([texts.isAtHand, texts.size]).toEqual([false, 3]);
  for (const [path, text] of found) expect(texts.get(path)).toBe(text);
  expect(texts.get("d.md")).toBeUndefined();
});

it("are told from one another without being read back", async () => {
  const compression = counting();
  const texts = KeptTexts.of(found);
  const before = found.map(([path]) => texts.print(path));
  await texts.putAway(compression);
  expect(found.map(([path]) => texts.print(path))).toEqual(before);
  expect(before).toEqual(found.map(([, text]) => printOf(text)));
  expect(texts.print("d.md")).toBeUndefined();
  expect(texts.get("a.md")).toBe("");
  expect(compression.expanded()).toBe(0);
});

it("are compressed once, and the same after they were sent", async () => {
  const texts = KeptTexts.of(found);
  const kept = await texts.keep(nodeCompression);
  expect(await texts.keep(nodeCompression)).toBe(kept);
  const sent = structuredClone(kept);
  const paths = found.map(([path]) => path).sort();
  const other = KeptTexts.putBy(paths, sent, nodeCompression);
  for (const [path, text] of found) expect(other.get(path)).toBe(text);
});

it("change in a copy, which is at hand", async () => {
  const texts = KeptTexts.of(found);
  await texts.putAway(nodeCompression);
  const changed = texts.with(
    new Map([
      ["a.md", "[]"],
      ["b.md", undefined],
    ]),
  );
  expect([changed.get("a.md"), changed.get("b.md")]).toEqual(["[]", undefined]);
  expect([changed.size, changed.isAtHand]).toEqual([2, true]);
  expect(texts.get("a.md")).toBe("");
});

it("of a few portfolios stay at hand when they are read back", async () => {
  const compression = counting();
  const all = await Promise.all(
    ["x.md", "y.md", "z.md"].map(async (path) => {
      const texts = KeptTexts.of([[path, '[["one"]]']]);
      await texts.putAway(compression);
      return [path, texts] as const;
    }),
  );
  for (const [path, texts] of all) {
    for (let time = 0; time < 3; time += 1) texts.get(path);
  }
  expect(compression.expanded()).toBe(3);
  expect(all.map(([, texts]) => texts.isAtHand)).toEqual([false, true, true]);
});

it("are none where nothing was looked through", () => {
  const none = KeptTexts.of([]);
  expect([none.size, none.get("a.md"), none.print("a.md")]).toEqual([
    0,
    undefined,
    undefined,
  ]);
});

it("have other prints where they are nearly alike", () => {
  const prints = new Set<number>([printOf("")]);
  const texts = new Set<string>([""]);
  for (let line = 0; line < 100; line += 1) {
    for (let character = 0; character < 100; character += 1) {
      const text = `[["a","warning",[${line},${character},0,1],"x",[]]]`;
      texts.add(text);
      prints.add(printOf(text));
    }
  }
  expect(prints.size).toBe(texts.size);
  for (const print of prints) expect(Number.isSafeInteger(print)).toBe(true);
});

it("their bytes lie together, each as it was", () => {
  const shelf = new ByteShelf();
  const sizes = [3, 600_000, 500_000, 2_000_000, 0, 7];
  const given = sizes.map((size, at) => new Uint8Array(size).fill(at + 1));
  const kept = given.map((bytes) => shelf.keep(bytes));
  expect(kept).toEqual(given);
  expect(new Set(kept.map(({ buffer }) => buffer)).size).toBe(4);
  expect(kept[1]?.buffer).toBe(kept[0]?.buffer);
});
