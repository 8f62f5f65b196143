// Tells our own client which portfolios have come to show something else in
// its Coverage view: a moment after the change, and several changes at once.

import type { Connection } from "vscode-languageserver";
import { changedCoverage } from "../model/changedCoverage.ts";
import type { Snapshot } from "../model/snapshot.ts";
import {
  coverageChangedNotification,
  type CoverageChanged,
} from "../protocol.ts";
import { nodeIdIn } from "./coverageNodes.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

/**
 * However much changes in such a time is told once. The client then asks anew
 * for what it shows: findings go first.
 */
const gatheringMilliseconds = 50;

export class CoverageNews {
  readonly #connection: Pick<Connection, "sendNotification">;
  readonly #told: () => void;
  /** Folders that have changed, as the client was last told of them. */
  readonly #shown = new Map<WorkspaceFolder, Snapshot>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    connection: Pick<Connection, "sendNotification">,
    told: () => void,
  ) {
    this.#connection = connection;
    this.#told = told;
  }

  /** What changed in it is found out when it is told. */
  changed(folder: WorkspaceFolder, before: Snapshot): void {
    if (!this.#shown.has(folder)) this.#shown.set(folder, before);
    this.#timer ??= setTimeout(() => {
      this.#tell(this.#changedNodes());
    }, gatheringMilliseconds);
  }

  /** Any portfolio may show something else, and there may be others. */
  allChanged(): void {
    this.#tell(null);
  }

  /** Tells nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #changedNodes(): CoverageChanged["portfolios"] {
    const nodes: string[] = [];
    for (const [folder, before] of this.#shown) {
      const changed = changedCoverage(before, folder.snapshot);
      if (changed === "all") return null;
      for (const one of changed) nodes.push(nodeIdIn(folder.uri, one));
    }
    return nodes;
  }

  #tell(portfolios: CoverageChanged["portfolios"]): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#shown.clear();
    if (portfolios?.length === 0) return;
    void this.#connection.sendNotification(coverageChangedNotification, {
      portfolios,
    } satisfies CoverageChanged);
    this.#told();
  }
}
