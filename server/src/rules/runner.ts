// Runs all rules over a snapshot: severity, suppression, isolation of a rule
// that fails, and reuse of findings whose inputs are the same as before.

import { noContribution, type Contribution } from "../model/contribution.ts";
import type { EvidenceNames } from "../model/evidenceTable.ts";
import type { DocumentFacts } from "../model/facts.ts";
import type { Placing } from "../model/heldFacts.ts";
import { folderOf, type FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { artefactsOf } from "../model/portfolioFiles.ts";
import { reviewsOf } from "../model/reviews.ts";
import { previousCell, previousPortfolio } from "../model/previousPortfolio.ts";
import { saysTheSame } from "../model/sameValue.ts";
import { isWhole, type Snapshot } from "../model/snapshot.ts";
import { silences } from "../model/suppression.ts";
import {
  resolveHeader,
  type ResolvedHeader,
  type Target,
} from "../model/target.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { cellOf, portfolioOf } from "../model/workspaceIndex.ts";
import { contribute } from "../model/contribution.ts";
import { printOf, type TextPrint } from "../text/textPrint.ts";
import { findingsOfText, textOfFindings } from "./findingsText.ts";
import { rules } from "./registry.ts";
import {
  changedFiles,
  PortfolioChecker,
  problemsAt,
  type PortfolioFindings,
  type ReportFailure,
  type WideRule,
} from "./portfolioFindings.ts";
import { toFindings, type Problems } from "./toFindings.ts";
import { Verdicts, type Verdict } from "./verdicts.ts";
import type {
  DocumentContext,
  Finding,
  FindingsText,
  FoundProblem,
  PlacedProblem,
  PortfolioContext,
  Rule,
} from "./rule.ts";

/** How much was checked since the runner was made, for tests. */
export interface RunnerCounts {
  /** Documents over which their own rules were run. */
  readonly documents: number;
  /** Rules about portfolios that were run whole, and parts of the others. */
  readonly portfolioRuns: number;
}

export interface RuleRunner {
  /** Findings in one file, sorted by range and code. */
  findingsIn(snapshot: Snapshot, path: FilePath): readonly Finding[];
  /**
   * The same as a text without what mends them, for files that nobody has
   * open. It is kept as long as it holds, and no portfolio is joined for it.
   */
  textIn(snapshot: Snapshot, path: FilePath): FindingsText;
  /** Tells that text from others; what is put by is not read back for it. */
  printIn(snapshot: Snapshot, path: FilePath): TextPrint;
  /** Checks a portfolio in steps, between which other work may be done. */
  checkBitByBit(snapshot: Snapshot, portfolio: Portfolio): Iterable<unknown>;
  /** What is kept of a portfolio's files, if it holds. */
  verdictOf(snapshot: Snapshot, cell: PortfolioCell): Verdict | undefined;
  /** Takes what was kept before; false where it does not hold any more. */
  adopt(snapshot: Snapshot, cell: PortfolioCell, verdict: Verdict): boolean;
  /** Findings of all files that have any, in path order. */
  allFindings(snapshot: Snapshot): ReadonlyMap<FilePath, readonly Finding[]>;
  /**
   * Files whose findings may differ between two snapshots of one folder that
   * differ in nothing but their documents.
   */
  changedFiles(before: Snapshot, after: Snapshot): ReadonlySet<FilePath>;
  counts(): RunnerCounts;
}

type Comments = Pick<DocumentFacts, "suppressions" | "faultySuppressions">;

interface DocumentMemo {
  readonly inputs: readonly unknown[];
  readonly problems: Problems;
}

const documentRules = rules.filter((rule) => rule.scope === "document");
const wideRules = rules.filter(
  (rule): rule is WideRule =>
    rule.scope === "portfolio" || rule.scope === "parts",
);
const commentRules = rules.filter((rule) => rule.scope === "comments");
const ruleCodes = new Set(rules.map(({ code }) => code));
const packRules = rules.filter((rule) => rule.scope === "pack");

/** A document under no portfolio cites nothing that is known. */
const noNames: EvidenceNames = {
  holders: new Map(),
  byPath: new Map(),
  prefixes: new Set(),
};

export function createRunner(reportFailure: ReportFailure): RuleRunner {
  const memos = new WeakMap<DocumentFacts, DocumentMemo>();
  const checker = new PortfolioChecker(wideRules, reportFailure);
  const verdicts = new Verdicts();
  let documentsChecked = 0;
  const loneHeaders = new WeakMap<object, ResolvedHeader>();

  function collect(
    rule: Rule,
    problems: Iterable<FoundProblem | PlacedProblem>,
    path: FilePath,
    into: { rule: Rule; problem: PlacedProblem }[],
  ): void {
    try {
      for (const problem of problems) {
        into.push({ rule, problem: { path, ...problem } });
      }
    } catch (error) {
      reportFailure(rule.code, error);
    }
  }

  /** A document under no portfolio is checked alone. */
  function loneHeader(snapshot: Snapshot): ResolvedHeader {
    const { catalogue, today } = snapshot;
    let header = loneHeaders.get(catalogue);
    if (header === undefined) {
      header = resolveHeader(catalogue, undefined, today);
      loneHeaders.set(catalogue, header);
    }
    return header;
  }

  function documentContext(
    snapshot: Snapshot,
    path: FilePath,
    facts: DocumentFacts,
    portfolio: Portfolio | undefined,
  ): DocumentContext {
    const { index, catalogue, files } = snapshot;
    const displacedBy = index.displaced.get(path);
    const isInPortfolio = portfolio !== undefined;
    // A displaced portfolio document's own target is not checked, and the
    // holder's is not its.
    const { target, entries } =
      isInPortfolio && displacedBy === undefined
        ? portfolio
        : loneHeader(snapshot);
    return {
      path,
      facts,
      catalogue,
      files,
      displacedBy,
      contribution: isInPortfolio
        ? (portfolio.contributions.get(path) ?? noContribution)
        : loneContribution(snapshot, path, facts, target),
      target,
      entries,
      isInPortfolio,
      portfolioFolder: portfolio?.folder ?? "",
    };
  }

  function documentProblems(
    snapshot: Snapshot,
    path: FilePath,
    facts: DocumentFacts,
    portfolio: Portfolio | undefined,
  ): Problems {
    const memo = memos.get(facts);
    const inputs = [
      path,
      snapshot.catalogue,
      snapshot.files,
      portfolio?.contributions.get(path),
      portfolio?.target,
      snapshot.index.displaced.get(path),
    ];
    if (memo?.inputs.every((input, at) => input === inputs[at]) === true) {
      return memo.problems;
    }
    documentsChecked += 1;
    const context = documentContext(snapshot, path, facts, portfolio);
    const problems: { rule: Rule; problem: PlacedProblem }[] = [];
    for (const rule of documentRules) {
      if (rule.concerns?.(context) === false) continue;
      collect(rule, rule.check(context), path, problems);
    }
    memos.set(facts, { inputs, problems });
    return problems;
  }

  function portfolioContext(
    { files, index, fingerprinting }: Snapshot,
    portfolio: Portfolio,
  ): PortfolioContext {
    return {
      portfolio,
      previous: previousPortfolio(index, portfolio),
      catalogue: portfolio.catalogue,
      files,
      artefacts: artefactsOf(portfolio, files, index),
      reviews: reviewsOf(portfolio, fingerprinting),
    };
  }

  function portfolioFindings(
    snapshot: Snapshot,
    portfolio: Portfolio,
  ): PortfolioFindings {
    return checker.check(portfolioContext(snapshot, portfolio));
  }

  function commentProblems(
    path: FilePath,
    { suppressions, faultySuppressions }: Comments,
    others: Problems,
  ): Problems {
    if (suppressions.length + faultySuppressions.length === 0) return [];
    const used = suppressions.map((suppression) => ({
      ...suppression,
      silenced: new Set(
        others
          .filter(({ rule, problem }) =>
            silences(suppression, rule.code, problem.range),
          )
          .map(({ rule }) => rule.code),
      ),
    }));
    const problems: { rule: Rule; problem: PlacedProblem }[] = [];
    for (const rule of commentRules) {
      collect(
        rule,
        rule.check({
          path,
          suppressions: used,
          faultySuppressions,
          ruleCodes,
        }),
        path,
        problems,
      );
    }
    return problems;
  }

  function packFindings(
    { packs, settings, catalogue }: Snapshot,
    path: FilePath,
  ): readonly Finding[] {
    const pack = packs.get(path);
    if (pack === undefined) return [];
    const problems: { rule: Rule; problem: PlacedProblem }[] = [];
    for (const rule of packRules) {
      collect(rule, rule.check({ path, pack, catalogue }), path, problems);
    }
    problems.push(...commentProblems(path, pack, problems));
    const spoken = problems.filter(
      ({ rule, problem }) => !isSuppressed(pack, rule.code, problem),
    );
    return toFindings(spoken, settings);
  }

  function findingsIn(snapshot: Snapshot, path: FilePath): readonly Finding[] {
    const held = snapshot.index.documents.held.get(path);
    if (held === undefined) return packFindings(snapshot, path);
    const portfolio = portfolioOf(snapshot.index, path);
    if (portfolio === undefined && !isOurs(held.placing)) return [];
    const { facts } = held;
    const problems = [...documentProblems(snapshot, path, facts, portfolio)];
    // While files are still being read, what is missing may only be unread.
    const isRead = isWhole(snapshot, portfolio?.folder ?? folderOf(path));
    if (portfolio !== undefined && isRead) {
      problems.push(
        ...problemsAt(portfolioFindings(snapshot, portfolio), path),
      );
    }
    // What is still to be read may have something to silence.
    if (isRead) {
      problems.push(...commentProblems(path, facts, problems));
    }
    const spoken =
      facts.suppressions.length === 0
        ? problems
        : problems.filter(
            ({ rule, problem }) => !isSuppressed(facts, rule.code, problem),
          );
    return toFindings(spoken, snapshot.settings, portfolio?.header);
  }

  function textIn(snapshot: Snapshot, path: FilePath): FindingsText {
    const cell = cellOf(snapshot.index, path);
    const known = cell && verdicts.of(snapshot, cell)?.texts.get(path);
    if (known !== undefined) return known;
    const text = textOfFindings(findingsIn(snapshot, path));
    if (cell !== undefined) verdicts.add(snapshot, cell, path, text);
    return text;
  }

  function printIn(snapshot: Snapshot, path: FilePath): TextPrint {
    const cell = cellOf(snapshot.index, path);
    const known = cell && verdicts.of(snapshot, cell)?.texts.print(path);
    return known ?? printOf(textIn(snapshot, path));
  }

  /** Of one portfolio, which may have been made, changed or given up. */
  function changedIn(
    before: Snapshot,
    after: Snapshot,
    oldCell: PortfolioCell | undefined,
    cell: PortfolioCell,
  ): ReadonlySet<FilePath> {
    const documents = cell.members.sortedKeys();
    if (oldCell === undefined) return new Set(documents);
    // What last year's portfolio says is held against this year's.
    const isLikeBefore =
      oldCell === cell &&
      previousCell(before.index, oldCell) === previousCell(after.index, cell);
    if (isLikeBefore) return new Set();
    // One that nobody has looked at may have changed anywhere.
    if (!oldCell.isJoined) return new Set(documents);
    const old = oldCell.portfolio;
    const now = cell.portfolio;
    // What it asks for or how loud a rule is may matter anywhere.
    const isHeardAlike =
      old.target === now.target &&
      saysTheSame(old.header?.rules, now.header?.rules);
    if (!isHeardAlike) {
      return new Set([...documents, ...old.documents.sortedKeys()]);
    }
    const changed = new Set<FilePath>([
      ...now.documents.changedKeys(old.documents),
      ...now.contributions.changedKeys(old.contributions),
    ]);
    if (!isWhole(after, cell.folder)) return changed;
    const last = previousCell(before.index, oldCell);
    const known = checker.known(
      old,
      last?.isJoined === true ? last.portfolio : undefined,
    );
    // Beside another one of last year it may say something else anywhere.
    if (known === undefined && oldCell === cell) return new Set(documents);
    const findings = portfolioFindings(after, now);
    for (const path of changedFiles(known, findings)) changed.add(path);
    return changed;
  }

  /** Those of a portfolio that was let go, as they are kept. */
  function keptFindings(
    snapshot: Snapshot,
    path: FilePath,
  ): readonly Finding[] {
    const cell = cellOf(snapshot.index, path);
    const kept =
      cell === undefined || cell.isJoined
        ? undefined
        : verdicts.of(snapshot, cell)?.texts.get(path);
    return kept === undefined
      ? findingsIn(snapshot, path)
      : findingsOfText(path, kept);
  }

  return {
    findingsIn,
    textIn,
    printIn,
    checkBitByBit: (snapshot, portfolio) =>
      checker.checkBitByBit(portfolioContext(snapshot, portfolio)),
    verdictOf: (snapshot, cell) => verdicts.of(snapshot, cell),
    adopt: (snapshot, cell, verdict) => verdicts.adopt(snapshot, cell, verdict),
    changedFiles(before, after) {
      const paths = new Set<FilePath>();
      const { portfolios } = after.index;
      const touched = new Set([
        ...portfolios.changedCells(before.index.portfolios),
        ...portfolios.cellsWithPrevious(),
      ]);
      for (const cell of touched) {
        const old = before.index.portfolios.cell(cell.folder);
        const changed = changedIn(before, after, old, cell);
        if (old !== undefined && old !== cell) {
          verdicts.carryOver(old, after, cell, changed);
        }
        for (const path of changed) paths.add(path);
      }
      // Documents of no portfolio, and those that are gone.
      for (const path of after.index.documents.changedKeys(
        before.index.documents,
      )) {
        paths.add(path);
      }
      return paths;
    },
    counts: () => ({
      documents: documentsChecked,
      portfolioRuns: checker.runs,
    }),
    allFindings(snapshot) {
      const all = new Map<FilePath, readonly Finding[]>();
      const paths = [
        ...snapshot.index.documents.sortedKeys(),
        ...snapshot.packs.keys(),
      ].sort();
      for (const path of paths) {
        const findings = keptFindings(snapshot, path);
        if (findings.length > 0) all.set(path, findings);
      }
      return all;
    },
  };
}

/** Markdown outside any portfolio is none of our business without a role. */
function isOurs({ role, hasMisplaced }: Placing): boolean {
  return role !== "narrative" || hasMisplaced === true;
}

function loneContribution(
  { catalogue }: Snapshot,
  path: FilePath,
  facts: DocumentFacts,
  target: Target,
): Contribution {
  return facts.role === "narrative"
    ? noContribution
    : contribute({ catalogue, target, names: noNames }, path, facts);
}

function isSuppressed(
  facts: Pick<Comments, "suppressions">,
  code: string,
  problem: FoundProblem,
): boolean {
  return facts.suppressions.some((suppression) =>
    silences(suppression, code, problem.range),
  );
}
