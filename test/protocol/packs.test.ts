// Packs that are written in the editor: findings follow what is typed, and the
// rest of the folder goes on with the last good version.

import { afterEach, describe, expect, it } from "vitest";
import type {
  CompletionList,
  Diagnostic,
  Hover,
} from "vscode-languageserver/node";
import * as protocol from "../../server/src/protocol.ts";
import { demoPack } from "../support/openFixture.ts";
import { ProtocolClient, pullingClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- e01.md --
---
evidence: E01
standards:
  - DEMO-1.1
  - DEMO-1.3
---
What it shows.
-- e02.md --
---
evidence: E02
standards: DEMO-1.9
---
What it shows.
`;

let client: ProtocolClient;
let folder: TemporaryFolder;
afterEach(() => {
  client.kill();
});

const uri = (file: string): string => folder.uriOf(file);
const pack = (): string => uri(demoPack.path);

async function start(capabilities = pullingClient): Promise<void> {
  client = await ProtocolClient.start({ folders: [folder.uri], capabilities });
  for (const file of ["e01.md", "e02.md"]) {
    await client.open(uri(file), textOf(file));
  }
}

function textOf(file: string): string {
  return fixture.split(`-- ${file} --\n`)[1]?.split(/^-- /m)[0] ?? "";
}

/** Findings of both pieces and of the pack, when it is open. */
async function findings(): Promise<Readonly<Record<string, string>>> {
  return {
    e01: (await client.codes(uri("e01.md"))).join(),
    e02: (await client.codes(uri("e02.md"))).join(),
    portfolio: (await client.codes(uri("portfolio.md"))).join(),
  };
}

function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}

const changed = (from: string, to: string): string => {
  if (!demoPack.text.includes(from)) throw new Error(`There is no ${from}`);
  return demoPack.text.replace(from, to);
};

const breaks: readonly (readonly [name: string, text: string])[] = [
  ["an unknown key", changed("owner:", "ownr:")],
  ["no id", changed("id: DEMO\n", "")],
  ["codes that are equal", changed("code: DEMO-1.3", "code: demo 1.1")],
  ["a circle", changed("summary: What", "replacedBy: DEMO-1.1\n        #")],
  ["an unsafe pattern", changed("owner:", "codeShape: 'DEMO-.*'\nowner:")],
  [
    "a requirement that cannot be met",
    changed("kinds: 2", "some: {least: 3, of: [policy]}"),
  ],
  ["a bracket that is not closed", changed("items:", "items: [")],
  ["a tab", changed("  - id: component", "\t- id: component")],
  ["an alias of nothing", changed("title: Vision", "title: *vision")],
  ["nothing at all", ""],
];

describe("while a pack is broken", () => {
  it.each(breaks)(
    "by %s, documents keep the last good version, and follow when it is mended",
    async (_, broken) => {
      folder = temporaryFolder(fixture);
      await start();
      await client.open(pack(), demoPack.text, "yaml");
      const before = await findings();
      expect(before).toMatchObject({ e01: "", e02: "unknown-standard" });
      expect(await client.codes(pack())).toEqual([]);

      await client.write(pack(), broken);
      expect(await client.codes(pack())).toContain("invalid-framework");
      expect(await findings()).toEqual(before);

      await client.write(pack(), changed("DEMO-1.3", "DEMO-1.9"));
      expect(await client.codes(pack())).toEqual([]);
      expect(await findings()).toMatchObject({
        e01: "unknown-standard",
        e02: "",
      });
    },
  );

  it("a problem that was silenced does not hold the pack back", async () => {
    folder = temporaryFolder(fixture);
    await start();
    const silenced = `${demoPack.text}  # evidence-ignore invalid-framework: kept until the board has met\n  - code: demo 1.1\n    title: In other words\n`;
    await client.open(pack(), silenced, "yaml");
    expect(await client.codes(pack())).toEqual([]);
    await client.write(pack(), silenced.replace("DEMO-1.3", "DEMO-1.9"));
    expect(await findings()).toMatchObject({
      e01: "unknown-standard",
      e02: "",
    });
    expect(client.statuses.at(-1)?.faultyPacks).toBe(0);
  });
});

describe("a pack that is broken from the start", () => {
  it.each([
    ["in one place counts without the faulty part", "owner:", "ownr:", ""],
    ["in its YAML floods no document", "items:", "items: [", ""],
    ["without its name floods no document", "id: DEMO\n", "", ""],
  ])("%s", async (_, from, to, e01) => {
    folder = temporaryFolder(fixture);
    folder.write(demoPack.path, changed(from, to));
    await start();
    expect(await findings()).toMatchObject({ e01 });
    expect(client.statuses.at(-1)?.faultyPacks).toBe(1);
    folder.write(demoPack.path, demoPack.text);
    await client.filesChanged({ [pack()]: "changed" });
    await client.eventually(
      async () => (await client.codes(uri("e02.md"))).join() !== "",
    );
    expect(await findings()).toMatchObject({
      e01: "",
      e02: "unknown-standard",
    });
  });
});

describe("a broken pack that is deleted", () => {
  it("takes its last good version along", async () => {
    folder = temporaryFolder(fixture);
    await start();
    folder.write(demoPack.path, changed("items:", "items: ["));
    await client.filesChanged({ [pack()]: "changed" });
    await client.eventually(() => client.statuses.at(-1)?.faultyPacks === 1);
    expect(await findings()).toMatchObject({ e01: "" });
    folder.remove(demoPack.path);
    await client.filesChanged({ [pack()]: "deleted" });
    await client.eventually(async () =>
      (await client.codes(uri("e01.md"))).includes("unknown-standard"),
    );
    expect(client.statuses.at(-1)?.faultyPacks).toBe(0);
    // A broken one of its name does not bring the old version back.
    folder.write(demoPack.path, changed("code: DEMO-1.3", "code: DEMO-1.1"));
    await client.filesChanged({ [pack()]: "created" });
    await client.eventually(() => client.statuses.at(-1)?.faultyPacks === 1);
    const report = await client.pull(uri("e01.md"));
    const items = report.kind === "full" ? report.items : [];
    expect(items.map(messageOf).join()).toContain("DEMO-1.3");
  });
});

describe("findings in packs", () => {
  const own = (extension: string): string =>
    `.evidence/frameworks/own.${extension}`;
  const faulty = `{
  "id": "OWN", "edition": "first", "title": "Own", "owner": "Us",
  "licence": "Ours", "tiers": [{"id": "unit", "title": "Unit", "assessable": true}],
  "items": [{"code": "OWN-1", "titel": "Welcome"}]
}`;

  it.each([
    ["json", "json"],
    ["json", "jsonc"],
    ["yaml", "yaml"],
    ["yml", "yaml"],
  ])(
    "of %s as %s come alike for closed and open files, with a fix",
    async (extension, languageId) => {
      folder = temporaryFolder(fixture);
      folder.write(own(extension), faulty);
      await start();
      const held = client.pullWorkspace();
      const closed = await client.eventually(() =>
        held.chunks.flat().find((report) => report.uri === uri(own(extension))),
      );
      await client.open(uri(own(extension)), faulty, languageId);
      expect(await client.codes(uri(own(extension)))).toEqual(closed.codes);
      const report = await client.pull(uri(own(extension)));
      const items = report.kind === "full" ? report.items : [];
      const titel = items.find((item) => messageOf(item).includes("`titel`"));
      expect(titel?.range).toEqual({
        start: { line: 3, character: 30 },
        end: { line: 3, character: 37 },
      });
      const actions = await client.request<readonly { title: string }[]>(
        "textDocument/codeAction",
        {
          textDocument: { uri: uri(own(extension)) },
          range: titel?.range,
          context: { diagnostics: [titel] },
        },
      );
      expect(actions.map(({ title }) => title)).toContain("Write `title`");
      held.cancel();
    },
  );

  it("stand as long as an unsaved pack is open, whatever else changes", async () => {
    folder = temporaryFolder(fixture);
    await start();
    const text = demoPack.text.replaceAll("DEMO", "OWN");
    await client.open(uri(own("yaml")), text.replace("owner", "ownr"), "yaml");
    folder.write("e03.md", "---\nevidence: E03\nstandards: OWN-1.1\n---\n");
    folder.write(demoPack.path, `${demoPack.text}# one more line\n`);
    await client.filesChanged({
      [uri("e03.md")]: "created",
      [pack()]: "changed",
    });
    await client.open(
      uri("e03.md"),
      "---\nevidence: E03\nstandards: OWN-1.1\n---\n",
    );
    await client.eventually(
      async () =>
        !(await client.codes(uri("e03.md"))).includes("unknown-standard"),
    );
    expect(await client.codes(uri(own("yaml")))).toContain("invalid-framework");
  });
});

describe("writing a pack", () => {
  const file = ".evidence/frameworks/new.yaml";
  const complete = (line: number, character: number): Promise<CompletionList> =>
    client.request("textDocument/completion", {
      textDocument: { uri: uri(file) },
      position: { line, character },
    });

  it("begins with a template, as a snippet only where the client takes it", async () => {
    folder = temporaryFolder(fixture);
    await start({
      ...pullingClient,
      textDocument: {
        ...pullingClient.textDocument,
        completion: { completionItem: { snippetSupport: true } },
      },
    });
    await client.open(uri(file), "", "yaml");
    const [first] = (await complete(0, 0)).items;
    expect(first).toMatchObject({ insertTextFormat: 2 });
    expect(JSON.stringify(first?.textEdit)).toContain("${1:OWN}");
    client.kill();

    await start();
    await client.open(uri(file), "", "yaml");
    const [plain] = (await complete(0, 0)).items;
    expect(plain?.insertTextFormat).toBeUndefined();
    expect(JSON.stringify(plain?.textEdit)).toContain("id: OWN");
    expect(JSON.stringify(plain?.textEdit)).not.toContain("${");
  });

  it("offers keys and says what they mean", async () => {
    folder = temporaryFolder(fixture);
    await start();
    await client.open(uri(file), "id: NEW\ned", "yaml");
    const { items } = await complete(1, 2);
    expect(items.map(({ label }) => label)).toContain("edition");
    const hover = await client.request<Hover>("textDocument/hover", {
      textDocument: { uri: uri(file) },
      position: { line: 0, character: 1 },
    });
    expect(JSON.stringify(hover.contents)).toContain("The short name");
  });
});

describe("a pack above 4 MB", () => {
  const padded = (bytes: number): string =>
    `# ${"x".repeat(bytes)}\n${demoPack.text}`;
  const megabyte = 1024 * 1024;

  const checkSizes = async (
    own: (file: string) => string,
    grow: (text: string) => void,
  ): Promise<void> => {
    await client.open(own("e01.md"), textOf("e01.md"));
    await client.eventually(
      async () => (await client.codes(own("e01.md"))).length === 0,
    );
    expect(client.statuses.at(-1)?.faultyPacks).toBe(0);
    const held = client.pullWorkspace();
    const told = (): readonly string[] | undefined =>
      held.chunks.flat().findLast((one) => one.uri === own(demoPack.path))
        ?.codes;
    grow(padded(8 * megabyte));
    await client.filesChanged({ [own(demoPack.path)]: "changed" });
    await client.eventually(() => told()?.join() === "invalid-framework");
    await client.eventually(() => client.statuses.at(-1)?.faultyPacks === 1);
    // What was good before goes on counting.
    expect(await client.codes(own("e01.md"))).toEqual([]);
  };

  it("is read from the disk up to 8 MB, and beyond is told of", async () => {
    folder = temporaryFolder(fixture);
    folder.write(demoPack.path, padded(5 * megabyte));
    await start();
    await checkSizes(uri, (text) => {
      folder.write(demoPack.path, text);
    });
  });

  it("is read through the client up to 8 MB, and beyond is told of", async () => {
    const files = new Map([
      ["e01.md", textOf("e01.md")],
      [demoPack.path, padded(5 * megabyte)],
    ]);
    client = await ProtocolClient.start({
      folders: ["memfs:/shelf"],
      answers: {
        [protocol.listFilesRequest]: () => [...files.keys()],
        [protocol.readFilesRequest]: (params: unknown) => {
          const { paths, largest } = params as protocol.ReadFilesParams;
          return paths.map((path) => {
            const bytes = Buffer.from(files.get(path) ?? "");
            return bytes.length > largest
              ? { kind: "too-large", size: bytes.length }
              : { kind: "bytes", base64: bytes.toString("base64") };
          });
        },
      },
    });
    await checkSizes(
      (file) => `memfs:/shelf/${file}`,
      (text) => files.set(demoPack.path, text),
    );
  });
});
