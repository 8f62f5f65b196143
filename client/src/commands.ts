// The commands: new portfolio, new evidence, next gap, check. Each asks with
// native pickers, and a picker that is dismissed ends the command.

import {
  commands,
  Disposable,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type QuickPickItem,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  checkRequest,
  clearStoredIndexRequest,
  readAgainRequest,
  evidenceChoicesRequest,
  newEvidenceRequest,
  nextGapRequest,
  type CheckResult,
  type ClearStoredIndexResult,
  type EvidenceChoicesParams,
  type EvidenceChoicesResult,
  type NewEvidenceParams,
  type NewEvidenceResult,
  type NextGapParams,
  type NextGapResult,
} from "../../server/src/protocol.ts";
import { openPlace } from "./coverageView.ts";
import { createPortfolio } from "./newPortfolio.ts";
import { writeNewFile } from "./newFile.ts";
import { pickMany } from "./pickMany.ts";

export function registerCommands(client: BaseLanguageClient): Disposable {
  const command = (name: string, run: () => Promise<void>): Disposable =>
    commands.registerCommand(`evidencePortfolio.${name}`, run);
  return Disposable.from(
    command("newPortfolio", () => createPortfolio(client)),
    command("newEvidence", () => createEvidence(client)),
    command("nextGap", () => goToNextGap(client)),
    command("check", () => checkPortfolio(client)),
    command("clearStoredIndex", () => clearStoredIndex(client)),
    command("readAgain", () => client.sendRequest(readAgainRequest, {})),
  );
}

async function clearStoredIndex(client: BaseLanguageClient): Promise<void> {
  const { documents } = await window.withProgress(
    {
      location: ProgressLocation.Window,
      title: "Reading the portfolios again",
    },
    () =>
      client.sendRequest<ClearStoredIndexResult>(clearStoredIndexRequest, {}),
  );
  void window.showInformationMessage(
    `The stored index was removed, and ${documents} ${documents === 1 ? "document was" : "documents were"} read again.`,
  );
}

/** The document in the editor, when it is one of the workspace. */
function activeUri(): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri !== undefined && workspace.getWorkspaceFolder(uri) !== undefined
    ? uri.toString()
    : undefined;
}

interface CodeItem extends QuickPickItem {
  readonly code: string;
}

async function createEvidence(client: BaseLanguageClient): Promise<void> {
  if (workspace.workspaceFolders === undefined) {
    void window.showInformationMessage(
      "Open the folder of your portfolio first: evidence is kept in a file of its own.",
    );
    return;
  }
  const uri = activeUri();
  const place = uri === undefined ? {} : { uri };
  const choices = await client.sendRequest<EvidenceChoicesResult>(
    evidenceChoicesRequest,
    place satisfies EvidenceChoicesParams,
  );
  const title = await window.showInputBox({
    title: "New Evidence (1 of 3)",
    prompt:
      "What is it? A short title, such as: Observation of an action-planning meeting",
    ignoreFocusOut: true,
  });
  if (title === undefined) return;
  const kind = await window.showQuickPick<CodeItem>(
    choices.kinds.map(({ id, meaning }) => ({
      label: id,
      detail: meaning,
      code: id,
    })),
    {
      title: "New Evidence (2 of 3)",
      placeHolder: "What kind of evidence is it?",
      matchOnDetail: true,
      ignoreFocusOut: true,
    },
  );
  if (kind === undefined) return;
  const standards = await pickMany<CodeItem>(
    choices.standards.map(({ code, title: name, state }) => ({
      label: code,
      description: state,
      detail: name,
      code,
    })),
    {
      title: "New Evidence (3 of 3)",
      placeholder:
        "Which standards does it serve? Those that lack evidence come first.",
    },
  );
  if (standards === undefined) return;
  const answer = await client.sendRequest<NewEvidenceResult>(
    newEvidenceRequest,
    {
      ...place,
      title: title.trim(),
      kind: kind.code,
      standards: standards.map(({ code }) => code),
    } satisfies NewEvidenceParams,
  );
  if ("message" in answer) {
    void window.showWarningMessage(answer.message);
    return;
  }
  await writeNewFile(Uri.parse(answer.uri), answer.text);
}

async function goToNextGap(client: BaseLanguageClient): Promise<void> {
  const editor = window.activeTextEditor;
  const uri = activeUri();
  const from: NextGapParams =
    editor === undefined || uri === undefined
      ? {}
      : {
          uri,
          line: editor.selection.active.line,
          character: editor.selection.active.character,
        };
  const gap = await client.sendRequest<NextGapResult>(nextGapRequest, from);
  if (gap === null) {
    void window.showInformationMessage(
      "There is no gap: nothing that is asked for is missing.",
    );
    return;
  }
  await openPlace({
    uri: gap.uri,
    // The caret goes to the start, so that the next call moves on.
    range: { start: gap.range.start, end: gap.range.start },
  });
  await commands.executeCommand("editor.action.showHover");
}

async function checkPortfolio(client: BaseLanguageClient): Promise<void> {
  const result = await client.sendRequest<CheckResult>(checkRequest);
  if (result.portfolios === 0) {
    const make = "New Portfolio…";
    const answer = await window.showInformationMessage(
      "There is no portfolio here: no Markdown file has portfolio: in its header.",
      make,
    );
    if (answer === make) await createPortfolio(client);
    return;
  }
  await commands.executeCommand("workbench.panel.markers.view.focus");
  const progress = result.progress
    .slice(0, 3)
    .map(({ title, words }) => `${title}: ${words}`);
  void window.showInformationMessage(
    `${progress.join(". ")}. ${counted(result.error, "error")}, ${counted(result.warning, "warning")}, ${counted(result.information + result.hint, "other")}.`,
  );
}

/** `1 warning`, `2 warnings`. */
function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
