// Runs the rules about whole portfolios, and remembers what they found: a rule
// whose inputs are the same is not run again, and one that goes through parts
// looks only at those that a change can have touched.

import { inOneGo } from "../model/bitByBit.ts";
import type { FilePath } from "../model/paths.ts";
import { PersistentMap } from "../model/persistentMap.ts";
import type { Lineage, Portfolio } from "../model/portfolio.ts";
import { sameValue } from "../model/sameValue.ts";
import type {
  PartsRule,
  PlacedProblem,
  PortfolioContext,
  PortfolioRule,
} from "./rule.ts";

/** A rule about whole portfolios. */
export type WideRule = PortfolioRule | PartsRule;
type Problems = readonly PlacedProblem[];

type ProblemsByPath = PersistentMap<FilePath, Problems>;

/** What one rule found in one state of a portfolio. */
interface Outcome {
  readonly rule: WideRule;
  readonly inputs: readonly unknown[];
  /** Only the parts in which anything was found. */
  readonly parts: PersistentMap<string, Problems>;
  readonly byPath: ProblemsByPath;
}

/** The parts that a rule has to look at, and what it found before. */
interface PartsToRun {
  readonly rule: PartsRule;
  readonly held: Outcome;
  readonly touched: ReadonlySet<string>;
}

/** What all of them found, in the order of the rules. */
export interface PortfolioFindings {
  readonly context: PortfolioContext;
  readonly outcomes: readonly Outcome[];
}

/**
 * What was found in one portfolio last, and before last year's portfolio or
 * the files beside it changed.
 */
interface Checked {
  readonly last: PortfolioFindings;
  readonly before: PortfolioFindings | undefined;
}

/** Parts that are checked in one step. */
const partsAtOnce = 32;

/** Told of a rule that failed; the others go on. */
export type ReportFailure = (rule: string, error: unknown) => void;

/** Checks portfolios, each starting from what was found in it last. */
export class PortfolioChecker {
  readonly #rules: readonly WideRule[];
  readonly #reportFailure: ReportFailure;
  readonly #byPortfolio = new WeakMap<Portfolio, Checked>();
  readonly #latest = new WeakMap<Lineage, PortfolioFindings>();
  /** Rules that were run whole, and parts that were checked, for tests. */
  #runs = 0;

  constructor(rules: readonly WideRule[], reportFailure: ReportFailure) {
    this.#rules = rules;
    this.#reportFailure = reportFailure;
  }

  get runs(): number {
    return this.#runs;
  }

  /**
   * What was found in a portfolio, if it was checked in this very state beside
   * this very portfolio of last year.
   */
  known(
    portfolio: Portfolio,
    previous: Portfolio | undefined,
  ): PortfolioFindings | undefined {
    const { last, before } = this.#byPortfolio.get(portfolio) ?? {};
    return [last, before].find((one) => one?.context.previous === previous);
  }

  check(context: PortfolioContext): PortfolioFindings {
    return inOneGo(this.checkBitByBit(context));
  }

  /** The same in steps, between which other work may be done. */
  *checkBitByBit(
    context: PortfolioContext,
  ): Generator<undefined, PortfolioFindings> {
    const { portfolio } = context;
    const { last } = this.#byPortfolio.get(portfolio) ?? {};
    if (last !== undefined && isSameContext(last.context, context)) return last;
    const before = this.#latest.get(portfolio.lineage);
    const outcomes: Outcome[] = [];
    for (const [at, rule] of this.#rules.entries()) {
      const known = before?.outcomes[at];
      const outcome = this.#begin(rule, context, before?.context, known);
      outcomes.push(
        "parts" in outcome ? outcome : yield* this.#runParts(outcome, context),
      );
      if (outcome !== known) yield;
    }
    const findings = { context, outcomes };
    this.#byPortfolio.set(portfolio, { last: findings, before: last });
    this.#latest.set(portfolio.lineage, findings);
    return findings;
  }

  /** Most rules have nothing to do after an edit, and are through at once. */
  #begin(
    rule: WideRule,
    context: PortfolioContext,
    before: PortfolioContext | undefined,
    held: Outcome | undefined,
  ): Outcome | PartsToRun {
    try {
      const inputs = rule.looksAt(context);
      const isSame = held !== undefined && isAlike(held.inputs, inputs);
      if (rule.scope === "portfolio") {
        return isSame ? held : this.#runWhole(rule, context, inputs);
      }
      if (!isSame || before === undefined) {
        const none = { ...nothingFound(rule), inputs };
        return { rule, held: none, touched: new Set(rule.parts(context)) };
      }
      const touched = new Set(rule.touched(before, context));
      return touched.size === 0 ? held : { rule, held, touched };
    } catch (error) {
      this.#reportFailure(rule.code, error);
      return nothingFound(rule);
    }
  }

  #runWhole(
    rule: PortfolioRule,
    context: PortfolioContext,
    inputs: readonly unknown[],
  ): Outcome {
    this.#runs += 1;
    const problems = this.#collect(rule, rule.check(context));
    return { ...nothingFound(rule), inputs, byPath: group([problems]) };
  }

  *#runParts(
    { rule, held, touched }: PartsToRun,
    context: PortfolioContext,
  ): Generator<undefined, Outcome> {
    const changes = new Map<string, Problems | undefined>();
    for (const part of touched) {
      this.#runs += 1;
      if (this.#runs % partsAtOnce === 0) yield;
      const problems = this.#collect(rule, rule.checkPart(context, part));
      changes.set(part, problems.length === 0 ? undefined : problems);
    }
    const parts = held.parts.with(changes);
    if (parts === held.parts) return held;
    const { inputs } = held;
    if (rule.isByDocument) return { rule, inputs, parts, byPath: parts };
    const inOrder: Problems[] = [];
    try {
      for (const part of rule.parts(context)) {
        const problems = parts.get(part);
        if (problems !== undefined) inOrder.push(problems);
      }
    } catch (error) {
      this.#reportFailure(rule.code, error);
      return nothingFound(rule);
    }
    return { rule, inputs, parts, byPath: group(inOrder) };
  }

  #collect(rule: WideRule, found: Iterable<PlacedProblem>): Problems {
    const problems: PlacedProblem[] = [];
    try {
      for (const problem of found) problems.push(problem);
    } catch (error) {
      this.#reportFailure(rule.code, error);
    }
    return problems;
  }
}

function nothingFound(rule: WideRule): Outcome {
  const none = PersistentMap.empty<string, Problems>();
  return { rule, inputs: [], parts: none, byPath: none };
}

function isAlike(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((input, at) => input === b[at]);
}

function isSameContext(a: PortfolioContext, b: PortfolioContext): boolean {
  return (
    a.portfolio === b.portfolio &&
    a.previous === b.previous &&
    a.files === b.files &&
    a.artefacts === b.artefacts &&
    a.reviews === b.reviews
  );
}

/** By the file in which they stand. */
function group(lists: readonly Problems[]): ProblemsByPath {
  const byPath = new Map<FilePath, PlacedProblem[]>();
  for (const list of lists) {
    for (const problem of list) {
      const held = byPath.get(problem.path);
      if (held === undefined) byPath.set(problem.path, [problem]);
      else held.push(problem);
    }
  }
  return PersistentMap.from(byPath);
}

/** What the rules found in one file, rule by rule. */
export function problemsAt(
  { outcomes }: PortfolioFindings,
  path: FilePath,
): readonly { readonly rule: WideRule; readonly problem: PlacedProblem }[] {
  const found: { readonly rule: WideRule; readonly problem: PlacedProblem }[] =
    [];
  for (const { rule, byPath } of outcomes) {
    for (const problem of byPath.get(path) ?? []) found.push({ rule, problem });
  }
  return found;
}

/** Files in which the rules found something else than before. */
export function changedFiles(
  before: PortfolioFindings | undefined,
  after: PortfolioFindings,
): ReadonlySet<FilePath> {
  const changed = new Set<FilePath>();
  if (before === after) return changed;
  after.outcomes.forEach(({ byPath }, at) => {
    const old = before?.outcomes[at]?.byPath ?? PersistentMap.empty();
    for (const path of byPath.changedKeys(old)) {
      if (!sameProblems(old.get(path), byPath.get(path))) changed.add(path);
    }
  });
  return changed;
}

function sameProblems(
  before: Problems | undefined,
  after: Problems | undefined,
): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    before.length === after.length &&
    before.every((old, at) => {
      const now = after[at];
      return (
        old === now ||
        (old.message === now?.message &&
          sameValue(old.range, now.range) &&
          sameValue(old.related, now.related))
      );
    })
  );
}
