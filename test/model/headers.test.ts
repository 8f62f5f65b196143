// Front matter as people type it, half typed it and break it: what is read all
// the same, and exactly where each value and each problem stands.

import { describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import {
  indexDocument,
  readDocument,
} from "../../server/src/model/readDocument.ts";
import { textOf } from "../../server/src/text/lineIndex.ts";
import type { TextRange } from "../../server/src/text/textRange.ts";

const marked = (text: string, range: TextRange | undefined): string =>
  range === undefined ? "" : textOf(indexDocument(text), range);

function problemsOf(text: string): readonly string[] {
  return readDocument(text).headerProblems.map(({ range }) =>
    marked(text, range),
  );
}

const piece = (...lines: readonly string[]): string =>
  ["---", "evidence: E01", ...lines, "---", "", "Text.", ""].join("\n");

describe("values stand where they are written", () => {
  const header = piece(
    "title: 'Caf\u00E9 \u{1F4C4}\u{1F4C4} notes'",
    "kind: { \u{1F4C4}: a } # \u{1F4C4}",
    'author: "\u{1F600}"',
    "standards: [\u{1F4C4}, QIF-1.1]",
    "date: 2026-05-11",
  );

  it.each([
    ["LF", header],
    ["CRLF", header.replaceAll("\n", "\r\n")],
    ["CR", header.replaceAll("\n", "\r")],
    ["a byte order mark", `\uFEFF${header}`],
    ["CRLF and a byte order mark", `\uFEFF${header.replaceAll("\n", "\r\n")}`],
  ])("with %s", (_, text) => {
    const [item] = readDocument(text).evidence;
    expect(marked(text, item?.id.range)).toBe("E01");
    expect(marked(text, item?.date?.range)).toBe("2026-05-11");
    expect(item?.standards.map(({ range }) => marked(text, range))).toEqual([
      "\u{1F4C4}",
      "QIF-1.1",
    ]);
    expect(item?.title).toBe("Caf\u00E9 \u{1F4C4}\u{1F4C4} notes");
    // A character outside the basic plane counts as two, as editors count.
    expect(item?.standards[1]?.range).toMatchObject({
      startLine: 5,
      startCharacter: 16,
      endCharacter: 23,
    });
  });

  it("in quotes, with the quotes", () => {
    const text = piece("standards:", '  - "QIF-1.1"', "  - 'QIF-1.2'");
    const [item] = readDocument(text).evidence;
    expect(item?.standards).toMatchObject([
      { text: "QIF-1.1", style: "quoted" },
      { text: "QIF-1.2", style: "quoted" },
    ]);
    expect(marked(text, item?.standards[0]?.range)).toBe('"QIF-1.1"');
  });
});

describe("every value is its text", () => {
  it.each([
    "1.10",
    "1e5",
    "0x1F",
    "true",
    "~",
    "null",
    "2026-05-11",
    "=",
    ".5",
  ])("%s", (value) => {
    const [item] = readDocument(piece(`standards: ${value}`)).evidence;
    expect(item?.standards).toMatchObject([{ text: value }]);
  });

  it("also below a key, and the key too", () => {
    const text = piece("standards:", "  1.10: [1.1, 1.10]");
    expect(readDocument(text).evidence[0]?.standards).toMatchObject([
      { text: "1.1", under: { text: "1.10" } },
      { text: "1.10", under: { text: "1.10" } },
    ]);
  });

  it("and a tag is an error", () => {
    const text = piece("kind: !!str policy");
    const { headerProblems, evidence } = readDocument(text);
    expect(headerProblems).toHaveLength(1);
    expect(headerProblems[0]?.what).toContain("exclamation mark");
    expect(evidence[0]?.kinds).toMatchObject([{ text: "policy" }]);
  });
});

it("a value of several lines is the same whatever ends its lines", () => {
  const text = piece("title: |-", "  one", "  two", "author: a", "  b");
  const [unix] = readDocument(text).evidence;
  const [windows] = readDocument(text.replaceAll("\n", "\r\n")).evidence;
  expect(unix).toMatchObject({ title: "one\ntwo", authors: ["a b"] });
  expect(windows).toEqual(unix);
});

describe("a key that stands twice", () => {
  const text = piece("kind: policy", "kind: minutes");

  it("counts where it stands first, and is marked where it stands again", () => {
    const { evidence, headerProblems } = readDocument(text);
    expect(evidence[0]?.kinds.map((kind) => kind.text)).toEqual(["policy"]);
    expect(problemsOf(text)).toEqual(["kind"]);
    expect(headerProblems[0]?.range.startLine).toBe(3);
  });
});

describe("aliases", () => {
  it("stand for what they name, at their own place", () => {
    const text = piece(
      "author: &who A. Person",
      "witness: *who",
      "kind: policy",
    );
    const [item] = readDocument(text).evidence;
    expect(item?.witness).toEqual({ name: "A. Person" });
    expect(problemsOf(text)).toEqual([]);
    const twice = piece("tags: &all", "  - QIF-1.1", "standards: *all");
    const [other] = readDocument(twice).evidence;
    expect(other?.standards).toMatchObject([{ text: "QIF-1.1" }]);
    expect(marked(twice, other?.standards[0]?.range)).toBe("*all");
  });

  it("that name nothing are said so", () => {
    expect(problemsOf(piece("kind: *nobody"))).toContain("*nobody");
  });

  it("that contain themselves end", () => {
    const text = piece("standards: &a", "  - QIF-1.1", "  - *a");
    const { evidence, headerProblems } = readDocument(text);
    expect(evidence[0]?.standards).toMatchObject([{ text: "QIF-1.1" }]);
    expect(headerProblems.map(({ what }) => what)).toContain(
      "This value refers to itself",
    );
  });

  it("that multiply are cut off", () => {
    const bomb = [
      "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
      ...Array.from({ length: 9 }, (_, at) => {
        const all = Array.from({ length: 10 }, () => `*a${at}`).join(", ");
        return `a${at + 1}: &a${at + 1} [${all}]`;
      }),
      "kind: policy",
    ];
    const { headerProblems } = readDocument(piece(...bomb));
    expect(headerProblems.map(({ what }) => what)).toEqual([
      "The header repeats itself too often to be read further",
    ]);
  });
});

describe("nesting", () => {
  it.each([
    ["lists in brackets", "[".repeat(60) + "]".repeat(60)],
    ["lists in brackets by the thousand", "[".repeat(20_000)],
    ["maps in braces", "{a: ".repeat(60) + "b" + "}".repeat(60)],
  ])("of %s ends", (_, value) => {
    const { headerProblems, evidence } = readDocument(piece(`x: ${value}`));
    expect(headerProblems.length).toBeGreaterThan(0);
    expect(evidence[0]?.id.text).toBe("E01");
  });

  it("of list items on one line ends", () => {
    const text = piece(`x:`, `  ${"- ".repeat(5000)}y`);
    expect(readDocument(text).headerProblems.length).toBeGreaterThan(0);
  });

  it("of lists in a body ends, and costs only the body", () => {
    const text = `---\nportfolio: general\nstandards: QIF\n---\n\n${"- ".repeat(20_000)}x\n`;
    expect(readDocument(text).portfolio?.standards).toHaveLength(1);
  });
});

describe("broken YAML", () => {
  it("with a tab says so", () => {
    const text = piece("standards:", "\t- QIF-1.1");
    const { headerProblems } = readDocument(text);
    expect(headerProblems.map(({ what }) => what)).toContain(
      "This line is indented with a tab",
    );
    expect(headerProblems[0]?.range.startLine).toBe(3);
  });

  it("with a second YAML document keeps the first", () => {
    const text = piece("kind: policy", "...", "kind: minutes");
    const { evidence, headerProblems } = readDocument(text);
    expect(evidence[0]?.kinds.map((kind) => kind.text)).toEqual(["policy"]);
    expect(headerProblems).toHaveLength(1);
  });

  it("with a colon in a value loses nothing", () => {
    const text = piece(
      "title: Panel: what: we decided",
      "kind: policy",
      "standards:",
      "  - QIF-1.1",
    );
    const [item] = readDocument(text).evidence;
    expect(item).toMatchObject({
      title: "Panel: what: we decided",
      kinds: [{ text: "policy" }],
      standards: [{ text: "QIF-1.1" }],
    });
    expect(problemsOf(text)).toEqual(["Panel: what: we decided"]);
    expect(marked(text, item?.standards[0]?.range)).toBe("QIF-1.1");
  });

  it("with a colon at the end of a value loses nothing", () => {
    const text = piece("title: Notes on: ", "x: a:", "standards: QIF-1.1");
    const [item] = readDocument(text).evidence;
    expect(item?.title).toBe("Notes on:");
    expect(item?.standards).toMatchObject([{ text: "QIF-1.1" }]);
  });

  it("with a key too far in loses only that key", () => {
    const text = piece("title: Panel", "  kind: policy", "standards: QIF-1.1");
    const [item] = readDocument(text).evidence;
    expect(item?.title).toBe("Panel kind: policy");
    expect(item?.kinds).toEqual([]);
    expect(item?.standards).toMatchObject([{ text: "QIF-1.1" }]);
    expect(problemsOf(text)).toEqual(["kind: policy"]);
  });

  it("with both, loses only that key too", () => {
    const text = piece("title: a: b", "  kind: c", "standards: QIF-1.1");
    const [item] = readDocument(text).evidence;
    expect(item?.title).toBe("a: b kind: c");
    expect(item?.standards).toMatchObject([{ text: "QIF-1.1" }]);
    expect(problemsOf(text)).toEqual(["a: b", "kind: c"]);
  });

  it("behind another slip is not taken for a colon too many", () => {
    const text = piece(
      "x:",
      "  ---",
      "  - id: a",
      "    note: b",
      "    c:",
      "      - d",
    );
    const { headerProblems } = readDocument(text);
    expect(headerProblems[0]?.range.startLine).toBe(3);
    expect(headerProblems.map(({ what }) => what)).not.toContainEqual(
      expect.stringContaining("stands further in"),
    );
  });

  it("keeps an author's own full-width colon", () => {
    const text = piece("title: a\uFF1Ab");
    expect(readDocument(text).evidence[0]?.title).toBe("a\uFF1Ab");
  });
});

describe("a header that is being typed", () => {
  it.each([
    ["---\nevidence", "narrative"],
    ["---\nevidence:", "evidence"],
    ["---\nevidence: E", "evidence"],
    ["---\nevidence: E01\n", "evidence"],
    ["---\nevidence: E01\nkind", "evidence"],
    ["---\nevidence: E01\nkind:\n", "evidence"],
    ["---\nevidence: E01\nkind:\n  -", "evidence"],
    ['---\nevidence: E01\ntitle: "half', "evidence"],
    ["---\nevidence: E01\nstandards: [QIF-1.1", "evidence"],
    ["---\nportfolio:\n", "portfolio"],
    ["---\n\n", "narrative"],
    ["---", "narrative"],
    ["--", "narrative"],
    ["---\ntitle: x\n", "narrative"],
  ])("%j is %s", (text, role) => {
    expect(readDocument(text).role).toBe(role);
  });

  it("is read up to the first blank line", () => {
    const text = "---\nevidence: E01\nstandards: QIF-1.1\n\n## QIF-1.2\n";
    const { evidence, headerProblems } = readDocument(text);
    expect(evidence[0]?.standards).toMatchObject([{ text: "QIF-1.1" }]);
    expect(headerProblems[0]?.mend).toEqual({ kind: "close-header", line: 3 });
    expect(problemsOf(text)[0]).toBe("---");
  });

  it("is a thematic break without a role key", () => {
    const facts = readDocument("---\nnotes: x\n\nText\n");
    expect(facts.role).toBe("narrative");
    expect(facts.headerProblems).toEqual([]);
  });
});

describe("a header below the beginning", () => {
  it.each([
    ["after a title", "# T\n\n---\nevidence: E01\n---\n", 3],
    ["after a blank line", "\n---\nevidence: E01\n---\n", 2],
    [
      "below another",
      "---\nevidence: E01\n---\n\n---\nevidence: E02\n---\n",
      5,
    ],
    [
      "below words in backticks",
      "```Vision``` is our word.\n\n---\nevidence: E01\n---\n",
      3,
    ],
  ])("%s is misplaced", (_, text, line) => {
    const { misplaced } = readDocument(text);
    expect(misplaced.map(({ roleRange }) => roleRange.startLine)).toEqual([
      line,
    ]);
    expect(marked(text, misplaced[0]?.range)).toMatch(/^---[^]*---$/);
  });

  it.each([
    ["in fenced code", "# T\n\n```markdown\n---\nevidence: E01\n---\n```\n"],
    [
      "in fenced code, below what closes none",
      "# T\n\n```\n``` js\n---\nevidence: E01\n---\n```\n",
    ],
    ["between thematic breaks", "# T\n\n---\n\nevidence: of what?\n\n---\n"],
    ["without a role key", "# T\n\n---\ntitle: x\n---\n"],
  ])("%s is none", (_, text) => {
    expect(readDocument(text).misplaced).toEqual([]);
  });
});

describe("roles", () => {
  it.each([
    ["portfolio: general\nevidence: E01", "portfolio", ["evidence"]],
    ["evidence: E01\nportfolio: general", "evidence", ["portfolio"]],
    [
      "review: R1\nevidence: E01\nportfolio: x",
      "review",
      ["evidence", "portfolio"],
    ],
    ["title: x", "narrative", []],
  ])("%j", (header, role, others) => {
    const facts = readDocument(`---\n${header}\n---\n`);
    expect(facts.role).toBe(role);
    expect(facts.otherRoleKeys.map(({ text }) => text)).toEqual(others);
    expect(facts.misspeltKeys).toEqual([]);
  });
});

describe("fields", () => {
  const problems = (text: string): readonly (readonly string[])[] =>
    readDocument(text).fieldProblems.map(({ kind, range, replacement }) => [
      kind,
      marked(text, range),
      ...(replacement === undefined ? [] : [replacement]),
    ]);

  it.each([
    ["date: 11/05/2026", ["irregular", "11/05/2026", "2026-05-11"]],
    ["date: 2026-02-30", ["wrong", "2026-02-30"]],
    ["date: 2026-05-02/2026-05-01", ["wrong", "2026-05-02/2026-05-01"]],
    ["date: someday", ["wrong", "someday"]],
    ["date: [a]", ["wrong", "date"]],
    // A span is no day: writing it well would not mend it.
    [
      "reviewed: 1 May 2026 to 2 May 2026",
      ["wrong", "1 May 2026 to 2 May 2026"],
    ],
  ])("%s", (line, problem) => {
    expect(problems(piece(line))).toEqual([problem]);
  });

  it("of a pack are checked where they stand", () => {
    const text =
      "id: X\nedition: one\ntitle: T\nowner: O\nlicence: L\ntiers:\n  - id: t\n    titel: T\nitems:\n  - code: X-1\n    title: T\n    credit: three\n";
    const pack = readFrameworkPack({ file: "x.yaml", text, isShipped: false });
    expect(
      pack.problems.map(({ range }) => marked(text, range)).sort(),
    ).toEqual(["id", "t", "three", "titel"]);
    expect(pack.framework?.standards).toHaveLength(1);
  });
});
