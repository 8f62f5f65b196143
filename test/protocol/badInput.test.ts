// What is not as it should be on the disk or in the editor: each gets a finding
// or a clear message, nothing crashes, and nothing else stops working. The same
// findings come from the command line and from the server.

import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPack } from "../support/openFixture.ts";
import { ProtocolClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const program = path.resolve(import.meta.dirname, "../../dist/cli.js");

const fixture = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
---
-- second.md --
---
portfolio: general
standards: DEMO
---
-- evidence/e01.md --
---
evidence: E01
standards: DEMO-1.1
---
-- evidence/broken.md --
---
evidence: E02
kind: [policy
title: "never closed
standards: DEMO-1.1
---
-- evidence/open.md --
---
evidence: E03
standards: DEMO-1.1

Its text.
-- evidence/outside.md --
---
evidence: E04
standards: DEMO-1.1
file: ../../../etc/passwd
---
-- evidence/absolute.md --
---
evidence: E05
standards: DEMO-1.1
file: /etc/passwd
---
-- evidence/aliases.md --
---
evidence: E06
standards: &a
  - *a
title: *nowhere
---
-- evidence/tag.md --
---
evidence: E08
title: !!js/function "function () {}"
standards: DEMO-1.1
---
-- .evidence/frameworks/cycle.yaml --
id: CYCLE
edition: first
title: &t [*t]
owner: x
licence: x
tiers: *t
items: *t
-- .evidence/frameworks/duplicates.yaml --
id: TWICE
edition: first
title: Twice
owner: x
licence: x
tiers:
  - id: standard
    title: Standard
    assessable: true
items:
  - code: TW-1
    title: One
  - code: tw 1
    title: The same
  - code: TW-2
    title: Two
    requirements:
      include: no-such-kind
-- .evidence/frameworks/empty.yaml --
-- .evidence/frameworks/list.json --
[1, 2
`;

// What must be found, by file. Others may be found too.
const expected: readonly (readonly [file: string, code: string])[] = [
  ["second.md", "duplicate-portfolio"],
  ["evidence/broken.md", "invalid-front-matter"],
  ["evidence/open.md", "invalid-front-matter"],
  ["evidence/outside.md", "missing-file"],
  ["evidence/absolute.md", "missing-file"],
  ["evidence/aliases.md", "invalid-front-matter"],
  ["evidence/tag.md", "invalid-front-matter"],
  ["evidence/huge.md", "unreadable-file"],
  ["evidence/binary.md", "unreadable-file"],
  ["evidence/latin.md", "unreadable-file"],
  ["evidence/loop.md", "unreadable-file"],
  [".evidence/frameworks/cycle.yaml", "invalid-framework"],
  [".evidence/frameworks/duplicates.yaml", "invalid-framework"],
  [".evidence/frameworks/empty.yaml", "invalid-framework"],
  [".evidence/frameworks/list.json", "invalid-framework"],
];

const megabyte = 1024 * 1024;

/** The one thing here that has no file to stand in. */
const loopMessage =
  "deep/er/back is a link that leads back to a folder above it, and is not followed.";

let folder: TemporaryFolder;
beforeAll(() => {
  folder = temporaryFolder(fixture);
  folder.write("evidence/huge.md", new Uint8Array(50 * megabyte).fill(97));
  folder.write("evidence/binary.md", Uint8Array.of(0x89, 0x50, 0, 0, 0xff));
  folder.write("evidence/latin.md", Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
  symlinkSync("loop.md", folder.pathOf("evidence/loop.md"));
  symlinkSync("nowhere.md", folder.pathOf("evidence/dangling.md"));
  symlinkSync("loop", folder.pathOf("loop"));
  mkdirSync(folder.pathOf("deep/er"), { recursive: true });
  symlinkSync("../..", folder.pathOf("deep/er/back"));
  // A folder with a document's name is no document.
  mkdirSync(folder.pathOf("evidence/folder.md"));
});

describe("on the disk", () => {
  it("is found by the command line", () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, "check", "--format", "json"],
      { cwd: folder.place, encoding: "utf8" },
    );
    expect(stderr).toBe(`${loopMessage}\n`);
    expect(status).toBe(1);
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly {
        readonly file: string;
        readonly code: string;
      }[];
    };
    const found = findings.map(({ file, code }) => `${file}: ${code}`);
    expect(found).toEqual(
      expect.arrayContaining(
        expected.map(([file, code]) => `${file}: ${code}`),
      ),
    );
    expect(found.filter((line) => line.startsWith("deep/"))).toEqual([]);
    expect(found.filter((line) => /dangling|folder\.md/.test(line))).toEqual(
      [],
    );
  });

  it("is found by the server, which goes on", async () => {
    const client = await ProtocolClient.start({ folders: [folder.uri] });
    const held = client.pullWorkspace();
    const found = (): readonly string[] =>
      held.chunks
        .flat()
        .flatMap(({ uri, codes }) =>
          codes.map((code) => `${uri.slice(folder.uri.length + 1)}: ${code}`),
        );
    // They come in parts.
    const last =
      expected
        .map(([file]) => file)
        .sort()
        .at(-1) ?? "";
    await client.eventually(() =>
      found().some((line) => line.startsWith(`${last}: `)),
    );
    expect(found()).toEqual(
      expect.arrayContaining(
        expected.map(([file, code]) => `${file}: ${code}`),
      ),
    );
    // What is in order still counts.
    const roots = await client.request("evidencePortfolio/coverage", {
      gapsOnly: false,
    });
    expect(roots).toMatchObject([{ description: "1 of 1 covered" }]);
    expect(client.logged).toEqual([loopMessage]);
    expect(await client.stop()).toBe(0);
  });
});

describe("in the editor", () => {
  let client: ProtocolClient;
  beforeAll(async () => {
    client = await ProtocolClient.start({ folders: [folder.uri] });
  });
  afterAll(() => {
    client.kill();
  });

  it.each([
    ["a huge text", "huge.md", "a".repeat(5 * megabyte), "unreadable-file"],
    [
      "a huge text of wide letters",
      "wide.md",
      "\u4e00".repeat(2 * megabyte),
      "unreadable-file",
    ],
    [
      "bytes that are no text",
      "bytes.md",
      "---\nevidence: E1\n---\n\0",
      "unreadable-file",
    ],
    [
      "broken YAML",
      "yaml.md",
      "---\nevidence: [\n---\n",
      "invalid-front-matter",
    ],
    [
      "a header that never closes",
      "header.md",
      "---\nevidence: E09\n",
      "invalid-front-matter",
    ],
  ])("%s", async (_, file, text, code) => {
    const uri = folder.uriOf(`evidence/${file}`);
    await client.open(uri, text);
    expect(await client.codes(uri)).toContain(code);
    await client.write(uri, "---\nevidence: E09\nstandards: DEMO-1.1\n---\n");
    expect(await client.codes(uri)).not.toContain(code);
    await client.close(uri);
  });

  it("places that are nowhere in the text", async () => {
    const uri = folder.uriOf("evidence/place.md");
    await client.open(uri, "---\nevidence: E09\nkind: x\n---\n");
    for (const method of ["hover", "completion", "definition"]) {
      for (const position of [
        { line: 99, character: 0 },
        { line: 2, character: 999 },
        { line: -1, character: -1 },
        { line: 0.5, character: 1.5 },
      ]) {
        const answer = await client
          .request(`textDocument/${method}`, {
            textDocument: { uri },
            position,
          })
          .catch((error: unknown) => error);
        expect(answer).not.toBeUndefined();
      }
    }
    expect(await client.codes(uri)).toContain("invalid-field");
  });

  it("every keystroke on the way to a document", async () => {
    const uri = folder.uriOf("evidence/typed.md");
    await client.open(uri, "");
    const text = `---\nevidence: E31\ntitle: "A: b"\nkind: [policy, plan]\nstandards:\n  - standard: DEMO-1.1\n    at: p. 3\n---\n# Title\n`;
    let written = "";
    for (const letter of text) {
      const lines = written.split("\n");
      const position = {
        line: lines.length - 1,
        character: lines.at(-1)?.length ?? 0,
      };
      await client.type(uri, position.line, position.character, letter);
      written += letter;
      await client.request("textDocument/completion", {
        textDocument: { uri },
        position,
      });
    }
    expect(await client.codes(uri)).not.toContain("invalid-front-matter");
    expect(client.logged).toEqual([loopMessage]);
  });
});

it("a pack of the tests is in order", () => {
  const only = temporaryFolder("-- x.md --\n");
  const { stdout } = spawnSync(process.execPath, [program, "check"], {
    cwd: only.place,
    encoding: "utf8",
  });
  expect(stdout, demoPack.path).toBe("Nothing to report.\n");
});
