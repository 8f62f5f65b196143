// Behind `QIF-1.1-`: where the range may end.

import { frameworkOf } from "../../model/catalogue.ts";
import type { Standard } from "../../model/framework.ts";
import {
  noScope,
  resolveText,
  type MemberContext,
} from "../../model/resolveCodes.ts";
import { dashPattern } from "../../model/standardCode.ts";
import { siblingList } from "./codeList.ts";
import { codeOffer, type CodePlace } from "./codeOffer.ts";
import { allRanks, noRank } from "./gapRanks.ts";
import type { CompletionOffer } from "./offer.ts";
import { inPackOrder } from "./ranking.ts";
import { withinRoom } from "./room.ts";
import { readTyped } from "./typedCode.ts";

/** The ends for the first dash behind which there are any. */
export function rangeEndOffers(
  place: CodePlace,
  context: MemberContext | undefined,
  isMapping: boolean,
): readonly CompletionOffer[] {
  const { catalogue, portfolio, prefix } = place;
  const scope = portfolio?.target.scope ?? noScope;
  for (const { index } of prefix.matchAll(dashPattern)) {
    const start = prefix.slice(0, index);
    const { codes } = resolveText(catalogue, scope, start, context);
    const [first, ...more] = codes;
    if (first === undefined || more.length > 0) continue;
    // A range of units would map the evidence to the whole of each.
    if (isMapping && !first.standard.isAssessable) continue;
    const typed = prefix.slice(index + 1).trimStart();
    const ends = withinRoom(endsOf(place, first.standard, typed));
    if (ends.length > 0) return ends;
  }
  return [];
}

function* endsOf(
  place: CodePlace,
  start: Standard,
  typed: string,
): Generator<CompletionOffer> {
  const { catalogue, prefix, range } = place;
  const list = siblingList(catalogue, frameworkOf(catalogue, start), start);
  // Only those behind it, and by no gap: a range has its order.
  const ranks = new Uint8Array(list.standards.length);
  ranks.fill(noRank, 0, (list.positionOf(start) ?? -1) + 1);
  const startCharacter = range.startCharacter + prefix.length - typed.length;
  const end = { ...place, prefix: typed, range: { ...range, startCharacter } };
  const fitting = inPackOrder([{ list, ranks }], readTyped(typed), allRanks);
  for (const standard of fitting) {
    yield codeOffer(end, standard, list.written(standard));
  }
}
