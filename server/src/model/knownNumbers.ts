// The units and qualifications of the loaded packs that have a number of the
// register, and which of them a mistyped number may be meant for.

import type { Catalogue } from "./catalogue.ts";
import { findRegisterNumber } from "./checkCharacter.ts";
import { editDistance } from "./nearest.ts";

export interface KnownNumber {
  /** As its pack writes it. */
  readonly code: string;
  readonly title: string;
  readonly form: string;
}

const numbersOf = new WeakMap<Catalogue, readonly KnownNumber[]>();

function knownNumbers(catalogue: Catalogue): readonly KnownNumber[] {
  let numbers = numbersOf.get(catalogue);
  if (numbers === undefined) {
    const found = new Map<string, KnownNumber>();
    const add = (code: string, title: string): void => {
      const number = findRegisterNumber(code);
      if (number?.length !== code.length || found.has(number.form)) return;
      found.set(number.form, { code, title, form: number.form });
    };
    for (const { standards, qualifications } of catalogue.frameworks) {
      for (const { code, aliases, title } of standards) {
        for (const name of [code, ...aliases]) add(name, title);
      }
      for (const { code, title } of qualifications) add(code, title);
    }
    numbers = [...found.values()];
    numbersOf.set(catalogue, numbers);
  }
  return numbers;
}

/** Those that one slip turns into this number. */
export function numbersNear(
  catalogue: Catalogue,
  form: string,
): readonly KnownNumber[] {
  return knownNumbers(catalogue).filter(
    (known) => known.form !== form && editDistance(form, known.form, 1) <= 1,
  );
}
