// Judges evidence against requirements. First the conditions (forbidden kinds,
// age, fields) say which pieces count; then quantities judge those that do.

import {
  durationInWords,
  earliestWithin,
  type CalendarDate,
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
    const forbidden = qualities.kinds.find((kind) =>
      block.forbid.includes(kind),
    );
    // A piece of two kinds counts by the one that is allowed.
    if (
      forbidden !== undefined &&
      qualities.kinds.every((kind) => block.forbid.includes(kind))
    ) {
      return {
        evidence: entry.id,
        cause: "forbidden-kind",
        detail: forbidden,
        requirement,
      };
    }
    if (block.within !== undefined) {
      const detail = durationInWords(block.within);
      if (qualities.heldGoodOn === undefined) {
        return { evidence: entry.id, cause: "undated", detail, requirement };
      }
      if (qualities.heldGoodOn < earliestWithin(assessmentDate, block.within)) {
        return { evidence: entry.id, cause: "too-old", detail, requirement };
      }
    }
    const missing = block.fields.find(
      (field) => !qualities.fields.includes(field),
    );
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
  const kinds = kindsOf(pieces);
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
  const dates = new Set(
    pieces.flatMap(({ date }) => (date === undefined ? [] : [date.end])),
  );
  if (block.occasions !== undefined && dates.size < block.occasions) {
    add(
      "occasions",
      block.occasions,
      dates.size,
      `${dates.size} of ${counted(block.occasions, "occasion")} (different dates): needs ${block.occasions - dates.size} more`,
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
  return [...new Set(pieces.flatMap(({ kinds }) => kinds))];
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
