// The floor of a warm start: the workspace walked, every Markdown file looked
// at, and every file of the stored index read and the JSON that it begins with
// parsed. The compressed facts behind it are read and not expanded. Nothing is
// compared and nothing is answered.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";

export interface WarmScanReport {
  readonly milliseconds: number;
  readonly files: number;
  readonly indexFiles: number;
  readonly bytes: number;
}

function filesIn(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((entry) => ending.test(entry))
    .map((entry) => path.join(folder, entry));
}

export function lookAt(folder: string, storage: string): WarmScanReport {
  const started = performance.now();
  const files = filesIn(folder, /\.md$/);
  let newest = 0;
  for (const file of files) newest = Math.max(newest, statSync(file).mtimeMs);
  const indexFiles = filesIn(storage, /\.(?:group|index)$/);
  let bytes = 0;
  const kept: unknown[] = [];
  for (const file of indexFiles) {
    const content = readFileSync(file);
    bytes += content.length;
    const end = content.indexOf("\n");
    kept.push(JSON.parse(content.toString("utf8", 0, end)));
  }
  const milliseconds = performance.now() - started;
  if (newest < 0 || kept.length !== indexFiles.length) throw new Error();
  return {
    milliseconds,
    files: files.length,
    indexFiles: indexFiles.length,
    bytes,
  };
}
