// What a rule is: its metadata, its check, the inputs of its scope. Rules are
// listed in registry.ts and run by runner.ts; no rule knows another.

import type { Catalogue } from "../model/catalogue.ts";
import type { Contribution } from "../model/contribution.ts";
import type {
  DocumentFacts,
  FaultySuppression,
  Suppression,
} from "../model/facts.ts";
import type { FrameworkPack } from "../model/frameworkPack.ts";
import type { FileList, FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import type { Reviews } from "../model/reviews.ts";
import type { Severity } from "../model/settings.ts";
import type { ResolvedHeader } from "../model/target.ts";
import type { TextEdit } from "../text/textEdit.ts";
import type { TextRange } from "../text/textRange.ts";

export type RuleGroup =
  | "Front matter"
  | "Codes"
  | "Evidence"
  | "Requirements"
  | "Qualification"
  | "Report"
  | "Review"
  | "Privacy"
  | "Packs"
  | "Housekeeping";

/** A change that a fix makes to one file. */
export type FileChange =
  | {
      readonly kind: "edit";
      readonly path: FilePath;
      readonly edits: readonly TextEdit[];
    }
  | { readonly kind: "create"; readonly path: FilePath; readonly text: string };

/** Text of a file as it is now; undefined when it cannot be read. */
export type ReadText = (path: FilePath) => string | undefined;

export interface Fix {
  /** What it does, as an order: "Write `QIF-1.1`". */
  readonly title: string;
  /** The one to take when there are several. */
  readonly isPreferred: boolean;
  /** Made only when somebody asks; empty when the text no longer fits. */
  readonly changes: (read: ReadText) => readonly FileChange[];
}

export interface RelatedPlace {
  readonly path: FilePath;
  readonly range: TextRange;
  readonly message: string;
}

export interface FoundProblem {
  readonly range: TextRange;
  /** What is wrong, why it matters, what to do. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

/** A problem in a file other than the one that is checked. */
export interface PlacedProblem extends FoundProblem {
  readonly path: FilePath;
}

/** The target is the portfolio's; the entries are its document's. */
export interface DocumentContext extends ResolvedHeader {
  readonly path: FilePath;
  readonly facts: DocumentFacts;
  readonly catalogue: Catalogue;
  readonly files: FileList;
  readonly contribution: Contribution;
  /** Whether the document belongs to a portfolio. */
  readonly isInPortfolio: boolean;
  /** The folder of its portfolio. */
  readonly portfolioFolder: FilePath;
  /** The portfolio document that holds the folder, when this one does not. */
  readonly displacedBy: FilePath | undefined;
}

export interface PortfolioContext {
  readonly portfolio: Portfolio;
  /** Last year's, where the portfolio names it and it is there. */
  readonly previous: Portfolio | undefined;
  readonly catalogue: Catalogue;
  readonly files: FileList;
  /** The portfolio's files that are no documents, in path order. */
  readonly artefacts: readonly FilePath[];
  readonly reviews: Reviews;
}

export interface PackContext {
  readonly path: FilePath;
  readonly pack: FrameworkPack;
  readonly catalogue: Catalogue;
}

/** A comment that silences findings, with the rules that it did silence. */
export interface UsedSuppression extends Suppression {
  readonly silenced: ReadonlySet<string>;
}

/** What is known when all other rules have spoken of a document. */
export interface CommentContext {
  readonly path: FilePath;
  readonly suppressions: readonly UsedSuppression[];
  readonly faultySuppressions: readonly FaultySuppression[];
  readonly ruleCodes: ReadonlySet<string>;
}

interface RuleFacts {
  /** Names the problem; never renumbered or reused. */
  readonly code: string;
  readonly group: RuleGroup;
  /** One line for tables and settings. */
  readonly summary: string;
  /** The version that brought it. */
  readonly since: string;
  readonly severity: Severity;
  /** True, or why no fix is safe. */
  readonly fix: true | string;
  /**
   * What its findings are called, where all of them may be mended at once and
   * on saving: the preferred fix changes a spelling and nothing that is read.
   */
  readonly fixAll?: string;
}

export interface DocumentRule extends RuleFacts {
  readonly scope: "document";
  /** A cheap look that spares most documents the check; it is not needed. */
  concerns?(context: DocumentContext): boolean;
  check(context: DocumentContext): Generator<FoundProblem>;
}

export interface PortfolioRule extends RuleFacts {
  readonly scope: "portfolio";
  /** What it hangs on: while all of it is the same, so are its findings. */
  looksAt(context: PortfolioContext): readonly unknown[];
  check(context: PortfolioContext): Generator<PlacedProblem>;
}

/**
 * Goes through a portfolio part by part: after a change only those parts are
 * checked again that the change can have touched.
 */
export interface PartsRule extends RuleFacts {
  readonly scope: "parts";
  /** What every part hangs on: all are checked again when it is another. */
  looksAt(context: PortfolioContext): readonly unknown[];
  /** Each part is a document, and what is found in it stands there. */
  readonly isByDocument: boolean;
  /** The names of all parts, in order: paths, or what else there is. */
  parts(context: PortfolioContext): Iterable<string>;
  /** Parts whose findings may differ between two states of a portfolio. */
  touched(before: PortfolioContext, after: PortfolioContext): Iterable<string>;
  checkPart(context: PortfolioContext, part: string): Generator<PlacedProblem>;
}

export interface PackRule extends RuleFacts {
  readonly scope: "pack";
  check(context: PackContext): Generator<FoundProblem>;
}

/** Looks at the comments of one document, after all other rules. */
export interface CommentRule extends RuleFacts {
  readonly scope: "comments";
  check(context: CommentContext): Generator<FoundProblem>;
}

export type Rule =
  DocumentRule | PortfolioRule | PartsRule | PackRule | CommentRule;

/** Declares a rule; only there for its type. */
export function defineRule<Defined extends Rule>(rule: Defined): Defined {
  return rule;
}

/** A fix that replaces one stretch of the file that is checked. */
export function replaceFix(
  path: FilePath,
  range: TextRange,
  newText: string,
  title = `Write \`${newText}\``,
): Fix {
  return {
    title,
    isPreferred: true,
    changes: () => [{ kind: "edit", path, edits: [{ range, newText }] }],
  };
}

/** A rule's finding as every door shows it. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly path: FilePath;
  readonly range: TextRange;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
}

/** A list of findings in one file as a text; empty where there are none. */
export type FindingsText = string;

/** The path of a rule's page among the documents that come with the product. */
export function rulePage(code: string): string {
  return `rules/${code}.md`;
}
