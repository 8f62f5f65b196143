// Standing decisions and what is signed off: sections 3.4 and 5 of the format.

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reviewsOf, type Reviews } from "../../server/src/model/reviews.ts";
import { standingInWords } from "../../server/src/model/reviewWords.ts";
import { judgedBody } from "../../server/src/syntax/judgedBody.ts";
import { markdown, piece, plainPack } from "../support/portfolioOf.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

type File = readonly [path: string, text: string];

interface Judged {
  readonly reviews: Reviews;
  /** Codes that are signed off. */
  readonly signedOff: readonly string[];
  /** What stands for a code, in words. */
  readonly standing: (code: string) => string;
}

function judged(
  files: readonly File[],
  header = "portfolio: qualification\nstandards: X",
  pack = plainPack,
): Judged {
  const snapshot = snapshotOf(
    [
      ["portfolio.md", markdown(header)] as const,
      [".evidence/frameworks/x.yaml", pack] as const,
      ...files,
    ].map(([path, text]) => ({ path, text })),
  );
  const portfolio = snapshot.index.portfolios.get("");
  if (portfolio === undefined) throw new Error("There is no portfolio");
  const reviews = reviewsOf(portfolio, snapshot.fingerprinting);
  return {
    reviews,
    signedOff: portfolio.target.standards
      .filter(({ key }) => reviews.signedOff.has(key))
      .map(({ code }) => code),
    standing: (code) => {
      const one = [...reviews.standing.values()].find(
        ({ standard }) => standard.code === code,
      );
      return one === undefined ? "none" : standingInWords(portfolio, one);
    },
  };
}

function review(
  id: string,
  date: string,
  decisions: readonly string[],
  { role = "assessor", reviewer = "R. Assessor" } = {},
): File {
  const lines = decisions.map((text) =>
    text
      .split("\n")
      .map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`))
      .join("\n"),
  );
  return [
    `reviews/${id.toLowerCase()}.md`,
    markdown(
      [
        `review: ${id}`,
        `reviewer: ${reviewer}`,
        `role: ${role}`,
        ...(date === "" ? [] : [`date: ${date}`]),
        "decisions:",
        ...lines,
      ].join("\n"),
    ),
  ];
}

const met = (codes: string, ...lines: readonly string[]): string =>
  [`standards: ${codes}`, "decision: met", ...lines].join("\n");
const iqa = { role: "internal-quality-assurer", reviewer: "Q. Assurer" };
const pieces = ["X-1.1", "X-1.2", "X-1.3", "X-2.1"].map((code, at) =>
  piece(`E${at + 1}`, code),
);

describe("the standing decision", () => {
  it("is the latest by date, whatever the names of files", () => {
    const { standing, signedOff } = judged([
      ...pieces,
      review("R09", "2026-05-01", [met("X-1.1")]),
      review("R01", "2026-06-01", ["standards: X-1.1\ndecision: query"]),
    ]);
    expect(standing("X-1.1")).toBe(
      "query by R. Assessor on 2026-06-01 (R01); untracked",
    );
    expect(signedOff).toEqual([]);
  });

  it("is that of the later ID on the same day, and the later one in a review", () => {
    const { standing } = judged([
      review("R10", "2026-05-01", [met("X-1.1")]),
      review("R9", "2026-05-01", ["standards: X-1.1\ndecision: not-yet-met"]),
      review("R2", "2026-05-01", [
        met("X-1.2"),
        "standards: X-1.2\ndecision: partly-met",
      ]),
    ]);
    // As people count, R10 comes after R9.
    expect(standing("X-1.1")).toMatch(/^met .*\(R10\)/);
    expect(standing("X-1.2")).toMatch(/^partly met/);
  });

  it("of a review without a date is the oldest", () => {
    const { standing } = judged([
      review("R2", "", [met("X-1.1")]),
      review("R1", "2020-01-01", ["standards: X-1.1\ndecision: query"]),
    ]);
    expect(standing("X-1.1")).toMatch(/^query/);
  });

  it("is the assessor's, and in a self-assessment the moderator's", () => {
    const files = [
      ...pieces,
      review("R1", "2026-05-01", [met("X-1.1")]),
      review("R2", "2026-05-02", [met("X-1.2")], { role: "moderator" }),
      review("R3", "2026-05-03", [met("X-1.3")], iqa),
    ];
    expect(judged(files).signedOff).toEqual(["X-1.1"]);
    expect(
      judged(files, "portfolio: self-assessment\nstandards: X").signedOff,
    ).toEqual(["X-1.2"]);
  });

  it("on a unit is no decision on its criteria", () => {
    const { signedOff, standing } = judged([
      ...pieces,
      review("R1", "2026-05-01", [met("X-1")]),
    ]);
    expect(standing("X-1")).toMatch(/^met/);
    expect(standing("X-1.1")).toBe("none");
    expect(signedOff).toEqual([]);
  });

  it("runs over ranges and lists of codes", () => {
    const { signedOff } = judged([
      ...pieces,
      review("R1", "2026-05-01", [
        "standards:\n  - X-1.1-1.2\n  - X-2.1\ndecision: met",
      ]),
    ]);
    expect(signedOff).toEqual(["X-1.1", "X-1.2", "X-2", "X-2.1"]);
  });
});

describe("signed off", () => {
  it("is a parent when all that applies below it is, and its own requirements hold", () => {
    const all = review("R1", "2026-05-01", [met("X-1.1-1.3, X-2.1")]);
    expect(judged([...pieces, all]).signedOff).toEqual([
      "X-1",
      "X-1.1",
      "X-1.2",
      "X-1.3",
      "X-2",
      "X-2.1",
    ]);
    // X-1 asks for an observation among its evidence, and there is none.
    const demanding = plainPack.replace(
      "    title: First\n",
      "    title: First\n    requirements:\n      include: observation\n",
    );
    expect(judged([...pieces, all], undefined, demanding).signedOff).toEqual([
      "X-1.1",
      "X-1.2",
      "X-1.3",
      "X-2",
      "X-2.1",
    ]);
  });

  it("asks for nothing that is set aside", () => {
    const { signedOff, reviews } = judged(
      [...pieces, review("R1", "2026-05-01", [met("X-1.1-1.2")])],
      "portfolio: general\nstandards: X-1\nnotApplicable:\n  - standards: X-1.3\n    reason: Not done here",
    );
    expect(signedOff).toEqual(["X-1", "X-1.1", "X-1.2"]);
    expect(reviews.signedOffCount).toBe(2);
  });

  it("is not what a later quality assurer disagrees with, until taken back", () => {
    const decided = review("R1", "2026-05-01", [met("X-1.1-1.2")]);
    const against = review(
      "R2",
      "2026-05-02",
      ["standards: X-1.1\ndisagrees: r1\ncomment: Too thin"],
      iqa,
    );
    const disputed = judged([...pieces, decided, against]);
    expect(disputed.signedOff).toEqual(["X-1.2"]);
    expect(disputed.standing("X-1.1")).toContain("Q. Assurer disagrees");
    const settled = review("R3", "2026-05-03", ["agrees: R1"], iqa);
    expect(judged([...pieces, decided, against, settled]).signedOff).toEqual([
      "X-1.1",
      "X-1.2",
    ]);
    // A new decision is another one than that which was spoken against.
    const again = review("R4", "2026-05-04", [met("X-1.1")]);
    expect(judged([...pieces, decided, against, again]).signedOff).toEqual([
      "X-1.1",
      "X-1.2",
    ]);
  });

  it("is what an earlier word spoke against", () => {
    const files = [
      ...pieces,
      review("R1", "2026-05-02", [met("X-1.1")]),
      review("R2", "2026-05-01", ["disagrees: R1"], iqa),
    ];
    expect(judged(files).signedOff).toEqual(["X-1.1"]);
  });

  it("is a grade that report and moderator share", () => {
    const header =
      "portfolio: self-assessment\nstandards: X\nscale:\n  - Good\n  - Poor";
    const report: File = [
      "report.md",
      "## X-1.1 One\n\nJudgement: Good, and stable\n\n## X-1.2 Two\n\nJudgement: Good\n",
    ];
    const moderated = review(
      "R1",
      "2026-05-01",
      [
        "standards: X-1.1\njudgement: good",
        "standards: X-1.2\njudgement: Poor",
      ],
      { role: "moderator", reviewer: "M. Moderator" },
    );
    const { signedOff, standing } = judged([report, moderated], header);
    expect(signedOff).toEqual(["X-1.1"]);
    expect(standing("X-1.2")).toContain("the report says Good");
  });
});

describe("a fingerprint", () => {
  const sha = (text: string): string =>
    `sha256-${createHash("sha256").update(text).digest("base64")}`;
  /** As the format defines it, written out once more. */
  const print = (body: string, files: readonly string[] = []): string =>
    sha(
      JSON.stringify([
        "evidence",
        sha(body),
        ["observation"],
        ["2026-05-01", "2026-05-01"],
        ["A. Writer"],
        ["J. Manager", "Line manager"],
        [...files].sort(),
      ]),
    );
  const evidence = (lines: readonly string[], body: string): File => [
    "evidence/e1.md",
    markdown(lines.join("\n"), body),
  ];
  const header = [
    "evidence: E1",
    "title: Seen",
    "kind: observation",
    "date: 2026-05-01",
    "author: A. Writer",
    "witness:",
    "  name: J. Manager",
    "  role: Line manager",
    "standards: X-1.1",
  ];
  const decided = (value: string): File =>
    review("R1", "2026-06-01", [
      met("X-1.1", "evidence: E1", "fingerprints:", `  E1: ${value}`),
    ]);
  const isSigned = (...files: readonly File[]): boolean =>
    judged(files).signedOff.includes("X-1.1");

  it("holds while the piece is as it was judged", () => {
    const value = print("What it shows.");
    expect(isSigned(evidence(header, "What it shows."), decided(value))).toBe(
      true,
    );
  });

  it.each<[string, readonly string[], string]>([
    ["body", header, "What else it shows."],
    ["kind", header.map((line) => line.replace("observation", "minutes")), ""],
    ["date", header.map((line) => line.replace("05-01", "05-02")), ""],
    ["author", header.map((line) => line.replace("A. W", "B. W")), ""],
    ["witness", header.map((line) => line.replace("Line m", "M")), ""],
    ["file", [...header, "file: x.pdf"], ""],
  ])("breaks when the %s changes", (_, lines, body) => {
    const files = [
      evidence(lines, body === "" ? "What it shows." : body),
      decided(print("What it shows.")),
    ];
    expect(isSigned(...files)).toBe(false);
    expect(judged(files).standing("X-1.1")).toContain("changed since: E1");
  });

  it.each<[string, readonly string[], string]>([
    ["the title", header.map((line) => line.replace("Seen", "Watched")), ""],
    ["a mapping", [...header.slice(0, -1), "standards: X-1.1, X-1.2"], ""],
    ["a tag", [...header, "tags: x"], ""],
    ["the day it was last reviewed", [...header, "reviewed: 2026-07-01"], ""],
    [
      "the spelling of the date",
      header.map((line) => line.replace("2026-05-01", "01/05/2026")),
      "",
    ],
    ["line endings", header, "What it shows.\r\n"],
    [
      "a discussion",
      header,
      "What it shows.\n\n## Discussion\n\nAre you sure?",
    ],
  ])("ignores %s", (_, lines, body) => {
    expect(
      isSigned(
        evidence(lines, body === "" ? "What it shows." : body),
        decided(print("What it shows.")),
      ),
    ).toBe(true);
  });

  it("covers the bytes of artefacts, and not their paths", () => {
    const with2 = (path: string): File =>
      evidence([...header, `file: ../${path}`], "What it shows.");
    const value = print("What it shows.", [sha("bytes")]);
    expect(
      isSigned(with2("files/a.pdf"), ["files/a.pdf", "bytes"], decided(value)),
    ).toBe(true);
    expect(
      isSigned(with2("other/b.pdf"), ["other/b.pdf", "bytes"], decided(value)),
    ).toBe(true);
    expect(
      isSigned(with2("files/a.pdf"), ["files/a.pdf", "other"], decided(value)),
    ).toBe(false);
    expect(isSigned(with2("files/a.pdf"), decided(value))).toBe(false);
  });

  it("of a piece that is gone is broken", () => {
    expect(judged([decided("sha256-x")]).standing("X-1.1")).toContain(
      "changed since: E1",
    );
  });

  it("of a standard covers its requirements and not our words", () => {
    const value = sha(JSON.stringify(["standard", "X-1.1", "one", []]));
    const files = [
      ...pieces,
      review("R1", "2026-06-01", [
        met("X-1.1", "fingerprints:", `  X-1.1: ${value}`),
      ]),
    ];
    expect(judged(files).signedOff).toEqual(["X-1.1"]);
    const reworded = plainPack.replace("title: One", "title: Wun");
    expect(judged(files, undefined, reworded).signedOff).toEqual(["X-1.1"]);
    const stricter = plainPack.replace(
      "items:\n",
      "requirements:\n  pieces: 1\nitems:\n",
    );
    expect(judged(files, undefined, stricter).standing("X-1.1")).toContain(
      "changed since: X-1.1",
    );
  });
});

describe("the body that is judged", () => {
  it.each([
    ["A\n\n## Discussion\n\nB", "A"],
    [
      "A\n\n## Discussion\n\nB\n\n### Deeper\n\nC\n\n## After\n\nD",
      "A\n\n## After\n\nD",
    ],
    ["A\n\n# **Discussion**\nB", "A"],
    [
      "A\n\n## Discussion of the results\n\nB",
      "A\n\n## Discussion of the results\n\nB",
    ],
    ["```\n# Discussion\n```\nA", "```\n# Discussion\n```\nA"],
    ["A\r\nB\r\n", "A\nB"],
    ["\n\nA  \n", "A"],
  ])("%j is %j", (body, judgedPart) => {
    expect(judgedBody(body)).toBe(judgedPart);
  });

  const talk = ["", "## Discussion", "", "Talk."];

  it.each([
    ["words in backticks", ["Text.", "", "```Vision``` is our word."]],
    ["backticks behind a fence", ["``` a ` b"]],
    ["code", ["```", "code", "```"]],
    ["a closing fence with blanks", ["```", "``` \t"]],
    ["a longer closing fence", ["```", "`````"]],
    ["a closing fence further in", ["```", "   ```"]],
    ["backticks too far in", ["Words", "    ```"]],
    ["code in tildes", ["~~~ a ` b", "```", "~~~~"]],
  ])("has no discussion below %s", (_, lines) => {
    const kept = lines.map((line) => line.trimEnd()).join("\n");
    for (const lineEnd of ["\n", "\r\n"]) {
      expect(judgedBody([...lines, ...talk].join(lineEnd))).toBe(kept);
    }
  });

  it.each([
    ["words behind a fence", ["Text.", "", "```", "``` js"]],
    ["a shorter fence", ["````", "```"]],
    ["a fence of the other sign", ["~~~", "```"]],
    ["a fence too far in", ["```", "    ```"]],
    ["a fence further in", ["Text.", "   ```"]],
    ["tildes with words behind", ["~~~", "~~~ js"]],
    ["a backtick behind tildes", ["~~~ a ` b"]],
    ["a fence that is never closed", ["```", "code"]],
  ])("keeps what is code below %s", (_, lines) => {
    const body = [...lines, "## Discussion", "code", "end"];
    for (const lineEnd of ["\n", "\r\n"]) {
      expect(judgedBody(body.join(lineEnd))).toBe(body.join("\n"));
    }
  });

  it("goes on below code in which a fence has words behind it", () => {
    const body = "Text.\n\n```\n``` js\n## Discussion\ncode\n```\nend\n";
    expect(judgedBody(body)).toBe(body.trim());
  });
});
