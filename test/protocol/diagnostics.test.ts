// How findings reach the client: asked for, streamed for closed files, held
// until something changes, or pushed. Never both ways.

import { afterEach, describe, expect, it } from "vitest";
import {
  plainClient,
  ProtocolClient,
  pullingClient,
  reportOf,
  type WorkspaceReport,
} from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

// DEMO-1.1 has no evidence until E07 is mapped to it.
const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
rules:
  out-of-scope-mapping: off
---
-- evidence/e07.md --
---
evidence: E07
standards:
  - DEMO-1.2
---
What it shows.
-- report/1.md --
## DEMO-1.1 Vision

Prose without a citation.
-- report/2.md --
## DEMO-1.1 Vision

As @E99 shows.
-- notes/free.md --
Nothing of ours.
`;

/** Maps DEMO-1.1 to E07, which a portfolio in scope expects to be cited. */
const mapped =
  "---\nevidence: E07\nstandards:\n  - DEMO-1.1\n---\nWhat it shows.\n";

let client: ProtocolClient;
let folder: TemporaryFolder;
afterEach(() => {
  client.kill();
});

async function start(
  capabilities = pullingClient,
  files = fixture,
): Promise<void> {
  folder = temporaryFolder(files);
  client = await ProtocolClient.start({ folders: [folder.uri], capabilities });
}

const uri = (file: string): string => folder.uriOf(file);

/** The reports of a chunk as `file: codes`, sorted. */
function shown(reports: readonly WorkspaceReport[] | undefined): string[] {
  return (reports ?? [])
    .map(
      (report) =>
        `${report.uri.slice(folder.uri.length + 1)}: ${report.codes.join(" ")}`,
    )
    .sort();
}

async function openFile(file: string, text: string): Promise<void> {
  await client.open(uri(file), text);
}

const report1 = "## DEMO-1.1 Vision\n\nProse without a citation.\n";

describe("asked for", () => {
  it("says `unchanged` as long as nothing else is found", async () => {
    await start();
    await openFile("report/1.md", report1);
    const first = await client.pull(uri("report/1.md"));
    expect(first.kind).toBe("full");
    const { resultId } = first;
    const again = await client.pull(uri("report/1.md"), resultId);
    expect(again).toEqual({ kind: "unchanged", resultId });
    await client.type(uri("report/1.md"), 2, 0, "More. ");
    expect(await client.pull(uri("report/1.md"), resultId)).toEqual(again);
    await client.type(uri("report/1.md"), 2, 0, "@E98 ");
    const changed = await client.pull(uri("report/1.md"), resultId);
    expect(changed.kind).toBe("full");
    expect(changed.resultId).not.toBe(resultId);
  });

  it("has code, severity, source, page and related places", async () => {
    await start();
    await openFile("evidence/e08.md", "---\nevidence: e07\n---\n");
    const report = await client.pull(uri("evidence/e08.md"));
    if (report.kind !== "full") throw new Error("There is no full report");
    const duplicate = report.items.find(
      ({ code }) => code === "duplicate-evidence",
    );
    expect(duplicate).toMatchObject({
      severity: 1,
      source: "evidence-portfolio",
      range: { start: { line: 1, character: 10 } },
      codeDescription: {
        href: expect.stringContaining("duplicate-evidence") as string,
      },
      relatedInformation: [{ location: { uri: uri("evidence/e07.md") } }],
    });
  });

  it("follows other files at each keystroke", async () => {
    await start();
    await openFile("evidence/e07.md", "---\nevidence: E07\n---\n");
    await openFile("report/1.md", report1);
    expect(await client.codes(uri("report/1.md"))).toContain(
      "unmet-requirement",
    );
    let text = "---\nevidence: E07\n";
    for (const letter of "standards: DEMO-1.1\n") {
      const line = text.split("\n").length - 1;
      const character = text.split("\n").at(-1)?.length ?? 0;
      await client.type(uri("evidence/e07.md"), line, character, letter);
      text += letter;
    }
    expect(await client.codes(uri("report/1.md"))).not.toContain(
      "unmet-requirement",
    );
    // Two characters away it is another code again.
    await client.type(uri("evidence/e07.md"), 2, 18, "", 1);
    expect(await client.codes(uri("report/1.md"))).toContain(
      "unmet-requirement",
    );
  });

  it("keeps track of edits in texts with CRLF and emoji", async () => {
    await start();
    const text =
      "---\r\nevidence: E08\r\ntitle: \u{1F4C4}x\r\nstandards: QIF\r\n---\r\n";
    await openFile("evidence/e08.md", text);
    await client.type(uri("evidence/e08.md"), 2, 9, "-\u{1F4C4}", 1);
    await client.type(uri("evidence/e08.md"), 3, 14, "-99");
    const report = await client.pull(uri("evidence/e08.md"));
    if (report.kind !== "full") throw new Error("There is no full report");
    const unknown = report.items.find(
      ({ code }) => code === "unknown-standard",
    );
    expect(unknown?.range).toEqual({
      start: { line: 3, character: 11 },
      end: { line: 3, character: 17 },
    });
  });

  it("answers nothing for documents that are not open or not ours", async () => {
    await start();
    expect(await client.pull(uri("report/1.md"))).toMatchObject({ items: [] });
    await client.open("git:/shelf/report.md?x", "@E99\n");
    expect(await client.pull("git:/shelf/report.md?x")).toMatchObject({
      items: [],
    });
  });
});

describe("streamed", () => {
  it("begins with all closed files that have findings", async () => {
    await start();
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    expect(shown(held.chunks[0])).toEqual([
      "report/1.md: unmet-requirement",
      "report/2.md: unknown-evidence",
    ]);
    expect(held.isAnswered()).toBe(false);
  });

  it("goes on with files whose findings changed, and only those", async () => {
    await start();
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    await openFile("evidence/e07.md", mapped);
    await client.eventually(() => held.chunks.length === 2);
    expect(shown(held.chunks[1])).toEqual([
      "evidence/e07.md: uncited-evidence",
      "report/1.md: ",
    ]);
    // A change that finds nothing new tells nothing.
    await client.type(uri("evidence/e07.md"), 4, 3, "\n\nText.");
    await client.type(uri("evidence/e07.md"), 3, 11, "2", 1);
    await client.eventually(() => held.chunks.length === 3);
    expect(shown(held.chunks[2])).toEqual(["report/1.md: unmet-requirement"]);
    expect(held.isAnswered()).toBe(false);
  });

  it("follows last year's portfolio, where this year's names it", async () => {
    const lastYear = (box: string): string =>
      `---\nportfolio: general\nstandards:\n  - DEMO-1.2\nrules:\n  unmet-requirement: off\n---\n\n- [${box}] Ask the staff (owner: Sam)\n`;
    await start(
      pullingClient,
      `-- now/portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
rules:
  unmet-requirement: off
previous: ../before
---
-- before/portfolio.md --
${lastYear(" ")}`,
    );
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    expect(shown(held.chunks[0])).toEqual(["now/portfolio.md: dropped-action"]);
    await openFile("before/portfolio.md", lastYear("x"));
    await client.eventually(() => held.chunks.length === 2);
    expect(shown(held.chunks[1])).toEqual(["now/portfolio.md: "]);
  });

  it("leaves out what the client has already", async () => {
    await start();
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    const previous = Object.fromEntries(
      (held.chunks[0] ?? []).map((report) => [
        report.uri,
        report.resultId ?? "",
      ]),
    );
    const again = client.pullWorkspace({ previous });
    await openFile("evidence/e07.md", mapped);
    await client.eventually(() => again.chunks.length > 0);
    expect(again.chunks).toHaveLength(1);
    expect(shown(again.chunks[0])).toEqual([
      "evidence/e07.md: uncited-evidence",
      "report/1.md: ",
    ]);
  });

  it("tells of open documents too, which no tab may show", async () => {
    await start();
    await openFile("report/1.md", report1);
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    expect(shown(held.chunks[0])).toContain("report/1.md: unmet-requirement");
    await openFile("evidence/e07.md", mapped);
    await client.eventually(() => held.chunks.length === 2);
    expect(shown(held.chunks[1])).toContain("report/1.md: ");
  });

  it("leaves the document that is edited to its editor", async () => {
    await start();
    await openFile("report/1.md", report1);
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    await client.type(uri("report/1.md"), 2, 0, "@E98 ");
    await client.pull(uri("report/1.md"));
    await client.type(uri("report/1.md"), 2, 0, "@E97 ");
    await client.pull(uri("report/1.md"));
    await openFile("evidence/e07.md", mapped);
    await client.eventually(() => held.chunks.length === 2);
    expect(shown(held.chunks[1])).toContain(
      "report/1.md: unknown-evidence unknown-evidence",
    );
  });

  it("tells of what was changed in no tab, for which nobody asks", async () => {
    await start();
    await openFile("report/1.md", report1);
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    await client.type(uri("report/1.md"), 2, 0, "@E98 ");
    await client.eventually(() =>
      shown(held.chunks.flat()).includes(
        "report/1.md: unmet-requirement unknown-evidence",
      ),
    );
  });

  // VS Code asks once more when a tab closes. Until that is answered it takes
  // nothing from the stream for the document, and then drops the answer.
  it("repeats what was asked for without an edit", async () => {
    await start();
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length === 1);
    await openFile("report/1.md", report1);
    await client.pull(uri("report/1.md"));
    await client.eventually(() => held.chunks.length === 2);
    expect(shown(held.chunks[1])).toEqual(["report/1.md: unmet-requirement"]);
  });

  it("has what a document that is closed has on the disk", async () => {
    await start();
    await openFile("report/2.md", "Nothing cited.\n");
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    expect(shown(held.chunks[0])).toContain("report/2.md: ");
    await client.close(uri("report/2.md"));
    await client.eventually(() =>
      shown(held.chunks.at(-1)).includes("report/2.md: unknown-evidence"),
    );
  });

  it("takes back what a file that is gone had", async () => {
    await start();
    const held = client.pullWorkspace();
    await client.eventually(() => held.chunks.length > 0);
    folder.remove("report/2.md");
    await client.filesChanged({ [uri("report/2.md")]: "deleted" });
    await client.eventually(() => held.chunks.length > 1);
    expect(shown(held.chunks[1])).toContain("report/2.md: ");
  });
});

describe("held without a stream", () => {
  it("is answered with the findings, then by the next change", async () => {
    await start();
    const first = await client.pullWorkspace({ streamed: false }).answer;
    const items = first.items.map(reportOf);
    expect(shown(items)).toContain("report/2.md: unknown-evidence");
    const previous = Object.fromEntries(
      items.map((report) => [report.uri, report.resultId ?? ""]),
    );
    const held = client.pullWorkspace({ streamed: false, previous });
    await client.pull(uri("report/1.md"));
    expect(held.isAnswered()).toBe(false);
    await openFile("evidence/e07.md", mapped);
    const next = await held.answer;
    expect(shown(next.items.map(reportOf))).toContain("report/1.md: ");
  });
});

describe("a refresh", () => {
  it("is asked for when another open document's findings changed", async () => {
    await start();
    await openFile("report/1.md", report1);
    await openFile("evidence/e07.md", "---\nevidence: E07\n---\n");
    expect(await client.codes(uri("report/1.md"))).toEqual([
      "unmet-requirement",
    ]);
    const before = client.refreshes;
    await client.write(uri("evidence/e07.md"), mapped);
    await client.eventually(() => client.refreshes > before);
    expect(await client.codes(uri("report/1.md"))).toEqual([]);
  });

  it("is not asked for otherwise", async () => {
    await start();
    await openFile("report/1.md", report1);
    await openFile("notes/free.md", "Free.\n");
    await client.pull(uri("report/1.md"));
    const before = client.refreshes;
    await client.type(uri("notes/free.md"), 0, 0, "Still ");
    await client.type(uri("report/1.md"), 2, 0, "@E98 ");
    expect(await client.codes(uri("report/1.md"))).toContain(
      "unknown-evidence",
    );
    expect(client.refreshes).toBe(before);
  });

  it("is not asked of a client that cannot", async () => {
    await start({ textDocument: { diagnostic: {} } });
    await openFile("report/1.md", report1);
    await openFile("evidence/e07.md", mapped);
    expect(await client.codes(uri("report/1.md"))).toEqual([]);
    expect(client.refreshes).toBe(0);
  });
});

describe("pushed", () => {
  it("for open and closed files, to clients that cannot ask", async () => {
    await start(plainClient);
    await client.eventually(() => client.pushedCodes(uri("report/2.md")));
    expect(client.pushedCodes(uri("report/2.md"))).toEqual([
      "unknown-evidence",
    ]);
    expect(client.pushedCodes(uri("report/1.md"))).toEqual([
      "unmet-requirement",
    ]);
    expect(client.pushedCodes(uri("notes/free.md"))).toBeUndefined();
    await openFile("evidence/e07.md", mapped);
    await client.eventually(
      () => client.pushedCodes(uri("report/1.md"))?.length === 0,
    );
  });

  it("under the client's own spelling of a URI", async () => {
    await start(plainClient);
    const own = uri("report/2.md").replace("report", "%72eport");
    await client.open(own, "As @E97 and @E98 show.\n");
    await client.eventually(() => client.pushedCodes(own)?.length === 2);
  });

  it("for a document whose URI has an odd percent sign", async () => {
    await start(plainClient);
    const own = "untitled:100%";
    await client.open(own, "---\nevidence: E01\nstandards: QIF-99\n---\n");
    await client.eventually(() =>
      client.pushed.some(({ diagnostics }) =>
        diagnostics.some(({ code }) => code === "unknown-standard"),
      ),
    );
  });

  it("never to a client that asks", async () => {
    await start();
    await openFile("report/1.md", "As @E98 shows.\n");
    expect(await client.codes(uri("report/1.md"))).toContain(
      "unknown-evidence",
    );
    expect(client.pushed).toEqual([]);
  });
});
