// What an edit makes the server look at: each file once, though its findings
// are put on record first and asked for then.

import { PassThrough } from "node:stream";
import { beforeEach, expect, it } from "vitest";
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { DiagnosticsSender } from "../../server/src/lsp/diagnostics.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import { loudListener } from "../support/loudListener.ts";
import { folderAt } from "../support/openFolder.ts";
import { loudRunner } from "../support/snapshotOf.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const chapter = "# DEMO-1.1 Vision\n\nAs @E01 shows.\n";
const fixture = `-- portfolio.md --
---
portfolio: general
standards: DEMO-1.1
---
-- chapter.md --
${chapter}`;

let looked: string[];
/** Kinds of the answers for the open chapter before its portfolio is joined. */
let whileJoining: string[];
let folder: WorkspaceFolder;
let sender: DiagnosticsSender;

beforeEach(async () => {
  const own = loudRunner();
  looked = [];
  whileJoining = [];
  const runner: RuleRunner = {
    ...own,
    findingsIn: (snapshot, path) => {
      looked.push(path);
      return own.findingsIn(snapshot, path);
    },
  };
  sender = new DiagnosticsSender({
    connection: createConnection(
      new StreamMessageReader(new PassThrough()),
      new StreamMessageWriter(new PassThrough()),
    ),
    runner,
    isPulling: true,
    canRefresh: true,
    spelling: (one) => one,
    shippedUri: (one) => one,
  });
  folder = folderAt(temporaryFolder(fixture), {
    runner,
    listener: {
      ...loudListener,
      changed: (changed, before) => {
        sender.changed(changed, before, "chapter.md");
        if (!changed.isBeingJoined("chapter.md")) return;
        const looks = looked.length;
        const { kind } = sender.pull(changed, "chapter.md", "1");
        whileJoining.push(kind);
        expect(looked).toHaveLength(looks);
      },
    },
  });
  folder.setText("chapter.md", chapter);
  sender.pull(folder, "chapter.md", undefined);
  await folder.readAll();
  sender.pull(folder, "chapter.md", undefined);
  looked.length = 0;
});

function codesAfter(text: string): readonly unknown[] {
  folder.setText("chapter.md", text);
  const report = sender.pull(folder, "chapter.md", undefined);
  return "items" in report ? report.items.map(({ code }) => code) : [];
}

it("a letter that no fact holds makes it look at nothing", () => {
  expect(codesAfter(`${chapter}So it is.\n`)).toContain("unmet-requirement");
  expect(looked).toEqual([]);
});

it("a letter that changes facts makes it look once", () => {
  const edited = codesAfter(chapter.replace("DEMO-1.1", "DEMO-1.9"));
  expect(edited).toContain("unknown-standard");
  expect(looked.filter((path) => path === "chapter.md")).toHaveLength(1);
});

it("is answered as before while its portfolio is joined bit by bit", () => {
  expect(whileJoining.length).toBeGreaterThan(0);
  expect(new Set(whileJoining)).toEqual(new Set(["unchanged"]));
});
