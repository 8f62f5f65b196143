// Hover: what is said of a standard, a framework, a qualification and a piece
// of evidence, and over which stretch of text.

import { describe, expect, it } from "vitest";
import { hover } from "../../server/src/features/hover.ts";
import { openFixture } from "../support/openFixture.ts";
import { textOf } from "../../server/src/text/lineIndex.ts";

interface Hovered {
  /** The text that is spoken of. */
  readonly over: string;
  readonly markdown: string;
}

function hoverAt(fixture: string): Hovered | undefined {
  const { snapshot, document, position } = openFixture(fixture);
  const answer = hover(snapshot, document, position);
  return (
    answer && {
      over: textOf(document.index, answer.range),
      markdown: answer.markdown,
    }
  );
}

const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
requirements:
  - id: currency
    within: P12M
assessmentDate: 2026-06-30
notApplicable:
  - standards: DEMO-2.2
    reason: No employers here
---
-- evidence/e01.md --
---
evidence: E01
title: Policy [draft]
kind: policy
date: 2026-04-02
file: e01.pdf
standards:
  - DEMO-1.1
  - standard: DEMO-1.2
    at: page 3
---
-- evidence/e02.md --
---
evidence: E02
kind: minutes
date: 2020-01-01
held: Locked cabinet
standards:
  - DEMO-1.1
---`;

const inReport = (text: string): string =>
  `${portfolio}\n-- report.md --\n${text}\n`;
const inEvidence = (header: string): string =>
  `${portfolio}\n-- evidence/e03.md --\n---\nevidence: E03\n${header}\n---\n`;

describe("on a code", () => {
  it("tells title, place, requirements, coverage with reasons and places", () => {
    const { over, markdown } =
      hoverAt(inReport("## DEMO-$01.2 Indicators")) ?? {};
    expect(over).toBe("DEMO-1.2");
    expect(markdown).toContain("**DEMO-1.2** Indicators");
    expect(markdown).toContain("Standard of DEMO-1 Commitment");
    expect(markdown).toContain("2 different kinds");
    expect(markdown).toContain("no older than 12 months");
    expect(markdown).toContain("**partly covered**");
    expect(markdown).toContain("1 of 2 kinds");
    expect(markdown).toContain("E01 (page 3): evidence/e01.md, line 9");
  });

  it("tells what does not count, and why", () => {
    const { markdown } = hoverAt(inReport("## DEMO-1.1$0")) ?? {};
    expect(markdown).toContain("**covered**");
    expect(markdown).toContain("What the service is for.");
    expect(markdown).toContain("evidence: E01 Policy \\[draft\\]");
    expect(markdown).toMatch(/- E02 .*12 months/);
    expect(markdown).toContain("partner feedback (partner-feedback)");
  });

  it("tells of what was set aside, and that a number is not confirmed", () => {
    const { markdown } = hoverAt(inReport("## DEMO-2.2$0")) ?? {};
    expect(markdown).toContain("**not applicable**");
    expect(markdown).toContain("No employers here");
    expect(markdown).toContain("Number not confirmed");
  });

  it("tells the progress of a component", () => {
    const { markdown } = hoverAt(inReport("# DEMO-1$0 Commitment")) ?? {};
    expect(markdown).toContain("Component of Demonstration framework");
    expect(markdown).toContain("1 of 3 covered");
  });

  it.each([
    ["a list", "standards:\n  - DEMO-1.$03", "DEMO-1.3"],
    ["another spelling", "standards:\n  - demo 1.3$0", "demo 1.3"],
    [
      "the first of a list in one value",
      "standards: $0DEMO-1.3, 2.1",
      "DEMO-1.3",
    ],
    ["the second of a list in one value", "standards: DEMO-1.3, 2.1$0", "2.1"],
    ["the start of a range", "standards:\n  - DEM$0O-1.1-1.3", "DEMO-1.1"],
    ["the end of a range", "standards:\n  - DEMO-1.1-1.3$0", "1.3"],
    ["a member below a key", "standards:\n  DEMO-2:\n    - 2.$01", "2.1"],
    ["the key itself", "standards:\n  DEM$0O-2:\n    - 2.1", "DEMO-2"],
    [
      "an item with a locator",
      "standards:\n  - standard: DEMO-1.3$0\n    at: 1",
      "DEMO-1.3",
    ],
    ["a tag", "tags:\n  - demo-1.3$0", "demo-1.3"],
    ["quotation marks", 'standards:\n  - "DEMO-1.$03"', "DEMO-1.3"],
  ])("in %s", (_, header, over) => {
    const answer = hoverAt(inEvidence(header));
    expect(answer?.over).toContain(over);
    expect(answer?.markdown).toMatch(/^\*\*DEMO-/);
  });

  it("in a review and in the portfolio's own fields", () => {
    expect(
      hoverAt(
        `${portfolio}\n-- r.md --\n---\nreview: R01\ndecisions:\n  - standards: DEMO-1.1$0\n    decision: met\n---\n`,
      )?.over,
    ).toBe("DEMO-1.1");
    expect(
      hoverAt(portfolio.replace("standards: DEMO-2.2", "standards: DEMO-2.2$0"))
        ?.over,
    ).toBe("DEMO-2.2");
  });

  it("labels what is illustrative", () => {
    const answer = hoverAt(
      "---\nevidence: E01\nstandards: ERS-01.1.1$0\n---\n",
    );
    expect(answer?.markdown).toContain("not an awarding body's text");
  });
});

describe("on a target", () => {
  const target = (code: string): string =>
    `---\nportfolio: general\nstandards:\n  - ${code}$0\n---\n`;

  it("tells of a framework", () => {
    const { over, markdown } = hoverAt(target("DEMO")) ?? {};
    expect(over).toBe("DEMO");
    expect(markdown).toContain("**DEMO** Demonstration framework");
    expect(markdown).toContain("5 standards");
  });

  it("tells of a qualification and its rule of combination", () => {
    const { markdown } = hoverAt(target("ERS-L3-CERT")) ?? {};
    expect(markdown).toContain("**ERS-L3-CERT**");
    expect(markdown).toContain("25 credits");
    expect(markdown).toContain("ERS-01, ERS-02, ERS-03");
    expect(markdown).toContain("0 of 25 credits covered");
    expect(markdown).toContain("Illustrative");
  });
});

describe("on evidence", () => {
  it.each([
    ["a citation", "As @E0$01 shows.", "@E01"],
    ["a citation in brackets", "As [@E01$0, p. 3].", "@E01"],
    ["a citation in other case", "As @e01$0 shows.", "@e01"],
    [
      "a link to its document",
      "See [the policy](evid$0ence/e01.md).",
      undefined,
    ],
    [
      "a link to its artefact",
      "See [the policy](evidence/e01$0.pdf).",
      undefined,
    ],
  ])("by %s", (_, text, over) => {
    const answer = hoverAt(inReport(text));
    if (over !== undefined) expect(answer?.over).toBe(over);
    expect(answer?.markdown).toContain("**E01** Policy \\[draft\\]");
    expect(answer?.markdown).toContain("kind: policy");
    expect(answer?.markdown).toContain("date: 2026-04-02");
    expect(answer?.markdown).toContain("file: e01.pdf");
    expect(answer?.markdown).toContain("serves: DEMO-1.1, DEMO-1.2");
  });

  it("by the ID in its own header and in a review", () => {
    expect(
      hoverAt(portfolio.replace("evidence: E02", "evidence: E$002"))?.markdown,
    ).toContain("kept at: Locked cabinet");
    expect(
      hoverAt(
        `${portfolio}\n-- r.md --\n---\nreview: R01\ndecisions:\n  - standards: DEMO-1.1\n    evidence:\n      - E0$02\n---\n`,
      )?.over,
    ).toBe("E02");
  });
});

it.each([
  ["prose", inReport("Some pro$0se")],
  ["a code in prose", inReport("As in DEMO-1.1$0")],
  ["a code that is not there", inReport("## DEMO-9.9$0")],
  ["a citation of nothing", inReport("As @E99$0 shows")],
  ["a mention of a person", inReport("Ask @sam$0")],
  ["a heading under no portfolio", "-- notes.md --\n# QIF-1.1$0\n"],
  ["a bare number", inReport("## 1.1$0 Vision")],
  ["an empty document", "-- notes.md --\n$0"],
])("says nothing on %s", (_, fixture) => {
  expect(hoverAt(fixture)).toBeUndefined();
});

describe("on a standard that the report speaks of", () => {
  const report = (code: string): string => `
-- now/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO
scale:
  - Good
  - Poor
previous: ../before
---
-- now/report.md --
## ${code} Vision

Judgement: good, and getting better

### Areas for improvement

- AFI-1: Slow [very]
- Dear

### Actions

- [ ] Hurry (for: AFI-1)
- [x] Hurry more (for: AFI-1)

## DEMO-1.2 Indicators

Previous judgement: Poor
-- before/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO
---

## DEMO-1.1 Vision

Judgement: Weak
`;

  it("tells this year's grade and last year's, and what is done about its areas", () => {
    const { markdown = "" } = hoverAt(report("DEMO-$01.1")) ?? {};
    expect(markdown).toContain("*Judgement:* **Good** (last year: Weak)");
    expect(markdown).toContain(
      "*Areas for improvement:*\n- AFI-1: Slow \\[very\\] (2 actions, 1 open)\n- Dear (no action)",
    );
  });

  it("tells the grade that this year's report says was given", () => {
    const { markdown = "" } =
      hoverAt(report("DEMO-1.1").replace("## DEMO-1.2", "## DEMO-$01.2")) ?? {};
    expect(markdown).toContain("*Judgement:* none yet (last year: Poor)");
    expect(markdown).not.toContain("Areas");
  });
});

it("tells the parts that a section is asked to have", () => {
  const { markdown = "" } =
    hoverAt(
      "-- portfolio.md --\n---\nportfolio: general\nstandards:\n  - DEMO-$01.1\nrequirements:\n  sections:\n    - Strengths\n    - Impact\n---\n",
    ) ?? {};
  expect(markdown).toContain("a section with Strengths and Impact");
});
