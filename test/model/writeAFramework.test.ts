// The guide for people who write packs: its examples are read as packs, and
// the messages that it quotes are messages that there are.

import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { readCarets } from "../support/fixture.ts";
import { readRulePage } from "../support/rulePage.ts";
import { snapshotOf, loudRunner } from "../support/snapshotOf.ts";

const root = path.resolve(import.meta.dirname, "../..");
const guide = readFileSync(
  path.join(root, "docs/write-a-framework.md"),
  "utf8",
);

interface Fence {
  readonly language: string;
  /** Behind the language: a whole pack has a file name. */
  readonly file: string | undefined;
  readonly text: string;
}

const fences = [...guide.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
  ([, language = "", file, text = ""]): Fence => ({ language, file, text }),
);
const packs = fences.filter(({ file }) => file !== undefined);
const parts = fences.filter(
  ({ language, file }) => language === "yaml" && file === undefined,
);

/** A whole pack with some of its top fields written anew. */
function withFields(pack: string, fields: string): string {
  const blocks = (text: string): readonly string[] =>
    text.split(/^(?=\w)/m).filter((block) => block.trim() !== "");
  const nameOf = (block: string): string => block.split(":")[0] ?? "";
  const given = blocks(fields);
  const names = new Set(given.map(nameOf));
  return [
    ...blocks(pack).filter((block) => !names.has(nameOf(block))),
    ...given,
  ].join("");
}

function problemsIn(text: string): readonly string[] {
  const pack = readFrameworkPack({ file: "x.yaml", text, isShipped: false });
  return pack.problems.map(
    ({ range, message }) => `${range.startLine + 1}: ${message}`,
  );
}

it("has both kinds of pack and its parts", () => {
  expect(packs.map(({ file }) => file)).toEqual([
    ".evidence/frameworks/northgate.yaml",
    ".evidence/frameworks/advice.yaml",
  ]);
  expect(parts.length).toBeGreaterThan(5);
});

it.each(packs)("the pack $file is read without a problem", ({ text }) => {
  expect(problemsIn(text)).toEqual([]);
});

describe("each part fits into the first pack", () => {
  // Requirements speak of the standards of the third step.
  const tiers = parts[0]?.text ?? "";
  const base = withFields(packs[0]?.text ?? "", tiers);
  it.each(parts.map(({ text }) => [text.split("\n")[0], text] as const))(
    "%s",
    (_, text) => {
      expect(problemsIn(withFields(base, text))).toEqual([]);
    },
  );
});

it("the portfolio and the evidence that try it have no finding but gaps", () => {
  const [portfolio, evidence] = fences.filter(
    ({ language }) => language === "markdown",
  );
  const base = withFields(packs[0]?.text ?? "", parts[0]?.text ?? "");
  const findings = loudRunner().allFindings(
    snapshotOf([
      { path: ".evidence/frameworks/northgate.yaml", text: base },
      { path: "portfolio.md", text: portfolio?.text ?? "" },
      { path: "e01.md", text: evidence?.text ?? "" },
    ]),
  );
  expect([...findings.values()].flat().map(({ code }) => code)).toEqual([
    "unmet-requirement",
    "unmet-requirement",
  ]);
});

it("quotes messages that there are", () => {
  const page = readRulePage(
    readFileSync(
      path.join(root, "server/src/rules/invalid-framework.md"),
      "utf8",
    ),
  );
  const messages = page.examples
    .flatMap(({ files }) => files)
    .flatMap((file) => problemsIn(readCarets(file.path, file.text).text))
    .join("\n");
  const quoted = [...guide.matchAll(/^\| “(.*?)”/gm)].map(
    ([, words = ""]) => words,
  );
  expect(quoted.length).toBeGreaterThan(9);
  for (const words of quoted) expect(messages).toContain(words);
});
