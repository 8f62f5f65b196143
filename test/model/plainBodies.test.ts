// What of a body is read without the Markdown parser, and what is left to it.
// That both say the same is shown for each, and in test/properties.

import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as Markdown from "../../server/src/syntax/markdown.ts";
import { parseMarkdown } from "../../server/src/syntax/markdown.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { expectSameOutline } from "../support/expectSameOutline.ts";

vi.mock("../../server/src/syntax/markdown.ts", async (importOriginal) => {
  const markdown = await importOriginal<typeof Markdown>();
  return { ...markdown, parseMarkdown: vi.fn(markdown.parseMarkdown) };
});

const parser = vi.mocked(parseMarkdown);

beforeEach(() => {
  parser.mockClear();
});

/** How often the parser is needed for a text in a part of a section. */
function parsed(lines: readonly string[]): number {
  const text = ["## Strengths", "", ...lines, ""].join("\n");
  parser.mockClear();
  readDocument(text);
  const { length } = parser.mock.calls;
  expectSameOutline(text);
  return length;
}

describe("read without the parser", () => {
  it.each<[string, string[]]>([
    ["paragraphs", ["One of two lines", "and @E1.", "", "Another."]],
    ["a list", ["- one", "- two @E1", "  goes on"]],
    ["a list of stars", ["* one", "* two @E1"]],
    ["a list of pluses", ["+ one", "+ two @E1"]],
    ["numbers", ["1. one", "2. two @E1", "10. ten"]],
    ["wide marks", ["-   one @E1", "1.  one", "    goes on"]],
    ["a list further in", ["  - one @E1", "  - two"]],
    ["lists in lists", ["- one", "  - in it @E1", "    - in that", "- two"]],
    ["four blanks for each", ["- one", "    - in it", "        - in that @E1"]],
    ["numbers in numbers", ["1. one", "   1. in it", "   2. in it @E1"]],
    ["out of it by two", ["- a", "  - b", "    - c", "- d @E1"]],
    ["an item a little further out", ["- a", "    - b", "  - c @E1"]],
    ["a list of another kind", ["- a", "* b", "1) c @E1"]],
    ["blank lines between", ["- a", "", "  - b @E1", "", "- c"]],
    ["a paragraph in an item", ["- a", "", "  and more @E1", "", "  - b"]],
    ["a paragraph below a list", ["- a", "  - b @E1", "", "Below."]],
    ["a line that goes on further out", ["- a", "  - b", "goes on @E1"]],
    ["a line that goes on further in", ["- a", "          goes on @E1"]],
    ["a list right below a paragraph", ["Two:", "- a @E1", "  - b"]],
    ["a quotation right below a list", ["- a", "> as they say @E1"]],
    [
      "a table below a list",
      ["- a", "", "| a | b |", "| - | - |", "| c | d |"],
    ],
    [
      "tasks with fields below",
      ["- [ ] Do it", "  - owner: North", "  - due: 2026-12-01", "- [x] Done"],
    ],
    ["tasks below tasks", ["- [ ] a", "  - [x] b @E1", "    - owner: C"]],
    ["labels in lists", ["- a", "  - Judgement: Good"]],
    ["a label that goes on in bold", ["- **Judgement:** Good", "- b"]],
    ["tabs", ["- a @E1", "\t- b", "\t\t- c", "\tgoes on", "", "\td\te"]],
    ["tabs behind marks", ["-\ta @E1", "\t-\tb", "1.\tc"]],
    ["R & D", ["Health & Safety, R & D, Q&A @E1"]],
    ["less than", ["Fewer than < 5 % @E1", "x<3"]],
    ["about", ["About ~80 % of @E1"]],
  ])("%s", (_, lines) => {
    expect(parsed(lines)).toBe(0);
  });

  it("headings with &", () => {
    expect(parsed(["## Health & safety", "", "As @E1 shows."])).toBe(0);
  });

  it("each item behind a blank line is a piece of its own", () => {
    const items = (letter: string): string =>
      ["# A", "- one <b>@E1</b>", `- two <b>@E2</b>${letter}`, "- three"].join(
        "\n\n",
      );
    readDocument(items(""));
    expect(parser).toHaveBeenCalledTimes(2);
    readDocument(items(" w"));
    expect(parser).toHaveBeenCalledTimes(3);
  });
});

describe("a letter has one piece parsed, and no other, in a body with", () => {
  it.each([
    ["a comment", "<!-- to do -->"],
    ["a comment over blank lines", "<!--\nto do\n\n- more\n-->"],
    ["a comment in words", "Words <!-- to do --> and words."],
    ["code", "```\n<!-- no comment\n\n```"],
    ["a definition that others use", "See [a].\n\nAnd [a].\n\n[a]: x.md"],
    ["a note", "As they say[^1].\n\n[^1]: In May."],
  ])("%s", (name, part) => {
    const text = (letter: string): string =>
      [
        "# A",
        "One <b>@E1</b>.",
        part,
        `Two <b>@E2</b>, ${name}${letter}`,
        "Three",
      ].join("\n\n");
    readDocument(text(""));
    parser.mockClear();
    readDocument(text("w"));
    expect(parser).toHaveBeenCalledTimes(1);
    expect(parser).toHaveBeenCalledWith(`Two <b>@E2</b>, ${name}w\n\n`);
    expectSameOutline(text("w"));
  });
});

describe("a definition", () => {
  const linksOf = (...pieces: readonly string[]): readonly string[] => {
    const text = pieces.join("\n\n");
    expectSameOutline(text);
    return readDocument(text).links.map(({ url }) => url);
  };

  it("is that of all pieces that use it", () => {
    const uses = ["See [Plan] one.", "See [the plan][PLAN].", "No [plan b]."];
    expect(linksOf(...uses, "[plan]: a.md")).toEqual(["a.md", "a.md"]);
    parser.mockClear();
    // Another address is one for those two; the third has nothing to do with it.
    expect(linksOf(...uses, "[plan]: b.md#top")).toEqual(["b.md", "b.md"]);
    const read = parser.mock.calls.map(([text]) => text.split("\n")[0]);
    expect(read).toEqual([
      "[plan]: b.md#top",
      "See [Plan] one.",
      "See [the plan][PLAN].",
      // What it is held to.
      "See [Plan] one.",
    ]);
  });

  it.each([
    ["the first of two", ["See [a].", "[a]: 1.md", "Words", "[a]: 2.md"]],
    ["within a list", ["See [a].", "- [a]: 1.md"]],
    ["behind code that never ends", ["[a]: 1.md", "See [a].\n\n```\ncode"]],
    ["behind an open comment", ["[a]: 1.md", "See [a].\n\n<!-- open"]],
    ["with a sign that is escaped", ["[a\\]b]: 1.md", "See [a\\]b]."]],
    ["over two lines", ["See [a\nb].", "[A B]: 1.md"]],
  ])("holds %s", (_, pieces) => {
    expect(linksOf(...pieces)).toEqual(["1.md"]);
  });

  it("keeps links in the order of the text", () => {
    expect(
      linksOf("See [a].", "Then [x](2.md) and [b].", "[b]: 3.md", "[a]: 1.md"),
    ).toEqual(["1.md", "2.md", "3.md"]);
  });
});

describe("left to the parser", () => {
  it.each<[string, string[]]>([
    ["code in an item", ["- a @E1", "", "      code"]],
    ["an item that may be code", ["    - a @E1"]],
    ["an item that goes on with words", ["- a @E1", "        - b"]],
    ["numbers that go on with words", ["- a @E1", "  2. b"]],
    ["numbers in a paragraph", ["In the year @E1", "1. was one"]],
    ["an item without words", ["- a @E1", "-", "- b"]],
    ["an item in an item's first line", ["- - a @E1"]],
    ["a quotation in an item", ["- > a @E1"]],
    ["a heading in an item", ["- a @E1", "", "  # b"]],
    ["a line below an item", ["- a @E1", "  ---"]],
    ["a break of stars", ["- a @E1", "* * *"]],
    ["two tabs behind a mark", ["-\t\ta @E1"]],
    ["a heading with tabs", ["## A\tb", "", "As @E1 shows."]],
    ["a list beyond sixty columns", listsDownTo(62)],
    ["entities", ["&commat;E1 &amp; @E2"]],
    ["tags", ["<b>@E1</b>"]],
    ["what is struck out", ["~@E1~"]],
    ["a line of a no-break space", ["- a @E1", "\u00a0", "- b"]],
    ["no-break spaces before words", ["- a @E1", "\u00a0\u00a0b"]],
    ["a no-break space below a bold line", ["**Actions**", "\u00a0"]],
    ["a no-break space above a bold line", ["\u00a0", "**Actions**"]],
  ])("%s", (_, lines) => {
    expect(parsed(lines)).toBe(1);
  });
});

function listsDownTo(column: number): string[] {
  const levels = Array.from({ length: column / 2 + 1 }, (_, level) => level);
  return levels.map((level) => `${"  ".repeat(level)}- a @E1`);
}
