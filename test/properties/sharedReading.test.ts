// Whoever has read a folder, and whatever happens in it meanwhile: it says the
// same of its files as one that reads everything itself.

import fc from "fast-check";
import { expect, it } from "vitest";
import { summaryOf } from "../../server/src/model/portfolioSummary.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import {
  anyDocument,
  anyPath,
  workspace,
} from "../support/arbitraryWorkspace.ts";
import { differences, plainOf, type Plain } from "../support/comparable.ts";
import { Disk } from "../support/disk.ts";
import { folderOn } from "../support/openFolder.ts";
import { ReadHere } from "../support/readHere.ts";
import { loudRunner } from "../support/snapshotOf.ts";

const timeout = 180_000;

/** Something that happens while a part is on its way. */
interface Incident {
  readonly what: "opened" | "written";
  readonly path: string;
  readonly text: string;
}

const incident: fc.Arbitrary<Incident> = fc.record({
  what: fc.constantFrom("opened" as const, "written" as const),
  path: anyPath,
  text: anyDocument,
});

function everyText(folder: WorkspaceFolder, runner: RuleRunner): Plain {
  const { snapshot } = folder;
  return plainOf({
    findings: new Map(
      snapshot.index.documents
        .sortedKeys()
        .map((path) => [path, runner.textIn(snapshot, path)]),
    ),
    summaries: new Map(
      [...snapshot.index.portfolios.cells()].map((cell) => [
        cell.folder,
        summaryOf(snapshot, cell),
      ]),
    ),
  });
}

/** Reading may ask for more reading, such as of what reviewers judged. */
async function settle(folder: WorkspaceFolder): Promise<void> {
  let settled: Promise<void> | undefined;
  while (settled !== folder.settled()) {
    settled = folder.settled();
    await settled;
  }
}

/** What is told in the end, as of a folder whose findings somebody asks for. */
async function toldOf(
  folder: WorkspaceFolder,
  runner: RuleRunner,
): Promise<Plain> {
  await settle(folder);
  everyText(folder, runner);
  // What reviewers judged is read when their portfolio has been looked at.
  folder.rest();
  await settle(folder);
  return everyText(folder, runner);
}

it("a folder that others have read", { timeout }, async () => {
  let adopted = 0;
  let portfolios = 0;
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(
      workspace,
      fc.integer({ min: 1, max: 3 }),
      fc.array(incident, { maxLength: 3 }),
      async (files, count, incidents) => {
        const disk = new Disk();
        for (const [path, text] of files) disk.write(path, text);
        const open = new Map<string, string>();
        const runner = loudRunner();
        const left = [...incidents];
        const threads = new ReadHere(disk.host, count, () => {
          const one = left.pop();
          if (one === undefined) return;
          if (one.what === "opened") {
            opened += 1;
            open.set(one.path, one.text);
            folder.setText(one.path, one.text);
            return;
          }
          const wasThere = disk.files.has(one.path);
          disk.write(one.path, one.text);
          folder.filesChanged({
            created: wasThere ? [] : [one.path],
            changed: wasThere ? [one.path] : [],
            deleted: [],
          });
        });
        const folder: WorkspaceFolder = folderOn({
          host: disk.host,
          runner,
          threads,
        });
        await folder.readAll();
        portfolios += threads.portfolios;
        for (const cell of folder.snapshot.index.portfolios.cells()) {
          if (!cell.isJoined) adopted += 1;
        }
        const alone = folderOn({ host: disk.host });
        await alone.readAll();
        for (const [path, text] of open) alone.setText(path, text);
        expect(
          differences(
            await toldOf(folder, runner),
            await toldOf(alone, loudRunner()),
          ),
        ).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
  // Or nothing was put to the test.
  expect(Math.min(adopted, opened)).toBeGreaterThan(50);
  expect(portfolios).toBeGreaterThan(adopted);
});
