// Lists and quotations in one another by the thousand: read in pieces and as
// a whole to the same outline, in no time, and with nothing of it lost.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutDeepNesting } from "../../server/src/syntax/deepNesting.ts";
import { readOutline } from "../../server/src/syntax/outline.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import { expectSameOutline } from "../support/expectSameOutline.ts";

const timeout = 180_000;

const places = [
  ["in a part", "## QIF-1.1 Vision\n\n### Strengths\n\n"],
  ["beside a citation", "As @E01 shows.\n\n"],
] as const;
const marks = ["- ", "* ", "+ ", "1. ", "7) ", ">", "> ", "- > ", "-\t"];
const deeper = (blank: string): string =>
  Array.from(
    { length: 400 },
    (_, at) => `${"  ".repeat(at)}- seen @E${String(at)}${blank}`,
  ).join("\n");

describe.each(places)("nesting by the thousand %s", (_, above) => {
  it.each(marks)("of %j keeps what is said in it", (mark) => {
    const text = `${above}${mark.repeat(5000)}see @E07, p. 3\n\nMore @E08.\n`;
    const index = indexLines(text);
    const { citations } = readOutline(index, 0);
    const inside = citations.slice(-2);
    expect(inside.map(({ token }) => token)).toEqual(["E07", "E08"]);
    expect(inside.map(({ range }) => textOf(index, range))).toEqual([
      "@E07",
      "@E08",
    ]);
    expectSameOutline(text);
  });

  it.each([
    ["deeper and deeper", deeper("")],
    ["with blank lines between", deeper("\n")],
  ])("%s keeps all citations", (__, nested) => {
    const text = `${above}${nested}\n`;
    const { citations } = readOutline(indexLines(text), 0);
    const tokens = citations.map(({ token }) => token);
    expect(tokens.slice(-400)).toEqual(
      Array.from({ length: 400 }, (___, at) => `E${String(at)}`),
    );
    expectSameOutline(text);
  });
});

describe("what is nested no deeper than people nest", () => {
  it.each([
    ["twenty levels", `${"    ".repeat(20)}- item`],
    ["forty in one line", `${"- ".repeat(40)}item`],
    ["a break of any length", "- ".repeat(5000)],
    ["a break in a quotation", `> ${"* ".repeat(5000)}`],
    ["a drawn line", `${"-".repeat(5000)} end`],
    ["a line of blanks", " ".repeat(5000)],
    ["code far to the right", `${" ".repeat(5000)}x - y`],
    ["an odd line separator", `words\u2028${"- ".repeat(80)}item`],
  ])("is as it was: %s", (_, text) => {
    expect(withoutDeepNesting(text)).toBe(text);
  });

  it("is read as written where it only stands far to the right", () => {
    const text = `The plan\n${" ".repeat(200)}- of 2026\n===\n\nWords.\n`;
    expect(readOutline(indexLines(text), 0).entries).toMatchObject([
      { kind: "heading", text: "The plan\n- of 2026" },
    ]);
  });
});

it("whatever is nested, reads the same in pieces", { timeout }, () => {
  const mark = fc.constantFrom("- ", "+ ", "* ", "> ", ">", "1. ", "  ", "\t");
  const line = fc
    .tuple(
      fc.array(fc.tuple(mark, fc.constantFrom(1, 2, 20, 45, 120)), {
        maxLength: 4,
      }),
      fc.constantFrom(
        ..."|words|@E07 shows|# Heading|```|~~~|**Bold**|---|- - -|| a | b ||===|<!-- x -->".split(
          "|",
        ),
      ),
    )
    .map(
      ([all, end]) =>
        all.map(([one, count]) => one.repeat(count)).join("") + end,
    );
  const body = fc
    .tuple(
      fc.array(line, { maxLength: 8 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.constantFrom("", "### Strengths\n\n"),
    )
    .map(([lines, lineEnd, first]) => first + lines.join(lineEnd));
  fc.assert(fc.property(body, expectSameOutline), { numRuns: 400 });
});
