// Where a document writes IDs of evidence: in fields of its header, and behind
// an `@`. References, highlights and a rename look at nothing else.

import {
  citedParts,
  evidenceId,
  idsBetween,
  type CitedPart,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentReading } from "./documentReading.ts";
import type { DocumentFacts, StatedId } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import {
  spanning,
  touches,
  within,
  type Position,
  type TextRange,
} from "../text/textRange.ts";

/** An ID in a field of a header. */
export interface IdField {
  readonly stated: StatedId;
  /** Position of the item that it gives the ID to; absent where it only names one. */
  readonly item?: number;
}

export function* idFields(facts: DocumentFacts): Generator<IdField> {
  for (const [item, { id }] of facts.evidence.entries()) {
    yield { stated: id, item };
  }
  for (const stated of facts.review?.seen ?? []) yield { stated };
  for (const { evidence, fingerprints } of facts.review?.decisions ?? []) {
    for (const stated of evidence) yield { stated };
    for (const { of } of fingerprints) yield { stated: of };
  }
  for (const { evidence } of facts.portfolio?.credited ?? []) {
    if (evidence !== undefined) yield { stated: evidence };
  }
}

/** What the ID of a field takes up in the text; quotation marks are none of it. */
export function fieldPlace({ range, style }: StatedId): TextRange {
  return style === "quoted"
    ? {
        ...range,
        startCharacter: range.startCharacter + 1,
        endCharacter: range.endCharacter - 1,
      }
    : range;
}

/** Whether `evidenceId` of a text is this one; of most it is seen at the end. */
export function isIdOf(text: string, id: EvidenceId): boolean {
  const last = text.charCodeAt(text.length - 1);
  const wanted = id.charCodeAt(id.length - 1);
  // What ends in ASCII keeps its last character but for its case.
  if (last < 0x80 && (last | 0x20) !== (wanted | 0x20)) return false;
  return evidenceId(text) === id;
}

/** An `@` and a token. */
export interface CitingToken {
  readonly token: string;
  /** From the `@` to the token's end. */
  readonly range: TextRange;
}

/** What a part of a token takes up in the text; the `@` is none of it. */
export function partPlace(
  { range }: CitingToken,
  { from, length }: Pick<CitedPart, "from" | "length">,
): TextRange {
  return within(range, from + 1, length);
}

/** The part at a position; the `@` belongs to the first. */
export function partAt(
  names: EvidenceNames,
  citing: CitingToken,
  position: Position,
): CitedPart | undefined {
  if (!touches(citing.range, position)) return undefined;
  const parts = citedParts(names, citing.token);
  return (
    parts.find((part) => touches(partPlace(citing, part), position)) ?? parts[0]
  );
}

/** Where a token names a piece, be it only as one inside a range. */
export function placesInToken(
  names: EvidenceNames,
  citing: CitingToken,
  evidence: EvidenceId,
): readonly TextRange[] {
  const parts = citedParts(names, citing.token);
  const own = parts.filter(({ id }) => id === evidence);
  if (own.length > 0) return own.map((part) => partPlace(citing, part));
  return parts.flatMap((part, at) => {
    const first = parts[at - 1];
    return part.endsRange &&
      first !== undefined &&
      idsBetween(names, first.id, part.id).includes(evidence)
      ? [spanning(partPlace(citing, first), partPlace(citing, part))]
      : [];
  });
}

/** A place that names something. */
export interface NamedPlace {
  readonly range: TextRange;
  /** It gives the name: the ID in the header of a piece or a review. */
  readonly isDeclaration: boolean;
}

/** The same, in one of several documents. */
export interface FoundPlace extends NamedPlace {
  readonly path: FilePath;
}

/** Where a document names a piece of evidence. */
export function evidencePlaces(
  { facts, contribution, names }: DocumentReading,
  evidence: EvidenceId,
): readonly NamedPlace[] {
  const found: NamedPlace[] = [];
  for (const { stated, item } of idFields(facts)) {
    if (!isIdOf(stated.text, evidence)) continue;
    found.push({
      range: fieldPlace(stated),
      isDeclaration: item !== undefined,
    });
  }
  const addToken = (citing: CitingToken): void => {
    for (const range of placesInToken(names, citing, evidence)) {
      found.push({ range, isDeclaration: false });
    }
  };
  for (const { citation, cited } of contribution.citations) {
    if (cited.kind === "known" && cited.ids.includes(evidence)) {
      addToken(citation);
    }
  }
  facts.mentions.forEach(addToken);
  for (const { link, evidence: linked } of contribution.links) {
    if (!linked.includes(evidence)) continue;
    found.push({ range: link.range, isDeclaration: false });
  }
  return found;
}

/** An ID that is written at a position. */
export interface WrittenId {
  readonly id: EvidenceId;
  /** As it is written there; the `19` of `@E17-19` is short for `E19`. */
  readonly text: string;
  readonly range: TextRange;
  /** Position of the item that has its ID from here. */
  readonly item?: number;
}

/** The ID at a position, known or not; a link writes none. */
export function idAt(
  { facts, contribution, names }: DocumentReading,
  position: Position,
): WrittenId | undefined {
  for (const { stated, item } of idFields(facts)) {
    if (!touches(stated.range, position)) continue;
    return {
      id: evidenceId(stated.text),
      text: stated.text,
      range: fieldPlace(stated),
      ...(item === undefined ? {} : { item }),
    };
  }
  for (const { citation, cited } of contribution.citations) {
    if (!touches(citation.range, position) || cited.kind === "other") continue;
    if (cited.kind === "unknown") {
      const range = within(citation.range, 1, cited.text.length);
      return { id: evidenceId(cited.text), text: cited.text, range };
    }
    const written = writtenIn(names, citation, position);
    if (written !== undefined) return written;
  }
  for (const mention of facts.mentions) {
    const written = writtenIn(names, mention, position);
    if (written !== undefined) return written;
  }
  return undefined;
}

function writtenIn(
  names: EvidenceNames,
  citing: CitingToken,
  position: Position,
): WrittenId | undefined {
  const part = partAt(names, citing, position);
  if (part === undefined) return undefined;
  const { id, from, length } = part;
  const text = citing.token.slice(from, from + length);
  return { id, text, range: partPlace(citing, part) };
}
