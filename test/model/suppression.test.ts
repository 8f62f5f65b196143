// Comments that silence findings, and settings and headers that change their
// severity.

import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  defaultSettings,
  readSettings,
  type Settings,
} from "../../server/src/model/settings.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import { markdown } from "../support/portfolioOf.ts";
import { loudRunner, snapshotOf } from "../support/snapshotOf.ts";

function findings(
  texts: Readonly<Record<string, string>>,
  settings: Settings = defaultSettings,
): readonly Finding[] {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  return [
    ...loudRunner().allFindings(snapshotOf(files, settings)).values(),
  ].flat();
}

describe("a comment", () => {
  it.each([
    ["<!-- evidence-ignore a-b: why -->", [["a-b"], "why", false]],
    [
      "text <!-- evidence-ignore a-b, c: it is so --> text",
      [["a-b", "c"], "it is so", false],
    ],
    ["<!--evidence-ignore-file a-b: why-->", [["a-b"], "why", true]],
  ])("%s is read", (text, [codes, reason, isForFile]) => {
    expect(readDocument(text).suppressions).toMatchObject([
      { codes, reason, isForFile },
    ]);
  });

  it.each([
    ["without a reason", "<!-- evidence-ignore a-b -->"],
    ["with an empty reason", "<!-- evidence-ignore a-b: -->"],
    ["without a code", "<!-- evidence-ignore: why -->"],
    ["with another word", "<!-- evidence-ignored a-b: why -->"],
    ["in code", "```\n<!-- evidence-ignore a-b: why -->\n```"],
    ["in prose", "evidence-ignore a-b: why"],
  ])("%s silences nothing", (_, text) => {
    expect(readDocument(text).suppressions).toEqual([]);
  });

  it("in front matter is YAML's own", () => {
    const text = markdown(
      "evidence: E01 # evidence-ignore a-b: why\n# evidence-ignore-file c: because",
    );
    expect(readDocument(text).suppressions).toMatchObject([
      {
        codes: ["a-b"],
        isForFile: false,
        range: { startLine: 1, startCharacter: 14 },
      },
      { codes: ["c"], isForFile: true, range: { startLine: 2 } },
    ]);
  });

  it.each([
    [
      "the same line",
      "  - QIF-9.9 # evidence-ignore unknown-standard: soon",
      1,
    ],
    [
      "the next line",
      "  # evidence-ignore unknown-standard: soon\n  - QIF-9.9",
      1,
    ],
    [
      "over blank lines",
      "  # evidence-ignore unknown-standard: soon\n\n  - QIF-9.9",
      1,
    ],
    [
      "not further",
      "  # evidence-ignore unknown-standard: soon\n  - QIF-9.9\n  - QIF-9.8",
      2,
    ],
    [
      "another code",
      "  # evidence-ignore irregular-code: soon\n  - QIF-9.9",
      2,
    ],
    [
      "the file",
      "  - QIF-9.9\n  - QIF-9.8\n# evidence-ignore-file unknown-standard: soon",
      1,
    ],
  ])("reaches %s", (_, lines, left) => {
    const header = `evidence: E01\nstandards:\n  - QIF-9.7\n${lines}`;
    const codes = findings({ "e.md": markdown(header) }).map(
      ({ code }) => code,
    );
    const isFile = lines.includes("-file");
    expect(codes.filter((code) => code === "unknown-standard")).toHaveLength(
      isFile ? left - 1 : left,
    );
  });

  it("never changes coverage", () => {
    const texts = (comment: string) => ({
      "portfolio.md": markdown(
        `portfolio: general\n${comment}standards: QIF-1.1`,
      ),
    });
    const silent = texts("# evidence-ignore unmet-requirement: soon\n");
    expect(findings(texts("")).map(({ code }) => code)).toEqual([
      "unmet-requirement",
    ]);
    expect(findings(silent)).toEqual([]);
    const files = Object.entries(silent).map(([path, text]) => ({
      path,
      text,
    }));
    const { index } = snapshotOf(files);
    expect(index.portfolios.get("")?.coverage.counts.uncovered).toBe(1);
  });
});

describe("severity", () => {
  const texts = (rules: string) => ({
    "portfolio.md": markdown(
      `portfolio: general\nstandards: QIF-1.1${rules === "" ? "" : `\nrules:\n  unmet-requirement: ${rules}`}`,
    ),
  });
  const severity = (
    rules: string,
    set?: "off" | "error" | "hint",
  ): string | undefined =>
    findings(texts(rules), {
      ...defaultSettings,
      rules: set === undefined ? {} : { "unmet-requirement": set },
    })[0]?.severity;

  it.each([
    ["the rule's own", "", undefined, "warning"],
    ["the setting's", "", "error", "error"],
    ["off by the setting", "", "off", undefined],
    [
      "the portfolio's, over the setting's",
      "information",
      "error",
      "information",
    ],
    ["off by the portfolio", "off", undefined, undefined],
  ] as const)("is %s", (_, rules, set, expected) => {
    expect(severity(rules, set)).toBe(expected);
  });
});

describe("settings", () => {
  it.each([
    [undefined],
    [null],
    [7],
    ["text"],
    [[]],
    [{ rules: 7, frameworks: "x", exclude: { a: 1 } }],
    [{ rules: { "unknown-field": "loud" } }],
  ])("of %j are the defaults", (value) => {
    expect(readSettings(value)).toEqual(defaultSettings);
  });

  it("keep what is well formed", () => {
    expect(
      readSettings({
        rules: { "unknown-field": "off", "broad-mapping": 3 },
        frameworks: ["packs", 1],
        exclude: ["node_modules/**"],
        useIgnoreFiles: false,
        maximumDocuments: 500,
        personalNames: " ~/private/names.txt ",
        other: true,
      }),
    ).toEqual({
      rules: { "unknown-field": "off" },
      frameworks: ["packs"],
      exclude: ["node_modules/**"],
      useIgnoreFiles: false,
      maximumDocuments: 500,
      personalNames: "~/private/names.txt",
    });
  });

  it.each([0, -3, 2.5, "500", null])(
    "read as many documents as by default when told %j",
    (maximumDocuments) => {
      expect(readSettings({ maximumDocuments })).toEqual(defaultSettings);
    },
  );
});
