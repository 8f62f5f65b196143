// The samples against what was reckoned by hand from the format's rules: the
// state and evidence of every standard, and every finding, one to one. The
// expected files were not made from the engine's answers and must never be.

import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { rules } from "../../server/src/rules/registry.ts";
import {
  findingsOf,
  parentsOf,
  readExpected,
  readPortfolios,
  shownExpectation,
  shownFinding,
  standardsOf,
  type ExpectedFinding,
  type ExpectedStandard,
} from "../support/readOracle.ts";
import { shipped } from "../support/snapshotOf.ts";

interface Expected {
  readonly standards: Readonly<Record<string, ExpectedStandard>>;
  readonly parents: Readonly<Record<string, { readonly state: string }>>;
  readonly findings: readonly ExpectedFinding[];
}

const samples = path.resolve(import.meta.dirname, "../../samples");

function expectedOf(name: string): Expected {
  return readExpected(
    path.join(import.meta.dirname, `${name}.expected.yaml`),
  ) as Expected;
}

async function readSample(name: string): Promise<Snapshot> {
  return readPortfolios(path.join(samples, name));
}

function withoutLine(shown: string): string {
  return shown.replace(/:\d+ /, " ");
}

function onlyPortfolio(snapshot: Snapshot): Portfolio {
  const [portfolio, ...more] = snapshot.index.portfolios.values();
  if (portfolio === undefined || more.length > 0) {
    throw new Error("The sample is one portfolio");
  }
  return portfolio;
}

describe.each(["self-assessment", "diploma"])("%s", (name) => {
  const expected = expectedOf(name);
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readSample(name);
  });

  it("has the states and the evidence that were reckoned by hand", () => {
    const portfolio = onlyPortfolio(snapshot);
    expect(standardsOf(portfolio)).toEqual(expected.standards);
    expect(parentsOf(portfolio)).toEqual(expected.parents);
  });

  it("counts what its standards say", () => {
    const { counts } = onlyPortfolio(snapshot).coverage;
    const states = Object.values(expected.standards).map(({ state }) => state);
    const count = (wanted: string): number =>
      states.filter((state) => state === wanted).length;
    expect(counts).toEqual({
      assessable: states.length - count("not-applicable"),
      covered: count("covered"),
      partlyCovered: count("partly-covered"),
      uncovered: count("uncovered"),
      notApplicable: count("not-applicable"),
      // Neither sample has credit from elsewhere or a waiver.
      credited: 0,
      waivers: 0,
    });
  });

  it("has exactly the findings that were reckoned by hand", () => {
    const found = findingsOf(snapshot).map((finding) =>
      withoutLine(shownFinding(path.join(samples, name), finding)),
    );
    const wanted = expected.findings.map(
      ({ file, code, at }) => `${file} ${code} ${at}`,
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("is unfinished, not wrong", () => {
    const errors = findingsOf(snapshot).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(({ message }) => message)).toEqual([]);
  });
});

describe("broken", () => {
  const expected = expectedOf("broken");
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readSample("broken");
  });

  it("has exactly the findings that were reckoned by hand", () => {
    const found = findingsOf(snapshot).map((finding) =>
      shownFinding(path.join(samples, "broken"), finding),
    );
    const wanted = expected.findings.map(shownExpectation);
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("lets every rule speak", () => {
    const spoken = new Set(expected.findings.map(({ code }) => code));
    expect([...spoken].sort()).toEqual(rules.map(({ code }) => code).sort());
  });
});

it("ships no pack with a fault", () => {
  const folder = path.resolve(samples, "../frameworks");
  for (const { file } of shipped.frameworks) {
    const text = readFileSync(path.join(folder, path.basename(file)), "utf8");
    const pack = readFrameworkPack({ file, text, isShipped: true });
    expect(pack.problems, file).toEqual([]);
  }
});
