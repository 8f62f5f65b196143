// Measures the built language server on generated portfolios, beside a server
// that does nothing, a bare scan of the files and Microsoft's Markdown server,
// and prints which targets are met. Only ratios taken in one run mean
// anything: see docs/performance.md.
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.ts";
import { groups, isGroup, type Group } from "./bench/groups.ts";
import { isCached } from "./bench/product.ts";
import { bundlePrograms } from "./bench/programs.ts";
import { Run, type RunOptions } from "./bench/run.ts";
import { cleanUpOnSignals, onInterrupt } from "./editors/processes.ts";

interface Options extends RunOptions {
  /** A built server other than the one in dist/. */
  readonly server: string | undefined;
}

async function readOptions(): Promise<Options> {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "100,10000" },
      rounds: { type: "string", default: "3" },
      only: { type: "string" },
      "peer-rounds": { type: "string", default: "1" },
      "no-peer": { type: "boolean", default: false },
      editors: { type: "boolean", default: false },
      browser: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      server: { type: "string" },
    },
  });
  const { json, server, editors, browser } = values;
  const sizes = values.size.split(",").map(Number);
  const rounds = Number(values.rounds);
  const peerRounds = values["no-peer"] ? 0 : Number(values["peer-rounds"]);
  if (![...sizes, rounds].every((one) => Number.isInteger(one) && one > 0)) {
    throw new Error("--size takes numbers between commas, --rounds a number.");
  }
  if (!Number.isInteger(peerRounds)) {
    throw new Error("--peer-rounds takes a number.");
  }
  const wanted = await readGroups(values.only, editors, browser);
  return { sizes, rounds, peerRounds, groups: wanted, json, server };
}

async function readGroups(
  only: string | undefined,
  editors: boolean,
  browser: boolean,
): Promise<ReadonlySet<Group>> {
  const words = only?.split(",") ?? groups;
  const wanted = new Set(words.filter(isGroup));
  if (wanted.size < words.length) {
    throw new Error(`--only takes some of ${groups.join(", ")}.`);
  }
  if (only !== undefined) return wanted;
  // What would be downloaded for a bench has to be asked for.
  const hasBrowser = await isCached("chromium");
  const hasEditor = hasBrowser && (await isCached("vscode-server"));
  if (!editors && !hasEditor) wanted.delete("activation");
  if (!browser && !hasBrowser) wanted.delete("browser");
  return wanted;
}

async function main(): Promise<void> {
  cleanUpOnSignals();
  const options = await readOptions();
  if (options.server === undefined) await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-bench-"));
  const removeFolder = (): Promise<void> =>
    rm(folder, { recursive: true, force: true });
  const forget = onInterrupt(removeFolder);
  try {
    const programs = await bundlePrograms(folder, options.server);
    await new Run(options, programs, folder).measure();
  } finally {
    forget();
    await removeFolder();
  }
}

await main();
