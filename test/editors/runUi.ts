// What a person sees in VS Code with the packaged extension installed: this
// proves the manifest and the package as well as the features. Screenshots of
// each step are kept in test-output/ui.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { packExtension } from "../../scripts/package.ts";
import { repositoryRoot } from "../../scripts/editors/cache.ts";
import { workbenchAddress } from "../../scripts/editors/vscode.ts";
import {
  answer,
  completionLabels,
  expandRow,
  openFile,
  openRows,
  openRulePage,
  placeCursorAfter,
  runCommand,
  takeQuickFix,
  treeRow,
  waitForLine,
  waitForMessage,
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
      await step("6-live-tree", "the tree follows the text", async () => {
        await expandRow(page, "QIF-1", /QIF-1\.2/);
        await treeRow(page, /QIF-1\.2.*covered · 1 piece/).waitFor();
        await treeRow(page, /QIF-1\.4.*uncovered/).waitFor();
      });
      await step("7-gaps-only", "the tree shows gaps only", async () => {
        await runCommand(page, "Evidence Portfolio: Show Gaps Only");
        await treeRow(page, /QIF-1\.2/).waitFor({ state: "detached" });
        await treeRow(page, /QIF-1\.4.*uncovered/).waitFor();
      });
      await step("8-heading", "a squiggle in a report's heading", async () => {
        await openFile(page, "report.md");
        await waitForSquiggle(page, "error", "QIF-1.9");
      });
      await step("9-rule-page", "a finding's code opens its page", async () => {
        await waitForProblem(page, "QIF-1.9");
        await openRulePage(page, "unknown-standard");
        await waitForLine(page, "# unknown-standard");
        await runCommand(page, "View: Close Editor");
        await waitForLine(page, "QIF-1.9");
      });
      await step("10-new-evidence", "a new piece of evidence", async () => {
        await runCommand(page, "Evidence Portfolio: New Evidence…");
        await answer(page, "What is it", "Board minutes, May");
        await answer(page, "What kind", "minutes");
        await answer(page, "Which standards", "1.4");
        await waitForLine(page, "evidence: E03");
        await waitForLine(page, "- QIF-1.4");
        await treeRow(page, /QIF-1\.4/).waitFor({ state: "detached" });
      });
      await step("11-new-portfolio", "a new portfolio", async () => {
        await runCommand(page, "Evidence Portfolio: New Portfolio…");
        await answer(page, "What is it?", "Qualification");
        await answer(page, "Which qualification?", "ERS-L3-CERT");
        await answer(page, "Which optional units?", "");
        await answer(page, "Its title", "A diploma");
        await answer(page, "Where does it go?", "diploma/portfolio.md");
        await waitForLine(page, "- ERS-L3-CERT");
        await waitForSquiggle(page, "warning", "ERS-L3-CERT");
      });
      await step("12-check", "Check Portfolio says what is found", async () => {
        await runCommand(page, "View: Hide Panel");
        await page.locator(".markers-panel").waitFor({ state: "hidden" });
        await runCommand(page, "Evidence Portfolio: Check Portfolio");
        await page.locator(".markers-panel").waitFor();
        await waitForMessage(
          page,
          /A diploma: .+\. \d+ errors?, \d+ warnings?, \d+ others?\.$/,
        );
      });
      const many = "of many portfolios that of the document is open";
      await step("13-many-portfolios", many, async () => {
        for (const name of ["Kilburn", "Leith", "Moss Side"]) {
          const place = path.join(folder, name);
          const text = `---\nportfolio: general\ntitle: ${name}\nstandards: QIF-2\n---\n`;
          await mkdir(place);
          await writeFile(path.join(place, "portfolio.md"), text);
        }
        await page.goto(
          workbenchAddress(server, {
            open: folder,
            file: path.join(folder, "Leith/portfolio.md"),
          }),
        );
        await waitForLine(page, "title: Leith");
        await runCommand(page, "Focus on Coverage View");
        await treeRow(page, "Moss Side").waitFor();
        await treeRow(page, /QIF-2/).waitFor();
        const open = await openRows(page);
        if (open.length !== 1 || open[0]?.startsWith("Leith") !== true) {
          throw new Error(`${open.join(", ") || "Nothing"} is open.`);
        }
      });
    },
  );
}
