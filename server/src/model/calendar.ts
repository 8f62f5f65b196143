// Calendar dates and lengths of time. Dates are text in ISO 8601 form, so they
// compare as text; there is no clock here, and no time of day.

import { interned } from "../text/detached.ts";

/** A day as `YYYY-MM-DD`. */
export type CalendarDate = string;

/** A stretch of days, both included: a day, a month, a year, or start/end. */
export interface DateSpan {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/** A length of time in whole years, months and days. */
export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  /** As it was written, for messages. */
  readonly text: string;
}

const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** The first day that a date can name. */
const firstDay: CalendarDate = "0001-01-01";

function daysInMonth(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

function iso(year: number, month: number, day: number): CalendarDate {
  return interned(
    [
      String(year).padStart(4, "0"),
      String(month).padStart(2, "0"),
      String(day).padStart(2, "0"),
    ].join("-"),
  );
}

/** A date, month or year in ISO form; undefined when no calendar has it. */
export function parseDate(text: string): DateSpan | undefined {
  // A time of day is cut off: what matters here is the day.
  const match =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?$/.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  if (year < 1) return undefined;
  if (match[2] === undefined)
    return { start: iso(year, 1, 1), end: iso(year, 12, 31) };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  const last = daysInMonth(year, month);
  if (match[3] === undefined) {
    return { start: iso(year, month, 1), end: iso(year, month, last) };
  }
  const day = Number(match[3]);
  if (day < 1 || day > last) return undefined;
  const date = iso(year, month, day);
  return { start: date, end: date };
}

/** A date or `start/end`; undefined when it is neither, or runs backwards. */
export function parseSpan(text: string): DateSpan | undefined {
  const [first, second, ...more] = text.split("/");
  if (first === undefined || more.length > 0) return undefined;
  const start = parseDate(first.trim());
  if (second === undefined || start === undefined) return start;
  const end = parseDate(second.trim());
  if (end === undefined || end.end < start.start) return undefined;
  return { start: start.start, end: end.end };
}

/**
 * The ISO form of a date as people write it: `11/05/2026`, `11.5.2026`,
 * `11 May 2026`, `May 2026`, with a time of day or not. Day before month, as
 * in Britain. Undefined when it is nothing of the kind.
 */
export function regularDate(text: string): string | undefined {
  const trimmed = text.trim();
  const withTime = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(trimmed);
  if (withTime?.[1] !== undefined) return checkedDate(withTime[1]);
  const numbers = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(trimmed);
  if (numbers !== null) {
    return checkedDate(
      iso(Number(numbers[3]), Number(numbers[2]), Number(numbers[1])),
    );
  }
  const short = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  if (short !== null) {
    return checkedDate(
      iso(Number(short[1]), Number(short[2]), Number(short[3])),
    );
  }
  const words =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$/i.exec(
      trimmed,
    );
  const name = words?.[2]?.toLowerCase();
  if (words === null || name === undefined) return undefined;
  const month = monthNames.findIndex(
    (full) =>
      full === name ||
      full.slice(0, 3) === name ||
      (full === "september" && name === "sept"),
  );
  if (month < 0) return undefined;
  const year = Number(words[3]);
  if (words[1] === undefined) return iso(year, month + 1, 1).slice(0, 7);
  return checkedDate(iso(year, month + 1, Number(words[1])));
}

const spanSeparators = [/\s+to\s+/i, /\s+-\s+/, /\s*[–—]\s*/, /\s*\/\s*/];

/** The ISO form of a date or of a span: `1 May 2026 to 3 June 2026`. */
export function regularSpan(text: string): string | undefined {
  const whole = regularDate(text);
  if (whole !== undefined) return whole;
  for (const separator of spanSeparators) {
    const parts = text.trim().split(separator);
    if (parts.length !== 2) continue;
    const ends = parts.map(
      (part) => regularDate(part) ?? (parseDate(part) ? part : undefined),
    );
    const span = ends.join("/");
    if (!ends.includes(undefined) && parseSpan(span) !== undefined) return span;
  }
  return undefined;
}

function checkedDate(date: string): string | undefined {
  return parseDate(date) === undefined ? undefined : date;
}

/** `P24M`, `P2Y`, `P1Y6M`, `P90D`; undefined when it is none. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(text);
  if (match === null) return undefined;
  return {
    years: Number(match[1] ?? 0),
    months: Number(match[2] ?? 0),
    days: Number(match[3] ?? 0),
    text,
  };
}

/** The ISO form of `24 months`, `2 years`, `90 days`, `p24m`. */
export function regularDuration(text: string): string | undefined {
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  if (parseDuration(upper) !== undefined) return upper;
  const match = /^(\d+)\s*(year|month|week|day)s?$/i.exec(trimmed);
  const unit = match?.[2]?.toLowerCase();
  if (match?.[1] === undefined || unit === undefined) return undefined;
  const count = Number(match[1]);
  switch (unit) {
    case "year":
      return `P${count}Y`;
    case "month":
      return `P${count}M`;
    case "week":
      return `P${count * 7}D`;
    default:
      return `P${count}D`;
  }
}

/** A duration in words: `24 months`, `1 year and 6 months`. */
export function durationInWords(duration: Duration): string {
  const parts: string[] = [];
  const add = (count: number, unit: string): void => {
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  };
  add(duration.years, "year");
  add(duration.months, "month");
  add(duration.days, "day");
  return parts.length === 0 ? "0 days" : parts.join(" and ");
}

/**
 * The earliest day that lies within the duration before `date`. Counts back in
 * whole months and years, clamped to the month's end; the day itself counts.
 */
export function earliestWithin(
  date: CalendarDate,
  duration: Duration,
): CalendarDate {
  const [year = 1, month = 1, day = 1] = date.split("-").map(Number);
  const months =
    year * 12 + (month - 1) - duration.years * 12 - duration.months;
  const targetYear = Math.floor(months / 12);
  if (Number.isNaN(targetYear) || targetYear < 1) return firstDay;
  const targetMonth = (((months % 12) + 12) % 12) + 1;
  const targetDay = Math.min(day, daysInMonth(targetYear, targetMonth));
  if (duration.days === 0) return iso(targetYear, targetMonth, targetDay);
  // Set in parts, because Date.UTC takes the years 0 to 99 for those of 1900.
  const moved = new Date(0);
  moved.setUTCFullYear(targetYear, targetMonth - 1, targetDay - duration.days);
  const movedYear = moved.getUTCFullYear();
  // Longer than calendars go back, or than a Date can hold.
  if (Number.isNaN(movedYear) || movedYear < 1) return firstDay;
  return iso(movedYear, moved.getUTCMonth() + 1, moved.getUTCDate());
}
