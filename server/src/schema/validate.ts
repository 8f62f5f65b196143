// Checks a header or a pack against its JSON Schema and says what is wrong in
// our own words. The only place that knows ajv, which was compiled ahead of
// time into generated/validators.js.

import {
  entryOf,
  nodeAt,
  toPlain,
  type HeaderMap,
  type HeaderNode,
  type HeaderPath,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import { parseSpan, regularDuration, regularSpan } from "../model/calendar.ts";
import { validators, type SchemaError } from "../generated/validators.js";
import { schemaBelow, schemaFor } from "./schemaWalk.ts";
import { frontMatterSchema, roleSchema, type JsonSchema } from "./schemas.ts";

export type SchemaName = keyof typeof validators;

/** One thing that a header or pack says wrongly. */
export interface FieldProblem {
  readonly kind: "missing" | "wrong" | "irregular" | "unknown-key";
  /** The nearest key, as the author knows the field. */
  readonly field: string;
  readonly range: TextRange;
  /** What stands there, when it is a scalar. */
  readonly found?: string;
  /** Completes "expected …". */
  readonly expected: string;
  /** What the author meant, when that is certain. */
  readonly replacement?: string;
  /** For an unknown key: those that may stand in its place. */
  readonly known?: readonly string[];
}

const irregularForms: Record<string, (text: string) => string | undefined> = {
  date: regularSpan,
  duration: regularDuration,
};

/** Problems in document order; never more than one for each place. */
export function validate(
  name: SchemaName,
  root: HeaderMap,
): readonly FieldProblem[] {
  const validator = validators[name];
  const isValid = validator(toPlain(root));
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  for (const error of isValid ? [] : (validator.errors ?? [])) {
    // An "if" only repeats what its branch has already said.
    if (error.keyword === "if") continue;
    const key = missingKey(error) ?? unknownKey(error) ?? "";
    const place = `${error.instancePath} ${key}`;
    if (seen.has(place)) continue;
    seen.add(place);
    problems.push(problemOf(error, root));
  }
  if (name !== "framework" && name !== "crosswalk") {
    impossibleDates(
      schemaFor(frontMatterSchema, roleSchema(name), root),
      root,
      problems,
    );
  }
  return problems;
}

/** Dates of the right shape that no calendar has, and spans that run back. */
function impossibleDates(
  schema: JsonSchema,
  node: HeaderNode,
  problems: FieldProblem[],
  field = "",
): void {
  if (node.kind === "scalar") {
    const found = node.text.trim();
    if (schema.form !== "date" || schema.pattern === undefined) return;
    if (!patternOf(schema.pattern).test(found)) return;
    if (parseSpan(found) !== undefined) return;
    problems.push({
      kind: "wrong",
      field,
      range: node.range,
      found,
      expected: "a date that the calendar has, with the start before the end",
    });
    return;
  }
  const below = (
    step: string | number,
    value: HeaderNode | undefined,
  ): void => {
    const part = schemaBelow(frontMatterSchema, schema, step, value);
    if (part === undefined || value === undefined) return;
    const name = typeof step === "string" ? step : field;
    impossibleDates(part, value, problems, name);
  };
  if (node.kind === "list")
    node.items.forEach((item) => {
      below(0, item);
    });
  else
    node.entries.forEach(({ key, value }) => {
      below(key.text, value);
    });
}

/** The schemas have few patterns, and headers many dates. */
const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = new RegExp(source, "u");
    patterns.set(source, pattern);
  }
  return pattern;
}

function problemOf(error: SchemaError, root: HeaderMap): FieldProblem {
  const path = pathOf(error.instancePath);
  const { node, key } = nodeAt(root, path);
  const field = fieldName(path);
  const missing = missingKey(error);
  if (missing !== undefined) {
    const open = node.kind === "map" ? entryOf(node, missing) : undefined;
    return {
      kind: "missing",
      field: missing,
      range: open?.key.range ?? headOf(node, key),
      expected: expectedOf(partOf(error)),
    };
  }
  const unknown = unknownKey(error);
  if (unknown !== undefined) {
    const entry =
      node.kind === "map"
        ? node.entries.find((candidate) => candidate.key.text === unknown)
        : undefined;
    return {
      kind: "unknown-key",
      field: unknown,
      range: entry?.key.range ?? node.range,
      expected: "",
      known: keysLeft(partOf(error), node),
    };
  }
  const part = partOf(error);
  const expected = expectedOf(part);
  if (node.kind !== "scalar") {
    return { kind: "wrong", field, range: headOf(node, key), expected };
  }
  const found = node.text.trim();
  // Quotes around nothing: it is as if nothing stood there.
  if (found === "" && part.pattern === "\\S") {
    return {
      kind: "missing",
      field,
      range: key?.range ?? node.range,
      expected,
    };
  }
  const replacement = replacementFor(found, part);
  return {
    kind: replacement === undefined ? "wrong" : "irregular",
    field,
    range: node.range,
    found,
    expected,
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** What is surely meant: another form of the same value, or another case. */
function replacementFor(found: string, part: JsonSchema): string | undefined {
  if (part.form !== undefined) {
    const regular = irregularForms[part.form]?.(found);
    // A span where only a day may stand is not mended by writing it well.
    const fits =
      regular !== undefined && patternOf(part.pattern ?? "").test(regular);
    return fits ? regular : undefined;
  }
  const folded = foldWord(found);
  return part.enum?.find((value) => foldWord(value) === folded);
}

/** Case, blanks, hyphens and underscores set aside. */
export function foldWord(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, "");
}

function pathOf(pointer: string): HeaderPath {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function fieldName(path: HeaderPath): string {
  const name = path.findLast((step) => !/^\d+$/.test(String(step)));
  return name === undefined ? "the header" : String(name);
}

/** The first line of a list or map, rather than all of it. */
function headOf(node: HeaderNode, key: HeaderScalar | undefined): TextRange {
  if (node.kind === "map") return node.entries[0]?.key.range ?? node.range;
  return key?.range ?? node.range;
}

function missingKey(error: SchemaError): string | undefined {
  const missing = error.params["missingProperty"];
  return error.keyword === "required" && typeof missing === "string"
    ? missing
    : undefined;
}

function unknownKey(error: SchemaError): string | undefined {
  const extra = error.params["additionalProperty"];
  return error.keyword === "additionalProperties" && typeof extra === "string"
    ? extra
    : undefined;
}

/** Keys that a map may have and has not. */
function keysLeft(part: JsonSchema, node: HeaderNode): readonly string[] {
  return Object.keys(part.properties ?? {}).filter(
    (key) => node.kind !== "map" || entryOf(node, key) === undefined,
  );
}

/** The part of the schema that an error speaks of. */
function partOf(error: SchemaError): JsonSchema {
  const part = error.parentSchema;
  return typeof part === "object" && part !== null ? part : {};
}

function expectedOf(part: JsonSchema): string {
  return part.expected ?? "another value";
}
