// Dates, spans and lengths of time, as ISO writes them and as people do.

import { describe, expect, it } from "vitest";
import {
  durationInWords,
  earliestWithin,
  parseDate,
  parseDuration,
  parseSpan,
  regularDate,
  regularDuration,
  regularSpan,
} from "../../server/src/model/calendar.ts";

const day = (date: string) => ({ start: date, end: date });

describe("a date", () => {
  it.each([
    ["2026-05-11", day("2026-05-11")],
    ["2026-05", { start: "2026-05-01", end: "2026-05-31" }],
    ["2026-04", { start: "2026-04-01", end: "2026-04-30" }],
    ["2026-02", { start: "2026-02-01", end: "2026-02-28" }],
    ["2024-02", { start: "2024-02-01", end: "2024-02-29" }],
    ["1900-02", { start: "1900-02-01", end: "1900-02-28" }],
    ["2000-02", { start: "2000-02-01", end: "2000-02-29" }],
    ["2026", { start: "2026-01-01", end: "2026-12-31" }],
    ["2024-02-29", day("2024-02-29")],
    // A time of day is cut off.
    ["2026-05-11T09:30", day("2026-05-11")],
    ["2026-05-11 09:30:00+02:00", day("2026-05-11")],
    // The years that a Date would take for those of 1900.
    ["0050-02", { start: "0050-02-01", end: "0050-02-28" }],
    ["0004-02-29", day("0004-02-29")],
  ])("%s", (text, span) => {
    expect(parseDate(text)).toEqual(span);
  });

  it.each([
    "",
    "2026-13",
    "2026-00",
    "2026-02-29",
    "2026-04-31",
    "2026-05-00",
    "0000",
    "26-05-11",
    "11/05/2026",
    "2026-5-1",
    "2026-05-11 and so on",
    " 2026",
  ])("is not %j", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
});

describe("a span", () => {
  it.each([
    ["2026-04-01/2027-03-31", { start: "2026-04-01", end: "2027-03-31" }],
    ["2026-01/2026-03", { start: "2026-01-01", end: "2026-03-31" }],
    ["2025/2026", { start: "2025-01-01", end: "2026-12-31" }],
    ["2026-05-20 / 2026-05", { start: "2026-05-20", end: "2026-05-31" }],
    ["2026-05-11/2026-05-11", day("2026-05-11")],
    ["2026-05-11", day("2026-05-11")],
  ])("%s", (text, span) => {
    expect(parseSpan(text)).toEqual(span);
  });

  it.each([
    "2026-05-02/2026-05-01",
    "2026/2025",
    "2026/",
    "/2026",
    "a/b",
    "1/2/3",
  ])("is not %j", (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });
});

describe("the usual form", () => {
  it.each([
    ["11/05/2026", "2026-05-11"],
    ["1/5/2026", "2026-05-01"],
    ["11.05.2026", "2026-05-11"],
    ["2026-5-1", "2026-05-01"],
    ["11 May 2026", "2026-05-11"],
    ["1st May 2026", "2026-05-01"],
    ["2nd Sept 2026", "2026-09-02"],
    ["3rd sep. 2026", "2026-09-03"],
    ["May 2026", "2026-05"],
    ["2026-05-11T10:00", "2026-05-11"],
    ["29 February 2024", "2024-02-29"],
  ])("of the date %s is %s", (text, regular) => {
    expect(regularDate(text)).toBe(regular);
  });

  it.each([
    "31/02/2026",
    "29 February 2026",
    "13/13/2026",
    "11 Smarch 2026",
    "11/05/26",
    "May",
    "yesterday",
    "",
  ])("of the date %j is unknown", (text) => {
    expect(regularDate(text)).toBeUndefined();
  });

  it.each([
    ["1 April 2026 to 31 March 2027", "2026-04-01/2027-03-31"],
    ["11/05/2026 - 12/05/2026", "2026-05-11/2026-05-12"],
    ["May 2026 \u2013 June 2026", "2026-05/2026-06"],
    ["2026-05-01 to 2 June 2026", "2026-05-01/2026-06-02"],
    ["1 May 2026/2 May 2026", "2026-05-01/2026-05-02"],
    ["11/05/2026", "2026-05-11"],
  ])("of the span %s is %s", (text, regular) => {
    expect(regularSpan(text)).toBe(regular);
  });

  it.each(["June 2026 to May 2026", "spring to autumn", "1 to 2 to 3", ""])(
    "of the span %j is unknown",
    (text) => {
      expect(regularSpan(text)).toBeUndefined();
    },
  );

  it.each([
    ["24 months", "P24M"],
    ["1 year", "P1Y"],
    ["2 Years", "P2Y"],
    ["6 weeks", "P42D"],
    ["90days", "P90D"],
    ["p24m", "P24M"],
    ["P1Y6M", "P1Y6M"],
  ])("of the length %s is %s", (text, regular) => {
    expect(regularDuration(text)).toBe(regular);
  });

  it.each(["two years", "24", "months", "P", "PT5H", ""])(
    "of the length %j is unknown",
    (text) => {
      expect(regularDuration(text)).toBeUndefined();
    },
  );
});

function earliest(date: string, duration: string): string {
  const parsed = parseDuration(duration);
  if (parsed === undefined) throw new Error(`${duration} is no length of time`);
  return earliestWithin(date, parsed);
}

describe("the earliest day within a length of time", () => {
  it.each([
    ["2027-01-15", "P24M", "2025-01-15"],
    ["2027-01-15", "P2Y", "2025-01-15"],
    ["2027-01-15", "P1Y6M", "2025-07-15"],
    ["2027-01-15", "P15D", "2026-12-31"],
    ["2027-01-15", "P1M15D", "2026-11-30"],
    // Clamped to the end of a shorter month.
    ["2026-03-31", "P1M", "2026-02-28"],
    ["2024-03-31", "P1M", "2024-02-29"],
    ["2026-07-31", "P1M", "2026-06-30"],
    // A leap day has no fellow in most years.
    ["2024-02-29", "P1Y", "2023-02-28"],
    ["2024-02-29", "P4Y", "2020-02-29"],
    // Across leap days.
    ["2024-03-01", "P1D", "2024-02-29"],
    ["2026-03-01", "P1D", "2026-02-28"],
    ["2026-01-01", "P0D", "2026-01-01"],
    // Further back than dates go, and than a Date can hold.
    ["2026-01-01", "P1976Y1D", "0049-12-31"],
    ["2026-01-01", "P3000Y", "0001-01-01"],
    ["2026-01-01", "P800000D", "0001-01-01"],
    ["2026-01-01", "P99999999999999D", "0001-01-01"],
    ["2026-01-01", `P${"9".repeat(400)}Y`, "0001-01-01"],
  ])("before %s, %s back, is %s", (date, duration, expected) => {
    expect(earliest(date, duration)).toBe(expected);
  });
});

it.each([
  ["P24M", "24 months"],
  ["P1Y", "1 year"],
  ["P1Y6M", "1 year and 6 months"],
  ["P90D", "90 days"],
  ["P0D", "0 days"],
])("%s reads %s", (duration, words) => {
  const parsed = parseDuration(duration);
  expect(parsed && durationInWords(parsed)).toBe(words);
});
