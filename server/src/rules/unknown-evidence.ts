import {
  evidenceFolder,
  evidenceId,
  resolveCitation,
} from "../model/evidenceTable.ts";
import type { Stated } from "../model/facts.ts";
import { evidenceDocument, evidenceFileName } from "../model/newDocuments.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { within } from "../text/textRange.ts";
import {
  defineRule,
  replaceFix,
  type Fix,
  type PlacedProblem,
} from "./rule.ts";

export const unknownEvidence = defineRule({
  code: "unknown-evidence",
  group: "Evidence",
  summary:
    "A citation, a review or a credit names evidence that is not in the portfolio.",
  since: "0.1.0",
  severity: "error",
  scope: "parts",
  fix: true,
  looksAt: ({ portfolio: { target, table, folder, header } }) => [
    target,
    header?.credited,
    evidenceFolder(table, folder),
  ],
  isByDocument: true,
  parts: ({ portfolio: { report, reviewing } }) => [
    ...report.sortedKeys(),
    ...reviewing.sortedKeys(),
  ],
  *touched({ portfolio: before }, { portfolio }) {
    const { report, reviewing, table, path } = portfolio;
    yield* report.changedKeys(before.report);
    yield* reviewing.changedKeys(before.reviewing);
    if (table.names === before.table.names) return;
    // What a citation names is known of its document; these name IDs alone.
    yield* reviewing.sortedKeys();
    yield path;
  },
  *checkPart({ portfolio }, path) {
    yield* unknownCitations(portfolio, path);
    yield* unknownInReview(portfolio, path);
    if (path === portfolio.path) yield* unknownInCredit(portfolio);
  },
});

function* unknownCitations(
  portfolio: Portfolio,
  path: FilePath,
): Generator<PlacedProblem> {
  for (const { citation, cited } of portfolio.contributions.get(path)
    ?.citations ?? []) {
    if (cited.kind !== "unknown") continue;
    const range = within(citation.range, 0, cited.text.length + 1);
    const { text, nearest } = cited;
    yield problem(portfolio, path, { text, range }, nearest, true);
  }
}

function* unknownInReview(
  portfolio: Portfolio,
  path: FilePath,
): Generator<PlacedProblem> {
  const review = portfolio.documents.get(path)?.review;
  if (review === undefined) return;
  const named = [
    ...review.decisions.flatMap(({ evidence }) => evidence),
    ...review.seen,
  ];
  yield* unknownIds(portfolio, path, named);
}

/** What shows that units were achieved elsewhere is evidence too. */
function unknownInCredit(portfolio: Portfolio): Generator<PlacedProblem> {
  const credited = portfolio.header?.credited ?? [];
  return unknownIds(
    portfolio,
    portfolio.path,
    credited.flatMap(({ evidence }) => evidence ?? []),
  );
}

function* unknownIds(
  portfolio: Portfolio,
  path: FilePath,
  named: readonly Stated[],
): Generator<PlacedProblem> {
  for (const stated of named) {
    const { holders } = portfolio.table.names;
    if (holders.has(evidenceId(stated.text))) continue;
    const cited = resolveCitation(portfolio.table.names, stated.text);
    const nearest = cited.kind === "unknown" ? cited.nearest : undefined;
    yield problem(portfolio, path, stated, nearest, false);
  }
}

function problem(
  portfolio: Portfolio,
  path: FilePath,
  { text: id, range }: Stated,
  nearest: string | undefined,
  /** In running text, by its author: `@E07`. In a review it is the ID alone. */
  isCitation: boolean,
): PlacedProblem {
  const fixes: Fix[] = [];
  if (nearest !== undefined) {
    fixes.push(replaceFix(path, range, `${isCitation ? "@" : ""}${nearest}`));
  } else if (isCitation) fixes.push(createFix(portfolio, id));
  return {
    path,
    range,
    message:
      `This portfolio has no evidence \`${id}\`, so this proves nothing.` +
      (nearest === undefined
        ? " Correct the ID, or catalogue the piece."
        : ` Did you mean \`${nearest}\`?`),
    fixes,
  };
}

function createFix({ table, folder }: Portfolio, id: string): Fix {
  const place =
    `${evidenceFolder(table, folder)}/${evidenceFileName(id)}`.replace(
      /^\//,
      "",
    );
  return {
    title: `Create evidence \`${id}\` in \`${place}\``,
    isPreferred: false,
    changes: (read) =>
      read(place) === undefined
        ? [{ kind: "create", path: place, text: evidenceDocument({ id }) }]
        : [],
  };
}
