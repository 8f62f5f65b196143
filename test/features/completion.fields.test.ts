// Completion of everything but codes: evidence in citations and reviews, kinds,
// keys and values of front matter, paths.

import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/registry.ts";
import { checkCompletion, completeAt } from "../support/checkCompletion.ts";
import { testDay } from "../support/snapshotOf.ts";

const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e02.md --
---
evidence: E02
title: Minutes of the panel
kind: minutes
date: 2026-04-02
standards:
  - DEMO-1.2
---
-- evidence/log.md --
---
evidence:
  - id: E10
    title: Testimony of the manager
    kind: witness-testimony
  - id: E1
    title: Staff survey
    kind: [staff-feedback, performance-data]
---`;

function inFile(path: string, text: string): string {
  return `${portfolio}\n-- ${path} --\n${text}\n`;
}

function evidence(header: string): string {
  return inFile("evidence/e11.md", `---\nevidence: E11\n${header}\n---\n`);
}

function review(header: string): string {
  return inFile("reviews/r01.md", `---\nreview: R01\n${header}\n---\n`);
}

describe("citations", () => {
  const all = ["E1", "E02", "E10"];
  it.each([
    ["behind an at sign", "See @$0", all, "See @E02"],
    ["half typed", "See @e0$0", ["E02"], "See @E02"],
    ["in brackets", "Seen [@$0] there", all, "Seen [@E02] there"],
    [
      "below words in backticks",
      "```Vision``` is ours.\n\nSee @e0$0",
      ["E02"],
      "See @E02",
    ],
    [
      "the second in brackets",
      "Seen [@E1, p. 2; @E0$0]",
      ["E02"],
      "Seen [@E1, p. 2; @E02]",
    ],
    ["by words of the title", "See @minutes$0", ["E02"], "See @E02"],
    ["in the middle of an ID", "See @E$099.", all, "See @E02."],
    ["behind an emoji", "\u{1F4C4} @$0", all, "\u{1F4C4} @E02"],
    ["in a list", "- @$0", all, "- @E02"],
    ["in a table", "| @$0 |", all, "| @E02 |"],
    ["in a heading", "## Signs (@$0)", all, "## Signs (@E02)"],
    ["none that fits", "See @zzz$0", [], undefined],
  ])("%s", (_, line, labels, after) => {
    const { lineWith, isIncomplete } = checkCompletion(
      inFile("report/1.md", line),
      labels,
    );
    if (after === undefined) return;
    expect(lineWith("E02")).toBe(after);
    // Words of a title are compared here and not by the editor.
    expect(isIncomplete).toBe(true);
  });

  it("says what the piece is and serves", () => {
    const { offer } = completeAt(inFile("report/1.md", "See @$0"));
    expect(offer("E02").detail).toBe("Minutes of the panel · minutes");
    expect(offer("E02").documentation).toContain("date: 2026-04-02");
    expect(offer("E02").documentation).toContain("serves: DEMO-1.2");
    expect(offer("E1").detail).toBe(
      "Staff survey · staff-feedback, performance-data",
    );
  });
});

describe("evidence in reviews", () => {
  it.each([
    [
      "a decision's list",
      "decisions:\n  - evidence:\n      - $0",
      "      - E02",
    ],
    [
      "a decision's one value",
      "decisions:\n  - evidence: e0$0",
      "  - evidence: E02",
    ],
    [
      "a decision's brackets",
      "decisions:\n  - evidence: [E1, $0]",
      "  - evidence: [E1, E02]",
    ],
    [
      "what was seen",
      "seen:\n  - evidence: $0\n    on: 2026-05-01",
      "  - evidence: E02",
    ],
    ["by words", "decisions:\n  - evidence:\n      - panel$0", "      - E02"],
  ])("%s", (_, header, after) => {
    expect(completeAt(review(header)).lineWith("E02")).toBe(after);
  });

  it("is not the review's own ID", () => {
    checkCompletion(inFile("reviews/r01.md", "---\nreview: $0\n---\n"), []);
  });
});

describe("the ID of a new piece", () => {
  it("is the next free one, as wide as the others", () => {
    checkCompletion(inFile("evidence/e11.md", "---\nevidence: $0\n---\n"), [
      "E11",
    ]);
    checkCompletion(
      inFile("evidence/e11.md", "---\nevidence:\n  - id: $0\n---\n"),
      ["E11"],
    );
    checkCompletion(
      "-- portfolio.md --\n---\nportfolio: general\nstandards: DEMO\n---\n-- e07.md --\n---\nevidence: E07\n---\n-- e08.md --\n---\nevidence: E$0\n---\n",
      ["E08"],
    );
  });
});

describe("kinds", () => {
  it.each([
    ["one value", "kind: wit$0", "kind: witness-testimony"],
    ["a list", "kind:\n  - wit$0", "  - witness-testimony"],
    [
      "brackets",
      "kind: [minutes, wit$0]",
      "kind: [minutes, witness-testimony]",
    ],
    ["in the middle of a word", "kind: wit$0ness", "kind: witness-testimony"],
  ])("%s", (_, header, after) => {
    const { lineWith, isIncomplete } = completeAt(evidence(header));
    expect(lineWith("witness-testimony")).toBe(after);
    expect(isIncomplete).toBe(true);
  });

  it("in a log", () => {
    const { labels } = completeAt(
      inFile(
        "evidence/more.md",
        "---\nevidence:\n  - id: E11\n    kind: observ$0\n---\n",
      ),
    );
    expect(labels).toEqual(["observation"]);
  });

  it("offers all of them with what they mean, a framework's own too", () => {
    const { labels, offer } = completeAt(evidence("kind: $0"));
    expect(labels).toEqual(
      expect.arrayContaining([
        "observation",
        "policy",
        "labour-market-information",
      ]),
    );
    expect(offer("observation").detail.length).toBeGreaterThan(10);
  });

  it("finds a kind by another name", () => {
    expect(
      completeAt(evidence("kind: LMI$0")).lineWith("labour-market-information"),
    ).toBe("kind: labour-market-information");
  });

  it.each([
    ["forbid", "requirements:\n  - forbid: sim$0", "simulation"],
    [
      "forbid, a list",
      "requirements:\n  - forbid:\n      - sim$0",
      "simulation",
    ],
    [
      "include, a list",
      "requirements:\n  - include:\n      - sim$0",
      "simulation",
    ],
    [
      "include, how many of each",
      "requirements:\n  - include:\n      sim$0",
      "simulation",
    ],
    [
      "some",
      "requirements:\n  - some:\n      least: 2\n      of:\n        - sim$0",
      "simulation",
    ],
  ])("in a requirement: %s", (_, header, kind) => {
    const { labels } = completeAt(
      `---\nportfolio: general\nstandards: DEMO\n${header}\n---\n`,
    );
    expect(labels).toEqual([kind]);
  });
});

describe("keys", () => {
  it("offers the three roles and a scope in a blank header", () => {
    const { lineWith } = checkCompletion("---\n$0\n---\n", [
      "portfolio",
      "evidence",
      "review",
      "standards",
    ]);
    expect(lineWith("evidence")).toBe("evidence: ");
  });

  it.each([
    ["that has just been opened", "---\n$0"],
    ["that has just been opened above a text", "---\n$0\n\n# Title\n"],
    ["half typed", "---\nevid$0"],
    ["under other tools' keys", "---\nlayout: page\nev$0\n---\n"],
  ])("offers them in a header %s", (_, text) => {
    expect(completeAt(text).labels).toContain("evidence");
  });

  it("offers the keys of the role that are not there yet", () => {
    const { labels, offer } = completeAt(evidence("kind: policy\n$0"));
    expect(labels).toEqual(
      expect.arrayContaining(["title", "date", "standards", "file", "held"]),
    );
    expect(labels).not.toContain("kind");
    expect(labels).not.toContain("evidence");
    expect(labels).not.toContain("decisions");
    expect(offer("date").documentation?.length).toBeGreaterThan(10);
  });

  it("keeps what stands behind the key", () => {
    const { lineWith } = completeAt(evidence("dat$0: 2026-05-01"));
    expect(lineWith("date")).toBe("date: 2026-05-01");
    expect(completeAt(evidence("da$0te: 2026-05-01")).lineWith("date")).toBe(
      "date: 2026-05-01",
    );
  });

  it("offers keys on the next line of a header that does not close yet", () => {
    const { labels } = completeAt(
      inFile("evidence/e11.md", "---\nevidence: E11\n$0"),
    );
    expect(labels).toContain("kind");
  });

  it.each([
    ["an unclosed quotation mark", 'title: "Paper\n$0'],
    ["an unclosed bracket", "kind: [policy\n$0"],
    ["a tab", "kind:\n\t- policy\n$0"],
    ["a line without a colon", "nonsense\n$0"],
  ])("offers keys below %s", (_, header) => {
    const { labels } = completeAt(evidence(`${header}\ndate: 2026-05-01`));
    // Below an open bracket only its end can follow.
    expect(labels.includes("standards")).toBe(!header.startsWith("kind: ["));
    expect(labels).not.toContain("date");
  });

  it("offers the keys of a log's item", () => {
    const log = (text: string): string =>
      inFile("evidence/more.md", `---\nevidence:\n${text}\n---\n`);
    expect(completeAt(log("  - $0")).labels).toContain("id");
    const { labels } = completeAt(log("  - id: E11\n    title: One\n    $0"));
    expect(labels).toEqual(expect.arrayContaining(["kind", "standards"]));
    expect(labels).not.toContain("id");
    expect(labels).not.toContain("title");
    const next = completeAt(
      log("  - id: E11\n    title: One\n  - id: E12\n    $0"),
    );
    expect(next.labels).toContain("title");
  });

  it.each([
    [
      "a requirement",
      "requirements:\n  - pieces: 2\n    $0",
      ["kinds", "within", "include"],
    ],
    ["a requirement's first", "requirements:\n  - $0", ["pieces", "kinds"]],
    ["a single requirement", "requirements:\n  $0", ["pieces", "kinds"]],
    [
      "notApplicable",
      "notApplicable:\n  - standards: DEMO-1\n    $0",
      ["reason", "until"],
    ],
    ["a declaration", "declarations:\n  - $0", ["standards", "signed", "date"]],
  ])("offers the keys of %s", (_, header, expected) => {
    const { labels } = completeAt(
      `---\nportfolio: general\nstandards: DEMO\n${header}\n---\n`,
    );
    expect(labels).toEqual(expect.arrayContaining([...expected]));
    expect(labels).not.toContain("portfolio");
  });

  it("offers the keys of a decision", () => {
    const { labels } = completeAt(
      review("decisions:\n  - standards: DEMO-1.1\n    $0"),
    );
    expect(labels).toEqual(
      expect.arrayContaining(["evidence", "decision", "comment"]),
    );
    expect(labels).not.toContain("standards");
  });

  it("offers every rule below `rules` with what it finds", () => {
    const { labels } = completeAt(
      "---\nportfolio: general\nstandards: DEMO\nrules:\n  $0\n---\n",
    );
    expect([...labels].sort()).toEqual(rules.map(({ code }) => code).sort());
  });
});

describe("values", () => {
  it.each([
    [
      "kinds of portfolio",
      "---\nportfolio: $0\n---\n",
      ["self-assessment", "qualification", "general"],
    ],
    [
      "a severity",
      "---\nportfolio: general\nrules:\n  stale-evidence: $0\n---\n",
      ["error", "warning", "information", "hint", "off"],
    ],
    [
      "a decision",
      "---\nreview: R01\ndecisions:\n  - decision: $0\n---\n",
      ["met", "partly-met", "not-yet-met", "query"],
    ],
    [
      "a reviewer's role",
      "---\nreview: R01\nrole: mod$0\n---\n",
      ["moderator"],
    ],
    ["today", "---\nevidence: E01\ndate: $0\n---\n", [testDay]],
    [
      "a duration",
      "---\nportfolio: general\nrequirements:\n  - within: P2$0\n---\n",
      ["P24M"],
    ],
    [
      "a duration in a single requirement",
      "---\nportfolio: general\nrequirements:\n  within: P3$0\n---\n",
      ["P3Y"],
    ],
    ["nothing for free text", "---\nevidence: E01\nauthor: $0\n---\n", []],
    [
      "nothing for other tools' keys",
      "---\nevidence: E01\nlayout: $0\n---\n",
      [],
    ],
    ["nothing where there is no role", "---\ndate: $0\n---\n", []],
  ])("%s", (_, fixture, expected) => {
    checkCompletion(fixture, expected);
  });
});

describe("paths", () => {
  const files = `${portfolio}
-- evidence/e07.pdf --
-- evidence/scans/one.png --
-- evidence/.hidden --
-- files/two words.pdf --
-- files/deep/er/three.png --
-- notes/only.md --`;
  const withFile = (header: string): string =>
    `${files}\n-- evidence/e11.md --\n---\nevidence: E11\n${header}\n---\n`;

  it("offers folders, then files that are no documents", () => {
    const { offer } = checkCompletion(withFile("file: $0"), [
      "scans/",
      "../",
      "e07.pdf",
    ]);
    expect(offer("scans/").opensNext).toBe(true);
    expect(offer("e07.pdf").opensNext).toBe(false);
  });

  it.each([
    ["inside a folder", "file: scans/$0", ["scans/one.png"]],
    ["half typed", "file: e0$0", ["e07.pdf"]],
    ["a list", "file:\n  - scans/o$0", ["scans/one.png"]],
    [
      "an item with a caption",
      "file:\n  - path: scans/$0\n    caption: One",
      ["scans/one.png"],
    ],
    ["above", "file: ../$0", ["../evidence/", "../files/", "../notes/"]],
    [
      "beside",
      "file: ../files/$0",
      ["../files/deep/", "../files/two words.pdf"],
    ],
    ["deeper", "file: ../files/deep/$0", ["../files/deep/er/"]],
    ["out of the workspace", "file: ../../$0", []],
    ["a folder that is not there", "file: nowhere/$0", []],
    ["an absolute path", "file: /$0", []],
    ["an address", "file: https://$0", []],
  ])("%s", (_, header, expected) => {
    checkCompletion(withFile(header), expected);
  });

  it("writes the path over the rest of the word", () => {
    expect(completeAt(withFile("file: e0$08.pdf")).lineWith("e07.pdf")).toBe(
      "file: e07.pdf",
    );
    expect(
      completeAt(withFile("file: ../files/two wo$0")).lineWith(
        "../files/two words.pdf",
      ),
    ).toBe("file: ../files/two words.pdf");
  });

  it("offers documents where a document is meant", () => {
    checkCompletion(
      `${files}\n-- reviews/r01.md --\n---\nreview: R01\nof: ../p$0\n---\n`,
      ["../portfolio.md"],
    );
  });
});

describe("grades of a report", () => {
  const graded = (line: string, header = ""): string => `
-- now/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO
scale:
  - Outstanding
  - Good
  - Requires improvement
${header}---
-- before/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO
scale:
  - Strong
  - Weak
---

## DEMO-1.1 Vision

Judgement: Weak
-- now/report.md --
## DEMO-1.1 Vision

${line}
`;
  const all = ["Outstanding", "Good", "Requires improvement"];

  it.each([
    ["behind the colon", "Judgement:$0", all, "Judgement: Good"],
    ["behind a blank", "Judgement: $0", all, "Judgement: Good"],
    ["in bold", "**Judgement:** $0", all, "**Judgement:** Good"],
    ["half typed", "- Judgement: g$0", ["Good"], "- Judgement: Good"],
    [
      "in place of another",
      "Judgement: $0Requires improvement, still",
      all,
      "Judgement: Good, still",
    ],
    [
      "of the year before",
      "Previous judgement: $0",
      all,
      "Previous judgement: Good",
    ],
  ])("%s, best first", (_, line, labels, wanted) => {
    expect(checkCompletion(graded(line), labels).lineWith("Good")).toBe(wanted);
  });

  it("of last year are on last year's scale, the one given first", () => {
    const fixture = graded("Previous judgement: $0", "previous: ../before\n");
    const { offer } = checkCompletion(fixture, ["Weak", "Strong"]);
    expect(offer("Weak").detail).toBe("in last year's report");
    expect(offer("Strong").detail).toBe("grade 1 of 2");
  });

  it.each([
    "Our judgement: $0",
    "Comparator: $0",
    "Judg$0ement: Good",
    "`Judgement: $0`",
  ])("are not offered at %j", (line) => {
    checkCompletion(graded(line), []);
  });
});
