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

describe("a comment and fenced code", () => {
  const comment = "<!-- evidence-ignore a-b: why -->";
  const heeded = (lines: readonly string[], lineEnd = "\n"): number => {
    const { suppressions, faultySuppressions } = readDocument(
      lines.join(lineEnd),
    );
    expect(faultySuppressions).toEqual([]);
    return suppressions.length;
  };
  const lineEnds = [
    ["\n", "\n"],
    ["\r\n", "\r\n"],
  ] as const;

  describe.each(lineEnds)("with lines that end with %j", (_, lineEnd) => {
    it.each([
      ["words in backticks", ["```Vision``` is our word.", "", comment]],
      ["a fence with a backtick behind it", ["``` a ` b", "", comment]],
      ["a closed fence", ["```", "code", "```", comment]],
      ["a closed fence with a language", ["``` js", "code", "```", comment]],
      ["a closing fence with blanks", ["```", "``` \t", comment]],
      ["a longer closing fence", ["```", "`````", comment]],
      ["a closing fence further in", ["```", "   ```", comment]],
      ["a closed fence further in", ["   ```", "```", comment]],
      ["backticks too far in", ["Words", "    ```", comment]],
      ["two backticks", ["``", comment]],
      ["a closed fence of tildes", ["~~~", "code", "~~~", comment]],
      ["tildes with a backtick behind", ["~~~ a ` b", "~~~", comment]],
      ["a longer fence of tildes", ["~~~", "~~~~", comment]],
      ["tildes too far in", ["Words", "    ~~~", comment]],
    ])("counts below %s", (_, lines) => {
      expect(heeded(lines, lineEnd)).toBe(1);
    });

    it.each([
      ["in code", ["```", comment, "```"]],
      ["below a fence with words behind", ["```", "``` js", comment, "```"]],
      ["below a shorter fence", ["````", "```", comment, "````"]],
      ["below a fence of the other sign", ["```", "~~~", comment, "```"]],
      ["below a fence too far in", ["```", "    ```", comment, "```"]],
      ["below a fence with a no-break space", ["```", "```\u00a0", comment]],
      ["in code further in", ["   ```", comment, "```"]],
      ["in code that never ends", ["```", "", "Words", "", comment]],
      ["in code of tildes", ["~~~", comment, "~~~"]],
      ["below tildes with words behind", ["~~~", "~~~ js", comment, "~~~"]],
      ["below fewer tildes", ["~~~~", "~~~", comment, "~~~~"]],
      ["below backticks in tildes", ["~~~", "```", comment, "~~~"]],
      ["in tildes with a backtick behind", ["~~~ a ` b", comment, "~~~"]],
      ["behind an opening fence", [`~~~ ${comment}`, "~~~"]],
    ])("does not count %s", (_, lines) => {
      expect(heeded(lines, lineEnd)).toBe(0);
    });
  });

  it("is faulty below words in backticks, too", () => {
    const text = "```Vision``` is our word.\n\n<!-- evidence-ignore a-b -->\n";
    expect(readDocument(text)).toMatchObject({
      suppressions: [],
      faultySuppressions: [{ lacks: "reason", range: { startLine: 2 } }],
    });
  });

  it("silences what stands below words in backticks", () => {
    const text = (comment: string): string =>
      `# A\n\n\`\`\`Vision\`\`\` is our word.\n\n${comment}See @E02.\n`;
    const codes = (body: string): readonly string[] =>
      findings({
        "portfolio.md": markdown("portfolio: general\nstandards: QIF-1.1"),
        "e.md": markdown("evidence: E01"),
        "a.md": body,
      }).map(({ code }) => code);
    expect(codes(text(""))).toContain("unknown-evidence");
    expect(
      codes(text("<!-- evidence-ignore unknown-evidence: later -->\n\n")),
    ).not.toContain("unknown-evidence");
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
