// What one edit costs in a portfolio of a thousand documents, in things done
// and not in time: documents joined, standards judged, rules run again.

import { describe, expect, it } from "vitest";
import { listFiles } from "../../server/src/model/paths.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import { comparable } from "../support/comparable.ts";
import { loudRunner, shipped, testDay } from "../support/snapshotOf.ts";

const pieces = 990;

const components = [1, 2, 3, 4, 5, 6];

/** Two standards of one component for each piece, in turn. */
function pieceText(
  at: number,
  header: Readonly<Record<string, string>> = {},
): string {
  const component = (at % components.length) + 1;
  const fields = {
    evidence: `E${String(at)}`,
    title: `Piece ${String(at)}`,
    kind: at % 2 === 0 ? "minutes" : "policy",
    date: "2026-05-01",
    standards: `QIF-${String(component)}.1, QIF-${String(component)}.2`,
    ...header,
  };
  const lines = Object.entries(fields).map(
    ([key, value]) => `${key}: ${value}`,
  );
  return `---\n${lines.join("\n")}\n---\n\nWhat was agreed.\n`;
}

const chapterText = (component: number, more = ""): string =>
  [
    `# Chapter ${String(component)}`,
    `## QIF-${String(component)}.1 First`,
    `It is so, as @E${String(component + 5)} shows.${more}`,
    "### Areas for improvement",
    "- AFI-1: Minutes come late",
    "### Actions",
    "- [ ] Write them at once (for: AFI-1, owner: A. Brook, due: 2027-01-01)",
    "",
  ].join("\n\n");

const texts = new Map<string, string>([
  [
    "portfolio.md",
    "---\nportfolio: general\nstandards: QIF\nrequirements:\n  kinds: 3\n---\n",
  ],
  ...components.map(
    (one) => [`report/c${String(one)}.md`, chapterText(one)] as const,
  ),
  ...Array.from(
    { length: pieces },
    (_, at) => [`evidence/e${String(at)}.md`, pieceText(at)] as const,
  ),
  [
    "reviews/r1.md",
    "---\nreview: R1\nreviewer: C. Dale\nrole: assessor\ndate: 2026-06-01\ndecisions:\n  - standards: QIF-1.1\n    decision: met\n---\n",
  ],
]);

const factsOf = (
  all: Iterable<readonly [string, string]>,
): Map<string, ReturnType<typeof readDocument>> =>
  new Map([...all].map(([path, text]) => [path, readDocument(text)]));

const start: Snapshot = updateSnapshot(
  firstSnapshot(shipped, testDay),
  shipped,
  {
    documents: factsOf(texts),
    files: listFiles(texts.keys()),
    isComplete: true,
  },
);

interface Cost {
  readonly contributed: number;
  readonly judged: number;
  /** Documents whose own rules were run. */
  readonly documents: number;
  /** Rules about the portfolio run whole, and parts of others. */
  readonly portfolioRuns: number;
  /** Files whose findings are asked for again. */
  readonly files: number;
}

function costOf(path: string, text: string): Cost {
  const runner = loudRunner();
  runner.allFindings(start);
  const before = runner.counts();
  const after = updateSnapshot(start, shipped, {
    documents: factsOf([[path, text]]),
  });
  const files = runner.changedFiles(start, after);
  for (const file of files) runner.findingsIn(after, file);
  const counts = runner.counts();
  const was = portfolioIn(start);
  const is = portfolioIn(after);
  return {
    contributed: was === is ? 0 : is.contributed,
    judged: was === is ? 0 : is.judged,
    documents: counts.documents - before.documents,
    portfolioRuns: counts.portfolioRuns - before.portfolioRuns,
    files: files.size,
  };
}

function portfolioIn({ index }: Snapshot): Portfolio {
  const portfolio = index.portfolios.get("");
  if (portfolio === undefined) throw new Error("There is no portfolio.");
  return portfolio;
}

const nothing: Cost = {
  contributed: 0,
  judged: 0,
  documents: 0,
  portfolioRuns: 0,
  files: 0,
};

describe("in a portfolio of a thousand documents", () => {
  it("the first reading joins each document once", () => {
    expect(portfolioIn(start).contributed).toBe(texts.size);
  });

  it("joined bit by bit, each document is joined and each standard judged once", () => {
    const read = updateSnapshot(firstSnapshot(shipped, testDay), shipped, {
      documents: factsOf(texts),
      files: listFiles(texts.keys()),
      isComplete: true,
    });
    const cell = read.index.portfolios.cell("");
    const steps: (number | string)[] = [];
    for (let isJoined = false; !isJoined;) {
      const before = cell?.joinedSoFar?.portfolio;
      isJoined = cell?.join(300) ?? true;
      const after = cell?.joinedSoFar?.portfolio;
      if (after === before) steps.push("table");
      else if (after?.coverage !== undefined) steps.push("judged");
      else steps.push(after?.contributed ?? 0);
    }
    const { judged, target } = portfolioIn(read);
    expect([steps, judged]).toEqual([
      ["table", 300, 300, 300, 98, "judged"],
      target.standards.length,
    ]);
    const runner = loudRunner();
    expect(comparable(read, runner)).toEqual(comparable(start, runner));
  });

  it("a letter in a body costs nothing", () => {
    expect(costOf("evidence/e7.md", `${pieceText(7)}One more.\n`)).toEqual(
      nothing,
    );
    expect(costOf("report/c2.md", chapterText(2, " So it is."))).toEqual(
      nothing,
    );
  });

  it("a letter in a title joins one document and judges nothing", () => {
    const cost = costOf("evidence/e7.md", pieceText(7, { title: "Other" }));
    expect(cost).toMatchObject({ contributed: 1, judged: 0, documents: 1 });
    // The document itself: no other speaks of the title.
    expect(cost.files).toBe(1);
  });

  it("a mapping less judges its standard and the component above", () => {
    // E7 is the second component's, and goes on serving its first standard.
    const cost = costOf(
      "evidence/e7.md",
      pieceText(7, { standards: "QIF-2.1" }),
    );
    expect(cost).toMatchObject({ contributed: 1, judged: 2, documents: 1 });
  });

  it("another date judges both standards and the component above", () => {
    const cost = costOf("evidence/e9.md", pieceText(9, { date: "2026-05-02" }));
    expect(cost).toMatchObject({ contributed: 1, judged: 3, documents: 1 });
  });

  it("goes through few parts of the portfolio's rules", () => {
    const mapping = pieceText(7, { standards: "QIF-2.1" });
    const cost = costOf("evidence/e7.md", mapping);
    // Whole rules: what hangs on coverage or on any piece. Parts: the
    // document, once for each rule, and its one component.
    expect(cost.portfolioRuns).toBeLessThan(20);
    // Itself, and the portfolio document or chapter where gaps are spoken of.
    expect(cost.files).toBeLessThanOrEqual(3);
  });

  it("a new ID joins the documents that cite it, and no others", () => {
    const uncited = pieceText(700, { evidence: "N1" });
    expect(costOf("evidence/e700.md", uncited).contributed).toBe(1);
    // Cited in the second chapter.
    const cited = costOf("evidence/e7.md", pieceText(7, { evidence: "N1" }));
    expect(cited).toMatchObject({ contributed: 2, documents: 2 });
    // Two standards of one component, its rules, and those of two documents.
    expect(cited.portfolioRuns).toBeLessThan(40);
  });

  it("a letter in an item leaves all else that its chapter says", () => {
    const path = "report/c2.md";
    const edited = chapterText(2).replace("come late", "come too late");
    const after = updateSnapshot(start, shipped, {
      documents: factsOf([[path, edited]]),
    });
    const was = portfolioIn(start).contributions.get(path);
    const is = portfolioIn(after).contributions.get(path);
    expect(is?.report.areas).not.toEqual(was?.report.areas);
    expect(is?.report.actions).toBe(was?.report.actions);
    expect(is?.sections).toBe(was?.sections);
    expect(is?.citations).toBe(was?.citations);
    expect(is?.mappings).toBe(was?.mappings);
    const facts = after.index.documents.get(path);
    expect(facts?.outline).toBe(start.index.documents.get(path)?.outline);
  });

  const portfolioText = texts.get("portfolio.md") ?? "";

  it("a letter in the portfolio's title joins its document and no other", () => {
    const cost = costOf(
      "portfolio.md",
      portfolioText.replace("standards:", "title: Ours\nstandards:"),
    );
    expect(cost).toMatchObject({
      contributed: 1,
      judged: 0,
      documents: 1,
      files: 1,
    });
  });

  it("a line more in the portfolio's header moves its entries and no more", () => {
    const path = "portfolio.md";
    const text = portfolioText.replace("standards:", "# ours\nstandards:");
    const cost = costOf(path, text);
    expect(cost).toMatchObject({ contributed: 1, judged: 0, documents: 1 });
    // Where gaps are spoken of in the header.
    expect(cost.files).toBe(1);
    const after = updateSnapshot(start, shipped, {
      documents: factsOf([[path, text]]),
    });
    const [was, is] = [portfolioIn(start), portfolioIn(after)];
    expect(is.target).toBe(was.target);
    expect(is.coverage).toBe(was.coverage);
    const lineOf = ({ entries }: Portfolio): number | undefined =>
      entries.members[0]?.member.range.startLine;
    expect([lineOf(was), lineOf(is)]).toEqual([2, 3]);
  });

  it("asked for another standard, all of it is judged again", () => {
    const cost = costOf(
      "portfolio.md",
      portfolioText.replace("standards: QIF", "standards: QIF-1, QIF-2"),
    );
    expect(cost.contributed).toBe(texts.size);
  });

  it("a line more in a chapter leaves the other chapters' own rules", () => {
    const cost = costOf("report/c2.md", `\n${chapterText(2)}`);
    expect(cost).toMatchObject({ contributed: 1, judged: 0, documents: 1 });
  });
});
