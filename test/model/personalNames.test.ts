// The user's own list of names: how its lines are read, where a text holds one
// of them, and what the rule makes of it.

import { shipped } from "../../server/src/generated/shippedPacks.js";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  firstSnapshot,
  updateSnapshot,
} from "../../server/src/model/snapshot.ts";
import {
  findNames,
  readNameList,
} from "../../server/src/syntax/personalNames.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import { applyFix } from "../support/applyFix.ts";
import { loudRunner, testDay } from "../support/snapshotOf.ts";

/** What of a text is on the list, with its pseudonym. */
function found(list: string, text: string): readonly string[] {
  return findNames(text, readNameList(list).list).map(
    ({ start, end, pseudonym }) =>
      `${text.slice(start, end)}${pseudonym === undefined ? "" : ` = ${pseudonym}`}`,
  );
}

describe("a list of names", () => {
  it.each([
    [
      "Priya",
      "Priya's plan; PRIYA; priya; Priyanka; “Priya”",
      ["Priya", "Priya"],
    ],
    ["priya", "priya and Priya", ["priya", "Priya"]],
    ["Priya = Client A", "With Priya.", ["Priya = Client A"]],
    [
      "# Priya\n\n  Daniel Okafor  ",
      "Priya, Daniel Okafor, Okafor",
      ["Daniel Okafor"],
    ],
    [
      "Priya\nPriya Sharma = B",
      "Priya Sharma, Priya",
      ["Priya Sharma = B", "Priya"],
    ],
    [
      "Priya Sharma",
      "Priya\nSharma, Priya\u00A0Sharma, Priya\n\nSharma",
      ["Priya\nSharma", "Priya\u00A0Sharma"],
    ],
    ["Anna\nJones", "Anna-Maria Smith-Jones, Anna-led, O'Jones", ["Anna"]],
    ["Ann\nAnna", "Ann, Anna, Annas, Annabel", ["Ann", "Anna"]],
    ["Jo\nAl", "Jo met Al, and so on et al. and job", ["Jo", "Al"]],
    ["Zoë O'Neill", "Zoë O'Neill's, Zoe O'Neill", ["Zoë O'Neill"]],
    [
      "Priya",
      "@Priya, files/Priya.pdf, _Priya_, Priya_1",
      ["Priya", "Priya", "Priya", "Priya"],
    ],
  ])("%j", (list, text, wanted) => {
    expect(found(list, text)).toEqual(wanted);
  });

  it("takes an ordinary word for a name where a sentence shows it", () => {
    const text =
      "Will the plan work? Will’s did. We asked Will to say so, and will ask Will Smith. The Will Report.";
    const at = [text.indexOf("Will’s"), text.indexOf("asked Will") + 6];
    expect(
      findNames(text, readNameList("Will").list).map(({ start }) => start),
    ).toEqual(at);
    expect(found("Will Smith", text)).toEqual(["Will Smith"]);
  });

  it("says by its number what is wrong with a line, and never the name", () => {
    const { list, size, problems } = readNameList(
      "X\nApril\nGrace\nPriya = [A]\nPriya: Client\nSam = Sam the second\nLee\r\n=A\n",
    );
    expect(
      problems.map(({ line, what }) => `${line} ${what.slice(0, 24)}`),
    ).toEqual([
      "1 one letter is not a name",
      "2 the name is a month too,",
      "3 the name is an ordinary ",
      "4 the pseudonym may hold l",
      "5 this is not a name, so i",
      "8 this is not a name, so i",
    ]);
    expect(size).toBe(4);
    for (const { what } of problems) expect(what).not.toMatch(/Priya|Grace\b/);
    // A pseudonym with a listed name in it would be found in its turn.
    expect(findNames("Sam", list)).toEqual([
      { kind: "name", start: 0, end: 3 },
    ]);
  });

  it("may be empty", () => {
    expect(found("", "Priya")).toEqual([]);
    expect(found("# nobody\n", "Priya")).toEqual([]);
  });
});

describe("the rule", () => {
  const { list } = readNameList("Priya Sharma = Client A\nDaniel\n");
  const header = "---\nportfolio: general\nstandards:\n  - QIF\n";

  function findings(text: string): readonly Finding[] {
    const snapshot = updateSnapshot(firstSnapshot(shipped, testDay), shipped, {
      documents: new Map([
        ["portfolio.md", readDocument(text, { names: list })],
      ]),
      isComplete: true,
    });
    return loudRunner()
      .findingsIn(snapshot, "portfolio.md")
      .filter(({ code }) => code === "personal-data");
  }

  it("offers the pseudonym, and tells it to nobody else", () => {
    const text = `${header}---\nPriya Sharma's plan, and Daniel.\n`;
    const [first, second] = findings(text);
    expect(first?.message).toBe(
      "This name is on your list of names to keep out. Everybody who is handed the portfolio can read it, and few of them need to. Write the pseudonym instead.",
    );
    expect(second?.message).toContain("`(name removed)`");
    const fixed = (title: string): string | undefined => {
      const fix = first?.fixes.find((one) => one.title === title);
      return fix && applyFix([{ path: "portfolio.md", text }], fix)[0]?.text;
    };
    expect(fixed("Write `Client A`")).toBe(
      `${header}---\nClient A's plan, and Daniel.\n`,
    );
    const all = fixed("Take out all 2 in this file");
    expect(all).toBe(`${header}---\nClient A's plan, and (name removed).\n`);
    expect(findings(all ?? "")).toEqual([]);
  });

  it("leaves those alone who made it", () => {
    const text = `${header}candidate: Daniel\nwitnesses:\n  - name: Priya Sharma\n---\n`;
    expect(findings(text)).toEqual([]);
    expect(findings(text.replace("candidate", "title"))).toHaveLength(1);
  });

  it("says once for the rest what would be a flood", () => {
    const lines = Array.from(
      { length: 200 },
      (_, at) => `Ring 07700 900${100 + at}.`,
    );
    const found = findings(`${header}---\n${lines.join("\n\n")}\n`);
    expect(found).toHaveLength(21);
    expect(found.at(-1)?.message).toContain("179 more such places follow");
    const [fix] = found[0]?.fixes.slice(1) ?? [];
    expect(fix?.title).toBe("Take out all 200 in this file");
  });

  it("does not hide the others behind one that is silenced", () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `Ring 07700 900${100 + at}.`,
    );
    const silenced = lines.with(
      25,
      `<!-- evidence-ignore personal-data: public -->\n${lines[25] ?? ""}`,
    );
    const found = findings(`${header}---\n${silenced.join("\n\n")}\n`);
    expect(found).toHaveLength(21);
    expect(found.at(-1)?.message).toContain("8 more such places follow");
  });
});
