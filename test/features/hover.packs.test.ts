// Hover and definition inside framework packs: fields, kinds of evidence, and
// codes of this pack and of others.

import { describe, expect, it } from "vitest";
import { definition } from "../../server/src/features/definition.ts";
import { hover } from "../../server/src/features/hover.ts";
import { textOf } from "../../server/src/text/lineIndex.ts";
import { openFixture } from "../support/openFixture.ts";

const portfolios = `
-- portfolio.md --
---
portfolio: general
standards:
  - OWN
---
-- e01.md --
---
evidence: E01
standards:
  - OWN-1.1
---
-- e02.md --
---
evidence: E02
standards:
  - OWN-1.1
---
`;

const head = `id: OWN
edition: first
title: Our own
owner: Us
licence: Ours
tiers:
  - id: part
    title: Part
  - id: standard
    title: Standard
    assessable: true
kinds:
  - id: visitor-book
    meaning: what visitors write
    alsoCalled:
      - guest book
`;

const items = `items:
  - code: OWN-1
    title: Welcome
    requirements:
      each: 1.1-1.2
      kinds: 2
    items:
      - code: OWN-1.1
        title: First contact
        summary: How people are met.
      - code: OWN-1.2
        title: Waiting time
        seeAlso:
          - OWN-1.1
          - DEMO-1.2
        suggested:
          - id: e1
            title: Visitor book
            kind: visitor-book
qualifications:
  - code: OWN-AWARD
    title: Award
    groups:
      - id: all
        of:
          - OWN-1
`;

const pack = head + items;

/** The pack with the cursor in a stretch of it, behind `before`. */
function at(before: string, text = pack): string {
  if (!text.includes(before)) throw new Error(`There is no ${before}`);
  return `${portfolios}-- .evidence/frameworks/own.yaml --\n${text.replace(before, `${before}$0`)}`;
}

function hoverAt(fixture: string) {
  const { snapshot, document, position } = openFixture(fixture);
  const answer = hover(snapshot, document, position);
  return (
    answer && {
      over: textOf(document.index, answer.range),
      markdown: answer.markdown,
    }
  );
}

describe("hover", () => {
  it.each([
    ["the first key", "edi", "edition", "The label of this edition"],
    ["a key deep inside", "sum", "summary", "in your own words"],
    [
      "a key of a requirement",
      "      ea",
      "each",
      "Judge each of these standards",
    ],
    ["a key of a group", "        o", "of", "The codes of the units"],
  ])("%s says what stands there and in which form", (_, before, over, says) => {
    const answer = hoverAt(at(before));
    expect(answer?.over).toBe(over);
    expect(answer?.markdown).toContain(`**${over}**`);
    expect(answer?.markdown).toContain(says);
    expect(answer?.markdown).toContain("*Expected:*");
  });

  it("a key that there is not says only its name", () => {
    const answer = hoverAt(
      at("reqi", pack.replace("requirements", "reqirements")),
    );
    expect(answer?.markdown).toBe("**reqirements**");
  });

  it("the code of a standard tells title and how much is mapped to it", () => {
    const { over, markdown } = hoverAt(at("- code: OWN-1.")) ?? {};
    expect(over).toBe("OWN-1.1");
    expect(markdown).toContain("**OWN-1.1** First contact");
    expect(markdown).toContain("How people are met.");
    expect(markdown).toContain("*In this folder:* 2 mappings in 1 portfolio");
  });

  it("a standard that nothing is mapped to says nothing of mappings", () => {
    const { markdown } = hoverAt(at("- code: OWN-1.2")) ?? {};
    expect(markdown).toContain("**OWN-1.2** Waiting time");
    expect(markdown).not.toContain("In this folder");
  });

  it.each([
    ["of this pack", "          - OWN-1.", "**OWN-1.1** First contact"],
    ["of another", "          - DEMO-", "**DEMO-1.2** Indicators"],
    ["the start of a range", "each: 1.", "**OWN-1.1** First contact"],
    ["the end of a range", "each: 1.1-1.2", "**OWN-1.2** Waiting time"],
    ["a unit of a group", "of:\n          - OWN", "**OWN-1** Welcome"],
  ])("a code %s tells the standard", (_, before, says) => {
    expect(hoverAt(at(before))?.markdown).toContain(says);
  });

  it("the code of a qualification tells its rule", () => {
    expect(hoverAt(at("- code: OWN-AW"))?.markdown).toContain("**OWN-AWARD**");
  });

  it("a kind of evidence tells its meaning, where used and where counted", () => {
    const own = hoverAt(at("kind: visitor-"));
    expect(own?.over).toBe("visitor-book");
    expect(own?.markdown).toBe(
      "**visitor-book** what visitors write\n\n*Also called:* guest book",
    );
    const counted = `${head}requirements:\n  include:\n    policy: 2\n${items}`;
    expect(hoverAt(at("    pol", counted))?.markdown).toContain(
      "a stated rule",
    );
  });

  it.each([
    ["a title", "title: Wel"],
    ["a number", "kinds: 2"],
    ["a comment", "# no", `# note\n${pack}`],
    ["an unknown code", "- OWN-9", pack.replace("- DEMO-1.2", "- OWN-9.9")],
  ])("nothing on %s", (_, before, text = pack) => {
    expect(hoverAt(at(before, text))).toBeUndefined();
  });

  it("works in JSON", () => {
    const text = `{"id": "OWN", "edition": "first", "items": [{"code": "OWN-1", "title": "A", "seeAlso": ["DEMO-1.2"]}]}`;
    const open = (before: string): ReturnType<typeof hoverAt> =>
      hoverAt(
        `-- .evidence/frameworks/own.json --\n${text.replace(before, `${before}$0`)}`,
      );
    expect(open("DEMO-1.")?.markdown).toContain("**DEMO-1.2** Indicators");
    expect(open('"seeA')?.markdown).toContain("Codes of related standards");
  });
});

describe("definition", () => {
  function linesAt(before: string): readonly string[] {
    const { snapshot, document, position, files } = openFixture(at(before));
    return definition(snapshot, document, position).map((answer) => {
      const file = answer.kind === "document" ? answer.path : answer.file;
      const text = files.find(({ path }) => path === file)?.text;
      return `${file}: ${text?.split("\n")[answer.range.startLine]?.trim() ?? "none"}`;
    });
  }

  it.each([
    ["its own pack", "          - OWN-1.", "own.yaml: - code: OWN-1.1"],
    ["another", "          - DEMO-", "demo.yaml: - code: DEMO-1.2"],
    ["a unit", "of:\n          - OWN", "own.yaml: - code: OWN-1"],
  ])("of a code leads to its line in %s", (_, before, line) => {
    expect(linesAt(before)).toEqual([`.evidence/frameworks/${line}`]);
  });

  it("of a key or a kind there is none", () => {
    expect(linesAt("edi")).toEqual([]);
    expect(linesAt("kind: visitor-")).toEqual([]);
  });
});
