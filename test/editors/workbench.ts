// What the suites that run in a real VS Code share: a copy of the fixture to
// work on, a server and a browser that end with the suite, and what is kept
// when something fails.
import { cp, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { BrowserContext } from "playwright-core";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { onInterrupt } from "../../scripts/editors/processes.ts";
import {
  keepFailure,
  type MochaEvent,
  runTestsInHost,
  type ServerOptions,
  startBrowser,
  startServer,
  type VsCodeServer,
} from "../../scripts/editors/vscode.ts";
import { createTally, type Outcome, type Tally } from "./tally.ts";

export interface Workbench {
  readonly server: VsCodeServer;
  readonly context: BrowserContext;
  /** A copy of the fixture portfolio. */
  readonly folder: string;
}

// Native modules that the installation leaves out because nothing needs them.
const expectedNoise = /bindings file|native-watchdog/;

/** Opens a workbench for `work`, and keeps its traces if the tally has failures. */
export async function withWorkbench(
  suite: string,
  options: Omit<ServerOptions, "purpose">,
  work: (workbench: Workbench, tally: Tally) => Promise<void>,
): Promise<Outcome> {
  const tally = createTally();
  const consoleLines: string[] = [];
  const { folder, remove } = await copyFixture();
  try {
    const server = await startServer({ purpose: "tests", ...options });
    try {
      await withContext(consoleLines, async (context) => {
        await work({ server, context, folder }, tally).catch(
          (error: unknown) => {
            tally.fail(
              suite,
              error instanceof Error ? error.message : String(error),
            );
          },
        );
        if (tally.outcome.failed === 0) return;
        const kept = path.join(repositoryRoot, "test-output", suite);
        await keepFailure(kept, context.pages(), consoleLines, server.log);
        console.log(`  Screenshot and logs: ${kept}`);
      });
    } finally {
      await server.stop();
    }
  } finally {
    await remove();
  }
  return tally.outcome;
}

/** A fresh browser context, so that no window remembers another. */
async function withContext(
  consoleLines: string[],
  work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
    });
    context.on("console", (message) => {
      const text = message.text();
      if (expectedNoise.test(text)) return;
      consoleLines.push(`${message.type()} ${text}`);
    });
    context.on("weberror", (error) => {
      consoleLines.push(`uncaught ${error.error().message}`);
    });
    await work(context);
  } finally {
    await browser.close();
  }
}

/** A copy of the fixture, so that no test writes into the repository. */
export async function copyFixture(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-fixture-"));
  const source = path.join(repositoryRoot, "test/editors/fixture");
  await cp(source, folder, { recursive: true });
  const forget = onInterrupt(remove);
  async function remove(): Promise<void> {
    forget();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { folder, remove };
}

/** Runs the Mocha suite at an address and counts it. */
export async function countHostSuite(
  context: BrowserContext,
  address: string,
  host: "node" | "web",
  tally: Tally,
): Promise<void> {
  const { code, events } = await runTestsInHost(context, address, (event) => {
    countMochaEvent(event, tally);
  });
  const start = events.find(({ event }) => event === "start");
  if (start !== undefined && start.host !== host) {
    tally.fail("suite", `It ran in the ${start.host ?? ""} extension host.`);
  }
  expectCompleteSuite(code, events, tally);
}

export function countMochaEvent(event: MochaEvent, tally: Tally): void {
  const title = event.title ?? "";
  if (event.event === "start") {
    console.log(`  ${title}, ${event.host ?? ""} extension host`);
  }
  if (event.event === "pass") tally.pass(title, event.ms);
  if (event.event === "skip") tally.skip(title);
  if (event.event === "fail") {
    tally.fail(title, event.stack ?? event.message ?? "");
  }
}

/** An exit code of 0 alone would also come from a suite without tests. */
export function expectCompleteSuite(
  code: number,
  events: readonly MochaEvent[],
  tally: Tally,
): void {
  const end = events.find(({ event }) => event === "end");
  if (end === undefined) tally.fail("suite", "It did not report its end.");
  else if (tally.outcome.passed === 0) tally.fail("suite", "No test passed.");
  else if (code !== 0 && tally.outcome.failed === 0) {
    tally.fail("suite", `The extension host ended with ${String(code)}.`);
  }
}
