// However a portfolio comes to be joined, in steps of any size, with edits in
// between or asked for half-way, it is what it is when it is read anew.

import fc from "fast-check";
import { expect, it } from "vitest";
import { listFiles } from "../../server/src/model/paths.ts";
import type { PortfolioCell } from "../../server/src/model/portfolioCell.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import {
  anyDocument,
  anyPath,
  workspace,
} from "../support/arbitraryWorkspace.ts";
import { comparable, differences } from "../support/comparable.ts";
import { loudRunner, shipped, testDay } from "../support/snapshotOf.ts";

const timeout = 180_000;

type Texts = ReadonlyMap<string, string | undefined>;

/** Steps of joining, all that is left of it, or a document that changes. */
type Step =
  | { readonly most: number; readonly times: number }
  | { readonly path: string; readonly text: string | undefined };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      most: fc.constantFrom(1, 2, 5),
      times: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ most: Infinity, times: 1 }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      path: anyPath,
      text: fc.option(anyDocument, { nil: undefined }),
    }),
  },
);

function withTexts(before: Snapshot, texts: Texts): Snapshot {
  const files = new Set(before.index.documents.sortedKeys());
  for (const [path, text] of texts) {
    if (text === undefined) files.delete(path);
    else files.add(path);
  }
  return updateSnapshot(before, shipped, {
    documents: new Map(
      [...texts].map(([path, text]) => [
        path,
        text === undefined ? undefined : readDocument(text),
      ]),
    ),
    files: listFiles(files),
    isComplete: true,
  });
}

const first = firstSnapshot(shipped, testDay);

it("in steps, with edits in between", { timeout }, () => {
  let halfWay = 0;
  let done = 0;
  fc.assert(
    fc.property(
      workspace,
      fc.array(step, { minLength: 3, maxLength: 12 }),
      (files, steps) => {
        const texts = new Map<string, string | undefined>(files);
        let snapshot = withTexts(first, files);
        const cells = (): Iterable<PortfolioCell> =>
          snapshot.index.portfolios.cells();
        for (const one of steps) {
          if ("path" in one) {
            for (const cell of cells()) {
              if (!cell.isJoined && cell.joinedSoFar !== undefined)
                halfWay += 1;
            }
            texts.set(one.path, one.text);
            snapshot = withTexts(snapshot, new Map([[one.path, one.text]]));
            continue;
          }
          for (const cell of cells()) {
            for (let time = 0; time < one.times; time += 1) {
              if (cell.join(one.most)) done += 1;
            }
          }
        }
        const runner = loudRunner();
        const found = differences(
          comparable(snapshot, runner),
          comparable(withTexts(first, texts), loudRunner()),
        );
        expect(found).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
  // Or nothing was put to the test.
  expect(Math.min(halfWay, done)).toBeGreaterThan(100);
});

it("without evidence that is gone before it was joined", () => {
  const texts = new Map([
    ["portfolio.md", "---\nportfolio: general\nstandards: QIF\n---\n"],
    ["e1.md", "---\nevidence: E1\nstandards: QIF-1.1\n---\n"],
    ["report.md", "# Report\n\n## QIF-1.1 First\n\nIt is so (@E1).\n"],
  ]);
  const read = withTexts(first, texts);
  const cell = read.index.portfolios.cell("");
  // The table of all, and the portfolio document.
  cell?.join(1);
  cell?.join(1);
  expect(cell?.joinedSoFar?.members.size).toBe(1);
  const without = withTexts(read, new Map([["e1.md", undefined]]));
  expect([
    ...(without.index.portfolios.get("")?.table.byId.keys() ?? []),
  ]).toEqual([]);
});
