// The evidence of a portfolio by ID, and what citations, links and tags make
// of a report: sections 3.2, 3.3 and 3.6 of the format.

import { describe, expect, it } from "vitest";
import {
  nextEvidenceId,
  resolveCitation,
} from "../../server/src/model/evidenceTable.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import {
  markdown,
  piece,
  plainPack,
  portfolioOf,
  statesOf,
} from "../support/portfolioOf.ts";

const target = "standards: X";

/** The evidence of each standard that has evidence, by the IDs as written. */
function evidenceOf({
  coverage,
  target: { standards },
  table,
}: Portfolio): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    standards.flatMap(({ key, code }) => {
      const ids = coverage.standards.get(key)?.evidence ?? [];
      const names = ids.map((id) => table.byId.get(id)?.qualities.id ?? id);
      return names.length === 0 ? [] : [[code, names]];
    }),
  );
}

describe("an ID", () => {
  it("is held by the first document in path order, and by the first of its items", () => {
    const portfolio = portfolioOf(target, [
      ["b.md", markdown("evidence: e01\nstandards: X-1.1")],
      ["a.md", markdown("evidence: E01\nstandards: X-1.2")],
      [
        "c.md",
        markdown(
          "evidence:\n  - id: L1\n    standards: X-1.3\n  - id: l1\n    standards: X-2.1",
        ),
      ],
    ]);
    expect(evidenceOf(portfolio)).toEqual({
      "X-1.2": ["E01"],
      "X-1.3": ["L1"],
    });
  });

  it("sorts as people count", () => {
    const portfolio = portfolioOf(
      target,
      ["E10", "E9", "E1"].map((id) => piece(id, "X-1.1")),
    );
    expect(evidenceOf(portfolio)["X-1.1"]).toEqual(["E1", "E9", "E10"]);
  });

  it.each([
    [[], "", "E01"],
    [["E07"], "", "E08"],
    [["E99"], "", "E100"],
    [["WT-1", "WT-2", "E01"], "", "WT-3"],
    [["E1", "E5"], "", "E6"],
    [["E01"], "ids: P-000", "P-001"],
  ])("after %j and %j, the next is %s", (ids, header, next) => {
    const portfolio = portfolioOf(
      `${target}\n${header}`,
      ids.map((id) => piece(id, "")),
    );
    expect(nextEvidenceId(portfolio.table.names, portfolio.header)).toBe(next);
  });
});

describe("a citation", () => {
  const { table } = portfolioOf(
    target,
    ["E07", "E08", "E09", "E10", "WT-2", "E07.b", "note"].map((id) =>
      piece(id, ""),
    ),
  );

  it.each([
    ["E07", ["e07"], 3],
    ["e07", ["e07"], 3],
    // The longest that is known.
    ["E07.b", ["e07.b"], 5],
    ["E07.c", ["e07"], 3],
    ["E07:12", ["e07"], 3],
    ["WT-2", ["wt-2"], 4],
    ["note", ["note"], 4],
    // Lists and ranges, where they resolve.
    ["E07,E09", ["e07", "e09"], 7],
    ["E07,09", ["e07", "e09"], 6],
    ["E07-E10", ["e07", "e08", "e09", "e10"], 7],
    ["E07-10", ["e07", "e08", "e09", "e10"], 6],
    ["E07\u2013E09", ["e07", "e08", "e09"], 7],
    ["E07-E08,E10", ["e07", "e08", "e10"], 11],
    ["E07-nothing", ["e07"], 3],
    ["E07,E99", ["e07"], 3],
  ])("@%s is %j", (token, ids, length) => {
    const cited = resolveCitation(table.names, token);
    expect(cited.kind).toBe("known");
    if (cited.kind !== "known") return;
    expect([...cited.ids].sort()).toEqual([...ids].sort());
    expect(cited.length).toBe(length);
  });

  it.each([
    ["E7", "E7", "E07"],
    ["e0010", "e0010", "E10"],
    ["E99", "E99", undefined],
    ["E99.pdf", "E99", undefined],
    ["WT-9", "WT-9", undefined],
    ["WT-02", "WT-02", "WT-2"],
  ])("@%s has the shape of an ID and is none", (token, text, nearest) => {
    expect(resolveCitation(table.names, token)).toEqual({
      kind: "unknown",
      text,
      nearest,
    });
  });

  it.each(["somebody", "smith2004", "Q1", "E", "E07x", "2026", "E99abc"])(
    "@%s is somebody or something else",
    (token) => {
      expect(resolveCitation(table.names, token).kind).toBe("other");
    },
  );
});

describe("a report", () => {
  const files = (body: string, header = ""): (readonly [string, string])[] => [
    ["report.md", header === "" ? body : markdown(header, body)],
    piece("E1", "", "file: ../files/e1.pdf"),
    piece("E2", ""),
    [
      "evidence/log.md",
      markdown("evidence:\n  - id: L1\n  - id: L2\n    file: l2.pdf"),
    ],
  ];
  const mapped = (body: string, header?: string) =>
    evidenceOf(portfolioOf(target, files(body, header)));

  it.each([
    ["a citation", "## X-1.1 One\n\nAs @E1 shows.", { "X-1.1": ["E1"] }],
    ["a code in brackets", "## One (X-1.1)\n\n@E1", { "X-1.1": ["E1"] }],
    [
      "two codes",
      "## X-1.1 and X-1.2\n\n@E1",
      { "X-1.1": ["E1"], "X-1.2": ["E1"] },
    ],
    ["a range", "## X-1.1-1.2\n\n@E1", { "X-1.1": ["E1"], "X-1.2": ["E1"] }],
    ["an irregular code", "## x 1.1 One\n\n@E1", { "X-1.1": ["E1"] }],
    [
      "a link to a piece",
      "## X-1.1\n\n[a](evidence/e1.md)",
      { "X-1.1": ["E1"] },
    ],
    [
      "a link to an artefact",
      "## X-1.1\n\n[a](files/e1.pdf#p)",
      { "X-1.1": ["E1"] },
    ],
    [
      "a link in a log",
      "## X-1.1\n\n[a](evidence/l2.pdf)",
      { "X-1.1": ["L2"] },
    ],
    [
      "a link to a log of many: nothing",
      "## X-1.1\n\n[a](evidence/log.md)",
      {},
    ],
    ["a link of another case: nothing", "## X-1.1\n\n[a](evidence/E1.md)", {}],
    ["a bare number: nothing", "## 1.1 One\n\n@E1", {}],
    ["a code in a bold line: nothing", "**X-1.1**\n\n@E1", {}],
    ["a task item: nothing", "## X-1.1\n\n- [ ] @E1", {}],
    ["a quotation: nothing", "## X-1.1\n\n> @E1", {}],
    ["code: nothing", "## X-1.1\n\n`@E1`", {}],
    ["under Actions: nothing", "## X-1.1\n\n### Actions\n\n@E1", {}],
    ["under bold Actions: nothing", "## X-1.1\n\n**Actions**\n\n@E1", {}],
    [
      "a part: the section's",
      "## X-1.1\n\n### Strengths\n\n@E1",
      { "X-1.1": ["E1"] },
    ],
    ["a parent's section: nothing below it", "## X-1 First\n\n@E1", {}],
    [
      "the innermost section only",
      "## X-1.1\n\n@E1\n\n### X-1.2\n\n@E2",
      { "X-1.1": ["E1"], "X-1.2": ["E2"] },
    ],
    [
      "after a section of the same level",
      "## X-1.1\n\n@E1\n\n## Other\n\n@E2",
      { "X-1.1": ["E1"] },
    ],
    ["before any section: nothing", "@E1\n\n## X-1.1\n\nText.", {}],
    ["an unknown code: nothing", "## X-1.9\n\n@E1", {}],
  ])("maps by %s", (_, body, expected) => {
    const own = Object.fromEntries(
      Object.entries(mapped(body)).filter(([code]) => code !== "X-1"),
    );
    expect(own).toEqual(expected);
  });

  it("whose header names standards is one section", () => {
    expect(
      mapped("As @E1 shows.\n\n## Other\n\n@E2", "standards: X-1.2"),
    ).toEqual({
      "X-1.2": ["E1", "E2"],
    });
    expect(mapped("@E1\n\n## X-1.1\n\n@E2", "standards: X-1.2")).toEqual({
      "X-1.1": ["E2"],
      "X-1.2": ["E1"],
    });
  });

  it("may be the portfolio document's own body", () => {
    const portfolio = portfolioOf(`${target}\n---\n\n## X-1.1\n\n@E1\n\n---`, [
      piece("E1", ""),
    ]);
    expect(evidenceOf(portfolio)).toEqual({ "X-1.1": ["E1"] });
  });

  it("in an evidence document's body maps nothing", () => {
    const portfolio = portfolioOf(target, [
      ["a.md", markdown("evidence: E1", "## X-1.1\n\n@E1")],
    ]);
    expect(evidenceOf(portfolio)).toEqual({});
  });
});

describe("a header", () => {
  it("maps by lists, maps, ranges, details and tags, each once", () => {
    const header = [
      "evidence: E1",
      "standards:",
      "  - X-1.1",
      "  - standard: X-1.2",
      "    at: page 2",
      "    shows: how",
      "  - X-1.1",
      "tags:",
      "  - X-2.1",
      "  - x 2.1 and more",
      "  - X-1",
      "  - misc",
    ].join("\n");
    const portfolio = portfolioOf(target, [["e.md", markdown(header)]]);
    expect(evidenceOf(portfolio)).toEqual({
      "X-1.1": ["E1"],
      "X-1.2": ["E1"],
      "X-2.1": ["E1"],
    });
    expect(portfolio.contributions.get("e.md")?.mappings).toContainEqual(
      expect.objectContaining({
        standard: "X@one X-1.2",
        via: "header",
        at: "page 2",
        shows: "how",
      }),
    );
  });

  it("that names what is no part of the target covers nothing of it", () => {
    const portfolio = portfolioOf("standards: X-1.1", [
      piece("E1", "X-1.2, QIF-1.1"),
    ]);
    expect(statesOf(portfolio)).toEqual({
      "X-1": "uncovered",
      "X-1.1": "uncovered",
    });
  });

  it("may use the kinds that a pack adds", () => {
    const pack = `${plainPack.trim()}\nkinds:\n  - id: song\n    meaning: sung\nrequirements:\n  kinds: 1\n`;
    const portfolio = portfolioOf(
      target,
      [piece("E1", "X-1.1", "kind: Song")],
      pack,
    );
    expect(statesOf(portfolio)["X-1.1"]).toBe("covered");
  });
});
