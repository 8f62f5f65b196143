// Random workspaces and edits to them: small pools of paths, IDs and codes, so
// that documents collide, displace and refer to each other all the time.

import fc from "fast-check";

/** One edit: documents set or removed, the folder's own packs, the date. */
export interface WorkspaceEdit {
  readonly documents: ReadonlyMap<string, string | undefined>;
  /** Position in `packSets`. */
  readonly packs?: number;
  readonly today?: string;
}

const paths = [
  "portfolio.md",
  "z-second.md",
  "log.md",
  "a/portfolio.md",
  "a/other.md",
  "a/e1.md",
  "a/e2.md",
  "a/log.md",
  "a/report.md",
  "a/drafts/e3.md",
  "a/b/portfolio.md",
  "a/b/e1.md",
  "a/b/report.md",
  "reviews/r1.md",
  "a/r2.md",
  "c/notes.md",
];

const own = (edition: string, current: boolean, items: string): string =>
  [
    "id: OWN",
    `edition: ${edition}`,
    `current: ${String(current)}`,
    "title: Own",
    "owner: Us",
    "licence: Ours",
    "tiers:",
    "  - id: area",
    "    title: Area",
    "  - id: promise",
    "    title: Promise",
    "    assessable: true",
    "requirements:",
    "  - id: dated",
    "    fields: date",
    "items:",
    items,
  ].join("\n");

const item = (code: string, ...lines: readonly string[]): string =>
  [
    `      - code: ${code}`,
    "        title: T",
    ...lines.map((line) => `        ${line}`),
  ].join("\n");

const area = (code: string, ...items: readonly string[]): string =>
  [`  - code: ${code}`, "    title: A", "    items:", ...items].join("\n");

const first = own(
  "one",
  true,
  area(
    "OWN-1",
    item("OWN-1.1"),
    item("OWN-1.2", "withdrawn: true", "replacedBy: OWN-1.3"),
    item("OWN-1.3", "requirements:", "  kinds: 2"),
  ),
);
const second = own(
  "two",
  false,
  area("OWN-1", item("OWN-1.1"), item("OWN-1.4", "aliases:", "  - P4")),
);
const faulty = own(
  "one",
  true,
  area("OWN-1", item("OWN-1.1"), item("own 1.1")),
);

/** Packs that a workspace may have, by path. */
export const packSets: readonly ReadonlyMap<string, string>[] = [
  new Map(),
  new Map([[".evidence/frameworks/own.yaml", first]]),
  new Map([
    [".evidence/frameworks/own.yaml", first],
    [".evidence/frameworks/two.yaml", second],
  ]),
  new Map([[".evidence/frameworks/own.yaml", faulty]]),
];

const codes = [
  "QIF-1.1",
  "QIF-1.2",
  "qif 1.3",
  "QIF-1.1-1.3",
  "QIF-1.4, 1.5",
  "QIF-1.2-1.9",
  "QIF-1",
  "QIF-9.9",
  "QIF",
  "ERS-02.1.1",
  "ERS-02.1.2",
  "ERS-02.2.1-2.4",
  "ERS-04.1.1",
  "ERS-02",
  "OWN-1.1",
  "OWN-1.2",
  "OWN-1.3",
  "OWN-1",
  "P4",
];
const ids = ["E01", "E02", "E03", "e01", "WT-1", "E10"];
const kinds = ["observation", "Work product", "policy", "simulation", "bogus"];
const dates = [
  "2026-05-11",
  "2024-02",
  "11/05/2026",
  "2026-02-30",
  "2025-01/2026-01",
];

const grades = ["Good", "Poor", "poor, still", "Excelent"];
const areaIds = ["AFI-1", "AFI-2", "afi 1", "AFI-7", "AIF-2"];
const people = ["Sam", "TBC", "Lead (North)"];

const some = (values: readonly string[], most = 3): fc.Arbitrary<string[]> =>
  fc.subarray([...values], { maxLength: most });
const maybe = (lines: fc.Arbitrary<string[]>): fc.Arbitrary<string[]> =>
  fc.oneof(fc.constant<string[]>([]), lines);
const line = (key: string, values: readonly string[]): fc.Arbitrary<string[]> =>
  maybe(fc.constantFrom(...values).map((value) => [`${key}: ${value}`]));
const block = (
  key: string,
  items: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<string[]> =>
  items.map((all) =>
    all.length === 0 ? [] : [`${key}:`, ...all.map((one) => `  - ${one}`)],
  );
const together = (
  ...parts: readonly fc.Arbitrary<string[]>[]
): fc.Arbitrary<string[]> => fc.tuple(...parts).map((all) => all.flat());
const document = (
  header: fc.Arbitrary<string[]>,
  body: fc.Arbitrary<string[]>,
): fc.Arbitrary<string> =>
  fc
    .tuple(header, body)
    .map(([lines, prose]) =>
      ["---", ...lines, "---", "", ...prose, ""].join("\n"),
    );

const mention = fc.oneof(
  fc.constantFrom(...ids).map((id) => `As @${id} shows.`),
  fc.constantFrom(
    "See [@E01, p. 3; @E02].",
    "From @E01-E03 on.",
    "A [link](e1.md) and [another](../a/e1.md).",
    "- [ ] Ask again (@E02)",
    "Nothing at all.",
    "The [file](files/x.pdf).",
    "Ring 07700 900123, or write to sam@northgate.example.",
  ),
);
const heading = fc.constantFrom(
  "# Report",
  "## QIF-1.1 Vision",
  "## Time (qif 1.4)",
  "### Actions",
  "## QIF-1",
  "## ERS-02.1.1",
  "## OWN-1.3 and OWN-1.1",
  "## QIF-1.77",
  "**Strengths**",
);

/** What a self-assessment says of its standards. */
const reported = fc.oneof(
  fc.constantFrom(
    "**Areas for improvement**",
    "### Weaknesses",
    "### Impact",
    "- Requests take far too long",
    "Comparator: the sector",
    "None.",
  ),
  fc.constantFrom(...grades).map((grade) => `Judgement: ${grade}`),
  fc.constantFrom(...grades).map((grade) => `Previous judgement: ${grade}`),
  fc.constantFrom(...areaIds).map((id) => `- ${id}: Slow, says @E02`),
  fc
    .tuple(
      fc.constantFrom(" ", "x"),
      fc.constantFrom("Hurry", "Ask again (twice)"),
      fc.constantFrom(...areaIds, "requests take far", "QIF-1.1", ""),
      fc.constantFrom(...people, ""),
      fc.constantFrom(...dates, "2027-01-31", "soon", ""),
    )
    .map(
      ([tick, text, answers, owner, due]) =>
        `- [${tick}] ${text} (for: ${answers}, owner: ${owner}, due: ${due})`,
    ),
  fc.constantFrom(
    "| id | action | for | owner | due |\n| - | - | - | - | - |\n| A-1 | Hurry | AFI-2 | | 2026-09 |\n| A-2 | Rest | | Sam | 1) soon |",
    "- [ ] Hurry more\n  - id: A-1\n  - standards: QIF-1.2",
  ),
);
const prose = fc
  .array(fc.oneof(heading, mention, reported), { maxLength: 9 })
  .map((lines) => lines.flatMap((text) => [...text.split("\n"), ""]));

const requirement = fc.constantFrom(
  ["  - id: two", "    pieces: 2"],
  ["  - id: kinds", "    each: QIF-1", "    kinds: 2"],
  ["  - id: fresh", "    within: P12M"],
  ["  - id: none", "    forbid: simulation"],
  [
    "  - id: joint",
    "    across:",
    "      - QIF-1.1",
    "      - ERS-02.1.1",
  ].concat(["    kinds: 2"]),
  ["  - id: apart", "    except: QIF-1.1", "    occasions: 2"],
  ["  - id: parts", "    sections:", "      - Judgement", "      - Strengths"],
);
const requirements = fc
  .array(requirement, { minLength: 1, maxLength: 3 })
  .map((all) => ["requirements:", ...all.flat()]);

const portfolio = document(
  together(
    fc.constantFrom(["portfolio: general"], ["portfolio: Qualification"]),
    block(
      "standards",
      some([
        "QIF-1",
        "QIF-1.1-1.3",
        "ERS-L3-CERT",
        "ERS-02",
        "OWN",
        "OWN-1",
        "OWN@two",
        "QIF",
        "NIX",
      ]),
    ),
    block("units", some(["ERS-04", "ERS-05", "ERS-77"], 2)),
    requirements,
    maybe(
      fc.constantFrom(
        ["notApplicable:", "  - standards: QIF-1.2", "    reason: R"],
        ["notApplicable:", "  - standards: ERS-02", "    reason: R"],
      ),
    ),
    maybe(
      fc
        .constant(["waivers:", "  - requirement: two", "    reason: R"])
        .chain((lines) =>
          fc.constantFrom(
            [...lines, "    standards: QIF-1.1"],
            [...lines, "    until: 2026-09"],
          ),
        ),
    ),
    maybe(
      fc.constantFrom(
        ["credited:", "  - standards: ERS-02", "    evidence: E1"],
        ["credited:", "  - standards: [ERS-04, ERS-77, QIF-1]"],
      ),
    ),
    line("pathway", ["desk", "none"]),
    maybe(
      fc.constantFrom(
        ["exclude:", "  - e1.md"],
        ["exclude:", "  - b/**", "  - log.md"],
      ),
    ),
    line("assessmentDate", ["2026-06-30", "2027-01-01"]),
    line("closed", ["2026-01-31"]),
    line("previous", ["b", "../a", "a/portfolio.md", ".", "../nowhere"]),
    maybe(fc.constant(["scale:", "  - Good", "  - Fair", "  - Poor"])),
    maybe(fc.constant(["previousScale:", "  - Good", "  - Excellent"])),
  ),
  prose,
);

const mappings = fc.oneof(
  block("standards", some(codes, 4)),
  fc.constant<string[]>([
    "standards:",
    "  ERS-02:",
    "    - 1.1",
    "    - 2.2-2.4",
  ]),
  fc.constant<string[]>([
    "standards:",
    "  - standard: QIF-1.1-1.2",
    "    at: page 2",
    "  - QIF-1.5",
  ]),
);

const details = together(
  fc.constant(["title: T"]),
  block("kind", some(kinds, 2)),
  line("date", dates),
  line("reviewed", ["2026-09-01"]),
  mappings,
  block("tags", some(["QIF-1.3", "misc", "OWN-1.1"], 2)),
  line("file", ["files/x.pdf", "../files/x.pdf", "e1.md"]),
);

const single = document(
  together(
    fc.constantFrom(...ids).map((id) => [`evidence: ${id}`]),
    details,
  ),
  prose,
);
const log = document(
  fc
    .array(
      fc
        .tuple(fc.constantFrom(...ids), details)
        .map(([id, lines]) => [
          `  - id: ${id}`,
          ...lines.map((text) => `    ${text}`),
        ]),
      { minLength: 1, maxLength: 3 },
    )
    .map((items) => ["evidence:", ...items.flat()]),
  prose,
);
const decision = fc
  .tuple(
    fc.constantFrom(...codes),
    fc.constantFrom(...ids, "E77"),
    fc.constantFrom(
      "decision: met",
      "decision: query",
      "judgement: Good",
      "agrees: R01",
      "disagrees: r01",
    ),
    // What was judged was never so: the decision counts as changed.
    fc.constantFrom<string[]>([], ["E01: sha256-x"], ["QIF-1.1: sha256-y"]),
  )
  .map(([code, id, word, prints]) => [
    `  - standards: ${code}`,
    `    evidence: ${id}`,
    `    ${word}`,
    ...(prints.length === 0 ? [] : ["    fingerprints:"]),
    ...prints.map((print) => `      ${print}`),
  ]);
const review = document(
  together(
    fc.constantFrom(["review: R01"], ["review: R02"]),
    line("of", ["../a", "a", "../a/portfolio.md", "..", "../nowhere"]),
    line("reviewer", ["A. Candidate", "R. Assessor"]),
    line("role", ["assessor", "moderator", "internal-quality-assurer"]),
    line("date", ["2026-05-01", "2026-06-01"]),
    fc
      .array(decision, { minLength: 1, maxLength: 3 })
      .map((all) => ["decisions:", ...all.flat()]),
  ),
  prose,
);
const narrative = fc.oneof(
  prose.map((lines) => lines.join("\n")),
  document(block("standards", some(codes, 2)), prose),
);
const odd = fc.constantFrom(
  "",
  "---\nevidence: E02\ntitle: a: b\nstandards:\n  - QIF-1.1\n---\n",
  "---\nevidence: E03\nreview: R09\nstandards: QIF-1.2\n",
  "# T\n\n---\nevidence: E01\nstandards: QIF-1.1\n---\n",
);

/** A document of any role. */
export const anyDocument = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 2, arbitrary: log },
  { weight: 3, arbitrary: narrative },
  { weight: 3, arbitrary: portfolio },
  { weight: 2, arbitrary: review },
  { weight: 1, arbitrary: odd },
);

/** Where it may lie: the same few places again and again. */
export const anyPath = fc.constantFrom(...paths);

/** A portfolio with evidence and a report, and documents of all roles. */
export const workspace: fc.Arbitrary<ReadonlyMap<string, string>> = fc
  .tuple(
    portfolio,
    single,
    single,
    narrative,
    fc.array(fc.tuple(anyPath, anyDocument), { maxLength: 6 }),
  )
  .map(
    ([target, piece, other, report, more]) =>
      new Map([
        ["a/e1.md", piece],
        ["a/e2.md", other],
        ["a/report.md", report],
        ...more,
        ["a/portfolio.md", target],
      ]),
  );

/** A small change inside a document, as while somebody writes. */
interface Tweak {
  readonly kind: "tweak";
  /** Positions among the documents that are there, and among the lines. */
  readonly at: number;
  readonly line: number;
  readonly change: "remove" | "repeat" | "replace" | "append";
  readonly by: string;
}

const pools = [dates, kinds, ids, codes, grades, areaIds, people];

function saysSomething(text: string): boolean {
  return pools.flat().some((value) => text.includes(value));
}

/** Replaces what the line says by something else of the same sort. */
function otherwise(text: string, by: string): string {
  const pool = pools.find((values) =>
    values.some((value) => text.includes(value)),
  );
  const old = pool
    ?.filter((value) => text.includes(value))
    .sort((a, b) => b.length - a.length)[0];
  if (pool === undefined || old === undefined) return `${text} ${by}`;
  return text.replace(old, pool[by.length % pool.length] ?? old);
}

function tweaked(text: string, { line: at, change, by }: Tweak): string {
  const lines = text.split("\n");
  // Where something is replaced, it is a line that says something.
  const places = [...lines.keys()].filter(
    (place) => change !== "replace" || saysSomething(lines[place] ?? ""),
  );
  const position = places[at % Math.max(1, places.length)] ?? 0;
  const old = lines[position] ?? "";
  switch (change) {
    case "remove":
      return lines.toSpliced(position, 1).join("\n");
    case "repeat":
      return lines.toSpliced(position, 0, old).join("\n");
    case "replace":
      return lines.with(position, otherwise(old, by)).join("\n");
    case "append":
      return `${text}\n${by}\n`;
  }
}

type Step =
  | Tweak
  | { readonly kind: "set"; readonly path: string; readonly text: string }
  | { readonly kind: "delete"; readonly path: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string }
  | { readonly kind: "packs"; readonly packs: number }
  | { readonly kind: "today"; readonly today: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("tweak" as const),
      at: fc.nat({ max: 9 }),
      line: fc.nat({ max: 24 }),
      change: fc.constantFrom(
        "remove" as const,
        "repeat" as const,
        "replace" as const,
        "replace" as const,
        "replace" as const,
        "append" as const,
      ),
      by: fc.constantFrom(
        "@E01",
        "Prose",
        "@E02 too",
        "x",
        "- [ ] More (for: AFI-1)",
        "Judgement: Good",
      ),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      path: anyPath,
      text: anyDocument,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("delete" as const),
      path: anyPath,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("rename" as const),
      path: anyPath,
      to: anyPath,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("packs" as const),
      packs: fc.nat({ max: packSets.length - 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("today" as const),
      today: fc.constantFrom("2026-11-23", "2027-02-28"),
    }),
  },
);

/** Sequences of edits; several documents may change in one. */
export const edits: fc.Arbitrary<readonly (readonly Step[])[]> = fc.array(
  fc.array(step, { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 8 },
);

/** What the steps of one edit do to the documents that are there. */
export function editOf(
  steps: readonly Step[],
  before: ReadonlyMap<string, string>,
): WorkspaceEdit {
  const documents = new Map<string, string | undefined>();
  const textAt = (path: string): string | undefined =>
    documents.has(path) ? documents.get(path) : before.get(path);
  let edit: WorkspaceEdit = { documents };
  for (const one of steps) {
    switch (one.kind) {
      case "set":
        documents.set(one.path, one.text);
        break;
      case "tweak": {
        const path = [...before.keys()][one.at % Math.max(1, before.size)];
        const text = path === undefined ? undefined : textAt(path);
        if (path !== undefined && text !== undefined) {
          documents.set(path, tweaked(text, one));
        }
        break;
      }
      case "delete":
        documents.set(one.path, undefined);
        break;
      case "rename": {
        const text = textAt(one.path);
        documents.set(one.path, undefined);
        documents.set(one.to, text);
        break;
      }
      case "packs":
        edit = { ...edit, packs: one.packs };
        break;
      case "today":
        edit = { ...edit, today: one.today };
        break;
    }
  }
  return edit;
}
