// Applies a fix to files in memory.

import type { Fix } from "../../server/src/rules/rule.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import type { MemoryFile } from "./snapshotOf.ts";

export function applyFix(
  files: readonly MemoryFile[],
  fix: Fix,
): readonly MemoryFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const changes = fix.changes((path) => byPath.get(path)?.text);
  for (const change of changes) {
    if (change.kind === "create") {
      byPath.set(change.path, { path: change.path, text: change.text });
      continue;
    }
    const file = byPath.get(change.path);
    if (file === undefined) throw new Error(`${change.path} is not there`);
    byPath.set(change.path, {
      ...file,
      text: applyEdits(file.text, change.edits),
    });
  }
  return [...byPath.values()];
}
