// Rules of combination: what counts, pathways, units that two qualifications
// share, credit from elsewhere, and the shortest way to complete.

import { shipped } from "../../server/src/generated/shippedPacks.js";
import { describe, expect, it } from "vitest";
import type { QualificationCoverage } from "../../server/src/model/coverage.ts";
import { undeclaredUnits } from "../../server/src/model/declarations.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import {
  markdown,
  piece,
  portfolioOf,
  statesOf,
} from "../support/portfolioOf.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

interface PackUnit {
  readonly code: string;
  readonly credit: number;
  readonly level?: number;
  /** How many criteria it has. */
  readonly criteria?: number;
}

/** A pack of units with criteria `U-1.1`, `U-1.2` … and qualifications. */
function packOf(units: readonly PackUnit[], qualifications: string): string {
  return [
    "id: HSC",
    "edition: one",
    "title: Test units",
    "owner: Us",
    "licence: Ours",
    "tiers:",
    "  - {id: unit, title: Unit}",
    "  - {id: criterion, title: Criterion, assessable: true}",
    "items:",
    ...units.flatMap(({ code, credit, level = 3, criteria = 1 }) => [
      `  - code: ${code}`,
      `    title: Unit ${code}`,
      `    level: ${level}`,
      `    credit: ${credit}`,
      "    items:",
      ...Array.from(
        { length: criteria },
        (_, at) => `      - {code: ${at + 1}, title: Criterion}`,
      ),
    ]),
    "qualifications:",
    qualifications,
  ].join("\n");
}

function qualificationsOf(
  header: string,
  files: Iterable<readonly [string, string]> = [],
  pack?: string,
): readonly QualificationCoverage[] {
  return portfolioOf(header, files, pack).coverage.qualifications;
}

function onlyOne(
  header: string,
  files: Iterable<readonly [string, string]> = [],
  pack?: string,
): QualificationCoverage {
  const [one, ...more] = qualificationsOf(header, files, pack);
  if (one === undefined || more.length > 0) throw new Error("Not one");
  return one;
}

/** Codes to add, criteria and credits of them; or why there is no way. */
function wayOf({ shortestWay, noWay }: QualificationCoverage): string {
  if (shortestWay === undefined) return noWay ?? "nothing";
  const { add, criteria, credits } = shortestWay;
  const codes = add.map((key) => key.replace(/^.* /, ""));
  return `${codes.join(" ") || "complete"} | ${criteria} criteria, ${credits} credits`;
}

const units = (...codes: readonly string[]): string =>
  codes.length === 0 ? "" : `units: [${codes.join(", ")}]\n`;

// The rule of domain/qualifications.md section 3: at least 58 credits; group A
// mandatory 28; group B knowledge, 2 to 7; group C competence, at least 23.
// The least of the groups adds up to 53: the total is a rule of its own.
describe("the rule of a Level 3 Diploma (Adults) in health and social care", () => {
  const pack = packOf(
    [
      { code: "HSC-A1", credit: 12, criteria: 4 },
      { code: "HSC-A2", credit: 16, criteria: 5 },
      { code: "HSC-B1", credit: 2, level: 2, criteria: 2 },
      { code: "HSC-B2", credit: 4, level: 2, criteria: 3 },
      { code: "HSC-B3", credit: 5, level: 3, criteria: 4 },
      { code: "HSC-C1", credit: 8, criteria: 4 },
      { code: "HSC-C2", credit: 8, criteria: 3 },
      { code: "HSC-C3", credit: 7, criteria: 5 },
      { code: "HSC-C4", credit: 6, criteria: 2 },
    ],
    [
      "  - code: HSC-DIP",
      "    title: Level 3 Diploma",
      "    credits: 58",
      "    groups:",
      "      - {id: A, of: [HSC-A1, HSC-A2], all: true}",
      "      - {id: B, of: [HSC-B1, HSC-B2, HSC-B3], least: {credits: 2}, most: {credits: 7}}",
      "      - {id: C, of: [HSC-C1, HSC-C2, HSC-C3, HSC-C4], least: {credits: 23}}",
    ].join("\n"),
  );
  const choose = (...codes: readonly string[]): QualificationCoverage =>
    onlyOne(`standards: HSC-DIP\n${units(...codes)}`, [], pack);

  it("is not met by meeting every group", () => {
    const chosen = choose("HSC-B1", "HSC-C1", "HSC-C2", "HSC-C3");
    // 28 + 2 + 23.
    expect(chosen.creditsChosen).toBe(53);
    expect(chosen.groups.map(({ isMet }) => isMet)).toEqual([true, true, true]);
    // Five more: B3 brings 5 of the 5 that B still counts (2 + 5 = 7) with 4
    // criteria, C4 brings 6 with 2.
    expect(wayOf(chosen)).toBe("HSC-C4 | 2 criteria, 6 credits");
  });

  it("does not count what a group has above its most", () => {
    const chosen = choose(
      "HSC-B1",
      "HSC-B2",
      "HSC-B3",
      "HSC-C1",
      "HSC-C2",
      "HSC-C3",
    );
    // 28 + 7 of 11 + 23.
    expect(chosen).toMatchObject({ creditsNeeded: 58, creditsChosen: 58 });
    expect(chosen.groups[1]).toMatchObject({ units: 3, credits: 7 });
    expect(wayOf(chosen)).toBe("complete | 0 criteria, 0 credits");
  });

  it("is completed with the fewest criteria, then the fewest credits", () => {
    // C needs 23: of 8, 8, 7, 6 the cheapest is C1 C2 C3 (12 criteria, 23
    // credits) or with C4 in place of one: C2 C3 C4 has 21 credits, C1 C2 C4
    // 22: too few. All four cost 14. With C1 C2 C3 five credits are missing
    // beyond B's two: B2 would make 28 + 4 + 23 = 55; B1 B3 make 58 with 6
    // criteria: 18. All four C make 28 + 29 = 57, and B1 with 2 makes 59: 16.
    expect(wayOf(choose())).toBe(
      "HSC-B1 HSC-C1 HSC-C2 HSC-C3 HSC-C4 | 16 criteria, 31 credits",
    );
  });

  it("counts what is covered as no more work", () => {
    const shown = onlyOne(
      "standards: HSC-DIP",
      [piece("E1", "HSC-B3.1, HSC-B3.2, HSC-B3.3, HSC-B3.4")],
      pack,
    );
    // B3 costs nothing now. 28 + 5 + 29 with all of C takes 14 criteria and 34
    // credits; 28 + 7 + 23 with B1 and C1 C2 C3 14 too, and 30 credits.
    expect(wayOf(shown)).toBe(
      "HSC-B1 HSC-B3 HSC-C1 HSC-C2 HSC-C3 | 14 criteria, 30 credits",
    );
    expect(shown.creditsCovered).toBe(0);
  });

  it("takes everything when only everything is enough", () => {
    const small = pack.replace("credits: 58", "credits: 64");
    // 28 + 7 + 29 = 64 with everything.
    expect(wayOf(onlyOne("standards: HSC-DIP", [], small))).toBe(
      "HSC-B1 HSC-B3 HSC-C1 HSC-C2 HSC-C3 HSC-C4 | 20 criteria, 36 credits",
    );
  });
});

describe("the shortest way of the illustrative qualifications", () => {
  // ERS-04 has 7 credits at level 3, ERS-05 6 at level 2, ERS-06 6 at level 3.
  // ERS-05 and ERS-06 bar each other.
  it.each([
    ["ERS-L3-CERT", [], "ERS-06 | 5 criteria, 6 credits"],
    ["ERS-L3-CERT", ["ERS-05"], "ERS-04 | 8 criteria, 7 credits"],
    ["ERS-L3-CERT", ["ERS-04"], "complete | 0 criteria, 0 credits"],
    ["ERS-L3-CERT", ["ERS-05", "ERS-06"], "barred-units"],
    ["ERS-L3-AWARD", [], "complete | 0 criteria, 0 credits"],
  ] as const)("%s with %j", (code, chosen, way) => {
    expect(wayOf(onlyOne(`standards: ${code}\n${units(...chosen)}`))).toBe(way);
  });

  it("uses evidence for units that nobody has chosen yet", () => {
    const header = "standards: ERS-L3-CERT";
    expect(wayOf(onlyOne(header))).toContain("ERS-06");
    const shown = onlyOne(header, [
      piece("E1", "ERS-04.1.1-1.3, ERS-04.2.1-2.3"),
    ]);
    // Five of its eight criteria are covered: three are left, against five.
    expect(wayOf(shown)).toMatch(/^ERS-04 \| 3 criteria, 7 credits$/);
  });
});

describe("pathways", () => {
  const pack = packOf(
    [
      { code: "HSC-1", credit: 3 },
      { code: "HSC-2", credit: 10, criteria: 2 },
      { code: "HSC-3", credit: 12, level: 4, criteria: 3 },
      { code: "HSC-4", credit: 5 },
    ],
    [
      "  - code: HSC-CERT",
      "    title: Certificate",
      "    credits: 13",
      "    groups:",
      "      - {id: core, of: [HSC-1], all: true}",
      "    pathways:",
      "      - id: desk",
      "        title: Work at a desk",
      "        groups:",
      "          - {id: desk, of: [HSC-2], all: true}",
      "      - id: road",
      "        title: Work on the road",
      "        credits: 20",
      "        creditsAtLevel: {level: 4, credits: 12}",
      "        groups:",
      "          - {id: road, of: [HSC-3, HSC-4], least: {units: 1}}",
    ].join("\n"),
  );

  it("are to be chosen, and until then only common groups are judged", () => {
    const one = onlyOne("standards: HSC-CERT", [], pack);
    expect(one.openPathways.map(({ id }) => id)).toEqual(["desk", "road"]);
    expect(one.groups.map(({ id }) => id)).toEqual(["core"]);
    expect(wayOf(one)).toBe("no-pathway");
  });

  it.each([
    [
      "desk",
      13,
      ["core", "desk"],
      ["HSC-1", "HSC-2"],
      "complete | 0 criteria, 0 credits",
    ],
    [
      "DESK",
      13,
      ["core", "desk"],
      ["HSC-1", "HSC-2"],
      "complete | 0 criteria, 0 credits",
    ],
    [
      "road",
      20,
      ["core", "road"],
      ["HSC-1"],
      "HSC-3 HSC-4 | 4 criteria, 17 credits",
    ],
    [
      "[other, road]",
      20,
      ["core", "road"],
      ["HSC-1"],
      "HSC-3 HSC-4 | 4 criteria, 17 credits",
    ],
  ])(
    "%s fixes its groups and its credits",
    (id, credits, groups, tops, way) => {
      const portfolio = portfolioOf(
        `standards: HSC-CERT\npathway: ${id}`,
        [],
        pack,
      );
      const [one] = portfolio.coverage.qualifications;
      if (one === undefined) throw new Error("None");
      expect(one.creditsNeeded).toBe(credits);
      expect(one.openPathways).toEqual([]);
      expect(one.groups.map((group) => group.id)).toEqual(groups);
      expect(
        portfolio.target.standards
          .filter(({ parent }) => parent < 0)
          .map(({ code }) => code),
      ).toEqual(tops);
      expect(wayOf(one)).toBe(way);
    },
  );
});

describe("what counts", () => {
  const rule = (
    groups: readonly string[],
    more: readonly string[] = [],
  ): string =>
    packOf(
      [
        { code: "HSC-1", credit: 6, level: 2 },
        { code: "HSC-2", credit: 5, level: 3 },
        { code: "HSC-3", credit: 4, level: 3 },
      ],
      [
        "  - code: HSC-Q",
        "    title: Q",
        "    credits: 9",
        "    creditsAtLevel: {level: 3, credits: 4}",
        "    groups:",
        ...groups.map((group) => `      - ${group}`),
        ...more,
      ].join("\n"),
    );

  it("of more units than a group counts, the best for each sum", () => {
    const pack = rule(["{id: g, of: [HSC-1, HSC-2, HSC-3], most: {units: 1}}"]);
    const one = onlyOne(
      `standards: HSC-Q\n${units("HSC-1", "HSC-2", "HSC-3")}`,
      [],
      pack,
    );
    expect(one.creditsChosen).toBe(6);
    expect(one.atLevel?.chosen).toBe(5);
    expect(one.groups[0]).toMatchObject({ units: 3, credits: 6, isMet: true });
  });

  it("a unit of two groups once: where it is mandatory", () => {
    const pack = rule([
      "{id: some, of: [HSC-1, HSC-2], least: {units: 1}}",
      "{id: core, of: [HSC-2], all: true}",
    ]);
    const one = onlyOne("standards: HSC-Q", [], pack);
    expect(one.creditsChosen).toBe(5);
    expect(
      one.groups.map(({ units, lacks }) => [units, lacks?.units ?? 0]),
    ).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(wayOf(one)).toBe("HSC-1 | 1 criteria, 6 credits");
  });

  it("a unit of two groups once: in the first that names it", () => {
    const pack = rule([
      "{id: one, of: [HSC-1, HSC-2], least: {units: 1}}",
      "{id: two, of: [HSC-2, HSC-3], least: {units: 1}}",
    ]);
    const one = onlyOne(`standards: HSC-Q\n${units("HSC-2")}`, [], pack);
    expect(one.creditsChosen).toBe(5);
    expect(one.groups.map(({ isMet }) => isMet)).toEqual([true, false]);
  });
});

describe("units of another pack", () => {
  const pack = packOf(
    [{ code: "HSC-1", credit: 4 }],
    [
      "  - code: HSC-MIX",
      "    title: Mixed",
      "    credits: 10",
      "    groups:",
      "      - {id: core, of: [HSC-1], all: true}",
      "      - {id: theirs, of: [ERS-06, D/601/5313, ERS-05], least: {credits: 3}}",
      "    barred:",
      "      - [HSC-1, D/601/5313]",
      "      - [ERS-05, ERS-06]",
    ].join("\n"),
  );

  it("stand in groups and bar each other like its own", () => {
    // D/601/5313 is barred by the mandatory unit; ERS-06 has fewer criteria
    // than ERS-05.
    expect(wayOf(onlyOne("standards: HSC-MIX", [], pack))).toMatch(
      /^ERS-06 \| /,
    );
    const clash = portfolioOf(
      `standards: HSC-MIX\n${units("D/601/5313", "ERS-05", "ERS-06")}`,
      [],
      pack,
    );
    expect(
      clash.target.qualifications[0]?.barred.map((set) =>
        set.map(({ code }) => code),
      ),
    ).toEqual([
      ["HSC-1", "D/601/5313"],
      ["ERS-05", "ERS-06"],
    ]);
  });
});

describe("two qualifications with a unit in common", () => {
  const d = "D/601/5313";
  const allOfD =
    "D/601/5313.1.1-1.4, D/601/5313.2.1, D/601/5313.3.1-3.5, D/601/5313.4.1-4.4, D/601/5313.5.1-5.2, D/601/5313.6.1-6.3, D/601/5313.7.1-7.2, D/601/5313.8.1-8.4";

  it("count it in each, and its criteria once", () => {
    const both = portfolioOf("standards: [AVA-L3-CERT, AVA-L3-UPPA]", [
      piece("E1", allOfD),
    ]);
    const alone = portfolioOf("standards: AVA-L3-CERT", [piece("E1", allOfD)]);
    expect(statesOf(both)[d]).toBe("covered");
    expect(
      both.coverage.qualifications.map(({ creditsCovered, creditsNeeded }) => [
        creditsCovered,
        creditsNeeded,
      ]),
    ).toEqual([
      [3, 15],
      [3, 3],
    ]);
    expect(both.coverage.counts).toEqual(alone.coverage.counts);
  });

  it("take for both what one makes mandatory, but not what the other bars", () => {
    const pack = packOf(
      [
        { code: "HSC-1", credit: 3 },
        { code: "HSC-2", credit: 4 },
        { code: "HSC-3", credit: 5 },
      ],
      [
        "  - {code: HSC-A, title: A, groups: [{id: a, of: [HSC-1, HSC-2], all: true}]}",
        "  - code: HSC-B",
        "    title: B",
        "    groups:",
        "      - {id: core, of: [HSC-3], all: true}",
        "      - {id: some, of: [HSC-1, HSC-2], least: {units: 1}}",
        "    barred:",
        "      - [HSC-2, HSC-3]",
      ].join("\n"),
    );
    const [, b] = qualificationsOf("standards: [HSC-A, HSC-B]", [], pack);
    // HSC-1 is taken anyway; HSC-2 is barred by HSC-3, and is not.
    expect(b?.creditsChosen).toBe(8);
    expect(b?.groups[1]).toMatchObject({ isMet: true, units: 1 });
    expect(b && wayOf(b)).toBe("complete | 0 criteria, 0 credits");
  });
});

describe("a credited unit", () => {
  const header = (more = ""): string =>
    `standards: ERS-L3-CERT\nunits: [ERS-04]\ncredited:\n  - standards: ERS-01\n    evidence: c1\n    on: 2026-02\n${more}`;
  const certificate = piece("C1", "");

  it("is covered without evidence, and marked", () => {
    const { coverage, target } = portfolioOf(header(), [certificate]);
    const marked = target.standards
      .filter(({ key }) => coverage.standards.get(key)?.credited !== undefined)
      .map(({ code }) => code);
    expect(marked[0]).toBe("ERS-01");
    expect(marked.every((code) => code.startsWith("ERS-01"))).toBe(true);
    for (const { key, code } of target.standards) {
      if (!code.startsWith("ERS-01")) continue;
      expect(coverage.standards.get(key)).toMatchObject({
        state: "covered",
        reasons: [],
        credited: { evidence: "c1", on: "2026-02-28" },
      });
    }
  });

  it("swells no progress, and brings its credits", () => {
    const { counts: before } = portfolioOf(
      "standards: ERS-L3-CERT\nunits: [ERS-04]",
    ).coverage;
    const { counts, qualifications } = portfolioOf(header()).coverage;
    expect(counts.covered).toBe(0);
    expect(counts.credited).toBeGreaterThan(0);
    expect(counts.assessable + counts.credited).toBe(before.assessable);
    expect(qualifications[0]).toMatchObject({
      creditsCovered: 4,
      creditsCredited: 4,
    });
  });

  it("has none of its own rules judged", () => {
    const unit = "H/601/5314";
    const asked = portfolioOf("standards: AVA-L3-CERT");
    const credited = portfolioOf(
      `standards: AVA-L3-CERT\ncredited:\n  standards: ${unit}`,
    );
    expect(statesOf(asked)[unit]).toBe("uncovered");
    expect(statesOf(credited)[unit]).toBe("covered");
  });

  it("stays covered whatever evidence there is besides", () => {
    const states = statesOf(
      portfolioOf(header(), [certificate, piece("E1", "ERS-01.1.1")]),
    );
    expect(states["ERS-01.1.1"]).toBe("covered");
    expect(states["ERS-02.1.1"]).toBe("uncovered");
  });

  it.each([
    ["a criterion", "ERS-02.1.1"],
    ["a qualification", "ERS-L3-AWARD"],
    ["a unit that nobody asks for", "ERS-08"],
    ["nothing at all", "ERS-99"],
  ])("is not %s", (_, code) => {
    const { counts } = portfolioOf(
      `standards: ERS-L3-CERT\ncredited:\n  standards: ${code}`,
    ).coverage;
    expect(counts.credited).toBe(0);
  });

  it("costs nothing to choose", () => {
    const one = onlyOne(
      "standards: ERS-L3-CERT\ncredited:\n  standards: ERS-04",
    );
    expect(wayOf(one)).toBe("ERS-04 | 0 criteria, 7 credits");
  });

  it("needs no declaration, and leaves nothing else to show", () => {
    const portfolio = portfolioOf(
      "standards: AVA-L3-UPPA\ncredited:\n  standards: D/601/5313",
    );
    expect(portfolio.coverage.counts).toMatchObject({
      assessable: 0,
      covered: 0,
      credited: 25,
    });
    const [chosen] = portfolio.target.qualifications;
    expect(chosen && undeclaredUnits(portfolio, chosen)).toEqual([]);
  });
});

describe("a keystroke", () => {
  const texts = new Map([
    [
      "portfolio.md",
      markdown("portfolio: qualification\nstandards: ERS-L3-CERT"),
    ],
    ["report.md", "## ERS-02.1.1 Meeting\n\nText.\n"],
    ...[
      piece("E1", "ERS-04.1.1"),
      piece("E2", "ERS-01.1.1", "kind: observation"),
    ],
  ]);
  const snapshot = snapshotOf(
    [...texts].map(([path, text]) => ({ path, text })),
  );
  const portfolioIn = (of: Snapshot): Portfolio => {
    const portfolio = of.index.portfolios.get("");
    if (portfolio === undefined) throw new Error("None");
    return portfolio;
  };
  const after = (path: string, text: string): Portfolio =>
    portfolioIn(
      updateSnapshot(snapshot, shipped, {
        documents: new Map([[path, readDocument(text)]]),
      }),
    );

  it("searches for the way once at first", () => {
    expect(portfolioIn(snapshot).searched).toBe(1);
  });

  it.each([
    [
      "that moves a mapping to another unit",
      "evidence/e1.md",
      piece("E1", "ERS-06.1.1")[1],
      1,
    ],
    [
      "that covers a criterion",
      "report.md",
      "## ERS-02.1.1 Meeting\n\nSee @E2.\n",
      1,
    ],
    [
      "that adds a piece to one that is covered",
      "report.md",
      "## ERS-01.1.1 Sector\n\nSee @E2.\n",
      0,
    ],
    [
      "in a piece's kind",
      "evidence/e2.md",
      piece("E2", "ERS-01.1.1", "kind: policy")[1],
      0,
    ],
  ])("%s searches only when the work changes", (_, path, text, searched) => {
    expect(after(path, text).searched).toBe(searched);
  });

  it("in prose keeps the whole portfolio", () => {
    expect(
      after("report.md", "## ERS-02.1.1 Meeting\n\nMore text.\n").coverage,
    ).toBe(portfolioIn(snapshot).coverage);
  });
});
