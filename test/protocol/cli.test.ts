// The built command line: exit codes, options, forms of output, folders in and
// around portfolios, wrong usage.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { demoPack } from "../support/openFixture.ts";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../support/temporaryFolder.ts";

const program = path.resolve(import.meta.dirname, "../../dist/cli.js");

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(place: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, ...args],
    { cwd: place, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

interface FindingsJson {
  readonly format: string;
  readonly asOf: string;
  readonly root: string;
  readonly findings: readonly {
    readonly file: string;
    readonly code: string;
    readonly severity: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  readonly summary: Readonly<Record<string, number>>;
}

function findings(place: string, ...args: readonly string[]): FindingsJson {
  const { stdout } = run(place, "check", "--format", "json", ...args);
  return JSON.parse(stdout) as FindingsJson;
}

const codesIn = ({ findings: all }: FindingsJson): readonly string[] =>
  all.map(({ file, code }) => `${file}: ${code}`);

// One error, in e09; one warning, in the portfolio.
const fixture = `-- north/portfolio.md --
---
portfolio: general
title: North
standards:
  - DEMO-1
---
-- north/evidence/e01.md --
---
evidence: E01
date: 2024-05-01
standards:
  - DEMO-1.1
---
What it shows.
-- south/portfolio.md --
---
portfolio: general
title: South
requirements:
  - within: P12M
standards:
  - DEMO-1.1
exclude:
  - empty/**
---
-- south/evidence/e01.md --
---
evidence: E01
date: 2026-01-31
standards: DEMO-1.1
---
What it shows.
-- south/evidence/e09.md --
---
evidence: E09
standards: DEMO-9
---
What it shows.
-- south/empty/readme.txt --
x
-- notes/readme.md --
Nothing of ours.
`;

const folder: TemporaryFolder = temporaryFolder(fixture);
const { place } = folder;
const asOf = ["--as-of", "2026-06-30"];

describe("exit codes", () => {
  it.each([
    [["check"], 1],
    [["check", "south"], 1],
    [["check", "north"], 0],
    [["check", "north", "--fail-on", "warning"], 1],
    [["check", "north", "--fail-on=information"], 1],
    [["check", "south", "--fail-on", "never"], 0],
    [["check", "notes"], 0],
    [["coverage"], 0],
    [["coverage", "south"], 0],
    [["--help"], 0],
    [["check", "-h"], 0],
    [["--version"], 0],
  ])("%j ends with %d", (args, status) => {
    expect(run(place, ...args, ...(args.length > 1 ? asOf : [])).status).toBe(
      status,
    );
  });

  it.each([
    [[], "check or coverage"],
    [["chekc"], "There is no command chekc"],
    [["check", "--nonsense"], "There is no option --nonsense"],
    [["check", "-x"], "There is no option -x"],
    [["check", "--format"], "--format needs a value"],
    [["check", "--format", "xml"], "text or json, not xml"],
    [["check", "--fail-on", "all"], "--fail-on is error, warning"],
    [["check", "--as-of", "yesterday"], "--as-of is a day such as 2026-05-11"],
    [["check", "--as-of", "2026-05"], "--as-of is a day"],
    [["check", "--as-of", "2026-02-30"], "--as-of is a day"],
    [["check", "--rule", "stale-evidence"], "--rule is a code and a level"],
    [
      ["check", "--rule", "stale-evidence=loud"],
      "--rule is a code and a level",
    ],
    [
      ["check", "--rule", "no-such-rule=error"],
      "There is no rule no-such-rule",
    ],
    [["check", "nowhere"], "There is no folder nowhere"],
    [["check", "north/portfolio.md"], "north/portfolio.md is a file"],
    [["check", "--root", "nowhere"], "There is no folder nowhere"],
    [["check", "..", "north"], "lies outside"],
    [["check", "--root", "north", "south"], "south lies outside north"],
  ])("%j is wrong usage: %s", (args, message) => {
    const { status, stdout, stderr } = run(place, ...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage:");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("prints its usage and its version", () => {
    expect(run(place, "--help").stdout).toMatch(/^Usage:/);
    expect(run(place, "--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("findings", () => {
  it("as text: place, severity, code, message, and a summary", () => {
    const { stdout } = run(place, "check", "south", ...asOf);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(
      /^south\/evidence\/e09\.md:3:12: error unknown-standard: .*DEMO-9/,
    );
    expect(lines.at(-1)).toBe(
      "1 error, 0 warnings, 0 information, 0 hints in 1 file.",
    );
  });

  it("as JSON: the day, the root, files from the root, sorted", () => {
    const found = findings(place, ...asOf);
    expect(found).toMatchObject({
      format: "evidence-portfolio/findings@1",
      asOf: "2026-06-30",
      root: ".",
      summary: { error: 1, warning: 1, information: 0, hint: 0, files: 2 },
    });
    expect(codesIn(found)).toEqual([
      "north/portfolio.md: unmet-requirement",
      "south/evidence/e09.md: unknown-standard",
    ]);
  });

  it("are judged as of a day", () => {
    const { stdout } = run(
      place,
      ...["check", "south", "--as-of", "2027-02-01", "--format=json"],
    );
    const late = JSON.parse(stdout) as FindingsJson;
    expect(late.asOf).toBe("2027-02-01");
    expect(codesIn(late)).toContain("south/evidence/e01.md: stale-evidence");
    // A time is cut off, and the boundary day counts.
    const boundary = findings(place, "south", "--as-of=2027-01-31");
    expect(codesIn(boundary)).not.toContain(
      "south/evidence/e01.md: stale-evidence",
    );
  });

  it("have the severity that --rule says", () => {
    const severities = (...rules: readonly string[]): readonly string[] =>
      findings(
        place,
        ...["south", ...asOf],
        ...rules.flatMap((rule) => ["--rule", rule]),
      ).findings.map(({ severity }) => severity);
    expect(severities()).toEqual(["error"]);
    expect(severities("unknown-standard=hint")).toEqual(["hint"]);
    expect(severities("unknown-standard=off")).toEqual([]);
    expect(
      severities("unknown-standard=off", "unknown-standard=warning"),
    ).toEqual(["warning"]);
    const { status } = run(
      place,
      ...["check", "north", ...asOf, "--rule=unmet-requirement=error"],
    );
    expect(status).toBe(1);
  });

  it("say so when there are none", () => {
    const { stdout } = run(
      place,
      ...["check", "south", ...asOf, "--rule", "unknown-standard=off"],
    );
    expect(stdout).toBe("Nothing to report.\n");
  });

  it("are the same bytes each time, wherever they are asked for", () => {
    const args = ["check", "--format", "json", ...asOf];
    const first = run(place, ...args).stdout;
    expect(run(place, ...args).stdout).toBe(first);
    expect(run(place, ...args, "--root", ".").stdout).toBe(first);
    expect(run(place, ...args, ".").stdout).toBe(first);
    const above = run(path.dirname(place), ...args, "--root", "work").stdout;
    expect(above).toBe(first.replace('"root": "."', '"root": "work"'));
    expect(first.endsWith("}\n")).toBe(true);
  });
});

describe("folders", () => {
  it("several at once", () => {
    expect(codesIn(findings(place, "north", "south", ...asOf))).toEqual(
      codesIn(findings(place, ...asOf)),
    );
    expect(codesIn(findings(place, "south", "north/", ...asOf))).toEqual(
      codesIn(findings(place, ...asOf)),
    );
  });

  it("inside a portfolio: judged by it, and only what is asked for shown", () => {
    expect(codesIn(findings(place, "south/evidence", ...asOf))).toEqual([
      "south/evidence/e09.md: unknown-standard",
    ]);
    expect(codesIn(findings(place, "north/evidence", ...asOf))).toEqual([]);
    // From inside, the framework of the root is told by --root.
    const inside = findings(
      folder.pathOf("south"),
      "--root",
      "..",
      ".",
      ...asOf,
    );
    expect(inside.root).toBe("..");
    expect(codesIn(inside)).toEqual([
      "south/evidence/e09.md: unknown-standard",
    ]);
  });

  it("with last year's portfolio, and without its findings", () => {
    const portfolio = (lines: string): string =>
      `---\nportfolio: self-assessment\nstandards: QIF-1.1\n${lines}---\n## QIF-1.1\n\n`;
    const years = temporaryFolder(
      `-- now/portfolio.md --\n${portfolio("previous: ../before\n")}Previous judgement: Good\n-- before/portfolio.md --\n${portfolio("")}Judgement: Poor\n`,
    );
    // At the heading that nothing is evidenced; below it, that it was Poor.
    expect(codesIn(findings(years.place, "now", ...asOf))).toEqual([
      "now/portfolio.md: unmet-requirement",
      "now/portfolio.md: unknown-judgement",
    ]);
  });

  it("elsewhere are roots of their own", () => {
    const other = temporaryFolder(
      "-- portfolio.md --\n---\nportfolio: general\nstandards: DEMO-1.1\n---\n",
    );
    const found = findings(place, other.place, ...asOf);
    expect(found.root).toBe(other.place.split(path.sep).join("/"));
    expect(codesIn(found)).toEqual(["portfolio.md: unmet-requirement"]);
  });

  it("with two dots in their name", () => {
    const odd = temporaryFolder(
      "-- ..old/portfolio.md --\n---\nportfolio: general\nstandards: DEMO-1.1\n---\n",
    );
    expect(codesIn(findings(odd.place, "..old", ...asOf))).toEqual([
      "..old/portfolio.md: unmet-requirement",
    ]);
  });

  it("without a portfolio: says so", () => {
    const text = run(place, "check", "notes");
    expect(text.status).toBe(0);
    expect(text.stderr).toContain("There is no portfolio here");
    const json = run(place, "check", "notes", "--format", "json");
    expect((JSON.parse(json.stdout) as FindingsJson).findings).toEqual([]);
    expect(json.stderr).toContain("There is no portfolio here");
    expect(run(place, "coverage", "notes").stdout).toContain(
      "There is no portfolio here",
    );
    const empty = path.join(path.dirname(place), "empty");
    mkdirSync(empty);
    expect(run(empty, "check").stderr).toContain("There is no portfolio here");
  });
});

describe("--fix", () => {
  const irregular =
    "\uFEFF---\r\nevidence: E01\r\ndate: 11/05/2026 # by hand\r\nstandards:\r\n  - demo 1.1\r\n---\r\nText.\r\n";

  function madeFolder(): TemporaryFolder {
    const made = temporaryFolder(fixture);
    made.write("north/evidence/e01.md", irregular);
    made.write("south/evidence/e01.md", irregular);
    return made;
  }
  const textOf = (made: TemporaryFolder, file: string): string =>
    readFileSync(made.pathOf(file), "utf8");

  it("mends spellings in the folders asked for, and says so", () => {
    const made = madeFolder();
    const { status, stdout, stderr } = run(
      made.place,
      "check",
      "north",
      "--fix",
      ...asOf,
    );
    expect(stderr).toBe(
      "north/evidence/e01.md: mended 2 findings (1 irregular-value, 1 irregular-code).\n",
    );
    expect(status).toBe(0);
    expect(stdout).not.toContain("irregular");
    expect(textOf(made, "north/evidence/e01.md")).toBe(
      irregular
        .replace("11/05/2026", "2026-05-11")
        .replace("demo 1.1", "DEMO-1.1"),
    );
    expect(textOf(made, "south/evidence/e01.md")).toBe(irregular);
  });

  it("leaves what needs a look, and JSON stays JSON", () => {
    const made = madeFolder();
    const { stdout, status } = run(
      made.place,
      "check",
      "--fix",
      "--format",
      "json",
      ...asOf,
    );
    expect(status).toBe(1);
    expect(codesIn(JSON.parse(stdout) as FindingsJson)).toContain(
      "south/evidence/e09.md: unknown-standard",
    );
    expect(textOf(made, "south/evidence/e09.md")).toContain("DEMO-9");
  });

  it("writes through no link that leads out of the root", () => {
    const made = madeFolder();
    const outside = path.join(path.dirname(made.place), "outside.md");
    writeFileSync(outside, irregular.replace("E01", "E05"));
    symlinkSync(outside, made.pathOf("north/evidence/e05.md"));
    const { status, stderr } = run(made.place, "check", "--fix", ...asOf);
    expect(stderr).toContain("north/evidence/e05.md was left as it is");
    expect(status).toBe(2);
    expect(readFileSync(outside, "utf8")).toContain("demo 1.1");
  });

  it("goes with check alone", () => {
    const { status, stderr } = run(place, "coverage", "--fix");
    expect(status).toBe(2);
    expect(stderr).toContain("--fix goes with check.");
  });
});

describe("coverage", () => {
  it("as text: state, evidence and reasons", () => {
    const { stdout } = run(place, "coverage", "north", ...asOf);
    expect(stdout.split("\n")).toEqual([
      "North (north/portfolio.md)",
      "  Target: DEMO-1; judged at 2026-06-30",
      "  1 of 3 covered",
      "  [~] DEMO-1 Commitment (partly covered)",
      "    [x] DEMO-1.1 Vision (covered): E01",
      "    [ ] DEMO-1.2 Indicators (uncovered)",
      "          no evidence yet",
      "          0 of 2 kinds of evidence: needs 2 more",
      "    [ ] DEMO-1.3 Leadership (uncovered)",
      "          no evidence yet",
      "",
    ]);
  });

  it("as JSON: the portfolio around a folder inside it, too", () => {
    const read = (...args: readonly string[]) =>
      JSON.parse(
        run(place, "coverage", "--format", "json", ...asOf, ...args).stdout,
      ) as {
        readonly format: string;
        readonly portfolios: readonly { readonly title: string }[];
      };
    expect(read().format).toBe("evidence-portfolio/coverage@1");
    expect(read().portfolios.map(({ title }) => title)).toEqual([
      "North",
      "South",
    ]);
    expect(read("south/evidence").portfolios.map(({ title }) => title)).toEqual(
      ["South"],
    );
  });
});

it("findings in packs are shown for every folder", () => {
  const broken = temporaryFolder(fixture);
  broken.write(
    ".evidence/frameworks/broken.yaml",
    demoPack.text
      .replace("id: DEMO", "id: DEMO2")
      .replace("DEMO-1.2", "DEMO-1.1"),
  );
  expect(codesIn(findings(broken.place, "north", ...asOf))).toContain(
    ".evidence/frameworks/broken.yaml: invalid-framework",
  );
});

it("reads packs up to 8 MB, and says so of one that is larger", () => {
  const { place, write } = temporaryFolder(fixture);
  const padded = (megabytes: number): string =>
    `# ${"x".repeat(megabytes * 1024 * 1024)}\n${demoPack.text}`;
  const small = codesIn(findings(place));
  write(demoPack.path, padded(5));
  expect(codesIn(findings(place))).toEqual(small);
  write(demoPack.path, padded(8));
  expect(codesIn(findings(place))).toContain(
    `${demoPack.path}: invalid-framework`,
  );
});

it("leaves out what Git ignores, unless told to read it", () => {
  const { place, write } = temporaryFolder(fixture);
  const before = codesIn(findings(place));
  write("north/evidence/e90.md", "---\nevidence: E90\nkindd: x\n---\n");
  const after = codesIn(findings(place));
  expect(after.length).toBeGreaterThan(before.length);
  // The rule stands in a folder above the one that is asked for.
  write(".gitignore", "e90.md\n");
  expect(codesIn(findings(place))).toEqual(before);
  expect(codesIn(findings(place, "north")).join()).not.toContain("e90");
  expect(codesIn(findings(place, "--no-ignore"))).toEqual(after);
  expect(codesIn(findings(place, "north", "--no-ignore")).join()).toContain(
    "e90",
  );
});
