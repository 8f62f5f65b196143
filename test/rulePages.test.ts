// Every rule's page is its tests: "Bad" examples report exactly what their
// carets say, "Good" ones are silent, "Fixed" ones equal the bad example after
// the fix, in which the finding is gone.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../server/src/rules/registry.ts";
import type { Finding } from "../server/src/rules/rule.ts";
import { applyFix } from "./support/applyFix.ts";
import { rangeText, readCarets } from "./support/fixture.ts";
import { filesOf, findingsOf } from "./support/pageFindings.ts";
import { readRulePage, type PageExample } from "./support/rulePage.ts";
import type { MemoryFile } from "./support/snapshotOf.ts";

const folder = path.resolve(import.meta.dirname, "../server/src/rules");

function shown(finding: Pick<Finding, "path" | "range" | "message">): string {
  return `${finding.path} ${rangeText(finding.range)} ${finding.message}`;
}

describe.each(rules.map((rule) => [rule.code, rule] as const))(
  "%s",
  (code, rule) => {
    const page = readRulePage(
      readFileSync(path.join(folder, `${code}.md`), "utf8"),
    );

    it("has a page with a summary, a bad and a good example", () => {
      expect(page.title).toBe(code);
      expect(page.examples.some(({ kind }) => kind === "bad")).toBe(true);
      expect(page.examples.some(({ kind }) => kind === "good")).toBe(true);
      if (rule.fix === true) {
        expect(page.examples.some(({ kind }) => kind === "fixed")).toBe(true);
      } else expect(rule.fix.length).toBeGreaterThan(20);
    });

    for (const example of page.examples) {
      const files = filesOf(example);
      it(example.name, () => {
        if (example.kind === "good") {
          expect(findingsOf(files, code).map(shown)).toEqual([]);
        } else if (example.kind === "bad") {
          expectCarets(example, findingsOf(files, code));
        } else {
          expectFixed(example, files, code);
        }
      });
    }
  },
);

function expectCarets(
  example: PageExample,
  findings: readonly Finding[],
): void {
  const expected = example.files.flatMap(
    (file) => readCarets(file.path, file.text).expected,
  );
  expect(
    expected.length,
    "a bad example labels what it reports",
  ).toBeGreaterThan(0);
  const places = (of: readonly { path: string; range: Finding["range"] }[]) =>
    of.map(({ path: file, range }) => `${file} ${rangeText(range)}`).sort();
  expect(places(findings), findings.map(shown).join("\n")).toEqual(
    places(expected),
  );
  for (const { path: file, range, text } of expected) {
    const messages = findings
      .filter(
        (finding) =>
          finding.path === file &&
          rangeText(finding.range) === rangeText(range),
      )
      .map(({ message }) => message);
    expect(
      messages.some((message) => message.includes(text)),
      `${text} in ${messages.join(" | ")}`,
    ).toBe(true);
  }
}

function expectFixed(
  example: PageExample,
  fixed: readonly MemoryFile[],
  code: string,
): void {
  const { bad } = example;
  if (bad === undefined)
    throw new Error(`${example.name} follows no bad example`);
  const before = filesOf(bad);
  const [finding] = findingsOf(before, code);
  if (finding === undefined) throw new Error("The bad example reports nothing");
  const fix =
    example.fixTitle === undefined
      ? finding.fixes[0]
      : finding.fixes.find(({ title }) => title === example.fixTitle);
  if (fix === undefined) {
    throw new Error(
      `No such fix; there is: ${finding.fixes.map(({ title }) => title).join(", ")}`,
    );
  }
  const after = applyFix(before, fix);
  for (const { path: file, text } of fixed) {
    expect(after.find((one) => one.path === file)?.text, file).toBe(text);
  }
  expect(findingsOf(after, code).map(shown)).not.toContain(shown(finding));
}

it("has no page without a rule", () => {
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  expect(pages.sort()).toEqual(rules.map(({ code }) => `${code}.md`).sort());
});
