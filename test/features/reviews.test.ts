// How decisions show: beside coverage, in the words of section 2 of the format.

import type { TreeNode } from "../../server/src/model/portfolioNode.ts";
import { describe, expect, it } from "vitest";
import { coverageText } from "../../server/src/cli/textReport.ts";
import {
  coverageChildren,
  coverageRoots,
} from "../../server/src/features/coverageTree.ts";
import { coverageDocument } from "../../server/src/features/coverageDocument.ts";
import { openDocument } from "../../server/src/features/document.ts";
import { hover } from "../../server/src/features/hover.ts";
import { readFiles } from "../support/fixture.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

// Two of four criteria have a decision: 1.1 met, 1.2 a question. The unit asks
// for the three kinds of evidence that E01 is of.
const report = "## H/601/5314.1.1 Plan\n\nText.\n\n## H/601/5314.1.2 Explain\n";
const fixture = `-- portfolio.md --
---
portfolio: qualification
standards:
  - H/601/5314.1
---
-- evidence/e01.md --
---
evidence: E01
kind: [observation, work-product, questioning]
standards: H/601/5314.1.1-1.4
---
-- report.md --
${report}-- reviews/r01.md --
---
review: R01
reviewer: Daniel Okafor
role: assessor
date: 2026-06-01
decisions:
  - standards: H/601/5314.1.1
    decision: met
  - standards: H/601/5314.1.2
    decision: query
---
`;

const snapshot = snapshotOf(readFiles(fixture));

function hoverAt(line: number): string {
  const document = openDocument("report.md", report);
  return (
    hover(snapshot, document, { line, character: 5 })?.markdown ?? "nothing"
  );
}

function nodes(): readonly TreeNode[] {
  const below = (node: TreeNode): readonly TreeNode[] => [
    node,
    ...(node.hasChildren
      ? coverageChildren(snapshot, node.id, false).flatMap(below)
      : []),
  ];
  return coverageRoots(snapshot, false).flatMap(below);
}

const descriptionOf = (label: string): string =>
  nodes().find((node) => node.label === label)?.description ?? "nothing";

describe("a decision", () => {
  it("shows on hover", () => {
    expect(hoverAt(0)).toContain(
      "*Decision:* met by Daniel Okafor on 2026-06-01 (R01); signed off; untracked",
    );
    expect(hoverAt(4)).toContain(
      "*Decision:* query by Daniel Okafor on 2026-06-01 (R01); untracked",
    );
  });

  it("shows in the tree beside coverage, and in the count of the portfolio", () => {
    expect(nodes()[0]?.description).toBe("4 of 4 covered · 1 of 4 signed off");
    expect(descriptionOf("H/601/5314.1.1")).toMatch(
      /^covered · 1 piece · signed off · /,
    );
    expect(descriptionOf("H/601/5314.1.2")).toMatch(
      /^covered · 1 piece · decided: query · /,
    );
    expect(descriptionOf("H/601/5314.1.3")).not.toMatch(/decided|signed/);
  });

  it("shows in the coverage document and in its text", () => {
    const document = coverageDocument(
      [...snapshot.index.portfolios.values()],
      snapshot,
      "/r",
    );
    const [portfolio] = document.portfolios;
    expect(portfolio?.signedOff).toBe(1);
    const decided = portfolio?.standards.map(
      ({ code, decision, signedOff }) => [
        code,
        decision?.decision ?? null,
        signedOff,
      ],
    );
    expect(decided).toContainEqual(["H/601/5314.1.1", "met", true]);
    expect(decided).toContainEqual(["H/601/5314.1.2", "query", false]);
    expect(decided).toContainEqual(["H/601/5314.1.3", null, false]);
    expect(
      portfolio?.standards.find(({ code }) => code === "H/601/5314.1.2")
        ?.decision,
    ).toEqual({
      decision: "query",
      judgement: null,
      reviewer: "Daniel Okafor",
      review: "R01",
      on: "2026-06-01",
      tracked: false,
      changed: [],
      disagreement: null,
    });
    const text = coverageText(document);
    expect(text).toContain("  1 of 4 signed off\n");
    expect(text).toContain("(covered; signed off): E01");
    expect(text).toContain("(covered; decided: query): E01");
  });
});

describe("without a review", () => {
  it("nothing is said of signing off", () => {
    const files = readFiles(fixture).filter(
      ({ path }) => !path.startsWith("reviews/"),
    );
    const [root] = coverageRoots(snapshotOf(files), false);
    expect(root?.description).toBe("4 of 4 covered");
  });
});

it("credits signed off are those of units whose criteria all are", () => {
  const codes =
    "D/601/5313.1.1-1.4, 2.1, 3.1-3.5, 4.1-4.4, 5.1-5.2, 6.1-6.3, 7.1-7.2, 8.1-8.4";
  const documentOf = (decided: string) => {
    const own = snapshotOf(
      readFiles(`-- portfolio.md --
---
portfolio: qualification
standards:
  - AVA-L3-CERT
---
-- e01.md --
---
evidence: E01
standards: ${codes}
---
-- r01.md --
---
review: R01
role: assessor
decisions:
  - standards: ${decided}
    decision: met
---
`),
    );
    const [portfolio] = coverageDocument(
      [...own.index.portfolios.values()],
      own,
      "/r",
    ).portfolios;
    return portfolio?.qualifications[0];
  };
  // D/601/5313 has 3 credits and 25 criteria.
  expect(documentOf(codes)).toMatchObject({
    creditsCovered: 3,
    creditsSignedOff: 3,
  });
  expect(documentOf(codes.replace(", 8.1-8.4", ""))).toMatchObject({
    creditsCovered: 3,
    creditsSignedOff: 0,
  });
});
