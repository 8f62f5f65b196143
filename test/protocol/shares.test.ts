// How the documents of a folder are divided among threads.

import { describe, expect, it } from "vitest";
import { inFolderOrder } from "../../server/src/lsp/areas.ts";
import { shareOut } from "../../server/src/lsp/shares.ts";
import { folderOf } from "../../server/src/model/paths.ts";

const evidence = (folder: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${folder}/e/${String(at)}.md`);

interface Looked {
  readonly shares: readonly (readonly string[])[];
  /** Folders of which the documents that lie directly in them were read. */
  readonly lookedInto: readonly string[];
}

/** `portfolio.md` makes a folder a portfolio. */
async function divide(paths: readonly string[], most: number): Promise<Looked> {
  const lookedInto: string[] = [];
  const shares = await shareOut(inFolderOrder(paths), {
    most,
    holdPortfolio: (documents) => {
      lookedInto.push(folderOf(documents[0] ?? ""));
      return Promise.resolve(
        documents.some((path) => path.endsWith("portfolio.md")),
      );
    },
  });
  return { shares, lookedInto };
}

/** How many documents of each outermost folder are in each share. */
const sizes = ({ shares }: Looked): readonly Record<string, number>[] =>
  shares.map((share) => {
    const counts: Record<string, number> = {};
    for (const path of share) {
      const [name = ""] = path.split("/");
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  });

describe("shares", () => {
  it("are about as large as one another, in the order of before", async () => {
    const paths = ["a", "b", "c", "d"].flatMap((folder, at) =>
      evidence(folder, 10 * (at + 1)),
    );
    const divided = await divide(paths, 2);
    expect(sizes(divided)).toEqual([
      { a: 10, d: 40 },
      { b: 20, c: 30 },
    ]);
    for (const share of divided.shares) {
      expect(share).toEqual(inFolderOrder(share));
    }
  });

  it("do not cut a portfolio in two", async () => {
    const paths = [
      ...evidence("shelf/one", 10),
      "shelf/one/portfolio.md",
      ...evidence("shelf/two", 10),
      "shelf/two/portfolio.md",
      "shelf/readme.md",
    ];
    const divided = await divide(paths, 2);
    expect(
      divided.shares.map(
        (share) => new Set(share.map((path) => path.split("/")[1])),
      ),
    ).toEqual([new Set(["readme.md", "one"]), new Set(["two"])]);
    expect(divided.lookedInto).toEqual(["shelf", "shelf/one", "shelf/two"]);
  });

  it("are one where all is one portfolio", async () => {
    const divided = await divide(["portfolio.md", ...evidence("a", 50)], 4);
    expect(sizes(divided)).toEqual([{ "portfolio.md": 1, a: 50 }]);
  });

  it("leave folders of many documents as they are, unread", async () => {
    const many = Array.from({ length: 65 }, (_, at) => `${String(at)}.md`);
    const divided = await divide([...many, ...evidence("a", 50)], 4);
    expect([divided.shares.length, divided.lookedInto]).toEqual([1, []]);
  });

  it("hold each document once", async () => {
    const paths = ["x", "y/p", "y/q", "z"].flatMap((folder) =>
      evidence(folder, 7),
    );
    const { shares } = await divide(paths, 3);
    expect([...shares.flat()].sort()).toEqual([...paths].sort());
  });
});
