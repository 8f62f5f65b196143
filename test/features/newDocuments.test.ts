// New portfolios and new evidence are valid at once: no error, for every
// target that ships, and what is missing shows.

import { describe, expect, it } from "vitest";
import {
  evidenceChoices,
  newEvidence,
  type EvidenceWish,
} from "../../server/src/features/newEvidence.ts";
import {
  portfolioText,
  targetChoices,
  type NewPortfolio,
} from "../../server/src/features/newPortfolio.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import { readFiles } from "../support/fixture.ts";
import { demoPack } from "../support/openFixture.ts";
import {
  loudRunner,
  snapshotOf,
  testDay,
  type MemoryFile,
} from "../support/snapshotOf.ts";

function findingsIn(files: readonly MemoryFile[]): readonly Finding[] {
  return [...loudRunner().allFindings(snapshotOf(files)).values()].flat();
}

function errorsIn(files: readonly MemoryFile[]): readonly string[] {
  return findingsIn(files)
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code}: ${message}`);
}

const shipped = targetChoices(snapshotOf([]).catalogue);

describe("a new portfolio", () => {
  const texts = (wish: Partial<NewPortfolio>): MemoryFile => ({
    path: "portfolio.md",
    text: portfolioText(
      { kind: "general", targets: [], units: [], title: "One", ...wish },
      testDay,
    ),
  });

  it("can aim at every framework and qualification that ships", () => {
    const codes = shipped.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(["QIF", "AVA-L3-CERT", "ERS-L3-CERT"]),
    );
    expect(new Set(codes).size).toBe(codes.length);
    const illustrative = shipped.find(({ code }) => code === "ERS-L3-CERT");
    expect(illustrative?.detail).toContain("illustrative");
    expect(illustrative?.units.map(({ code }) => code)).toEqual([
      "ERS-04",
      "ERS-05",
      "ERS-06",
    ]);
  });

  describe.each(shipped.map((target) => [target.code, target] as const))(
    "for %s",
    (code, { units, title }) => {
      it.each(["self-assessment", "qualification", "general"] as const)(
        "as %s has no error and shows what is missing",
        (kind) => {
          const file = texts({ kind, targets: [code], title });
          expect(errorsIn([file])).toEqual([]);
          const codes = findingsIn([file]).map((finding) => finding.code);
          expect(codes).toContain("unmet-requirement");
        },
      );

      it("has none with the first unit or with all that go together", () => {
        // ERS-05 and ERS-06 are barred from each other.
        const all = units
          .map((unit) => unit.code)
          .filter((unit) => unit !== "ERS-06");
        const chosen = { kind: "qualification", targets: [code] } as const;
        expect(errorsIn([texts({ ...chosen, units: all })])).toEqual([]);
        expect(
          errorsIn([texts({ ...chosen, units: all.slice(0, 1) })]),
        ).toEqual([]);
      });
    },
  );

  it("may aim at everything at once", () => {
    expect(
      errorsIn([texts({ targets: shipped.map(({ code }) => code) })]),
    ).toEqual([]);
  });

  it.each([
    "Quality: our way",
    "- a dash",
    "# a hash",
    "'quoted'",
    '"Half',
    "[brackets]",
    "100 %",
    "@handle",
    "Ends with a colon:",
    "\u{1F4C4} Paper",
    "tab\there",
    "*",
    "yes",
  ])("may be called %s", (title) => {
    const file = texts({ title, targets: ["QIF"] });
    expect(errorsIn([file])).toEqual([]);
    const [portfolio] = snapshotOf([file]).index.portfolios.values();
    expect(portfolio?.header?.title).toBe(title);
  });

  it("writes block lists only", () => {
    const { text } = texts({
      kind: "qualification",
      targets: ["ERS-L3-CERT"],
      units: ["ERS-04"],
    });
    expect(text).toContain("standards:\n  - ERS-L3-CERT\nunits:\n  - ERS-04\n");
    expect(text).not.toMatch(/^\w+: \[/m);
  });
});

const portfolio = `-- portfolio.md --
---
portfolio: general
standards:
  - DEMO
---
-- evidence/e07.md --
---
evidence: E07
kind: policy
standards:
  - DEMO-1.1
---
`;
const files = [...readFiles(portfolio), demoPack];

describe("a new piece of evidence", () => {
  const make = (
    wish: EvidenceWish,
    from: readonly MemoryFile[] = files,
    path?: string,
  ): { readonly path: string; readonly text: string; readonly id: string } => {
    const made = newEvidence(snapshotOf(from), path, wish);
    if ("message" in made) throw new Error(made.message);
    return made;
  };

  it("goes where the others are, with the next ID", () => {
    const made = make({
      title: "Manager's feedback: spring",
      kind: "partner-feedback",
      standards: ["DEMO-1.2", "DEMO-2.1"],
    });
    expect(made).toEqual({
      path: "evidence/e08-manager-s-feedback-spring.md",
      id: "E08",
      text: [
        "---",
        "evidence: E08",
        'title: "Manager\'s feedback: spring"',
        "kind: partner-feedback",
        `date: ${testDay}`,
        "standards:",
        "  - DEMO-1.2",
        "  - DEMO-2.1",
        "---",
        "",
        "What this piece shows, in your own words.",
        "",
      ].join("\n"),
    });
    expect(errorsIn([...files, made])).toEqual([]);
  });

  it("is valid without a title, a kind or a standard", () => {
    const made = make({ title: "", standards: [] });
    expect(made.path).toBe("evidence/e08.md");
    expect(errorsIn([...files, made])).toEqual([]);
  });

  it("begins the folder of a portfolio that has none", () => {
    const empty = [...readFiles(portfolio).slice(0, 1), demoPack];
    expect(make({ title: "First", standards: [] }, empty)).toMatchObject({
      path: "evidence/e01-first.md",
      id: "E01",
    });
  });

  it("asks which portfolio is meant, or for one", () => {
    const two = [
      ...files,
      ...readFiles(
        "-- other/portfolio.md --\n---\nportfolio: general\nstandards: DEMO\n---\n",
      ),
    ];
    const wish = { title: "x", standards: [] };
    expect(newEvidence(snapshotOf(two), undefined, wish)).toEqual({
      message: expect.stringContaining("several portfolios") as string,
    });
    expect(make(wish, two, "other/portfolio.md").path).toBe(
      "other/evidence/e01-x.md",
    );
    expect(newEvidence(snapshotOf([]), undefined, wish)).toEqual({
      message: expect.stringContaining("New Portfolio") as string,
    });
  });

  it("can serve what lacks evidence first", () => {
    const { kinds, standards } = evidenceChoices(snapshotOf(files), undefined);
    expect(kinds.map(({ id }) => id)).toContain("observation");
    expect(standards.map(({ code, state }) => `${code} ${state}`)).toEqual([
      "DEMO-1.2 uncovered",
      "DEMO-1.3 uncovered",
      "DEMO-2.1 uncovered",
      "DEMO-2.2 uncovered",
      "DEMO-1.1 covered",
    ]);
  });
});
