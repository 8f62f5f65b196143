// Whether a stretch of text stands by itself or is a part of something longer:
// a code, a path, an address, an amount, another number.

const wordCharacter = /[\p{L}\p{N}]/u;
const joinsBefore = /[\p{L}\p{N}/\\#@&=+~£$€%]/u;
const joinsAfter = /[\p{L}\p{N}/\\@&=%#+]/u;

/** Nothing before `at` makes what begins there the end of something longer. */
export function isFreeBefore(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (before === "") return true;
  // Emphasis and punctuation may stand before it, a joint of a code may not.
  const first = text.charAt(at - 2);
  if (before === "_" || before === "-") return !wordCharacter.test(first);
  // `Tel.01632 960123`
  if (before === ".") return !/[\p{Lu}\p{N}]/u.test(first);
  return !joinsBefore.test(before);
}

/** Nothing from `at` makes what ends there the start of something longer. */
export function isFreeAfter(text: string, at: number): boolean {
  const after = text.charAt(at);
  const next = text.charAt(at + 1);
  if (after === "_" || after === "-") return !wordCharacter.test(next);
  // Behind a full stop a capital begins a sentence; `.pdf` and `.5` do not.
  if (after === ".") return !/[\p{Ll}\p{N}]/u.test(next);
  if (after === ",") return !/\p{N}/u.test(next);
  // Of two numbers with a stroke between them, each is one.
  if (after === "/") return !wordCharacter.test(next) || next === "0";
  return !joinsAfter.test(after);
}

const reference =
  /(?:\b(?:ref(?:erence)?|order|invoice|inv|account|acct|a\/c|contract|case|ticket|serial|batch|barcode|isbn|issn|company|charity|charitable|ukprn|urn|vat|certificate|registration|licen[cs]e|policy|claim|job|po|purchase order|version|build|asset|receipt|transaction|course|booking|tender)(?:s|'s)?[ ]?(?:(?:ref(?:erence)?|no|num|number|code|id|is|was)\b\.?[ ]?)*[:#=]?[ ]?)$/i;

const longestReference = 48;

/** Whether a word just before it says that a number numbers something else. */
export function isReference(text: string, at: number): boolean {
  return reference.test(text.slice(Math.max(0, at - longestReference), at));
}

/** Whether these words stand shortly before, on the same line. */
export function hasCueBefore(text: string, at: number, cue: RegExp): boolean {
  const before = text.slice(Math.max(0, at - longestReference), at);
  return cue.test(before.slice(before.search(/[^\n\r]*$/)));
}
