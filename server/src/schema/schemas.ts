// The JSON Schemas as data, for wording and for completion. Beside JSON
// Schema's own words they carry `expected`, which completes "expected …", and
// `form`, which says what kind of text a string is.

import framework from "../../../schemas/framework.schema.json" with { type: "json" };
import frontMatter from "../../../schemas/front-matter.schema.json" with { type: "json" };

/** The part of JSON Schema that our schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly expected?: string;
  readonly form?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Values that completion offers where any may stand. */
  readonly examples?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

export const frontMatterSchema: JsonSchema = frontMatter;
export const frameworkSchema: JsonSchema = framework;
/** A file that is a cross-walk and no pack. */
export const crosswalkSchema: JsonSchema =
  frameworkSchema.$defs?.["crosswalkFile"] ?? {};

/** What parts that refer to a definition come to: the same at every look. */
const followed = new WeakMap<JsonSchema, JsonSchema>();

/** Follows `$ref` to the definition it names. A part belongs to one schema. */
export function dereference(root: JsonSchema, part: JsonSchema): JsonSchema {
  if (part.$ref === undefined) return part;
  let target = followed.get(part);
  if (target === undefined) {
    target = follow(root, part, part.$ref);
    followed.set(part, target);
  }
  return target;
}

function follow(root: JsonSchema, part: JsonSchema, ref: string): JsonSchema {
  const name = /^#\/\$defs\/(.+)$/.exec(ref)?.[1];
  if (name === undefined) return part;
  const target = root.$defs?.[name];
  if (target === undefined) return part;
  const description = part.description ?? target.description;
  return {
    ...dereference(root, target),
    ...(description === undefined ? {} : { description }),
  };
}

export type Role = "portfolio" | "evidence" | "review" | "narrative";

export function roleSchema(role: Role): JsonSchema {
  return frontMatterSchema.$defs?.[role] ?? {};
}
