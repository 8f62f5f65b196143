// Packs the built extension into a .vsix, which is what `npm start` and the
// UI tests install: they then prove the package, not only the sources.
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "./build.ts";
import { repositoryRoot } from "./editors/cache.ts";
import { run } from "./editors/processes.ts";

/** Packs what is in dist/ and returns the path of the package. */
export async function packExtension(): Promise<string> {
  const manifest = JSON.parse(
    await readFile(path.join(repositoryRoot, "package.json"), "utf8"),
  ) as { readonly name: string; readonly version: string };
  const file = path.join(
    repositoryRoot,
    "dist",
    `${manifest.name}-${manifest.version}.vsix`,
  );
  await mkdir(path.dirname(file), { recursive: true });
  const { code, text } = await run(
    process.execPath,
    [
      path.join(repositoryRoot, "node_modules/@vscode/vsce/vsce"),
      "package",
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      ...["--out", file],
    ],
    { cwd: repositoryRoot },
  );
  if (code !== 0) throw new Error(`The extension was not packed:\n${text}`);
  return file;
}

if (process.argv[1] === import.meta.filename) {
  await build();
  console.log(await packExtension());
}
