// Runs in the extension host of a real VS Code: activates the extension, and
// the Markdown extension that comes with VS Code, in a folder that has woken
// neither. Says what it took in the form of the test suites' reporter.
import * as vscode from "vscode";

const extensions = [
  "evidence-portfolio.evidence-portfolio",
  "vscode.markdown-language-features",
];

export async function run(): Promise<void> {
  for (const title of extensions) {
    const extension = vscode.extensions.getExtension(title);
    if (extension === undefined) throw new Error(`There is no ${title}.`);
    if (extension.isActive) throw new Error(`${title} is active already.`);
    const started = performance.now();
    await extension.activate();
    const ms = performance.now() - started;
    console.log(`@@mocha ${JSON.stringify({ event: "pass", title, ms })}`);
  }
}
