// The floor of reading a workspace: every Markdown file read synchronously,
// and one pass over its lines for front matter, headings and citations. No
// YAML, no Markdown, no index. Prints milliseconds and what it counted.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";

export interface ScanReport {
  readonly milliseconds: number;
  readonly files: number;
  readonly headerLines: number;
  readonly headings: number;
  readonly citations: number;
}

function scan(folder: string): ScanReport {
  const started = performance.now();
  let files = 0;
  let headerLines = 0;
  let headings = 0;
  let citations = 0;
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const entry of entries) {
    if (!entry.endsWith(".md")) continue;
    const text = readFileSync(path.join(folder, entry), "utf8");
    files += 1;
    let isHeader = text.startsWith("---\n");
    let start = isHeader ? 4 : 0;
    while (start < text.length) {
      const end = text.indexOf("\n", start);
      const line = text.slice(start, end < 0 ? text.length : end);
      start += line.length + 1;
      if (isHeader) {
        isHeader = line !== "---";
        if (/^ *(?:- )?\w+:/.test(line)) headerLines += 1;
      } else {
        if (/^#{1,6} /.test(line)) headings += 1;
        if (!line.includes("@")) continue;
        citations += line.match(/(?<![\p{L}\p{N}_])@\w+/gu)?.length ?? 0;
      }
    }
  }
  const milliseconds = performance.now() - started;
  return { milliseconds, files, headerLines, headings, citations };
}

process.stdout.write(JSON.stringify(scan(process.argv[2] ?? ".")));
