// `check --fix`: writes into files what needs nobody's look, and says what it
// did and what it left. Nothing outside the root is written.

import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { safeMending } from "../features/codeActions/mending.ts";
import { counted } from "../model/judgeEvidence.ts";
import type { FilePath } from "../model/paths.ts";
import type { Finding } from "../rules/rule.ts";
import { withoutByteOrderMark } from "../text/lineIndex.ts";
import { applyEdits } from "../text/textEdit.ts";

export interface MendedFiles {
  /** One line for each file that was changed or could not be. */
  readonly lines: readonly string[];
  readonly changed: number;
  readonly failed: number;
}

/** Mends each file once; what overlaps is found again the next time. */
export function mendFiles(
  root: string,
  findings: ReadonlyMap<FilePath, readonly Finding[]>,
): MendedFiles {
  const lines: string[] = [];
  let changed = 0;
  let failed = 0;
  for (const [file, own] of findings) {
    try {
      const done = mendFile(root, file, own);
      if (done === undefined) continue;
      lines.push(`${file}: mended ${done}.`);
      changed += 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      lines.push(`${file} was left as it is: ${why}`);
      failed += 1;
    }
  }
  return { lines, changed, failed };
}

/** What was mended, in words; undefined where there was nothing to do. */
function mendFile(
  root: string,
  file: FilePath,
  findings: readonly Finding[],
): string | undefined {
  const place = path.join(root, file);
  let text: string | undefined;
  const { edits, mended } = safeMending(findings, () => {
    text ??= readFileSync(place, "utf8");
    return text;
  });
  if (edits.length === 0) return undefined;
  const real = path.relative(realpathSync(root), realpathSync(place));
  if (/^\.\.(?:[/\\]|$)/.test(real) || path.isAbsolute(real)) {
    throw new Error("it is a link to a file outside the root.");
  }
  const whole = text ?? readFileSync(place, "utf8");
  const bare = withoutByteOrderMark(whole);
  const mark = whole.slice(0, whole.length - bare.length);
  writeFileSync(place, mark + applyEdits(bare, edits));
  return inWords(mended);
}

function inWords(mended: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { code } of mended) counts.set(code, (counts.get(code) ?? 0) + 1);
  const parts = [...counts].map(([code, count]) => `${count} ${code}`);
  return `${counted(mended.length, "finding")} (${parts.join(", ")})`;
}
