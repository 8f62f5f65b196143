// Cross-walks where people meet them: hover, completion of codes, and the light
// bulb on a code.

import { describe, expect, it } from "vitest";
import { hover } from "../../server/src/features/hover.ts";
import { actionsAt } from "../support/checkAction.ts";
import { completeAt } from "../support/checkCompletion.ts";
import { openFixture } from "../support/openFixture.ts";

const start = `
-- .evidence/frameworks/other.yaml --
id: OTHER
edition: first
title: Other
owner: The tests
licence: none
tiers:
  - id: standard
    title: Standard
    assessable: true
items:
  - code: OTHER-1
    title: One
  - code: OTHER-2
    title: Two
-- .evidence/frameworks/walk.yaml --
crosswalk: OTHER-DEMO
from: OTHER
to: DEMO
author: The tests
relations:
  - from: OTHER-1
    to: DEMO-1.3, DEMO-2.1
    kind: partly
  - from: OTHER-2
    to: DEMO-2.2
    kind: equivalent
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e04.md --
---
evidence: E04
standards:
  - OTHER-1
---
-- evidence/e07.md --
---
evidence: E07
standards:
  - OTHER-1
  - DEMO-1.3
---`;

const report = (text: string): string => `${start}\n-- report.md --\n${text}\n`;
const evidence = (header: string): string =>
  `${start}\n-- evidence/e08.md --\n---\nevidence: E08\n${header}\n---\n`;

describe("hover", () => {
  function hoverAt(fixture: string): string {
    const { snapshot, document, position } = openFixture(fixture);
    return hover(snapshot, document, position)?.markdown ?? "";
  }

  it("tells evidence that is mapped to what corresponds, and not here", () => {
    const markdown = hoverAt(report("## DEMO-1.$03 Leadership"));
    expect(markdown).toContain("*In other frameworks:* OTHER-1 (partly)");
    expect(markdown).toContain(
      "- evidence for OTHER-1, which partly matches: E04",
    );
    expect(markdown).not.toContain("E04, E07");
    expect(hoverAt(report("## DEMO-2.$01 Partners"))).toContain(
      "which partly matches: E04, E07",
    );
  });

  it("names what asks for the same, without evidence too", () => {
    const markdown = hoverAt(report("## DEMO-2.$02 Employers"));
    expect(markdown).toContain("OTHER-2 (the same)");
    expect(markdown).not.toContain("Suggested by a cross-walk");
  });

  it("says nothing of it where no cross-walk does", () => {
    const markdown = hoverAt(report("## DEMO-1.$02 Indicators"));
    expect(markdown).not.toContain("other frameworks");
  });
});

describe("completion", () => {
  it("brings up what is related to the piece's codes, and says why", () => {
    const { labels, offer } = completeAt(
      evidence("standards:\n  - OTHER-1\n  - DEMO-$0"),
    );
    expect(labels.slice(0, 2)).toEqual(["DEMO-2.1", "DEMO-1.1"]);
    expect(offer("DEMO-2.1").detail).toContain(
      "related to OTHER-1, which this piece is mapped to",
    );
    // Covered already: marked, and not brought up.
    expect(labels.indexOf("DEMO-1.3")).toBeGreaterThan(1);
    expect(offer("DEMO-1.3").detail).toContain("related to OTHER-1");
    expect(offer("DEMO-1.1").detail).not.toContain("related");
  });
});

describe("the light bulb on a code", () => {
  const offered = (header: string): readonly string[] =>
    actionsAt(evidence(header)).titles.filter((one) => one.startsWith("Map"));

  it("offers what corresponds in the portfolio's own framework", () => {
    expect(offered("standards:\n  - OTH$0ER-1")).toEqual([
      "Map `E08` to `DEMO-1.3` too, if it fits",
      "Map `E08` to `DEMO-2.1` too, if it fits",
    ]);
  });

  it.each([
    ["what the piece is mapped to already", "standards: OTH$0ER-2, DEMO-2.2"],
    ["what lies outside the target", "standards: DEMO-1$0.3"],
    ["another code", "standards: OTHER-1, DEMO-1$0.1"],
  ])("offers nothing for %s", (_, header) => {
    expect(offered(header)).toEqual([]);
  });

  it.each([
    ["a scalar", "standards: OTH$0ER-2", "standards: OTHER-2, DEMO-2.2"],
    [
      "a quoted scalar",
      'standards: "OTH$0ER-2" # for now',
      'standards: "OTHER-2, DEMO-2.2" # for now',
    ],
    [
      "a list with comments",
      "standards:\n- OTH$0ER-2 # the whole of it\nkind: policy",
      "standards:\n- OTHER-2 # the whole of it\n- DEMO-2.2\nkind: policy",
    ],
    [
      "a list whose last member says where",
      "standards:\n  - standard: OTH$0ER-2\n    at: page 3\ndate: 2026",
      "standards:\n  - standard: OTHER-2\n    at: page 3\n  - DEMO-2.2\ndate: 2026",
    ],
    [
      "a flow list",
      "standards: [DEMO-1.1, 'OTH$0ER-2']",
      "standards: [DEMO-1.1, 'OTHER-2', DEMO-2.2]",
    ],
    [
      "a map with the component",
      "standards:\n  OTHER:\n    - OTH$0ER-2\n  DEMO-2:\n    - 2.1",
      "standards:\n  OTHER:\n    - OTHER-2\n  DEMO-2:\n    - 2.1\n    - 2.2",
    ],
    [
      "a map without it",
      "standards:\n  OTHER:\n    - OTH$0ER-2\ntitle: T",
      "standards:\n  OTHER:\n    - OTHER-2\n  DEMO-2:\n    - 2.2\ntitle: T",
    ],
  ])("writes into %s", (_, header, wanted) => {
    const { take } = actionsAt(evidence(header));
    const { changed } = take("Map `E08` to `DEMO-2.2` too, if it fits");
    expect(changed).toEqual({
      "evidence/e08.md": `---\nevidence: E08\n${wanted}\n---\n`,
    });
  });

  it("writes into the item of a log that has the code", () => {
    const log = `${start}
-- log.md --
---
evidence:
  - id: E20
    standards: OTHER-1
  - id: E21
    standards:
      - OTH$0ER-2
  - id: E22
    title: Third
---`;
    const { changed } = actionsAt(log).take(
      "Map `E21` to `DEMO-2.2` too, if it fits",
    );
    expect(changed["log.md"]).toContain(
      "      - OTHER-2\n      - DEMO-2.2\n  - id: E22",
    );
  });

  it.each([
    ["an alias", "x: &s\n  - OTHER-2\nstandards: *s$0"],
    [
      "a list that is repeated elsewhere",
      "standards: &s\n  - OTH$0ER-2\nx: *s",
    ],
    ["a text of several lines", "standards: >-\n  OTH$0ER-2"],
  ])("leaves %s alone", (_, header) => {
    expect(offered(header)).toEqual([]);
  });
});
