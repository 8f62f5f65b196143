// What a self-assessment says: judgements, strengths, areas and actions, and
// which action answers which area (section 3.3 of the format).

import { describe, expect, it } from "vitest";
import { improvementsOf } from "../../server/src/model/improvements.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import type { Report } from "../../server/src/model/report.ts";
import {
  gradeOf,
  gradesIn,
  nearestGrade,
} from "../../server/src/model/scales.ts";
import { markdown, piece, portfolioOf } from "../support/portfolioOf.ts";

const target = "standards: X";

function reported(body: string, header = target): Report {
  const portfolio = portfolioOf(header, [["report.md", body]]);
  const report = portfolio.contributions.get("report.md")?.report;
  if (report === undefined) throw new Error("There is no report");
  return report;
}

/** `AFI-1 ← Do it | Do more`, an area a line; then what answers nothing. */
function matches(portfolio: Portfolio): readonly string[] {
  const { areas, actions } = improvementsOf(portfolio);
  return [
    ...areas.map(
      ({ area, actions: own }) =>
        `${area.id ?? area.text} ← ${own.map(({ text }) => text).join(" | ")}`,
    ),
    ...actions.flatMap(({ action, areas: own, unknown }) =>
      own.length > 0
        ? []
        : [
            `${action.text} → nothing${unknown.map(({ text }) => ` (${text})`).join("")}`,
          ],
    ),
  ];
}

describe("a judgement", () => {
  it.each([
    ["## X-1.1 One\n\nJudgement: Good\n", "Good"],
    ["## X-1.1 One\n\n**Judgement:** Good\n", "Good"],
    ["## X-1.1 One\n\n**Judgement**: *Good*\n", "Good"],
    ["## X-1.1 One\n\nProse.\njudgment : Good\nMore.\n", "Good"],
    ["## X-1.1 One\n\n- Judgement: Good\n", "Good"],
  ])("%j", (body, value) => {
    const [judgement, ...more] = reported(body).judgements;
    expect(more).toEqual([]);
    expect(judgement).toMatchObject({ value, isPrevious: false });
    expect(judgement?.section?.standards.map(({ code }) => code)).toEqual([
      "X-1.1",
    ]);
  });

  it("is not what only looks like one, or says nothing", () => {
    for (const body of [
      "## X-1.1 One\n\nJudgement:\n",
      "## X-1.1 One\n\nOur judgement: we are good.\n",
      "## X-1.1 One\n\nJudgement is hard.\n",
      "## X-1.1 One\n\n```\nJudgement: Good\n```\n",
    ]) {
      expect(reported(body).judgements, body).toEqual([]);
    }
  });

  it("of a parent stands in the parent's section, not in a child's", () => {
    const { judgements } = reported(
      "# X-1 First\n\nJudgement: Good\n\n## X-1.1 One\n\nPrevious judgement: Poor\n",
    );
    expect(
      judgements.map(({ value, isPrevious, section }) => [
        value,
        isPrevious,
        section?.standards[0]?.code,
      ]),
    ).toEqual([
      ["Good", false, "X-1"],
      ["Poor", true, "X-1.1"],
    ]);
  });

  it("may stand in a file that is about a standard as a whole", () => {
    const { judgements } = reported(
      markdown("standards: X-1.2", "Judgement: Good"),
    );
    expect(judgements[0]?.section?.standards[0]?.code).toBe("X-1.2");
  });
});

describe("a grade", () => {
  const grades = ["Outstanding", "Good", "Requires improvement"];

  it.each([
    ["Good", "Good"],
    ["good", "Good"],
    ["Good.", "Good"],
    ["Good (2)", "Good"],
    ["Good, and getting better", "Good"],
    ["Good – just", "Good"],
    ["Requires improvement: see below", "Requires improvement"],
  ])("%j is %s", (value, grade) => {
    expect(gradeOf(grades, value)?.grade).toBe(grade);
  });

  it.each(["Goodish", "Good with features", "Very good", "Requires"])(
    "%j is none",
    (value) => {
      expect(gradeOf(grades, value)).toBeUndefined();
    },
  );

  it("that is one slip away was meant", () => {
    expect(nearestGrade(grades, "Outstandng")).toBe("Outstanding");
    expect(nearestGrade(grades, "Excellent")).toBeUndefined();
  });

  it("is of the portfolio's scale for that framework, before its general one and the pack's", () => {
    const grading = (header: string, isPrevious = false) => {
      const portfolio = portfolioOf(
        `standards:\n  - X\n  - MATRIX\n${header}`,
        [["report.md", "## X-1.1 One\n\n## MATRIX-1 Lead\n"]],
      );
      const sections = portfolio.contributions.get("report.md")?.sections ?? [];
      return sections.map((section) =>
        gradesIn(portfolio, section, isPrevious).join("/"),
      );
    };
    // The pack X has no scale; the matrix Standard has met and not met.
    expect(grading("")).toEqual(["", "met/not met"]);
    expect(grading("scale:\n  - A\n  - B")).toEqual(["A/B", "A/B"]);
    expect(grading("scale:\n  X:\n    - A\n    - B")).toEqual([
      "A/B",
      "met/not met",
    ]);
    const both = "scale:\n  - A\n  - B\npreviousScale:\n  - C\n  - D";
    expect(grading(both, true)).toEqual(["C/D", "C/D"]);
    expect(grading(both)).toEqual(["A/B", "A/B"]);
  });
});

describe("strengths and areas", () => {
  const section = (parts: string): string => `## X-1.1 One\n\n${parts}\n`;

  it.each([
    ["### Areas for improvement", "a sub-heading"],
    ["**Areas for improvement**", "a bold line"],
    ["### Weaknesses", "another name of the field"],
    ["### areas for Development:", "another way to write it"],
  ])("stand under %j, %s", (heading) => {
    const { areas } = reported(
      section(`${heading}\n\n- AFI-1: Too slow.\n- Too dear.\n`),
    );
    expect(areas.map(({ id, text }) => [id, text])).toEqual([
      ["AFI-1", "Too slow."],
      [undefined, "Too dear."],
    ]);
  });

  it("are paragraphs where there is no list, and an introduction is none", () => {
    expect(
      reported(section("### Strengths\n\nFirst.\n\nSecond.\n")).strengths,
    ).toHaveLength(2);
    const { strengths } = reported(
      section("### Strengths\n\nWe are proud of these:\n\n- One\n- Two\n"),
    );
    expect(strengths.map(({ text }) => text)).toEqual(["One", "Two"]);
  });

  it.each(["None", "None.", "n/a", "None identified this year.", "Nil"])(
    "%j is none",
    (text) => {
      expect(
        reported(section(`### Areas for improvement\n\n- ${text}\n`)).areas,
      ).toEqual([]);
    },
  );

  it("outside a section belong to no standard and are none", () => {
    expect(
      reported("# My weaknesses\n\n## Weaknesses\n\n- Tea\n").areas,
    ).toEqual([]);
  });

  it("tell the evidence that they cite, on any of their lines", () => {
    const portfolio = portfolioOf(target, [
      piece("E1", ""),
      piece("E2", ""),
      [
        "report.md",
        section(
          "### Strengths\n\n- Seen in @E1\n  and again in [@E2, p. 3]\n- Not shown\n",
        ),
      ],
    ]);
    const { strengths = [] } =
      portfolio.contributions.get("report.md")?.report ?? {};
    expect(strengths.map(({ evidence }) => evidence)).toEqual([
      ["e1", "e2"],
      [],
    ]);
  });
});

describe("an action", () => {
  it("has its fields in the last brackets, which may hold brackets", () => {
    const { actions } = reported(
      "## X-1.1 One\n\n- [ ] Extend exit interviews (in person) (for: AFI-2, owner: Quality lead (North), due: 2026-12-01, success: 80 %, split by contract)\n",
    );
    expect(actions).toMatchObject([
      {
        form: "task",
        text: "Extend exit interviews (in person)",
        isDone: false,
        answers: { text: "AFI-2" },
        owner: "Quality lead (North)",
        due: { text: "2026-12-01", day: "2026-12-01" },
        success: "80 %, split by contract",
      },
    ]);
  });

  it("may have them in a nested list, or in the columns of a table", () => {
    const nested = reported(
      "## X-1.1 One\n\n- [ ] Do it\n  - owner: Sam\n  - due: December 2026\n",
    );
    expect(nested.actions).toMatchObject([
      { owner: "Sam", due: { day: "2026-12-31" } },
    ]);
    const table = reported(
      "# Plan\n\n| Action | Area | Lead | By when | Status |\n| --- | --- | --- | --- | --- |\n| Do it | AFI-1 | Sam | 2026-12-01 | Done |\n| Do more | AFI-2 | | soon | |\n",
    );
    expect(table.actions).toMatchObject([
      {
        form: "row",
        text: "Do it",
        isDone: true,
        owner: "Sam",
        answers: { text: "AFI-1" },
      },
      { text: "Do more", isDone: false, due: { text: "soon" } },
    ]);
    expect(table.actions[1]).not.toHaveProperty("owner");
    expect(table.actions[1]?.due).not.toHaveProperty("day");
  });

  it.each([
    ["- [x] Do it (owner: Sam)", true],
    ["- [ ] Do it (owner: Sam, done: 2026-01-01)", true],
    ["- [ ] Do it (owner: Sam, done: no)", false],
    ["- [ ] Do it (owner: Sam, done: )", false],
    ["- [ ] Do it (owner: Sam, progress: completed in May)", true],
    ["- [ ] Do it (owner: Sam, progress: half way)", false],
  ])("%j is done: %s", (line, isDone) => {
    expect(reported(`## X-1.1 One\n\n${line}\n`).actions[0]?.isDone).toBe(
      isDone,
    );
  });

  it("is a task under Actions in a section, or one with fields; no other list is", () => {
    expect(
      reported("## X-1.1 One\n\n### Actions\n\n- [ ] Do it\n").actions,
    ).toHaveLength(1);
    expect(reported("## X-1.1 One\n\n- [ ] Ask Sam\n").actions).toEqual([]);
    expect(reported("# Notes\n\n- [ ] Buy tea\n").actions).toEqual([]);
    expect(
      reported("# Notes\n\n- [ ] Do it (standards: X-1.1)\n").actions,
    ).toMatchObject([{ standards: [{ standards: [{ code: "X-1.1" }] }] }]);
  });
});

describe("areas and actions", () => {
  const report = (areas: string, actions: string): string =>
    `## X-1.1 One\n\n### Areas for improvement\n\n${areas}\n\n### Actions\n\n${actions}\n`;
  const plan = (lines: string) => ["plan.md", `# Plan\n\n${lines}\n`] as const;
  const matchesOf = (...files: (readonly [string, string])[]) =>
    matches(portfolioOf(target, files));

  it("meet by the area's id, in any spelling and in any document", () => {
    expect(
      matchesOf(
        [
          "report.md",
          report("- AFI-1: Slow\n- AFI-2: Dear", "- [ ] Hurry (for: afi 1)"),
        ],
        plan("- [ ] Haggle (for: AFI-2)"),
      ),
    ).toEqual(["AFI-1 ← Hurry", "AFI-2 ← Haggle"]);
  });

  it("meet one to many and many to one", () => {
    expect(
      matchesOf([
        "report.md",
        report(
          "- AFI-1: Slow\n- AFI-2: Dear",
          "- [ ] Both (for: AFI-1 and AFI-2)\n- [ ] Again (for: AFI-1)",
        ),
      ]),
    ).toEqual(["AFI-1 ← Both | Again", "AFI-2 ← Both"]);
  });

  it("meet one by one in a section, where no action says which area it is for", () => {
    expect(
      matchesOf([
        "report.md",
        report("- Slow\n- Dear\n- Dull", "- [ ] A\n- [ ] B"),
      ]),
    ).toEqual(["Slow ← A", "Dear ← B", "Dull ← "]);
  });

  it("leave what is named to those that name it", () => {
    // B names the first area, so A takes the second.
    expect(
      matchesOf([
        "report.md",
        report("- AFI-1: Slow\n- Dear", "- [ ] A\n- [ ] B (for: AFI-1)"),
      ]),
    ).toEqual(["AFI-1 ← B", "Dear ← A"]);
  });

  it("meet by the standard that a plan names, or the one above it", () => {
    const areas = [
      "report.md",
      report("- Slow\n- Dear", "See the plan."),
    ] as const;
    expect(
      matchesOf(areas, plan("- [ ] A (standards: X-1.1)\n- [ ] B (for: X-1)")),
    ).toEqual(["Slow ← A", "Dear ← B"]);
    expect(matchesOf(areas, plan("- [ ] A (standards: X-2.1)"))).toEqual([
      "Slow ← ",
      "Dear ← ",
      "A → nothing",
    ]);
  });

  it("meet by the words of the area", () => {
    expect(
      matchesOf(
        ["report.md", report("- Requests take seven weeks", "See the plan.")],
        plan("- [ ] A (for: requests take seven)"),
      ),
    ).toEqual(["Requests take seven weeks ← A"]);
  });

  it("do not meet by an id that is not there", () => {
    expect(
      matchesOf(["report.md", report("- AFI-1: Slow", "- [ ] A (for: AFI-9)")]),
    ).toEqual(["AFI-1 ← ", "A → nothing (AFI-9)"]);
  });

  it("count ids that begin anew in each section by section", () => {
    expect(
      matchesOf([
        "report.md",
        "## X-1.1 One\n\n### Weaknesses\n\n- A-1: Slow\n\n### Actions\n\n- [ ] Hurry (for: A-1)\n\n## X-1.2 Two\n\n### Weaknesses\n\n- A-1: Dear\n",
      ]),
    ).toEqual(["A-1 ← Hurry", "A-1 ← "]);
  });
});

describe("the parts of a section", () => {
  const partsOf = (body: string): readonly string[] =>
    reported(body).parts.map(
      ({ part, text, hasText }) =>
        `${part ?? "-"} ${text}${hasText ? "" : " (empty)"}`,
    );

  it("have text when it stands below them, in their own sub-headings too", () => {
    expect(
      partsOf(
        "## X-1.1 One\n\n### Actions\n\n#### This year\n\n- [ ] Do it\n\n### Impact\n\n**Strengths**\n\n### Where we stand\n\nProse.\n",
      ),
    ).toEqual([
      "actions Actions",
      "- This year",
      "impact Impact (empty)",
      "strengths Strengths (empty)",
      "- Where we stand",
    ]);
  });
});

describe("names behind `for:`", () => {
  it("stand each at its own place where they are unknown", () => {
    const line = "- [ ] A (for: AFI-1, AFI-8 and AFI-9, owner: Sam)";
    const { actions } = improvementsOf(
      portfolioOf(target, [
        [
          "report.md",
          `## X-1.1 One\n\n**Weaknesses**\n\n- AFI-1: Slow\n\n${line}\n`,
        ],
      ]),
    );
    expect(
      actions[0]?.unknown.map(({ text, range }) => [
        text,
        line.slice(range.startCharacter, range.endCharacter),
      ]),
    ).toEqual([
      ["AFI-8", "AFI-8"],
      ["AFI-9", "AFI-9"],
    ]);
  });
});
