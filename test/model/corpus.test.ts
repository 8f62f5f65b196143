// The portfolios that are measured with: the same every time, made up as they
// say they are, and without mistakes in their headers.

import { describe, expect, it } from "vitest";
import {
  generateCorpus,
  planPortfolios,
  type CorpusDocument,
} from "../../scripts/bench/corpus.ts";
import { generatePack } from "../../scripts/bench/pack.ts";
import { Random } from "../../scripts/bench/random.ts";
import { largestFile } from "../../server/src/model/facts.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";

const corpus = [...generateCorpus(1000, 7)];

function share(isCounted: (document: CorpusDocument) => boolean): number {
  return corpus.filter(isCounted).length / corpus.length;
}

describe("the generated corpus", () => {
  it("is the same for the same seed, and another for another", () => {
    expect([...generateCorpus(1000, 7)]).toEqual(corpus);
    expect([...generateCorpus(1000, 8)]).not.toEqual(corpus);
  });

  it.each([10, 39, 40, 100, 161, 200])("has the size asked for: %i", (size) => {
    expect([...generateCorpus(size)]).toHaveLength(size);
  });

  it("has no two documents at one path", () => {
    expect(new Set(corpus.map(({ path }) => path)).size).toBe(corpus.length);
  });

  it("is a large portfolio and a hundred of 40 to 160 at 10,000", () => {
    const [largest, ...others] = planPortfolios(10_000, new Random(3));
    expect(largest).toBe(1000);
    expect(others).toHaveLength(100);
    expect(others.reduce((sum, count) => sum + count, 0)).toBe(9000);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...others)).toBeLessThanOrEqual(160);
  });

  it("has the shares that it says it has", () => {
    const evidence = share(({ role }) => role === "evidence");
    expect(evidence).toBeCloseTo(0.7, 2);
    expect(share(({ isLog }) => isLog) / evidence).toBeCloseTo(1 / 3, 2);
    const narrative = share(({ role }) =>
      ["narrative", "portfolio"].includes(role),
    );
    expect(narrative).toBeCloseTo(0.2, 2);
    expect(share(({ isCiting }) => isCiting)).toBeCloseTo(0.1, 2);
    expect(share(({ role }) => role === "review")).toBeCloseTo(0.05, 2);
    expect(share(({ role }) => role === "plain")).toBeCloseTo(0.05, 2);
    // Chance decides on headers and lengths.
    const headers = share(({ text }) => text.startsWith("---\n"));
    const odd = share(({ isOddHeader }) => isOddHeader) / headers;
    expect(Math.abs(odd - 0.2)).toBeLessThan(0.04);
    const characters = corpus.reduce((sum, { text }) => sum + text.length, 0);
    expect(characters / corpus.length / 8192).toBeCloseTo(1, 1);
  });

  it("has headers that are read without a problem", () => {
    for (const { path, role, text } of corpus) {
      const facts = readDocument(text);
      expect(facts.headerProblems, path).toEqual([]);
      expect(facts.fieldProblems, path).toEqual([]);
      expect(facts.misspeltKeys, path).toEqual([]);
      expect(facts.role, path).toBe(role === "plain" ? "narrative" : role);
    }
  });

  it("names standards and cites evidence in its citing narrative", () => {
    for (const { path, isCiting, text } of corpus) {
      if (!isCiting) continue;
      const { outline, citations, links } = readDocument(text);
      expect(
        outline.filter(({ words }) => words.length > 0).length,
        path,
      ).toBeGreaterThan(1);
      expect(citations.length + links.length, path).toBeGreaterThan(1);
    }
  });

  it("cites one piece and links one heading in every chapter", () => {
    const chapters = corpus.filter(
      ({ path, isCiting }) => isCiting && path.startsWith("portfolio-001/"),
    );
    const [piece] = corpus.filter(
      ({ role, isLog }) => role === "evidence" && !isLog,
    );
    const id = readDocument(piece?.text ?? "").evidence[0]?.id.text ?? "";
    expect(id).toMatch(/^E\d+$/);
    for (const { path, text } of chapters) {
      const { citations, links } = readDocument(text);
      expect(
        citations.map(({ token }) => token),
        path,
      ).toContain(id);
      expect(text, path).toContain("(../portfolio.md#about-this-portfolio)");
      expect(links.length, path).toBeGreaterThan(0);
    }
  });
});

describe("a generated framework", () => {
  it.each([1, 99, 100, 101, 400, 50_000])("has %i codes", (count) => {
    const { text, target } = generatePack(count);
    expect(new Set(target.codes).size).toBe(count);
    expect(text).toContain("No such framework exists");
    // What the server still reads.
    expect(text.length).toBeLessThan(largestFile);
  });

  it("is a pack without a mistake", () => {
    const { text } = generatePack(400);
    const { problems, framework } = readFrameworkPack({
      file: "generated.yaml",
      text,
      isShipped: false,
    });
    expect(problems).toEqual([]);
    expect(
      framework?.standards.filter(({ isAssessable }) => isAssessable),
    ).toHaveLength(400);
  });
});
