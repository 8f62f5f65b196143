// Writes what is generated from what is declared elsewhere, or names what is
// stale. Files under server/src/generated are build products and not kept in
// the repository; the others are.

import { readFile, writeFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { collectPages } from "./generate/pages.ts";
import { compileValidators } from "./generate/validators.ts";

const root = path.resolve(import.meta.dirname, "..");

export interface GenerateOptions {
  /** Write stale files; otherwise only name them. */
  readonly write: boolean;
}

/** Paths, from the repository's root, of the files that were stale. */
export async function generate(
  options: GenerateOptions,
): Promise<readonly string[]> {
  // The build products come first and are always written: what follows is
  // made by code that imports them.
  await writeProducts(await compileValidators(root));
  const { compilePacks } = await import("./generate/packs.ts");
  await writeProducts(await compilePacks(root, await packFiles()));
  await writeProducts(await collectPages(root));
  const { keptFiles } = await import("./generate/kept.ts");
  const stale: string[] = [];
  for (const [file, content] of await keptFiles(root)) {
    if ((await textOf(file)) === content) continue;
    stale.push(file);
    if (options.write) await write(file, content);
  }
  return stale;
}

async function packFiles(): Promise<readonly string[]> {
  const names = await readdir(path.join(root, "frameworks"));
  return names.filter((name) => /\.(ya?ml|json)$/.test(name)).sort();
}

async function writeProducts(
  products: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [file, content] of products) {
    if ((await textOf(file)) !== content) await write(file, content);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(root, file), "utf8");
  } catch {
    return undefined;
  }
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}

if (process.argv[1] === import.meta.filename) {
  const check = process.argv.includes("--check");
  const stale = await generate({ write: !check });
  if (check && stale.length > 0) {
    console.error(
      `Stale, run \`npm run generate\`:\n${stale.map((file) => `  ${file}`).join("\n")}`,
    );
    process.exitCode = 1;
  }
}
