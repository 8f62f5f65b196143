// What a body says: its headings, citations and links, and which of them are
// only mentions.

import { describe, expect, it } from "vitest";
import { readOutline } from "../../server/src/syntax/outline.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import { expectSameOutline } from "../support/expectSameOutline.ts";

const outlineOf = (text: string) => readOutline(indexLines(text), 0);

describe("headings", () => {
  it.each([
    ["## QIF-1.1 Vision", 2, "QIF-1.1 Vision"],
    ["## QIF-1.1 Vision ##", 2, "QIF-1.1 Vision"],
    ["## *QIF-1.1* `Vision`", 2, "QIF-1.1 Vision"],
    ["# [QIF-1.1](x.md) Vision", 1, "QIF-1.1 Vision"],
    ["QIF-1.1 Vision\n===", 1, "QIF-1.1 Vision"],
    ["QIF-1.1 Vision\n---", 2, "QIF-1.1 Vision"],
    ["###### Deep", 6, "Deep"],
  ])("%j", (text, depth, plain) => {
    const { entries } = outlineOf(`${text}\n\nProse.\n`);
    expect(entries).toMatchObject([
      { kind: "heading", depth, text: plain, hasProse: true },
    ]);
  });

  it.each(["**Strengths**", "**Strengths**:", "**Strengths:**"])(
    "a bold line %j is below them all",
    (text) => {
      const { entries } = outlineOf(`${text}\n\nProse.\n`);
      expect(entries).toMatchObject([{ kind: "bold-line", depth: 7 }]);
    },
  );

  it.each([
    "**Strengths** are many",
    "Not a **heading**",
    "> # Quoted",
    "- # In a list",
    "```\n# Code\n```",
    "    # Indented",
    "<!-- # Comment -->",
    "#No blank",
  ])("%j is none", (text) => {
    expect(outlineOf(text).entries).toEqual([]);
  });

  it("have words with their places", () => {
    const text = "## \u{1F4C4} **H/601/5314 1.2** and (QIF-1.1), `ERS-02`.";
    const index = indexLines(text);
    const [entry] = readOutline(index, 0).entries;
    expect(
      entry?.words.map((word) => [word.text, textOf(index, word.range)]),
    ).toEqual([
      ["H/601/5314", "H/601/5314"],
      ["1.2", "1.2"],
      ["and", "and"],
      ["QIF-1.1", "QIF-1.1"],
      ["ERS-02", "ERS-02"],
    ]);
  });

  it.each([
    ["# A\n\n## B\n\nText.\n", [false, true]],
    ["# A\n\n- item\n", [true]],
    ["# A\n\n<!-- only a comment -->\n", [false]],
    ["# A\n\n[x]: y.md\n", [false]],
    ["# A\n\n**Part**\n\nText.\n", [true, true]],
  ])("%j have prose below them or not", (text, hasProse) => {
    const { entries } = outlineOf(text);
    expect(entries.map((entry) => entry.hasProse)).toEqual(hasProse);
  });
});

describe("citations", () => {
  const tokens = (text: string): readonly string[] =>
    outlineOf(text).citations.map(({ token }) => token);

  it.each([
    ["@E07 begins the line", ["E07"]],
    ["line one\n@E07 line two", ["E07"]],
    ["(@E07)", ["E07"]],
    ["[@E07, p. 3; @E09]", ["E07", "E09"]],
    ["so:@E07, and \u2014@E08\u2014 too", ["E07", "E08"]],
    ["\u201C@E07\u201D", ["E07"]],
    ["*@E07*", ["E07"]],
    ["\u{1F4C4}@E07", ["E07"]],
    ["ends with @E07.", ["E07"]],
    ["@E07, @E08", ["E07", "E08"]],
    ["@E17-E19", ["E17-E19"]],
    ["@E17,E18", ["E17,E18"]],
    ["| a |\n|---|\n| @E07 |", ["E07"]],
    ["# Heading @E07", ["E07"]],
    ["[text @E07](x.md)", ["E07"]],
    ["Text[^1].\n\n[^1]: Note @E07.", ["E07"]],
    ["~~@E07~~", ["E07"]],
  ])("%j has %j", (text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it.each([
    "name@E07.org",
    "a_@E07",
    "9@E07",
    "\\@E07",
    "@ E07",
    "@",
    "@-E07",
    "<a@e07.org>",
    "[x](mailto:a@e07)",
  ])("%j has none", (text) => {
    expect(tokens(text)).toEqual([]);
  });

  it.each([
    "`@E07`",
    "```\n@E07\n```",
    "    @E07",
    "> @E07",
    "> - deep @E07",
    "- [ ] @E07",
    "- [x] @E07\n",
    "- [ ] task\n  - below it @E07",
    "<!-- @E07 -->",
  ])("%j is a mention", (text) => {
    expect(outlineOf(text).citations).toMatchObject([
      { token: "E07", isMention: true },
    ]);
  });

  it.each([
    ["words behind it", "```\n``` js\n\nAs @E01 shows.\n\n```\n"],
    ["fewer signs", "````\n```\n\nAs @E01 shows.\n\n````\n"],
    ["other signs", "```\n~~~\n\nAs @E01 shows.\n\n```\n"],
    ["two kinds of signs", "```\n```~~~\n\nAs @E01 shows.\n\n```\n"],
    ["too many blanks before", "```\n    ```\n\nAs @E01 shows.\n\n```\n"],
  ])("in code that a fence with %s does not close are mentions", (_, text) => {
    const { citations } = outlineOf(text);
    expect(citations).toMatchObject([{ token: "E01", isMention: true }]);
    expectSameOutline(text);
  });

  it.each([
    ["blanks behind it", "```\n``` \t\n\nAs @E01 shows.\n"],
    ["more signs", "~~~\n~~~~~\n\nAs @E01 shows.\n"],
    ["blanks before it", "```\n   ```\n\nAs @E01 shows.\n"],
  ])("below code that a fence with %s closes are none", (_, text) => {
    const { citations } = outlineOf(text);
    expect(citations).toMatchObject([{ token: "E01", isMention: false }]);
    expectSameOutline(text);
  });

  it.each(["- @E07", "1. @E07", "**@E07**", "- item\n\n  @E07"])(
    "%j is more than a mention",
    (text) => {
      expect(outlineOf(text).citations).toMatchObject([{ isMention: false }]);
    },
  );

  it.each([
    ["[@E07, p. 3; @E09]", ["p. 3", undefined]],
    ["[@E07, pp. 3, 5]", ["pp. 3, 5"]],
    ["@E07, p. 3", [undefined]],
  ])("%j has the locators %j", (text, locators) => {
    expect(outlineOf(text).citations.map(({ locator }) => locator)).toEqual(
      locators,
    );
  });

  it("know what they stand under", () => {
    const text = "@E1\n\n# A\n\n@E2\n\n## B\n\n**C**\n\n@E3\n";
    expect(outlineOf(text).citations.map(({ place }) => place)).toEqual([
      -1, 0, 2,
    ]);
  });

  it("stand from the @ to the end of the token", () => {
    const text = "\u{1F4C4} See [@E07, p. 3].";
    const index = indexLines(text);
    const [citation] = readOutline(index, 0).citations;
    expect(citation && textOf(index, citation.range)).toBe("@E07");
  });
});

describe("links", () => {
  it.each([
    ["[a](e1.md)", ["e1.md"]],
    ["[a](e1.md#part)", ["e1.md"]],
    ["[a](#part)", [""]],
    ["![a](../files/e1.png 'Title')", ["../files/e1.png"]],
    ["[a](<files/with blank.pdf>)", ["files/with blank.pdf"]],
    ["[a](with%20blank.pdf)", ["with%20blank.pdf"]],
    ["[a][ref]\n\n[ref]: e1.md#x", ["e1.md"]],
    ["[ref]\n\n[ref]: e1.md\n[ref]: e2.md", ["e1.md"]],
    ["![ref][]\n\n[ref]: e1.png", ["e1.png"]],
    ["<https://example.org>", ["https://example.org"]],
    ["[a][nowhere]", []],
    ["https://example.org", []],
    ["`[a](e1.md)`", []],
  ])("%j leads to %j", (text, urls) => {
    expect(outlineOf(text).links.map(({ url }) => url)).toEqual(urls);
  });

  it("are mentions where citations are", () => {
    const text = "> [a](e1.md)\n\n- [ ] [b](e2.md)\n\n[c](e3.md)\n";
    expect(outlineOf(text).links.map(({ isMention }) => isMention)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
