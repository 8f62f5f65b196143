// Which documents form which portfolio, what a workspace's own packs change,
// and what one edit judges again.

import { describe, expect, it } from "vitest";
import { HeldFacts } from "../../server/src/model/heldFacts.ts";
import { previousPortfolio } from "../../server/src/model/previousPortfolio.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { updateSnapshot } from "../../server/src/model/snapshot.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { portfolioOf as portfolioHolding } from "../../server/src/model/workspaceIndex.ts";
import { comparable, differences } from "../support/comparable.ts";
import { markdown, piece, plainPack } from "../support/portfolioOf.ts";
import { loudRunner, shipped, snapshotOf } from "../support/snapshotOf.ts";

type Texts = Readonly<Record<string, string>>;

const read = (texts: Texts): Snapshot =>
  snapshotOf(Object.entries(texts).map(([path, text]) => ({ path, text })));

/** The portfolio document that each document belongs to. */
function belonging(texts: Texts): Readonly<Record<string, string>> {
  const { index } = read(texts);
  return Object.fromEntries(
    Object.keys(texts).map((path) => [
      path,
      portfolioHolding(index, path)?.path ?? "none",
    ]),
  );
}

const portfolio = (more = ""): string =>
  markdown(`portfolio: general\nstandards: QIF-1\n${more}`);
const evidence = markdown("evidence: E01\nstandards: QIF-1.1");
const review = (of: string): string => markdown(`review: R1\nof: ${of}`);

describe("a document belongs to", () => {
  it("the nearest folder above it that holds a portfolio", () => {
    expect(
      belonging({
        "portfolio.md": portfolio(),
        "a/e.md": evidence,
        "b/mine.md": portfolio(),
        "b/e.md": evidence,
        "b/deep/er/e.md": evidence,
        "bb/e.md": evidence,
      }),
    ).toEqual({
      "portfolio.md": "portfolio.md",
      "a/e.md": "portfolio.md",
      "b/mine.md": "b/mine.md",
      "b/e.md": "b/mine.md",
      "b/deep/er/e.md": "b/mine.md",
      "bb/e.md": "portfolio.md",
    });
  });

  it("none, where no folder above it holds one", () => {
    const texts = {
      "a/portfolio.md": portfolio(),
      "e.md": evidence,
      "b/e.md": evidence,
    };
    expect(belonging(texts)).toMatchObject({
      "e.md": "none",
      "b/e.md": "none",
    });
  });

  it("the first of two portfolio documents by path", () => {
    const texts = {
      "b.md": portfolio(),
      "a.md": portfolio(),
      "e.md": evidence,
    };
    expect(belonging(texts)).toEqual({
      "a.md": "a.md",
      "b.md": "a.md",
      "e.md": "a.md",
    });
    expect([...read(texts).index.displaced]).toEqual([["b.md", "a.md"]]);
  });

  it.each([
    ["archive/old/e.md", "none"],
    ["drafts/e.md", "none"],
    ["templates/e.md", "none"],
    ["drafts.md", "portfolio.md"],
    ["a/drafts/e.md", "portfolio.md"],
  ])("none where it is excluded by default: %s", (path, holder) => {
    expect(
      belonging({ "portfolio.md": portfolio(), [path]: evidence })[path],
    ).toBe(holder);
  });

  it("none where its portfolio's globs, from its folder, exclude it", () => {
    const own = portfolio(
      "exclude:\n  - old/**\n  - '*.tmp.md'\n  - .hidden/**",
    );
    expect(
      belonging({
        "a/portfolio.md": own,
        "a/old/e.md": evidence,
        "a/x.tmp.md": evidence,
        "a/.hidden/e.md": evidence,
        "a/drafts/e.md": evidence,
        "a/b/old/e.md": evidence,
      }),
    ).toEqual({
      "a/portfolio.md": "a/portfolio.md",
      "a/old/e.md": "none",
      "a/x.tmp.md": "none",
      "a/.hidden/e.md": "none",
      "a/drafts/e.md": "a/portfolio.md",
      "a/b/old/e.md": "a/portfolio.md",
    });
  });

  it("its portfolio, whatever the globs say of the portfolio document", () => {
    const texts = {
      "portfolio.md": portfolio("exclude: '**'"),
      "e.md": evidence,
    };
    expect(belonging(texts)).toEqual({
      "portfolio.md": "portfolio.md",
      "e.md": "none",
    });
  });

  it.each(["[", "(((", "!", "**/**/{a,b", "x".repeat(70_000)])(
    "some portfolio even where a glob is no glob",
    (glob) => {
      const own = portfolio(`exclude:\n  - ${JSON.stringify(glob)}`);
      const holders = belonging({ "portfolio.md": own, "e.md": evidence });
      expect(holders["portfolio.md"]).toBe("portfolio.md");
    },
  );

  it.each([
    ["../a", "a/portfolio.md"],
    ["../a/", "a/portfolio.md"],
    ["./../a/portfolio.md", "a/portfolio.md"],
    ["../b", "none"],
    ["../A", "none"],
    ["../../a", "none"],
    ["/a", "none"],
  ])("the portfolio that a review names: %s", (of, holder) => {
    const texts = { "a/portfolio.md": portfolio(), "r/r1.md": review(of) };
    expect(belonging(texts)["r/r1.md"]).toBe(holder);
  });
});

describe("IDs", () => {
  it("belong to one portfolio", () => {
    const { index } = read({
      "a/portfolio.md": portfolio(),
      "a/e.md": evidence,
      "b/portfolio.md": portfolio(),
      "b/e.md": evidence,
    });
    for (const folder of ["a", "b"]) {
      expect(index.portfolios.get(folder)?.table.byId.size).toBe(1);
    }
    const all = [
      ...loudRunner()
        .allFindings(
          read({
            "a/portfolio.md": portfolio(),
            "a/e.md": evidence,
            "b/portfolio.md": portfolio(),
            "b/e.md": evidence,
          }),
        )
        .values(),
    ].flat();
    expect(all.map(({ code }) => code)).not.toContain("duplicate-evidence");
  });
});

describe("a workspace's own pack", () => {
  const texts: Texts = {
    "portfolio.md": markdown("portfolio: general\nstandards: X"),
    ...Object.fromEntries([piece("E1", "X-1.1")]),
  };

  it("is a framework like any other", () => {
    const { index } = read({
      ...texts,
      ".evidence/frameworks/x.yaml": plainPack,
    });
    expect(index.portfolios.get("")?.coverage.counts).toMatchObject({
      assessable: 4,
      covered: 1,
    });
  });

  it("counts in JSON too", () => {
    const json = JSON.stringify({
      id: "X",
      edition: "one",
      title: "T",
      owner: "O",
      licence: "L",
      tiers: [{ id: "t", title: "T", assessable: "true" }],
      items: [{ code: "X-1.1", title: "T" }],
    });
    const { index } = read({ ...texts, ".evidence/frameworks/x.json": json });
    expect(index.portfolios.get("")?.coverage.counts.covered).toBe(1);
  });

  it("leaves its portfolios without a target when it goes", () => {
    const snapshot = read({
      ...texts,
      ".evidence/frameworks/x.yaml": plainPack,
    });
    const after = updateSnapshot(snapshot, shipped, {
      packs: new Map(),
    });
    expect(after.index.portfolios.get("")?.target.standards).toEqual([]);
    const codes = [...loudRunner().allFindings(after).values()]
      .flat()
      .map(({ code, path }) => `${path} ${code}`);
    expect(codes).toContain("portfolio.md unknown-framework");
    expect(codes).toContain("evidence/e1.md unknown-standard");
  });

  it("elsewhere is not read", () => {
    const { index, packs } = read({ ...texts, "frameworks/x.yaml": plainPack });
    expect(packs.size).toBe(0);
    expect(index.portfolios.get("")?.target.standards).toEqual([]);
  });
});

describe("an edit", () => {
  const texts: Texts = {
    ".evidence/frameworks/x.yaml": plainPack,
    "a/portfolio.md": markdown(
      "portfolio: general\nstandards:\n  - X\n  - QIF-1\nrequirements:\n  across:\n    - X-1.1\n    - QIF-1.1\n  kinds: 2",
    ),
    "a/e1.md": markdown("evidence: E1\nkind: policy\nstandards: X-1.1-1.3"),
    "a/e2.md": markdown("evidence: E2\nkind: policy\nstandards: QIF-1.1-1.5"),
    "b/portfolio.md": portfolio(),
    "b/e.md": evidence,
  };
  const edit = (snapshot: Snapshot, path: string, text: string): Snapshot =>
    updateSnapshot(snapshot, shipped, {
      documents: new Map([[path, readDocument(text)]]),
    });

  it("in one portfolio leaves the others as they are", () => {
    const before = read(texts);
    const after = edit(before, "b/e.md", markdown("evidence: E01"));
    expect(after.index.portfolios.get("a")).toBe(
      before.index.portfolios.get("a"),
    );
    expect(after.index.portfolios.get("b")).not.toBe(
      before.index.portfolios.get("b"),
    );
    expect(before.index.portfolios.get("b")?.coverage.counts.covered).toBe(1);
  });

  it("has nothing compared that it does not touch", () => {
    const text = (letters: string): string =>
      `# QIF-1.1 Vision\n\nAs @E1 shows.\n\n### Strengths\n\n- One @E2\n\n- Two${letters}`;
    const fromDisk = structuredClone(readDocument(text("")));
    let snapshot = updateSnapshot(read(texts), shipped, {
      documents: new Map([["a/report.md", HeldFacts.of(fromDisk)]]),
    });
    const held = (): HeldFacts | undefined =>
      snapshot.index.documents.held.get("a/report.md");
    const write = (letters: string): void => {
      snapshot = edit(snapshot, "a/report.md", text(letters));
    };
    const before = held();
    write("");
    expect(held()).toBe(before);
    const opened = held()?.facts;
    write("");
    expect(held()?.facts).toBe(opened);
    for (const letters of ["a", "ab"]) {
      write(letters);
      expect(held()).not.toBe(before);
      // The reader gives for it what it gave before.
      expect(held()?.facts.outline).toBe(opened?.outline);
      expect(held()?.facts.items[0]).toBe(readDocument(text("abc")).items[0]);
      expect(held()?.facts.items[1]?.text).toBe(`Two${letters}`);
    }
  });

  it.each([
    ["a/e1.md", "evidence: E1\nkind: minutes\nstandards: X-1.1-1.3"],
    ["a/e2.md", "evidence: E2\nkind: minutes\nstandards: QIF-1.1-1.5"],
  ])("of %s is seen where two parents are judged together", (path, header) => {
    const text = markdown(header);
    const updated = edit(read(texts), path, text);
    const states = [
      ...(updated.index.portfolios.get("a")?.coverage.standards.entries() ??
        []),
    ].flatMap(([key, { state }]) => (/(X|QIF)-1$/.test(key) ? [state] : []));
    expect(states).toEqual(["covered", "covered"]);
    expect(
      differences(
        comparable(updated, loudRunner()),
        comparable(read({ ...texts, [path]: text }), loudRunner()),
      ),
    ).toEqual([]);
  });
});

describe("last year's portfolio", () => {
  const before = markdown(
    "portfolio: general\nstandards: QIF-1",
    "## QIF-1.1 Vision\n\nJudgement: Poor\n\n### Actions\n\n- [ ] Ask the staff",
  );
  const now = (previous: string): string =>
    markdown(`portfolio: general\nstandards: QIF-1\nprevious: ${previous}`);
  const beforeOf = (texts: Texts): string => {
    const { index } = read(texts);
    const current = index.portfolios.get("now") ?? index.portfolios.get("");
    const previous = current && previousPortfolio(index, current);
    return previous?.path ?? "none";
  };

  it("is one of its own, though this year's excludes the archive", () => {
    const texts = {
      "portfolio.md": now("archive/2025"),
      "archive/2025/portfolio.md": before,
      "archive/2025/e.md": evidence,
      "archive/old.md": evidence,
    };
    expect(beforeOf(texts)).toBe("archive/2025/portfolio.md");
    expect(belonging(texts)).toMatchObject({
      "archive/2025/e.md": "archive/2025/portfolio.md",
      "archive/old.md": "none",
    });
  });

  it.each([
    ["../before", "before/portfolio.md"],
    ["../before/portfolio.md", "before/portfolio.md"],
    ["../before/e.md", "none"],
    ["../elsewhere", "none"],
    [".", "none"],
    ["portfolio.md", "none"],
    ["../../before", "none"],
  ])("is named by its folder or its document: %s", (previous, path) => {
    expect(
      beforeOf({
        "now/portfolio.md": now(previous),
        "before/portfolio.md": before,
        "before/e.md": evidence,
      }),
    ).toBe(path);
  });

  it("is looked at again when it changes, and this year's does not", () => {
    const texts = {
      "now/portfolio.md": now("../before"),
      "before/portfolio.md": before,
    };
    const runner = loudRunner();
    const codes = (snapshot: Snapshot): readonly string[] =>
      runner
        .findingsIn(snapshot, "now/portfolio.md")
        .map(({ code }) => code)
        .filter((code) => code === "dropped-action");
    const snapshot = read(texts);
    expect(codes(snapshot)).toEqual(["dropped-action"]);
    const done = before.replace("[ ]", "[x]");
    const updated = updateSnapshot(snapshot, shipped, {
      documents: new Map([["before/portfolio.md", readDocument(done)]]),
    });
    expect(updated.index.portfolios.get("now")).toBe(
      snapshot.index.portfolios.get("now"),
    );
    expect(codes(updated)).toEqual([]);
    expect(codes(snapshot)).toEqual(["dropped-action"]);
  });
});
