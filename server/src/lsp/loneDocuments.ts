// Open documents of no workspace folder: each is checked alone.

import type { TextDocument } from "vscode-languageserver-textdocument";
import { hostWithoutFiles } from "../host/host.ts";
import type { FilePath } from "../model/paths.ts";
import type { Settings } from "../model/settings.ts";
import type { NameList } from "../syntax/personalNames.ts";
import {
  WorkspaceFolder,
  type WorkspaceFolderParts,
} from "./workspaceFolder.ts";

/** What is the same for all of them. */
export interface LoneParts extends Pick<
  WorkspaceFolderParts,
  "shipped" | "today" | "digest" | "listener" | "runner"
> {
  readonly settings: Settings;
  readonly names: NameList;
}

/** A document of no folder has no path; any one will do. */
export const lonePath: FilePath = "document.md";

export class LoneDocuments {
  readonly #parts: () => LoneParts;
  /** A folder that holds nothing else, by the document's URI. */
  readonly #folders = new Map<string, WorkspaceFolder>();

  constructor(parts: () => LoneParts) {
    this.#parts = parts;
  }

  folderOf(uri: string): WorkspaceFolder | undefined {
    return this.#folders.get(uri);
  }

  folders(): Iterable<WorkspaceFolder> {
    return this.#folders.values();
  }

  has(folder: WorkspaceFolder): boolean {
    return this.#folders.get(folder.uri) === folder;
  }

  /** Takes in what the editor has of one, opened or changed. */
  setText(document: TextDocument): void {
    if (document.languageId !== "markdown") return;
    const folder = this.#folders.get(document.uri) ?? this.#open(document.uri);
    folder.setText(lonePath, document.getText());
  }

  #open(uri: string): WorkspaceFolder {
    const { names, ...parts } = this.#parts();
    const folder = new WorkspaceFolder({
      ...parts,
      uri,
      toUri: () => uri,
      host: hostWithoutFiles,
    });
    this.#folders.set(uri, folder);
    folder.setNames(names);
    void folder.readAll();
    return folder;
  }

  /** It was closed, or a workspace folder has it now. Its folder, if it had one. */
  drop(uri: string): WorkspaceFolder | undefined {
    const folder = this.#folders.get(uri);
    folder?.close();
    this.#folders.delete(uri);
    return folder;
  }
}
