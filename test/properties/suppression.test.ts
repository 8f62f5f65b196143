// What a scan of lines takes for code is what the parser takes for it: a
// comment on a line of its own counts where the parser has HTML.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { parseMarkdown } from "../../server/src/syntax/markdown.ts";

const timeout = 60_000;

const comment = "<!-- evidence-ignore a-b: why -->";

/**
 * Lines of no list and no quotation: with these fences end, which the scan does
 * not follow.
 */
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(comment, ` ${comment}`) },
  { weight: 3, arbitrary: fc.constantFrom("", "  ") },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...["```", "````", "`````", "``", "``` js", "```js", "``` \t", "```\t"],
      ...["~~~", "~~~~", "~~~~~", "~~", "~~~ js", "~~~js", "~~~ \t", "~~~\t"],
      ...[" ```", "   ```", "    ```", "\t```", "  ~~~", "    ~~~", "  ``` js"],
      ...["``` a ` b", "```Vision``` is our word.", "``` `", "~~~ a ` b"],
      ...["~~~ a ~ b", "~~~a~~~", "```~~~", "~~~```", "```\u00a0", "\\```"],
      ...["x ```", "x ~~~", "~~~ a\u2028b", "``` a\u2028b", "```\f"],
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...["Words", "## Heading", "    further in", "  a little", "===", "`x"],
    ),
  },
);
const body = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n", "\r"))
  .map(([lines, lineEnd]) => ({ lines, text: lines.join(lineEnd) }));

/** The lines on which the parser has HTML in no other block. */
function htmlLines(text: string): readonly number[] {
  return parseMarkdown(text).children.flatMap(({ type, position }) =>
    type === "html" && position !== undefined ? [position.start.line - 1] : [],
  );
}

describe("a comment on a line of its own", () => {
  it("counts where the parser has HTML, and not in code", { timeout }, () => {
    let counted = 0;
    let inCode = 0;
    fc.assert(
      fc.property(body, ({ lines, text }) => {
        const { suppressions, faultySuppressions } = readDocument(text);
        const heeded = suppressions.map(({ range }) => range.startLine);
        expect(heeded).toEqual(htmlLines(text));
        expect(faultySuppressions).toEqual([]);
        counted += heeded.length;
        inCode +=
          lines.filter((one) => one.trim() === comment).length - heeded.length;
      }),
      {
        numRuns: 5000,
        examples: [
          [bodyOf("# A", "", "```Vision``` is our word.", "", comment)],
          [bodyOf("```", "``` js", comment, "```")],
        ],
      },
    );
    // Both happen often, or it would say little.
    expect(counted).toBeGreaterThan(1000);
    expect(inCode).toBeGreaterThan(1000);
  });
});

function bodyOf(...lines: string[]) {
  return { lines, text: lines.join("\n") };
}
