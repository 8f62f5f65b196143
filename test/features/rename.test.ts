// Rename: the ID of a piece of evidence, wherever its portfolio names it, and
// nothing else.

import { describe, expect, it } from "vitest";
import { prepareRename, rename } from "../../server/src/features/rename.ts";
import { updateSnapshot } from "../../server/src/model/snapshot.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import { evidenceId } from "../../server/src/model/evidenceTable.ts";
import { evidenceFingerprint } from "../../server/src/model/fingerprint.ts";
import {
  findingsOf,
  openWorkspace,
  withFiles,
  type MemoryWorkspace,
} from "../support/memoryWorkspace.ts";
import { openFixture, type OpenFixture } from "../support/openFixture.ts";
import { loudRunner, shipped } from "../support/snapshotOf.ts";

/** The lines that a rename changes, as they are then; or why it is refused. */
function renamed(fixture: string, newName: string): readonly string[] | string {
  const open = openFixture(fixture);
  const { snapshot, document, position, files } = open;
  const answer = rename(snapshot, document, position, newName);
  if (answer === undefined) return "none of ours";
  if (answer.kind === "refused") return answer.message;
  return files.flatMap(({ path, text }) => {
    const edits = answer.edits.get(path) ?? [];
    const before = text.split("\n");
    return applyEdits(text, edits)
      .split("\n")
      .flatMap((line, at) =>
        line === before[at] ? [] : [`${path}: ${line.trim()}`],
      );
  });
}

/** What is renamed and its name, or why nothing is. */
function prepared(fixture: string): string {
  const { snapshot, document, position, text }: OpenFixture =
    openFixture(fixture);
  const answer = prepareRename(snapshot, document, position);
  if (answer === undefined) return "none of ours";
  if (answer.kind === "refused") return answer.message;
  const { startLine, startCharacter, endCharacter } = answer.range;
  const line = text.split("\n")[startLine] ?? "";
  return `«${line.slice(startCharacter, endCharacter)}» ${answer.placeholder}`;
}

const portfolio = `-- portfolio.md --
---
portfolio: general
standards: DEMO
---
`;
const piece = (id: string): string => `-- evidence/${id.toLowerCase()}.md --
---
evidence: ${id}
standards: DEMO-1.1
---
`;
const report = (text: string): string => `-- report.md --
## DEMO-1.2

${text}
`;

describe("the new ID is written", () => {
  it("wherever the portfolio names the piece", () => {
    const fixture = `-- portfolio.md --
---
portfolio: general
standards: DEMO
credited:
  - standards: DEMO-1
    evidence: E01
---
Begins with @E01.
-- evidence/e01.md --
---
evidence: E01$0
title: The plan
---
-- evidence/log.md --
---
evidence:
  - id: E02
    title: After @e01
  - id: E10
---
Confirms @E01, and says nothing of @E10 or e01@example.
-- report.md --
## DEMO-1.2

See [@E01, p. 3; @E02], @E01. And @E01's end; [the file](evidence/e01.md).

- [ ] Ask (@E01, owner: Sam)

> @E01 and \`@E01\`
<!-- @E01 -->

| Piece | [@E01](evidence/e01.md) |
| ----- | ----- |
-- reviews/r1.md --
---
review: R01
seen:
  - evidence: "E01"
decisions:
  - standards: DEMO-1.1
    evidence: ['e01', E02]
    comment: As @E01 shows.
    fingerprints: {"E01": sha256-x}
---
I have seen @E01.
`;
    expect(renamed(fixture, "PLAN-1")).toMatchInlineSnapshot(`
      [
        "portfolio.md: evidence: PLAN-1",
        "portfolio.md: Begins with @PLAN-1.",
        "evidence/e01.md: evidence: PLAN-1",
        "evidence/log.md: title: After @PLAN-1",
        "evidence/log.md: Confirms @PLAN-1, and says nothing of @E10 or e01@example.",
        "report.md: See [@PLAN-1, p. 3; @E02], @PLAN-1. And @PLAN-1's end; [the file](evidence/e01.md).",
        "report.md: - [ ] Ask (@PLAN-1, owner: Sam)",
        "report.md: > @PLAN-1 and \`@PLAN-1\`",
        "report.md: <!-- @PLAN-1 -->",
        "report.md: | Piece | [@PLAN-1](evidence/e01.md) |",
        "reviews/r1.md: - evidence: "PLAN-1"",
        "reviews/r1.md: evidence: ['PLAN-1', E02]",
        "reviews/r1.md: comment: As @PLAN-1 shows.",
        "reviews/r1.md: fingerprints: {"PLAN-1": sha256-x}",
        "reviews/r1.md: I have seen @PLAN-1.",
      ]
    `);
  });

  it("in a review that lies elsewhere, and in no other portfolio", () => {
    expect(
      renamed(
        `-- a/portfolio.md --
---
portfolio: general
standards: DEMO
---
-- a/e01.md --
---
evidence: E01$0
---
-- reviews/r1.md --
---
review: R01
of: ../a
decisions:
  - standards: DEMO-1.1
    evidence: E01
---
-- b/portfolio.md --
---
portfolio: general
standards: DEMO
---
@E01
-- b/e01.md --
---
evidence: E01
---
`,
        "E07",
      ),
    ).toEqual(["a/e01.md: evidence: E07", "reviews/r1.md: evidence: E07"]);
  });

  it.each([
    ["E07", "See @E01.", "See @E07."],
    ["E07", "See @E01,E02 first", "See @E07,E02 first"],
    ["E07", "See @E02,01.", "See @E02,E07."],
    // What leans on the letters before it is written out.
    ["X7", "See @E01,02,03.", "See @X7,E02,03."],
    // A range that stays what it was.
    ["E00", "See @E01-E03.", "See @E00-E03."],
    ["e01", "See @E01-03.", "See @e01-03."],
    ["E07", "See @E01.p3 too", "See @E07.p3 too"],
    ["E07", "(@E01)–[@e01: p. 2]", "(@E07)–[@E07: p. 2]"],
  ])("as %s in: %s", (newName, before, after) => {
    const fixture = `${portfolio}${piece("E01$0")}${piece("E02")}${piece("E03")}`;
    expect(renamed(fixture + report(before), newName)).toEqual([
      `evidence/e01$0.md: evidence: ${newName}`,
      `report.md: ${after}`,
    ]);
  });

  it("where a mistaken ID was cited before it was put right", () => {
    const fixture = `${portfolio}${piece("E7")}${report("See @E07$0.")}`;
    expect(renamed(fixture, "E08")).toBe(
      "This portfolio has no evidence `E07`, so there is nothing to rename. Correct the ID, or catalogue the piece.",
    );
    const right = `${portfolio}${piece("E7").replace("E7\n", "E7$0\n")}${report("See @E07.")}`;
    expect(renamed(right, "E07")).toEqual(["evidence/e7.md: evidence: E07"]);
  });

  it("once where an alias repeats it", () => {
    expect(
      renamed(
        `${portfolio}${piece("E01")}-- r.md --
---
review: R1
seen:
  - evidence: &it E01$0
decisions:
  - standards: DEMO-1.1
    evidence: *it
---
`,
        "E07",
      ),
    ).toEqual(["evidence/e01.md: evidence: E07", "r.md: - evidence: &it E07"]);
  });

  it("in a piece of its own, under no portfolio", () => {
    expect(
      renamed("-- e.md --\n---\nevidence: 'E01$0'\n---\n@E01", "E07"),
    ).toEqual(["e.md: evidence: 'E07'", "e.md: @E07"]);
  });

  it("in one of two pieces with the same ID, and nowhere else", () => {
    const second = piece("E01")
      .replace("e01.md", "zz.md")
      .replace("E01\n", "E01$0\n");
    const fixture = `${portfolio}${piece("E01")}${second}${report("See @E01.")}`;
    expect(renamed(fixture, "E02")).toEqual(["evidence/zz.md: evidence: E02"]);
  });

  it("in the piece that holds it, and what names it goes along", () => {
    const second = piece("E01").replace("e01.md", "zz.md");
    const first = piece("E01").replace("E01\n", "E01$0\n");
    const fixture = `${portfolio}${first}${second}${report("See @E01.")}`;
    expect(renamed(fixture, "E02")).toEqual([
      "evidence/e01.md: evidence: E02",
      "report.md: See @E02.",
    ]);
  });

  it("not at all where it is the old one", () => {
    expect(renamed(`${portfolio}${piece("E01$0")}`, " E01 ")).toEqual([]);
  });
});

describe("what a reviewer put on record", () => {
  const recorded = (of: string): string => `-- r.md --
---
review: R1
reviewer: R. Assessor
role: assessor
decisions:
  - standards: DEMO-1.1
    evidence: ${of}
    decision: met
    fingerprints:
      ${of}: sha256-x
---
`;
  const second = piece("E02") + "As @E01 says.\n";
  const fixture = `${portfolio}${piece("E01").replace("E01\n", "E01$0\n")}${second}`;

  it("keeps its text, or the decision would look out of date", () => {
    expect(renamed(fixture + recorded("E02"), "E07")).toEqual([
      "evidence/e01.md: evidence: E07",
    ]);
  });

  it("has its own new ID, which is no part of what was judged", () => {
    expect(renamed(fixture + recorded("E01"), "E07")).toEqual([
      "evidence/e01.md: evidence: E07",
      "evidence/e02.md: As @E07 says.",
      "r.md: evidence: E07",
      "r.md: E07: sha256-x",
    ]);
  });

  it("is found unchanged after the rename", () => {
    const open = openFixture(fixture + recorded("E01"));
    const { index, fingerprinting } = open.snapshot;
    const own = index.portfolios.get("");
    const entry = own?.table.byId.get(evidenceId("E01"));
    const print =
      own && entry && evidenceFingerprint(own, entry, fingerprinting);
    const files = open.files.map(({ path, text }) => ({
      path,
      text: text.replace("sha256-x", print ?? "no print"),
    }));
    const before = openWorkspace(files);
    const answer = rename(before.snapshot, open.document, open.position, "E07");
    if (answer?.kind !== "edits") throw new Error("It was refused");
    const after = withFiles(
      before,
      files.map(({ path, text }) => ({
        path,
        text: applyEdits(text, answer.edits.get(path) ?? []),
      })),
    );
    const codesOf = (workspace: MemoryWorkspace): readonly string[] =>
      findingsOf(workspace, loudRunner()).map(({ code }) => code);
    expect(codesOf(openWorkspace(open.files))).toContain(
      "changed-since-decision",
    );
    expect(codesOf(before)).not.toContain("changed-since-decision");
    expect(codesOf(after)).toEqual(codesOf(before));
  });
});

describe("a new ID is refused", () => {
  const fixture = `${portfolio}${piece("E01").replace("E01\n", "E01$0\n")}${piece("E02")}${piece("E05")}`;
  it.each([
    ["", "A piece of evidence needs an ID. Type one, such as `E06`."],
    ["  ", "A piece of evidence needs an ID. Type one, such as `E06`."],
    [
      "E".repeat(65),
      "An ID has at most 64 characters. Type a shorter one, such as `E06`.",
    ],
    ...["E 7", "E,7", "@E7", "-E7", "E7.", "E–7", "_E7_", "E<7"].map((id) => [
      id,
      `\`${id}\` cannot be an ID: it begins and ends with a letter or digit, and has only hyphens, full stops, slashes and the like between them, no spaces. Type one such as \`E06\`.`,
    ]),
    [
      "e02",
      "`e02` is already the ID of another piece, in `evidence/e02.md`. Choose another; `E06` is free.",
    ],
    [
      "demo-1.1",
      "`demo-1.1` names something in the framework, and would be taken for that. Choose another ID; `E06` is free.",
    ],
    [
      "DEMO",
      "`DEMO` names something in the framework, and would be taken for that. Choose another ID; `E06` is free.",
    ],
  ])("%s", (newName, message) => {
    expect(renamed(fixture, newName)).toBe(message);
  });

  it.each([
    [
      "E07",
      "From @E01-E05 on",
      "`@E01-E05` in `report.md`, line 3, would name other pieces than now. Choose another ID, or write each piece out there first: `@E01, @E02, @E05`.",
    ],
    [
      "E03",
      "From @E02-E05 on",
      "`@E02-E05` in `report.md`, line 3, would name other pieces than now. Choose another ID, or write each piece out there first: `@E02, @E05`.",
    ],
    [
      "E02.2",
      "See @E02.2 there",
      "`@E02.2` in `report.md`, line 3, names `E02` and would name another piece. Choose another ID.",
    ],
    [
      "anna",
      "Ask @anna",
      "`@anna` in `report.md`, line 3, is no citation so far and would be read as one of this piece. Choose another ID.",
    ],
  ])("as %s where the text says: %s", (newName, text, message) => {
    expect(renamed(fixture + report(text), newName)).toBe(message);
  });

  it.each([
    [
      "an alias of something else",
      "title: &it E01\nevidence: *i$0t",
      "In `e.md`, line 3, the ID is repeated from elsewhere by a `*`, so it cannot be changed there alone. Write it out first.",
    ],
    [
      "a text of several lines",
      "evidence: |-\n  E0$01",
      "In `e.md`, line 2, the ID is a text of several lines. Write it on the line of its key first.",
    ],
  ])("where the ID is %s", (_, header, message) => {
    expect(
      renamed(`${portfolio}-- e.md --\n---\n${header}\n---\n`, "E07"),
    ).toBe(message);
  });

  it("while the folder is still being read", () => {
    const { snapshot, document, position } = openFixture(fixture);
    const reading = updateSnapshot(snapshot, shipped, { isComplete: false });
    expect(rename(reading, document, position, "E07")).toEqual({
      kind: "refused",
      message:
        "The folder is still being read, and the ID may stand in files that are not read yet. Try again in a moment.",
    });
  });
});

describe("what is renamed", () => {
  const all = `${portfolio}${piece("E01")}${piece("E19")}`;
  it.each([
    ["a citation", `${all}${report("See @E0$01.")}`, "«E01» E01"],
    ["its `@`", `${all}${report("See $0@e01.")}`, "«e01» E01"],
    ["the end of a list", `${all}${report("See @E01,1$09.")}`, "«19» E19"],
    [
      "a header",
      `${portfolio}-- e.md --\n---\nevidence: "E01$0"\n---\n`,
      "«E01» E01",
    ],
    [
      "a mention in a title",
      `${all}-- e.md --\n---\nevidence: E02\ntitle: As @E01$0 says\n---\n`,
      "«E01» E01",
    ],
  ])("is said of %s", (_, fixture, expected) => {
    expect(prepared(fixture)).toBe(expected);
  });

  const only = "Only the ID of a piece of evidence can be renamed here.";
  it.each([
    [
      "a code",
      `${all}${report("## DEMO-1.1$0")}`,
      `${only} \`DEMO-1.1\` is a code of the framework.`,
    ],
    [
      "a framework",
      all.replace("standards: DEMO\n", "standards: DEMO$0\n"),
      `${only} \`DEMO\` is the name of a framework.`,
    ],
    [
      "a qualification",
      "---\nportfolio: qualification\nstandards: AVA-L3-CERT$0\n---\n",
      `${only} \`AVA-L3-CERT\` is a qualification of the framework.`,
    ],
    [
      "a review",
      `${all}-- r.md --\n---\nreview: R1$0\n---\n`,
      `${only} \`R1\` is the ID of a review.`,
    ],
    [
      "a link",
      `${all}${report("The [plan](evidence/e01.md$0).")}`,
      `${only} This is a link to a file, which keeps its name. Put the cursor where the ID is written.`,
    ],
    [
      "prose",
      `${all}${report("Pro$0se")}`,
      `${only} Put the cursor on one, such as \`@E07\`.`,
    ],
    [
      "evidence that is not there",
      `${all}${report("See @E7$07.")}`,
      "This portfolio has no evidence `E77`, so there is nothing to rename. Correct the ID, or catalogue the piece.",
    ],
    ["Markdown of somebody else", "-- notes.md --\n@E01$0\n", "none of ours"],
  ])("is not %s", (_, fixture, expected) => {
    expect(prepared(fixture)).toBe(expected);
    expect(renamed(fixture, "E90")).toBe(expected);
  });

  it("is not a code in its pack", () => {
    const files = openFixture(`${all}-- x.md --\n$0`).files;
    const pack = files.at(-1);
    const text = pack?.text.replace("DEMO-1.1", "DEMO-1.1$0") ?? "";
    expect(prepared(`${all}-- ${pack?.path ?? ""} --\n${text}`)).toBe(
      `${only} \`DEMO-1.1\` is a code of the framework.`,
    );
  });
});
