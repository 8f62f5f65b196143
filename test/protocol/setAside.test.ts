// Files that are set aside: by Git, by the editor, by the user's setting. They
// are no documents and nobody's task, and a piece of evidence may name them.

import { renameSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import * as protocol from "../../server/src/protocol.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import { ProtocolClient } from "../support/protocolClient.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

// Of five scans two are named, one of them in an ignored folder; one is not
// there. The folder of pieces holds the piece that the report cites.
const fixture = `-- .gitignore --
scans/
pieces/
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO-1.1
---
-- e01.md --
---
evidence: E01
standards: DEMO-1.1
file:
  - scans/one.pdf
  - scans/none.pdf
  - open.pdf
---
What it shows.
-- open.pdf --
x
-- scans/one.pdf --
x
-- scans/two.pdf --
x
-- pieces/e07.md --
---
evidence: E07
standards: DEMO-1.1
---
What it shows.
-- report.md --
As @E01 and @E07 show.
`;

let client: ProtocolClient;
let folder: TemporaryFolder;
afterEach(() => {
  client.kill();
});

const uri = (file: string): string => folder.uriOf(file);
const textOf = (file: string): string =>
  readFiles(fixture).find(({ path }) => path === file)?.text ?? "";

async function start(settings: () => unknown): Promise<void> {
  folder = temporaryFolder(fixture);
  client = await ProtocolClient.start({
    folders: [folder.uri],
    answers: { "workspace/configuration": settings },
    settings: () => ({}),
  });
  await openAll(uri);
}

async function openAll(own: (file: string) => string): Promise<void> {
  for (const file of ["portfolio.md", "e01.md", "report.md"]) {
    await client.open(own(file), textOf(file));
  }
}

/** The findings that speak of files, once they are these. */
async function says(
  expected: Readonly<Record<string, string>>,
  own: (file: string) => string = uri,
): Promise<void> {
  const speaking = ["missing-file", "uncatalogued-file", "unknown-evidence"];
  let found: Record<string, string> = {};
  const isSaid = async (): Promise<boolean> => {
    found = {};
    for (const file of ["portfolio.md", "e01.md", "report.md"]) {
      const codes = await client.codes(own(file));
      found[file] = codes.filter((code) => speaking.includes(code)).join();
    }
    return JSON.stringify(found) === JSON.stringify(expected);
  };
  await client.eventually(isSaid).catch(() => {
    expect(found).toEqual(expected);
  });
}

/** One scan is missing, whoever ignores the others. */
const aside = {
  "portfolio.md": "",
  "e01.md": "missing-file",
  "report.md": "unknown-evidence",
};
const all = {
  "portfolio.md": "uncatalogued-file",
  "e01.md": "missing-file",
  "report.md": "",
};

describe("what Git ignores", () => {
  it("is no document and need not be catalogued, and may be named", async () => {
    await start(() => [{}, null]);
    await says(aside);
  });

  it("counts where the setting says so", async () => {
    let useIgnoreFiles = false;
    await start(() => [{ useIgnoreFiles }, null]);
    await says(all);
    useIgnoreFiles = true;
    await client.connection.sendNotification(
      "workspace/didChangeConfiguration",
      { settings: null },
    );
    await says(aside);
  });

  it("follows its files: changed, gone, and further down", async () => {
    await start(() => [{}, null]);
    await says(aside);
    folder.write(".gitignore", "nothing\n");
    await client.filesChanged({ [uri(".gitignore")]: "changed" });
    await says(all);
    folder.remove(".gitignore");
    folder.write("scans/.gitignore", "*\n");
    await client.filesChanged({
      [uri(".gitignore")]: "deleted",
      [uri("scans/.gitignore")]: "created",
    });
    await says({ ...aside, "report.md": "" });
  });

  it("follows one that comes and goes with its folder", async () => {
    await start(() => [{}, null]);
    folder.write("../elsewhere/.gitignore", "*\n");
    folder.write("../elsewhere/e99.md", "---\nevidence: E99\n---\n");
    renameSync(folder.pathOf("../elsewhere"), folder.pathOf("more"));
    await client.open(uri("other.md"), "As @E98 and @E99 show.\n");
    const otherSays = (codes: string): Promise<boolean> =>
      client.eventually(
        async () => (await client.codes(uri("other.md"))).join() === codes,
      );
    await otherSays("unknown-evidence,unknown-evidence");
    // The one beside it tells when they have been read.
    folder.write("e98.md", "---\nevidence: E98\n---\n");
    await client.filesChanged({
      [uri("more")]: "created",
      [uri("e98.md")]: "created",
    });
    await otherSays("unknown-evidence");
    folder.remove("more");
    await client.filesChanged({ [uri("more")]: "deleted" });
    folder.write("more/e99.md", "---\nevidence: E99\n---\n");
    await client.filesChanged({ [uri("more/e99.md")]: "created" });
    await otherSays("");
  });

  it("is judged for files that come later, too", async () => {
    await start(() => [{}, null]);
    folder.write("pieces/e99.md", "---\nevidence: E99\n---\n");
    folder.write("scans/none.pdf", "x");
    await client.filesChanged({
      [uri("pieces/e99.md")]: "created",
      [uri("scans/none.pdf")]: "created",
    });
    await says({ ...aside, "e01.md": "" });
    await client.write(uri("report.md"), "As @E99 shows.\n");
    expect(await client.codes(uri("report.md"))).toContain("unknown-evidence");
  });
});

it("what the editor hides is set aside, and follows its setting", async () => {
  let hidden: unknown = { "**/scans": true, pieces: true };
  await start(() => [{ useIgnoreFiles: false }, hidden]);
  await says(aside);
  hidden = { "**/scans": false, pieces: { when: "$(basename).x" } };
  await client.connection.sendNotification("workspace/didChangeConfiguration", {
    settings: null,
  });
  await says(all);
});

it("what the own setting excludes may be named as well", async () => {
  const exclude = ["scans/**", "pieces/**"];
  await start(() => [{ useIgnoreFiles: false, exclude }, null]);
  await says(aside);
});

it("holds for files that come through the client", async () => {
  const files = new Map(
    [...readFiles(fixture), demoPack].map(({ path, text }) => [path, text]),
  );
  client = await ProtocolClient.start({
    folders: ["memfs:/shelf"],
    answers: {
      [protocol.listFilesRequest]: () => [...files.keys()],
      [protocol.readFilesRequest]: (params: unknown) =>
        (params as protocol.ReadFilesParams).paths.map((path) => ({
          kind: "bytes",
          base64: Buffer.from(files.get(path) ?? "").toString("base64"),
        })),
    },
  });
  const own = (file: string): string => `memfs:/shelf/${file}`;
  await openAll(own);
  await says(aside, own);
  files.set(".gitignore", "");
  await client.filesChanged({ [own(".gitignore")]: "changed" });
  await says(all, own);
});
