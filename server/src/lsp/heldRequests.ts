// Requests for the findings of all files, held open while the session lives.
// Those of clients that take an answer in parts hear of every change; others
// are answered with the next one, and asked again.

import type {
  CancellationToken,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { cancelled } from "./request.ts";

/**
 * Resolves when the part is written, for an answer waits behind what is not.
 * Never rejects.
 */
export type Stream = (
  items: WorkspaceDocumentDiagnosticReport[],
) => Promise<void>;

interface HeldRequest {
  readonly stream: Stream | undefined;
  readonly resolve: (report: WorkspaceDiagnosticReport) => void;
}

export class HeldRequests {
  readonly #held = new Set<HeldRequest>();

  get size(): number {
    return this.#held.size;
  }

  /** Those that are answered in parts, as they are at the moment. */
  streams(): readonly Stream[] {
    return [...this.#held].flatMap(({ stream }) => stream ?? []);
  }

  /** Without a stream it is answered with what is sent next. */
  hold(
    stream: Stream | undefined,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    return new Promise((resolve, reject) => {
      const held: HeldRequest = {
        stream,
        resolve: (report) => {
          this.#held.delete(held);
          resolve(report);
        },
      };
      this.#held.add(held);
      token.onCancellationRequested(() => {
        this.#held.delete(held);
        reject(cancelled());
      });
    });
  }

  /** Resolves when it is written. */
  async send(items: WorkspaceDocumentDiagnosticReport[]): Promise<void> {
    if (items.length === 0) return;
    const written: Promise<void>[] = [];
    for (const held of [...this.#held]) {
      if (held.stream === undefined) held.resolve({ items });
      else written.push(held.stream(items));
    }
    await Promise.all(written);
  }

  /** Lets them go, when the session ends. */
  release(): void {
    for (const held of [...this.#held]) held.resolve({ items: [] });
  }
}
