// Finds the part of a schema that speaks of a place in a header, for messages
// about keys and for completion.

import type {
  HeaderMap,
  HeaderNode,
  HeaderScalar,
} from "../syntax/headerTree.ts";
import { entryOf } from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import { editDistance } from "../model/nearest.ts";
import { dereference, type JsonSchema } from "./schemas.ts";

/**
 * The schema for a value of this shape: references followed and the branch of
 * `if` chosen. Without a node all `if`s are taken to fail, as for a scalar.
 */
export function schemaFor(
  root: JsonSchema,
  part: JsonSchema,
  node: HeaderNode | undefined,
): JsonSchema {
  let schema = dereference(root, part);
  for (let depth = 0; depth < 8 && schema.if !== undefined; depth += 1) {
    const branch = branchOf(root, schema, matches(schema.if, node));
    schema = branch.schema;
    if (branch.isLast) break;
  }
  return schema;
}

interface Branch {
  readonly schema: JsonSchema;
  /** It stands beside other fields: no `if` of its own is looked at. */
  readonly isLast: boolean;
}

/** The branches of parts with an `if`: every value of a header asks for one. */
const thenBranches = new WeakMap<JsonSchema, Branch>();
const elseBranches = new WeakMap<JsonSchema, Branch>();

function branchOf(
  root: JsonSchema,
  schema: JsonSchema,
  isMatch: boolean,
): Branch {
  const known = isMatch ? thenBranches : elseBranches;
  let branch = known.get(schema);
  if (branch === undefined) {
    branch = findBranch(root, schema, isMatch ? schema.then : schema.else);
    known.set(schema, branch);
  }
  return branch;
}

function findBranch(
  root: JsonSchema,
  schema: JsonSchema,
  branch: JsonSchema | undefined,
): Branch {
  if (branch === undefined) {
    return { schema: withoutBranches(schema), isLast: true };
  }
  const { description, form } = schema;
  const chosen = dereference(root, branch);
  // A branch beside fields asks for more of them, and describes no other map.
  if (schema.properties !== undefined) {
    const required = [...(schema.required ?? []), ...(chosen.required ?? [])];
    return { schema: { ...withoutBranches(schema), required }, isLast: true };
  }
  return {
    schema: {
      ...(description === undefined ? {} : { description }),
      ...(form === undefined ? {} : { form }),
      ...chosen,
    },
    isLast: false,
  };
}

function withoutBranches(schema: JsonSchema): JsonSchema {
  const { if: _if, then: _then, else: _else, ...rest } = schema;
  return rest;
}

function matches(condition: JsonSchema, node: HeaderNode | undefined): boolean {
  if (condition.type !== undefined) {
    const type =
      node === undefined || node.kind === "scalar"
        ? "string"
        : node.kind === "list"
          ? "array"
          : "object";
    if (condition.type !== type) return false;
  }
  return (condition.required ?? []).every(
    (key) => node?.kind === "map" && entryOf(node, key) !== undefined,
  );
}

/** The schema of one step down: a key of a map or an item of a list. */
export function schemaBelow(
  root: JsonSchema,
  schema: JsonSchema,
  step: string | number,
  node: HeaderNode | undefined,
): JsonSchema | undefined {
  const below =
    typeof step === "number"
      ? schema.items
      : (schema.properties?.[step] ??
        (typeof schema.additionalProperties === "object"
          ? schema.additionalProperties
          : undefined));
  return below === undefined ? undefined : schemaFor(root, below, node);
}

/** A key that is surely a misspelling of one that we read. */
export interface MisspeltKey {
  readonly key: string;
  readonly meant: string;
  readonly range: TextRange;
}

/** All misspelt keys below a map; other tools' keys are left alone. */
export function findMisspeltKeys(
  root: JsonSchema,
  schema: JsonSchema,
  map: HeaderMap,
): readonly MisspeltKey[] {
  const found: MisspeltKey[] = [];
  walk(root, schemaFor(root, schema, map), map, found);
  return found;
}

function walk(
  root: JsonSchema,
  schema: JsonSchema,
  node: HeaderNode,
  found: MisspeltKey[],
): void {
  if (node.kind === "list") {
    for (const item of node.items) {
      const below = schemaBelow(root, schema, 0, item);
      if (below !== undefined) walk(root, below, item, found);
    }
  }
  if (node.kind !== "map") return;
  const { properties } = schema;
  const isOpen = typeof schema.additionalProperties === "object";
  for (const { key, value } of node.entries) {
    if (!isOpen && properties && !Object.hasOwn(properties, key.text)) {
      const meant = misspelling(key, Object.keys(properties), node);
      if (meant !== undefined) {
        found.push({ key: key.text, meant, range: key.range });
      }
    }
    if (value === undefined) continue;
    const below = schemaBelow(root, schema, key.text, value);
    if (below !== undefined) walk(root, below, value, found);
  }
}

// Words that other tools use, though they are one slip from one of ours, and
// a role key where it is no role: that has a finding of its own.
const otherWords = new Set([
  "data",
  "dates",
  "state",
  "name",
  "role",
  "review",
  "reviews",
]);

function misspelling(
  key: HeaderScalar,
  known: readonly string[],
  map: HeaderMap,
): string | undefined {
  const word = key.text.toLowerCase();
  if (otherWords.has(word)) return undefined;
  const plain = word.replace(/[\s_-]/g, "");
  return known.find(
    (candidate) =>
      isSlipOf(plain, candidate.toLowerCase()) &&
      entryOf(map, candidate) === undefined,
  );
}

function isSlipOf(word: string, wanted: string): boolean {
  if (word === wanted) return true;
  // A word that goes on after a short key is another word.
  if (wanted.length <= 3) return false;
  const slips = wanted.length > 5 ? 2 : 1;
  return editDistance(word, wanted, slips) <= slips;
}
