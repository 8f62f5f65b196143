// Runs all rules over a snapshot: severity, suppression, isolation of a rule
// that fails, and reuse of findings whose inputs are the same as before.

import { noContribution, type Contribution } from "../model/contribution.ts";
import type { EvidenceNames } from "../model/evidenceTable.ts";
import type { DocumentFacts, PortfolioFacts } from "../model/facts.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { artefactsOf } from "../model/portfolioFiles.ts";
import { reviewsOf } from "../model/reviews.ts";
import { previousPortfolio } from "../model/previousPortfolio.ts";
import {
  isSeveritySetting,
  type Settings,
  type SeveritySetting,
} from "../model/settings.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { silences } from "../model/suppression.ts";
import { resolveTarget, type Target } from "../model/target.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import { contribute } from "../model/contribution.ts";
import { compareRanges } from "../text/textRange.ts";
import { rules } from "./registry.ts";
import type {
  DocumentContext,
  Finding,
  FoundProblem,
  PlacedProblem,
  Rule,
} from "./rule.ts";

/** Told of a rule that failed; the others go on. */
export type ReportFailure = (rule: string, error: unknown) => void;

export interface RuleRunner {
  /** Findings in one file, sorted by range and code. */
  findingsIn(snapshot: Snapshot, path: FilePath): readonly Finding[];
  /** Findings of all files that have any, in path order. */
  allFindings(snapshot: Snapshot): ReadonlyMap<FilePath, readonly Finding[]>;
}

type Problems = readonly {
  readonly rule: Rule;
  readonly problem: PlacedProblem;
}[];

type Comments = Pick<DocumentFacts, "suppressions" | "faultySuppressions">;

interface DocumentMemo {
  readonly inputs: readonly unknown[];
  readonly problems: Problems;
}

interface PortfolioMemo {
  readonly inputs: readonly unknown[];
  readonly problems: ReadonlyMap<FilePath, Problems>;
}

const documentRules = rules.filter((rule) => rule.scope === "document");
const portfolioRules = rules.filter((rule) => rule.scope === "portfolio");
const commentRules = rules.filter((rule) => rule.scope === "comments");
const ruleCodes = new Set(rules.map(({ code }) => code));
const packRules = rules.filter((rule) => rule.scope === "pack");

const noNames: EvidenceNames = {
  holders: new Map(),
  byPath: new Map(),
  prefixes: new Set(),
};

export function createRunner(reportFailure: ReportFailure): RuleRunner {
  const memos = new WeakMap<DocumentFacts, DocumentMemo>();
  const portfolioMemos = new WeakMap<Portfolio, PortfolioMemo>();
  const loneTargets = new WeakMap<object, Target>();

  function collect(
    rule: Rule,
    problems: () => Iterable<FoundProblem | PlacedProblem>,
    path: FilePath,
    into: { rule: Rule; problem: PlacedProblem }[],
  ): void {
    try {
      for (const problem of problems()) {
        into.push({ rule, problem: { path, ...problem } });
      }
    } catch (error) {
      reportFailure(rule.code, error);
    }
  }

  /** A document under no portfolio is checked alone. */
  function loneTarget(snapshot: Snapshot): Target {
    let target = loneTargets.get(snapshot.catalogue);
    if (target === undefined) {
      target = resolveTarget(snapshot.catalogue, undefined, snapshot.today);
      loneTargets.set(snapshot.catalogue, target);
    }
    return target;
  }

  function documentContext(
    snapshot: Snapshot,
    path: FilePath,
    facts: DocumentFacts,
  ): DocumentContext {
    const { index, catalogue, files } = snapshot;
    const portfolio = portfolioOf(index, path);
    const base = {
      path,
      facts,
      catalogue,
      files,
      displacedBy: index.displaced.get(path),
    };
    if (portfolio !== undefined) {
      return {
        ...base,
        contribution: portfolio.contributions.get(path) ?? noContribution,
        // A displaced portfolio document's own target is not checked, and the
        // holder's is not its.
        target: index.displaced.has(path)
          ? loneTarget(snapshot)
          : portfolio.target,
        names: portfolio.table.names,
        isInPortfolio: true,
        portfolioFolder: portfolio.folder,
      };
    }
    const target = loneTarget(snapshot);
    return {
      ...base,
      contribution: loneContribution(snapshot, path, facts, target),
      target,
      names: noNames,
      isInPortfolio: false,
      portfolioFolder: "",
    };
  }

  function documentProblems(
    snapshot: Snapshot,
    path: FilePath,
    facts: DocumentFacts,
  ): Problems {
    const memo = memos.get(facts);
    const portfolio = portfolioOf(snapshot.index, path);
    const inputs = [
      path,
      snapshot.catalogue,
      snapshot.files,
      portfolio?.contributions.get(path),
      portfolio?.target,
      portfolio?.table.names,
      snapshot.index.displaced.get(path),
    ];
    if (memo?.inputs.every((input, at) => input === inputs[at]) === true) {
      return memo.problems;
    }
    const context = documentContext(snapshot, path, facts);
    const problems: { rule: Rule; problem: PlacedProblem }[] = [];
    for (const rule of documentRules) {
      collect(rule, () => rule.check(context), path, problems);
    }
    memos.set(facts, { inputs, problems });
    return problems;
  }

  function portfolioProblems(
    { files, index, fingerprinting }: Snapshot,
    portfolio: Portfolio,
  ): ReadonlyMap<FilePath, Problems> {
    const artefacts = artefactsOf(portfolio, files, index);
    const reviews = reviewsOf(portfolio, fingerprinting);
    const previous = previousPortfolio(index, portfolio);
    const inputs = [files, artefacts, previous, reviews];
    const memo = portfolioMemos.get(portfolio);
    if (memo?.inputs.every((input, at) => input === inputs[at]) === true) {
      return memo.problems;
    }
    const { catalogue } = portfolio;
    const context = {
      portfolio,
      previous,
      catalogue,
      files,
      artefacts,
      reviews,
    };
    const problems: { rule: Rule; problem: PlacedProblem }[] = [];
    for (const rule of portfolioRules) {
      collect(rule, () => rule.check(context), portfolio.path, problems);
    }
    const byPath = new Map<
      FilePath,
      { rule: Rule; problem: PlacedProblem }[]
    >();
    for (const found of problems) {
      const held = byPath.get(found.problem.path);
      if (held === undefined) byPath.set(found.problem.path, [found]);
      else held.push(found);
    }
    portfolioMemos.set(portfolio, { inputs, problems: byPath });
    return byPath;
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
        () =>
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
      collect(
        rule,
        () => rule.check({ path, pack, catalogue }),
        path,
        problems,
      );
    }
    problems.push(...commentProblems(path, pack, problems));
    const spoken = problems.filter(
      ({ rule, problem }) => !isSuppressed(pack, rule.code, problem),
    );
    return toFindings(spoken, settings);
  }

  function findingsIn(snapshot: Snapshot, path: FilePath): readonly Finding[] {
    const facts = snapshot.index.documents.get(path);
    if (facts === undefined) return packFindings(snapshot, path);
    const portfolio = portfolioOf(snapshot.index, path);
    if (portfolio === undefined && !isOurs(facts)) return [];
    const problems = [...documentProblems(snapshot, path, facts)];
    // While files are still being read, what is missing may only be unread.
    if (portfolio !== undefined && snapshot.isComplete) {
      problems.push(
        ...(portfolioProblems(snapshot, portfolio).get(path) ?? []),
      );
    }
    // What is still to be read may have something to silence.
    if (snapshot.isComplete) {
      problems.push(...commentProblems(path, facts, problems));
    }
    const spoken = problems.filter(
      ({ rule, problem }) => !isSuppressed(facts, rule.code, problem),
    );
    return toFindings(spoken, snapshot.settings, portfolio?.header);
  }

  return {
    findingsIn,
    allFindings(snapshot) {
      const all = new Map<FilePath, readonly Finding[]>();
      const paths = [
        ...snapshot.index.documents.sortedKeys(),
        ...snapshot.packs.keys(),
      ].sort();
      for (const path of paths) {
        const findings = findingsIn(snapshot, path);
        if (findings.length > 0) all.set(path, findings);
      }
      return all;
    },
  };
}

/** Markdown outside any portfolio is none of our business without a role. */
function isOurs(facts: DocumentFacts): boolean {
  return facts.role !== "narrative" || facts.misplaced.length > 0;
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

/** Findings that a portfolio may not make lighter for itself. */
const notLowered = new Set([
  "self-review",
  "changed-since-decision",
  "unsupported-decision",
]);

const weights: Readonly<Record<SeveritySetting, number>> = {
  off: 0,
  hint: 1,
  information: 2,
  warning: 3,
  error: 4,
};

function severityOf(
  rule: Rule,
  settings: Settings,
  portfolio: PortfolioFacts | undefined,
): SeveritySetting {
  const set = settings.rules[rule.code] ?? rule.severity;
  const stated = portfolio?.rules.find(({ code }) => code.text === rule.code);
  const own = stated?.level;
  if (!isSeveritySetting(own)) return set;
  return notLowered.has(rule.code) && weights[own] < weights[set] ? set : own;
}

function toFindings(
  problems: Problems,
  settings: Settings,
  portfolio?: PortfolioFacts,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { rule, problem } of problems) {
    const severity = severityOf(rule, settings, portfolio);
    if (severity === "off") continue;
    findings.push({
      code: rule.code,
      severity,
      path: problem.path,
      range: problem.range,
      message: problem.message,
      related: problem.related ?? [],
      fixes: problem.fixes ?? [],
    });
  }
  return findings.sort(
    (a, b) =>
      compareRanges(a.range, b.range) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
