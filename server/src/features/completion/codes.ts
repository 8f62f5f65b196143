// Codes of standards, those that still lack evidence first, found by code or
// by words.

import {
  assessableIn,
  frameworkOf,
  type Catalogue,
} from "../../model/catalogue.ts";
import { stateWords } from "../../model/coverageWords.ts";
import type { CoverageState } from "../../model/coverage.ts";
import { describeQualification } from "../../model/describeQualification.ts";
import { relatedAmong } from "../../model/crosswalkSuggestions.ts";
import {
  describeFramework,
  describeStandard,
} from "../../model/describeStandard.ts";
import type { Standard, StandardKey } from "../../model/framework.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import { shortEnd } from "../../model/rangeOfCodes.ts";
import { rangeInMember } from "../../model/contribution.ts";
import {
  findMember,
  noScope,
  resolveText,
  type MemberContext,
} from "../../model/resolveCodes.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { dashPattern, normalForm } from "../../model/standardCode.ts";
import { contextOf } from "../../model/target.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { HeaderPath } from "../../syntax/headerTree.ts";
import { rangesTouch, type TextRange } from "../../text/textRange.ts";
import type { CompletionOffer } from "./offer.ts";
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
  const ends = rangeEndOffers(catalogue, portfolio, query);
  if (ends.length > 0) return ends;
  const matcher = createMatcher(query.prefix, ({ code, standard }) =>
    query.under === undefined
      ? code
      : bare(catalogue, portfolio, standard, query.under),
  );
  const done = mappedAlready(snapshot, document, query);
  const ranked: {
    readonly standard: Standard;
    /** What this piece is mapped to already, and a cross-walk joins to it. */
    readonly related: Standard | undefined;
    readonly rank: readonly number[];
  }[] = [];
  for (const standard of candidates(catalogue, portfolio, query)) {
    const match = matcher(standard);
    if (match === undefined) continue;
    const state = stateOf(portfolio, standard);
    const isDone = done.has(standard.key) ? 1 : 0;
    const tier = standard.isAssessable ? 0 : 1;
    const related = relatedAmong(catalogue, standard, done);
    const isNear = related !== undefined && gapOrder[state] < 2 ? 0 : 1;
    ranked.push({
      standard,
      related: related?.standard,
      rank: [match, isDone, isNear, gapOrder[state], tier],
    });
  }
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  return ranked.slice(0, mostOffers).map(({ standard, related }) => {
    const made = offer(catalogue, portfolio, standard, query);
    return related === undefined
      ? made
      : {
          ...made,
          detail: `${made.detail} · related to ${related.code}, which this piece is mapped to`,
        };
  });
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
    const context = contextFor(catalogue, portfolio, under);
    if (context === undefined) return [];
    return "code" in context
      ? assessableIn(catalogue, context)
      : context.standards.filter(({ isAssessable }) => isAssessable);
  }
  return field === "mapping"
    ? all.filter(({ isAssessable }) => isAssessable)
    : all;
}

function optionalUnits(portfolio: Portfolio | undefined): readonly Standard[] {
  const units = new Set<Standard>();
  for (const { groups } of portfolio?.target.qualifications ?? []) {
    for (const { rule, units: offered } of groups) {
      if (rule.all) continue;
      for (const unit of offered) units.add(unit);
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
  const own = contribution?.fields.find((one) => one.item === item);
  for (const member of own?.members ?? []) {
    member.standards.forEach(({ key }, at) => {
      const { from, length } = member.places[at] ?? { from: 0, length: 0 };
      // What is being typed right now is not done.
      if (rangesTouch(rangeInMember(member, from, length), range)) return;
      done.add(key);
    });
  }
  return done;
}

/** How well a standard fits what is typed; undefined when it does not. */
function createMatcher(
  prefix: string,
  written: (of: { code: string; standard: Standard }) => string,
): (standard: Standard) => number | undefined {
  const form = typedForm(prefix);
  const typed = prefix.trim().toUpperCase();
  const words = wordsOf(prefix);
  if (words.length === 0) return () => 0;
  return (standard) => {
    const { code, aliases } = standard;
    const names = [written({ code, standard }), code, ...aliases];
    if (names.some((name) => normalForm(name).startsWith(form))) return 0;
    // Below a unit's key a number counts from the unit.
    const isBare = written({ code, standard }) !== code;
    if (!isBare && startsNumber(code.toUpperCase(), typed)) return 1;
    return hasWords(standard, words) ? 2 : undefined;
  };
}

/** The normal form of half a code: a dot at its end is being typed on from. */
function typedForm(prefix: string): string {
  const form = normalForm(prefix);
  return form !== "" && /\.\s*$/.test(prefix) ? `${form}.` : form;
}

function wordsOf(prefix: string): readonly string[] {
  return prefix
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** `1.2` begins a number of `QIF-1.2` and none of `QIF-11.2`. */
function startsNumber(code: string, typed: string): boolean {
  if (!/^\d/.test(typed)) return false;
  let at = code.indexOf(typed);
  while (at >= 0) {
    if (!/\d/.test(code[at - 1] ?? "")) return true;
    at = code.indexOf(typed, at + 1);
  }
  return false;
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
  written = under === undefined
    ? standard.code
    : bare(catalogue, portfolio, standard, under),
): CompletionOffer {
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
    label: written,
    detail: `${standard.title}${state}${mark}`,
    documentation: describeStandard(catalogue, portfolio, standard),
    filter: prefix === "" ? written : prefix,
    newText: field === "heading" ? `${written} ${standard.title}` : written,
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
  const context = contextFor(catalogue, portfolio, under);
  const short = shortEnd(catalogue, standard);
  if (context === undefined) return standard.code;
  return findMember(catalogue, context, short) === standard
    ? short
    : standard.code;
}

function contextFor(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  key: string,
): MemberContext | undefined {
  return contextOf(catalogue, portfolio?.target.scope ?? noScope, key);
}

/** Behind `QIF-1.1-`: where the range may end. */
function rangeEndOffers(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  query: CodeQuery,
): readonly CompletionOffer[] {
  const { field, prefix, range, under } = query;
  const scope = portfolio?.target.scope ?? noScope;
  const context =
    under === undefined ? undefined : contextFor(catalogue, portfolio, under);
  for (const { index } of prefix.matchAll(dashPattern)) {
    const { codes } = resolveText(
      catalogue,
      scope,
      prefix.slice(0, index),
      context,
    );
    const [first, ...more] = codes;
    if (first === undefined || more.length > 0) continue;
    // A range of units would map the evidence to the whole of each.
    if (field === "mapping" && !first.standard.isAssessable) continue;
    const typed = prefix.slice(index + 1).trimStart();
    const matches = createMatcher(typed, ({ standard }) =>
      shortEnd(catalogue, standard),
    );
    const ends = laterSiblings(catalogue, first.standard)
      .filter((standard) => matches(standard) !== undefined)
      .map((standard) =>
        offer(
          catalogue,
          portfolio,
          standard,
          {
            ...query,
            prefix: typed,
            range: {
              ...range,
              startCharacter:
                range.startCharacter + prefix.length - typed.length,
            },
          },
          shortEnd(catalogue, standard),
        ),
      );
    if (ends.length > 0) return ends;
  }
  return [];
}

function laterSiblings(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  const { standards } = frameworkOf(catalogue, standard);
  const siblings = standards.filter(({ parent }) => parent === standard.parent);
  return siblings.slice(siblings.indexOf(standard) + 1);
}

/** Units and components as keys of the map form: their members stand below. */
export function codeKeyOffers(
  snapshot: Snapshot,
  document: OpenDocument,
  query: CodeQuery,
  siblings: readonly string[],
): readonly CompletionOffer[] {
  const { catalogue } = snapshot;
  const portfolio = portfolioOf(snapshot.index, document.path);
  const taken = new Set(siblings.map((key) => normalForm(key)));
  const matcher = createMatcher(query.prefix, ({ code }) => code);
  return candidates(catalogue, portfolio, { ...query, field: "scope" })
    .filter(
      (standard) =>
        !standard.isAssessable &&
        !taken.has(normalForm(standard.code)) &&
        matcher(standard) !== undefined,
    )
    .slice(0, mostOffers)
    .map((standard) => {
      const made = offer(catalogue, portfolio, standard, query);
      return { ...made, newText: `${made.newText}:` };
    });
}

/** Frameworks and qualifications, and single standards once typing begins. */
function targetOffers(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  { prefix, range }: CodeQuery,
): readonly CompletionOffer[] {
  const form = typedForm(prefix);
  const words = wordsOf(prefix);
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
  const matcher = createMatcher(prefix, ({ code }) => code);
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
