// The next gap: in reading order, round and round, through all folders.

import { expect, it } from "vitest";
import { nextGap, type GapPlace } from "../../server/src/features/nextGap.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import { loudRunner, snapshotOf } from "../support/snapshotOf.ts";

function folder(text: string): Snapshot {
  return snapshotOf([...readFiles(text), demoPack]);
}

// Gaps stand at DEMO in the portfolio, twice, and at a heading of the report.
const first = folder(`-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- report.md --
Text.

## DEMO-1.3 Leadership

Prose.
`);
const second = folder(`-- portfolio.md --
---
portfolio: general
standards: DEMO-2
---
`);
const covered = folder(`-- portfolio.md --
---
portfolio: general
standards: DEMO-1.1
---
-- e01.md --
---
evidence: E01
standards: DEMO-1.1
---
`);

function gapAfter(
  folders: readonly Snapshot[],
  from?: GapPlace,
): string | undefined {
  const gap = nextGap(folders, loudRunner(), from);
  if (gap === undefined) return undefined;
  const { finding, snapshot } = gap;
  return `${folders.indexOf(snapshot)} ${finding.path}:${finding.range.startLine + 1}`;
}

const at = (
  snapshot: Snapshot,
  path: string,
  line: number,
  character = 0,
): GapPlace => ({ snapshot, path, position: { line: line - 1, character } });

it("starts with the first", () => {
  expect(gapAfter([first])).toBe("0 portfolio.md:4");
});

it("goes on behind the cursor, and to the next file", () => {
  expect(gapAfter([first], at(first, "portfolio.md", 1))).toBe(
    "0 portfolio.md:4",
  );
  expect(gapAfter([first], at(first, "portfolio.md", 4, 4))).toBe(
    "0 report.md:3",
  );
  expect(gapAfter([first], at(first, "no-such-file.md", 1))).toBe(
    "0 portfolio.md:4",
  );
});

it("begins again after the last", () => {
  expect(gapAfter([first], at(first, "report.md", 3, 3))).toBe(
    "0 portfolio.md:4",
  );
});

it("goes from folder to folder", () => {
  const folders = [first, covered, second];
  expect(gapAfter(folders, at(first, "report.md", 3, 3))).toBe(
    "2 portfolio.md:3",
  );
  expect(gapAfter(folders, at(second, "portfolio.md", 9))).toBe(
    "0 portfolio.md:4",
  );
});

it("finds nothing where all is covered", () => {
  expect(gapAfter([covered])).toBeUndefined();
  expect(gapAfter([covered], at(covered, "e01.md", 1))).toBeUndefined();
  expect(gapAfter([])).toBeUndefined();
});
