// What a member of `standards` states, cut where its text is cut: findings
// stand at a code or at a range of codes, never at half of one.

import type { Standard } from "./framework.ts";
import type { ResolvedMember } from "./target.ts";

export interface CodeStatement {
  readonly standards: readonly [Standard, ...Standard[]];
  readonly from: number;
  readonly length: number;
}

/** What a member states, code by code; a range of codes is one statement. */
export function statementsOf({
  standards,
  places,
}: ResolvedMember): readonly CodeStatement[] {
  const found: CodeStatement[] = [];
  const widest = [...places].sort((a, b) => b.length - a.length);
  const holderOf = (at: number): (typeof places)[number] | undefined => {
    const place = places[at];
    return widest.find(
      ({ from, length }) =>
        place !== undefined &&
        from <= place.from &&
        from + length >= place.from + place.length,
    );
  };
  const byPlace = new Map<string, [Standard, ...Standard[]]>();
  standards.forEach((standard, at) => {
    const holder = holderOf(at);
    if (holder === undefined) return;
    const held = byPlace.get(`${holder.from} ${holder.length}`);
    if (held === undefined) {
      const own: [Standard] = [standard];
      byPlace.set(`${holder.from} ${holder.length}`, own);
      found.push({ standards: own, ...holder });
    } else held.push(standard);
  });
  return found;
}
