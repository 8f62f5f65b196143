// Codes of standards: how they are compared. Resolution against a catalogue
// is in resolveCodes.ts.

/** A code as its pack spells it: `QIF-1.1`, `H/601/5314.1.2`. */
export type StandardCode = string & { readonly __standardCode: unique symbol };

/** What two spellings of one code share: `QIF1.1`, `H6015314.1.2`. */
export type NormalForm = string & { readonly __normalForm: unique symbol };

/** Any dash: hyphen to horizontal bar, minus, small and full-width forms. */
export const dashPattern = /[-\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;

const notKept = /[^\p{L}\p{N}.]/gu;
const plainCode = /^[A-Z0-9.]*$/;

/**
 * Folds a spelling to its normal form: compatibility characters and case are
 * folded and everything but letters, digits and dots is dropped. A dot at the
 * end closes a sentence and is no part of the code.
 */
export function normalForm(text: string): NormalForm {
  let folded = text;
  if (!plainCode.test(text)) {
    folded = text.normalize("NFKC").toUpperCase().replace(notKept, "");
  }
  return folded.replace(/\.+$/, "").replace(/^\.+/, "") as NormalForm;
}

/** Orders codes as people count: `1.2` before `1.10`. */
export function compareCodes(a: string, b: string): number {
  if (a === b) return 0;
  return compareNumbers(a, b) || codeOrder.compare(a, b) || (a < b ? -1 : 1);
}

/** More digits than this may be no exact number. */
const mostDigits = 15;

/**
 * Codes mostly differ in one number first, and to compare numbers costs a
 * fraction of what a collator does; zero where that decides nothing.
 */
function compareNumbers(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  while (at > 0 && isDigit(a.charCodeAt(at - 1))) at -= 1;
  const left = digitsAt(a, at);
  const right = digitsAt(b, at);
  return left < 0 || right < 0 ? 0 : left - right;
}

/** The number that stands there; -1 for none, or one that is too long. */
function digitsAt(text: string, from: number): number {
  let value = 0;
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) break;
    value = value * 10 + (unit - 0x30);
  }
  return at === from || at - from > mostDigits ? -1 : value;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

const codeOrder = new Intl.Collator("en", { numeric: true });

/**
 * How a code of this kind begins, up to and with its first separator: `QIF-`,
 * `H/`, `ERS-`. Undefined for codes without one.
 */
export function codePrefix(code: string): string | undefined {
  return /^([\p{L}][\p{L}\p{N}]*[^\p{L}\p{N}\s])[\p{L}]*\p{N}/u.exec(code)?.[1];
}
