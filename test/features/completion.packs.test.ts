// Completion inside framework packs, in YAML and in JSON: keys by their place,
// words, kinds, codes, and whole packs where the file is blank.

import { describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { rangeBetween, indexLines } from "../../server/src/text/lineIndex.ts";
import { checkCompletion, completeAt } from "../support/checkCompletion.ts";

const yaml = (text: string): string =>
  `-- .evidence/frameworks/own.yaml --\n${text}\n`;
const json = (text: string): string =>
  `-- .evidence/frameworks/own.json --\n${text}\n`;

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
`;

const items = `items:
  - code: OWN-1
    title: Welcome
    items:
      - code: OWN-1.1
        title: First contact
      - code: OWN-1.2
        title: Waiting time
`;

describe("keys", () => {
  it("at the top, only those that are not there yet", () => {
    const { labels, lineWith, offer } = completeAt(yaml(`${head}$0`));
    expect(labels).toContain("items");
    expect(labels).toContain("codeShape");
    expect(labels).not.toContain("title");
    expect(labels).not.toContain("code");
    expect(lineWith("source")).toBe("source: ");
    expect(offer("source").documentation).toContain(
      "Where the standards were read",
    );
  });

  it("of a standard, in the middle of the pack", () => {
    const { labels } = completeAt(
      yaml(`${head}items:\n  - code: OWN-1\n    $0\n    title: Welcome`),
    );
    expect(labels).toContain("summary");
    expect(labels).toContain("suggested");
    expect(labels).not.toContain("code");
    expect(labels).not.toContain("title");
    expect(labels).not.toContain("edition");
  });

  it("that begin an item of a list", () => {
    checkCompletion(yaml("tiers:\n  - $0"), ["id", "title", "assessable"]);
    const { lineWith } = completeAt(yaml("tiers:\n  - i$0"));
    expect(lineWith("id")).toBe("  - id: ");
  });

  it("begin the line below where a list or map follows", () => {
    const { offer } = completeAt(yaml(`${head}$0`));
    expect(offer("items").newText).toBe("items:\n  - code: ");
    expect(offer("requirements").newText).toBe("requirements:\n  ");
    const below = completeAt(
      yaml(`${head}items:\n  - code: OWN-1\n    title: Welcome\n    $0`),
    );
    expect(below.offer("aliases").newText).toBe("aliases:\n      - ");
    expect(below.offer("items").newText).toBe("items:\n      - code: ");
    const barred = completeAt(yaml("qualifications:\n  - code: A\n    bar$0"));
    expect(barred.offer("barred").newText).toBe("barred:\n      - - ");
  });

  it("of a requirement, whether it is one block or a list of them", () => {
    const one = completeAt(yaml("requirements:\n  $0"));
    const many = completeAt(yaml("requirements:\n  - $0"));
    for (const { labels } of [one, many]) {
      expect(labels).toContain("pieces");
      expect(labels).toContain("within");
    }
    checkCompletion(yaml("requirements:\n  some:\n    $0"), ["least", "of"]);
  });

  it("are kinds of evidence where kinds are counted", () => {
    const { labels, lineWith } = completeAt(
      yaml(`${head}requirements:\n  include:\n    policy: 1\n    $0`),
    );
    expect(labels).toContain("visitor-book");
    expect(labels).not.toContain("policy");
    expect(lineWith("observation")).toBe("    observation: ");
  });

  it("inside braces on one line", () => {
    const { labels, lineWith } = completeAt(
      yaml("requirements:\n  some: {least: 3, $0}"),
    );
    expect(labels).toEqual(["of"]);
    expect(lineWith("of")).toBe("  some: {least: 3, of: }");
  });

  it("come below a comment as above it", () => {
    const { labels } = completeAt(
      yaml("items:\n  - code: OWN-1\n# a note\n    title: A\n    $0"),
    );
    expect(labels).not.toContain("code");
    expect(labels).not.toContain("title");
  });

  it("do not come in a comment", () => {
    checkCompletion(yaml(`${head}# $0`), []);
  });
});

describe("values", () => {
  it.each([
    [
      "yes or no",
      "tiers:\n  - id: unit\n    assessable: $0",
      ["true", "false"],
    ],
    ["words of a list", "status: $0", ["illustrative", "historical"]],
    ["half typed", "status: h$0", ["historical"]],
    ["parts of a report", "parts:\n  - id: a$0", ["areas", "actions"]],
    ["lengths of time", "requirements:\n  within: $0", ["P12M", "P24M", "P3Y"]],
    ["languages", "language: $0", ["en", "cy", "sv"]],
    ["nothing for a title", "title: $0", []],
    ["nothing for a new id", "id: $0", []],
    ["nothing for a new code", `${items}  - code: $0`, []],
    ["nothing for a new kind", "kinds:\n  - id: $0", []],
    ["fields of evidence", "requirements:\n  fields:\n    - da$0", ["date"]],
    ["other frameworks", "crosswalks:\n  - to: M$0", ["MATRIX"]],
  ])("%s", (_, text, labels) => {
    checkCompletion(yaml(text), labels);
  });

  it("kinds of evidence, the pack's own among them", () => {
    const { labels, lineWith, offer } = completeAt(
      yaml(`${head}requirements:\n  forbid: $0`),
    );
    expect(labels).toContain("simulation");
    expect(offer("visitor-book").detail).toBe("what visitors write");
    expect(lineWith("simulation")).toBe("  forbid: simulation");
    checkCompletion(yaml(`${head}requirements:\n  forbid: role pl$0`), [
      "simulation",
    ]);
  });

  it("kinds in a list, in brackets and of suggested evidence", () => {
    for (const text of [
      "requirements:\n  include:\n    - vis$0",
      "requirements:\n  include: [policy, vis$0]",
      "requirements:\n  some: {least: 1, of: [policy, vis$0]}",
      "items:\n  - code: A\n    suggested:\n      - id: e1\n        kind: vis$0",
    ]) {
      expect(completeAt(yaml(`${head}${text}`)).labels).toEqual([
        "visitor-book",
      ]);
    }
  });
});

describe("codes", () => {
  const own = `${head}${items}`;

  it("of the pack, by code and by words of the title", () => {
    const at = (typed: string): string =>
      yaml(`${own}        seeAlso:\n          - ${typed}$0`);
    expect(completeAt(at("OWN-")).labels).toEqual([
      "OWN-1",
      "OWN-1.1",
      "OWN-1.2",
    ]);
    const byWords = completeAt(at("waiting ti"));
    expect(byWords.labels).toEqual(["OWN-1.2"]);
    expect(byWords.lineWith("OWN-1.2")).toBe("          - OWN-1.2");
  });

  it("in requirements are the pack's only", () => {
    const { labels } = completeAt(yaml(`${own}requirements:\n  each: $0`));
    expect(labels).toEqual(["OWN-1", "OWN-1.1", "OWN-1.2"]);
  });

  it("of what replaced a standard may be of another pack", () => {
    const { labels } = completeAt(yaml(`${own}        replacedBy: DEMO-1.$0`));
    expect(labels).toEqual(["DEMO-1.1", "DEMO-1.2", "DEMO-1.3"]);
  });

  it("of units: this pack's top items, and units with credit of others", () => {
    const { labels, offer } = completeAt(
      yaml(
        `${own}qualifications:\n  - code: OWN-AWARD\n    title: Award\n    groups:\n      - id: all\n        of:\n          - $0`,
      ),
    );
    expect(labels[0]).toBe("OWN-1");
    expect(labels).toContain("H/601/5314");
    expect(labels).not.toContain("OWN-1.1");
    expect(labels).not.toContain("DEMO-1");
    expect(offer("H/601/5314").detail).toContain("AVA");
  });
});

describe("JSON", () => {
  const open = '{\n  "id": "OWN",\n  "edition": "first",\n';

  it("offers keys with their quotation marks and colon", () => {
    const { labels, lineWith } = completeAt(json(`${open}  $0\n}`));
    expect(labels).toContain("title");
    expect(labels).not.toContain("id");
    expect(lineWith("title")).toBe('  "title": ');
  });

  it("takes what is typed of a key, with or without a mark", () => {
    for (const typed of ['"ti$0"', '"ti$0', "ti$0"]) {
      const { lineWith } = completeAt(json(`${open}  ${typed}\n}`));
      expect(lineWith("title")).toBe('  "title": ');
    }
    const keyed = completeAt(json(`${open}  "ti$0": "Own"\n}`));
    expect(keyed.lineWith("title")).toBe('  "title": "Own"');
  });

  it("sees the keys that come later", () => {
    const { labels } = completeAt(
      json(`{\n  $0\n  "title": "T",\n  "items": [{"code": "A"}]\n}`),
    );
    expect(labels).not.toContain("title");
    expect(labels).not.toContain("items");
    expect(labels).toContain("id");
  });

  it("offers values in quotation marks, and yes and no without", () => {
    const status = completeAt(json(`${open}  "status": $0\n}`));
    expect(status.lineWith("historical")).toBe('  "status": "historical"');
    const inMarks = completeAt(json(`${open}  "status": "h$0"\n}`));
    expect(inMarks.lineWith("historical")).toBe('  "status": "historical"');
    const yes = completeAt(
      json(`${open}  "tiers": [{"id": "unit", "assessable": $0}]\n}`),
    );
    expect(yes.labels).toEqual(["true", "false"]);
    expect(yes.lineWith("true")).toBe(
      '  "tiers": [{"id": "unit", "assessable": true}]',
    );
  });

  it("knows the place deep inside lists and maps", () => {
    const { labels, lineWith } = completeAt(
      json(
        `${open}  "items": [\n    {"code": "OWN-1", "title": "A, b: {c}"},\n    {"code": "OWN-2", "requirements": {"include": ["vis", "poli$0"]}}\n  ]\n}`,
      ),
    );
    expect(labels).toEqual(["policy"]);
    expect(lineWith("policy")).toContain('"include": ["vis", "policy"]');
  });

  it("offers nothing behind the last bracket or a closed word", () => {
    checkCompletion(json('{"id": "OWN"}$0'), []);
    checkCompletion(json('{"status": "historical"$0}'), []);
  });
});

describe("a blank file", () => {
  const templates = ["Framework with standards", "Qualification made of units"];

  it.each([
    ["an empty YAML file", yaml("$0")],
    ["below a comment", yaml("# Our own standards\n\n$0")],
    ["an empty JSON file", json("$0")],
  ])("%s offers whole packs first", (_, fixture) => {
    expect(completeAt(fixture).labels.slice(0, 2)).toEqual(templates);
  });

  it("offers them by what is typed, beside the keys", () => {
    expect(completeAt(yaml("qual$0")).labels).toEqual([
      "Qualification made of units",
      "qualifications",
    ]);
  });

  it("offers none once something stands there", () => {
    expect(completeAt(yaml("id: OWN\n$0")).labels).not.toContain(templates[0]);
  });

  it.each(
    templates.flatMap((label) =>
      [yaml, json].map((write) => [label, write] as const),
    ),
  )("%s is a pack without problems", (label, write) => {
    const { newText, isSnippet } = completeAt(write("$0")).offer(label);
    expect(isSnippet).toBe(true);
    const text = newText.replace(/\$\{\d+:([^}]*)\}/g, "$1");
    const { problems, framework } = readFrameworkPack({
      file: "own.yaml",
      text,
      isShipped: false,
    });
    const index = indexLines(text);
    expect(rangeBetween(index, 0, 0).startLine).toBe(0);
    expect(problems).toEqual([]);
    expect(framework?.standards.some((one) => one.isAssessable)).toBe(true);
    if (write === json) expect(() => void JSON.parse(text)).not.toThrow();
  });
});
