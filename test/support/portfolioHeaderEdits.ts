// Edits in the header of a portfolio, entry by entry: what people write there
// beside the target, what they ask for, and lines that say nothing.

import fc from "fast-check";

/** Documents of which other entries than the target's say something. */
export const besideHeader: ReadonlyMap<string, string> = new Map([
  [
    "a/more/testimony.md",
    "---\nevidence: E11\nkind: witness-testimony\ndate: 2026-05-01\nwitness: C. Dale\nstandards: QIF-1.1\n---\n\nSeen.\n",
  ],
  [
    "a/more/again.md",
    "---\nevidence: E10\nkind: policy\ndate: 2026-05-01\nstandards: QIF-1.2\n---\n\nSeen.\n",
  ],
  [
    "a/more/review.md",
    "---\nreview: R10\nreviewer: R. Assessor\nrole: assessor\ndate: 2026-05-01\ndecisions:\n  - standards: QIF-1.1\n    evidence: E10\n    decision: met\n---\n",
  ],
  [
    "a/more/report.md",
    "## QIF-1.1 Vision\n\nIt is, says @E10.\n\nJudgement: Good\n\nPrevious judgement: Excellent\n\n## QIF-1.3 More\n\nJudgement: Poor\n",
  ],
]);

interface HeaderEdit {
  readonly kind: "insert" | "remove" | "move" | "letter";
  /** Positions among the entries of the header. */
  readonly at: number;
  readonly to: number;
  readonly entry: string;
}

/** Entries that a header may have, and lines that it may have beside them. */
const entries = [
  "",
  "# to be checked",
  "title: Ours",
  "candidate: A. Candidate",
  "organisation: Northgate",
  "authors:\n  - R. Assessor",
  "authors: Sam",
  "witnesses:\n  - name: C. Dale\n    role: Manager",
  "scale:\n  - Good\n  - Fair\n  - Poor",
  "scale:\n  QIF:\n    - Outstanding\n    - Good",
  "previousScale:\n  - Excellent\n  - Good",
  "rules:\n  uncited-evidence: off\n  unmet-requirement: error",
  "rules:\n  unmapped-evidence: hint",
  "ids: WT-00",
  "closed: 2026-01-31",
  "assessmentDate: 2026-06-30",
  "period: 2025-04-01/2026-03-31",
  "previous: ../last-year",
  "exclude:\n  - e1.md",
  "standards:\n  - QIF-1.1-1.3\n  - ERS-02",
  "standards: NIX",
  "units:\n  - ERS-04",
  "requirements:\n  - id: two\n    pieces: 2\n  - id: parts\n    sections:\n      - Judgement",
  "notApplicable:\n  - standards: QIF-1.2\n    reason: R\n    until: 2026-02-01",
  "waivers:\n  - requirement: two\n    reason: R\n    until: 2026-02-01",
  "credited:\n  - standards: ERS-02\n    evidence: E1",
  "declarations:\n  - signed: A. Candidate\n    date: 2026-05-01",
];

/** One edit after the other, most of which leave what is asked for. */
export const headerEdits: fc.Arbitrary<readonly HeaderEdit[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("insert", "insert", "remove", "move", "letter"),
    at: fc.nat({ max: 12 }),
    to: fc.nat({ max: 12 }),
    entry: fc.constantFrom(...entries),
  }),
  { minLength: 1, maxLength: 6 },
);

const header = /^---\n([^]*?)\n---\n/;

/** The text with another header; unchanged where it has none. */
export function withHeaderEdit(
  text: string,
  { kind, at, to, entry }: HeaderEdit,
): string {
  const lines = header.exec(text)?.[1];
  if (lines === undefined) return text;
  // An entry is its key with all that is indented below it.
  const parts = lines.split(/\n(?=\S|$)/);
  const position = at % parts.length;
  const old = parts[position] ?? "";
  const changed = {
    insert: () => parts.toSpliced(position, 0, entry),
    remove: () => parts.toSpliced(position, 1),
    move: () =>
      parts.toSpliced(position, 1).toSpliced(to % parts.length, 0, old),
    letter: () => parts.with(position, `${old}x`),
  }[kind]();
  return text.replace(header, () => `---\n${changed.join("\n")}\n---\n`);
}
