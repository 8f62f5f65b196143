// What every door shows of a qualification: the shortest way, pathways, units
// credited from elsewhere, waivers. Set aside or credited is always said
// beside progress.

import type { TreeNode } from "../../server/src/model/portfolioNode.ts";
import { describe, expect, it } from "vitest";
import { coverageText } from "../../server/src/cli/textReport.ts";
import { coverageDocument } from "../../server/src/features/coverageDocument.ts";
import {
  coverageChildren,
  coverageRoots,
} from "../../server/src/features/coverageTree.ts";
import { definition } from "../../server/src/features/definition.ts";
import { hover } from "../../server/src/features/hover.ts";
import { checkCompletion } from "../support/checkCompletion.ts";
import { readFiles } from "../support/fixture.ts";
import { openFixture } from "../support/openFixture.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

const pack = `-- .evidence/frameworks/own.yaml --
id: OWN
edition: first
title: Own units
owner: Us
licence: Ours
tiers:
  - {id: unit, title: Unit}
  - {id: criterion, title: Criterion, assessable: true}
requirements:
  id: two
  pieces: 2
items:
  - code: OWN-1
    title: Welcome
    credit: 3
    items:
      - {code: 1, title: Greet}
      - {code: 2, title: Listen}
  - code: OWN-2
    title: Writing
    credit: 10
    items:
      - {code: 1, title: Write}
  - code: OWN-3
    title: Visiting
    credit: 12
    items:
      - {code: 1, title: Visit}
qualifications:
  - code: OWN-CERT
    title: Own certificate
    credits: 13
    groups:
      - {id: core, title: Core, of: [OWN-1], all: true}
    barred:
      - [OWN-2, OWN-3]
    pathways:
      - id: desk
        title: Work at a desk
        groups:
          - {id: desk, of: [OWN-2], all: true}
      - id: road
        title: Work on the road
        credits: 15
        groups:
          - id: road
            of: [OWN-3, OWN-2]
            least: {units: 1}
            most: {units: 1}
`;

const header = (more: string): string => `-- portfolio.md --
---
portfolio: qualification
title: Mine
standards:
  - OWN-CERT
${more}---
${pack}`;

const credited = header(`pathway: desk
credited:
  - standards: OWN-1
    evidence: e09
    on: 2026-02-01
waivers:
  - requirement: two
    standards: OWN-2
    reason: One letter is enough
    until: 2027-03-31
`);

function hoverText(fixture: string): string {
  const { snapshot, document, position } = openFixture(fixture);
  return hover(snapshot, document, position)?.markdown ?? "nothing";
}

function treeOf(fixture: string): readonly TreeNode[] {
  const snapshot = snapshotOf(readFiles(fixture));
  const below = (node: TreeNode): readonly TreeNode[] => [
    node,
    ...(node.hasChildren
      ? coverageChildren(snapshot, node.id, false).flatMap(below)
      : []),
  ];
  return coverageRoots(snapshot, false).flatMap(below);
}

function textOf(fixture: string): string {
  const snapshot = snapshotOf(readFiles(fixture));
  return coverageText(
    coverageDocument([...snapshot.index.portfolios.values()], snapshot, "/r"),
  );
}

describe("hover", () => {
  it("tells of pathways, and what to do while none is chosen", () => {
    const text = hoverText(
      header("").replace("  - OWN-CERT", "  - OWN-C$0ERT"),
    );
    expect(text).toMatchInlineSnapshot(`
      "**OWN-CERT** Own certificate

      13 credits

      - Core (all): OWN-1
      - Only one of: OWN-2, OWN-3

      *Coverage:* 0 of 13 credits covered
      - no pathway is chosen: write \`desk\` or \`road\` under \`pathway:\`

      *Pathways:*
      - \`desk\` Work at a desk
      - \`road\` Work on the road"
    `);
  });

  it("tells of the shortest way on the pathway that is chosen", () => {
    const text = hoverText(
      header("pathway: road\n").replace("  - OWN-CERT", "  - OWN-C$0ERT"),
    );
    expect(text).toContain("- pathway: Work on the road");
    expect(text).toContain("- road: needs 1 more unit");
    expect(text).toContain(
      "- shortest way: add `OWN-3` (1 criterion still to cover, 12 credits)",
    );
  });

  it("tells of a pathway where it is named", () => {
    expect(hoverText(header("pathway: Ro$0ad\n"))).toMatchInlineSnapshot(`
      "**road** Work on the road

      Pathway of OWN-CERT Own certificate

      15 credits

      - Core (all): OWN-1
      - road (at least 1 unit, at most 1 unit counts): OWN-3, OWN-2"
    `);
  });

  it("tells what is credited and what is waived", () => {
    const unit = hoverText(
      credited.replace("standards: OWN-1\n", "standards: OWN-1$0\n"),
    );
    expect(unit).toContain("**covered** (2 credited)");
    expect(unit).toContain(
      "- credited from elsewhere, shown by e09, agreed on 2026-02-01",
    );
    const criterion = hoverText(
      `${credited}-- r.md --\n## OWN-2.$01 Letter\n\nText.\n`,
    );
    expect(criterion).toContain(
      "- waived: two: One letter is enough, until 2027-03-31",
    );
    expect(criterion).not.toContain("2 pieces");
  });

  it("tells of the piece that shows a credit", () => {
    const text = hoverText(
      `${credited.replace("evidence: e09", "evidence: e0$09")}-- e.md --\n---\nevidence: E09\ntitle: Certificate\n---\n`,
    );
    expect(text).toContain("**E09** Certificate");
    expect(text).toContain("- shows the credit of: OWN-1");
  });
});

it("definition leads from a pathway to its line in the pack", () => {
  const { snapshot, document, position } = openFixture(
    header("pathway: road$0\n"),
  );
  const [place] = definition(snapshot, document, position);
  expect(place).toMatchObject({
    kind: "pack",
    file: ".evidence/frameworks/own.yaml",
    range: { startLine: 41 },
  });
});

describe("completion", () => {
  it("offers the pathways of the portfolio's qualifications", () => {
    const { lineWith } = checkCompletion(header("pathway: $0\n"), [
      "desk",
      "road",
    ]);
    expect(lineWith("road")).toBe("pathway: road");
    checkCompletion(header("pathway:\n  - r$0\n"), ["road"]);
  });

  it("offers the optional units of the pathway that is chosen", () => {
    checkCompletion(header("pathway: road\nunits:\n  - $0\n"), [
      "OWN-3",
      "OWN-2",
    ]);
  });

  it("offers pieces as evidence of a credit", () => {
    checkCompletion(
      `${header("credited:\n  - standards: OWN-1\n    evidence: $0\n")}-- e.md --\n---\nevidence: E09\n---\n`,
      ["E09"],
    );
  });
});

describe("the coverage tree", () => {
  it("begins with what is to be chosen", () => {
    const [, open] = treeOf(header(""));
    expect(open).toMatchObject({
      kind: "rule",
      label: "Choose a pathway of OWN-CERT",
      description: "desk, road",
      place: { path: "portfolio.md" },
    });
    const [root, way] = treeOf(header("pathway: road\n"));
    expect(root?.tooltip).toContain("0 of 15 credits covered");
    expect(way).toMatchObject({
      label: "Shortest way to OWN-CERT",
      description: "add OWN-3 (1 criterion still to cover, 12 credits)",
    });
  });

  it("says that no way is left", () => {
    const [, way] = treeOf(header("pathway: road\nunits: [OWN-2]\n"));
    expect(way?.label).toBe("No way to OWN-CERT");
    expect(way?.description).toContain("give one of the chosen units up");
  });

  it("has credit and waivers beside progress", () => {
    const nodes = treeOf(credited);
    const lines = nodes.map(
      ({ label, description, state }) =>
        `${label} | ${description} | ${state ?? ""}`,
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "Mine | 0 of 1 covered; 2 credited; 1 waiver | partly-covered",
        "OWN-1 | 2 credited · Welcome | covered",
        "OWN-1.1 | covered by credit · Greet | covered",
        "OWN-1.2 | covered by credit · Listen | covered",
        "OWN-2 | 0 of 1 covered; 1 waiver · Writing | uncovered",
        "OWN-2.1 | uncovered · 1 waiver · Write | uncovered",
        "no evidence yet |  | ",
      ]
    `);
    expect(nodes[1]?.tooltip).toContain("credited from elsewhere");
  });

  it("is covered when all is credited, and not while a unit is missing", () => {
    const all = header(
      "pathway: desk\ncredited:\n  standards: [OWN-1, OWN-2]\n",
    );
    expect(treeOf(all)[0]?.state).toBe("covered");
    const open = header("pathway: road\ncredited:\n  standards: OWN-1\n");
    expect(treeOf(open)[0]?.state).toBe("partly-covered");
  });
});

describe("the command line", () => {
  it("prints credit, waivers and the pathway", () => {
    expect(textOf(credited)).toMatchInlineSnapshot(`
      "Mine (portfolio.md)
        Target: OWN-CERT; judged at 2026-11-23
        0 of 1 covered; 2 credited; 1 waiver
        Own certificate: 3 of 13 credits covered, 3 of them credited from elsewhere
          Pathway: Work at a desk
        [x] OWN-1 Welcome (covered, credited from elsewhere, shown by e09, agreed on 2026-02-01)
          [x] OWN-1.1 Greet (covered, credited from elsewhere, shown by e09, agreed on 2026-02-01)
          [x] OWN-1.2 Listen (covered, credited from elsewhere, shown by e09, agreed on 2026-02-01)
        [ ] OWN-2 Writing (uncovered)
          [ ] OWN-2.1 Write (uncovered)
                waived: two: One letter is enough, until 2027-03-31
                no evidence yet
      "
    `);
  });

  it("prints the shortest way", () => {
    expect(textOf(header("pathway: road\n"))).toContain(
      "    Shortest way: add OWN-3 (1 criterion still to cover, 12 credits)\n",
    );
    expect(textOf(header(""))).toContain(
      "    No pathway is chosen; there is desk and road\n",
    );
  });
});

it("the JSON has codes, and what credit and waivers say", () => {
  const snapshot = snapshotOf(readFiles(credited));
  const [portfolio] = coverageDocument(
    [...snapshot.index.portfolios.values()],
    snapshot,
    "/r",
  ).portfolios;
  const standard = (code: string) =>
    portfolio?.standards.find((one) => one.code === code);
  expect(standard("OWN-1.1")).toMatchObject({
    state: "covered",
    credited: true,
    credit: { evidence: "e09", on: "2026-02-01" },
  });
  expect(standard("OWN-2.1")).toMatchObject({
    waived: [
      {
        requirement: "two",
        reason: "One letter is enough",
        until: "2027-03-31",
      },
    ],
  });
  expect(standard("OWN-2.1")).not.toHaveProperty("credited");
  expect(portfolio?.qualifications[0]).toMatchObject({
    creditsNeeded: 13,
    creditsCovered: 3,
    creditsCredited: 3,
    creditsSignedOff: 0,
    pathway: { id: "desk", title: "Work at a desk" },
    shortestWay: { add: [], criteria: 0, credits: 0, criteriaInAll: 1 },
  });
});
