// References, highlights and renames over stdio: open and closed files, the
// shapes that a client asks for, and sentences where nothing can be renamed.

import { afterEach, expect, it } from "vitest";
import type {
  ClientCapabilities,
  DocumentHighlight,
  Location,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import {
  ProtocolClient,
  plainClient,
  pullingClient,
} from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const report = "## DEMO-1.2\n\nAs @E07 shows.\n";
const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e07.md --
---
evidence: "E07"
standards:
  - DEMO-1.1
---
-- reviews/r1.md --
---
review: R1
seen:
  - evidence: E07
---
-- report.md --
${report}`;

let client: ProtocolClient;
afterEach(() => {
  client.kill();
});

async function start(
  capabilities: ClientCapabilities,
): Promise<TemporaryFolder> {
  const folder = temporaryFolder(fixture);
  client = await ProtocolClient.start({ capabilities, folders: [folder.uri] });
  await client.open(folder.uriOf("report.md"), report);
  return folder;
}

const citation = { line: 2, character: 5 };

/** Asks about a place of the report, the citation where none is given. */
function ask<Answer>(
  folder: TemporaryFolder,
  method: string,
  more: object = {},
): Promise<Answer> {
  return client.request(`textDocument/${method}`, {
    textDocument: { uri: folder.uriOf("report.md") },
    position: citation,
    ...more,
  });
}

const id = (line: number, start: number): Location["range"] => ({
  start: { line, character: start },
  end: { line, character: start + 3 },
});

it("references are places in open and closed files", async () => {
  const folder = await start(pullingClient);
  const references = (includeDeclaration: boolean): Promise<Location[]> =>
    ask(folder, "references", { context: { includeDeclaration } });
  expect(await references(true)).toEqual([
    { uri: folder.uriOf("evidence/e07.md"), range: id(1, 11) },
    { uri: folder.uriOf("report.md"), range: id(2, 4) },
    { uri: folder.uriOf("reviews/r1.md"), range: id(3, 14) },
  ]);
  expect(await references(false)).toHaveLength(2);
  // The line of a pack, in the folder and elsewhere.
  const position = { line: 0, character: 5 };
  const [own] = await ask<Location[]>(folder, "references", {
    position,
    context: { includeDeclaration: true },
  });
  expect(own?.uri).toBe(folder.uriOf(".evidence/frameworks/demo.yaml"));
});

it("highlights tell a name from its uses", async () => {
  const folder = await start(pullingClient);
  expect(await ask<DocumentHighlight[]>(folder, "documentHighlight")).toEqual([
    { range: id(2, 4), kind: 2 },
  ]);
  const piece = folder.uriOf("evidence/e07.md");
  await client.open(piece, '---\nevidence: "E07"\n---\n');
  expect(
    await client.request("textDocument/documentHighlight", {
      textDocument: { uri: piece },
      position: { line: 1, character: 12 },
    }),
  ).toEqual([{ range: id(1, 11), kind: 3 }]);
});

it("a rename edits the versions that the client has", async () => {
  const folder = await start(pullingClient);
  await client.write(folder.uriOf("report.md"), `${report}\n@E07\n`);
  const edit = await ask<WorkspaceEdit>(folder, "rename", { newName: "E08" });
  const change = (
    file: string,
    version: number | null,
    ...ranges: readonly Location["range"][]
  ): object => ({
    textDocument: { uri: folder.uriOf(file), version },
    edits: ranges.map((range) => ({ range, newText: "E08" })),
  });
  expect(edit.changes).toBeUndefined();
  expect(edit.documentChanges).toHaveLength(3);
  expect(edit.documentChanges).toEqual(
    expect.arrayContaining([
      change("report.md", 2, id(2, 4), id(4, 1)),
      change("evidence/e07.md", null, id(1, 11)),
      change("reviews/r1.md", null, id(3, 14)),
    ]),
  );
});

it("a plain client is sent plain changes, and asks nothing before", async () => {
  const folder = await start(plainClient);
  expect(client.initialized.capabilities.renameProvider).toBe(true);
  const edit = await ask<WorkspaceEdit>(folder, "rename", { newName: "E08" });
  expect(edit.documentChanges).toBeUndefined();
  expect(Object.keys(edit.changes ?? {}).sort()).toEqual(
    ["evidence/e07.md", "report.md", "reviews/r1.md"].map(folder.uriOf),
  );
});

it("what can be renamed is told before, and else why not", async () => {
  const folder = await start({
    ...pullingClient,
    textDocument: { diagnostic: {}, rename: { prepareSupport: true } },
  });
  expect(client.initialized.capabilities.renameProvider).toEqual({
    prepareProvider: true,
  });
  expect(await ask(folder, "prepareRename")).toEqual({
    range: id(2, 4),
    placeholder: "E07",
  });
  const position = { line: 0, character: 5 };
  await expect(ask(folder, "prepareRename", { position })).rejects.toThrow(
    "Only the ID of a piece of evidence can be renamed here. `DEMO-1.2` is a code of the framework.",
  );
  await expect(ask(folder, "rename", { newName: "E 8" })).rejects.toThrow(
    "`E 8` cannot be an ID",
  );
  expect(
    await client.request("textDocument/prepareRename", {
      textDocument: { uri: folder.uriOf("not-open.md") },
      position,
    }),
  ).toBeNull();
});
