// Shows the packs that come with the extension, read-only, on every host.

import { workspace, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  frameworkScheme,
  frameworkTextRequest,
  type FrameworkTextParams,
  type FrameworkTextResult,
} from "../../server/src/protocol.ts";

export function registerFrameworkDocuments(
  client: BaseLanguageClient,
): Disposable {
  return workspace.registerTextDocumentContentProvider(frameworkScheme, {
    async provideTextDocumentContent(uri) {
      const { text } = await client.sendRequest<FrameworkTextResult>(
        frameworkTextRequest,
        { file: uri.path.replace(/^\//, "") } satisfies FrameworkTextParams,
      );
      return text ?? "This framework is no longer part of the extension.";
    },
  });
}
