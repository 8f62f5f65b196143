// What the plain reader of headers takes, what it leaves to the YAML parser,
// and that the parser is not needed for headers as they are in life.

import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as Yaml from "yaml";
import { parseDocument } from "yaml";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { headerLimits } from "../../server/src/syntax/headerTreeReader.ts";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";
import { isTaken } from "../support/bothReaders.ts";
import {
  corpusHeaders,
  pageHeaders,
  sampleHeaders,
} from "../support/headerTexts.ts";

vi.mock("yaml", async (importOriginal) => {
  const yaml = await importOriginal<typeof Yaml>();
  return { ...yaml, parseDocument: vi.fn(yaml.parseDocument) };
});

const parser = vi.mocked(parseDocument);

beforeEach(() => {
  parser.mockClear();
});

const lines = (...all: readonly string[]): string => `${all.join("\n")}\n`;

describe("plain headers are read without the parser", () => {
  it.each([
    ["no lines", ""],
    ["blank lines", "\n  \n\n"],
    ["comments only", "# One\n  # Two\n"],
    ["a key", "evidence: E01\n"],
    ["a key without a line end", "evidence: E01"],
    ["blanks behind the last value and no line end", "evidence: E01  "],
    ["blanks on the last line and no line end", "evidence: E01\n   "],
    ["a comment on the last line and no line end", "a: b\n  # c"],
    ["CRLF", "evidence: E01\r\nkind:\r\n  - observation\r\n"],
    ["CR", "evidence: E01\rkind:\r  - observation\r"],
    ["values that are no text elsewhere", "a: 1.10\nb: ~\nc: true\nd: null\n"],
    [
      "marks within words",
      "a: x:y, z#1 - [b] {c} & d * e ! f % g @ h | i > j\n",
    ],
    ["marks before words", "a: -x\nb: :y\nc: ?z\nd: .5\n"],
    ["a web address", "artefact: https://example.org/a?b=c&d#e\n"],
    ["letters of all kinds", "title: Caf\u00e9 \u{1F4C4} \u00a0 \uff1a\n"],
    ["quotes", `a: "x: y # z"\nb: 'it''s'\nc: ""\nd: ''\ne: "it's"\n`],
    ["quoted keys", `"a": 1\n'b c': 2\n"": 3\n`],
    ["values without anything", "title:\nkind:  \ndate:\n"],
    ["comments behind values", "a: b # c\nd: 'e' # f\ng: [h]  # i\nj: # k\n"],
    ["a list", "kind:\n  - one\n  - two\n"],
    ["a list right below its key", "kind:\n- one\n- two\ndate: x\n"],
    ["a list of lists", "a:\n  - - b\n    - c\n  -\n    - d\n"],
    ["a list of maps", "a:\n  - id: 1\n    b: c\n  -   id: 2\n      b: d\n"],
    [
      "a list in a compact map right below its key",
      "a:\n- b:\n  - c\n  d: e\n",
    ],
    ["a map of maps", "a:\n  b:\n    c: d\n  e: f\ng: h\n"],
    ["items without anything", "a:\n  -\n  - b\n  - \n  -\n"],
    ["an indented header", "  a: b\n  c:\n    - d\n"],
    ["brackets", "a: [b, 'c d', \"e\", [f], {}, []]\nb: {c: d, 'e': [f]}\n"],
    ["brackets in items", "a:\n  - [b]\n  - { c: d }\n"],
    ["blanks in brackets", "a: [  ]\nb: {  }\nc: [ d , e ]\nf: { g:  h }\n"],
    ["text on several lines", "a: |\n  b\n\n    c\n  d\n\ne: |-\n  f\n"],
    ["joined text", "a: >\n  b\n  c\n\n  d\n\n\n  e\nf: >-\n  g\n  h\n"],
    ["text in items", "a:\n  - |\n    b: c\n  - >-\n   d\n"],
    ["text without a last line end", "a: |\n  b"],
    ["names", "a: &x b\nc: *x\nd: &y [e, *x]\nf: *y\ng: [*y, *x]\n"],
    ["named lists and maps", "a: &x\n  - b\nc: &y # d\n  e: *x\nf: *y\n"],
    ["named items", "a:\n  - &x b\n  - &y\n    - c\n  - *x\n  - *y\n"],
    ["a name below a key", "a: &x\n- b\nc: *x # d\n"],
  ])("%s", (_, yaml) => {
    expect(isTaken(yaml)).toBe(true);
  });

  // Where a list or map ends is seen by selecting and by what is replaced.
  it.each([
    ["blank lines", "a:\n  - b\n\n\nc: d\n"],
    ["a comment in between", "a:\n  - b\n# c\n  - d\n"],
    ["a comment that is indented like the items", "a:\n  - b\n  # c\nd: e\n"],
    ["a comment further in", "a:\n  - b\n    # c\n\n    # d\n  # e\nf: g\n"],
    ["a comment further out", "a:\n  b:\n    - c\n # d\ne: f\n"],
    [
      "comments of all kinds",
      "a:\n  b:\n    c: d\n     # e\n    # f\n   # g\n# h\n  i:\n",
    ],
    ["a comment below text", "a:\n  b: |\n    c\n   # d\ne: f\n"],
    [
      "a comment below a key without a value",
      "a:\n  b:\n  # c\nd:\n  e: # f\n\ng:\n",
    ],
    ["a comment below an empty item", "a:\n  -\n  # b\nc: d\n"],
    [
      "a comment between nested lists",
      "a:\n  - - b\n    # c\n  - - d\n  # e\n",
    ],
    ["a comment at the end", "a:\n  - b\n  # c\n"],
    ["a comment in an indented header", "  a:\n    b: c\n  # d\n"],
    [
      "the dashes of a list in a map in a list",
      "a:\n  - b:\n    - c\n    # d\n  - e\n",
    ],
  ])("and end behind %s as the parser has it", (_, yaml) => {
    expect(isTaken(yaml)).toBe(true);
  });
});

describe("what is not plain is left to the parser", () => {
  it.each([
    ["a second colon", "title: Training record: autumn\n"],
    ["a colon at the end", "title: Training record:\n"],
    ["a line without a colon", "title Adviser\ndate: x\n"],
    ["a colon without a blank", "title:Adviser\n"],
    ["a blank before the colon", "title : Adviser\n"],
    ["a key that is here twice", "a: b\nc: d\na: e\n"],
    ["a key that is twice in brackets", "a: {b: c, b: d}\n"],
    ["a list in place of a map", "- evidence: E09\n"],
    ["words in place of a map", "Some words\n"],
    ["a tab", "a:\tb\n"],
    ["a tab that indents", "a:\n\tb: c\n"],
    ["a control character", "a: b\u0000\n"],
    ["another kind of line end", "a: b\u0085c\n"],
    ["a line separator", "a: b\u2028c\n"],
    ["a byte order mark", "\uFEFFa: b\n"],
    ["a tag", "a: !b c\n"],
    ["a mark that is kept for later", "a: @home\n"],
    ["a back-tick", "a: `b`\n"],
    ["a per cent sign first", "%YAML 1.2\n"],
    ["a long key", "? a\n: b\n"],
    ["a mark between documents", "a: b\n--- \nc: d\n"],
    ["a mark behind a document", "a: b\n...\n"],
    ["an escape", String.raw`a: "b\nc"` + "\n"],
    ["quotes that do not close", 'a: "b\n'],
    ["quotes over two lines", "a: 'b\n  c'\n"],
    ["more behind quotes", "a: 'b' c\n"],
    ["no blank before a comment", "a: 'b'# c\n"],
    ["brackets that do not close", "a: [b\n"],
    ["brackets over two lines", "a: [b,\n  c]\n"],
    ["nothing between commas", "a: [b, , c]\n"],
    ["a comma at the end of a list", "a: [b, ]\n"],
    ["a pair in a list", "a: [b: c]\n"],
    ["a key without a value in brackets", "a: {b}\n"],
    ["a comment in brackets", "a: [b # c]\n"],
    ["a value on the line below", "a:\n  b\n"],
    ["a value over two lines", "a: b\n  c\n"],
    ["an item over two lines", "a:\n  - b\n    c\n"],
    ["a key further in", "a: b\n  c: d\n"],
    ["a key further out", "  a: b\nc: d\n"],
    ["an item further in", "a:\n  - b\n   - c\n"],
    ["an item further out", "a:\n    - b\n  - c\n"],
    ["a list behind its key", "a: - b\n"],
    ["dashes below a value", "a: b\n- c\n"],
    ["text that is indented by a figure", "a: |2\n   b\n"],
    ["text that keeps its end", "a: |+\n  b\n\n"],
    ["text without a line", "a: |\nb: c\n"],
    ["text below a blank line", "a: |\n\n  b\n"],
    ["text with a line of blanks", "a: |\n  b\n   \n  c\n"],
    ["joined text with a line further in", "a: >\n  b\n    c\n"],
    ["text that is not indented", "a:\n  - |\n  b\n"],
    ["a name that nobody has", "a: *b\n"],
    ["a name that comes later", "a: *x\nb: &x c\n"],
    ["a name that refers to itself", "a: &x\n  - *x\n"],
    ["a name of two values", "a: &x b\nc: &x d\n"],
    ["a name of nothing", "a: &x\nb: c\n"],
    ["a name of a key", "&x a: b\n"],
    ["a name of a key in an item", "a:\n  - &x b: c\n"],
    ["a name as a key", "a: &x b\n*x : c\n"],
    ["a name of a name", "a: &x b\nc: &y *x\n"],
    ["an empty item below a comment", "a:\n  - b\n  # c\n  -\n"],
  ])("%s", (_, yaml) => {
    expect(isTaken(yaml)).toBe(false);
  });

  const nested = (depth: number): string =>
    lines(
      ...Array.from({ length: depth }, (__, at) => `${" ".repeat(at)}k:`),
    ).replace(/\n$/, " v\n");
  const nestedNames = (depth: number): string =>
    `a: &x [[b]]\n${nested(depth).replace(" v\n", " *x\n")}`;

  it("more nesting than the limit allows", () => {
    expect(isTaken(nested(headerLimits.depth))).toBe(true);
    expect(isTaken(nested(headerLimits.depth + 1))).toBe(false);
    expect(isTaken(nestedNames(headerLimits.depth - 2))).toBe(true);
    expect(isTaken(nestedNames(headerLimits.depth - 1))).toBe(false);
  });

  it("more values than the limit allows, names followed", () => {
    // The map, two keys and values, one list of three empty items and a word,
    // and the same again where its name is.
    const yaml = "a: &x\n  -\n  -\n  -\n  - b\nc: *x\n";
    const nodes = 1 + 2 + 5 + 1 + 5;
    expect(isTaken(yaml, { ...headerLimits, nodes })).toBe(true);
    expect(isTaken(yaml, { ...headerLimits, nodes: nodes - 1 })).toBe(false);
  });

  it("values that multiply", () => {
    const more = Array.from(
      { length: 20 },
      (_, at) => `k${at + 1}: &n${at + 1} [${`*n${at}, `.repeat(9)}*n${at}]`,
    );
    expect(isTaken(lines("k0: &n0 x", ...more))).toBe(false);
  });

  it("more characters than the limit allows", () => {
    const yaml = "title: Some words\n";
    const characters = yaml.length;
    expect(isTaken(yaml, { ...headerLimits, characters })).toBe(true);
    const fewer = { ...headerLimits, characters: characters - 1 };
    expect(isTaken(yaml, fewer)).toBe(false);
  });
});

describe("headers as they are in life", () => {
  function expectPlain(headers: readonly string[]): void {
    const sound = headers.filter(
      (yaml) => readDocument(`---\n${yaml}---\n`).headerProblems.length === 0,
    );
    const declined = sound.filter((yaml) => !isTaken(yaml));
    const share = 1 - declined.length / sound.length;
    const told = `${declined.length} of ${sound.length} are declined:\n\n`;
    expect(sound.length).toBeGreaterThan(40);
    expect(share, told + declined.join("\n")).toBeGreaterThanOrEqual(0.99);
  }

  it("are plain in the samples", () => {
    expectPlain(sampleHeaders);
  });

  it("are plain on the pages of the rules", () => {
    expectPlain(pageHeaders);
  });

  it("are plain in the portfolios that are measured with", () => {
    expectPlain(corpusHeaders(1000, 7));
  });

  it("never reach the parser when they are plain", () => {
    const plain = [...sampleHeaders, ...corpusHeaders(300, 7)].filter((yaml) =>
      isTaken(yaml),
    );
    parser.mockClear();
    for (const yaml of plain) readDocument(`---\n${yaml}---\n\nWords.\n`);
    expect(parser).not.toHaveBeenCalled();
  });

  it("reach it when they are not", () => {
    const { evidence } = readDocument("---\nevidence: 'E\n  01'\n---\n");
    expect(evidence[0]?.id.text).toBe("E 01");
    expect(parser).toHaveBeenCalledOnce();
  });

  it("never reach it in a shipped pack", () => {
    for (const { file, text } of shippedTexts) {
      readFrameworkPack({ file, text, isShipped: true });
    }
    expect(parser).not.toHaveBeenCalled();
  });
});
