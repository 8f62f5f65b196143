// Two editions of one framework side by side: which one a code means, and what
// took the place of a code across them.

import { describe, expect, it } from "vitest";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { withdrawalOf } from "../../server/src/model/withdrawal.ts";
import { markdown } from "../support/portfolioOf.ts";
import { snapshotOf, loudRunner } from "../support/snapshotOf.ts";

function portfolioWith(
  target: string,
  standards: string,
  packs: readonly (readonly [path: string, text: string])[] = [],
): Portfolio {
  const files = [
    ["portfolio.md", markdown(`portfolio: general\nstandards:\n${target}`)],
    ["e01.md", markdown(`evidence: E01\nstandards:\n${standards}`)],
    ...packs,
  ] as const;
  const snapshot = snapshotOf(files.map(([path, text]) => ({ path, text })));
  const portfolio = snapshot.index.portfolios.get("");
  if (portfolio === undefined) throw new Error("There is no portfolio");
  return portfolio;
}

const mapped = (portfolio: Portfolio): readonly string[] =>
  [...portfolio.mapped.entries()].flatMap(([key, by]) =>
    [...by.values()].some((ids) => ids.length > 0) ? [key] : [],
  );

const frameworks = ({ target }: Portfolio): readonly string[] => [
  ...new Set(target.standards.map(({ framework }) => framework)),
];

describe("the Common Core of 2005 and of 2010", () => {
  it("unpinned means the current edition", () => {
    const portfolio = portfolioWith("  - CC", "  - CC-1.S1");
    expect(frameworks(portfolio)).toEqual(["CC@2010"]);
    expect(mapped(portfolio)).toEqual(["CC@2010 CC-1.S1"]);
  });

  it("a pin in the target decides what evidence means without one", () => {
    const portfolio = portfolioWith("  - CC@2005", "  - CC-1");
    expect(frameworks(portfolio)).toEqual(["CC@2005"]);
    expect(mapped(portfolio)).toEqual(["CC@2005 CC-1"]);
    const key = portfolio.target.standards[0]?.key;
    expect(key && portfolio.coverage.standards.get(key)?.state).toBe("covered");
  });

  it("what only the other edition has is found there, and counts for nothing", () => {
    const portfolio = portfolioWith("  - CC@2005", "  - CC-1.S1");
    expect(mapped(portfolio)).toEqual(["CC@2010 CC-1.S1"]);
    expect(portfolio.coverage.counts.covered).toBe(0);
  });

  it("both may be asked for; the key says which one evidence serves", () => {
    const portfolio = portfolioWith(
      "  - CC@2005\n  - CC@2010",
      "  CC@2005:\n    - CC-1\n  CC@2010:\n    - CC-2.S1",
    );
    expect([...frameworks(portfolio)].sort()).toEqual(["CC@2005", "CC@2010"]);
    expect([...mapped(portfolio)].sort()).toEqual([
      "CC@2005 CC-1",
      "CC@2010 CC-2.S1",
    ]);
  });
});

describe("a standard that the next edition replaced", () => {
  const pack = (edition: string, current: boolean, items: string): string =>
    `id: N\nedition: ${edition}\ncurrent: ${String(current)}\ntitle: N\nowner: Us\nlicence: Ours\ntiers:\n  - id: t\n    title: T\n    assessable: true\nitems:\n${items}`;
  const packs = [
    [
      ".evidence/frameworks/n1.yaml",
      pack(
        "one",
        false,
        "  - code: N-1\n    title: Old\n    withdrawn: 2020-01-01\n    replacedBy: N-7\n  - code: N-2\n    title: Kept\n",
      ),
    ],
    [
      ".evidence/frameworks/n2.yaml",
      pack(
        "two",
        true,
        "  - code: N-7\n    title: New\n  - code: N-2\n    title: Kept\n",
      ),
    ],
  ] as const;

  it("is followed into that edition", () => {
    const { catalogue } = portfolioWith("  - N@one", "  - N-1", packs);
    const old = catalogue.frameworks
      .find(({ key }) => key === "N@one")
      ?.standards.find(({ code }) => code === "N-1");
    expect(old && withdrawalOf(catalogue, old)?.replacement?.key).toBe(
      "N@two N-7",
    );
  });

  it("is named in the finding, with what stands in its place", () => {
    const files = [
      ["portfolio.md", markdown("portfolio: general\nstandards: N@one")],
      ["e01.md", markdown("evidence: E01\nstandards: N-1, N-2")],
      ...packs,
    ] as const;
    const findings = loudRunner().findingsIn(
      snapshotOf(files.map(([path, text]) => ({ path, text }))),
      "e01.md",
    );
    const [found, ...more] = findings.filter(
      ({ code }) => code === "withdrawn-standard",
    );
    expect(more).toEqual([]);
    expect(found?.message).toContain("there is `N-7` (New)");
    expect(found?.fixes.map(({ title }) => title)).toEqual(["Write `N-7`"]);
  });
});
