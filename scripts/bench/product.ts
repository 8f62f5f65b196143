// What a user's editor pays for the extension: the size of its package, and
// its activation in a real VS Code.
import { mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import * as esbuild from "esbuild";
import { cacheFolder, repositoryRoot } from "../editors/cache.ts";
import {
  runTestsInHost,
  startBrowser,
  startServer,
  workbenchAddress,
} from "../editors/vscode.ts";
import { packExtension } from "../package.ts";
import type { Record } from "./figures.ts";

/** Whether what `npm test` downloads for an editor is there already. */
export async function isCached(name: string): Promise<boolean> {
  const entries = await readdir(cacheFolder());
  return entries.some(
    (entry) => entry.startsWith(`${name}-`) && !entry.endsWith(".part"),
  );
}

export async function measurePackage(record: Record): Promise<void> {
  const { size } = await stat(await packExtension());
  record("package megabytes", size / 1e6);
}

/** The embedded VS Code, an empty folder and a suite that only activates. */
export async function measureActivation(
  parent: string,
  record: Record,
): Promise<void> {
  const folder = path.join(parent, "empty");
  await mkdir(folder, { recursive: true });
  const suite = path.join(parent, "activationSuite.cjs");
  await esbuild.build({
    absWorkingDir: repositoryRoot,
    entryPoints: ["scripts/bench/activationSuite.ts"],
    outfile: suite,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "error",
  });
  await esbuild.stop();
  const server = await startServer({ purpose: "tests" });
  try {
    const browser = await startBrowser();
    try {
      const address = workbenchAddress(server, {
        open: folder,
        extension: repositoryRoot,
        tests: suite,
      });
      const context = await browser.newContext();
      const { code, events } = await runTestsInHost(
        context,
        address,
        () => undefined,
      );
      const [own, markdown] = events.map(({ ms }) => ms);
      if (code !== 0 || own === undefined) {
        throw new Error("The extension was not activated in VS Code.");
      }
      record("activation", own);
      record("activation of Markdown", markdown);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
