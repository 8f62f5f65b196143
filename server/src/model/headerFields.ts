// Reads values out of a header tree. What is not of the wanted shape is absent
// here; saying so is the schema's business (schema/).

import {
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";

export function scalarOf(
  node: HeaderNode | undefined,
): HeaderScalar | undefined {
  return node?.kind === "scalar" ? node : undefined;
}

export function mapOf(node: HeaderNode | undefined): HeaderMap | undefined {
  return node?.kind === "map" ? node : undefined;
}

/** A scalar's text without surrounding blanks; absent when empty. */
export function textOf(node: HeaderNode | undefined): string | undefined {
  const text = scalarOf(node)?.text.trim();
  return text === undefined || text === "" ? undefined : text;
}

/** The texts of one value or a list of values. */
export function textsOf(node: HeaderNode | undefined): readonly string[] {
  return oneOrMany(node).flatMap((item) => textOf(item) ?? []);
}

/** The scalars of one value or a list of values. */
export function scalarsOf(
  node: HeaderNode | undefined,
): readonly HeaderScalar[] {
  return oneOrMany(node).flatMap((item) => scalarOf(item) ?? []);
}

/** A whole number of at least 1. */
export function countOf(node: HeaderNode | undefined): number | undefined {
  const text = textOf(node);
  if (text === undefined || !/^\d{1,9}$/.test(text)) return undefined;
  const count = Number(text);
  return count >= 1 ? count : undefined;
}

/** A whole number of at least 0. */
export function integerOf(node: HeaderNode | undefined): number | undefined {
  const text = textOf(node);
  return text !== undefined && /^\d{1,9}$/.test(text)
    ? Number(text)
    : undefined;
}

export function isTrue(node: HeaderNode | undefined): boolean | undefined {
  const text = textOf(node)?.toLowerCase();
  if (text === "true" || text === "yes") return true;
  if (text === "false" || text === "no") return false;
  return undefined;
}

/** The fields of a map that are there, each read alike. */
function optional<Key extends string, Value>(
  map: HeaderMap,
  keys: readonly Key[],
  read: (node: HeaderNode | undefined) => Value | undefined,
): Readonly<Partial<Record<Key, Value>>> {
  const found: Partial<Record<Key, Value>> = {};
  for (const key of keys) {
    const value = read(valueOf(map, key));
    if (value !== undefined) found[key] = value;
  }
  return found;
}

export function optionalTexts<Key extends string>(
  map: HeaderMap,
  keys: readonly Key[],
): Readonly<Partial<Record<Key, string>>> {
  return optional(map, keys, textOf);
}

export function optionalNumbers<Key extends string>(
  map: HeaderMap,
  keys: readonly Key[],
): Readonly<Partial<Record<Key, number>>> {
  return optional(map, keys, integerOf);
}
