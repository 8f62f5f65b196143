// One thing that a light bulb or a save offers.

import type { FileChange, Finding } from "../../rules/rule.ts";

export interface OfferedAction {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly changes: readonly FileChange[];
  /** The finding that it mends. */
  readonly finding?: Finding;
  /** It should be looked at before it is made. */
  readonly asksFirst?: true;
}
