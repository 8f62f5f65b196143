// The distance of two words is what a plain count of their edits gives, up to
// the limit: giving up early changes no answer.

import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance } from "../../server/src/model/nearest.ts";

/** All tables are filled, nothing is left out. */
function countEdits(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (__, column) =>
      row === 0 ? column : column === 0 ? row : 0,
    ),
  );
  const at = (row: number, column: number): number =>
    table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= a.length; row += 1) {
    for (let column = 1; column <= b.length; column += 1) {
      const isSwap =
        row > 1 &&
        column > 1 &&
        a[row - 1] === b[column - 2] &&
        a[row - 2] === b[column - 1];
      table[row]![column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1),
        isSwap ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(a.length, b.length);
}

// "!" and "A" share their last five bits with "a", "\u00e9" has them of "i".
const word = fc.string({
  unit: fc.constantFrom("a", "b", "c", "i", "A", "!", "\u00e9", "-"),
  maxLength: 7,
});

it("edits are counted up to the limit", () => {
  fc.assert(
    fc.property(word, word, fc.nat({ max: 4 }), (a, b, limit) => {
      const edits = countEdits(a, b);
      expect(editDistance(a, b, limit)).toBe(Math.min(edits, limit + 1));
    }),
    { numRuns: 5000 },
  );
});
