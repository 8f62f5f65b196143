// Finding all references and renaming a piece of evidence, in open and closed
// files alike.
import * as vscode from "vscode";
import {
  contains,
  equal,
  extension,
  finding,
  open,
  rangeOf,
  revertAll,
  until,
} from "./support.ts";

function citationIn(document: vscode.TextDocument): vscode.Position {
  return rangeOf(document, "@E01").start.translate(0, 2);
}

/** The last two parts of a path: the same file has other URIs by host. */
function nameOf({ path }: vscode.Uri): string {
  return path.split("/").slice(-2).join("/");
}

describe("renaming", () => {
  before(() => extension());
  afterEach(() => revertAll());

  it("finds a citation and the header that it leads to", async () => {
    const document = await open("report.md");
    await finding(document, "unknown-standard", "QIF-1.9");
    const files = await until("there are references", async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        "vscode.executeReferenceProvider",
        document.uri,
        citationIn(document),
      );
      return places.length > 0 && places.map(({ uri }) => nameOf(uri)).sort();
    });
    equal(files.length, 2, "references");
    contains(files, "evidence/e01.md", "the header");
  });

  it("writes the new ID into the header and the citation", async () => {
    const document = await open("report.md");
    await finding(document, "unknown-standard", "QIF-1.9");
    const edit = await until("there is an edit", async () => {
      const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        "vscode.executeDocumentRenameProvider",
        document.uri,
        citationIn(document),
        "E09",
      );
      return found.size > 0 && found;
    });
    equal(edit.size, 2, "files");
    await vscode.workspace.applyEdit(edit);
    equal(
      document.getText().includes("each year, see @E09."),
      true,
      "the citation",
    );
    const piece = await open("evidence", "e01.md");
    equal(
      piece.getText().startsWith("---\nevidence: E09\n"),
      true,
      "the header",
    );
  });

  it("says why a code cannot be renamed", async () => {
    // In a heading, VS Code's own Markdown would rename the heading.
    const document = await open("evidence", "e02.md");
    await finding(document, "unknown-standard", "QIF-1.77");
    let reason = "";
    try {
      await vscode.commands.executeCommand(
        "vscode.prepareRename",
        document.uri,
        rangeOf(document, "qif 1.3").start.translate(0, 2),
      );
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    equal(
      reason.includes("`QIF-1.3` is a code of the framework."),
      true,
      reason,
    );
  });
});
