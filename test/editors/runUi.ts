// What a person sees in VS Code with the packaged extension installed: this
// proves the manifest and the package as well as the features. Screenshots of
// each step are kept in test-output/ui.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { packExtension } from "../../scripts/package.ts";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { workbenchAddress } from "../../scripts/editors/vscode.ts";
import {
  completionLabels,
  openFile,
  placeCursorAfter,
  runCommand,
  takeQuickFix,
  treeRow,
  waitForLine,
  waitForProblem,
  waitForSquiggle,
} from "./editorPage.ts";
import type { Outcome } from "./tally.ts";
import { withWorkbench } from "./workbench.ts";

export async function runUi(): Promise<Outcome> {
  const screenshots = path.join(repositoryRoot, "test-output/ui");
  await mkdir(screenshots, { recursive: true });
  return withWorkbench(
    "ui",
    { vsix: await packExtension() },
    async ({ server, context, folder }, tally) => {
      const page = await context.newPage();
      const step = async (
        name: string,
        title: string,
        work: () => Promise<unknown>,
      ): Promise<void> => {
        await tally.check(title, work);
        await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
      };
      await page.goto(
        workbenchAddress(server, {
          open: folder,
          file: path.join(folder, "evidence/e02.md"),
        }),
      );
      await step("1-squiggles", "squiggles under the right words", async () => {
        await waitForLine(page, "evidence: E02");
        await waitForSquiggle(page, "error", "QIF-1.77");
        await waitForSquiggle(page, "hint", "qif 1.3");
      });
      await step("2-problems", "an entry in the Problems panel", () =>
        waitForProblem(page, "QIF-1.77"),
      );
      await step("3-quick-fix", "a quick fix mends the code", async () => {
        await placeCursorAfter(page, "qif 1.");
        await takeQuickFix(page, "QIF-1.3");
        await waitForLine(page, "- QIF-1.3");
      });
      await step("4-completion", "the best code is offered first", async () => {
        await placeCursorAfter(page, "QIF-1.77");
        await page.keyboard.press("Enter");
        await page.keyboard.type("- QIF-1.");
        await page.keyboard.press("Control+Space");
        const [first] = await completionLabels(page);
        if (first !== "QIF-1.2")
          throw new Error(`${first ?? "Nothing"} is first.`);
        await page.screenshot({
          path: path.join(screenshots, "4-completion-popup.png"),
        });
        await page.keyboard.press("Enter");
        await waitForLine(page, "- QIF-1.2");
      });
      await step("5-tree", "the coverage tree is filled", async () => {
        await runCommand(page, "Focus on Coverage View");
        await treeRow(page, "QIF-1").waitFor();
      });
      await step("6-heading", "a squiggle in a report's heading", async () => {
        await openFile(page, "report.md");
        await waitForSquiggle(page, "error", "QIF-1.9");
      });
    },
  );
}
