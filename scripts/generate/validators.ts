// Compiles the JSON Schemas into plain functions, so that no code is generated
// at run time, where a browser's content policy would forbid it.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

// Absolute only here, because references between schemas are resolved as URLs.
const frontMatterId = "schema:/front-matter.schema.json";
const frameworkId = "schema:/framework.schema.json";

/** Our annotations; they constrain nothing. */
const annotations = ["expected", "form"];

export async function compileValidators(
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const ajv = new Ajv2020({
    allErrors: true,
    coerceTypes: true,
    strict: false,
    // Errors carry the part of the schema that they speak of.
    verbose: true,
    code: { source: true, esm: true, lines: false },
  });
  for (const annotation of annotations) ajv.addKeyword(annotation);
  for (const [id, file] of [
    [frontMatterId, "front-matter.schema.json"],
    [frameworkId, "framework.schema.json"],
  ] as const) {
    const text = await readFile(path.join(root, "schemas", file), "utf8");
    ajv.addSchema({ ...(JSON.parse(text) as object), $id: id });
  }
  const names = ["portfolio", "evidence", "review", "narrative"] as const;
  const crosswalkId = "schema:/crosswalk";
  ajv.addSchema({
    $id: crosswalkId,
    $ref: `${frameworkId}#/$defs/crosswalkFile`,
  });
  const refs: Record<string, string> = {
    framework: frameworkId,
    crosswalk: crosswalkId,
  };
  for (const name of names) {
    const id = `schema:/${name}`;
    ajv.addSchema({ $id: id, $ref: `${frontMatterId}#/$defs/${name}` });
    refs[name] = id;
  }
  // The namespace object differs between CommonJS interop flavours.
  const generate = (
    "default" in standalone ? standalone.default : standalone
  ) as (instance: Ajv2020, refs: Record<string, string>) => string;
  const source = generate(ajv, refs);
  const bundled = await build({
    stdin: { contents: source, resolveDir: root, loader: "js" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    write: false,
    minifySyntax: true,
  });
  const code = bundled.outputFiles[0]?.text ?? "";
  const exported = ["framework", "crosswalk", ...names];
  return new Map([
    [
      "server/src/generated/validators.js",
      `// Generated from schemas/ by scripts/generate.ts.\n${code}\nexport const validators = { ${exported.join(", ")} };\n`,
    ],
    [
      "server/src/generated/validators.d.ts",
      `// Generated from schemas/ by scripts/generate.ts.
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: unknown;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export const validators: Readonly<
  Record<${exported.map((name) => `"${name}"`).join(" | ")}, Validator>
>;
`,
    ],
  ]);
}
