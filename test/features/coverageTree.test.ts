// The coverage tree: portfolio, component, standard, evidence; what its nodes
// say, where a click leads, and that their ids outlive edits.

import { describe, expect, it } from "vitest";
import {
  coverageChildren,
  coverageRoots,
} from "../../server/src/features/coverageTree.ts";
import type { TreeNode } from "../../server/src/model/portfolioNode.ts";
import {
  keptSummary,
  summaryOf,
} from "../../server/src/model/portfolioSummary.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

const fixture = `-- portfolio.md --
---
portfolio: general
title: Northgate
standards:
  - DEMO
requirements:
  - within: P12M
assessmentDate: 2026-06-30
notApplicable:
  - standards: DEMO-2.2
    reason: No employers
---
-- evidence/e01.md --
---
evidence: E01
title: Policy
kind: policy
date: 2026-04-02
standards:
  - DEMO-1.1
  - DEMO-1.2
---
-- evidence/e02.md --
---
evidence: E02
kind: minutes
date: 2020-01-01
standards:
  - DEMO-1.1
---
-- report.md --
## DEMO-1.3 Leadership

Prose.
`;

function snapshot(text = fixture): Snapshot {
  return snapshotOf([...readFiles(text), demoPack]);
}

function nodesOf(of: Snapshot, gapsOnly = false): readonly TreeNode[] {
  const below = (node: TreeNode): readonly TreeNode[] => [
    node,
    ...(node.hasChildren
      ? coverageChildren(of, node.id, gapsOnly).flatMap(below)
      : []),
  ];
  return coverageRoots(of, gapsOnly).flatMap(below);
}

/** The tree as text: indentation, label, what stands beside it. */
function treeText(of: Snapshot, gapsOnly = false): string {
  const lines: string[] = [];
  const add = (node: TreeNode, depth: number): void => {
    const state = node.state === undefined ? "" : ` (${node.state})`;
    lines.push(
      `${"  ".repeat(depth)}${node.label} | ${node.description}${state}`,
    );
    const children = coverageChildren(of, node.id, gapsOnly);
    expect(node.hasChildren || children.length === 0).toBe(true);
    for (const child of children) add(child, depth + 1);
  };
  for (const root of coverageRoots(of, gapsOnly)) add(root, 0);
  return lines.join("\n");
}

function nodeCalled(label: string, of = snapshot()): TreeNode {
  const found = nodesOf(of).find((node) => node.label.startsWith(label));
  if (found === undefined) throw new Error(`There is no node ${label}`);
  return found;
}

function placeOf(label: string): string | undefined {
  const { place } = nodeCalled(label);
  return (
    place &&
    `${place.path}:${place.range.startLine + 1}:${place.range.startCharacter + 1}`
  );
}

it("shows all levels with states, counts and reasons", () => {
  expect(treeText(snapshot())).toMatchInlineSnapshot(`
    "Northgate | 1 of 4 covered; 1 set aside (partly-covered)
      DEMO-1 | 1 of 3 covered · Commitment (partly-covered)
        DEMO-1.1 | covered · 2 pieces · Vision (covered)
          E01 Policy | policy · 2026-04-02
          E02 | minutes · 2020-01-01 · does not count
        DEMO-1.2 | partly covered · 1 piece · Indicators (partly-covered)
          1 of 2 kinds of evidence: has policy; needs 1 more | 
          E01 Policy | policy · 2026-04-02
        DEMO-1.3 | uncovered · Leadership (uncovered)
          no evidence yet | 
      DEMO-2 | 0 of 1 covered; 1 set aside · Partners (uncovered)
        DEMO-2.1 | uncovered · Working with partners (uncovered)
          no evidence yet | 
        DEMO-2.2 | not applicable · Employers · number not confirmed (not-applicable)"
  `);
});

it("shows gaps only", () => {
  expect(treeText(snapshot(), true)).toMatchInlineSnapshot(`
    "Northgate | 1 of 4 covered; 1 set aside (partly-covered)
      DEMO-1 | 1 of 3 covered · Commitment (partly-covered)
        DEMO-1.2 | partly covered · 1 piece · Indicators (partly-covered)
          1 of 2 kinds of evidence: has policy; needs 1 more | 
          E01 Policy | policy · 2026-04-02
        DEMO-1.3 | uncovered · Leadership (uncovered)
          no evidence yet | 
      DEMO-2 | 0 of 1 covered; 1 set aside · Partners (uncovered)
        DEMO-2.1 | uncovered · Working with partners (uncovered)
          no evidence yet | "
  `);
});

it("shows no portfolio without gaps among the gaps", () => {
  const covered = snapshot(fixture.replace("  - DEMO\n", "  - DEMO-1.1\n"));
  expect(coverageRoots(covered, true)).toEqual([]);
  expect(coverageRoots(covered, false).map(({ state }) => state)).toEqual([
    "covered",
  ]);
});

it("shows units, outcomes and credits of a qualification", () => {
  const of = snapshot(`-- portfolio.md --
---
portfolio: qualification
candidate: A. Candidate
standards:
  - AVA-L3-UPPA
---
-- e01.md --
---
evidence: E01
standards:
  - D/601/5313.2.1
---
`);
  const [root] = coverageRoots(of, false);
  expect(root).toMatchObject({
    label: "A. Candidate",
    state: "partly-covered",
  });
  expect(root?.tooltip).toContain("0 of 3 credits covered");
  const units = coverageChildren(of, root?.id ?? "", false);
  expect(units.map(({ label }) => label)).toEqual(["D/601/5313"]);
  const outcomes = coverageChildren(of, units[0]?.id ?? "", false).filter(
    ({ kind }) => kind === "parent",
  );
  expect(outcomes[1]).toMatchObject({
    label: "D/601/5313.2",
    description: "1 of 1 covered · Methods",
    state: "covered",
  });
});

describe("a click", () => {
  it.each([
    ["Northgate", "portfolio.md:1:1"],
    // Its section in the report.
    ["DEMO-1.3", "report.md:1:4"],
    // Its first mapping.
    ["DEMO-1.2", "evidence/e01.md:8:5"],
    // The target's entry.
    ["DEMO-2.1", "portfolio.md:5:5"],
    // The mapping of that piece.
    ["E02", "evidence/e02.md:6:5"],
  ])("on %s leads to %s", (label, place) => {
    expect(placeOf(label)).toBe(place);
  });
});

it("tells a screen reader what the eye sees", () => {
  expect(nodeCalled("DEMO-1.1").spoken).toBe("DEMO-1.1 Vision, covered");
  const { spoken } = nodeCalled("DEMO-1");
  expect(spoken).toContain("DEMO-1 Commitment, partly covered, 1 of 3 covered");
  expect(nodeCalled("E02").spoken).toContain("does not count");
  expect(nodeCalled("E02").tooltip).toMatch(/Does not count: it .*12 months/);
  expect(nodeCalled("DEMO-2.2").tooltip).toContain("No employers");
});

describe("ids", () => {
  it("are unique", () => {
    const ids = nodesOf(snapshot()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("stay the same under edits", () => {
    const before = nodesOf(snapshot()).map(({ id }) => id);
    const edited = snapshot(
      fixture
        .replace("title: Northgate", "# A line more\ntitle: Southgate")
        .replace("title: Policy", "title: Another policy")
        .replace("Prose.", "Prose and more of it.\n\nAnd more."),
    );
    expect(nodesOf(edited).map(({ id }) => id)).toEqual(before);
  });

  it("of things that are gone have no children", () => {
    expect(coverageChildren(snapshot(), "nowhere", false)).toEqual([]);
    expect(coverageChildren(snapshot(), "\nDEMO@first DEMO-9", false)).toEqual(
      [],
    );
    const leaf = nodeCalled("E02");
    expect(coverageChildren(snapshot(), leaf.id, false)).toEqual([]);
  });
});

it("has a root for each portfolio, by folder", () => {
  const of = snapshot(`-- b/portfolio.md --
---
portfolio: general
title: Second
standards: DEMO-2
---
-- a/portfolio.md --
---
portfolio: general
standards: DEMO-1
---
`);
  expect(coverageRoots(of, false).map(({ label }) => label)).toEqual([
    "a",
    "Second",
  ]);
});

it("is empty without a portfolio", () => {
  expect(coverageRoots(snapshot("-- notes.md --\nText.\n"), false)).toEqual([]);
});

it("keeps nothing of a portfolio that is at hand, to say how far it is", () => {
  const of = snapshot();
  const [cell] = of.index.portfolios.cells();
  if (cell === undefined) throw new Error("There is no portfolio.");
  expect(cell.portfolio.path).toBe("portfolio.md");
  const roots = coverageRoots(of, false);
  expect(keptSummary(cell)).toBeUndefined();
  expect(roots).toEqual([summaryOf(of, cell).node]);
});
