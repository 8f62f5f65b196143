// Requirements as data: what a standard, a framework or a portfolio demands of
// evidence. Judging them is in judgeEvidence.ts.

import {
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import { parseDuration, regularDuration, type Duration } from "./calendar.ts";
import type { Member } from "./facts.ts";
import { countOf, mapOf, scalarsOf, textOf, textsOf } from "./headerFields.ts";
import { readMembers } from "./readMembers.ts";

/**
 * One block of requirements. All its parts must hold, and so must all blocks
 * that judge a standard.
 */
export interface RequirementBlock {
  readonly id?: string;
  readonly note?: string;
  readonly each: readonly string[];
  readonly across: readonly string[];
  readonly except: readonly string[];
  /** Kinds that do not count. */
  readonly forbid: readonly string[];
  /** How old a piece may be, before the assessment date. */
  readonly within?: Duration;
  /** Fields that a piece must have. */
  readonly fields: readonly string[];
  readonly pieces?: number;
  readonly kinds?: number;
  readonly occasions?: number;
  /** Pieces needed of each of these kinds. */
  readonly include: readonly {
    readonly kind: string;
    readonly count: number;
  }[];
  /** At least so many different ones of these kinds. */
  readonly some?: { readonly least: number; readonly of: readonly string[] };
  /** Parts that the report on a standard should have; coverage ignores them. */
  readonly sections: readonly string[];
  /** Where the block stands, in the pack or the portfolio. */
  readonly range: TextRange;
}

/** All kinds of evidence that blocks of requirements name. */
export function kindsInRequirements(
  node: HeaderNode | undefined,
): readonly HeaderScalar[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const include = valueOf(map, "include");
    return [
      ...scalarsOf(valueOf(map, "forbid")),
      ...scalarsOf(valueOf(mapOf(valueOf(map, "some")), "of")),
      ...(mapOf(include)?.entries.map(({ key }) => key) ?? scalarsOf(include)),
    ];
  });
}

/** All standards that blocks of requirements name. */
export function codesInRequirements(
  node: HeaderNode | undefined,
): readonly Member[] {
  return oneOrMany(node).flatMap((item) =>
    ["each", "across", "except"].flatMap((key) =>
      readMembers(valueOf(mapOf(item), key)),
    ),
  );
}

/** Reads one block or a list of blocks. What is malformed is left out. */
export function readRequirements(
  node: HeaderNode | undefined,
): readonly RequirementBlock[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    return map === undefined ? [] : [readBlock(map)];
  });
}

function readBlock(map: HeaderMap): RequirementBlock {
  const id = textOf(valueOf(map, "id"));
  const note = textOf(valueOf(map, "note"));
  const within = readDuration(textOf(valueOf(map, "within")));
  const pieces = countOf(valueOf(map, "pieces"));
  const kinds = countOf(valueOf(map, "kinds"));
  const occasions = countOf(valueOf(map, "occasions"));
  const some = readSome(mapOf(valueOf(map, "some")));
  return {
    ...(id === undefined ? {} : { id }),
    ...(note === undefined ? {} : { note }),
    each: textsOf(valueOf(map, "each")),
    across: textsOf(valueOf(map, "across")),
    except: textsOf(valueOf(map, "except")),
    forbid: textsOf(valueOf(map, "forbid")),
    ...(within === undefined ? {} : { within }),
    fields: textsOf(valueOf(map, "fields")),
    ...(pieces === undefined ? {} : { pieces }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(occasions === undefined ? {} : { occasions }),
    include: readInclude(valueOf(map, "include")),
    ...(some === undefined ? {} : { some }),
    sections: textsOf(valueOf(map, "sections")),
    range: map.entries[0]?.key.range ?? map.range,
  };
}

function readDuration(text: string | undefined): Duration | undefined {
  if (text === undefined) return undefined;
  return parseDuration(regularDuration(text) ?? text);
}

function readInclude(
  node: HeaderNode | undefined,
): readonly { readonly kind: string; readonly count: number }[] {
  const map = mapOf(node);
  if (map === undefined) {
    return textsOf(node).map((kind) => ({ kind, count: 1 }));
  }
  return map.entries.map(({ key, value }) => ({
    kind: key.text,
    count: countOf(value) ?? 1,
  }));
}

function readSome(
  map: HeaderMap | undefined,
): { readonly least: number; readonly of: readonly string[] } | undefined {
  const least = countOf(valueOf(map, "least"));
  const of = textsOf(valueOf(map, "of"));
  return least === undefined || of.length === 0 ? undefined : { least, of };
}
