// Codes of standards, those that still lack evidence first, found by code or
// by words.

import { rangeInMember } from "../../model/contribution.ts";
import { relatedAmong } from "../../model/crosswalkSuggestions.ts";
import { servedBy } from "../../model/crosswalkRelations.ts";
import type { Standard, StandardKey } from "../../model/framework.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import { noScope, type MemberContext } from "../../model/resolveCodes.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { normalForm } from "../../model/standardCode.ts";
import { contextOf } from "../../model/target.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { HeaderPath } from "../../syntax/headerTree.ts";
import { rangesTouch, type TextRange } from "../../text/textRange.ts";
import { CodeList, frameworkList, listBelow } from "./codeList.ts";
import { codeOffer, type CodePlace } from "./codeOffer.ts";
import {
  allRanks,
  assessableRanks,
  hasGap,
  openRanks,
  parentRanks,
  ranksOf,
  targetRanks,
} from "./gapRanks.ts";
import type { CompletionOffer } from "./offer.ts";
import { rangeEndOffers } from "./rangeEnds.ts";
import {
  inGapOrder,
  inPackOrder,
  type Favoured,
  type RankedList,
} from "./ranking.ts";
import { withinRoom } from "./room.ts";
import { targetOffers } from "./targets.ts";
import { readTyped } from "./typedCode.ts";
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

export function codeOffers(
  snapshot: Snapshot,
  document: OpenDocument,
  query: CodeQuery,
): readonly CompletionOffer[] {
  const place = placeOf(snapshot, document, query);
  if (query.field === "target") return withinRoom(targetOffers(place));
  const context = contextFor(place, query);
  const ends = rangeEndOffers(place, context, query.field === "mapping");
  if (ends.length > 0) return ends;
  const done = mappedAlready(snapshot, document, query);
  return withinRoom(rankedOffers(place, query, done));
}

function placeOf(
  { catalogue, index }: Snapshot,
  { path }: OpenDocument,
  { prefix, range }: CodeQuery,
): CodePlace {
  return { catalogue, portfolio: portfolioOf(index, path), prefix, range };
}

function* rankedOffers(
  place: CodePlace,
  query: CodeQuery,
  done: ReadonlySet<StandardKey>,
): Generator<CompletionOffer> {
  const { catalogue } = place;
  const { field, under } = query;
  const lists = candidates(place, query);
  const written = under === undefined ? undefined : lists[0]?.list.written;
  const ranked = inGapOrder(
    lists,
    readTyped(query.prefix),
    field === "mapping" ? assessableRanks : allRanks,
    favouredBy(place, done),
  );
  for (const standard of ranked) {
    const made = codeOffer(
      place,
      standard,
      written?.(standard) ?? standard.code,
    );
    const related = relatedAmong(catalogue, standard, done)?.standard;
    yield {
      ...made,
      ...(field === "heading"
        ? { newText: `${made.newText} ${standard.title}` }
        : {}),
      ...(related === undefined
        ? {}
        : {
            detail: `${made.detail} · related to ${related.code}, which this piece is mapped to`,
          }),
    };
  }
}

/** The standards that may stand here, with what remains of their gaps. */
function candidates(place: CodePlace, query: CodeQuery): readonly RankedList[] {
  const { catalogue, portfolio } = place;
  if (query.field === "unit") {
    return portfolio === undefined ? [] : [optionalUnits(portfolio)];
  }
  if (query.under !== undefined) {
    const context = contextFor(place, query);
    if (context === undefined) return [];
    const list = listBelow(catalogue, context);
    return [{ list, ranks: ranksOf(portfolio, list.standards) }];
  }
  if (portfolio === undefined || portfolio.target.standards.length === 0) {
    return catalogue.frameworks.map((framework) => ({
      list: frameworkList(framework),
      ranks: openRanks(framework),
    }));
  }
  const ofTarget = targetRanks(portfolio);
  return catalogue.frameworks.flatMap((framework): readonly RankedList[] => {
    const ranks = ofTarget.get(framework.key);
    return ranks === undefined
      ? []
      : [{ list: frameworkList(framework), ranks }];
  });
}

function optionalUnits(portfolio: Portfolio): RankedList {
  const units = new Set<Standard>();
  for (const { groups } of portfolio.target.qualifications) {
    for (const { rule, units: offered } of groups) {
      if (rule.all) continue;
      for (const unit of offered) units.add(unit);
    }
  }
  const list = new CodeList([...units]);
  return { list, ranks: ranksOf(portfolio, list.standards) };
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

/** What the piece is mapped to, and gaps that a cross-walk joins to that. */
function favouredBy(
  { catalogue, portfolio }: CodePlace,
  keys: ReadonlySet<StandardKey>,
): Favoured {
  const done = new Set<Standard>();
  const near = new Set<Standard>();
  for (const key of keys) {
    const standard = catalogue.standardByKey.get(key);
    if (standard === undefined) continue;
    done.add(standard);
    for (const served of servedBy(catalogue, standard)) {
      near.add(served.standard);
    }
  }
  const joined = [...near];
  const ranks = ranksOf(portfolio, joined);
  return {
    done,
    near: new Set(joined.filter((_, at) => hasGap(ranks[at] ?? 0))),
  };
}

function contextFor(
  { catalogue, portfolio }: CodePlace,
  { under }: CodeQuery,
): MemberContext | undefined {
  return under === undefined
    ? undefined
    : contextOf(catalogue, portfolio?.target.scope ?? noScope, under);
}

/** Units and components as keys of the map form: their members stand below. */
export function codeKeyOffers(
  snapshot: Snapshot,
  document: OpenDocument,
  query: CodeQuery,
  siblings: readonly string[],
): readonly CompletionOffer[] {
  // Below a unit's key there are no further ones.
  if (query.under !== undefined) return [];
  const place = placeOf(snapshot, document, query);
  return withinRoom(keyOffers(place, query, siblings));
}

function* keyOffers(
  place: CodePlace,
  query: CodeQuery,
  siblings: readonly string[],
): Generator<CompletionOffer> {
  const taken = new Set(siblings.map((key) => normalForm(key)));
  const lists = candidates(place, { ...query, field: "scope" });
  const typed = readTyped(query.prefix);
  for (const standard of inPackOrder(lists, typed, parentRanks)) {
    if (taken.has(normalForm(standard.code))) continue;
    const made = codeOffer(place, standard, standard.code);
    yield { ...made, newText: `${made.newText}:` };
  }
}

/**
 * What the next letters will ask for and takes a moment over many codes, in
 * steps. Best done while nobody waits.
 */
export function preparations(
  snapshot: Snapshot,
  document: OpenDocument,
  query: CodeQuery,
): readonly (() => void)[] {
  if (query.field === "target" || query.field === "unit") return [];
  const lists = candidates(placeOf(snapshot, document, query), query);
  return lists.flatMap(({ list }) =>
    list.unprepared.map((way) => () => {
      list.prepare(way);
    }),
  );
}
