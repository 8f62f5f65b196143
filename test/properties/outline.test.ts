// A body read in pieces, most of them without the parser, gives exactly what
// the parser makes of the whole: the shortcuts are only shortcuts.

import fc from "fast-check";
import { describe, it } from "vitest";
import { expectSameOutline } from "../support/expectSameOutline.ts";
import { mutated, mutations, sampleFiles } from "../support/sampleFiles.ts";

const timeout = 180_000;

const line = fc.oneof(
  { weight: 5, arbitrary: fc.constant("") },
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      "Words of a sentence, and more.",
      "# QIF-1.1 Vision",
      "## Chapter 2",
      "## Indicators (QIF-1.2) ##",
      "#no heading",
      "#",
      " # Further in",
      "    # Code",
      "\tCode",
      "As @E07 shows",
      "@E07, p. 3",
      "[@E07, p. 3; @E08]",
      "**Strengths**",
      "**Strengths:** many",
      "__Actions__",
      "*Not bold*",
      "***",
      "===",
      "---",
      "- - -",
      "- item",
      "- Goals are measurable",
      "  and in use",
      "* starred",
      "## Strengths",
      "### Areas for improvement",
      "**Areas for improvement**",
      "Judgement: Good",
      "**Previous judgement:** Good",
      "Comparator:",
      "Judgement",
      "- [x] Do it (for: AFI-1, owner: A (North), due: 2026-12-01)",
      "  - owner: B",
      "| action | owner |",
      "| --- | --- |",
      "| Do it | C |",
      "- [ ] task @E01",
      "  more of it",
      "1. first",
      "2) second",
      "> quoted @E02",
      "> # Quoted",
      "> ```",
      "- ```",
      "  ```",
      "```",
      "````",
      "``` js",
      "``` a ` b",
      "~~~",
      "~~~~ @E03",
      "x ``` y",
      "<!-- evidence-ignore x: y -->",
      "<!-- open",
      "closed -->",
      "<!-->",
      "<div>",
      "</div>",
      "<script>",
      "</script>",
      "<b>bold</b>",
      "<https://example.org>",
      "<pre>",
      "<?php",
      "?>",
      "<!X",
      ">",
      "| a | b |",
      "| - | - |",
      "| @E04 | [x](y.md) |",
      "a | b",
      "[link](evidence/e01.md)",
      "![image](e.png)",
      "[reference]",
      "[reference][]",
      "[text][reference]",
      "[reference]: e01.md",
      "> [reference]: quoted.md",
      "[^1]: A note",
      "A note[^1]",
      "   ",
      "\u00a0",
      "é begins with a letter",
      "&copy; 2026",
      "\\# escaped",
      "a\u2028# b",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom(...Array.from("#*_`~-=>|[]()<!@: \ta1é\\")),
      maxLength: 12,
    }),
  },
);

/** Words of one line, with what may stand in them. */
const inline = fc
  .array(
    fc.constantFrom(
      ..."Words of|see @E07|[@E07, p. 3; @E08]|[the record](evidence/e01.md)|[x](<y z.md>)".split(
        "|",
      ),
      ...'[E2](a.md#part "title")|![scan](e.png)|[note][1]|(see [@E_1])|*@E3*|**so**|_it_'.split(
        "|",
      ),
      ..."a_b|2*3|`@E4`|~~@E5~~|\\@E6|&copy;|me@there.org|https://x.org/@E7|@E8.|owner: A".split(
        "|",
      ),
      ..."R & D|Q&A|< 5 %|<b>|~8|~8~|~~9~~|a &amp b|x<y|&#64;E9|A & B @E9".split(
        "|",
      ),
      ..."(owner: B, due: 2026-12-01)|(for: [AFI](x.md))|Judgement: Good|£3|[]|[ ]|[x]|]|(|)".split(
        "|",
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join(" "));
const start = fc.constantFrom(
  ..."|||||- |- |* |+ |1. |2. |7) |> |> |>|> - |- > |  |    |- [ ] |- [x] |  - |   - |## |**|# || | |- ".split(
    "|",
  ),
);
const end = fc.constantFrom(
  "",
  "",
  "",
  "",
  "**",
  "**:",
  " |",
  "  ",
  ":",
  " ##",
);
const row = fc
  .array(inline, { minLength: 1, maxLength: 3 })
  .map((cells) => `| ${cells.join(" | ")} |`);
const composed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(start, inline, end).map((one) => one.join("")),
  },
  { weight: 2, arbitrary: row },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "| - |",
      "| --- | :-: |",
      "| action | owner |",
      "|-|-|-|",
      "",
    ),
  },
  { weight: 2, arbitrary: fc.constant("") },
);
const composedBody = fc
  .tuple(
    fc.array(composed, { maxLength: 9 }),
    fc.constantFrom("\n", "\n", "\r\n", "\r"),
    fc.constantFrom("", "", "## Strengths\n", "### Actions\n\n"),
  )
  .map(([lines, lineEnd, first]) => first + lines.join(lineEnd));

/** Lists in lists, as people write them and nearly so. */
const listLine = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...[0, 0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 10, 12].map((blanks) =>
            " ".repeat(blanks),
          ),
          ...["\t", "\t\t", " \t", "\t  ", "  \t "],
        ),
        fc.constantFrom(
          ..."- |- |- |* |+ |1. |2. |3) |10. |-  |-    |-     |1.  |-\t|1.\t|-\t\t|- \t|- [ ] |- [x] |-\t[ ] |* [X] ||||> |**a** ".split(
            "|",
          ),
        ),
        fc.constantFrom(
          ..."words|see @E07|owner: North|due: 2026-12-01|Judgement: Good|[the record](e.md)|**so**|*it* is|R & D @E1|[ ]|2 of 3|**Strengths**|a\tb @E1\t".split(
            "|",
          ),
        ),
      )
      .map((parts) => parts.join("")),
  },
  { weight: 2, arbitrary: fc.constantFrom("", "", "  ") },
);
const listBody = fc
  .tuple(
    fc.constantFrom("", "## Strengths\n\n", "Two of them:\n"),
    fc.array(listLine, { maxLength: 12 }),
    fc.constantFrom("\n", "\n", "\r\n"),
  )
  .map(([first, lines, lineEnd]) => first + lines.join(lineEnd));

/** Comments and other HTML, closed or not, where it begins a block or not. */
const htmlLine = fc.constantFrom(
  ...["", "", "", "Words @E1", "# H", "- item @E2", "  more", "> q @E3"],
  ...["<!-- a", "b -->", "-->", "<!-- x --> y", "x <!-- y", "x --> @E4"],
  ...["  <!-- c", "    <!-- d", "- <!-- e", "> <!-- f", "\t<!-- g", "<!-->"],
  ...["<!--->", "<!--", "<div>", "</div>", "<pre>", "</pre>", "```", "~~~"],
  ...["  ```", "<?x", "?>", "<!X", "1. a", "| a |", "| - |", "x <pre> y"],
  ...["<!-- ``` -->", "-->```", "--><pre>", "**Actions**", "@E6 x"],
);
const htmlBody = fc
  .array(htmlLine, { maxLength: 12 })
  .map((lines) => lines.join("\n"));

/** Definitions, what uses them, and what only looks so. */
const definitionLine = fc.constantFrom(
  ...["", "", "", "", "Words @E1", "# H [b]", "**Actions** [^1]", "- item [a]"],
  ...[
    "[a]: x.md",
    "[A b]: <y z.md> 'title'",
    "[b]:",
    "z.md#part",
    "[a]: other",
  ],
  ...["[^1]: A note @E2", "    more of it [a]", "[^1]: [b]", "[^@E3]: odd"],
  ...["[a]", "See [a].", "[a][]", "[words][a]", "[a  B]", "[a", "b] @E4"],
  ...[
    "![a]",
    "[x [a] y]",
    "\\[a]",
    "[a\\]b]",
    "[a\\]b]: w",
    "`[a]`",
    "[x](u.md)",
  ],
  ...["Text[^1] @E5", "[^1]", "[^@E3]", "[^2]", "[@E6]", "[@E7]: v", "- [ ] a"],
  ...["> [a]: quoted", "> [b]", "  [a]: in", "- [b]: listed", "## Actions"],
  ...["```", "<!-- [a]", "-->", "| [a] | b |", "| - | - |", "    [a]: code"],
  ...[
    "*[a]*",
    "[ẞ]: s",
    "[ss]",
    "[toString]",
    "[__proto__]: p",
    "[constructor]",
  ],
);
const definingBody = fc
  .tuple(
    fc.array(definitionLine, { maxLength: 12 }),
    fc.constantFrom("\n", "\n", "\n\n", "\r\n"),
  )
  .map(([lines, lineEnd]) => lines.join(lineEnd));

const body = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, lineEnd]) => lines.join(lineEnd));

describe("an outline read in pieces", () => {
  it("is that of the whole, whatever the body", { timeout }, () => {
    fc.assert(fc.property(body, expectSameOutline), {
      numRuns: 4000,
      // A fence inside HTML opens nothing.
      examples: [["<div>\n``` js\n\n```\n\n#"]],
    });
  });

  it("is that of the whole, whatever stands in its lines", { timeout }, () => {
    fc.assert(fc.property(composedBody, expectSameOutline), { numRuns: 5000 });
  });

  it("is that of the whole, whatever list is in what list", { timeout }, () => {
    fc.assert(fc.property(listBody, expectSameOutline), { numRuns: 6000 });
  });

  it("is that of the whole, whatever comment ends where", { timeout }, () => {
    fc.assert(fc.property(htmlBody, expectSameOutline), { numRuns: 5000 });
  });

  it("is that of the whole, whatever is defined where", { timeout }, () => {
    fc.assert(fc.property(definingBody, expectSameOutline), { numRuns: 6000 });
  });

  it("is that of the whole for every change of a sample", { timeout }, () => {
    const reports = ["self-assessment", "diploma"].flatMap((name) =>
      sampleFiles(name).filter(({ path }) => path.endsWith(".md")),
    );
    fc.assert(
      fc.property(fc.constantFrom(...reports), mutations, ({ text }, all) => {
        expectSameOutline(mutated(text, all));
      }),
      { numRuns: 300 },
    );
  });
});
