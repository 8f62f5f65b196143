// Reads a rule's page: headings that begin with "Bad", "Good" or "Fixed" start
// an example, and every fence with a file name behind its language is a file
// of it.

import type { MemoryFile } from "./snapshotOf.ts";

export interface PageExample {
  readonly kind: "bad" | "good" | "fixed";
  readonly name: string;
  readonly files: readonly MemoryFile[];
  /** For "fixed": the bad example before it. */
  readonly bad?: PageExample;
  /** For "fixed": the fix to take, from back-ticks in the heading. */
  readonly fixTitle?: string;
}

export interface RulePage {
  readonly title: string;
  readonly examples: readonly PageExample[];
}

const exampleHeading = /^#{2,3} (Bad|Good|Fixed)\b(.*)$/;
const openFence = /^(`{3,})(\w+) (\S+)(?: unreadable=(\S+))?\s*$/;

export function readRulePage(text: string): RulePage {
  const lines = text.split("\n");
  const examples: (PageExample & { files: MemoryFile[] })[] = [];
  let bad: PageExample | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const heading = exampleHeading.exec(line);
    if (heading !== null) {
      const kind = (heading[1] ?? "").toLowerCase() as PageExample["kind"];
      const fixTitle = /: (.*)$/.exec(heading[2] ?? "")?.[1];
      const example = {
        kind,
        name: line.replace(/^#+ /, ""),
        files: [],
        ...(kind === "fixed" && bad !== undefined ? { bad } : {}),
        ...(kind === "fixed" && fixTitle !== undefined ? { fixTitle } : {}),
      };
      if (kind === "bad") bad = example;
      examples.push(example);
      continue;
    }
    const [, fence, , path, unreadable] = openFence.exec(line) ?? [];
    if (fence === undefined || path === undefined) continue;
    const content: string[] = [];
    for (at += 1; at < lines.length && lines[at] !== fence; at += 1) {
      content.push(lines[at] ?? "");
    }
    examples.at(-1)?.files.push({
      path,
      text: content.length === 0 ? "" : `${content.join("\n")}\n`,
      ...(unreadable === undefined
        ? {}
        : { unreadable: unreadable as NonNullable<MemoryFile["unreadable"]> }),
    });
  }
  return { title: /^# (.*)$/m.exec(text)?.[1] ?? "", examples };
}
