// One thing that a light bulb offers.

import type { FileChange, Finding } from "../../rules/rule.ts";

export interface OfferedAction {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly changes: readonly FileChange[];
  /** The finding that it mends. */
  readonly finding?: Finding;
}
