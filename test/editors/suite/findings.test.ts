// Findings reach the editor at the right words, follow what is typed, and
// carry fixes that work.
import * as vscode from "vscode";
import {
  equal,
  extension,
  finding,
  findingsIn,
  fixesFor,
  open,
  replace,
  revertAll,
  until,
} from "./support.ts";

describe("findings", () => {
  before(() => extension());
  afterEach(() => revertAll());

  it("stands an irregular code at its words, as a hint", async () => {
    const document = await open("evidence", "e02.md");
    const irregular = await finding(document, "irregular-code", "qif 1.3");
    equal(irregular.severity, vscode.DiagnosticSeverity.Hint, "severity");
  });

  it("stands an unknown code in front matter and in a heading", async () => {
    const evidence = await open("evidence", "e02.md");
    await finding(evidence, "unknown-standard", "QIF-1.77");
    const report = await open("report.md");
    await finding(report, "unknown-standard", "QIF-1.9");
  });

  it("follows what is typed", async () => {
    const document = await open("evidence", "e02.md");
    await finding(document, "unknown-standard", "QIF-1.77");
    await replace(document, "QIF-1.77", "QIF-1.2");
    await until(
      "the unknown code is gone",
      () => findingsIn(document, "unknown-standard").length === 0,
    );
  });

  it("applies the fix of an irregular code", async () => {
    const document = await open("evidence", "e02.md");
    const irregular = await finding(document, "irregular-code", "qif 1.3");
    const [fix] = await until("there is a fix", async () => {
      const fixes = await fixesFor(document, irregular);
      return fixes.length > 0 && fixes;
    });
    if (fix?.edit === undefined) throw new Error("The fix has no edit.");
    await vscode.workspace.applyEdit(fix.edit);
    equal(document.getText().includes("  - QIF-1.3\n"), true, "text mended");
    await until(
      "the hint is gone",
      () => findingsIn(document, "irregular-code").length === 0,
    );
  });

  it("mends all spellings of a document at once, as saving does", async () => {
    const document = await open("evidence", "e02.md");
    await replace(document, "QIF-1.77", "qif 1.4");
    await until(
      "both codes are found",
      () => findingsIn(document, "irregular-code").length === 2,
    );
    const [fixAll] = await until("there is a fix for all", async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(0, 0, 0, 0),
        "source.fixAll.evidencePortfolio",
      );
      const ours = actions.filter(({ edit }) => edit !== undefined);
      return ours.length > 0 && ours;
    });
    if (fixAll?.edit === undefined) throw new Error("It has no edit.");
    await vscode.workspace.applyEdit(fixAll.edit);
    equal(
      document.getText().includes("  - QIF-1.3\n  - QIF-1.4\n"),
      true,
      "text mended",
    );
    await until(
      "the hints are gone",
      () => findingsIn(document, "irregular-code").length === 0,
    );
  });
});
