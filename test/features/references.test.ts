// References and highlights: every place that names what the cursor is on.

import { describe, expect, it } from "vitest";
import { highlights } from "../../server/src/features/highlights.ts";
import { references } from "../../server/src/features/references.ts";
import { openFixture } from "../support/openFixture.ts";
import { readFiles } from "../support/fixture.ts";
import { indexDocument } from "../../server/src/model/readDocument.ts";
import { lineText } from "../../server/src/text/lineIndex.ts";
import type { TextRange } from "../../server/src/text/textRange.ts";

/** A line with what is marked in it between angles. */
function marked(text: string, range: TextRange): string {
  const line = lineText(indexDocument(text), range.startLine);
  const [from, to] = [range.startCharacter, range.endCharacter];
  return `${line.slice(0, from)}«${line.slice(from, to)}»${line.slice(to)}`;
}

function referencesAt(
  fixture: string,
  withDeclaration = false,
): readonly string[] {
  const { snapshot, document, position, files } = openFixture(fixture);
  return references(snapshot, document, position, withDeclaration).map(
    (answer) => {
      const path = answer.kind === "document" ? answer.path : answer.file;
      const text = files.find((file) => file.path === path)?.text;
      const place =
        text === undefined
          ? "shipped"
          : marked(text, answer.range).replace(/^ +/, "");
      return `${path}: ${place}`;
    },
  );
}

const portfolio = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
  - DEMO-1.1
notApplicable:
  - standards: DEMO-2
    reason: No partners
waivers:
  - requirement: pieces
    standards: DEMO-1.1
    reason: Agreed
credited:
  - standards: DEMO-1
    evidence: E01
---
As @E01 says.
-- evidence/e01.md --
---
evidence: E01
standards:
  - DEMO-1.1-1.3
  - DEMO-2.1
tags:
  - DEMO-1.1
---
See @E02.
-- evidence/log.md --
---
evidence:
  - id: E02
    standards:
      DEMO-1:
        - 1.1
  - id: "E03"
    title: After @e01
    standards: DEMO-1
---
-- report.md --
# Report

## DEMO-1 and DEMO-1.1 Vision

The plan [@E01, p. 3] and @E01-E03.

- [ ] Ask (@e01)

\`@E01\` and the [log](evidence/e01.md).
-- reviews/r1.md --
---
review: R01
reviewer: R. Assessor
seen:
  - evidence: E01
decisions:
  - standards: DEMO-1.1
    evidence:
      - E01
      - E02
    decision: met
    fingerprints:
      E01: sha256-x
      DEMO-1.1: sha256-y
---
I have seen @E01.
-- reviews/r2.md --
---
review: R02
decisions:
  - agrees: r01
    standards: DEMO-1.2
---
`;

/** The cursor behind the first occurrence of a text in a file. */
function cursor(path: string, text: string, fixture = portfolio): string {
  return readFiles(fixture)
    .map((file) => {
      const body =
        file.path === path ? file.text.replace(text, `${text}$0`) : file.text;
      return `-- ${file.path} --\n${body}`;
    })
    .join("\n");
}

const ofVision = [
  "evidence/e01.md: - «DEMO-1.1»-1.3",
  "evidence/e01.md: - «DEMO-1.1»",
  "evidence/log.md: - «1.1»",
  "portfolio.md: - «DEMO-1.1»",
  "portfolio.md: standards: «DEMO-1.1»",
  "report.md: ## DEMO-1 and «DEMO-1.1» Vision",
  "report.md: The plan [«@E01», p. 3] and @E01-E03.",
  "report.md: The plan [@E01, p. 3] and «@E01-E03».",
  "report.md: `@E01` and the «[log](evidence/e01.md)».",
  "reviews/r1.md: - standards: «DEMO-1.1»",
  "reviews/r1.md: «DEMO-1.1»: sha256-y",
];

describe("references of a standard", () => {
  it.each([
    ["a target", "portfolio.md", "  - DEMO-1.1"],
    ["a waiver", "portfolio.md", "    standards: DEMO-1.1"],
    ["the start of a range", "evidence/e01.md", "DEMO"],
    ["a tag", "evidence/e01.md", "tags:\n  - DEMO"],
    ["a member below a key", "evidence/log.md", "        - 1.1"],
    ["the second code of a heading", "report.md", "and DEMO"],
    ["a decision", "reviews/r1.md", "  - standards: DEMO"],
    ["what was judged", "reviews/r1.md", "      DEMO"],
    [
      "its line in the pack",
      ".evidence/frameworks/demo.yaml",
      "code: DEMO-1.1",
    ],
  ])("are the same from %s", (_, path, text) => {
    const pack = openFixture(`${portfolio}-- x.md --\n$0`).files.at(-1);
    const all = `${portfolio}-- ${pack?.path ?? ""} --\n${pack?.text ?? ""}`;
    expect(referencesAt(cursor(path, text, all))).toEqual(ofVision);
  });

  it("begin with the pack's line, when the declaration is wanted", () => {
    expect(referencesAt(cursor("portfolio.md", "  - DEMO-1.1"), true)).toEqual([
      ".evidence/frameworks/demo.yaml: - code: «DEMO-1.1»",
      ...ofVision,
    ]);
  });

  it("of a parent are broad mappings to it, and none of its children's", () => {
    expect(referencesAt(cursor("evidence/log.md", "      DEMO-1"))).toEqual([
      "evidence/log.md: «DEMO-1»:",
      "evidence/log.md: standards: «DEMO-1»",
      "portfolio.md: - standards: «DEMO-1»",
      "report.md: ## «DEMO-1» and DEMO-1.1 Vision",
    ]);
  });

  it("that stands inside a range only are the range", () => {
    expect(
      referencesAt(cursor("reviews/r2.md", "standards: DEMO-1.2")),
    ).toEqual([
      "evidence/e01.md: - «DEMO-1.1-1.3»",
      "reviews/r2.md: standards: «DEMO-1.2»",
    ]);
  });

  it("are those of all portfolios of the folder, its own first", () => {
    const twice = (own: string): string => `-- a/portfolio.md --
---
portfolio: general
standards: DEMO-1.1
---
-- b/portfolio.md --
---
portfolio: general
standards: ${own}
---
-- b/e.md --
---
evidence: E01
standards: DEMO-1.1
---
`;
    expect(referencesAt(twice("DEMO$0-1.1"))).toEqual([
      "b/e.md: standards: «DEMO-1.1»",
      "b/portfolio.md: standards: «DEMO-1.1»",
      "a/portfolio.md: standards: «DEMO-1.1»",
    ]);
  });

  it("are those of its own document, where that is under no portfolio", () => {
    expect(
      referencesAt("-- e.md --\n---\nevidence: E1\nstandards: DEMO-1$0.2\n---"),
    ).toEqual(["e.md: standards: «DEMO-1.2»"]);
  });

  it("lead into a shipped pack as the definition does", () => {
    expect(
      referencesAt(
        "-- e.md --\n---\nevidence: E1\nstandards: QIF-1.1$0\n---",
        true,
      ),
    ).toEqual(["qif.yaml: shipped", "e.md: standards: «QIF-1.1»"]);
  });

  it("are there for frameworks, qualifications and pathways too", () => {
    expect(referencesAt(cursor("portfolio.md", "  - DEMO"))).toEqual([
      "portfolio.md: - «DEMO»",
    ]);
    expect(
      referencesAt(
        "-- portfolio.md --\n---\nportfolio: qualification\nstandards: AVA-L3-CERT$0\n---",
      ),
    ).toEqual(["portfolio.md: standards: «AVA-L3-CERT»"]);
  });
});

const ofPlan = [
  "evidence/log.md: title: After @«e01»",
  "portfolio.md: evidence: «E01»",
  "portfolio.md: As @«E01» says.",
  "report.md: The plan [@«E01», p. 3] and @E01-E03.",
  "report.md: The plan [@E01, p. 3] and @«E01»-E03.",
  "report.md: - [ ] Ask (@«e01»)",
  "report.md: `@«E01»` and the [log](evidence/e01.md).",
  "report.md: `@E01` and the «[log](evidence/e01.md)».",
  "reviews/r1.md: - evidence: «E01»",
  "reviews/r1.md: - «E01»",
  "reviews/r1.md: «E01»: sha256-x",
  "reviews/r1.md: I have seen @«E01».",
];

describe("references of a piece of evidence", () => {
  it.each([
    ["its header", "evidence/e01.md", "evidence: E0"],
    ["another's title", "evidence/log.md", "After @e"],
    ["a credit", "portfolio.md", "    evidence: E"],
    ["a citation", "report.md", "[@E0"],
    ["the start of a range", "report.md", "and @E0"],
    ["code", "report.md", "`@E0"],
    ["a link", "report.md", "[lo"],
    ["what a reviewer has seen", "reviews/r1.md", "seen:\n  - evidence: E"],
    ["a decision", "reviews/r1.md", "    evidence:\n      - E"],
    ["what was judged", "reviews/r1.md", "fingerprints:\n      E"],
    ["what a reviewer says", "reviews/r1.md", "seen @E"],
  ])("are the same from %s", (_, path, text) => {
    expect(referencesAt(cursor(path, text))).toEqual(ofPlan);
  });

  it("have its header as the declaration", () => {
    const [own, ...others] = referencesAt(
      cursor("reviews/r1.md", "seen @E"),
      true,
    );
    expect(own).toBe("evidence/e01.md: evidence: «E01»");
    expect(others).toEqual(ofPlan);
  });

  it("that stands inside a range only are the range", () => {
    expect(
      referencesAt(cursor("evidence/log.md", "evidence:\n  - id: E"), true),
    ).toEqual([
      "evidence/e01.md: See @«E02».",
      "evidence/log.md: - id: «E02»",
      "report.md: The plan [@E01, p. 3] and @«E01-E03».",
      "reviews/r1.md: - «E02»",
    ]);
  });

  it("leave out the quotation marks", () => {
    expect(referencesAt(cursor("report.md", "@E01-E0"), true)).toEqual([
      'evidence/log.md: - id: "«E03»"',
      "report.md: The plan [@E01, p. 3] and @E01-«E03».",
    ]);
  });

  it("stay in the portfolio", () => {
    const other =
      "-- other/portfolio.md --\n---\nportfolio: general\nstandards: DEMO\n---\n@E01\n";
    expect(
      referencesAt(cursor("report.md", "[@E0", `${portfolio}${other}`)),
    ).toEqual(ofPlan);
  });
});

it("a review's name has references too", () => {
  expect(referencesAt(cursor("reviews/r2.md", "agrees: r"), true)).toEqual([
    "reviews/r1.md: review: «R01»",
    "reviews/r2.md: - agrees: «r01»",
  ]);
});

it.each([
  ["prose", "report.md", "The pl"],
  ["a key", "evidence/e01.md", "standar"],
])("%s has none", (_, path, text) => {
  expect(referencesAt(cursor(path, text), true)).toEqual([]);
});

describe("highlights", () => {
  const highlightsAt = (fixture: string): readonly string[] => {
    const { snapshot, document, position, text } = openFixture(fixture);
    return highlights(snapshot, document, position).map(
      ({ range, isDeclaration }) =>
        `${isDeclaration ? "write" : "read"} ${marked(text, range)}`,
    );
  };

  it("are the places of this document", () => {
    expect(highlightsAt(cursor("reviews/r1.md", "seen @E"))).toEqual([
      "read   - evidence: «E01»",
      "read       - «E01»",
      "read       «E01»: sha256-x",
      "read I have seen @«E01».",
    ]);
  });

  it("tell what gives the name from what uses it", () => {
    expect(
      highlightsAt(
        "-- e.md --\n---\nevidence: E01$0\ntitle: More than @E01\n---",
      ),
    ).toEqual(["write evidence: «E01»"]);
    expect(highlightsAt(cursor("evidence/e01.md", "evidence: E0"))).toEqual([
      "write evidence: «E01»",
    ]);
  });

  it("are none in prose", () => {
    expect(highlightsAt(cursor("report.md", "The pl"))).toEqual([]);
  });
});
