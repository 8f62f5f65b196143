// Compiles the shipped packs and cross-walks, so that no YAML is parsed at
// start. One with any problem stops the build.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { buildCatalogue } from "../../server/src/model/catalogue.ts";
import { crosswalkProblems } from "../../server/src/model/crosswalkRelations.ts";
import {
  readFrameworkPack,
  type FrameworkPack,
  type PackProblem,
} from "../../server/src/model/frameworkPack.ts";

export async function compilePacks(
  root: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts: { file: string; text: string }[] = [];
  const packs: FrameworkPack[] = [];
  for (const file of files) {
    const text = await readFile(path.join(root, "frameworks", file), "utf8");
    const pack = readFrameworkPack({ file, text, isShipped: true });
    if (pack.framework === undefined && pack.crosswalk === undefined) {
      throw new Error(`${file}: ${pack.problems[0]?.message ?? "nothing"}`);
    }
    texts.push({ file, text });
    packs.push(pack);
  }
  const frameworks = packs.flatMap(({ framework }) => framework ?? []);
  const crosswalks = packs.flatMap(({ crosswalk }) => crosswalk ?? []);
  const catalogue = buildCatalogue(frameworks, crosswalks);
  for (const pack of packs) {
    refuse(pack.file, [
      ...pack.problems,
      ...crosswalkProblems(catalogue, pack),
    ]);
  }
  return new Map([
    [
      "server/src/generated/shippedPacks.js",
      parsed("shipped", { frameworks, crosswalks }),
    ],
    [
      "server/src/generated/shippedPacks.d.ts",
      `// Generated from frameworks/ by scripts/generate.ts.
import type { Shipped } from "../model/snapshot.ts";
export const shipped: Shipped;
`,
    ],
    ["server/src/generated/shippedTexts.js", parsed("shippedTexts", texts)],
    [
      "server/src/generated/shippedTexts.d.ts",
      `// Generated from frameworks/ by scripts/generate.ts.
/** A shipped file of frameworks/: its name and its text. */
interface ShippedText {
  readonly file: string;
  readonly text: string;
}
export const shippedTexts: readonly ShippedText[];
`,
    ],
  ]);
}

/** As text in a call, because engines read JSON faster than source code. */
function parsed(name: string, value: unknown): string {
  const json = JSON.stringify(JSON.stringify(value));
  return `// Generated from frameworks/ by scripts/generate.ts.\nexport const ${name} = JSON.parse(${json});\n`;
}

function refuse(file: string, problems: readonly PackProblem[]): void {
  const [problem] = problems;
  if (problem === undefined) return;
  throw new Error(`${file}:${problem.range.startLine + 1}: ${problem.message}`);
}
