// Puts the rules' pages into the server, so that a finding's link opens its
// page on every host and without any network.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export async function collectPages(
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const folder = path.join(root, "server/src/rules");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md"));
  const pages: Record<string, string> = {};
  for (const name of names.sort()) {
    pages[`rules/${name}`] = await readFile(path.join(folder, name), "utf8");
  }
  return new Map([
    [
      "server/src/generated/rulePages.js",
      `// Generated from server/src/rules/ by scripts/generate.ts.\nexport const rulePages = ${JSON.stringify(pages, undefined, 1)};\n`,
    ],
    [
      "server/src/generated/rulePages.d.ts",
      `// Generated from server/src/rules/ by scripts/generate.ts.
/** The text of each rule's page, by its path: \`rules/unknown-standard.md\`. */
export const rulePages: Readonly<Record<string, string>>;
`,
    ],
  ]);
}
