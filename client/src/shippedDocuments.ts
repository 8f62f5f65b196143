// Shows the packs and rule pages that come with the extension, read-only, on
// every host and without any network.

import { workspace, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  shippedScheme,
  shippedTextRequest,
  type ShippedTextParams,
  type ShippedTextResult,
} from "../../server/src/protocol.ts";

export function registerShippedDocuments(
  client: BaseLanguageClient,
): Disposable {
  return workspace.registerTextDocumentContentProvider(shippedScheme, {
    async provideTextDocumentContent(uri) {
      const { text } = await client.sendRequest<ShippedTextResult>(
        shippedTextRequest,
        { path: uri.path.replace(/^\//, "") } satisfies ShippedTextParams,
      );
      return text ?? "This document is no longer part of the extension.";
    },
  });
}
