// Finds what points to a person in plain text: numbers, addresses, dates of
// birth, and the names of the user's own list. A scan of characters, because
// evidence never meets the Markdown parser, and because what stands in code
// and comments is in the file all the same.

import { TextMemory } from "../text/textMemory.ts";
import { findBirthDates } from "./birthDates.ts";
import { findEmailAddresses } from "./emailAddresses.ts";
import { findNames, type NameList } from "./personalNames.ts";
import { findPersonalNumbers } from "./personalNumbers.ts";

export type PersonalDataKind =
  | "national-insurance-number"
  | "phone-number"
  | "email-address"
  | "postcode"
  | "date-of-birth"
  | "learner-number"
  | "name";

/** Where something personal stands, in offsets; never what it says. */
export interface PersonalStretch {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
  /** What the user's list would have in its place. */
  readonly pseudonym?: string;
}

/** All of it in the order of the text; of two that overlap, the first. */
export function findPersonalData(
  text: string,
  names: NameList,
): readonly PersonalStretch[] {
  if (names !== rememberedNames) {
    remembered = new TextMemory();
    rememberedNames = names;
  }
  const stretches = remembered.read(text, (stretch) =>
    findPersonalDataWhole(stretch, names),
  );
  return stretches.flatMap(({ start: above, value }) =>
    value.map((found) => ({
      ...found,
      start: found.start + above,
      end: found.end + above,
    })),
  );
}

// Whatever is found stands between two blank lines, and so does all that it
// is told by: what is between them is the same whatever stands around it.
let remembered = new TextMemory<readonly PersonalStretch[]>();
let rememberedNames: NameList | undefined;

/** The same in one go: what a long text's stretches are tested against. */
export function findPersonalDataWhole(
  text: string,
  names: NameList,
): readonly PersonalStretch[] {
  const found = [
    ...findEmailAddresses(text),
    ...findPersonalNumbers(text),
    ...findBirthDates(text),
    ...findNames(text, names),
  ];
  if (found.length < 2) return found;
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let done = 0;
  return found.filter(({ start, end }) => {
    if (start < done) return false;
    done = end;
    return true;
  });
}
