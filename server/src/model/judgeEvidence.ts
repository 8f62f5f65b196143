// Judges evidence against requirements. First the conditions (forbidden kinds,
// age, fields) say which pieces count; then quantities judge those that do.

import {
  durationInWords,
  earliestWithin,
  type CalendarDate,
  type Duration,
} from "./calendar.ts";
import type { Discounted, Reason } from "./coverage.ts";
import type { EvidenceEntry, EvidenceQualities } from "./evidenceTable.ts";
import type { RequirementBlock } from "./requirement.ts";

/** Why a piece does not count under these conditions; undefined if it does. */
export function discount(
  entry: EvidenceEntry,
  conditions: readonly RequirementBlock[],
  assessmentDate: CalendarDate,
): Discounted | undefined {
  const { qualities } = entry;
  for (const block of conditions) {
    const requirement = block.id ?? "";
    const forbidden = forbiddenKind(block, qualities);
    if (forbidden !== undefined) {
      return {
        evidence: entry.id,
        cause: "forbidden-kind",
        detail: forbidden,
        requirement,
      };
    }
    if (block.within !== undefined) {
      const { heldGoodOn } = qualities;
      const isTooOld =
        heldGoodOn !== undefined &&
        heldGoodOn < earliestDay(assessmentDate, block.within);
      if (isTooOld || heldGoodOn === undefined) {
        return {
          evidence: entry.id,
          cause: isTooOld ? "too-old" : "undated",
          detail: durationInWords(block.within),
          requirement,
        };
      }
    }
    const missing =
      block.fields.length === 0
        ? undefined
        : block.fields.find((field) => !qualities.fields.includes(field));
    if (missing !== undefined) {
      return {
        evidence: entry.id,
        cause: "missing-field",
        detail: missing,
        requirement,
      };
    }
  }
  return undefined;
}

/** A piece of two kinds counts by the one that is allowed. */
function forbiddenKind(
  { forbid }: RequirementBlock,
  { kinds }: EvidenceQualities,
): string | undefined {
  if (forbid.length === 0 || kinds.length === 0) return undefined;
  return kinds.every((kind) => forbid.includes(kind)) ? kinds[0] : undefined;
}

const earliestDays = new WeakMap<
  Duration,
  { readonly before: CalendarDate; readonly day: CalendarDate }
>();

/** Counted back once, and not for each of thousands of pieces. */
function earliestDay(before: CalendarDate, within: Duration): CalendarDate {
  const known = earliestDays.get(within);
  if (known?.before === before) return known.day;
  const day = earliestWithin(before, within);
  earliestDays.set(within, { before, day });
  return day;
}

/** The quantities of a block that these pieces do not reach. */
export function unmetQuantities(
  block: RequirementBlock,
  pieces: readonly EvidenceQualities[],
): readonly Reason[] {
  const reasons: Reason[] = [];
  const add = (
    word: string,
    wanted: number,
    found: number,
    message: string,
  ): void => {
    reasons.push({
      requirement: block.id ?? word,
      wanted: String(wanted),
      found: String(found),
      message,
    });
  };
  const asksForKinds = block.kinds !== undefined || block.some !== undefined;
  const kinds = asksForKinds ? kindsOf(pieces) : [];
  if (block.pieces !== undefined && pieces.length < block.pieces) {
    add(
      "pieces",
      block.pieces,
      pieces.length,
      `${pieces.length} of ${counted(block.pieces, "piece")} of evidence: needs ${block.pieces - pieces.length} more`,
    );
  }
  if (block.kinds !== undefined && kinds.length < block.kinds) {
    add(
      "kinds",
      block.kinds,
      kinds.length,
      `${kinds.length} of ${counted(block.kinds, "kind")} of evidence: ${has(kinds)}needs ${block.kinds - kinds.length} more`,
    );
  }
  const occasions = block.occasions === undefined ? 0 : occasionsOf(pieces);
  if (block.occasions !== undefined && occasions < block.occasions) {
    add(
      "occasions",
      block.occasions,
      occasions,
      `${occasions} of ${counted(block.occasions, "occasion")} (different dates): needs ${block.occasions - occasions} more`,
    );
  }
  for (const { kind, count } of block.include) {
    const found = pieces.filter((piece) => piece.kinds.includes(kind)).length;
    if (found >= count) continue;
    add(
      "include",
      count,
      found,
      found === 0 && count === 1
        ? `no piece of the kind ${kind}`
        : `${found} of ${counted(count, "piece")} of the kind ${kind}: needs ${count - found} more`,
    );
  }
  if (block.some !== undefined) {
    const { least, of } = block.some;
    const present = of.filter((kind) => kinds.includes(kind));
    if (present.length < least) {
      const open = of.filter((kind) => !present.includes(kind));
      add(
        "some",
        least,
        present.length,
        `${present.length} of ${counted(least, "kind")} out of a choice: ${has(present)}needs ${least - present.length} more of ${listed(open, "or")}`,
      );
    }
  }
  return reasons;
}

function kindsOf(pieces: readonly EvidenceQualities[]): readonly string[] {
  const found = new Set<string>();
  for (const { kinds } of pieces) for (const kind of kinds) found.add(kind);
  return [...found];
}

function occasionsOf(pieces: readonly EvidenceQualities[]): number {
  const dates = new Set<CalendarDate>();
  for (const { date } of pieces) if (date !== undefined) dates.add(date.end);
  return dates.size;
}

function has(kinds: readonly string[]): string {
  return kinds.length === 0 ? "" : `has ${listed(kinds, "and")}; `;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(
  items: readonly string[],
  word: "and" | "or" = "and",
): string {
  if (items.length <= 1) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;
}

/** Why a piece does not count, in words: completes "E12 …". */
export function discountInWords({ cause, detail }: Discounted): string {
  switch (cause) {
    case "forbidden-kind":
      return `is of the kind ${detail}, which does not count here`;
    case "too-old":
      return `is older than ${detail}`;
    case "undated":
      return `has no date, and only evidence of the last ${detail} counts`;
    case "missing-field":
      return `has no \`${detail}\``;
  }
}
