// Large folders are read on threads. Here they are real ones that run what is
// built, and programs that do not do what they should.

import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { nodeFolder } from "../../server/src/host/nodeHost.ts";
import { NodeThreads } from "../../server/src/lsp/readingThreads.node.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import { summaryOf } from "../../server/src/model/portfolioSummary.ts";
import { loudListener } from "../support/loudListener.ts";
import { folderAt } from "../support/openFolder.ts";
import { ReadHere } from "../support/readHere.ts";
import { loudRunner } from "../support/snapshotOf.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const program = pathToFileURL(
  path.resolve(import.meta.dirname, "../../dist/readingThread.js"),
);
const limits = { count: 2, fewestDocuments: 4 };

const portfolios = ["a", "b", "c", "d"];

const folder = temporaryFolder(
  portfolios
    .map(
      (name) => `-- ${name}/portfolio.md --
---
portfolio: general
standards: QIF
---
-- ${name}/minutes.md --
---
evidence: M1
title: Minutes
kind: minutes
date: 2026-05-01
standards: QIF-1.1
---
-- ${name}/report.md --
# Report

## QIF-1.1 First

It is so (@M1, @M2).
`,
    )
    .join("") + "-- notes/plain.md --\nNothing of ours.\n",
);

interface Reading {
  readonly folder: WorkspaceFolder;
  /** Files of which this thread has asked for the content. */
  readonly read: readonly string[];
  readonly failures: readonly string[];
  readonly findings: ReadonlyMap<string, string>;
}

async function readWith(
  threads: NodeThreads | undefined,
  meanwhile: (opened: WorkspaceFolder) => void = () => undefined,
): Promise<Reading> {
  const read: string[] = [];
  const failures: string[] = [];
  const host = nodeFolder(folder.place);
  const runner = loudRunner();
  const opened = folderAt(folder, {
    threads,
    runner,
    host: {
      ...host,
      readFiles: (paths) => {
        read.push(...paths);
        return host.readFiles(paths);
      },
    },
    listener: {
      ...loudListener,
      failed: (what, error) => {
        failures.push(
          `${what}: ${error instanceof Error ? error.message : ""}`,
        );
      },
    },
  });
  const done = opened.readAll();
  meanwhile(opened);
  await done;
  await opened.settled();
  const { snapshot } = opened;
  const files = read.filter((file) => file.endsWith(".md"));
  return {
    folder: opened,
    read: files,
    failures,
    findings: new Map(
      snapshot.index.documents
        .sortedKeys()
        .map((file) => [file, runner.textIn(snapshot, file)]),
    ),
  };
}

/** A program in a line. */
const programOf = (code: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(code)}`);

describe("a folder that is read on threads", () => {
  it("is not read by the thread that answers, and says the same", async () => {
    const alone = await readWith(undefined);
    const shared = await readWith(new NodeThreads(program, limits));
    expect(shared.findings).toEqual(alone.findings);
    expect(alone.findings.get("a/report.md")).toContain("M2");
    expect([alone.read.length, shared.read]).toEqual([13, []]);
    expect(shared.failures).toEqual([]);
  });

  it("joins no portfolio in which nobody works", async () => {
    const { folder: read } = await readWith(new NodeThreads(program, limits));
    const cells = [...read.snapshot.index.portfolios.cells()];
    expect(cells.map(({ isJoined }) => isJoined)).toEqual(
      portfolios.map(() => false),
    );
  });

  it("joins none for a list of them, though other files come", async () => {
    const { folder: read } = await readWith(new NodeThreads(program, limits));
    read.filesChanged({ created: ["a/new.pdf"], changed: [], deleted: [] });
    await read.settled();
    const cells = [...read.snapshot.index.portfolios.cells()];
    const titles = cells.map((cell) => summaryOf(read.snapshot, cell).title);
    expect(titles).toHaveLength(portfolios.length);
    expect(cells.map(({ isJoined }) => isJoined)).toEqual(
      portfolios.map(() => false),
    );
  });

  it("has open documents as the editor has them", async () => {
    const text = "# Report\n\n## QIF-1.1 First\n\nIt is so (@M9).\n";
    const { findings } = await readWith(
      new NodeThreads(program, limits),
      (opened) => {
        opened.setText("b/report.md", text);
      },
    );
    expect(findings.get("b/report.md")).toContain("M9");
    expect(findings.get("b/report.md")).not.toContain("M2");
  });

  it("is not divided where an open document makes it one portfolio", async () => {
    const one = temporaryFolder(
      ["a", "b"]
        .map((name) => `-- ${name}/report.md --\n# Report ${name}\n`)
        .join(""),
    );
    const threads = new ReadHere(nodeFolder(one.place), 2);
    const opened = folderAt(one, { threads });
    // Not yet saved, or otherwise than it is on the disk.
    one.write("portfolio.md", "Nothing yet.\n");
    opened.setText("portfolio.md", "---\nportfolio: general\n---\n");
    await opened.readAll();
    expect(threads.tasks.map(({ documents }) => documents)).toEqual([
      ["portfolio.md", "a/report.md", "b/report.md"],
    ]);
    expect([...opened.snapshot.index.portfolios.keys()]).toEqual([""]);
  });

  it("is read in one go where there is little of it", async () => {
    const few = new NodeThreads(program, { count: 2, fewestDocuments: 14 });
    const { read } = await readWith(few);
    expect(read.length).toBe(13);
  });

  it("is read here while the threads read another folder", async () => {
    const threads = new NodeThreads(program, limits);
    const [first, second] = await Promise.all([
      readWith(threads),
      readWith(threads),
    ]);
    expect([first.read.length, second.read.length].sort()).toEqual([0, 13]);
    expect(first.findings).toEqual(second.findings);
  });

  it("is read with the packs of the editor when one is open", async () => {
    const pack = ".evidence/frameworks/demo.yaml";
    const { read } = await readWith(
      new NodeThreads(program, limits),
      (opened) => {
        opened.setText(pack, "framework: demo\n");
      },
    );
    expect(read.length).toBe(13);
  });
});

describe("a thread", () => {
  it.each([
    ["is not there", new URL("file:///nowhere/readingThread.js")],
    ["fails at once", programOf("throw new Error('No.');")],
    ["ends without a word", programOf("")],
    [
      "fails when it has read a part",
      programOf(
        `import { parentPort } from "node:worker_threads";
         parentPort.postMessage({ kind: "part", part: { artefacts: [],
           group: { documents: [], bundles: [] } } });
         setTimeout(() => { throw new Error("No more."); }, 5);`,
      ),
    ],
  ])("that %s leaves it to the other", async (_, broken) => {
    const alone = await readWith(undefined);
    const shared = await readWith(new NodeThreads(broken, limits));
    expect(shared.findings).toEqual(alone.findings);
    expect(shared.read.length).toBe(13);
    expect(shared.failures).toHaveLength(1);
    expect(shared.failures[0]).toMatch(/^reading on another thread: ./);
  });

  it("that never ends is ended when reading is stopped", async () => {
    const endless = programOf(
      `import { parentPort } from "node:worker_threads";
       parentPort.postMessage({ kind: "progress", more: 5 });
       setInterval(() => {}, 1000);`,
    );
    let stop: () => void = () => undefined;
    const threads = new NodeThreads(endless, limits);
    const opened = folderAt(folder, {
      threads,
      listener: {
        ...loudListener,
        progressed: () => {
          stop();
        },
      },
    });
    stop = () => {
      opened.stopReading();
    };
    await opened.readAll();
    expect([opened.isStopped, opened.filesUnread]).toEqual([true, 13]);
    // They are free for the next.
    const listener = { ...loudListener, take: () => Promise.resolve() };
    expect(await threads.read([], listener)).toBe(true);
  });
});
