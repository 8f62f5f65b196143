// What all requests share: finding the document, failing as cancelled when
// cancelled, and a failure that costs only itself.

import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
} from "vscode-languageserver";
import { openDocument, type OpenDocument } from "../features/document.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { LocatedDocument, Session } from "./session.ts";

export interface DocumentRequest extends LocatedDocument {
  readonly session: Session;
  readonly snapshot: Snapshot;
  readonly document: OpenDocument;
}

/** Answers for one open document; `undefined` when it is none of ours. */
export function answerFor<Answer>(
  session: Session,
  uri: string,
  token: CancellationToken,
  answer: (request: DocumentRequest) => Answer,
): Answer | undefined {
  failIfCancelled(token);
  const located = session.locate(uri);
  if (located === undefined) return undefined;
  return answer({
    ...located,
    session,
    snapshot: located.folder.snapshot,
    document: openDocument(located.path, located.text),
  });
}

/** A cancelled request fails as cancelled; it never answers "nothing". */
export function failIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "Cancelled");
  }
}
