// Whole portfolios against what an assessor or a quality team would have found
// in them: one to which nothing is to be said, one that is half done, and one
// that is odd wherever the format allows it. All expectations were reckoned by
// hand, each with its reason; none was made from the engine's answers.

import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { reviewsOf } from "../../server/src/model/reviews.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
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

interface ExpectedPortfolio {
  /** In texts, as the file is read. */
  readonly counts: Readonly<Record<string, string>>;
  readonly signedOff: string;
  readonly credits?: { readonly covered: string; readonly signedOff: string };
  readonly shortestWay?: readonly string[];
  /** Those of interest. */
  readonly standards: Readonly<Record<string, ExpectedStandard>>;
  readonly parents?: Readonly<Record<string, { readonly state: string }>>;
}

interface ExpectedOracle {
  readonly findings: readonly ExpectedFinding[];
  readonly portfolios: Readonly<Record<string, ExpectedPortfolio>>;
}

describe.each(["complete", "half-done", "nasty"])("%s", (name) => {
  const folder = path.join(import.meta.dirname, name);
  const expected = readExpected(`${folder}.expected.yaml`) as ExpectedOracle;
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readPortfolios(folder);
  });

  function portfolioAt(file: string): Portfolio {
    for (const portfolio of snapshot.index.portfolios.values()) {
      if (portfolio.path === file) return portfolio;
    }
    throw new Error(`There is no portfolio ${file}`);
  }

  it("has exactly the findings that were reckoned by hand", () => {
    const found = findingsOf(snapshot).map((finding) =>
      shownFinding(folder, finding),
    );
    expect(found.sort()).toEqual(
      expected.findings.map(shownExpectation).sort(),
    );
  });

  it("says what the reader needs to know", () => {
    const found = findingsOf(snapshot).map(
      (finding) => `${shownFinding(folder, finding)}: ${finding.message}`,
    );
    for (const expectation of expected.findings) {
      const { says } = expectation;
      if (says === undefined) continue;
      const place = `${shownExpectation(expectation)}: `;
      const messages = found.filter((text) => text.startsWith(place));
      expect(
        messages.some((text) => text.includes(says)),
        `${messages.join("\n")}\ndoes not say: ${says}`,
      ).toBe(true);
    }
  });

  it("holds exactly these portfolios", () => {
    const paths = [...snapshot.index.portfolios.values()].map(
      (portfolio) => portfolio.path,
    );
    expect(paths.sort()).toEqual(Object.keys(expected.portfolios).sort());
  });

  it.each(Object.entries(expected.portfolios))(
    "judges %s as it was reckoned by hand",
    (file, wanted) => {
      const portfolio = portfolioAt(file);
      const { counts } = portfolio.coverage;
      expect(counts).toMatchObject(
        Object.fromEntries(
          Object.entries(wanted.counts).map(([key, text]) => [
            key,
            Number(text),
          ]),
        ),
      );
      expect(standardsOf(portfolio)).toMatchObject(wanted.standards);
      expect(parentsOf(portfolio)).toMatchObject(wanted.parents ?? {});
      const reviews = reviewsOf(portfolio, snapshot.fingerprinting);
      expect(reviews.signedOffCount).toBe(Number(wanted.signedOff));
      const [qualification] = portfolio.coverage.qualifications;
      if (wanted.credits !== undefined) {
        const units = portfolio.target.standards.filter(({ key }) =>
          reviews.signedOff.has(key),
        );
        expect({
          covered: qualification?.creditsCovered,
          signedOff: units.reduce((sum, { credit }) => sum + (credit ?? 0), 0),
        }).toEqual({
          covered: Number(wanted.credits.covered),
          signedOff: Number(wanted.credits.signedOff),
        });
      }
      if (wanted.shortestWay !== undefined) {
        expect(
          qualification?.shortestWay?.add.map(
            (key) => portfolio.catalogue.standardByKey.get(key)?.code,
          ),
        ).toEqual(wanted.shortestWay);
      }
    },
  );
});
