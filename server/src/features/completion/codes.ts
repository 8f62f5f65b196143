// Codes of standards, those that still lack evidence first, found by code or
// by words.

import {
  assessableIn,
  frameworkOf,
  type Catalogue,
} from "../../model/catalogue.ts";
import { stateWords } from "../../model/coverageWords.ts";
import type { CoverageState } from "../../model/coverage.ts";
import {
  describeFramework,
  describeQualification,
  describeStandard,
} from "../../model/describeStandard.ts";
import type { Standard, StandardKey } from "../../model/framework.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import { shortEnd } from "../../model/rangeOfCodes.ts";
import { findMember } from "../../model/resolveCodes.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { normalForm } from "../../model/standardCode.ts";
import { contextOf } from "../../model/target.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { HeaderPath } from "../../syntax/headerTree.ts";
import type { TextRange } from "../../text/textRange.ts";
import type { CompletionOffer } from "../completion.ts";
import type { OpenDocument } from "../document.ts";

/** What the code is for, which decides what is offered. */
export type CodeField =
  "target" | "unit" | "set-aside" | "mapping" | "scope" | "heading";

export interface CodeQuery {
  readonly field: CodeField;
  readonly prefix: string;
  readonly range: TextRange;
  /** The map key above, under which bare members stand. */
  readonly under: string | undefined;
  readonly path: HeaderPath;
}

/** More would only be scrolled past; typing on brings the rest. */
const mostOffers = 200;

const gapOrder: Readonly<Record<CoverageState, number>> = {
  uncovered: 0,
  "partly-covered": 1,
  covered: 2,
  "not-applicable": 3,
};

export function codeOffers(
  snapshot: Snapshot,
  document: OpenDocument,
  query: CodeQuery,
): readonly CompletionOffer[] {
  const { catalogue } = snapshot;
  const portfolio = portfolioOf(snapshot.index, document.path);
  if (query.field === "target")
    return targetOffers(catalogue, portfolio, query);
  const matcher = createMatcher(query.prefix);
  const done = mappedAlready(snapshot, document, query);
  const ranked: {
    readonly standard: Standard;
    readonly rank: readonly number[];
  }[] = [];
  for (const standard of candidates(catalogue, portfolio, query)) {
    const match = matcher(standard);
    if (match === undefined) continue;
    const state = stateOf(portfolio, standard);
    const isDone = done.has(standard.key) ? 1 : 0;
    const tier = standard.isAssessable ? 0 : 1;
    ranked.push({ standard, rank: [match, isDone, gapOrder[state], tier] });
  }
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  return ranked
    .slice(0, mostOffers)
    .map(({ standard }) => offer(catalogue, portfolio, standard, query));
}

/** Stable: equal ranks keep pack order. */
function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [at, rank] of a.entries()) {
    const difference = rank - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function candidates(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  { field, under }: CodeQuery,
): readonly Standard[] {
  const all =
    portfolio === undefined || portfolio.target.standards.length === 0
      ? catalogue.frameworks.flatMap(({ standards }) => standards)
      : portfolio.target.standards;
  if (field === "unit") return optionalUnits(portfolio);
  if (under !== undefined) {
    const context = contextOf(
      catalogue,
      portfolio?.target.scope ?? { targets: new Set() },
      under,
    );
    if (context === undefined) return [];
    const inside =
      "code" in context
        ? assessableIn(catalogue, context)
        : context.standards.filter(({ isAssessable }) => isAssessable);
    return inside;
  }
  return field === "mapping"
    ? all.filter(({ isAssessable }) => isAssessable)
    : all;
}

function optionalUnits(portfolio: Portfolio | undefined): readonly Standard[] {
  const units = new Set<Standard>();
  for (const { qualification, groups } of portfolio?.target.qualifications ??
    []) {
    for (const [at, group] of groups.entries()) {
      if (qualification.groups[at]?.all === true) continue;
      for (const unit of group.units) units.add(unit);
    }
  }
  return [...units];
}

function stateOf(
  portfolio: Portfolio | undefined,
  standard: Standard,
): CoverageState {
  return portfolio?.coverage.standards.get(standard.key)?.state ?? "uncovered";
}

/** Standards that this item serves by its header already. */
function mappedAlready(
  snapshot: Snapshot,
  { path }: OpenDocument,
  { field, path: place, range }: CodeQuery,
): ReadonlySet<StandardKey> {
  const done = new Set<StandardKey>();
  if (field !== "mapping") return done;
  const contribution = portfolioOf(snapshot.index, path)?.contributions.get(
    path,
  );
  const [, second] = place;
  const item =
    typeof second === "number" && place[0] === "evidence" ? second : 0;
  const resolved = contribution?.fields.find((one) => one.item === item);
  for (const { member, standards } of resolved?.members ?? []) {
    // What is being typed right now is not done.
    if (member.range.startLine === range.startLine) continue;
    for (const { key } of standards) done.add(key);
  }
  return done;
}

/** How well a standard fits what is typed; undefined when it does not. */
function createMatcher(
  prefix: string,
): (standard: Standard) => number | undefined {
  const form = normalForm(prefix);
  const words = prefix
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return () => 0;
  return (standard) => {
    const code = normalForm(standard.code);
    if (code.startsWith(form)) return 0;
    if (standard.aliases.some((alias) => normalForm(alias).startsWith(form))) {
      return 0;
    }
    if (/^\d/.test(form) && code.includes(form)) return 1;
    return hasWords(standard, words) ? 2 : undefined;
  };
}

function hasWords(standard: Standard, words: readonly string[]): boolean {
  const text = [
    standard.title,
    standard.summary ?? "",
    ...standard.suggested.map(({ title }) => title),
  ]
    .join(" ")
    .toLowerCase();
  return words.every((word) => startsWord(text, word));
}

function startsWord(text: string, word: string): boolean {
  let at = text.indexOf(word);
  while (at >= 0) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
}

function offer(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  standard: Standard,
  { under, prefix, range, field }: CodeQuery,
): CompletionOffer {
  const newText =
    under === undefined
      ? standard.code
      : bare(catalogue, portfolio, standard, under);
  const state =
    portfolio?.coverage.standards.get(standard.key) === undefined
      ? ""
      : ` · ${stateWords[stateOf(portfolio, standard)]}`;
  const framework = frameworkOf(catalogue, standard);
  const mark =
    framework.status === "illustrative"
      ? " · illustrative"
      : standard.isProvisional
        ? " · number not confirmed"
        : "";
  return {
    kind: standard.isAssessable ? "standard" : "parent",
    label: newText,
    detail: `${standard.title}${state}${mark}`,
    documentation: describeStandard(catalogue, portfolio, standard),
    filter: prefix === "" ? newText : prefix,
    newText: field === "heading" ? `${newText} ${standard.title}` : newText,
    range,
    opensNext: false,
  };
}

/** What stands below a unit's key: the code less the unit. */
function bare(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  standard: Standard,
  under: string,
): string {
  const context = contextOf(
    catalogue,
    portfolio?.target.scope ?? { targets: new Set() },
    under,
  );
  const short = shortEnd(catalogue, standard);
  if (context === undefined) return standard.code;
  return findMember(catalogue, context, short) === standard
    ? short
    : standard.code;
}

/** Frameworks and qualifications, and single standards once typing begins. */
function targetOffers(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  { prefix, range }: CodeQuery,
): readonly CompletionOffer[] {
  const form = normalForm(prefix);
  const words = prefix
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const fits = (code: string, title: string): boolean =>
    normalForm(code).startsWith(form) ||
    words.every((word) => startsWord(title.toLowerCase(), word));
  const offers: CompletionOffer[] = [];
  for (const framework of catalogue.frameworks) {
    const editions = catalogue.frameworks.filter(
      ({ id }) => id === framework.id,
    );
    const name =
      editions.length === 1
        ? framework.id
        : `${framework.id}@${framework.edition}`;
    const { qualifications } = framework;
    for (const qualification of qualifications) {
      if (!fits(qualification.code, qualification.title)) continue;
      offers.push({
        kind: "target",
        label: qualification.code,
        detail: `${qualification.title}${framework.status === "illustrative" ? " · illustrative" : ""}`,
        documentation: describeQualification(
          catalogue,
          portfolio,
          qualification,
        ),
        filter: prefix === "" ? qualification.code : prefix,
        newText: qualification.code,
        range,
        opensNext: false,
      });
    }
    if (!fits(name, framework.title)) continue;
    offers.push({
      kind: "target",
      label: name,
      detail: framework.title,
      documentation: describeFramework(framework),
      filter: prefix === "" ? name : prefix,
      newText: name,
      range,
      opensNext: false,
    });
  }
  if (form.length < 2) return offers;
  const matcher = createMatcher(prefix);
  const standards = catalogue.frameworks
    .flatMap(({ standards }) => standards)
    .filter((standard) => (matcher(standard) ?? 9) <= 1)
    .slice(0, mostOffers - offers.length)
    .map((standard): CompletionOffer => ({
      kind: standard.isAssessable ? "standard" : "parent",
      label: standard.code,
      detail: standard.title,
      documentation: describeStandard(catalogue, portfolio, standard),
      filter: prefix,
      newText: standard.code,
      range,
      opensNext: false,
    }));
  return [...offers, ...standards];
}
