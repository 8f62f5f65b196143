// What coverage may never depend on, and what it costs: more evidence never
// lowers a state, files and their order do not matter, and an edit judges only
// what it touches.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  Coverage,
  CoverageState,
} from "../../server/src/model/coverage.ts";
import type { DocumentFacts } from "../../server/src/model/facts.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import {
  firstSnapshot,
  updateSnapshot,
} from "../../server/src/model/snapshot.ts";
import { workspace } from "../support/arbitraryWorkspace.ts";
import {
  comparable,
  differences,
  plainOf,
  type Plain,
} from "../support/comparable.ts";
import {
  loudRunner,
  shipped,
  snapshotOf,
  testDay,
} from "../support/snapshotOf.ts";

const timeout = 180_000;

type Texts = ReadonlyMap<string, string>;

function read(texts: Texts): Snapshot {
  return snapshotOf([...texts].map(([path, text]) => ({ path, text })));
}

function portfolioIn(snapshot: Snapshot, folder: string): Portfolio {
  const portfolio = snapshot.index.portfolios.get(folder);
  if (portfolio === undefined) throw new Error(`${folder} is no portfolio`);
  return portfolio;
}

const ranks: Readonly<Record<CoverageState, number>> = {
  "not-applicable": 0,
  uncovered: 1,
  "partly-covered": 2,
  covered: 3,
};

function statesOf({ standards }: Coverage): ReadonlyMap<string, CoverageState> {
  return new Map(
    [...standards.entries()].map(([key, { state }]) => [key, state]),
  );
}

function expectNothingLower(before: Coverage, after: Coverage): void {
  const now = statesOf(after);
  for (const [key, state] of statesOf(before)) {
    const then = now.get(key) ?? "not-applicable";
    expect(
      ranks[then],
      `${key}: ${state}, then ${then}`,
    ).toBeGreaterThanOrEqual(ranks[state]);
  }
}

describe("more evidence", () => {
  it("never lowers a state", { timeout }, () => {
    fc.assert(
      fc.property(workspace, fc.nat(), fc.nat(), (texts, nth, which) => {
        const snapshot = read(texts);
        const before = portfolioIn(snapshot, "a");
        const assessable = before.target.standards.filter(
          (standard) => standard.isAssessable,
        );
        const standard = assessable[nth % Math.max(1, assessable.length)];
        fc.pre(standard !== undefined);
        const held = [...before.table.byId.values()];
        const piece = held[which % Math.max(1, held.length)];
        const added = new Map(texts);
        // A piece that is there by a citation, or one more by its header.
        if (piece !== undefined && nth % 2 === 0) {
          added.set(
            "a/zz-more.md",
            `## ${standard.code} More\n\nSee @${piece.qualities.id}.\n`,
          );
        } else {
          added.set(
            "a/zz-more.md",
            `---\nevidence: NEW9\ndate: 2026-11-01\nstandards:\n  - ${standard.code}\n---\n`,
          );
        }
        const after = portfolioIn(read(added), "a");
        expect(
          after.coverage.standards.get(standard.key)?.evidence.length,
        ).toBeGreaterThan(0);
        expectNothingLower(before.coverage, after.coverage);
      }),
      { numRuns: 100 },
    );
  });
});

describe("coverage", () => {
  it(
    "does not depend on the order in which documents are read",
    { timeout },
    () => {
      const shuffled = workspace.chain((texts) =>
        fc
          .shuffledSubarray([...texts], { minLength: texts.size })
          .map((order) => ({ texts, order })),
      );
      fc.assert(
        fc.property(shuffled, ({ texts, order }) => {
          const first: Snapshot = {
            ...firstSnapshot(shipped, testDay, defaultSettings, nodeDigest),
            isComplete: true,
          };
          const factsOf = (text: string): DocumentFacts =>
            readDocument(text, { digest: nodeDigest });
          let snapshot = first;
          for (const [path, text] of order) {
            const documents = new Map([[path, factsOf(text)]]);
            snapshot = updateSnapshot(snapshot, shipped, { documents });
          }
          const atOnce = updateSnapshot(first, shipped, {
            documents: new Map(
              [...texts].map(([path, text]) => [path, factsOf(text)]),
            ),
          });
          expect(
            differences(
              comparable(snapshot, loudRunner()),
              comparable(atOnce, loudRunner()),
            ),
          ).toEqual([]);
        }),
        { numRuns: 100 },
      );
    },
  );

  const codes = ["QIF-1.1", "QIF-1.2", "QIF-1.3", "QIF-1.4", "QIF-2.1"];
  const piece = fc.record({
    kind: fc.constantFrom("observation", "policy", "minutes"),
    date: fc.constantFrom("2026-01-05", "2026-02-05", "2023-01-01"),
    standards: fc.subarray(codes),
  });
  type Piece = typeof piece extends fc.Arbitrary<infer Value> ? Value : never;

  const target = [
    "---",
    "portfolio: general",
    "standards:",
    "  - QIF-1",
    "  - QIF-2.1",
    "requirements:",
    "  - pieces: 2",
    "    kinds: 2",
    "    within: P24M",
    "---",
    "",
  ].join("\n");
  const header = (
    position: number,
    { kind, date }: Piece,
  ): readonly string[] => [
    `id: E${position}`,
    `kind: ${kind}`,
    `date: ${date}`,
  ];
  const list = (standards: readonly string[]): readonly string[] =>
    standards.length === 0
      ? []
      : ["standards:", ...standards.map((code) => `  - ${code}`)];

  const shapes: Readonly<Record<string, (pieces: readonly Piece[]) => Texts>> =
    {
      "one log": (pieces) =>
        new Map([
          [
            "log.md",
            [
              "---",
              "evidence:",
              ...pieces.flatMap((one, at) => {
                const [id, ...rest] = [
                  ...header(at, one),
                  ...list(one.standards),
                ];
                return [`  - ${id}`, ...rest.map((text) => `    ${text}`)];
              }),
              "---",
              "",
            ].join("\n"),
          ],
        ]),
      "a document for each piece": (pieces) =>
        new Map(
          pieces.map((one, at) => [
            `evidence/${at}.md`,
            ["---", ...header(at, one), ...list(one.standards), "---", ""]
              .join("\n")
              .replace("id: ", "evidence: "),
          ]),
        ),
      "citations in one report": (pieces) =>
        new Map([
          ...pieces.map(
            (one, at) =>
              [
                `evidence/${at}.md`,
                ["---", ...header(at, one), "---", ""]
                  .join("\n")
                  .replace("id: ", "evidence: "),
              ] as const,
          ),
          [
            "report.md",
            codes
              .map((code) => {
                const ids = pieces.flatMap(({ standards }, at) =>
                  standards.includes(code) ? [`@E${at}`] : [],
                );
                return `## ${code} Title\n\nShown by ${ids.join(", ")}.\n`;
              })
              .join("\n"),
          ],
        ]),
      "tags and a member map": (pieces) =>
        new Map(
          pieces.map((one, at) => [
            `evidence/${at}.md`,
            [
              "---",
              ...header(at, one),
              ...(one.standards.length === 0
                ? []
                : [
                    "tags:",
                    `  - ${one.standards[0] ?? ""}`,
                    "standards:",
                    "  QIF:",
                    ...one.standards.map((code) => `    - ${code.slice(4)}`),
                  ]),
              "---",
              "",
            ]
              .join("\n")
              .replace("id: ", "evidence: "),
          ]),
        ),
    };

  it(
    "does not depend on how mappings are spread over files",
    { timeout },
    () => {
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
          const answers = Object.values(shapes).map((shape): Plain => {
            const texts = new Map([["portfolio.md", target], ...shape(pieces)]);
            return plainOf(portfolioIn(read(texts), "").coverage);
          });
          const [one, ...others] = answers;
          for (const other of others) {
            expect(differences(one ?? null, other)).toEqual([]);
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("a keystroke in a portfolio of 300 documents", () => {
  const documentCount = 300;
  const qif = ["QIF-1.1", "QIF-1.2", "QIF-2.1", "QIF-3.1", "QIF-4.1"];
  const codeOf = (at: number): string => qif[at % qif.length] ?? "QIF-1.1";
  const evidence = (
    at: number,
    kind = "observation",
    prose = "Text.",
  ): string =>
    [
      "---",
      `evidence: E${at}`,
      `kind: ${kind}`,
      "date: 2026-05-11",
      "standards:",
      `  - ${codeOf(at)}`,
      "---",
      "",
      prose,
      "",
    ].join("\n");
  const report = (prose: string): string =>
    `## QIF-1.1 Vision\n\n${prose}, as @E0 and @E7 show.\n`;
  const texts = new Map([
    ["portfolio.md", "---\nportfolio: general\nstandards:\n  - QIF\n---\n"],
    ["report.md", report("It is so")],
    ...Array.from(
      { length: documentCount },
      (_, at) => [`evidence/e${at}.md`, evidence(at)] as const,
    ),
  ]);
  const snapshot = read(texts);
  // Joined, as it is in an editor that shows what is found in it.
  portfolioIn(snapshot, "");

  const judgedAfter = (path: string, text: string): number => {
    const after = updateSnapshot(snapshot, shipped, {
      documents: new Map([[path, readDocument(text)]]),
    });
    const portfolio = portfolioIn(after, "");
    // An index that is kept has judged nothing again.
    return portfolio === portfolioIn(snapshot, "") ? 0 : portfolio.judged;
  };

  it("judges nothing when it is in prose", () => {
    const text = evidence(4, "observation", "Text, and one more letter.");
    expect(judgedAfter("evidence/e4.md", text)).toBe(0);
    expect(judgedAfter("report.md", report("It is really so"))).toBe(0);
  });

  it("judges nothing when it only moves text about", () => {
    expect(judgedAfter("report.md", `\n\n${report("It is so")}`)).toBe(0);
  });

  it("judges what a piece serves when it gets another field", () => {
    // A field is a quality of the piece, since requirements may ask for it.
    const noted = evidence(4).replace("kind:", "author: A. Person\nkind:");
    expect(judgedAfter("evidence/e4.md", noted)).toBe(2);
  });

  it("judges a standard and those above it when a piece's kind changes", () => {
    expect(judgedAfter("evidence/e0.md", evidence(0, "policy"))).toBe(2);
  });

  it("judges what a mapping leaves and what it comes to", () => {
    const moved = evidence(0).replace("QIF-1.1", "QIF-4.2");
    // QIF-1.1 (also by the report's citation) and QIF-1; QIF-4.2 and QIF-4.
    expect(judgedAfter("evidence/e0.md", moved)).toBe(4);
  });

  it("judges everything only when the target changes", () => {
    const all = portfolioIn(snapshot, "").target.standards.length;
    const changed =
      "---\nportfolio: general\nstandards:\n  - QIF\nrequirements:\n  pieces: 2\n---\n";
    expect(judgedAfter("portfolio.md", changed)).toBe(all);
    expect(
      judgedAfter(
        "portfolio.md",
        `${texts.get("portfolio.md") ?? ""}\nProse.\n`,
      ),
    ).toBe(0);
  });
});
