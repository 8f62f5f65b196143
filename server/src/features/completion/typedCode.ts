// What stands before the cursor, read as the beginning of a code and as words.

import { normalForm } from "../../model/standardCode.ts";

export interface TypedCode {
  /** Compared with codes. */
  readonly form: string;
  /** Compared with the numbers in codes; undefined when it begins with none. */
  readonly number: string | undefined;
  /** Compared with titles; without any, every standard fits. */
  readonly words: readonly string[];
}

export function readTyped(prefix: string): TypedCode {
  const typed = prefix.trim().toUpperCase();
  return {
    form: typedForm(prefix),
    number: /^\d/.test(typed) ? typed : undefined,
    words: wordsOf(prefix),
  };
}

/** The normal form of half a code: a dot at its end is being typed on from. */
function typedForm(prefix: string): string {
  const form = normalForm(prefix);
  return form !== "" && /\.\s*$/.test(prefix) ? `${form}.` : form;
}

/** The words of a text as they are compared. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether each word typed begins one of a text's. */
export function hasWords(text: string, { words }: TypedCode): boolean {
  const own = wordsOf(text);
  return words.every((word) => own.some((one) => one.startsWith(word)));
}
