// A fix does what it says: over samples that somebody has typed into, every
// fix of every finding removes that finding and adds no error.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules/registry.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import { workspace as anyWorkspace } from "../support/arbitraryWorkspace.ts";
import { applyFix } from "../support/applyFix.ts";
import {
  findingsOf,
  openWorkspace,
  withFiles,
  withText,
  type MemoryWorkspace,
} from "../support/memoryWorkspace.ts";
import { mutated, mutations, sampleFiles } from "../support/sampleFiles.ts";
import { loudRunner, type MemoryFile } from "../support/snapshotOf.ts";
import { indexDocument } from "../../server/src/model/readDocument.ts";
import { textOf } from "../../server/src/text/lineIndex.ts";

const timeout = 180_000;

/**
 * Fixes after which something is read that was not read before. What is wrong
 * with it was wrong all along, so errors may come to light: in the file itself
 * and wherever its ID or its header has a part.
 */
const bringToLight = new Set([
  "invalid-front-matter",
  "misplaced-front-matter",
  "unknown-field",
  "invalid-framework",
]);

/** Findings by file, code and marked text: messages may name other things. */
function counted(
  { files }: MemoryWorkspace,
  findings: readonly Finding[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const name = nameOf(files, finding);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function nameOf(
  files: readonly MemoryFile[],
  { code, path, range }: Finding,
): string {
  const file = files.find((one) => one.path === path);
  const index = indexDocument(file?.text ?? "");
  return `${path} ${code} ${JSON.stringify(textOf(index, range))}`;
}

/** The same error as before: what it marks has only other words in it now. */
function stoodThere(before: readonly Finding[], error: Finding): boolean {
  return before.some(
    ({ path, code, range }) =>
      path === error.path &&
      code === error.code &&
      range.startLine === error.range.startLine &&
      range.startCharacter === error.range.startCharacter,
  );
}

function expectFixes(
  workspace: MemoryWorkspace,
  isWanted: (finding: Finding) => boolean = () => true,
): void {
  const runner = loudRunner();
  const before = findingsOf(workspace, runner);
  const counts = counted(workspace, before);
  for (const finding of before.filter(isWanted)) {
    for (const fix of finding.fixes) {
      const fixed = applyFix(workspace.files, fix);
      const isUnchanged = fixed.every((file) =>
        workspace.files.some(
          ({ path, text }) => path === file.path && text === file.text,
        ),
      );
      // A fix that sees that the text does not fit changes nothing.
      if (isUnchanged) continue;
      const then = withFiles(workspace, fixed);
      const after = findingsOf(then, runner);
      const left = counted(then, after);
      const name = nameOf(workspace.files, finding);
      const about = `${name}: ${finding.message} [${fix.title}]`;
      expect(left.get(name) ?? 0, about).toBeLessThan(counts.get(name) ?? 0);
      if (bringToLight.has(finding.code)) continue;
      const added = after.filter((one) => {
        const other = nameOf(then.files, one);
        const isMore = (left.get(other) ?? 0) > (counts.get(other) ?? 0);
        return one.severity === "error" && isMore && !stoodThere(before, one);
      });
      expect(
        added.map(({ message }) => message),
        about,
      ).toEqual([]);
    }
  }
}

const workspaces = new Map(
  ["self-assessment", "diploma", "broken"].map((name) => [
    name,
    openWorkspace(sampleFiles(name)),
  ]),
);

function workspaceOf(name: string): MemoryWorkspace {
  const workspace = workspaces.get(name);
  if (workspace === undefined) throw new Error(`There is no sample ${name}`);
  return workspace;
}

const places = [...workspaces].flatMap(([name, { files }]) =>
  files
    .filter(({ path, text }) => text !== "" && /\.(md|yaml)$/.test(path))
    .map(({ path }) => ({ name, path })),
);

describe("a fix", () => {
  it.each([...workspaces.keys()])(
    "removes its finding and adds no error in %s",
    (name) => {
      expectFixes(workspaceOf(name));
    },
  );

  it.each([
    ["at the very end", "---\nevidence: E01", "---\nevidence: E01\n---\n"],
    ["in an empty line", "---\nevidence: E01\n", "---\nevidence: E01\n---\n"],
    [
      "above a heading",
      "---\nevidence: E01\n# T",
      "---\nevidence: E01\n---\n# T",
    ],
  ])("closes a header %s", (_, text, wanted) => {
    const files = [{ path: "e.md", text }];
    const [finding] = findingsOf(openWorkspace(files), loudRunner());
    const fix = finding?.fixes[0];
    expect(fix && applyFix(files, fix)[0]?.text).toBe(wanted);
  });

  it("does so wherever somebody has typed", { timeout }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        mutations,
        ({ name, path }, all) => {
          const workspace = workspaceOf(name);
          const text =
            workspace.files.find((file) => file.path === path)?.text ?? "";
          expectFixes(withText(workspace, path, mutated(text, all)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("does so whatever a report and last year's plan say", { timeout }, () => {
    const ofReports = new Set(
      rules.filter(({ group }) => group === "Report").map(({ code }) => code),
    );
    fc.assert(
      fc.property(anyWorkspace, (texts) => {
        const files = [...texts].map(([path, text]) => ({ path, text }));
        expectFixes(openWorkspace(files), ({ code }) => ofReports.has(code));
      }),
      { numRuns: 150 },
    );
  });
});
