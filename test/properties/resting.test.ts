// Whatever was let go and whatever was kept of a session before: a folder says
// the same of its files as one that is read anew and lets nothing go.

import fc from "fast-check";
import { expect, it } from "vitest";
import { nodeIndexStore } from "../../server/src/host/nodeIndexStore.ts";
import type {
  FolderListener,
  WorkspaceFolder,
} from "../../server/src/lsp/workspaceFolder.ts";
import { summaryOf } from "../../server/src/model/portfolioSummary.ts";
import { textOfFindings } from "../../server/src/rules/findingsText.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import {
  anyDocument,
  anyPath,
  workspace,
} from "../support/arbitraryWorkspace.ts";
import { differences, plainOf, type Plain } from "../support/comparable.ts";
import { Disk } from "../support/disk.ts";
import { loudListener } from "../support/loudListener.ts";
import { folderOn } from "../support/openFolder.ts";
import { loudRunner } from "../support/snapshotOf.ts";

const timeout = 180_000;

/** Looks at everything at each change, as one who tells a client does. */
const attentive = (runner: RuleRunner): FolderListener => ({
  ...loudListener,
  changed: (folder) => {
    if (!folder.isReading) everyText({ folder, runner });
  },
});

/** Work may ask for more work, such as reading what reviewers judged. */
async function settle(folder: WorkspaceFolder): Promise<void> {
  let settled: Promise<void> | undefined;
  while (settled !== folder.settled()) {
    settled = folder.settled();
    await settled;
  }
}

interface Window {
  readonly folder: WorkspaceFolder;
  readonly runner: RuleRunner;
}

async function open(disk: Disk, isKept: boolean): Promise<Window> {
  const runner = loudRunner();
  const folder = folderOn({
    host: disk.host,
    listener: attentive(runner),
    store: isKept ? nodeIndexStore("/kept", "shelf", disk.store) : undefined,
    runner,
  });
  await folder.readAll();
  await settle(folder);
  return { folder, runner };
}

function everyText({ folder, runner }: Window): Plain {
  const { snapshot } = folder;
  const paths = [
    ...snapshot.index.documents.sortedKeys(),
    ...snapshot.packs.keys(),
  ];
  return plainOf({
    findings: new Map(
      paths.map((path) => [path, runner.textIn(snapshot, path)]),
    ),
    summaries: new Map(
      [...snapshot.index.portfolios.cells()].map((cell) => [
        cell.folder,
        summaryOf(snapshot, cell),
      ]),
    ),
  });
}

/** The same from the documents, by a runner that has seen nothing yet. */
async function anew(
  disk: Disk,
  texts: ReadonlyMap<string, string>,
): Promise<Plain> {
  const { folder } = await open(disk, false);
  for (const [path, text] of texts) folder.setText(path, text);
  await settle(folder);
  const runner = loudRunner();
  const { snapshot } = folder;
  return everyText({
    folder,
    runner: {
      ...runner,
      textIn: (_, path) => textOfFindings(runner.findingsIn(snapshot, path)),
    },
  });
}

const artefacts = ["files/x.pdf", "a/files/x.pdf", "a/more.jpg", "x.pdf"];

type Step = (
  disk: Disk,
  window: Window,
  open: Map<string, string>,
) => Promise<Window> | Window;

const stay =
  (action: (...given: Parameters<Step>) => Promise<void> | void): Step =>
  async (disk, window, texts) => {
    await action(disk, window, texts);
    await settle(window.folder);
    return window;
  };

/** Something that may happen in a folder, and how it is told in a report. */
const step: fc.Arbitrary<readonly [string, Step]> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(anyPath, fc.option(anyDocument))
      .map(([path, text]): readonly [string, Step] => [
        `${path} on the disk: ${JSON.stringify(text)}`,
        stay((disk, { folder }) => {
          changeFile(disk, folder, path, text ?? undefined);
        }),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...artefacts),
        fc.constantFrom("1", "2", undefined),
      )
      .map(([path, text]): readonly [string, Step] => [
        `${path} is ${String(text)}`,
        stay((disk, { folder }) => {
          changeFile(disk, folder, path, text);
        }),
      ]),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyPath, anyDocument)
      .map(([path, text]): readonly [string, Step] => [
        `${path} in the editor: ${JSON.stringify(text)}`,
        stay((_, { folder }, texts) => {
          texts.set(path, text);
          folder.setText(path, text);
        }),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc.constant<readonly [string, Step]>([
      "all closed",
      stay((_, { folder }, texts) => {
        for (const path of texts.keys()) folder.closeText(path);
        texts.clear();
      }),
    ]),
  },
  {
    weight: 4,
    arbitrary: fc.constant<readonly [string, Step]>([
      "a rest",
      stay((_, window) => {
        everyText(window);
        window.folder.rest({ portfolios: 0, documents: 0 });
      }),
    ]),
  },
  {
    weight: 3,
    arbitrary: fc.constant<readonly [string, Step]>([
      "a new start",
      async (disk, window, texts) => {
        everyText(window);
        await window.folder.save();
        texts.clear();
        return open(disk, true);
      },
    ]),
  },
);

function changeFile(
  disk: Disk,
  folder: WorkspaceFolder,
  path: string,
  text: string | undefined,
): void {
  const wasThere = disk.files.has(path);
  if (text === undefined) disk.files.delete(path);
  else disk.write(path, text);
  const paths = [path];
  folder.filesChanged({
    created: text !== undefined && !wasThere ? paths : [],
    changed: text !== undefined && wasThere ? paths : [],
    deleted: text === undefined && wasThere ? paths : [],
  });
}

it(
  "a folder that lets portfolios go says what one says that is read anew",
  { timeout },
  async () => {
    let rests = 0;
    let adopted = 0;
    await fc.assert(
      fc.asyncProperty(
        workspace,
        fc.array(step, { minLength: 4, maxLength: 14 }),
        async (files, steps) => {
          const disk = new Disk();
          for (const [path, text] of files) disk.write(path, text);
          const texts = new Map<string, string>();
          let window = await open(disk, true);
          for (const [what, act] of steps) {
            window = await act(disk, window, texts);
            const { snapshot } = window.folder;
            const cells = [...snapshot.index.portfolios.cells()];
            const resting = cells.filter((cell) => !cell.isJoined);
            if (what === "a rest") rests += resting.length;
            if (what === "a new start") adopted += resting.length;
            const found = differences(
              everyText(window),
              await anew(disk, texts),
            );
            expect(found, what).toEqual([]);
          }
        },
      ),
      { numRuns: 80 },
    );
    // Or nothing was put to the test.
    expect(rests).toBeGreaterThan(50);
    expect(adopted).toBeGreaterThan(50);
  },
);
