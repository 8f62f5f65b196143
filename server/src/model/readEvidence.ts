// Reads evidence: one item, or a log of many.

import {
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import { parseSpan, regularSpan } from "./calendar.ts";
import type {
  EvidenceFacts,
  Person,
  Stated,
  StatedDate,
  StatedFile,
  StatedId,
} from "./facts.ts";
import { mapOf, scalarOf, scalarsOf, textOf, textsOf } from "./headerFields.ts";
import { readMembers } from "./readMembers.ts";

export function readEvidence(root: HeaderMap): readonly EvidenceFacts[] {
  const node = valueOf(root, "evidence");
  if (node?.kind === "list") {
    return node.items.flatMap((item) => {
      const map = mapOf(item);
      const id = scalarOf(valueOf(map, "id"));
      return map === undefined || id === undefined ? [] : [readItem(id, map)];
    });
  }
  const id = scalarOf(node);
  return id === undefined ? [] : [readItem(id, root)];
}

function readItem(id: HeaderScalar, map: HeaderMap): EvidenceFacts {
  const title = textOf(valueOf(map, "title"));
  const date = readDate(valueOf(map, "date"));
  const reviewed = readDate(valueOf(map, "reviewed"));
  const [witness] = readPeople(valueOf(map, "witness"));
  const held = readHeld(valueOf(map, "held"));
  return {
    id: statedId(id),
    ...(title === undefined ? {} : { title }),
    kinds: scalarsOf(valueOf(map, "kind")).map(stated),
    ...(date === undefined ? {} : { date }),
    ...(reviewed === undefined ? {} : { reviewed }),
    authors: textsOf(valueOf(map, "author")),
    ...(witness === undefined ? {} : { witness }),
    ...(held === undefined ? {} : { held }),
    files: readFiles(valueOf(map, "file")),
    standards: readMembers(valueOf(map, "standards")),
    tags: scalarsOf(valueOf(map, "tags")).map(stated),
    fields: map.entries.flatMap(({ key, value }) =>
      value === undefined ? [] : [key.text],
    ),
  };
}

export function stated(scalar: HeaderScalar): Stated {
  return { text: scalar.text.trim(), range: scalar.range };
}

/** An ID, with how it is written: a rename keeps that. */
export function statedId(scalar: HeaderScalar): StatedId {
  const { style, origin } = scalar;
  return {
    ...stated(scalar),
    ...(style === "plain" ? {} : { style }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/** A date or span, in ISO form or another that is certain. */
export function readDate(node: HeaderNode | undefined): StatedDate | undefined {
  const scalar = scalarOf(node);
  if (scalar === undefined) return undefined;
  const text = scalar.text.trim();
  const span = parseSpan(text) ?? parseSpan(regularSpan(text) ?? "");
  return span === undefined
    ? undefined
    : { text, range: scalar.range, ...span };
}

/** People by name, or by name and role. */
export function readPeople(node: HeaderNode | undefined): readonly Person[] {
  return oneOrMany(node).map((item) => {
    const map = mapOf(item);
    const name =
      map === undefined ? textOf(item) : textOf(valueOf(map, "name"));
    const role = textOf(valueOf(map, "role"));
    return {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
    };
  });
}

function readHeld(node: HeaderNode | undefined): string | undefined {
  return textOf(node) ?? textOf(valueOf(mapOf(node), "at"));
}

function readFiles(node: HeaderNode | undefined): readonly StatedFile[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const url = scalarOf(valueOf(map, "url"));
    const path =
      map === undefined ? scalarOf(item) : scalarOf(valueOf(map, "path"));
    const place = path ?? url;
    if (place === undefined) return [];
    const caption = textOf(valueOf(map, "caption"));
    return [
      {
        ...stated(place),
        isUrl: path === undefined || /^[a-z][a-z0-9+.-]+:\/\//i.test(path.text),
        ...(caption === undefined ? {} : { caption }),
      },
    ];
  });
}
