// A cross-walk as plain data: which standards of one framework correspond to
// which of another. It stands in a pack, or in a file of its own. What its
// codes stand for depends on the catalogue and is in crosswalkRelations.ts.

import {
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
} from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import type { Member, Stated } from "./facts.ts";
import { isTrue, mapOf, scalarOf, textOf } from "./headerFields.ts";
import { readMembers } from "./readMembers.ts";

/** How far evidence for one standard serves another. */
export type RelationKind = "equivalent" | "partly";

export interface CrosswalkRelation {
  readonly kind: RelationKind;
  /** Whether it holds from `to` to `from` as well. */
  readonly bothWays: boolean;
  readonly from: readonly Member[];
  readonly to: readonly Member[];
  readonly note?: string;
  /** Where its kind stands. */
  readonly range: TextRange;
}

export interface Crosswalk {
  /** Absent where it stands in the pack of its first framework. */
  readonly name?: string;
  readonly title?: string;
  readonly author?: string;
  readonly source?: string;
  readonly note?: string;
  readonly confidence?: string;
  /** The framework whose evidence is looked at; with an edition or without. */
  readonly from: Stated;
  readonly to: Stated;
  readonly relations: readonly CrosswalkRelation[];
  readonly file: string;
  readonly isShipped: boolean;
}

type Place = Pick<Crosswalk, "file" | "isShipped">;

/** Whether a file is a cross-walk of its own and no framework pack. */
export function isCrosswalkFile(root: HeaderMap): boolean {
  return root.entries.some(({ key }) => key.text === "crosswalk");
}

/** Reads a cross-walk with a file of its own; without a name it is none. */
export function readCrosswalkFile(
  root: HeaderMap,
  { file, isShipped }: Place,
): Crosswalk | undefined {
  const place = { file, isShipped };
  const name = textOf(valueOf(root, "crosswalk"));
  const from = scalarOf(valueOf(root, "from"));
  if (name === undefined || from === undefined) return undefined;
  return readCrosswalk(root, { text: from.text, range: from.range }, place, {
    name,
  });
}

/** Reads the cross-walks that stand in a pack. */
export function readPackCrosswalks(
  node: HeaderNode | undefined,
  own: Stated,
  place: Place,
): readonly Crosswalk[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    return map === undefined ? [] : (readCrosswalk(map, own, place) ?? []);
  });
}

function readCrosswalk(
  map: HeaderMap,
  from: Stated,
  place: Place,
  named: Pick<Crosswalk, "name"> = {},
): Crosswalk | undefined {
  const to = scalarOf(valueOf(map, "to"));
  if (to === undefined) return undefined;
  return {
    ...named,
    ...textsAt(map, ["title", "author", "source", "note", "confidence"]),
    from,
    to: { text: to.text, range: to.range },
    relations: oneOrMany(valueOf(map, "relations")).flatMap(
      (item) => readRelation(mapOf(item)) ?? [],
    ),
    ...place,
  };
}

function readRelation(
  map: HeaderMap | undefined,
): CrosswalkRelation | undefined {
  const kind = scalarOf(valueOf(map, "kind"));
  if (kind?.text !== "equivalent" && kind?.text !== "partly") return undefined;
  const bothWays = isTrue(valueOf(map, "bothWays"));
  const note = textOf(valueOf(map, "note"));
  return {
    kind: kind.text,
    bothWays: bothWays ?? kind.text === "equivalent",
    from: readMembers(valueOf(map, "from")),
    to: readMembers(valueOf(map, "to")),
    ...(note === undefined ? {} : { note }),
    range: kind.range,
  };
}

function textsAt<Key extends string>(
  map: HeaderMap,
  keys: readonly Key[],
): Readonly<Partial<Record<Key, string>>> {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const text = textOf(valueOf(map, key));
    if (text !== undefined) found[key] = text;
  }
  return found;
}
