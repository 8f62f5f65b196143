// Personal data found stretch by stretch, most of them remembered, is what is
// found in the whole text at once.

import fc from "fast-check";
import { expect, it } from "vitest";
import {
  findPersonalDataWhole,
  type PersonalStretch,
} from "../../server/src/syntax/personalData.ts";
import { readNameList } from "../../server/src/syntax/personalNames.ts";
import { TextMemory } from "../../server/src/text/textMemory.ts";

const timeout = 180_000;

const { list } = readNameList("Priya Shah = Learner A\nWill\nAnn Lee-Jones\n");

/** What is found, what tells it, and what comes near to it, in parts. */
const part = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ..."AB|12|34|56|C|AB123456C|NINO|07700|900123|+44|(0)|7700 900123|ULN:|1234567881|10|digits".split(
        "|",
      ),
      ..."SW1A|2AA|M1 1AE|postcode|born on|Date of birth:|DOB|4 May 2007|4.5.2007|(|4 May|2007".split(
        "|",
      ),
      ..."a@b.org|me|@|there.org|https://x.org/|git@|Priya|Shah|Will|asked|Ann|Lee-Jones|ref|order no:".split(
        "|",
      ),
      "| Name | DOB |",
      "| --- | --- |",
      "| A | 4.5.2007 |",
      "_",
      "-",
      ".",
      "+",
      "'",
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ..." | |  |\n|\n|\r\n|\n\n|\n\n|\r\n\r\n|\n \n|\n\n\n|\t|\u00a0".split(
        "|",
      ),
    ),
  },
);
const words = fc.array(part, { maxLength: 24 });
const edit = fc.tuple(fc.nat(24), fc.nat(3), fc.array(part, { maxLength: 3 }));

it("finds the same stretch by stretch", { timeout }, () => {
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 3 }),
      fc.array(edit, { maxLength: 5 }),
      fc.constantFrom(0, Infinity),
      (documents, edits, longText) => {
        const memory = new TextMemory<readonly PersonalStretch[]>({
          longText,
          longEdited: 0,
          shortestStretch: 0,
        });
        const check = (parts: readonly string[]): void => {
          const text = parts.join("");
          const read = memory.read(text, (stretch) =>
            findPersonalDataWhole(stretch, list),
          );
          const found = read.flatMap(({ start, value }) =>
            value.map((one) => ({
              ...one,
              start: one.start + start,
              end: one.end + start,
            })),
          );
          expect(found).toEqual(findPersonalDataWhole(text, list));
          expect(
            read.map(({ start, end }) => text.slice(start, end)).join(""),
          ).toBe(text);
        };
        let now = documents;
        now.forEach(check);
        for (const [at, count, added] of edits) {
          now = now.map((document) => document.toSpliced(at, count, ...added));
          now.forEach(check);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

it("reads a shorter text whole until it is edited", () => {
  const stretches = Array.from(
    { length: 6 },
    (_, at) => `Stretch ${String(at)}: ${"words and words ".repeat(80)}`,
  );
  const memory = new TextMemory<number>();
  const read = (text: string): readonly number[] => {
    const lengths: number[] = [];
    memory.read(text, ({ length }) => {
      lengths.push(length);
      return length;
    });
    return lengths;
  };
  const text = stretches.join("\n\n");
  expect(read(text)).toEqual([text.length]);
  const other = text.toUpperCase();
  expect(read(other)).toEqual([other.length]);
  // From the first edit on stretch by stretch, the others read in between.
  expect(read(`${other}.`)).toHaveLength(6);
  expect(read(text)).toEqual([text.length]);
  expect(read(`${other}..`)).toHaveLength(1);
});

it("reads only the stretch again in which a letter was typed", () => {
  const stretches = Array.from(
    { length: 20 },
    (_, at) => `Stretch ${String(at)}: ${"words and words ".repeat(80)}`,
  );
  const memory = new TextMemory<number>();
  let reads = 0;
  const read = (): void => {
    memory.read(stretches.join("\n\n"), ({ length }) => {
      reads += 1;
      return length;
    });
  };
  read();
  expect(reads).toBe(20);
  stretches[7] = `${stretches[7] ?? ""}.`;
  read();
  expect(reads).toBe(21);
});
