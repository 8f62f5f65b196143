// Advice in the words of findings: short, and never surer than it can be.

import type { Advice, Candidate } from "./advice.ts";
import { listed } from "./judgeEvidence.ts";

const mostKinds = 2;

/** Pieces that might be mapped; `code` is what would be added to them. */
export function candidatesInWords(
  candidates: readonly Candidate[],
  code: string,
): string {
  const [only, ...more] = candidates;
  if (only === undefined) return "";
  if (more.length > 0) {
    return ` ${listed(candidates.map(named))} might fit: if they do, add ${code}.`;
  }
  const { entry, kind, serves, relation } = only;
  const what = kind === undefined ? "" : ` (${kind})`;
  const how =
    relation === undefined
      ? ""
      : relation === "partly"
        ? ", which partly matches,"
        : ", which asks for the same,";
  return ` \`${entry.qualities.id}\`${what} serves \`${serves.code}\`${how} and might fit: if it does, add ${code} to it.`;
}

function named({ entry, kind, serves }: Candidate): string {
  const what = kind === undefined ? "" : `${kind}, `;
  return `\`${entry.qualities.id}\` (${what}for \`${serves.code}\`)`;
}

/** Where another kind is lacking, which would help. */
export function kindsInWords({ needsOtherKind, kinds }: Advice): string {
  if (!needsOtherKind) return "";
  return kinds.length === 0
    ? " A piece of any other kind would help."
    : ` A different kind would help, such as ${listed(kinds.slice(0, mostKinds), "or")}.`;
}
