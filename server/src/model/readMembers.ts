// Reads a `standards` field in each of its forms into a flat list of members:
// one code, a list, a map from a unit to bare members, a map with `standard`,
// `at` and `shows`.

import {
  entryOf,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { Member, Stated } from "./facts.ts";
import { scalarOf, textOf } from "./headerFields.ts";

export function readMembers(node: HeaderNode | undefined): readonly Member[] {
  const members: Member[] = [];
  if (node !== undefined) collect(node, undefined, members);
  return members;
}

function collect(
  node: HeaderNode,
  under: Stated | undefined,
  members: Member[],
): void {
  switch (node.kind) {
    case "scalar":
      members.push(member(node, under));
      return;
    case "list":
      for (const item of node.items) collect(item, under, members);
      return;
    case "map":
      if (entryOf(node, "standard") === undefined) {
        collectUnderKeys(node, members);
      } else collectDetailed(node, under, members);
  }
}

function collectDetailed(
  map: HeaderMap,
  under: Stated | undefined,
  members: Member[],
): void {
  const standard = scalarOf(valueOf(map, "standard"));
  if (standard === undefined) return;
  const at = textOf(valueOf(map, "at"));
  const shows = textOf(valueOf(map, "shows"));
  members.push({
    ...member(standard, under),
    ...(at === undefined ? {} : { at }),
    ...(shows === undefined ? {} : { shows }),
  });
}

function collectUnderKeys(map: HeaderMap, members: Member[]): void {
  for (const { key, value } of map.entries) {
    if (value === undefined)
      members.push({ ...member(key, undefined), isKey: true });
    else collect(value, { text: key.text, range: key.range }, members);
  }
}

function member(scalar: HeaderScalar, under: Stated | undefined): Member {
  return {
    text: scalar.text,
    range: scalar.range,
    style: scalar.style,
    ...(under === undefined ? {} : { under }),
  };
}
