// The state of the file that each document's facts were read from: as long as
// the file is in that state, they need not be read again.

import type { FileStamp } from "../host/host.ts";
import type { Digest } from "../model/fingerprint.ts";
import type { FilePath } from "../model/paths.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { previousCell } from "../model/previousPortfolio.ts";
import type { Snapshot } from "../model/snapshot.ts";

export class DocumentStamps {
  readonly #digest: Digest;
  readonly #stamps = new Map<FilePath, FileStamp>();

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  /** Absent where the facts are not those of the file, or may not be. */
  of(path: FilePath): FileStamp | undefined {
    return this.#stamps.get(path);
  }

  set(path: FilePath, stamp: FileStamp | undefined): void {
    if (stamp === undefined) this.#stamps.delete(path);
    else this.#stamps.set(path, stamp);
  }

  /** True where there was one. */
  delete(path: FilePath): boolean {
    return this.#stamps.delete(path);
  }

  clear(): void {
    this.#stamps.clear();
  }

  /**
   * The state of the files of the portfolio that another one names as last
   * year's; `undefined` where one of them is not as it is on the disk.
   */
  previousState({ index }: Snapshot, cell: PortfolioCell): string | undefined {
    const previous = previousCell(index, cell);
    if (previous === undefined) return "";
    const paths = previous.members.sortedKeys();
    const stamps = paths.map((path) => this.#stamps.get(path));
    if (stamps.includes(undefined)) return undefined;
    return this.#digest(JSON.stringify([paths, stamps]));
  }
}
