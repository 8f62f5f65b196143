// The numbers of Ofqual's register carry a check character: the letter before
// a unit's seven digits, and the last character of a qualification's number.
// Both were derived from published numbers, so a mismatch is a doubt and no
// more; the slip is as likely to be in a digit as in the character.

import { normalForm, type NormalForm } from "./standardCode.ts";

export interface RegisterNumber {
  readonly kind: "unit" | "qualification";
  readonly form: NormalForm;
  /** Its place at the beginning of a text: what stands behind is no part. */
  readonly from: number;
  readonly length: number;
  /** Whether its parts are separated as the register separates them. */
  readonly isSeparated: boolean;
  readonly hasRightCheck: boolean;
}

const separator = "[^\\p{L}\\p{N}.]*";
const unitNumber = new RegExp(
  `^\\p{L}(?:${separator}\\p{N}){7}(?![\\p{L}\\p{N}])`,
  "u",
);
const qualificationNumber = new RegExp(
  `^(?:\\p{N}${separator}){7}[\\p{N}xX]$`,
  "u",
);
const separatedNumber =
  /^(?:\p{L}[^\p{L}\p{N}.]+\p{N}{3}|\p{N}{3}[^\p{L}\p{N}.]+\p{N}{4})[^\p{L}\p{N}.]+[\p{L}\p{N}]+$/u;

const unitLetters = "ADFHJKLMRTY";
const qualificationCharacters = "0123456789X";

const fewestDigits = 7;

/** Whether a text has digits enough for a number: a cheap look. */
export function mayHoldNumber(text: string): boolean {
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Other scripts have digits of their own.
    if ((unit >= 0x30 && unit <= 0x39) || unit > 0x7f) digits += 1;
  }
  return digits >= fewestDigits;
}

const knownTexts = new Map<string, RegisterNumber | undefined>();
const mostKnown = 2000;

/** The number at the beginning of a text, if it has the shape of one. */
export function findRegisterNumber(text: string): RegisterNumber | undefined {
  if (!mayHoldNumber(text)) return undefined;
  if (!knownTexts.has(text)) {
    if (knownTexts.size > mostKnown) knownTexts.clear();
    knownTexts.set(text, readRegisterNumber(text));
  }
  return knownTexts.get(text);
}

function readRegisterNumber(text: string): RegisterNumber | undefined {
  const from = text.length - text.trimStart().length;
  const rest = text.trim();
  const unit = unitNumber.exec(rest)?.[0];
  const written = unit ?? qualificationNumber.exec(rest)?.[0];
  if (written === undefined) return undefined;
  const form = normalForm(written);
  const isUnit = unit !== undefined;
  if (!(isUnit ? /^[A-Z]\d{7}$/ : /^\d{7}[\dX]$/).test(form)) return undefined;
  // Wales has numbers of its own, `C00/1056/1`, to which none of this applies.
  if (
    /^\p{L}\p{N}/u.test(written) &&
    (/\W/.test(written) || form.startsWith("C"))
  ) {
    return undefined;
  }
  const digits = isUnit ? form.slice(1) : form.slice(0, 7);
  const check = isUnit ? form.charAt(0) : form.charAt(7);
  const characters = isUnit ? unitLetters : qualificationCharacters;
  return {
    kind: isUnit ? "unit" : "qualification",
    form,
    from,
    length: written.length,
    isSeparated: separatedNumber.test(written),
    hasRightCheck: check === characters[checkRemainder(digits)],
  };
}

function checkRemainder(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    sum += Number(digits.charAt(at)) * (8 - at);
  }
  return sum % 11;
}
