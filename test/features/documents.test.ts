// The public JSON forms of findings and coverage: what they hold, and that
// they are as their schemas say, for every sample and for odd portfolios too.

import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { coverageDocument } from "../../server/src/features/coverageDocument.ts";
import { findingsDocument } from "../../server/src/features/findingsDocument.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import { sampleFiles } from "../support/sampleFiles.ts";
import {
  loudRunner,
  snapshotOf,
  testDay,
  type MemoryFile,
} from "../support/snapshotOf.ts";

const schemas = path.resolve(import.meta.dirname, "../../schemas");

function validatorOf(name: string): ValidateFunction {
  const schema: unknown = JSON.parse(
    readFileSync(path.join(schemas, `${name}.schema.json`), "utf8"),
  );
  return new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
    schema as object,
  );
}

const isFindings = validatorOf("findings");
const isCoverage = validatorOf("coverage");

function documentsOf(files: readonly MemoryFile[]) {
  const snapshot = snapshotOf(files);
  const findings = [...loudRunner().allFindings(snapshot).values()].flat();
  return {
    findings: findingsDocument(findings, snapshot.today, "."),
    coverage: coverageDocument(
      [...snapshot.index.portfolios.values()],
      snapshot,
      ".",
    ),
  };
}

const odd: readonly MemoryFile[] = [
  ...readFiles(`-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
  - NOTHING
notApplicable:
  - standards: DEMO-2
    reason: Not this year
requirements:
  - id: two
    pieces: 2
---
-- e01.md --
---
evidence: e01
kind: simulation
date: 2026-05-01
standards:
  - DEMO-1.1
  - DEMO-9
---
-- empty/portfolio.md --
---
portfolio:
---
-- broken.md --
---
evidence: [
---
`),
  demoPack,
];

const choosing: readonly MemoryFile[] = readFiles(`-- portfolio.md --
---
portfolio: qualification
standards:
  - ERS-L3-DIP
requirements:
  - id: two
    pieces: 2
waivers:
  - requirement: two
    reason: One piece is enough this year
    until: 2027-01
credited:
  - standards: ERS-01
    evidence: E01
    on: 2026-01
---
-- e01.md --
---
evidence: E01
---
`);

describe.each([
  ["self-assessment", sampleFiles("self-assessment")],
  ["diploma", sampleFiles("diploma")],
  ["broken", sampleFiles("broken")],
  ["an odd portfolio", odd],
  ["a portfolio with credit, a waiver and units to choose", choosing],
  ["nothing", []],
] as const)("of %s", (_, files) => {
  const { findings, coverage } = documentsOf(files);

  it("findings are as the schema says", () => {
    isFindings(findings);
    expect(isFindings.errors ?? []).toEqual([]);
  });

  it("coverage is as the schema says", () => {
    isCoverage(coverage);
    expect(isCoverage.errors ?? []).toEqual([]);
  });

  it("findings are sorted by file, range and code, and counted", () => {
    const keys = findings.findings.map(({ file, range, code }) =>
      [
        file,
        ...[range.start, range.end].flatMap(({ line, character }) => [
          String(line).padStart(6, "0"),
          String(character).padStart(6, "0"),
        ]),
        code,
      ].join("\0"),
    );
    expect(keys).toEqual([...keys].sort());
    const {
      error,
      warning,
      information,
      hint,
      files: count,
    } = findings.summary;
    expect(error + warning + information + hint).toBe(keys.length);
    expect(count).toBe(new Set(findings.findings.map(({ file }) => file)).size);
    const known = new Set(rules.map(({ code }) => code));
    expect(findings.findings.every(({ code }) => known.has(code))).toBe(true);
  });

  it("counts add up", () => {
    for (const { counts, standards } of coverage.portfolios) {
      const { assessable, covered, partlyCovered, uncovered } = counts;
      expect(covered + partlyCovered + uncovered).toBe(assessable);
      const leaves = standards.filter((standard) => standard.assessable);
      expect(leaves.length).toBe(
        assessable + counts.notApplicable + counts.credited,
      );
      const codes = new Set(standards.map(({ code }) => code));
      for (const { parent } of standards) {
        if (parent !== null) expect(codes.has(parent)).toBe(true);
      }
    }
  });

  it("are the same bytes whatever the order of the files", () => {
    const again = documentsOf([...files].reverse());
    expect(JSON.stringify(again)).toBe(JSON.stringify({ findings, coverage }));
  });
});

it("says of a standard what evidences it, what does not count and why", () => {
  const { coverage } = documentsOf(odd);
  const [empty, portfolio] = coverage.portfolios.toSorted((a, b) =>
    a.file < b.file ? -1 : 1,
  );
  expect(empty?.standards).toEqual([]);
  expect(portfolio).toMatchObject({
    file: "portfolio.md",
    targets: ["DEMO", "NOTHING"],
    assessmentDate: testDay,
    counts: {
      assessable: 3,
      covered: 0,
      partlyCovered: 1,
      uncovered: 2,
      notApplicable: 2,
    },
  });
  const states = portfolio?.standards.map(
    ({ code, state }) => `${code} ${state}`,
  );
  expect(states).toEqual([
    "DEMO-1 partly-covered",
    "DEMO-1.1 partly-covered",
    "DEMO-1.2 uncovered",
    "DEMO-1.3 uncovered",
    "DEMO-2 not-applicable",
    "DEMO-2.1 not-applicable",
    "DEMO-2.2 not-applicable",
  ]);
  expect(portfolio?.standards[1]).toMatchObject({
    title: "Vision",
    framework: "DEMO",
    edition: "first",
    parent: "DEMO-1",
    assessable: true,
    evidence: ["e01"],
    reasons: [{ requirement: "two" }],
  });
});

it("says what the report judges, and which action answers which area", () => {
  const { coverage } = documentsOf([
    ...readFiles(`-- now/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO-1
scale:
  - Good
  - Poor
previous: ../before
---

## DEMO-1.1 Vision

Judgement: good, just

**Weaknesses**

- AFI-1: Slow, says @E01
- Dear

**Actions**

- [ ] Hurry (for: AFI-1, owner: Sam, due: May 2027)
- [x] Think (id: A-2, standards: DEMO-1.2)

## DEMO-1.2 Indicators

Previous judgement: Poor
-- now/e01.md --
---
evidence: e01
---
-- before/portfolio.md --
---
portfolio: self-assessment
standards:
  - DEMO
---

## DEMO-1.1 Vision

Judgement: Weak
`),
    demoPack,
  ]);
  const now = coverage.portfolios.find(({ file }) => file.startsWith("now"));
  expect(
    now?.standards.map(({ code, judgement, previousJudgement }) => [
      code,
      judgement,
      previousJudgement,
    ]),
  ).toEqual([
    ["DEMO-1", null, null],
    ["DEMO-1.1", "Good", "Weak"],
    ["DEMO-1.2", null, "Poor"],
    ["DEMO-1.3", null, null],
  ]);
  expect(now?.areas).toMatchObject([
    {
      id: "AFI-1",
      text: "Slow, says @E01",
      file: "now/portfolio.md",
      range: { start: { line: 16, character: 2 } },
      standards: ["DEMO-1.1"],
      evidence: ["e01"],
      actions: [0],
    },
    { id: null, text: "Dear", actions: [] },
  ]);
  expect(now?.actions).toMatchObject([
    {
      id: null,
      text: "Hurry",
      done: false,
      owner: "Sam",
      due: "2027-05-31",
      success: null,
      standards: ["DEMO-1.1"],
    },
    { id: "A-2", done: true, owner: null, due: null, standards: ["DEMO-1.2"] },
  ]);
});

it("refuses what the forms do not allow", () => {
  const { findings } = documentsOf(odd);
  expect(isFindings({ ...findings, format: "findings" })).toBe(false);
  expect(isFindings({ ...findings, added: true })).toBe(true);
  expect(isCoverage({ format: "evidence-portfolio/coverage@1" })).toBe(false);
});
