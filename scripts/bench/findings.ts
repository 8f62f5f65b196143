// The findings of a whole workspace, in parts as VS Code asks for them.
import {
  WorkspaceDiagnosticRequest,
  type ProtocolConnection,
} from "vscode-languageserver";

const partialResultToken = "findings";

/** Asks for them; how many there are at the moment. */
export function streamFindings(
  connection: Pick<ProtocolConnection, "onProgress" | "sendRequest">,
  takePart: (part: unknown) => void = () => undefined,
): () => number {
  const counts = new Map<string, number>();
  connection.onProgress(
    WorkspaceDiagnosticRequest.partialResult,
    partialResultToken,
    (part) => {
      takePart(part);
      for (const report of part.items) {
        counts.set(report.uri, "items" in report ? report.items.length : 0);
      }
    },
  );
  // It is answered when the session ends, if at all.
  connection
    .sendRequest("workspace/diagnostic", {
      previousResultIds: [],
      partialResultToken,
    })
    .catch(() => undefined);
  return () => [...counts.values()].reduce((sum, count) => sum + count, 0);
}
