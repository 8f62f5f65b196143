// Completion of codes of standards: in every field and form, ranked by what
// the portfolio lacks, found by code and by words.

import { describe, expect, it } from "vitest";
import { checkCompletion, completeAt } from "../support/checkCompletion.ts";

// DEMO-1.1 is covered, DEMO-1.2 has one of two kinds, the rest has nothing.
const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e01.md --
---
evidence: E01
kind: policy
standards:
  - DEMO-1.1
---
-- evidence/e02.md --
---
evidence: E02
kind: policy
standards:
  - DEMO-1.2
---`;

const byGap = ["DEMO-1.3", "DEMO-2.1", "DEMO-2.2", "DEMO-1.2", "DEMO-1.1"];

function evidence(header: string): string {
  return `${portfolio}
-- evidence/e03.md --
---
evidence: E03
${header}
---
`;
}

const diploma = `
-- portfolio.md --
---
portfolio: qualification
standards:
  - AVA-L3-UPPA
---`;

function piece(header: string): string {
  return `${diploma}
-- evidence/e01.md --
---
evidence: E01
${header}
---
`;
}

describe("what is offered for a mapping", () => {
  it("ranks gaps first, then half, then full coverage, in pack order", () => {
    const { isIncomplete } = checkCompletion(
      evidence("standards:\n  - $0"),
      byGap,
    );
    expect(isIncomplete).toBe(true);
  });

  it("says title, state and what is missing", () => {
    const { offer } = completeAt(evidence("standards:\n  - $0"));
    expect(offer("DEMO-1.3").detail).toBe("Leadership · uncovered");
    expect(offer("DEMO-1.2").detail).toBe("Indicators · partly covered");
    expect(offer("DEMO-1.1").detail).toBe("Vision · covered");
    const { documentation } = offer("DEMO-1.2");
    expect(documentation).toContain("**DEMO-1.2** Indicators");
    expect(documentation).toContain("*Asked for:*");
    expect(documentation).toContain("2 different kinds");
    expect(documentation).toMatch(/1 of 2 kinds/);
    expect(offer("DEMO-1.1").documentation).toContain(
      "What the service is for.",
    );
  });

  it("marks what is provisional", () => {
    const { offer } = completeAt(evidence("standards:\n  - $0"));
    expect(offer("DEMO-2.2").detail).toBe(
      "Employers · uncovered · number not confirmed",
    );
    expect(offer("DEMO-2.2").documentation).toContain("Number not confirmed");
  });

  it("marks what is illustrative", () => {
    const { offer } = completeAt(`
-- portfolio.md --
---
portfolio: qualification
standards:
  - ERS-L3-AWARD
---
-- e01.md --
---
evidence: E01
standards:
  - ERS-01.1.1$0
---
`);
    const { detail, documentation } = offer("ERS-01.1.1");
    expect(detail).toContain("illustrative");
    expect(documentation).toContain("not an awarding body's text");
  });

  it("puts what the piece serves already last, whatever its state", () => {
    checkCompletion(evidence("standards:\n  - DEMO-1.3\n  - $0"), [
      "DEMO-2.1",
      "DEMO-2.2",
      "DEMO-1.2",
      "DEMO-1.1",
      "DEMO-1.3",
    ]);
    checkCompletion(evidence("standards: DEMO-2.1, $0"), [
      "DEMO-1.3",
      "DEMO-2.2",
      "DEMO-1.2",
      "DEMO-1.1",
      "DEMO-2.1",
    ]);
  });

  it("looks only at the item with the cursor in a log", () => {
    const { labels } = completeAt(`${portfolio}
-- evidence/log.md --
---
evidence:
  - id: E10
    standards:
      - DEMO-2.1
  - id: E11
    standards:
      - DEMO-2.2
      - $0
---
`);
    // DEMO-2.1 is served by E10 and so covered; E11 may serve it too.
    expect(labels).toEqual([
      "DEMO-1.3",
      "DEMO-1.2",
      "DEMO-1.1",
      "DEMO-2.1",
      "DEMO-2.2",
    ]);
  });

  it("offers every standard that ships while there is no portfolio", () => {
    const { labels } = completeAt(
      "---\nevidence: E01\nstandards:\n  - qif-1.$0\n---\n",
    );
    expect(labels).toContain("QIF-1.1");
    expect(labels.every((label) => label.startsWith("QIF-1."))).toBe(true);
  });
});

describe("finding", () => {
  it.each([
    ["demo 1.1", ["DEMO-1.1"]],
    ["demo-1", ["DEMO-1.3", "DEMO-1.2", "DEMO-1.1"]],
    ["DEMO–1.3", ["DEMO-1.3"]],
    ["demo1.2", ["DEMO-1.2"]],
    ["2.", ["DEMO-2.1", "DEMO-2.2"]],
    ["1.3", ["DEMO-1.3"]],
    ["lead-3", ["DEMO-1.3"]],
    ["lead", ["DEMO-1.3"]],
    // In a title, then in the title of evidence that is suggested.
    ["partner", ["DEMO-2.1", "DEMO-1.1"]],
    ["working partners", ["DEMO-2.1"]],
    ["service", ["DEMO-1.1"]],
    ["artners", []],
    ["zzz", []],
  ])("%s", (typed, expected) => {
    checkCompletion(evidence(`standards:\n  - ${typed}$0`), expected);
  });

  it.each([
    ["h601", "H/601/5314"],
    ["H/601/5314", "H/601/5314"],
    ["h 601 5314", "H/601/5314"],
  ])("finds criteria of a unit by %s", (typed, unit) => {
    const { labels, lineWith } = completeAt(`
-- portfolio.md --
---
portfolio: qualification
standards:
  - AVA-L3-CERT
---
-- e01.md --
---
evidence: E01
standards:
  - ${typed}$0
---
`);
    expect(labels.length).toBeGreaterThan(10);
    expect(labels.every((label) => label.startsWith(`${unit}.`))).toBe(true);
    expect(lineWith(`${unit}.1.1`)).toBe(`  - ${unit}.1.1`);
  });

  it("does not take 1.2 for a part of 11.2", () => {
    const { labels } = completeAt(piece("standards:\n  - 1.2$0"));
    expect(labels).toEqual(["D/601/5313.1.2"]);
  });

  it("finds the shipped packs' standards by words of the trade", () => {
    const { labels } = completeAt(`
-- portfolio.md --
---
portfolio: self-assessment
standards:
  - QIF
---
-- e01.md --
---
evidence: E01
standards:
  - partner$0
---
`);
    expect(labels.length).toBeGreaterThan(1);
    expect(labels.every((label) => /^QIF-\d\.\d+$/.test(label))).toBe(true);
  });
});

describe("the forms of `standards`", () => {
  const taken = "DEMO-2.1";
  it.each([
    ["a list", "standards:\n  - $0", "  - DEMO-2.1"],
    ["a list without indentation", "standards:\n- $0", "- DEMO-2.1"],
    ["a list, half typed", "standards:\n  - demo-2$0", "  - DEMO-2.1"],
    ["in the middle of a word", "standards:\n  - DEMO-$02.2", "  - DEMO-2.1"],
    ["at the start of a word", "standards:\n  - $0DEMO-2.2", "  - DEMO-2.1"],
    ["one value", "standards: $0", "standards: DEMO-2.1"],
    ["one value, half typed", "standards: part$0", "standards: DEMO-2.1"],
    [
      "a list in one value",
      "standards: DEMO-1.3, $0",
      "standards: DEMO-1.3, DEMO-2.1",
    ],
    [
      "without a blank behind the comma",
      "standards: DEMO-1.3,$0",
      "standards: DEMO-1.3,DEMO-2.1",
    ],
    [
      "in front of another code",
      "standards: demo-2$0, DEMO-1.3",
      "standards: DEMO-2.1, DEMO-1.3",
    ],
    ["brackets", "standards: [$0]", "standards: [DEMO-2.1]"],
    [
      "brackets, the second",
      "standards: [DEMO-1.3, dem$0]",
      "standards: [DEMO-1.3, DEMO-2.1]",
    ],
    [
      "brackets never closed",
      "standards: [DEMO-1.3, dem$0",
      "standards: [DEMO-1.3, DEMO-2.1",
    ],
    [
      "brackets over several lines",
      "standards: [\n  DEMO-1.3,\n  dem$0\n]",
      "  DEMO-2.1",
    ],
    ["quotation marks", 'standards:\n  - "dem$0"', '  - "DEMO-2.1"'],
    ["single quotation marks", "standards:\n  - 'dem$0'", "  - 'DEMO-2.1'"],
    [
      "an item with a locator",
      "standards:\n  - standard: $0\n    at: page 2",
      "  - standard: DEMO-2.1",
    ],
    [
      "an item with a locator first",
      "standards:\n  - at: page 2\n    standard: dem$0",
      "    standard: DEMO-2.1",
    ],
    ["tags", "tags:\n  - $0", "  - DEMO-2.1"],
    ["tags in brackets", "tags: [north, dem$0]", "tags: [north, DEMO-2.1]"],
  ])("%s", (_, header, line) => {
    const { lineWith, labels } = completeAt(evidence(header));
    expect(lineWith(taken)).toBe(line);
    expect(labels.every((label) => label.startsWith("DEMO-"))).toBe(true);
  });

  it.each([
    ["a list", "standards:\n  DEMO-2:\n    - $0", ["2.1", "2.2"]],
    [
      "a list, half typed",
      "standards:\n  DEMO-1:\n    - 1.$0",
      ["1.3", "1.2", "1.1"],
    ],
    [
      "a list in line with its key",
      "standards:\n  DEMO-2:\n  - $0",
      ["2.1", "2.2"],
    ],
    ["one value", "standards:\n  DEMO-2: $0", ["2.1", "2.2"]],
    ["brackets", "standards:\n  DEMO-2: [2.1, 2$0]", ["2.2", "2.1"]],
    ["words", "standards:\n  DEMO-1:\n    - lead$0", ["1.3"]],
    ["a key in an item", "standards:\n  - DEMO-2:\n      - $0", ["2.1", "2.2"]],
    [
      "the framework as the key",
      "standards:\n  DEMO:\n    - 2$0",
      ["2.1", "2.2"],
    ],
    ["a unit that is not there", "standards:\n  DEMO-9:\n    - $0", []],
  ])("below a unit's key: %s", (_, header, expected) => {
    checkCompletion(evidence(header), expected);
  });

  it("writes below a unit of a qualification what stands on paper", () => {
    const { labels, lineWith } = completeAt(
      piece("standards:\n  D/601/5313:\n    - 3$0"),
    );
    expect(labels).toEqual(["3.1", "3.2", "3.3", "3.4", "3.5"]);
    expect(lineWith("3.4")).toBe("    - 3.4");
  });

  it("below an outcome offers its criteria alone", () => {
    checkCompletion(piece("standards:\n  D/601/5313.2:\n    - $0"), ["2.1"]);
  });

  it("offers units as keys, and none twice", () => {
    checkCompletion(evidence("standards:\n  $0"), ["DEMO-1", "DEMO-2"]);
    const { labels, lineWith } = completeAt(
      evidence("standards:\n  DEMO-1:\n    - 1.1\n  d$0"),
    );
    expect(labels).toEqual(["DEMO-2"]);
    expect(lineWith("DEMO-2")).toBe("  DEMO-2:");
  });

  it("offers where and how beside a standard", () => {
    const { lineWith } = checkCompletion(
      evidence("standards:\n  - standard: DEMO-1.1\n    $0"),
      ["at", "shows"],
    );
    expect(lineWith("at")).toBe("    at: ");
  });
});

describe("ranges", () => {
  it.each([
    ["the later siblings", "DEMO-1.1-$0", ["1.2", "1.3"]],
    ["half typed", "DEMO-1.1-1.3$0", ["1.3"]],
    ["the end in full", "DEMO-1.1-demo-1.2$0", ["1.2"]],
    ["any dash", "DEMO-1.1–$0", ["1.2", "1.3"]],
    ["blanks", "DEMO-1.1 - $0", ["1.2", "1.3"]],
    ["by words", "DEMO-1.1-lead$0", ["1.3"]],
    ["behind another code", "DEMO-2.1, DEMO-1.2-$0", ["1.3"]],
    ["of components", "DEMO-1-$0", ["DEMO-1.3", "DEMO-1.2", "DEMO-1.1"]],
  ])("%s", (_, typed, expected) => {
    checkCompletion(evidence(`standards:\n  - ${typed}`), expected);
  });

  it("writes only what the range's start does not say", () => {
    expect(
      completeAt(evidence("standards:\n  - DEMO-1.1-$0")).lineWith("1.3"),
    ).toBe("  - DEMO-1.1-1.3");
    expect(
      completeAt(piece("standards:\n  - D/601/5313.3.1-$0")).lineWith("3.5"),
    ).toBe("  - D/601/5313.3.1-3.5");
  });

  it("works below a unit's key", () => {
    const { lineWith } = checkCompletion(
      piece("standards:\n  D/601/5313:\n    - 1.2-$0"),
      ["1.3", "1.4"],
    );
    expect(lineWith("1.4")).toBe("    - 1.2-1.4");
  });

  it("takes the dash of a code for a part of the code", () => {
    const { labels } = completeAt(evidence("standards:\n  - DEMO-$0"));
    expect(labels).toEqual(byGap);
  });
});

describe("evidence logs", () => {
  it.each([
    [
      "two spaces",
      "evidence:\n  - id: E10\n    kind: policy\n    standards:\n      - $0",
      "      - DEMO-2.1",
    ],
    [
      "no indentation",
      "evidence:\n- id: E10\n  standards:\n  - $0",
      "  - DEMO-2.1",
    ],
    [
      "four spaces",
      "evidence:\n    - id: E10\n      standards:\n          - $0",
      "          - DEMO-2.1",
    ],
    [
      "a dash far from its key",
      "evidence:\n  -   id: E10\n      standards:\n        - dem$0",
      "        - DEMO-2.1",
    ],
    [
      "the map form",
      "evidence:\n  - id: E10\n    standards:\n      DEMO-2:\n        - $0",
      undefined,
    ],
    [
      "one value",
      "evidence:\n  - id: E10\n    standards: $0",
      "    standards: DEMO-2.1",
    ],
    [
      "the second item",
      "evidence:\n  - id: E10\n    standards:\n      - DEMO-1.3\n  - id: E11\n    standards:\n      - $0\n    kind: policy",
      "      - DEMO-2.1",
    ],
    [
      "standards as the first key",
      "evidence:\n  - standards:\n      - $0\n    id: E10",
      "      - DEMO-2.1",
    ],
    ["tags", "evidence:\n  - id: E10\n    tags: [$0]", "    tags: [DEMO-2.1]"],
  ])("%s", (_, header, line) => {
    const { labels, lineWith } = completeAt(`${portfolio}
-- evidence/log.md --
---
${header}
---
`);
    if (line === undefined) expect(labels).toEqual(["2.1", "2.2"]);
    else expect(lineWith("DEMO-2.1")).toBe(line);
  });
});

describe("headers that are not in order", () => {
  const offersAll = (fixture: string): void => {
    expect([...completeAt(fixture).labels].sort()).toEqual([...byGap].sort());
  };

  it("a tab above", () => {
    offersAll(evidence("kind:\n\t- policy\nstandards:\n  - $0"));
  });

  it("a tab as the indentation of the list itself", () => {
    offersAll(evidence("standards:\n\t- $0"));
  });

  it("brackets and quotation marks that never close", () => {
    offersAll(evidence('title: "A piece\nstandards:\n  - $0'));
    offersAll(evidence("kind: [policy\nstandards:\n  - $0"));
  });

  it("a second colon, an odd line, a key twice", () => {
    offersAll(evidence("title: Notes: first\nstandards:\n  - $0"));
    offersAll(evidence("what is this\nstandards:\n  - $0"));
    offersAll(evidence("standards: DEMO-1.1\nstandards:\n  - $0"));
  });

  it("a header that never closes", () => {
    offersAll(`${portfolio}
-- evidence/e03.md --
---
evidence: E03
standards:
  - $0

Its text.
`);
  });

  it("a header that never closes at the end of the file", () => {
    offersAll(`${portfolio}
-- evidence/e03.md --
---
evidence: E03
standards:
  - $0`);
  });

  it("CRLF", () => {
    const crlf = evidence("standards:\n  - dem$0").replaceAll("\n", "\r\n");
    const fixture = crlf
      .replace(/^\r\n/, "")
      .replace(/(-- \S+ --)\r\n/g, "$1\n")
      .replace(/\r\n(-- )/g, "\n$1");
    const { lineWith } = completeAt(fixture);
    expect(lineWith("DEMO-2.1")).toBe("  - DEMO-2.1");
  });

  it("an emoji before the cursor", () => {
    const { lineWith } = completeAt(
      evidence("title: \u{1F4C4} Paper\nstandards: \u{1F4C4}, dem$0"),
    );
    expect(lineWith("DEMO-2.1")).toBe("standards: \u{1F4C4}, DEMO-2.1");
  });

  it("a byte order mark", () => {
    const { lineWith } = completeAt(
      evidence("standards:\n  - dem$0").replace(
        "-- evidence/e03.md --\n",
        "-- evidence/e03.md --\n\uFEFF",
      ),
    );
    expect(lineWith("DEMO-2.1")).toBe("  - DEMO-2.1");
  });
});

describe("targets of a portfolio", () => {
  const header = (text: string): string =>
    `---\nportfolio: general\n${text}\n---\n`;

  it("offers frameworks and qualifications, illustrative ones marked", () => {
    const { labels, offer } = completeAt(header("standards:\n  - $0"));
    expect(labels).toEqual(
      expect.arrayContaining(["QIF", "AVA-L3-CERT", "ERS-L3-CERT", "DEMO"]),
    );
    expect(labels).not.toContain("QIF-1.1");
    expect(offer("ERS-L3-CERT").detail).toContain("illustrative");
    expect(offer("ERS-L3-CERT").documentation).toContain("Illustrative");
    expect(offer("ERS").detail).toContain("illustrative");
    expect(offer("AVA-L3-CERT").detail).not.toContain("illustrative");
  });

  it("finds them by code and by words", () => {
    expect(completeAt(header("standards:\n  - q$0")).labels).toContain("QIF");
    expect(completeAt(header("standards: quality$0")).labels).toContain("QIF");
    expect(
      completeAt(header("standards:\n  - vocational ach$0")).labels,
    ).toContain("AVA-L3-CERT");
  });

  it("offers parts of a framework once they are asked for", () => {
    const { labels, lineWith } = completeAt(header("standards:\n  - DEMO-1$0"));
    expect(labels).toEqual(["DEMO-1", "DEMO-1.1", "DEMO-1.2", "DEMO-1.3"]);
    expect(lineWith("DEMO-1")).toBe("  - DEMO-1");
  });

  it("offers optional units where the rule leaves a choice", () => {
    const { labels, offer } = completeAt(
      header("standards:\n  - ERS-L3-CERT\nunits:\n  - $0"),
    );
    expect(labels).toEqual(["ERS-04", "ERS-05", "ERS-06"]);
    expect(offer("ERS-04").detail).toContain("illustrative");
  });

  it.each([
    ["notApplicable", "notApplicable:\n  - standards: $0"],
    ["notApplicable, a list", "notApplicable:\n  - standards:\n      - $0"],
    [
      "notApplicable, behind its reason",
      "notApplicable:\n  - reason: None\n    standards:\n      - $0",
    ],
    ["notApplicable without a list", "notApplicable:\n  standards: $0"],
    ["waivers", "waivers:\n  - requirement: two-kinds\n    standards: $0"],
    ["a requirement's codes", "requirements:\n  - pieces: 2\n    each: $0"],
    [
      "a requirement's codes, a list",
      "requirements:\n  - pieces: 2\n    except:\n      - $0",
    ],
    ["a single requirement", "requirements:\n  across: $0\n  kinds: 2"],
  ])("offers parents and standards in %s", (_, text) => {
    const { labels } = completeAt(header(`standards:\n  - DEMO\n${text}`));
    expect([...labels].sort()).toEqual(["DEMO-1", "DEMO-2", ...byGap].sort());
  });

  it("ranks what lacks evidence first there too", () => {
    const { labels } = completeAt(
      portfolio.replace(
        "  - DEMO\n---",
        "  - DEMO\nnotApplicable:\n  - standards: dem$0\n---",
      ),
    );
    expect(labels).toEqual([
      "DEMO-1.3",
      "DEMO-2.1",
      "DEMO-2.2",
      "DEMO-2",
      "DEMO-1.2",
      "DEMO-1",
      "DEMO-1.1",
    ]);
  });
});

describe("scope of narrative and of decisions", () => {
  it("offers codes in a report's `standards`", () => {
    const { labels } = completeAt(`${portfolio}
-- report.md --
---
standards: demo-2$0
---
`);
    expect(labels).toEqual(["DEMO-2.1", "DEMO-2.2", "DEMO-2"]);
  });

  it("offers codes in a decision's `standards`", () => {
    const { lineWith } = completeAt(`${portfolio}
-- reviews/r01.md --
---
review: R01
decisions:
  - standards:
      - dem$0
    decision: met
---
`);
    expect(lineWith("DEMO-1.1")).toBe("      - DEMO-1.1");
  });
});

describe("headings", () => {
  const narrative = (line: string): string =>
    `${portfolio}\n-- report/1.md --\n# Report\n\n${line}\n\nText.\n`;

  it("writes code and title", () => {
    const { labels, lineWith } = completeAt(narrative("## demo-1.$0"));
    expect(labels).toEqual(["DEMO-1.3", "DEMO-1.2", "DEMO-1.1"]);
    expect(lineWith("DEMO-1.1")).toBe("## DEMO-1.1 Vision");
  });

  it("finds by words, parents too", () => {
    expect(completeAt(narrative("## partners$0")).labels).toEqual([
      "DEMO-2.1",
      "DEMO-2",
    ]);
  });

  it("works in brackets and in the portfolio's own body", () => {
    expect(completeAt(narrative("## Signs (demo-1.2$0)")).labels).toEqual([
      "DEMO-1.2",
    ]);
    expect(
      completeAt(
        portfolio.replace("  - DEMO\n---", "  - DEMO\n---\n\n## DEMO-2$0"),
      ).labels,
    ).toEqual(["DEMO-2.1", "DEMO-2.2", "DEMO-2"]);
  });

  it.each([
    ["before a letter is typed", "## $0"],
    ["at the dashes", "##$0"],
    ["once the code stands", "## DEMO-1.1 Vis$0"],
    ["in code", "    ## demo$0"],
  ])("nothing %s", (_, line) => {
    checkCompletion(narrative(line), []);
  });
});

describe("where nothing pops up", () => {
  const report = (text: string): string =>
    `${portfolio}\n-- report/1.md --\n${text}\n`;

  it.each([
    ["prose", "The partner$0"],
    ["prose with a code", "As in DEMO-1$0"],
    ["the beginning of a line", "$0"],
    ["a list", "- DEMO-$0"],
    ["a table", "| DEMO-1.1 | $0 |"],
    ["an e-mail address", "Write to somebody@e$0"],
    ["a code fence", "```yaml\nstandards:\n  - DEMO-$0\n```"],
    ["a citation in a code fence", "```\n@E$0\n```"],
    ["one below what closes no fence", "```\n``` js\n@E$0\n```"],
    ["a heading in a code fence", "~~~\n# demo$0\n~~~"],
    ["a citation in code", "Cite with `@E$0` here"],
    ["an escaped at sign", "\\@E$0"],
  ])("%s", (_, text) => {
    checkCompletion(report(text), []);
  });

  it.each([
    ["prose", "Seen with a partner$0"],
    ["a citation", "See @E$0"],
    ["a heading", "## demo$0"],
  ])("%s of an evidence body", (_, text) => {
    checkCompletion(
      `${portfolio}\n-- evidence/e03.md --\n---\nevidence: E03\n---\n\n${text}\n`,
      [],
    );
  });

  it("a comment in a header", () => {
    checkCompletion(evidence("# demo$0"), []);
  });

  it("a title", () => {
    checkCompletion(evidence("title: partner$0"), []);
  });

  it("right behind a colon, where no value can begin", () => {
    checkCompletion(evidence("standards:$0"), []);
  });

  it("prose below a header that never closes", () => {
    checkCompletion(
      `${portfolio}\n-- evidence/e03.md --\n---\nevidence: E03\n\nstandards $0\n`,
      [],
    );
  });

  it("Markdown under no portfolio", () => {
    checkCompletion("-- notes.md --\n# partner$0\n", []);
    checkCompletion("-- notes.md --\nSee @E$0\n", []);
  });
});
