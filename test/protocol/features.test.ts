// One exchange for each feature: what the features answer, in the protocol's
// own shapes, and the requests between our client and server.

import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  Hover,
  LocationLink,
} from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import {
  ProtocolClient,
  plainClient,
  pullingClient,
} from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
title: Northgate
standards:
  - DEMO
---
-- evidence/e07.md --
---
evidence: E07
title: Policy
kind: policy
standards:
  - DEMO-1.1
---
-- report.md --
# Report
-- files/scan.pdf --
`;

let client: ProtocolClient;
let folder: TemporaryFolder;
let report: string;

beforeAll(async () => {
  folder = temporaryFolder(fixture);
  client = await ProtocolClient.start({ folders: [folder.uri] });
  report = folder.uriOf("report.md");
  await client.open(report, "# Report\n");
});
afterAll(() => {
  client.kill();
});

/** Asks about the place of `$0` in the report. */
async function ask<Answer>(
  method: string,
  text: string,
  more: object = {},
): Promise<Answer> {
  const before = text.slice(0, text.indexOf("$0")).split("\n");
  const position = {
    line: before.length - 1,
    character: before.at(-1)?.length ?? 0,
  };
  await client.write(report, text.replace("$0", ""));
  return client.request<Answer>(method, {
    textDocument: { uri: report },
    position,
    range: { start: position, end: position },
    context: { diagnostics: [] },
    ...more,
  });
}

describe("for editors", () => {
  it("completion is ranked, edits in place and says more when asked", async () => {
    const list = await ask<CompletionList>(
      "textDocument/completion",
      "## demo-1.$0\n",
    );
    expect(list.isIncomplete).toBe(true);
    expect(
      list.items.map(({ label, sortText }) => `${sortText ?? ""} ${label}`),
    ).toEqual(["0000 DEMO-1.2", "0001 DEMO-1.3", "0002 DEMO-1.1"]);
    expect(list.items[0]).toMatchObject({
      filterText: "demo-1.",
      textEdit: {
        newText: "DEMO-1.2 Indicators",
        range: {
          start: { line: 0, character: 3 },
          end: { line: 0, character: 10 },
        },
      },
      detail: "Indicators · uncovered",
    });
    const [first, second] = list.items;
    expect(first).not.toHaveProperty("documentation");
    // Only a client that shows it apart from `detail` is sent it twice.
    expect(first).not.toHaveProperty("labelDetails");
    const resolved = await client.request<CompletionItem>(
      "completionItem/resolve",
      second,
    );
    expect(resolved).toMatchObject({ ...second, detail: second?.detail });
    expect(resolved.documentation).toMatchObject({ kind: "markdown" });
    expect(JSON.stringify(resolved.documentation)).toContain("**DEMO-1.3**");
    expect(await ask("textDocument/completion", "Prose$0\n")).toBeNull();
    // No item of the list that is shown now.
    expect(await client.request("completionItem/resolve", second)).toEqual(
      second,
    );
  });

  it("completion says beside the label what a client shows there", async () => {
    const other = await ProtocolClient.start({
      folders: [folder.uri],
      capabilities: {
        ...pullingClient,
        textDocument: {
          ...pullingClient.textDocument,
          completion: { completionItem: { labelDetailsSupport: true } },
        },
      },
    });
    try {
      await other.open(report, "See @e\n");
      const { items } = await other.request<CompletionList>(
        "textDocument/completion",
        {
          textDocument: { uri: report },
          position: { line: 0, character: 6 },
        },
      );
      expect(items).toHaveLength(1);
      const [item] = items;
      expect(item?.labelDetails).toEqual({ description: "Policy · policy" });
      expect(item?.detail).toBeUndefined();
      const resolved = await other.request<CompletionItem>(
        "completionItem/resolve",
        item,
      );
      expect(resolved.detail).toBe("Policy · policy");
      expect(JSON.stringify(resolved.documentation)).toContain("DEMO-1.1");
    } finally {
      other.kill();
    }
  });

  it.each([
    ["without data", {}],
    ["with data of another server", { data: { id: 7 } }],
    ["of no list", { data: [-1, 0] }],
    ["of no place", { data: [1, "a"] }],
  ])("resolves an item %s to itself", async (_, more) => {
    const item = { label: "DEMO-1.1", ...more };
    expect(await client.request("completionItem/resolve", item)).toEqual(item);
  });

  it("hover is Markdown over a range", async () => {
    const hover = await ask<Hover>("textDocument/hover", "As @E0$07 shows\n");
    expect(hover).toMatchObject({
      contents: { kind: "markdown" },
      range: {
        start: { line: 0, character: 3 },
        end: { line: 0, character: 7 },
      },
    });
    expect(JSON.stringify(hover)).toContain("Policy");
    expect(await ask("textDocument/hover", "Pro$0se\n")).toBeNull();
  });

  it("definition leads to the evidence, a pack of the folder and a shipped one", async () => {
    const [evidence] = await ask<LocationLink[]>(
      "textDocument/definition",
      "As @E0$07 shows\n",
    );
    expect(evidence).toMatchObject({
      targetUri: folder.uriOf("evidence/e07.md"),
      targetSelectionRange: { start: { line: 1, character: 10 } },
      originSelectionRange: { start: { line: 0, character: 3 } },
    });
    const [own] = await ask<LocationLink[]>(
      "textDocument/definition",
      "## DEMO-1.$01\n",
    );
    expect(own?.targetUri).toBe(folder.uriOf(".evidence/frameworks/demo.yaml"));
    const lone = "untitled:lone";
    await client.open(lone, "---\nevidence: E1\nstandards: QIF-1.1\n---\n");
    const [shipped] = await client.request<LocationLink[]>(
      "textDocument/definition",
      { textDocument: { uri: lone }, position: { line: 2, character: 14 } },
    );
    const lines = readFileSync(
      fileURLToPath(shipped?.targetUri ?? ""),
      "utf8",
    ).split("\n");
    expect(lines[shipped?.targetRange.start.line ?? 0]).toContain("QIF-1.1");
  });

  it("quick fixes edit, and make files where the client can", async () => {
    const actions = await ask<CodeAction[]>(
      "textDocument/codeAction",
      "As @E1$09 shows\n",
    );
    const make = actions.find(({ edit }) =>
      JSON.stringify(edit).includes('"kind":"create"'),
    );
    expect(make?.kind).toBe("quickfix");
    expect(make?.diagnostics?.[0]?.code).toBe("unknown-evidence");
    expect(make?.edit?.documentChanges?.[0]).toMatchObject({
      kind: "create",
      uri: folder.uriOf("evidence/e19.md"),
      options: { overwrite: false },
    });
    const [edit] = await ask<CodeAction[]>(
      "textDocument/codeAction",
      "As @E$07 shows\n",
    );
    expect(edit?.isPreferred).toBe(true);
    expect(edit?.edit?.documentChanges).toEqual([
      {
        textDocument: { uri: report, version: null },
        edits: [
          {
            range: {
              start: { line: 0, character: 3 },
              end: { line: 0, character: 6 },
            },
            newText: "@E07",
          },
        ],
      },
    ]);
    const others = await ask("textDocument/codeAction", "As @E1$09 shows\n", {
      context: { diagnostics: [], only: ["refactor"] },
    });
    expect(others).toBeNull();
  });

  it("quick fixes that make files are not offered to a client that cannot", async () => {
    const plain = await ProtocolClient.start({
      folders: [folder.uri],
      capabilities: plainClient,
    });
    await plain.open(report, "As @E19 shows\n");
    const actions = await plain.request<CodeAction[]>(
      "textDocument/codeAction",
      {
        textDocument: { uri: report },
        range: {
          start: { line: 0, character: 4 },
          end: { line: 0, character: 4 },
        },
        context: { diagnostics: [] },
      },
    );
    expect(JSON.stringify(actions)).not.toContain("create");
    plain.kill();
  });
});

describe("many fixes at once", () => {
  const two = "## demo 1.$01 Vision\n\n## demo 1.2 Indicators\n";
  const asking = (...only: readonly string[]) =>
    ask<CodeAction[] | null>("textDocument/codeAction", two, {
      context: { diagnostics: [], only },
    });
  const kindsOf = (actions: readonly CodeAction[] | null) => [
    ...new Set(actions?.map(({ kind }) => kind)),
  ];
  const fixAll = "source.fixAll.evidencePortfolio";

  it("are advertised, and answered by every kind above theirs", async () => {
    expect(client.initialized.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ["quickfix", fixAll],
    });
    for (const kind of [fixAll, "source.fixAll", "source"]) {
      const actions = await asking(kind);
      expect(kindsOf(actions), kind).toEqual([fixAll]);
      expect(JSON.stringify(actions?.[0]?.edit)).toContain("DEMO-1.2");
    }
    expect(kindsOf(await asking(""))).toEqual(["quickfix", fixAll]);
    expect(kindsOf(await asking("quickfix", "source"))).toEqual([
      "quickfix",
      fixAll,
    ]);
  });

  it("are left alone where another kind is asked for, or none", async () => {
    for (const kind of [
      "source.organizeImports",
      "source.fixAll.eslint",
      "sourc",
    ]) {
      expect(await asking(kind), kind).toBeNull();
    }
    expect(
      kindsOf(await ask<CodeAction[]>("textDocument/codeAction", two)),
    ).toEqual(["quickfix"]);
  });

  it("over several files are shown first, to a client that can", async () => {
    const pack = `id: OLD\nedition: first\ntitle: Old\nowner: The tests\nlicence: none\ntiers:\n  - id: t\n    title: T\n    assessable: true\nitems:\n  - code: OLD-1\n    title: One\n    withdrawn: true\n    replacedBy: OLD-2\n  - code: OLD-2\n    title: Two\n`;
    const old = temporaryFolder(
      `-- portfolio.md --\n---\nportfolio: general\nstandards: OLD\n---\n-- a.md --\n---\nevidence: E01\nstandards: OLD-1\n---\n-- b.md --\n---\nevidence: E02\nstandards: OLD-1\n---\n`,
    );
    old.write(".evidence/frameworks/old.yaml", pack);
    const editOf = async (
      workspaceEdit: object | undefined,
    ): Promise<CodeAction["edit"]> => {
      const other = await ProtocolClient.start({
        folders: [old.uri],
        capabilities: {
          ...pullingClient,
          workspace: {
            ...pullingClient.workspace,
            ...(workspaceEdit === undefined ? {} : { workspaceEdit }),
          },
        },
      });
      await other.open(
        old.uriOf("a.md"),
        "---\nevidence: E01\nstandards: OLD-1\n---\n",
      );
      const place = { line: 2, character: 12 };
      const actions = await other.request<CodeAction[]>(
        "textDocument/codeAction",
        {
          textDocument: { uri: old.uriOf("a.md") },
          range: { start: place, end: place },
          context: { diagnostics: [] },
        },
      );
      other.kill();
      return actions.find(({ title }) => title.startsWith("Replace all"))?.edit;
    };
    const shown = await editOf({
      documentChanges: true,
      changeAnnotationSupport: { groupsOnLabel: true },
    });
    expect(shown?.documentChanges).toHaveLength(2);
    expect(Object.values(shown?.changeAnnotations ?? {})).toEqual([
      {
        label: "Replace all 2 withdrawn codes in this portfolio",
        needsConfirmation: true,
      },
    ]);
    expect(JSON.stringify(shown?.documentChanges)).toContain("annotationId");
    const plain = await editOf({ documentChanges: true });
    expect(plain?.changeAnnotations).toBeUndefined();
    const oldest = await editOf({});
    expect(oldest?.documentChanges).toBeUndefined();
    expect(Object.keys(oldest?.changes ?? {}).sort()).toEqual([
      old.uriOf("a.md"),
      old.uriOf("b.md"),
    ]);
  });

  it("mapping a piece whose file is not open writes into that file", async () => {
    const other = temporaryFolder(
      `-- portfolio.md --\n---\nportfolio: general\nstandards: DEMO\n---\n-- e30.md --\n---\nevidence: E30\nkind: partner-feedback\nstandards:\n  - DEMO-1.3 # agreed\n---\nText.\n`,
    );
    const second = await ProtocolClient.start({ folders: [other.uri] });
    const text = "## DEMO-1.1 Vision\n\nWe know it.\n";
    await second.open(other.uriOf("report.md"), text);
    const place = { line: 0, character: 5 };
    const action = await second.eventually(async () => {
      const actions = await second.request<CodeAction[] | null>(
        "textDocument/codeAction",
        {
          textDocument: { uri: other.uriOf("report.md") },
          range: { start: place, end: place },
          context: { diagnostics: [] },
        },
      );
      return actions?.find(({ title }) => title.startsWith("Map `E30`"));
    });
    second.kill();
    expect(action.edit?.documentChanges).toMatchObject([
      {
        textDocument: { uri: other.uriOf("e30.md") },
        edits: [
          {
            range: { start: { line: 4, character: 21 } },
            newText: "\n  - DEMO-1.1",
          },
        ],
      },
    ]);
  });
});

describe("for our own client", () => {
  it("coverage comes level by level, with places to go to", async () => {
    const [root] = await client.request<protocol.CoverageResult>(
      protocol.coverageRequest,
      { gapsOnly: false },
    );
    expect(root).toMatchObject({
      kind: "portfolio",
      label: "Northgate",
      description: "1 of 5 covered",
      hasChildren: true,
      place: { uri: folder.uriOf("portfolio.md") },
    });
    const components = await client.request<protocol.CoverageResult>(
      protocol.coverageChildrenRequest,
      { id: root?.id, gapsOnly: false },
    );
    expect(components.map(({ label }) => label)).toEqual(["DEMO-1", "DEMO-2"]);
    const gaps = await client.request<protocol.CoverageResult>(
      protocol.coverageChildrenRequest,
      { id: components[0]?.id, gapsOnly: true },
    );
    expect(gaps.map(({ label }) => label)).toEqual(["DEMO-1.2", "DEMO-1.3"]);
    expect(
      await client.request(protocol.coverageChildrenRequest, {
        id: "nonsense",
        gapsOnly: false,
      }),
    ).toEqual([]);
  });

  it("a change of coverage is told, once", async () => {
    const before = client.coverageChanges.length;
    await client.open(
      folder.uriOf("evidence/e08.md"),
      "---\nevidence: E08\nstandards: DEMO-2.1\n---\n",
    );
    await client.eventually(() => client.coverageChanges.length > before);
    const [root] = await client.request<protocol.CoverageResult>(
      protocol.coverageRequest,
      { gapsOnly: false },
    );
    expect(root?.description).toBe("2 of 5 covered");
    expect(client.coverageChanges.length).toBe(before + 1);
    await client.close(folder.uriOf("evidence/e08.md"));
    await client.eventually(() => client.coverageChanges.length > before + 1);
  });

  it("changes of coverage that follow one another are told together", async () => {
    const uri = folder.uriOf("evidence/e09.md");
    const head = "---\nevidence: E09\nstandards: DEMO-2.1\ntitle: A";
    const before = client.coverageChanges.length;
    await client.open(uri, `${head}\n---\n`);
    for (let letters = 1; letters <= 20; letters += 1) {
      await client.write(uri, `${head}${"h".repeat(letters)}\n---\n`);
    }
    await client.eventually(() => client.coverageChanges.length > before);
    expect(client.coverageChanges.length - before).toBeLessThan(20);
    await client.close(uri);
  });

  it("the next gap, with its message", async () => {
    const gap = await client.request<protocol.NextGapResult>(
      protocol.nextGapRequest,
      { uri: folder.uriOf("portfolio.md"), line: 0, character: 0 },
    );
    expect(gap?.uri).toBe(folder.uriOf("portfolio.md"));
    expect(gap?.range.start.line).toBe(4);
    expect(gap?.message).toContain("DEMO-");
    expect(await client.request(protocol.nextGapRequest, {})).toEqual(gap);
    expect(
      await client.request(protocol.nextGapRequest, { uri: "file:///nowhere" }),
    ).toEqual(gap);
  });

  it("findings in figures", async () => {
    await client.write(report, "As @E19 shows\n");
    const result = await client.request<protocol.CheckResult>(
      protocol.checkRequest,
    );
    expect(result).toMatchObject({
      portfolios: 1,
      error: 1,
      progress: [{ title: "Northgate", words: "1 of 5 covered" }],
    });
    expect(result.warning).toBeGreaterThan(0);
  });

  it("what a new portfolio can aim at, and its text", async () => {
    const targets = await client.request<protocol.TargetsResult>(
      protocol.targetsRequest,
      { folder: folder.uri },
    );
    expect(targets.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["DEMO", "QIF", "AVA-L3-CERT"]),
    );
    const { text } = await client.request<protocol.NewPortfolioResult>(
      protocol.newPortfolioRequest,
      {
        kind: "general",
        targets: ["DEMO"],
        units: [],
        title: "New",
      } satisfies protocol.NewPortfolioParams,
    );
    expect(text).toContain("portfolio: general\ntitle: New\n");
  });

  it("a new piece of evidence, and what it can serve", async () => {
    const choices = await client.request<protocol.EvidenceChoicesResult>(
      protocol.evidenceChoicesRequest,
      {},
    );
    expect(choices.standards[0]).toEqual({
      code: "DEMO-1.2",
      title: "Indicators",
      state: "uncovered",
    });
    const made = await client.request<protocol.NewEvidenceResult>(
      protocol.newEvidenceRequest,
      {
        uri: report,
        title: "Minutes",
        standards: ["DEMO-1.2"],
      } satisfies protocol.NewEvidenceParams,
    );
    expect(made).toMatchObject({
      uri: folder.uriOf("evidence/e08-minutes.md"),
      id: "E08",
    });
  });

  it("the text of what ships, and of nothing else", async () => {
    const read = (path: string) =>
      client.request<protocol.ShippedTextResult>(protocol.shippedTextRequest, {
        path,
      });
    expect((await read("frameworks/qif.yaml")).text).toContain("QIF-1.1");
    expect((await read("../package.json")).text).toBeNull();
    expect((await read("constructor")).text).toBeNull();
  });
});
