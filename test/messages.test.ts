// Mechanical laws of wording, over everything that the rules say on their
// pages. What a machine cannot hold is in docs/architecture.md.

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../server/src/rules/registry.ts";
import { filesOf, findingsOf } from "./support/pageFindings.ts";
import { readRulePage } from "./support/rulePage.ts";

const folder = path.resolve(import.meta.dirname, "../server/src/rules");

/** What is wrong with how a sentence is written; nothing with most. */
function slips(words: string): readonly string[] {
  const unquoted = words.replace(/`[^`]*`/g, "`…`");
  const laws: readonly (readonly [string, boolean])[] = [
    ["a double space", / {2}|\n/.test(words)],
    ["an odd back-tick", words.split("`").length % 2 === 0],
    ["a plural in brackets", /\(e?s\)/.test(unquoted)],
    ["an exclamation mark", unquoted.includes("!")],
    ["a please", /\bplease\b/i.test(unquoted)],
    ["a straight quotation mark", unquoted.includes('"')],
    ["a hyphen for a dash", unquoted.includes(" - ")],
    ["one of many", /(?<![\d.])1 (?:more )?\w+[^su\W]s\b/.test(unquoted)],
    ["many of one", /\b(?:[2-9]|\d\d+) (?:piece|unit|credit)\b/.test(unquoted)],
  ];
  return laws.flatMap(([name, isBroken]) => (isBroken ? [name] : []));
}

function messageSlips(message: string): readonly string[] {
  return [
    ...slips(message),
    ...(/^[\p{Lu}\d`“]/u.test(message) ? [] : ["a small beginning"]),
    ...(/\.[”)]?$|\?$/.test(message) ? [] : ["no full stop"]),
    ...(message.length > longest ? [`${message.length} characters`] : []),
  ];
}

/** Longer than this nobody reads; only lists of units and pieces come near. */
const longest = 500;

function titleSlips(title: string): readonly string[] {
  return [
    ...slips(title),
    ...(/^\p{Lu}/u.test(title) ? [] : ["a small beginning"]),
    ...(title.endsWith(".") ? ["a full stop"] : []),
  ];
}

const pages = rules.map(({ code }) => {
  const text = readFileSync(path.join(folder, `${code}.md`), "utf8");
  const findings = readRulePage(text)
    .examples.filter(({ kind }) => kind === "bad")
    .flatMap((example) => findingsOf(filesOf(example), code));
  return [code, findings] as const;
});

describe.each(pages)("%s", (_code, findings) => {
  it("speaks in well-formed sentences", () => {
    const broken = findings
      .flatMap(({ message, related }) => [
        message,
        ...related.map((place) => place.message),
      ])
      .flatMap((message) =>
        messageSlips(message).map((slip) => `${slip}: ${message}`),
      );
    expect([...new Set(broken)]).toEqual([]);
  });

  it("titles its fixes as orders", () => {
    const broken = findings
      .flatMap(({ fixes }) => fixes.map(({ title }) => title))
      .flatMap((title) => titleSlips(title).map((slip) => `${slip}: ${title}`));
    expect([...new Set(broken)]).toEqual([]);
  });
});

describe("the laws themselves", () => {
  it.each([
    ["Two  spaces.", "a double space"],
    ["An `odd one.", "an odd back-tick"],
    ["The unit(s) count.", "a plural in brackets"],
    ["Stop!", "an exclamation mark"],
    ["Please add it.", "a please"],
    ['Write "it".', "a straight quotation mark"],
    ["Needs 1 more pieces.", "one of many"],
    ["Needs 2 unit.", "many of one"],
    ["small at first.", "a small beginning"],
    ["No end", "no full stop"],
  ])("find fault with %s", (message, slip) => {
    expect(messageSlips(message)).toContain(slip);
  });

  it("let a plain sentence pass", () => {
    expect(
      messageSlips("`E01` serves 1 standard, not 2. Did you mean `E02`?"),
    ).toEqual([]);
  });
});
