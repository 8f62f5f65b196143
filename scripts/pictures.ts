// Takes the README's pictures from the real editor with the packaged extension
// installed, so that they can be taken again whenever something looks other
// than it did.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import {
  completionLabels,
  openFile,
  placeCursorAfter,
  runCommand,
  treeRow,
  waitForLine,
  waitForSquiggle,
} from "../test/editors/editorPage.ts";
import { build } from "./build.ts";
import { repositoryRoot } from "./editors/cache.ts";
import { cleanUpOnSignals } from "./editors/processes.ts";
import {
  startBrowser,
  startServer,
  workbenchAddress,
} from "./editors/vscode.ts";
import { packExtension } from "./package.ts";

const pictures = path.join(repositoryRoot, "docs/pictures");
const size = { width: 1280, height: 760 };

async function main(): Promise<void> {
  cleanUpOnSignals();
  await build();
  await mkdir(pictures, { recursive: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-pictures-"));
  const sample = path.join(folder, "self-assessment");
  await cp(path.join(repositoryRoot, "samples/self-assessment"), sample, {
    recursive: true,
  });
  const server = await startServer({
    purpose: "tests",
    vsix: await packExtension(),
  });
  const browser = await startBrowser();
  try {
    const context = await browser.newContext({
      viewport: size,
      // What fades in would be half transparent in the picture.
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await page.goto(
      workbenchAddress(server, {
        open: sample,
        file: path.join(sample, "report/1-commitment.md"),
      }),
    );
    await takeCoverage(page);
    await takeCompletion(page);
    await takeProblems(page);
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

async function takeCoverage(page: Page): Promise<void> {
  await waitForLine(page, "Commitment to quality");
  await runCommand(page, "Focus on Coverage View");
  await treeRow(page, "QIF-3").waitFor();
  await treeRow(page, "QIF-1").first().click();
  await page.keyboard.press("ArrowRight");
  await treeRow(page, "QIF-1.4").waitFor();
  await runCommand(page, "Evidence Portfolio: Go to Next Gap");
  // Beside the editor, or its own hovers would close the one to be shown.
  await page.mouse.move(400, 20);
  await waitForSquiggle(page, "warning", "QIF-1.4");
  await page
    .locator(".monaco-hover:visible", { hasText: "Time and practice" })
    .first()
    .waitFor();
  await take(page, "coverage");
}

async function takeCompletion(page: Page): Promise<void> {
  await openFile(page, "e19-eastmere-access-check.md");
  await waitForLine(page, "evidence: E19");
  await placeCursorAfter(page, "evidence: E19");
  await page.keyboard.press("Enter");
  await page.keyboard.type("standards:");
  await page.keyboard.press("Enter");
  await page.keyboard.type("  - reach");
  await completionLabels(page);
  await take(page, "completion");
  await page.keyboard.press("Escape");
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press("Control+Z");
  }
}

async function takeProblems(page: Page): Promise<void> {
  await openFile(page, "3-labour-market.md");
  await waitForLine(page, "QIF-3.2");
  await runCommand(page, "Evidence Portfolio: Check Portfolio");
  await page
    .locator(".markers-panel .monaco-list-row", { hasText: "QIF-3.2" })
    .first()
    .waitFor();
  await take(page, "problems");
}

await main();
