// What the tests in the extension hosts share. It must run in a web worker
// too, so it has no Node modules, and it never builds or compares file URIs:
// the same file is file:, vscode-remote: or something else by host.
import * as vscode from "vscode";

export const suiteTimeout = 60_000;
const patience = 30_000;
const source = "evidence-portfolio";

export async function extension(): Promise<vscode.Extension<unknown>> {
  const found = vscode.extensions.getExtension(
    "evidence-portfolio.evidence-portfolio",
  );
  if (found === undefined) throw new Error("The extension is not there.");
  await found.activate();
  return found;
}

/** Asks again until the answer is neither false nor undefined. */
export async function until<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
): Promise<Exclude<T, false | undefined>> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) {
      return answer as Exclude<T, false | undefined>;
    }
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) {
    throw new Error(`${what}: is ${left}, should be ${right}`);
  }
}

export function contains(
  actual: readonly string[],
  expected: string,
  what: string,
): void {
  if (actual.includes(expected)) return;
  throw new Error(`${what}: no ${expected} among ${JSON.stringify(actual)}`);
}

export function fixtureUri(...segments: readonly string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("No folder is open.");
  return vscode.Uri.joinPath(folder.uri, ...segments);
}

export async function open(
  ...segments: readonly string[]
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(
    fixtureUri(...segments),
  );
  await vscode.window.showTextDocument(document);
  return document;
}

/** The first occurrence of a text. */
export function rangeOf(
  document: vscode.TextDocument,
  text: string,
): vscode.Range {
  const offset = document.getText().indexOf(text);
  if (offset < 0) {
    throw new Error(`No ${JSON.stringify(text)} in ${document.uri.path}`);
  }
  return new vscode.Range(
    document.positionAt(offset),
    document.positionAt(offset + text.length),
  );
}

export async function replace(
  document: vscode.TextDocument,
  text: string,
  replacement: string,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, text), replacement);
  await vscode.workspace.applyEdit(edit);
}

/** Gives changed documents of the fixture the text they have on the disk. */
export async function revertAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const ours = vscode.workspace.getWorkspaceFolder(document.uri);
    if (!document.isDirty || ours === undefined) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
}

export function findingsIn(
  document: vscode.TextDocument,
  code?: string,
): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(
      (diagnostic) =>
        diagnostic.source === source &&
        (code === undefined || codeOf(diagnostic) === code),
    );
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Waits for a finding and gives the text that it stands at. */
export async function finding(
  document: vscode.TextDocument,
  code: string,
  text: string,
): Promise<vscode.Diagnostic> {
  return until(`${code} stands at ${text}`, () =>
    findingsIn(document, code).find(
      ({ range }) => document.getText(range) === text,
    ),
  );
}

export async function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
  );
  return [...list.items].sort((left, right) =>
    sortKey(left) < sortKey(right) ? -1 : 1,
  );
}

function sortKey(item: vscode.CompletionItem): string {
  return item.sortText ?? labelOf(item);
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

export async function fixesFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
): Promise<readonly vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ edit }) => edit !== undefined);
}

export async function hoverText(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) =>
      content instanceof vscode.MarkdownString ? content.value : "",
    )
    .join("\n");
}
