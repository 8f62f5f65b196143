// What holds over all files of a portfolio: findings in files that nobody has
// opened, changes in one file that show in another, and the commands.
import * as vscode from "vscode";
import {
  codeOf,
  contains,
  equal,
  extension,
  fixtureUri,
  open,
  rangeOf,
  replace,
  revertAll,
  until,
} from "./support.ts";

function codesAt(uri: vscode.Uri): readonly string[] {
  return vscode.languages.getDiagnostics(uri).map(codeOf);
}

describe("portfolio", () => {
  before(() => extension());
  afterEach(() => revertAll());

  it("finds gaps in files that nobody has opened", async () => {
    const report = fixtureUri("report.md");
    const codes = await until("the closed report has findings", () => {
      const found = codesAt(report);
      return found.includes("unmet-requirement") && found;
    });
    contains(codes, "unknown-standard", "codes");
  });

  it("clears a gap in the report when evidence is mapped elsewhere", async () => {
    const report = await open("report.md");
    await until("QIF-1.2 is a gap", () =>
      codesAt(report.uri).includes("unmet-requirement"),
    );
    const evidence = await open("evidence", "e02.md");
    await replace(evidence, "QIF-1.77", "QIF-1.2");
    await until(
      "the gap is gone",
      () => !codesAt(report.uri).includes("unmet-requirement"),
    );
  });

  // Another extension opens documents without showing them.
  it("follows a document that is open and in no tab", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const report = fixtureUri("report.md");
    await vscode.workspace.openTextDocument(report);
    await until("QIF-1.2 is a gap", () =>
      codesAt(report).includes("unmet-requirement"),
    );
    const evidence = await open("evidence", "e02.md");
    await replace(evidence, "QIF-1.77", "QIF-1.2");
    await until(
      "the gap is gone",
      () => !codesAt(report).includes("unmet-requirement"),
    );
  });

  it("goes from a code to its line in the framework", async () => {
    const document = await open("report.md");
    const at = rangeOf(document, "QIF-1.1").start.translate(0, 2);
    const [link] = await definitions(document, at);
    const pack = await vscode.workspace.openTextDocument(link.targetUri);
    const line = pack.lineAt(link.targetRange.start.line).text;
    equal(line.includes("QIF-1.1"), true, `the code in ${line}`);
  });

  it("goes from a citation to the evidence", async () => {
    const document = await open("report.md");
    const at = rangeOf(document, "@E01").start.translate(0, 2);
    const [link] = await definitions(document, at);
    equal(link.targetUri.path.endsWith("e01.md"), true, link.targetUri.path);
    equal(link.targetRange.start.line, 1, "line");
  });

  it("goes to the next gap", async () => {
    const document = await open("report.md");
    await until("there is a gap", () =>
      codesAt(document.uri).includes("unmet-requirement"),
    );
    await vscode.commands.executeCommand("evidencePortfolio.nextGap");
    const editor = vscode.window.activeTextEditor;
    const line = editor?.document.lineAt(editor.selection.active.line).text;
    equal(line?.includes("QIF-1"), true, `the code in ${line ?? "no line"}`);
  });

  it("filters the coverage view", async () => {
    await vscode.commands.executeCommand("evidencePortfolio.coverage.focus");
    await vscode.commands.executeCommand("evidencePortfolio.showGapsOnly");
    await vscode.commands.executeCommand("evidencePortfolio.showAll");
  });
});

async function definitions(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<[vscode.LocationLink, ...vscode.LocationLink[]]> {
  return until("there is a definition", async () => {
    const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      position,
    );
    const [first, ...more] = found;
    return first !== undefined && [first, ...more];
  });
}
