// National Insurance numbers, phone numbers, learner numbers and postcodes.
// One pass over the digits of a text: where there are none, nothing is done.

import type { PersonalStretch } from "./personalData.ts";
import { postcodeAround } from "./postcodes.ts";
import {
  hasCueBefore,
  isFreeAfter,
  isFreeBefore,
  isReference,
} from "./wordEdges.ts";

/** What people put between the groups of a number; a line may end there. */
const gap = "(?:[ \\u00A0\\u2009\\u202F.-]|\\r?\\n)";

export function findPersonalNumbers(text: string): readonly PersonalStretch[] {
  const found: PersonalStretch[] = [];
  let done = 0;
  figures.lastIndex = 0;
  for (;;) {
    const match = figures.exec(text);
    if (match === null) return found;
    const { index: start, 0: digits } = match;
    if (start < done) continue;
    const { length } = digits;
    // Most figures are dates and codes: their first look tells them apart.
    let stretch: PersonalStretch | undefined;
    const isLong =
      length >= 6 || nextDigitAfter(text, start + length - 1) !== undefined;
    if (isLong && length % 2 === 0 && length <= 6) {
      stretch = nationalInsuranceNumberAt(text, start);
    }
    if (stretch === undefined && (length > 2 || digits === "44")) {
      stretch = phoneNumberAt(text, start, done);
    }
    if (isLong && stretch === undefined && length <= learnerDigits) {
      stretch = learnerNumberAt(text, start, length);
    }
    stretch ??= postcodeAround(text, start + length);
    if (stretch === undefined) continue;
    found.push(stretch);
    done = stretch.end;
  }
}

const figures = /\d{2,}|\d(?=[A-Za-z])/g;

const space = 32;

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isAsciiLetter(unit: number): boolean {
  const lower = unit | 32;
  return lower >= 97 && lower <= 122;
}

// --- National Insurance numbers

const prefix = new RegExp(`([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])${gap}?$`, "i");
const rest = new RegExp(
  `\\d{2}${gap}?\\d{2}${gap}?\\d{2}(?!\\d)(?:${gap}?([A-D])(?![\\p{L}\\p{N}]))?`,
  "iuy",
);
const neverAllotted = new Set(["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"]);
const insuranceCue = /national insurance|\bN\.?I\.?\b|\bNINO\b/i;

function nationalInsuranceNumberAt(
  text: string,
  digits: number,
): PersonalStretch | undefined {
  const before = prefix.exec(text.slice(Math.max(0, digits - 4), digits));
  const letters = before?.[1];
  if (before === null || letters === undefined) return undefined;
  if (neverAllotted.has(letters.toUpperCase())) return undefined;
  rest.lastIndex = digits;
  const match = rest.exec(text);
  if (match === null) return undefined;
  const start = digits - before[0].length;
  const end = digits + match[0].length;
  if (!isFreeBefore(text, start) || !isFreeAfter(text, end)) return undefined;
  const [, suffix] = match;
  const ends = letters + (suffix ?? "");
  const isSure =
    suffix !== undefined &&
    ends === ends.toUpperCase() &&
    // `KX-851687-C` is how others number their cases.
    !/^[A-Z]+[-.]\d{6}/.test(text.slice(start, end)) &&
    !isReference(text, start);
  if (!isSure && !hasCueBefore(text, start, insuranceCue)) return undefined;
  return { kind: "national-insurance-number", start, end };
}

// --- phone numbers

const international = new RegExp(
  `(?:\\(?\\+44\\)?|0044)${gap}?(?:\\(0\\)${gap}?|0)?\\(?`,
  "y",
);
const nextDigit = new RegExp(`(?:${gap}|\\)${gap}?|${gap}\\(|)\\d`, "y");

/** Numbers without the 0 in front, by the ranges that are in use. */
const fullNumber = /^(?:7\d|1[1-9]|2[03489]|3[0347]|5[56]|8[047]|9[018])\d{8}$/;
const shortNumber = /^(?:1[2-9]\d|800)\d{6}$/;

function phoneNumberAt(
  text: string,
  digits: number,
  done: number,
): PersonalStretch | undefined {
  const hasPlus = text.charAt(digits - 1) === "+";
  const isAbroad = hasPlus || text.startsWith("0044", digits);
  if (!isAbroad && text.charAt(digits) !== "0") return undefined;
  let start = hasPlus ? digits - 1 : digits;
  let first = digits + 1;
  if (isAbroad) {
    if (hasPlus && text.startsWith("(+44)", start - 1)) start -= 1;
    international.lastIndex = start;
    const match = international.exec(text);
    if (match === null) return undefined;
    first = start + match[0].length;
  } else if (/^\(\d{3,6}\)/.test(text.slice(digits - 1, digits + 7))) {
    start -= 1;
  }
  const isSecond = done > 0 && start === done + 1;
  if (!isSecond && !isFreeBefore(text, start)) return undefined;
  const end = phoneNumberEnd(text, first, isAbroad);
  if (end === undefined || !isFreeAfter(text, end)) return undefined;
  if (!isSecond && (hasGroupBefore(text, start) || isReference(text, start))) {
    return undefined;
  }
  if (hasGroupAfter(text, end)) return undefined;
  return { kind: "phone-number", start, end };
}

function phoneNumberEnd(
  text: string,
  first: number,
  isAbroad: boolean,
): number | undefined {
  const full = walkDigits(text, first, 10);
  if (full !== undefined && fullNumber.test(full.digits)) {
    return isGrouped(full, isAbroad) ? full.end : undefined;
  }
  const short = walkDigits(text, first, 9);
  return short !== undefined &&
    shortNumber.test(short.digits) &&
    // Ten figures in one row are more often a reference.
    (isAbroad || short.groups.length > 1) &&
    isGrouped(short, isAbroad)
    ? short.end
    : undefined;
}

interface WalkedDigits {
  readonly digits: string;
  readonly groups: readonly number[];
  readonly end: number;
}

/** So many digits from here, whatever stands between them; no more behind. */
function walkDigits(
  text: string,
  from: number,
  count: number,
): WalkedDigits | undefined {
  if (!isDigit(text.charCodeAt(from))) return undefined;
  const groups = [1];
  let digits = text.charAt(from);
  let at = from;
  while (digits.length < count) {
    const next = nextDigitAfter(text, at);
    if (next === undefined) return undefined;
    if (next > at + 1) groups.push(1);
    else groups[groups.length - 1] = (groups.at(-1) ?? 0) + 1;
    digits += text.charAt(next);
    at = next;
  }
  const end = at + 1;
  return isDigit(text.charCodeAt(end)) ? undefined : { digits, groups, end };
}

/** The next digit, right behind this one or behind what may part a number. */
function nextDigitAfter(text: string, at: number): number | undefined {
  const next = at + 1;
  if (isDigit(text.charCodeAt(next))) return next;
  // Behind most figures stands a word: no pattern has to be asked.
  const word = text.charCodeAt(next) === space ? next + 1 : next;
  if (isAsciiLetter(text.charCodeAt(word))) return undefined;
  nextDigit.lastIndex = next;
  return nextDigit.test(text) ? nextDigit.lastIndex - 1 : undefined;
}

/** An area code in front, and no single figures. */
function isGrouped({ groups }: WalkedDigits, isAbroad: boolean): boolean {
  const [area = 0] = groups;
  return area >= (isAbroad ? 1 : 2) && groups.slice(1).every((one) => one > 1);
}

/** Whether more figures stand before it: an account, a card. */
function hasGroupBefore(text: string, at: number): boolean {
  const group = /(\d+)[ \u00A0]$/.exec(text.slice(Math.max(0, at - 8), at));
  return group?.[1] !== undefined && isGroup(group[1]);
}

function hasGroupAfter(text: string, at: number): boolean {
  const group = /^[ \u00A0](\d+)/.exec(text.slice(at, at + 8));
  return group?.[1] !== undefined && isGroup(group[1]);
}

/** Three figures or more that are no year and begin no phone number. */
function isGroup(figures: string): boolean {
  return figures.length > 2 && !/^(?:(?:19|20)\d\d$|0)/.test(figures);
}

// --- learner numbers

const learnerCue =
  /(?:\bULN|\b(?:unique )?learner(?:'s)? (?:reference )?number)(?: is| was)?[ :*_|`]*$/i;
const learnerDigits = 10;

function learnerNumberAt(
  text: string,
  start: number,
  length: number,
): PersonalStretch | undefined {
  if (length > learnerDigits || text.charAt(start) === "0") return undefined;
  // Behind most figures stands a letter: these are the first to go.
  const walked = walkDigits(text, start, learnerDigits);
  if (walked === undefined || !isLearnerNumber(walked.digits)) return undefined;
  const isNamed = (): boolean => hasCueBefore(text, start, learnerCue);
  // Only where it is called so may it be written in groups.
  if (length < learnerDigits && !isNamed()) return undefined;
  const { end } = walked;
  if (!isFreeBefore(text, start) || !isFreeAfter(text, end)) return undefined;
  if (hasGroupBefore(text, start) || hasGroupAfter(text, end)) return undefined;
  const isCode = text.charAt(start - 1) === "`";
  if ((isCode || isReference(text, start)) && !isNamed()) return undefined;
  return { kind: "learner-number", start, end };
}

/**
 * Ten digits, the last of which checks the others: they are weighted from 10
 * down to 2, and what the sum leaves when divided by 11 is taken from 10. A
 * sum that leaves nothing has no check digit and is never given out.
 */
export function isLearnerNumber(digits: string): boolean {
  if (!/^[1-9]\d{9}$/.test(digits)) return false;
  // Round figures are amounts.
  if (digits.endsWith("000000")) return false;
  let sum = 0;
  for (let at = 0; at < 9; at += 1) {
    sum += Number(digits.charAt(at)) * (10 - at);
  }
  const left = sum % 11;
  return left !== 0 && 10 - left === Number(digits.charAt(9));
}
