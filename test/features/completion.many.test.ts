// Completion where there is much to choose from: how much of it is looked at,
// counted, and how large the answer is. Times are for the bench.

import { beforeAll, describe, expect, it } from "vitest";
import { generatePack } from "../../scripts/bench/pack.ts";
import {
  completion,
  type CompletionAnswer,
} from "../../server/src/features/completion.ts";
import { openDocument } from "../../server/src/features/document.ts";
import { toCompletionList } from "../../server/src/lsp/toProtocol.ts";
import type { Framework, Standard } from "../../server/src/model/framework.ts";
import type { FrameworkPack } from "../../server/src/model/frameworkPack.ts";
import {
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import { contentOf } from "../../server/src/host/readContent.ts";
import { factsOf } from "../../server/src/host/readFolder.ts";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { markdown, piece } from "../support/portfolioOf.ts";
import { shipped, snapshotOf } from "../support/snapshotOf.ts";

const most = 60;
const mostBytes = 20_000;
const path = "evidence/e01.md";

const abilities = { takesSnippets: true, takesLabelDetails: true };

function bytesOf(answer: CompletionAnswer): number {
  return Math.max(
    ...[true, false].map((takesLabelDetails) => {
      const list = { ...abilities, takesLabelDetails };
      const sent = toCompletionList(answer, list, 1_000_000);
      return Buffer.byteLength(JSON.stringify(sent));
    }),
  );
}

/** The answer behind what is typed at the end of a header. */
function complete(
  snapshot: Snapshot,
  typed: string,
  header = "evidence: E01\nkind: policy\nstandards:\n  - GEN-0001.1.1\n  - ",
): CompletionAnswer {
  const before = `---\n${header}${typed}`.split("\n");
  const file = header.startsWith("portfolio") ? "portfolio.md" : path;
  const text = `${before.join("\n")}\n---\n`;
  return completion(snapshot, openDocument(file, text), {
    line: before.length - 1,
    character: before.at(-1)?.length ?? 0,
  });
}

describe("among 50,000 codes", () => {
  /** Standards of which anything was read since it was emptied. */
  const read = new Set<Standard>();
  let snapshot: Snapshot;

  /** The same standard, which tells when it is looked at. */
  function watched(standard: Standard): Standard {
    return new Proxy(standard, {
      get(target, name): unknown {
        read.add(target);
        return Reflect.get(target, name);
      },
    });
  }

  beforeAll(() => {
    const generated = generatePack(50_000);
    const pack = readFrameworkPack({
      file: generated.path,
      text: generated.text,
      isShipped: false,
    });
    if (pack.framework === undefined) throw new Error("The pack is not read");
    const framework: Framework = {
      ...pack.framework,
      standards: pack.framework.standards.map(watched),
    };
    const counted: FrameworkPack = { ...pack, framework };
    snapshot = updateSnapshot(
      snapshotOf([
        {
          path: "portfolio.md",
          text: markdown("portfolio: self-assessment\nstandards: GENERATED"),
        },
        ...[
          piece("E01", "GEN-0001.1.1"),
          piece("E02", "GEN-0001.1.1"),
          piece("E03", "GEN-0001.1.2"),
        ].map(([path, text]) => ({ path, text })),
      ]),
      shipped,
      { packs: new Map([[generated.path, counted]]) },
    );
    // What is made once for a framework and a target.
    for (const prepare of complete(snapshot, "").ahead ?? []) prepare();
  }, 60_000);

  it.each([
    ["nothing typed", "", "GEN-0001.1.3"],
    ["a letter", "G", "GEN-0001.1.3"],
    ["what all codes begin with", "gen-", "GEN-0001.1.3"],
    ["a unit", "gen 0300", "GEN-0300.1.1"],
    ["a whole code", "GEN-0499.10.10", "GEN-0499.10.10"],
    ["a number within codes", "10.9", "GEN-0001.10.9"],
    ["a word of all titles", "made", "GEN-0001.1.3"],
    ["words of few titles", "up 0400.7", "GEN-0400.1.7"],
    ["what fits nothing", "zzz", undefined],
  ])("%s looks at few and sends little", (_, typed, first) => {
    read.clear();
    const answer = complete(snapshot, typed);
    // The one it serves is looked at too, and the heads of what is offered.
    expect(read.size).toBeLessThanOrEqual(most + 5);
    expect(answer.isIncomplete).toBe(true);
    expect(answer.offers.length).toBeLessThanOrEqual(most);
    expect(answer.offers[0]?.label).toBe(first);
    expect(answer.offers.every(({ documentation }) => !documentation)).toBe(
      true,
    );
    expect(bytesOf(answer)).toBeLessThan(mostBytes);
  });

  it("fills what room there is", () => {
    expect(complete(snapshot, "gen-").offers.length).toBeGreaterThan(50);
  });

  it("looks at few after an edit of a mapping too, and has its gap", () => {
    const text = markdown("evidence: E04\nstandards: GEN-0001.1.2");
    read.clear();
    const after = updateSnapshot(snapshot, shipped, {
      documents: new Map([
        [
          "evidence/e04.md",
          factsOf(
            contentOf(new TextEncoder().encode(text), "evidence/e04.md"),
            {
              digest: nodeDigest,
            },
          ),
        ],
      ]),
    });
    const ofEdit = read.size;
    expect(ofEdit).toBeLessThan(1000);
    read.clear();
    const labels = (state: Snapshot): readonly string[] =>
      complete(state, "GEN-0001.1.").offers.map(({ label }) => label);
    // Half covered, it stands behind all gaps; then it is covered.
    expect(labels(after).slice(-2)).toEqual(["GEN-0001.1.2", "GEN-0001.1.1"]);
    expect(labels(snapshot).slice(-2)).toEqual([
      "GEN-0001.1.2",
      "GEN-0001.1.1",
    ]);
    expect(read.size).toBeLessThanOrEqual(2 * (most + 5));
  });

  it("makes ready once what typing on needs", () => {
    expect(complete(snapshot, "").ahead).toEqual([]);
  });

  it.each([
    ["targets", "GEN-0", "portfolio: self-assessment\nstandards:\n  - "],
    ["keys of units", "GEN-0", "evidence: E01\nstandards:\n  "],
    ["ends of ranges", "GEN-0002.1.1-", "evidence: E01\nstandards:\n  - "],
  ])("%s are as few", (_, typed, header) => {
    // The first time makes what finds them.
    complete(snapshot, typed, header);
    read.clear();
    const answer = complete(snapshot, typed, header);
    expect(read.size).toBeLessThanOrEqual(most + 5);
    expect(answer.offers.length).toBeGreaterThan(5);
    expect(answer.offers.length).toBeLessThanOrEqual(most);
    expect(bytesOf(answer)).toBeLessThan(mostBytes);
  });
});

describe("long titles", () => {
  it("make fewer offers, and never too large an answer", () => {
    const items = Array.from(
      { length: 100 },
      (_, at) =>
        `  - code: L-${at + 1}\n    title: "${"Ångström ä “quoted” ".repeat(12)}${at}"`,
    );
    const snapshot = snapshotOf([
      {
        path: ".evidence/frameworks/l.yaml",
        text: `id: L\nedition: one\ntitle: Long\nowner: Us\nlicence: Ours\ntiers:\n  - id: standard\n    title: Standard\n    assessable: true\nitems:\n${items.join("\n")}\n`,
      },
      {
        path: "portfolio.md",
        text: markdown("portfolio: general\nstandards: L"),
      },
      { path, text: markdown("evidence: E01") },
    ]);
    const answer = complete(snapshot, "L-");
    expect(answer.offers.length).toBeGreaterThan(15);
    expect(answer.offers.length).toBeLessThan(most);
    expect(bytesOf(answer)).toBeLessThan(mostBytes);
  });
});

describe("among 1,000 pieces of evidence", () => {
  const snapshot = snapshotOf([
    {
      path: "portfolio.md",
      text: markdown("portfolio: general\nstandards: QIF"),
    },
    { path: "report.md", text: "See @\n" },
    ...Array.from({ length: 1000 }, (_, at) => at + 1).map((at) => ({
      path: `evidence/e${at}.md`,
      text: markdown(`evidence: E${at}\ntitle: Minutes of meeting ${at}`),
    })),
  ]);
  const cite = (typed: string): CompletionAnswer => {
    const text = `See @${typed}`;
    const document = openDocument("report.md", `${text}\n`);
    return completion(snapshot, document, { line: 0, character: text.length });
  };

  it("offers the first, as people count, and asks again", () => {
    const answer = cite("");
    const labels = answer.offers.map(({ label }) => label);
    expect(labels.slice(0, 3)).toEqual(["E1", "E2", "E3"]);
    expect(labels.length).toBeGreaterThan(50);
    expect(labels.length).toBeLessThanOrEqual(most);
    expect(answer.isIncomplete).toBe(true);
    expect(bytesOf(answer)).toBeLessThan(mostBytes);
  });

  it.each([
    ["E99", ["E99", "E990", "E991"]],
    ["meeting", ["E1", "E2", "E3"]],
    ["777", ["E777"]],
  ])("typing on brings the others: %s", (typed, first) => {
    const labels = cite(typed).offers.map(({ label }) => label);
    expect(labels.slice(0, 3)).toEqual(first);
  });
});
