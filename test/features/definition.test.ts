// Go to definition: from a code to its line in the pack, from a citation to
// the piece of evidence.

import { expect, it } from "vitest";
import { definition } from "../../server/src/features/definition.ts";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";
import { openFixture } from "../support/openFixture.ts";

/** `file: line's text`, for each place. */
function definitionAt(fixture: string): readonly string[] {
  const { snapshot, document, position, files } = openFixture(fixture);
  return definition(snapshot, document, position).map((answer) => {
    const file = answer.kind === "document" ? answer.path : answer.file;
    const text =
      answer.kind === "pack" && answer.isShipped
        ? shippedTexts.find((pack) => pack.file === answer.file)?.text
        : files.find(({ path }) => path === file)?.text;
    const line = text?.split("\n")[answer.range.startLine] ?? "no such line";
    return `${file}: ${line.trim()}`;
  });
}

const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/log.md --
---
evidence:
  - id: E01
  - id: E02
    standards: DEMO-1.1
---`;

const report = (text: string): string =>
  `${portfolio}\n-- report.md --\n${text}\n`;
const evidence = (header: string): string =>
  `${portfolio}\n-- e03.md --\n---\nevidence: E03\n${header}\n---\n`;

const pack = ".evidence/frameworks/demo.yaml";

it.each([
  ["a heading", report("## DEMO-1.2$0"), [`${pack}: - code: DEMO-1.2`]],
  [
    "a list",
    evidence("standards:\n  - DEMO-2$0.1"),
    [`${pack}: - code: DEMO-2.1`],
  ],
  [
    "another spelling",
    evidence("standards: demo 2.1$0"),
    [`${pack}: - code: DEMO-2.1`],
  ],
  [
    "the end of a range",
    evidence("standards: DEMO-1.1-1.3$0"),
    [`${pack}: - code: DEMO-1.3`],
  ],
  [
    "a key",
    evidence("standards:\n  DEMO-$02:\n    - 2.1"),
    [`${pack}: - code: DEMO-2`],
  ],
  [
    "a member below a key",
    evidence("standards:\n  DEMO-2:\n    - 2.1$0"),
    [`${pack}: - code: DEMO-2.1`],
  ],
  [
    "a framework",
    portfolio.replace("- DEMO\n", "- DE$0MO\n"),
    [`${pack}: id: DEMO`],
  ],
  [
    "a shipped standard",
    "---\nevidence: E01\nstandards: QIF-1.1$0\n---\n",
    ["qif.yaml: - code: QIF-1.1"],
  ],
  [
    "a shipped qualification",
    "---\nportfolio: qualification\nstandards: AVA-L3-CERT$0\n---\n",
    ["assessing-vocational-achievement.yaml: - code: AVA-L3-CERT"],
  ],
  [
    // As printed: a criterion's code is read from its top item.
    "a shipped criterion",
    "---\nevidence: E01\nstandards: H/601/5314.1.2$0\n---\n",
    ["assessing-vocational-achievement.yaml: - code: 1.2"],
  ],
  ["a citation", report("As @E0$02 shows"), ["evidence/log.md: - id: E02"]],
  [
    "an ID in a review",
    `${portfolio}\n-- r.md --\n---\nreview: R1\nseen:\n  - evidence: e01$0\n---\n`,
    ["evidence/log.md: - id: E01"],
  ],
  ["prose", report("Nothing he$0re"), []],
  ["a code that is not there", report("## DEMO-9$0"), []],
  ["a citation of nothing", report("@E77$0"), []],
])("%s", (_, fixture, expected) => {
  expect(definitionAt(fixture)).toEqual(expected);
});

it("says what was clicked", () => {
  const { snapshot, document, position } = openFixture(
    evidence("standards: DEMO-1.1, 2.1$0"),
  );
  const [answer] = definition(snapshot, document, position);
  expect(answer?.origin).toEqual({
    startLine: 2,
    startCharacter: 21,
    endLine: 2,
    endCharacter: 24,
  });
});
