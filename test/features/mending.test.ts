// Many fixes at once: what saving may do, all findings of one rule in a file,
// and withdrawn codes over a whole portfolio.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceActions } from "../../server/src/features/codeActions.ts";
import { safeMending } from "../../server/src/features/codeActions/mending.ts";
import { openDocument } from "../../server/src/features/document.ts";
import { fixAllNames } from "../../server/src/rules/registry.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import { actionsAt } from "../support/checkAction.ts";
import { differences, plainOf } from "../support/comparable.ts";
import {
  openWorkspace,
  withText,
  type MemoryWorkspace,
} from "../support/memoryWorkspace.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import { mutated, mutations, sampleFiles } from "../support/sampleFiles.ts";
import { loudRunner } from "../support/snapshotOf.ts";

const portfolio = `
-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---`;

const evidence = (header: string): string =>
  `${portfolio}\n-- evidence/e08.md --\n---\nevidence: E08\n${header}\n---\n`;

/** A file after what saving does, or nothing. */
function saved(fixture: string, path: string): string | undefined {
  const files = [...readFiles(fixture), demoPack];
  const { snapshot } = openWorkspace(files);
  const text = files.find((file) => file.path === path)?.text ?? "";
  const runner = loudRunner();
  const [action, ...more] = sourceActions(
    openDocument(path, text),
    (file) => runner.findingsIn(snapshot, file),
    () => text,
  );
  expect(more).toEqual([]);
  const [change] = action?.changes ?? [];
  return change?.kind === "edit" ? applyEdits(text, change.edits) : undefined;
}

describe("saving", () => {
  it("mends every spelling that is understood anyhow, and keeps the rest", () => {
    expect(
      saved(
        evidence(
          "kind: Partner Feedback # theirs\ndate: 11/05/2026\nstandards:\n  - demo 1.1 # first\n  - 'DEMO–1.2'\n  - DEMO-1.3",
        ),
        "evidence/e08.md",
      ),
    ).toBe(
      "---\nevidence: E08\nkind: partner-feedback # theirs\ndate: 2026-05-11\nstandards:\n  - DEMO-1.1 # first\n  - 'DEMO-1.2'\n  - DEMO-1.3\n---\n",
    );
  });

  it.each([
    ["a code that is probably another", "standards: DEMO-1.4"],
    [
      "a misspelt key, behind which something would be read",
      "standrads: DEMO-1.1",
    ],
    [
      "a standard that is named twice",
      "standards:\n  - DEMO-1.1\n  - DEMO-1.1",
    ],
    ["a mapping to a whole component", "standards: DEMO-1"],
    [
      "what somebody silenced",
      "# evidence-ignore irregular-code: as the centre writes it\nstandards: demo 1.1",
    ],
  ])("leaves %s to a person", (_, header) => {
    expect(saved(evidence(header), "evidence/e08.md")).toBeUndefined();
  });
});

describe("all of a rule in this file", () => {
  const header = "date: 11/05/2026\nstandards:\n  - demo $01.1\n  - demo 1.2";

  it("is offered at one of several, and mends those only", () => {
    const { titles, preferred, take } = actionsAt(evidence(header));
    expect(titles).toEqual([
      "Write `DEMO-1.1`",
      "Mend all 2 irregular codes in this file",
    ]);
    expect(preferred).toEqual(["Write `DEMO-1.1`"]);
    expect(
      take("Mend all 2 irregular codes in this file").changed[
        "evidence/e08.md"
      ],
    ).toBe(
      "---\nevidence: E08\ndate: 11/05/2026\nstandards:\n  - DEMO-1.1\n  - DEMO-1.2\n---\n",
    );
  });

  it("is not offered for one alone", () => {
    expect(actionsAt(evidence("standards: demo 1$0.1")).titles).toEqual([
      "Write `DEMO-1.1`",
    ]);
  });
});

describe("withdrawn codes over a portfolio", () => {
  const pack = `
-- .evidence/frameworks/north.yaml --
id: NORTH
edition: second
title: Northgate
owner: The tests
licence: none
tiers:
  - id: promise
    title: Promise
    assessable: true
items:
  - code: NORTH-1
    title: One
    withdrawn: 2026-01-01
    replacedBy: NORTH-3
  - code: NORTH-2
    title: Two
    withdrawn: true
  - code: NORTH-3
    title: Three
-- portfolio.md --
---
portfolio: general
standards:
  - NORTH
---
-- report.md --
## NORTH-1 Welcome

As @E01 shows.
-- evidence/e01.md --
---
evidence: E01
standards:
  - NORTH-1 # agreed
  - NORTH-2
---
-- elsewhere.md --
`;
  const title = "Replace all 3 withdrawn codes in this portfolio";

  it("are replaced by what the framework names, and the others are left", () => {
    const { titles, preferred, take } = actionsAt(
      `${pack}-- evidence/e02.md --\n---\nevidence: E02\nstandards: NORTH$0-1\n---\n`,
    );
    expect(titles).toEqual(["Write `NORTH-3`", title]);
    expect(preferred).not.toContain(title);
    expect(take(title).changed).toEqual({
      "report.md": "## NORTH-3 Welcome\n\nAs @E01 shows.",
      "evidence/e01.md":
        "---\nevidence: E01\nstandards:\n  - NORTH-3 # agreed\n  - NORTH-2\n---",
      "evidence/e02.md": "---\nevidence: E02\nstandards: NORTH-3\n---\n",
    });
  });

  it("are not replaced on saving", () => {
    expect(saved(pack, "evidence/e01.md")).toBeUndefined();
  });
});

describe("what saving does", () => {
  const samples = ["self-assessment", "diploma", "broken"].map((name) =>
    openWorkspace(sampleFiles(name)),
  );
  const places = samples.flatMap((workspace) =>
    workspace.files
      .filter(({ path, text }) => text !== "" && path.endsWith(".md"))
      .map(({ path }) => ({ workspace, path })),
  );
  const coverageOf = ({ snapshot }: MemoryWorkspace) =>
    plainOf(
      new Map(
        [...snapshot.index.portfolios].map(([folder, { coverage }]) => [
          folder,
          coverage,
        ]),
      ),
    );

  it(
    "changes no coverage, and leaves nothing of its kind",
    { timeout: 120_000 },
    () => {
      const runner = loudRunner();
      fc.assert(
        fc.property(
          fc.constantFrom(...places),
          mutations,
          ({ workspace, path }, all) => {
            const old = workspace.files.find((file) => file.path === path);
            const text = mutated(old?.text ?? "", all);
            const before = withText(workspace, path, text);
            const findings = runner.findingsIn(before.snapshot, path);
            const { edits, mended } = safeMending(findings, () => text);
            if (edits.length === 0) return;
            const after = withText(before, path, applyEdits(text, edits));
            expect(differences(coverageOf(before), coverageOf(after))).toEqual(
              [],
            );
            const count = (of: MemoryWorkspace): number =>
              runner
                .findingsIn(of.snapshot, path)
                .filter(({ code }) => fixAllNames.has(code)).length;
            expect(count(after)).toBeLessThanOrEqual(
              count(before) - mended.length,
            );
          },
        ),
        { numRuns: 100 },
      );
    },
  );
});
