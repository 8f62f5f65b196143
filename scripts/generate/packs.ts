// Compiles the shipped packs, so that no YAML is parsed at start. A pack with
// any problem stops the build.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";

export async function compilePacks(
  root: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const packs: object[] = [];
  for (const file of files) {
    const text = await readFile(path.join(root, "frameworks", file), "utf8");
    const { framework, problems } = readFrameworkPack({
      file,
      text,
      isShipped: true,
    });
    const [problem] = problems;
    if (framework === undefined || problem !== undefined) {
      const place = `${file}:${(problem?.range.startLine ?? 0) + 1}`;
      throw new Error(`${place}: ${problem?.message ?? "no framework"}`);
    }
    packs.push({ file, text, framework });
  }
  // As text in a call, because engines read JSON faster than source code.
  const json = JSON.stringify(JSON.stringify(packs));
  return new Map([
    [
      "server/src/generated/shippedPacks.js",
      `// Generated from frameworks/ by scripts/generate.ts.\nexport const shippedPacks = JSON.parse(${json});\n`,
    ],
    [
      "server/src/generated/shippedPacks.d.ts",
      `// Generated from frameworks/ by scripts/generate.ts.
import type { Framework } from "../model/framework.ts";
/** A shipped pack: its file's name, its text and the framework it describes. */
export interface ShippedPack {
  readonly file: string;
  readonly text: string;
  readonly framework: Framework;
}
export const shippedPacks: readonly ShippedPack[];
`,
    ],
  ]);
}
