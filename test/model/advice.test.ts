// What is advised for a gap: which kinds would help, and which pieces might be
// mapped. Never one that would not count, and never a flood.

import { describe, expect, it } from "vitest";
import { adviceFor } from "../../server/src/model/advice.ts";
import {
  markdown,
  piece,
  plainPack,
  portfolioOf,
} from "../support/portfolioOf.ts";
import { loudRunner, snapshotOf } from "../support/snapshotOf.ts";

type Files = readonly (readonly [path: string, text: string])[];

/** `E13 minutes X-1.1`, for each candidate, and the kinds that would help. */
function advice(
  code: string,
  header: string,
  files: Files,
  pack = withSuggestions,
): { readonly pieces: readonly string[]; readonly kinds: readonly string[] } {
  const portfolio = portfolioOf(header, files, pack);
  const standard = portfolio.target.standards.find((one) => one.code === code);
  if (standard === undefined) throw new Error(`There is no ${code}`);
  const { candidates, kinds } = adviceFor(portfolio, standard);
  return {
    pieces: candidates.map(({ entry, kind, serves }) =>
      [entry.qualities.id, kind ?? "-", serves.code].join(" "),
    ),
    kinds,
  };
}

const withSuggestions = plainPack.replace(
  "title: Two\n",
  `title: Two
        suggested:
          - id: e1
            title: Minutes
            kind: minutes
          - id: e2
            title: Plan
            kind: plan
`,
);

const target = "standards: X";

describe("a standard without evidence", () => {
  it("is served by pieces of a suggested kind beside it, the newest first", () => {
    const files = [
      piece("E01", "X-1.1", "kind: minutes", "date: 2025-01-01"),
      piece("E02", "X-1.3", "kind: plan", "date: 2026-01-01"),
      piece("E03", "X-1.1", "kind: policy"),
      piece("E04", "X-2.1", "kind: minutes"),
    ];
    expect(advice("X-1.2", target, files)).toEqual({
      pieces: ["E02 plan X-1.3", "E01 minutes X-1.1"],
      kinds: ["minutes", "plan"],
    });
  });

  it("gets no guesses where nothing says which kind fits", () => {
    const files = [piece("E01", "X-1.1", "kind: minutes")];
    expect(advice("X-1.3", target, files).pieces).toEqual([]);
  });

  it("gets no more than three", () => {
    const files = Array.from({ length: 9 }, (_, at) =>
      piece(`E0${at + 1}`, "X-1.1", "kind: minutes"),
    );
    expect(advice("X-1.2", target, files).pieces).toEqual([
      "E01 minutes X-1.1",
      "E02 minutes X-1.1",
      "E03 minutes X-1.1",
    ]);
  });
});

describe("what would not count is not advised", () => {
  it.each([
    ["a forbidden kind", "forbid: minutes", "kind: minutes"],
    ["too old", "within: P1Y", "kind: minutes\ndate: 2020-01-01"],
    ["undated", "within: P1Y", "kind: minutes"],
    ["without a field", "fields: [author]", "kind: minutes"],
  ])("%s", (_, requirement, lines) => {
    const files = [piece("E01", "X-1.1", lines)];
    expect(
      advice("X-1.2", `${target}\nrequirements:\n  ${requirement}`, files)
        .pieces,
    ).toEqual([]);
  });

  it("a piece that is mapped already, by its header or by a section", () => {
    const files: Files = [
      piece("E01", "X-1.1, X-1.2", "kind: minutes"),
      piece("E02", "X-1.1", "kind: minutes"),
      ["report.md", "## X-1.2 Two\n\nAs @E02 shows.\n"],
    ];
    expect(
      advice("X-1.2", `${target}\nrequirements:\n  pieces: 3`, files).pieces,
    ).toEqual([]);
  });
});

describe("what is lacking decides which kinds help", () => {
  const files = [
    piece("E01", "X-1.2", "kind: minutes"),
    piece("E02", "X-1.1", "kind: minutes"),
    piece("E03", "X-1.1", "kind: policy"),
    piece("E04", "X-1.1", "kind: plan"),
    piece("E05", "X-1.1", "kind: observation", "date: 2026-01-01"),
  ];

  it.each([
    [
      "another kind, a suggested one first",
      "kinds: 2",
      ["E04 plan X-1.1", "E05 observation X-1.1", "E03 policy X-1.1"],
      ["plan"],
    ],
    [
      "kinds that must be there",
      "include: [policy]",
      ["E03 policy X-1.1"],
      ["policy"],
    ],
    [
      "kinds of a choice",
      "some: {least: 2, of: [minutes, plan, policy]}",
      ["E03 policy X-1.1", "E04 plan X-1.1"],
      ["plan", "policy"],
    ],
    ["another date", "occasions: 2", [], ["minutes", "plan"]],
  ])("%s", (_, requirement, pieces, kinds) => {
    const header = `${target}\nrequirements:\n  ${requirement}`;
    expect(advice("X-1.2", header, files)).toEqual({ pieces, kinds });
  });

  it("a piece that does all of it comes before a newer one that does half", () => {
    const two = [
      ...files,
      piece("E06", "X-1.3", "kind: [policy, plan]", "date: 2020-01-01"),
      piece("E07", "X-1.3", "kind: policy", "date: 2026-11-01"),
    ];
    const header = `${target}\nrequirements:\n  include: [policy, plan]`;
    expect(advice("X-1.2", header, two).pieces[0]).toMatch(/^E06 /);
  });
});

it("the finding leads to the pieces that might fit", () => {
  const files = [
    {
      path: "portfolio.md",
      text: markdown("portfolio: general\nstandards: QIF-1.3-1.4"),
    },
    {
      path: "e13.md",
      text: markdown("evidence: E13\nkind: minutes\nstandards: QIF-1.3"),
    },
  ];
  const [finding] = loudRunner().findingsIn(snapshotOf(files), "portfolio.md");
  expect(finding?.related).toEqual([
    {
      path: "e13.md",
      range: { startLine: 1, startCharacter: 10, endLine: 1, endCharacter: 13 },
      message: "`E13` (minutes) serves `QIF-1.3` and might fit `QIF-1.4`.",
    },
  ]);
});

describe("a fresh portfolio is not flooded", () => {
  it.each([
    ["QIF", 6],
    ["AVA-L3-CERT", 3],
    ["ERS-L3-AWARD", 2],
    ["ERS-L3-DIP", 8],
  ])("%s has at most %i findings", (code, most) => {
    const snapshot = snapshotOf([
      {
        path: "portfolio.md",
        text: markdown(`portfolio: general\nstandards:\n  - ${code}`),
      },
    ]);
    const unmet = [...loudRunner().allFindings(snapshot).values()]
      .flat()
      .filter((finding) => finding.code === "unmet-requirement");
    expect(unmet.length).toBeGreaterThan(0);
    expect(unmet.length).toBeLessThanOrEqual(most);
    // Each speaks of a component or unit of its own.
    const parents = unmet.map(({ message }) => /^`[^`]+`/.exec(message)?.[0]);
    expect(new Set(parents).size).toBe(unmet.length);
    expect(unmet.every(({ message }) => message.length <= 350)).toBe(true);
  });
});
