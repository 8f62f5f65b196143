// One thing that completion offers.

import type { TextRange } from "../../text/textRange.ts";

export interface CompletionOffer {
  readonly kind:
    | "standard"
    | "parent"
    | "target"
    | "evidence"
    | "kind"
    | "key"
    | "value"
    | "file"
    | "folder"
    | "template";
  readonly label: string;
  /** Beside the label: title and state. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Markdown that takes work: made once somebody looks at the offer. */
  readonly describe?: () => string | undefined;
  /** What the editor compares with what is typed. */
  readonly filter: string;
  readonly newText: string;
  readonly range: TextRange;
  /** Whether choosing it is followed by more choices. */
  readonly opensNext: boolean;
  /** Whether `newText` marks places to fill in, as `${1:Title}`. */
  readonly isSnippet?: true;
}
