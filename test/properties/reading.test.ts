// Reading is total: whatever the text, it gives facts, throws nothing, and
// every range that it names lies inside the text.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  indexLines,
  lineEnd,
  offsetAt,
  positionAt,
  withoutByteOrderMark,
} from "../../server/src/text/lineIndex.ts";
import type { TextRange } from "../../server/src/text/textRange.ts";
import { mutated, mutations, sampleFiles } from "../support/sampleFiles.ts";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";

const timeout = 180_000;

function isRange(value: object): value is TextRange {
  return "startLine" in value && "endCharacter" in value;
}

/** All ranges in a value, with the way to each. */
function rangesIn(
  value: unknown,
  at = "",
): readonly (readonly [string, TextRange])[] {
  if (typeof value !== "object" || value === null) return [];
  if (isRange(value)) return [[at, value]];
  return Object.entries(value).flatMap(([key, part]) =>
    rangesIn(part, `${at}/${key}`),
  );
}

function expectRangesInside(text: string, value: unknown): void {
  const index = indexLines(withoutByteOrderMark(text));
  for (const [at, range] of rangesIn(value)) {
    for (const [line, character] of [
      [range.startLine, range.startCharacter],
      [range.endLine, range.endCharacter],
    ] as const) {
      const start = index.lineStarts[line];
      if (start === undefined)
        throw new Error(`${at}: there is no line ${line}`);
      const length = lineEnd(index, line) - start;
      if (character < 0 || character > length) {
        throw new Error(`${at}: line ${line} has no character ${character}`);
      }
    }
    const isForward =
      range.startLine < range.endLine ||
      (range.startLine === range.endLine &&
        range.startCharacter <= range.endCharacter);
    if (!isForward) throw new Error(`${at}: runs backwards`);
  }
}

function readAll(text: string): void {
  expectRangesInside(text, readDocument(text));
  const pack = readFrameworkPack({ file: "own.yaml", text, isShipped: false });
  expectRangesInside(text, pack);
}

const yamlPiece = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(..."-:#&*!|>'\"%@`[]{},?\t \n\r".split("")),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "\n",
      "\r\n",
      "\n  ",
      "\n    ",
      "\n- ",
      "---\n",
      "\n---\n",
      "...\n",
      ": ",
      "evidence: ",
      "evidence:\n  - id: E01",
      "portfolio: general",
      "review: R01",
      "standards:",
      "standard: ",
      "kind: observation",
      "date: 2026-05-11",
      "items:",
      "tiers:",
      "id: X",
      "edition: one",
      "code: X-1",
      "title: T",
      "&a ",
      "*a",
      "<<: *a",
      "!!str ",
      "QIF-1.1-1.3",
      "@E01",
      "# QIF-1.1\n",
      "| a | b |\n|---|---|\n",
      "<!-- evidence-ignore unknown-field: so -->",
      "# evidence-ignore-file unknown-field: so",
      "```\n",
      "\uFEFF",
      "\u{1F4C4}",
      "\u2028",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
);
const yamlText = fc
  .array(yamlPiece, { maxLength: 40 })
  .map((parts) => parts.join(""));
const headerText = yamlText.map(
  (text) => `---\nevidence: ${text}\n---\n${text}`,
);

const documents = ["self-assessment", "diploma", "broken"].flatMap((name) =>
  sampleFiles(name).filter(
    ({ path, text }) => path.endsWith(".md") && text !== "",
  ),
);

describe("reading", () => {
  it("takes any text", { timeout }, () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "grapheme", maxLength: 200 }),
    );
    fc.assert(fc.property(anyText, readAll), { numRuns: 300 });
  });

  it("takes any text that looks like YAML", { timeout }, () => {
    fc.assert(fc.property(fc.oneof(yamlText, headerText), readAll), {
      numRuns: 1000,
    });
  });

  it("takes any mutation of a sample's documents", { timeout }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), mutations, ({ text }, all) => {
        const changed = mutated(text, all);
        expectRangesInside(changed, readDocument(changed));
      }),
      { numRuns: 400 },
    );
  });

  it("takes any mutation of a pack", { timeout }, () => {
    const packs = shippedTexts.map(({ text }) => text.slice(0, 6000));
    fc.assert(
      fc.property(fc.constantFrom(...packs), mutations, (text, all) => {
        const changed = mutated(text, all);
        expectRangesInside(
          changed,
          readFrameworkPack({
            file: "x.yaml",
            text: changed,
            isShipped: false,
          }),
        );
      }),
      { numRuns: 80 },
    );
  });

  it(
    "finds the same in the same places when lines end in CRLF",
    { timeout },
    () => {
      const withoutReturns = fc.oneof(
        fc
          .tuple(fc.constantFrom(...documents), mutations)
          .map(([{ text }, all]) => mutated(text, all)),
        fc.oneof(yamlText, headerText),
      );
      fc.assert(
        fc.property(withoutReturns, (written) => {
          const text = written.replaceAll("\r", "");
          const unix = readDocument(text);
          const windows = readDocument(text.replaceAll("\n", "\r\n"));
          expect(rangesIn(windows)).toEqual(rangesIn(unix));
          expect(windows.role).toBe(unix.role);
        }),
        { numRuns: 500 },
      );
    },
  );

  it("does not count a byte order mark", () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), ({ text }) => {
        expect(readDocument(`\uFEFF${text}`)).toEqual(readDocument(text));
      }),
      { numRuns: 20 },
    );
  });
});

describe("positions", () => {
  const text = fc
    .array(fc.constantFrom("a", "é", "\u{1F4C4}", "\n", "\r\n", "\r", "\t", ""))
    .map((parts) => parts.join(""));

  it("are counted in lines that end with LF, CRLF or CR", () => {
    fc.assert(
      fc.property(text, (written) => {
        const lineStarts = [0];
        for (const { index, 0: lineEnd } of written.matchAll(/\r\n|\n|\r/g)) {
          lineStarts.push(index + lineEnd.length);
        }
        expect(indexLines(written)).toEqual({ text: written, lineStarts });
      }),
      { numRuns: 500 },
    );
  });

  it("lead from every offset back to it", () => {
    fc.assert(
      fc.property(text, (written) => {
        const index = indexLines(written);
        for (let offset = 0; offset <= written.length; offset += 1) {
          const there = positionAt(index, offset);
          const isBetween =
            written[offset - 1] === "\r" && written[offset] === "\n";
          expect(offsetAt(index, there)).toBe(isBetween ? offset - 1 : offset);
        }
      }),
    );
  });

  it("are clamped to the text", () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: -3, max: 40 }),
        fc.integer({ min: -3, max: 40 }),
        (written, line, character) => {
          const offset = offsetAt(indexLines(written), { line, character });
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(written.length);
        },
      ),
    );
  });

  it("never go back as the offset grows", () => {
    fc.assert(
      fc.property(text, (written) => {
        const index = indexLines(written);
        for (let offset = 1; offset <= written.length; offset += 1) {
          const before = positionAt(index, offset - 1);
          const there = positionAt(index, offset);
          const isBehind =
            there.line > before.line ||
            (there.line === before.line && there.character >= before.character);
          expect(isBehind).toBe(true);
        }
      }),
    );
  });
});
