// The portfolios that are measured with: the same every time, made up as they
// say they are, and without mistakes in their headers.

import { describe, expect, it } from "vitest";
import {
  generateCorpus,
  type CorpusDocument,
} from "../../scripts/bench/corpus.ts";
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

  it("has the shares that it says it has", () => {
    const evidence = share(({ role }) => role === "evidence");
    expect(evidence).toBeCloseTo(0.7, 1);
    expect(share(({ isLog }) => isLog) / evidence).toBeCloseTo(1 / 3, 1);
    const narrative = share(({ role }) =>
      ["narrative", "portfolio"].includes(role),
    );
    expect(narrative).toBeCloseTo(0.2, 1);
    expect(share(({ isCiting }) => isCiting)).toBeCloseTo(0.1, 1);
    expect(share(({ role }) => role === "review")).toBeCloseTo(0.05, 1);
    expect(share(({ role }) => role === "plain")).toBeCloseTo(0.05, 1);
    const headers = share(({ text }) => text.startsWith("---\n"));
    expect(share(({ isOddHeader }) => isOddHeader) / headers).toBeCloseTo(
      0.2,
      1,
    );
    const characters = corpus.reduce((sum, { text }) => sum + text.length, 0);
    expect(characters / corpus.length / 8192).toBeCloseTo(1, 0);
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
});
