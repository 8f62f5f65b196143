// What our own client hears of coverage, so that its view shows a portfolio
// anew that has changed and leaves the others alone.

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  coverageChildrenRequest,
  coverageRequest,
  type CoverageResult,
} from "../../server/src/protocol.ts";
import { ProtocolClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const portfolio = (name: string): string => `-- ${name}/portfolio.md --
---
portfolio: general
title: ${name}
standards:
  - DEMO
---
-- ${name}/e01.md --
---
evidence: E01
title: Policy
kind: policy
standards:
  - DEMO-1.1
---
-- ${name}/report.md --
# Report

Some words.

## DEMO-1.1 First
`;

const review = (decision: string): string => `---
review: R01
of: portfolio.md
reviewer: A. Lee
role: assessor
date: 2026-05-12
decisions:
  - standards:
      - DEMO-1.1
    decision: ${decision}
---
`;

let client: ProtocolClient;
let folder: TemporaryFolder;

beforeEach(async () => {
  const portfolios = ["north", "south", "west"].map(portfolio).join("");
  folder = temporaryFolder(
    `${portfolios}-- north/review.md --\n${review("not-yet-met")}`,
  );
  client = await ProtocolClient.start({ folders: [folder.uri] });
});
afterEach(() => {
  client.kill();
});

const read = (path: string): string =>
  readFileSync(folder.pathOf(path), "utf8");

const roots = (only?: readonly string[]): Promise<CoverageResult> =>
  client.request<CoverageResult>(coverageRequest, { gapsOnly: false, only });

async function nodeOf(name: string): Promise<string> {
  const { id } = (await roots()).find(({ label }) => label === name) ?? {};
  return id ?? "";
}

/** Opens a document as it is, and then writes another text. */
async function change(path: string, text: string): Promise<void> {
  const uri = folder.uriOf(path);
  await client.open(uri, read(path));
  await client.codes(uri);
  const before = client.coverageChanges.length;
  await client.write(uri, text);
  await client.eventually(() => client.coverageChanges.length > before);
}

it("names the portfolio in which a mapping changed", async () => {
  await change(
    "south/e01.md",
    "---\nevidence: E01\ntitle: Policy\nkind: policy\nstandards:\n  - DEMO-1.2\n---\n",
  );
  const south = await nodeOf("south");
  expect(client.coverageChanges.at(-1)).toEqual([south]);
  expect((await roots([south])).map(({ label }) => label)).toEqual(["south"]);
});

it("names it when only a place has moved, to which the view leads", async () => {
  await change(
    "west/report.md",
    "# Report\n\nSome words.\n\nMore words.\n\n## DEMO-1.1 First\n",
  );
  expect(client.coverageChanges.at(-1)).toEqual([await nodeOf("west")]);
  const below = (id: string): Promise<CoverageResult> =>
    client.request(coverageChildrenRequest, { id, gapsOnly: false });
  const [parent] = await below(await nodeOf("west"));
  const [standard] = await below(parent?.id ?? "");
  expect(standard?.place?.range.start.line).toBe(6);
});

it("names it when a decision is taken", async () => {
  await change("north/review.md", review("met"));
  expect(client.coverageChanges.at(-1)).toEqual([await nodeOf("north")]);
});

it("says that all may have changed when a portfolio is added", async () => {
  const before = client.coverageChanges.length;
  await client.open(
    folder.uriOf("east/portfolio.md"),
    "---\nportfolio: general\ntitle: east\nstandards:\n  - DEMO\n---\n",
  );
  await client.eventually(() => client.coverageChanges.length > before);
  expect(client.coverageChanges.at(-1)).toBeNull();
  expect((await roots()).map(({ label }) => label)).toContain("east");
});

it("says nothing of words that nothing hangs on", async () => {
  const uri = folder.uriOf("west/report.md");
  await client.open(uri, read("west/report.md"));
  await client.codes(uri);
  const before = client.coverageChanges.length;
  await client.write(
    uri,
    "# Report\n\nSome other words.\n\n## DEMO-1.1 First\n",
  );
  await client.codes(uri);
  // What changes afterwards is told after it.
  await change(
    "north/e01.md",
    "---\nevidence: E01\ntitle: Policy\nkind: policy\nstandards:\n  - DEMO-1.3\n---\n",
  );
  expect(client.coverageChanges.slice(before)).toEqual([
    [await nodeOf("north")],
  ]);
});

it("gives no portfolio for a node that is none", async () => {
  expect(await roots(["nonsense", ""])).toEqual([]);
  expect(await roots([])).toEqual([]);
});
