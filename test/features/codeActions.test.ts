// Quick fixes: what is offered at a place, and what becomes of the text.

import { describe, expect, it } from "vitest";
import { actionsAt } from "../support/checkAction.ts";

const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e07.md --
---
evidence: E07
kind: policy
date: 2026-01-01
standards:
  - DEMO-1.1
---`;

const evidence = (header: string): string =>
  `${portfolio}\n-- evidence/e08.md --\n---\nevidence: E08\n${header}\n---\n`;
const report = (text: string): string =>
  `${portfolio}\n-- report/1.md --\n${text}\n`;

/** The header's lines behind the ID, after the fix. */
function fixedHeader(header: string, title: string): string {
  const { changed, errors } = actionsAt(evidence(header)).take(title);
  expect(errors).toEqual([]);
  expect(Object.keys(changed)).toEqual(["evidence/e08.md"]);
  return (changed["evidence/e08.md"] ?? "")
    .replace("---\nevidence: E08\n", "")
    .replace("\n---\n", "");
}

describe("codes", () => {
  it("writes the nearest code", () => {
    const { preferred } = actionsAt(evidence("standards: DEMO-1.4$0"));
    expect(preferred).toContain("Write `DEMO-1.3` (Leadership)");
    expect(
      fixedHeader("standards: DEMO-1.4$0", "Write `DEMO-1.3` (Leadership)"),
    ).toBe("standards: DEMO-1.3");
  });

  it("writes the pack's spelling, and only that", () => {
    expect(
      fixedHeader("standards: demo 1.1$0, DEMO-1.3", "Write `DEMO-1.1`"),
    ).toBe("standards: DEMO-1.1, DEMO-1.3");
    const { changed } = actionsAt(report("## demo 1.2$0 Indicators")).take(
      "Write `DEMO-1.2`",
    );
    expect(changed).toEqual({ "report/1.md": "## DEMO-1.2 Indicators\n" });
  });

  it("splits a broad mapping", () => {
    const { titles, take } = actionsAt(evidence("standards:\n  - DEMO-1$0"));
    const [split = ""] = titles;
    expect(split).toMatch(/3|all/i);
    const { changed, errors } = take(split);
    expect(errors).toEqual([]);
    expect(changed["evidence/e08.md"]).toContain("DEMO-1.1-1.3");
  });
});

describe("headers", () => {
  it("moves a header that stands below the beginning", () => {
    const { titles, take } = actionsAt(
      `${portfolio}\n-- evidence/e08.md --\n# Title\n\n---\nevid$0ence: E08\n---\nText.\n`,
    );
    expect(titles).toEqual(["Move the header to the beginning of the file"]);
    const { changed, errors } = take(titles[0] ?? "");
    expect(errors).toEqual([]);
    expect(changed).toEqual({
      "evidence/e08.md": "---\nevidence: E08\n---\n\n# Title\nText.\n",
    });
  });

  it("renames a misspelt key, and leaves its value", () => {
    expect(fixedHeader("standrads$0: DEMO-1.1", "Rename to `standards`")).toBe(
      "standards: DEMO-1.1",
    );
  });

  it("closes a header and quotes a value", () => {
    const open = actionsAt(
      `${portfolio}\n-- evidence/e08.md --\n--$0-\nevidence: E08\n\nText.\n`,
    );
    const { changed } = open.take(open.titles[0] ?? "");
    expect(changed["evidence/e08.md"]).toBe(
      "---\nevidence: E08\n---\n\nText.\n",
    );
    const quoted = actionsAt(evidence("title: Notes: $0first"));
    expect(
      quoted.take(quoted.titles[0] ?? "").changed["evidence/e08.md"],
    ).toContain("Notes: first");
  });

  it("writes a date as dates are written", () => {
    expect(fixedHeader("date: 11/05/2026$0", "Write `2026-05-11`")).toBe(
      "date: 2026-05-11",
    );
  });
});

describe("evidence", () => {
  it("writes the ID that is meant", () => {
    const { changed } = actionsAt(report("As @E$07 shows.")).take(
      "Write `@E07`",
    );
    expect(changed).toEqual({ "report/1.md": "As @E07 shows.\n" });
  });

  it("makes the evidence that a citation names", () => {
    const { titles, take } = actionsAt(report("As @E19$0 shows."));
    const make = titles.find((title) => title.includes("E19")) ?? "";
    const { changed, errors } = take(make);
    expect(errors).toEqual([]);
    expect(Object.keys(changed)).toEqual(["evidence/e19.md"]);
    expect(changed["evidence/e19.md"]).toContain("evidence: E19\n");
  });
});

describe("cataloguing", () => {
  const files = `${portfolio}
-- files/e12-staff_survey 2026.pdf --
-- files/known.pdf --
-- evidence/e09.md --
---
evidence: E09
file: ../files/known.pdf
---`;
  const linking = (text: string): string =>
    `${files}\n-- report/1.md --\n${text}\n`;

  it("makes a linked file a piece of evidence", () => {
    const { titles, take } = actionsAt(
      linking("See [the survey](../files/e12-staff_survey%20$02026.pdf)."),
    );
    expect(titles).toEqual([
      "Catalogue `e12-staff_survey 2026.pdf` as evidence `E10`",
    ]);
    const { changed, errors } = take(titles[0] ?? "");
    expect(errors).toEqual([]);
    expect(changed).toEqual({
      "evidence/e10-staff-survey-2026.md": [
        "---",
        "evidence: E10",
        "title: Staff survey 2026",
        "kind:",
        "date:",
        'file: "../files/e12-staff_survey 2026.pdf"',
        "---",
        "",
        "What this piece shows, in your own words.",
        "",
      ].join("\n"),
    });
  });

  it.each([
    ["a file that is evidence already", "[x](../files/kno$0wn.pdf)"],
    ["a file that is not there", "[x](../files/no$0ne.pdf)"],
    ["a document", "[x](../evid$0ence/e07.md)"],
    ["an address", "[x](https://exam$0ple.org/a.pdf)"],
    ["a path out of the folder", "[x](../../etc/pas$0swd)"],
    [
      "a place beside the link",
      "[x](../files/e12-staff_survey%202026.pdf) an$0d",
    ],
    ["an address with an odd percent sign", "[x](../files/%zz$0.pdf)"],
  ])("is not offered for %s", (_, text) => {
    const { titles } = actionsAt(linking(text));
    expect(titles.filter((title) => title.startsWith("Catalogue"))).toEqual([]);
  });
});

describe("where they are offered", () => {
  it("nowhere but at the finding", () => {
    expect(
      actionsAt(evidence("standards: DEMO-1.4\nkind: pol$0icy")).titles,
    ).toEqual([]);
  });

  it("for all findings that a selection touches", () => {
    const { titles } = actionsAt(
      evidence("standards:\n  - $0DEMO-1.4\n  - demo 1.1$0"),
    );
    expect(titles).toEqual(
      expect.arrayContaining([
        "Write `DEMO-1.3` (Leadership)",
        "Write `DEMO-1.1`",
      ]),
    );
  });

  it("not in Markdown that is none of ours", () => {
    expect(
      actionsAt("-- notes.md --\n[x](a.p$0df) @E1\n-- a.pdf --").titles,
    ).toEqual([]);
  });
});

describe("a gap", () => {
  const pieces = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e13.md --
---
evidence: E13
kind: partner-feedback
date: 2026-01-01
standards:
  - DEMO-1.3 # agreed
title: Partners
---
-- evidence/e14.md --
---
evidence: E14
kind: policy
standards: DEMO-1.3
---`;

  it("offers to map a piece that might close it, in the piece's own file", () => {
    const { titles, preferred, take } = actionsAt(
      `${pieces}\n-- report.md --\n## DEMO-1$0.1 Vision\n\nWe know it.\n`,
    );
    expect(titles).toEqual(["Map `E13` to `DEMO-1.1`, if it fits"]);
    expect(preferred).toEqual([]);
    const { changed, errors } = take(titles[0] ?? "");
    expect(errors).toEqual([]);
    expect(changed).toEqual({
      "evidence/e13.md":
        "---\nevidence: E13\nkind: partner-feedback\ndate: 2026-01-01\nstandards:\n  - DEMO-1.3 # agreed\n  - DEMO-1.1\ntitle: Partners\n---",
    });
  });

  it("offers it at the target too, for the nearest gap", () => {
    const { titles } = actionsAt(pieces.replace("  - DEMO\n", "  - DE$0MO\n"));
    expect(titles).toEqual(["Map `E13` to `DEMO-1.1`, if it fits"]);
  });

  it("offers nothing where it is silenced, and at other places", () => {
    const silenced = actionsAt(
      `${pieces}\n-- report.md --\n<!-- evidence-ignore unmet-requirement: agreed -->\n## DEMO-1$0.1 Vision\n\nWe know it.\n`,
    );
    expect(silenced.titles).toEqual([]);
    const beside = actionsAt(
      `${pieces}\n-- report.md --\n## DEMO-1.1 Vision\n\nWe k$0now it.\n`,
    );
    expect(beside.titles).toEqual([]);
  });
});
