// Framework packs with faults: what is said, where, and what is read all the
// same.

import { describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import { plainPack } from "../support/portfolioOf.ts";

function read(text: string) {
  const { framework, problems } = readFrameworkPack({
    file: "x.yaml",
    text,
    isShipped: false,
  });
  return {
    framework,
    codes: framework?.standards.map(({ code }) => code) ?? [],
    marked: problems.map(({ range }) => textOf(indexLines(text), range)),
    problems,
  };
}

const changed = (from: string, to: string): string => {
  if (!plainPack.includes(from)) throw new Error(`There is no ${from}`);
  return plainPack.replace(from, to);
};

it("a plain pack has no problem", () => {
  const { problems, codes, framework } = read(plainPack);
  expect(problems).toEqual([]);
  expect(codes).toEqual(["X-1", "X-1.1", "X-1.2", "X-1.3", "X-2", "X-2.1"]);
  expect(framework).toMatchObject({ key: "X@one", isCurrent: true });
});

it("codes may be printed as the framework prints them", () => {
  const { codes } = read(
    plainPack
      .replaceAll("code: X-1.", "code: 1.")
      .replace("code: X-2.1", "code: 1"),
  );
  expect(codes).toEqual([
    "X-1",
    "X-1.1.1",
    "X-1.1.2",
    "X-1.1.3",
    "X-2",
    "X-2.1",
  ]);
});

describe("a pack that describes nothing", () => {
  it.each(["", "- a\n- b\n", "text", "title: T\n", "id: X\n", "%", "\u0000"])(
    "%j gives no framework and says so",
    (text) => {
      const { framework, problems } = read(text);
      expect(framework).toBeUndefined();
      expect(problems.length).toBeGreaterThan(0);
    },
  );
});

describe("a fault is marked where it stands", () => {
  it.each([
    ["a missing owner", changed("owner: Us\n", ""), ["id"]],
    ["a misspelt key", changed("owner:", "ownr:"), ["id", "ownr"]],
    ["equal codes", changed("code: X-1.2", "code: x 1.1"), ["x 1.1"]],
    [
      "an alias that is a code",
      changed("code: X-1.2\n", "code: X-1.2\n        aliases: [X-1.1]\n"),
      ["X-1.1"],
    ],
    [
      "an unknown kind",
      changed(
        "title: Two\n",
        "title: Two\n        suggested:\n          - id: e1\n            title: T\n            kind: polcy\n",
      ),
      ["polcy"],
    ],
    [
      "a required unknown kind",
      changed(
        "title: Two\n",
        "title: Two\n        requirements:\n          some:\n            least: 1\n            of: [polcy]\n",
      ),
      ["polcy"],
    ],
    [
      "a suggestion twice",
      changed(
        "title: Two\n",
        "title: Two\n        suggested:\n          - id: e1\n            title: T\n          - id: e1\n            title: T\n",
      ),
      ["e1"],
    ],
    [
      "replaced by itself",
      changed("title: Two\n", "title: Two\n        replacedBy: X-1.2\n"),
      ["X-1.2"],
    ],
    [
      "replaced in a circle",
      changed(
        "title: Two\n",
        "title: Two\n        replacedBy: X-1.3\n",
      ).replace("title: Three\n", "title: Three\n        replacedBy: X-1.2\n"),
      ["X-1.2", "X-1.3"],
    ],
    [
      "a length of time in words",
      changed("tiers:", "requirements:\n  within: 2 years\ntiers:"),
      ["2 years"],
    ],
    [
      "a number in words",
      changed("tiers:", "requirements:\n  pieces: two\ntiers:"),
      ["two"],
    ],
  ])("%s", (_, text, marked) => {
    expect(read(text).marked.sort()).toEqual([...marked].sort());
  });

  it("and offers what was surely meant", () => {
    const { problems } = read(changed("owner:", "ownr:"));
    expect(problems.map(({ replacement }) => replacement)).toContain("owner");
    const kind = read(
      changed(
        "title: Two\n",
        "title: Two\n        requirements:\n          forbid: polcy\n",
      ),
    );
    expect(kind.problems[0]?.replacement).toBe("policy");
  });

  it("and says of a shape of codes which part is unsafe, if that is certain", () => {
    const shaped = (line: string): string =>
      changed("owner: Us\n", `owner: Us\ncodeShape: ${line}\n`);
    expect(read(shaped("'X-[0-9](\\.[0-9]{1,2})?'")).framework).toMatchObject({
      codeShape: "X-[0-9](\\.[0-9]{1,2})?",
    });
    expect(read(shaped("'X-[0-9]+'")).marked).toEqual(["+"]);
    expect(read(shaped("X-[0-9]+")).marked).toEqual(["+"]);
    // Escapes inside double marks move what stands behind them.
    expect(read(shaped('"X-\\\\d+"')).marked).toEqual(['"X-\\\\d+"']);
    expect(read(shaped("'X-[0-9]+'")).framework?.codeShape).toBeUndefined();
    expect(read(shaped("[A-Z]")).problems[0]?.message).toContain(
      "in single quotation marks",
    );
  });

  it("and what is sound around it counts", () => {
    const { codes } = read(changed("code: X-1.2", "code: x 1.1"));
    expect(codes).toEqual(["X-1", "X-1.1", "X-1.3", "X-2", "X-2.1"]);
  });
});

describe("a file that asks for too much is bounded, in plain words", () => {
  const level = (name: string, of: string): string =>
    `${name}: &${name} [${Array.from({ length: 9 }, () => `*${of}`).join(", ")}]`;
  it.each([
    ["brackets", `id: X\na: ${"[".repeat(5000)}`, "nested too deeply"],
    ["JSON", '{"a":'.repeat(5000), "nested too deeply"],
    [
      "aliases",
      [
        "a: &a [x, x]",
        ..."bcdefgh"
          .split("")
          .map((name, at) => level(name, "abcdefgh".charAt(at))),
      ].join("\n"),
      "The pack repeats itself too often",
    ],
    ["an alias of itself", "a: &a [*a]", "refers to itself"],
    ["a tab", "id: X\nitems:\n\t- code: A", "Indent with spaces"],
    ["a key twice", "id: X\nid: Y", "only the first counts"],
    ["length", "# ".repeat(4_200_000), "far longer than a pack can be"],
  ])("%s", (_, text, says) => {
    const { problems } = read(text);
    expect(problems.map(({ message }) => message).join("\n")).toContain(says);
  });
});

describe("a qualification", () => {
  const withUnits = (lines: string): string =>
    `${changed("title: First\n", "title: First\n    credit: 5\n").trimEnd()}\nqualifications:\n  - code: X-AWARD\n    title: Award\n${lines}`;

  it.each([
    [
      "that can be completed",
      "    credits: 5\n    groups:\n      - id: all\n        of: [X-1]\n        all: true\n",
      [],
    ],
    [
      "that cannot",
      "    credits: 6\n    groups:\n      - id: all\n        of: [X-1]\n        all: true\n",
      ["6"],
    ],
    [
      "that cannot, because of a most",
      "    credits: 5\n    groups:\n      - id: some\n        of: [X-1]\n        most: {credits: 4}\n",
      ["5"],
    ],
    [
      "of a unit that is not there",
      "    groups:\n      - id: all\n        of: [X-1, X-7]\n        all: true\n",
      ["X-7"],
    ],
    [
      "of a unit of another pack",
      "    credits: 50\n    groups:\n      - id: all\n        of: [X-1, ERS-01]\n        all: true\n",
      [],
    ],
    [
      "that asks for all and for some",
      "    groups:\n      - id: all\n        of: [X-1]\n        all: true\n        least: {units: 1}\n",
      ["all"],
    ],
    [
      "with the code of a standard",
      "    groups:\n      - id: all\n        of: [X-1]\n",
      [],
    ],
  ])("%s", (_, lines, marked) => {
    expect(read(withUnits(lines)).marked).toEqual(marked);
  });

  it("may not take the code of a standard", () => {
    const text = withUnits(
      "    groups:\n      - id: all\n        of: [X-1]\n",
    ).replace("code: X-AWARD", "code: X 1");
    expect(read(text).marked).toEqual(["X 1"]);
    expect(read(text).framework?.qualifications).toEqual([]);
  });
});
