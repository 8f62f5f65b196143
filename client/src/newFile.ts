// Writes a new document and shows it. Nothing that exists is overwritten.

import type { Uri } from "vscode";
import { window, workspace } from "vscode";

export async function writeNewFile(uri: Uri, text: string): Promise<void> {
  if (await exists(uri)) {
    void window.showWarningMessage(
      `There is already a file ${workspace.asRelativePath(uri)}. Nothing was changed.`,
    );
    return;
  }
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await window.showTextDocument(uri);
}

export async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
