// Every word of a requirement, and what parents, waivers and what does not
// apply make of it: section 4 and 5 of the format.

import { describe, expect, it } from "vitest";
import {
  discountedOf,
  piece,
  plainPack,
  portfolioOf,
  reasonsOf,
  statesOf,
} from "../support/portfolioOf.ts";

const target = "standards: X\nassessmentDate: 2026-06-30\n";
const requires = (lines: string): string =>
  `${target}requirements:\n${lines
    .trim()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n")}`;

const policy = "kind: policy";
const minutes = "kind: minutes";
const seen = "kind: observation";
const both = "kind: [policy, observation]";
const on = (date: string): string => `date: ${date}`;

type Row = readonly [
  name: string,
  requirement: string,
  pieces: readonly (readonly string[])[],
  state: string,
  reasons: readonly string[],
];

const rows: readonly Row[] = [
  ["nothing asked: one piece", "id: none", [[policy]], "covered", []],
  ["nothing asked: no piece", "id: none", [], "uncovered", ["pieces 0/1"]],
  ["pieces, enough", "pieces: 2", [[policy], [policy]], "covered", []],
  [
    "pieces, too few",
    "pieces: 2",
    [[policy]],
    "partly-covered",
    ["pieces 1/2"],
  ],
  [
    "pieces, none: said once with what is asked",
    "pieces: 2",
    [],
    "uncovered",
    ["pieces 0/1", "pieces 0/2"],
  ],
  [
    "the id names the reason",
    "id: two\npieces: 2",
    [[policy]],
    "partly-covered",
    ["two 1/2"],
  ],
  ["kinds, of two pieces", "kinds: 2", [[policy], [minutes]], "covered", []],
  ["kinds, of one piece of two", "kinds: 2", [[both]], "covered", []],
  [
    "kinds, twice the same",
    "kinds: 2",
    [[policy], [policy]],
    "partly-covered",
    ["kinds 1/2"],
  ],
  [
    "kinds, an unknown one counts for none",
    "kinds: 1",
    [["kind: nonsense"]],
    "partly-covered",
    ["kinds 0/1"],
  ],
  [
    "kinds, spelt otherwise",
    "kinds: 2",
    [["kind: Work Product"], ["kind: work_product"]],
    "partly-covered",
    ["kinds 1/2"],
  ],
  [
    "occasions, two days",
    "occasions: 2",
    [[on("2026-05-01")], [on("2026-05-02")]],
    "covered",
    [],
  ],
  [
    "occasions, the same day",
    "occasions: 2",
    [[on("2026-05-01")], [on("2026-05-01")]],
    "partly-covered",
    ["occasions 1/2"],
  ],
  [
    "occasions, undated",
    "occasions: 1",
    [[policy]],
    "partly-covered",
    ["occasions 0/1"],
  ],
  ["include a kind", "include: observation", [[seen]], "covered", []],
  [
    "include a list",
    "include: [observation, policy]",
    [[seen]],
    "partly-covered",
    ["include 0/1"],
  ],
  [
    "include a list by one piece",
    "include: [observation, policy]",
    [[both]],
    "covered",
    [],
  ],
  [
    "include with numbers",
    "include: {observation: 2}",
    [[seen], [policy]],
    "partly-covered",
    ["include 1/2"],
  ],
  [
    "some, enough",
    "some: {least: 2, of: [policy, minutes, audit]}",
    [[policy], [minutes]],
    "covered",
    [],
  ],
  [
    "some, too few",
    "some: {least: 2, of: [policy, minutes]}",
    [[policy], [seen]],
    "partly-covered",
    ["some 1/2"],
  ],
  [
    "forbid, the only kind",
    "forbid: policy",
    [[policy]],
    "uncovered",
    ["pieces 0/1"],
  ],
  ["forbid, another kind besides", "forbid: policy", [[both]], "covered", []],
  [
    "forbid spoils nothing",
    "forbid: policy",
    [[policy], [minutes]],
    "covered",
    [],
  ],
  [
    "forbid before quantity",
    "forbid: policy\npieces: 2",
    [[policy], [minutes]],
    "partly-covered",
    ["pieces 1/2"],
  ],
  [
    "within, the boundary day",
    "within: P6M",
    [[on("2025-12-30")]],
    "covered",
    [],
  ],
  [
    "within, the day before it",
    "within: P6M",
    [[on("2025-12-29")]],
    "uncovered",
    ["pieces 0/1"],
  ],
  [
    "within, by the end of a span",
    "within: P6M",
    [[on("2024-01/2026-01")]],
    "covered",
    [],
  ],
  [
    "within, reviewed since",
    "within: P6M",
    [[on("2020"), "reviewed: 2026-01-05"]],
    "covered",
    [],
  ],
  [
    "within, an older review takes nothing",
    "within: P6M",
    [[on("2026-03-01"), "reviewed: 2020-01-05"]],
    "covered",
    [],
  ],
  ["within, undated", "within: P6M", [[policy]], "uncovered", ["pieces 0/1"]],
  [
    "within, written in words",
    "within: 6 months",
    [[on("2025-12-29")]],
    "uncovered",
    ["pieces 0/1"],
  ],
  [
    "fields, there",
    "fields: [author, date]",
    [["author: A", on("2026")]],
    "covered",
    [],
  ],
  [
    "fields, one missing",
    "fields: [author, date]",
    [["author: A"]],
    "uncovered",
    ["pieces 0/1"],
  ],
  [
    "fields, empty",
    "fields: author",
    [["author:"]],
    "uncovered",
    ["pieces 0/1"],
  ],
  [
    "all parts must hold",
    "pieces: 2\nkinds: 2",
    [[policy], [policy]],
    "partly-covered",
    ["kinds 1/2"],
  ],
];

describe("a requirement on each standard", () => {
  it.each(rows)("%s", (_, requirement, pieces, state, reasons) => {
    const portfolio = portfolioOf(
      requires(requirement),
      pieces.map((lines, at) => piece(`E${at}`, "X-1.1", ...lines)),
    );
    expect(statesOf(portfolio)["X-1.1"]).toBe(state);
    expect(reasonsOf(portfolio, "X-1.1")).toEqual(reasons);
  });

  it.each([
    ["forbid: policy", [policy], "e0 forbidden-kind"],
    ["within: P6M", [on("2020")], "e0 too-old"],
    ["within: P6M", [policy], "e0 undated"],
    ["fields: author", [policy], "e0 missing-field"],
  ])("%s says why a piece does not count", (requirement, lines, expected) => {
    const portfolio = portfolioOf(requires(requirement), [
      piece("E0", "X-1.1", ...lines),
    ]);
    expect(discountedOf(portfolio, "X-1.1")).toEqual([expected]);
  });

  it("is joined by all others: each must hold", () => {
    const portfolio = portfolioOf(requires("- pieces: 2\n- kinds: 2"), [
      piece("E0", "X-1.1", policy),
    ]);
    expect(reasonsOf(portfolio, "X-1.1")).toEqual(["pieces 1/2", "kinds 1/2"]);
  });
});

describe("narrowed", () => {
  const two = [piece("E0", "X-1.1, X-1.2, X-2.1", policy)];

  it("by each", () => {
    const states = statesOf(portfolioOf(requires("each: X-1\npieces: 2"), two));
    expect(states).toMatchObject({
      "X-1.1": "partly-covered",
      "X-1.2": "partly-covered",
      "X-2.1": "covered",
    });
  });

  it("by except", () => {
    const states = statesOf(
      portfolioOf(requires("except: [X-1.1, X-2]\npieces: 2"), two),
    );
    expect(states).toMatchObject({
      "X-1.1": "covered",
      "X-1.2": "partly-covered",
      "X-2.1": "covered",
    });
  });

  it("by a range and by an alias of the whole", () => {
    const states = statesOf(
      portfolioOf(requires("each: X-1.2-1.3\npieces: 2"), two),
    );
    expect(states).toMatchObject({
      "X-1.1": "covered",
      "X-1.2": "partly-covered",
    });
    const all = statesOf(portfolioOf(requires("each: X\npieces: 2"), two));
    expect(all["X-2.1"]).toBe("partly-covered");
  });

  it("by across: the evidence of all of them is judged as one, at their parent", () => {
    const header = requires("across: [X-1.1, X-1.2]\nkinds: 2");
    const apart = portfolioOf(header, [
      piece("E0", "X-1.1, X-1.3", policy),
      piece("E1", "X-1.2", policy),
    ]);
    expect(statesOf(apart)).toMatchObject({
      "X-1": "partly-covered",
      "X-1.1": "covered",
      "X-1.2": "covered",
      "X-1.3": "covered",
    });
    expect(reasonsOf(apart, "X-1")).toEqual(["kinds 1/2"]);
    const joined = portfolioOf(header, [
      piece("E0", "X-1.1, X-1.3", policy),
      piece("E1", "X-1.2", minutes),
    ]);
    expect(statesOf(joined)["X-1"]).toBe("covered");
  });

  it("by across over two parents: it stands at the first one's", () => {
    const portfolio = portfolioOf(
      requires("across: [X-1.1, X-2.1]\nkinds: 2"),
      [piece("E0", "X-1.1-1.3, X-2.1", policy)],
    );
    expect(statesOf(portfolio)).toMatchObject({
      "X-1": "partly-covered",
      "X-2": "covered",
    });
  });
});

describe("on a parent in a pack", () => {
  const withParent = (lines: string): string =>
    plainPack.replace(
      "    title: First\n",
      `    title: First\n    requirements:\n${lines
        .split("\n")
        .map((line) => `      ${line}`)
        .join("\n")}\n`,
    );

  it("judges the evidence of all below it together", () => {
    const pack = withParent("include: [policy, minutes]");
    const files = [
      piece("E0", "X-1.1-1.2", policy),
      piece("E1", "X-1.3", minutes),
    ];
    expect(statesOf(portfolioOf(target, files, pack))["X-1"]).toBe("covered");
    const one = portfolioOf(target, [piece("E0", "X-1.1-1.3", policy)], pack);
    expect(statesOf(one)).toMatchObject({
      "X-1": "partly-covered",
      "X-1.1": "covered",
    });
    expect(reasonsOf(one, "X-1")).toEqual(["include 0/1"]);
  });

  it("hands its conditions down", () => {
    const pack = withParent("forbid: policy");
    const portfolio = portfolioOf(
      target,
      [piece("E0", "X-1.1, X-2.1", policy)],
      pack,
    );
    expect(statesOf(portfolio)).toMatchObject({
      "X-1.1": "uncovered",
      "X-2.1": "covered",
    });
  });

  it("with each judges them one by one", () => {
    const pack = withParent("each: 1.1\npieces: 2");
    const portfolio = portfolioOf(
      target,
      [piece("E0", "X-1.1-1.3", policy)],
      pack,
    );
    expect(statesOf(portfolio)).toMatchObject({
      "X-1.1": "partly-covered",
      "X-1.2": "covered",
    });
    expect(reasonsOf(portfolio, "X-1")).toEqual([]);
  });

  it("is added to by a portfolio and never relaxed", () => {
    const pack = withParent("each: 1.1\npieces: 2");
    const portfolio = portfolioOf(
      requires("pieces: 1"),
      [piece("E0", "X-1.1", policy)],
      pack,
    );
    expect(statesOf(portfolio)["X-1.1"]).toBe("partly-covered");
  });
});

describe("a waiver", () => {
  const files = [piece("E0", "X-1.1-1.3", policy)];
  const waived = (lines: string): Readonly<Record<string, string>> =>
    statesOf(
      portfolioOf(
        `${requires("id: two\npieces: 2")}\nwaivers:\n  - requirement: two\n    reason: So\n${lines}`,
        files,
      ),
    );

  it.each([
    ["everywhere", "", "covered", "covered"],
    ["for some", "    standards: X-1.1", "covered", "partly-covered"],
    ["for a part", "    standards: X-1", "covered", "covered"],
    ["until later", "    until: 2026-06-30", "covered", "covered"],
    [
      "until before",
      "    until: 2026-06-29",
      "partly-covered",
      "partly-covered",
    ],
    [
      "until an earlier month",
      "    until: 2026-05",
      "partly-covered",
      "partly-covered",
    ],
  ])("%s", (_, lines, first, second) => {
    const states = waived(lines);
    expect(states["X-1.1"]).toBe(first);
    expect(states["X-1.2"]).toBe(second);
  });

  it("without a reason takes nothing", () => {
    const states = statesOf(
      portfolioOf(
        `${requires("id: two\npieces: 2")}\nwaivers:\n  - requirement: two`,
        files,
      ),
    );
    expect(states["X-1.1"]).toBe("partly-covered");
  });

  it("shows on the standards that it relieves, and is counted once", () => {
    const { coverage, target } = portfolioOf(
      `${requires("id: two\npieces: 2")}\nwaivers:\n  - requirement: two\n    standards: X-1\n    reason: So\n    until: 2026-12\n  - requirement: three\n    reason: No such thing`,
      files,
    );
    const waivedAt = (code: string) => {
      const key = target.standards.find((one) => one.code === code)?.key;
      return key && coverage.standards.get(key)?.waived;
    };
    const waived = [{ requirement: "two", reason: "So", until: "2026-12-31" }];
    expect(waivedAt("X-1.1")).toEqual(waived);
    expect(waivedAt("X-1.3")).toEqual(waived);
    expect(waivedAt("X-2.1")).toBeUndefined();
    expect(coverage.counts.waivers).toBe(1);
  });

  it("of another requirement takes nothing", () => {
    const portfolio = portfolioOf(
      `${requires("id: two\npieces: 2")}\nwaivers:\n  - requirement: three\n    reason: So`,
      files,
    );
    expect(statesOf(portfolio)["X-1.1"]).toBe("partly-covered");
  });
});

describe("what does not apply", () => {
  it("is set aside with its reason, and counts nowhere", () => {
    const portfolio = portfolioOf(
      `${target}notApplicable:\n  - standards: [X-1.2, X-2]\n    reason: Not done here`,
      [piece("E0", "X-1.1, X-1.3", policy)],
    );
    expect(statesOf(portfolio)).toEqual({
      "X-1": "covered",
      "X-1.1": "covered",
      "X-1.2": "not-applicable",
      "X-1.3": "covered",
      "X-2": "not-applicable",
      "X-2.1": "not-applicable",
    });
    expect(portfolio.coverage.counts).toEqual({
      assessable: 2,
      covered: 2,
      partlyCovered: 0,
      uncovered: 0,
      credited: 0,
      waivers: 0,
      notApplicable: 2,
    });
  });

  it("is not set aside without a reason", () => {
    const states = statesOf(
      portfolioOf("standards: X\nnotApplicable:\n  - standards: X-2"),
    );
    expect(states["X-2.1"]).toBe("uncovered");
  });

  it("ends with its last day", () => {
    const aside = (until: string): string | undefined =>
      statesOf(
        portfolioOf(
          `${target}notApplicable:\n  - standards: X-2\n    reason: R\n    until: ${until}`,
        ),
      )["X-2.1"];
    expect(aside("2026-06-30")).toBe("not-applicable");
    expect(aside("2026-06-29")).toBe("uncovered");
  });
});

describe("a withdrawn standard", () => {
  it("is no part of the target, nor is what stands below it", () => {
    const pack = plainPack
      .replace(
        "        title: Two\n",
        "        title: Two\n        withdrawn: true\n",
      )
      .replace(
        "    title: Second\n",
        "    title: Second\n    withdrawn: 2025-01-01\n",
      );
    const portfolio = portfolioOf(
      target,
      [piece("E0", "X-1.1-1.3, X-2.1", policy)],
      pack,
    );
    expect(statesOf(portfolio)).toEqual({
      "X-1": "covered",
      "X-1.1": "covered",
      "X-1.3": "covered",
    });
  });
});

describe("a parent", () => {
  it.each([
    ["uncovered when all below it are", "", "uncovered"],
    ["partly covered when some are", "X-1.1", "partly-covered"],
    ["covered when all are", "X-1.1-1.3", "covered"],
  ])("is %s", (_, codes, state) => {
    const portfolio = portfolioOf(target, [piece("E0", codes, policy)]);
    expect(statesOf(portfolio)["X-1"]).toBe(state);
  });

  it("counts its own part of the target only", () => {
    const portfolio = portfolioOf("standards: X-1.1", [
      piece("E0", "X-1.1", policy),
    ]);
    expect(statesOf(portfolio)).toEqual({
      "X-1": "covered",
      "X-1.1": "covered",
    });
  });

  it("mapped to as a whole gives nothing to those below it", () => {
    const portfolio = portfolioOf(target, [piece("E0", "X-1", policy)]);
    const [, first] = portfolio.target.standards;
    const own = first && portfolio.coverage.standards.get(first.key);
    expect(own).toMatchObject({
      state: "uncovered",
      evidence: [],
      broad: ["e0"],
    });
    expect(own?.reasons[0]?.message).toContain("E0 is mapped to the whole");
  });
});

describe("the day of judgement", () => {
  it.each([
    [
      "assessmentDate",
      "assessmentDate: 2026-06-30\nperiod: 2025/2026",
      "2026-06-30",
    ],
    ["the end of the period", "period: 2026-04-01/2027-03-31", "2027-03-31"],
    [
      "a period in words",
      "period: 1 April 2026 to 31 March 2027",
      "2027-03-31",
    ],
    ["the day on which it was closed", "closed: 2026-09-01", "2026-09-01"],
    [
      "the day stated, closed or not",
      "assessmentDate: 2026-10-30\nclosed: 2026-09-01",
      "2026-10-30",
    ],
    [
      "the end of a period that was over when it was closed",
      "period: 2026-01/2026-06\nclosed: 2026-09-01",
      "2026-06-30",
    ],
    [
      "the day of closing, before the period was over",
      "period: 2026-01/2026-12\nclosed: 2026-09-01",
      "2026-09-01",
    ],
    ["today", "", "2026-11-23"],
  ])("is %s", (_, header, day) => {
    const portfolio = portfolioOf(`standards: X\n${header}`);
    expect(portfolio.target.assessmentDate).toBe(day);
  });
});

describe("a choice of units for ERS-L3-CERT", () => {
  const choose = (units: readonly string[]) => {
    const chosen =
      units.length === 0
        ? ""
        : `units:\n${units.map((u) => `  - ${u}\n`).join("")}`;
    const portfolio = portfolioOf(`standards: ERS-L3-CERT\n${chosen}`);
    const [qualification] = portfolio.coverage.qualifications;
    if (qualification === undefined) throw new Error("No qualification");
    return { qualification, portfolio };
  };

  // Mandatory: ERS-01 (4), ERS-02 (8), ERS-03 (7), all at level 3: 19 credits.
  // ERS-04 has 7 and ERS-06 has 6 at level 3; ERS-05 has 6 at level 2. The
  // group wants at least 6 and counts at most 12.
  it.each([
    [[], 19, 19, false],
    [["ERS-04"], 26, 26, true],
    [["ERS-05"], 25, 19, true],
    [["ERS-06"], 25, 25, true],
    [["ERS-04", "ERS-05"], 31, 26, true],
    [["ERS-04", "ERS-06"], 31, 31, true],
    [["ERS-07"], 19, 19, false],
  ] as const)("%j", (units, credits, atLevel, isMet) => {
    const { qualification } = choose(units);
    expect(qualification).toMatchObject({
      creditsNeeded: 25,
      creditsChosen: credits,
      creditsCovered: 0,
      atLevel: { level: 3, needed: 22, chosen: atLevel },
    });
    expect(
      qualification.groups.map((group) => [group.id, group.isMet]),
    ).toEqual([
      ["mandatory", true],
      ["service", isMet],
    ]);
  });

  it("says what is still open", () => {
    const { qualification } = choose(["ERS-05"]);
    expect(qualification.groups[1]?.open).toEqual([
      "ERS@first ERS-04",
      "ERS@first ERS-06",
    ]);
  });

  it("makes the units the target, and no others", () => {
    const tops = choose(["ERS-06", "ERS-07"]).portfolio.target.standards.filter(
      ({ parent }) => parent < 0,
    );
    expect(tops.map(({ code }) => code)).toEqual([
      "ERS-01",
      "ERS-02",
      "ERS-03",
      "ERS-06",
    ]);
  });

  it("brings the credits of a unit once the unit is covered", () => {
    const all = "ERS-01.1.1-1.3, ERS-01.2.1-2.3";
    const covered = portfolioOf("standards: ERS-L3-CERT", [piece("E0", all)]);
    expect(covered.coverage.qualifications[0]?.creditsCovered).toBe(4);
  });

  it("excuses no unit", () => {
    const portfolio = portfolioOf(
      "standards: ERS-L3-CERT\nnotApplicable:\n  - standards: ERS-03\n    reason: R",
    );
    expect(statesOf(portfolio)["ERS-03.1.1"]).toBe("uncovered");
  });
});
