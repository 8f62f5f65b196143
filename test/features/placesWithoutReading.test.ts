// References, highlights and renames come from the snapshot: once the folder
// is read, no file is read for them, and what belongs to one portfolio is
// looked for in that portfolio, however many others there are.

import { describe, expect, it, vi } from "vitest";
import { openDocument } from "../../server/src/features/document.ts";
import { highlights } from "../../server/src/features/highlights.ts";
import { references } from "../../server/src/features/references.ts";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import type { FolderHost } from "../../server/src/host/host.ts";
import type { WorkspaceFolder } from "../../server/src/lsp/workspaceFolder.ts";
import { namingIn } from "../../server/src/model/naming.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { folderOn } from "../support/openFolder.ts";

const size = 10;

/** A portfolio of ten documents: eight pieces, a report, its own document. */
function portfolioFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map([
    [
      `${folder}/portfolio.md`,
      "---\nportfolio: general\nstandards: QIF-1\n---\n",
    ],
    [`${folder}/report.md`, "## QIF-1.1\n\nSee @E01.\n"],
  ]);
  for (let number = 1; number <= size - 2; number += 1) {
    files.set(
      `${folder}/e0${number}.md`,
      `---\nevidence: E0${number}\nstandards: QIF-1.${number}\n---\nAfter @E01.\n`,
    );
  }
  return files;
}

class CountingHost implements FolderHost {
  readonly #files: ReadonlyMap<string, string>;
  readonly read: string[] = [];

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  listFiles(): Promise<string[]> {
    return Promise.resolve([...this.#files.keys()]);
  }

  readFiles(paths: readonly string[]): ReturnType<FolderHost["readFiles"]> {
    this.read.push(...paths);
    return Promise.resolve(
      paths.map((path) => ({
        kind: "text" as const,
        text: this.#files.get(path) ?? "",
      })),
    );
  }

  nextTurn(): Promise<void> {
    return Promise.resolve();
  }

  digestFiles(paths: readonly string[]): Promise<undefined[]> {
    this.read.push(...paths);
    return Promise.resolve(paths.map(() => undefined));
  }
}

/** A folder of so many portfolios, read, and the host that read it. */
async function opened(
  portfolios: number,
): Promise<{ readonly folder: WorkspaceFolder; readonly host: CountingHost }> {
  const files = new Map<string, string>();
  for (let number = 0; number < portfolios; number += 1) {
    for (const [path, text] of portfolioFiles(`p${number}`)) {
      files.set(path, text);
    }
  }
  const host = new CountingHost(files);
  const folder = folderOn({ host });
  await folder.readAll();
  await folder.settled();
  return { folder, host };
}

/** Documents whose contribution is looked at meanwhile, by portfolio. */
function lookedAt(
  { index }: Snapshot,
  work: () => void,
): Readonly<Record<string, number>> {
  const spies = [...index.portfolios].map(
    ([folder, { contributions }]) =>
      [folder, vi.spyOn(contributions, "get")] as const,
  );
  work();
  const counts = Object.fromEntries(
    spies.map(([folder, { mock }]) => [
      folder,
      new Set(mock.calls.map(([path]) => path)).size,
    ]),
  );
  for (const [, spy] of spies) spy.mockRestore();
  return counts;
}

describe.each([10, 100])("in a folder of %i portfolios", (portfolios) => {
  const report = openDocument("p3/report.md", "## QIF-1.1\n\nSee @E01.\n");
  const citation = { line: 2, character: 6 };
  const code = { line: 0, character: 5 };

  it("no file is read, the first time or later", async () => {
    const { folder, host } = await opened(portfolios);
    const { snapshot } = folder;
    expect(host.read).toHaveLength(portfolios * size);
    host.read.length = 0;
    for (let time = 1; time <= 2; time += 1) {
      // The citation and a mention in each piece but not the header.
      expect(references(snapshot, report, citation, false)).toHaveLength(
        size - 1,
      );
      // In each portfolio a header, the heading and the citation below it.
      expect(references(snapshot, report, code, false)).toHaveLength(
        portfolios * 3,
      );
      expect(highlights(snapshot, report, citation)).toHaveLength(1);
      expect(prepareRename(snapshot, report, citation)?.kind).toBe("ready");
      const renaming = rename(snapshot, report, citation, "E77");
      expect(renaming?.kind === "edits" && renaming.edits.size).toBe(size - 1);
    }
    await folder.settled();
    expect(host.read).toEqual([]);
  });

  it("what names evidence is looked for where it is named", async () => {
    const { snapshot } = (await opened(portfolios)).folder;
    // All of its own portfolio but the document that gives the target.
    const own = Object.fromEntries(
      [...snapshot.index.portfolios.keys()].map((key) => [
        key,
        key === "p3" ? size - 1 : 0,
      ]),
    );
    expect(
      lookedAt(snapshot, () => references(snapshot, report, citation, true)),
    ).toEqual(own);
    expect(
      lookedAt(snapshot, () => rename(snapshot, report, citation, "E77")),
    ).toEqual(own);
  });

  it("what names a standard is kept, and looked for where it changes", async () => {
    const { folder } = await opened(portfolios);
    const counts = (): Readonly<Record<string, number>> =>
      lookedAt(folder.snapshot, () => {
        references(folder.snapshot, report, code, true);
      });
    const inOwn = (count: number): Readonly<Record<string, number>> =>
      Object.fromEntries(
        [...folder.snapshot.index.portfolios.keys()].map((key) => [
          key,
          key === "p3" ? count : 0,
        ]),
      );
    // Only what is under the cursor.
    expect(counts()).toEqual(inOwn(1));
    folder.setText(report.path, "## QIF-1.1\n\nSee @E01 and @E02.\n");
    // A piece, the report, and the portfolio's own document.
    expect(counts()).toEqual(inOwn(3));
  });

  it("who names what is found out once, and anew where it changes", async () => {
    const { folder } = await opened(portfolios);
    const looks = (): number => {
      const portfolio = folder.snapshot.index.portfolios.get("p3");
      return portfolio === undefined ? 0 : namingIn(portfolio).lookedAt;
    };
    for (let time = 1; time <= 3; time += 1) {
      references(folder.snapshot, report, citation, true);
      rename(folder.snapshot, report, citation, "E77");
      expect(looks()).toBe(size);
    }
    const text = "## QIF-1.1\n\nSee @E01, and @E01 again.\n";
    folder.setText(report.path, text);
    expect(
      references(
        folder.snapshot,
        openDocument(report.path, text),
        citation,
        true,
      ),
    ).toHaveLength(size + 1);
    expect(looks()).toBe(size + 1);
  });

  it("highlights look at one document", async () => {
    const { snapshot } = (await opened(portfolios)).folder;
    const counts = lookedAt(snapshot, () => {
      highlights(snapshot, report, code);
    });
    expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([
      ["p3", 1],
    ]);
  });
});
