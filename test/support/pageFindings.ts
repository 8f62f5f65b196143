// What the rules say of a page's example. The pages' tests ask, and the list
// of messages that is generated from the pages.

import type { Finding } from "../../server/src/rules/rule.ts";
import { readCarets } from "./fixture.ts";
import type { PageExample } from "./rulePage.ts";
import { loudRunner, snapshotOf, type MemoryFile } from "./snapshotOf.ts";

/** An example's files without the carets that label them. */
export function filesOf(example: PageExample): readonly MemoryFile[] {
  return example.files.map((file) => ({
    ...file,
    text: readCarets(file.path, file.text).text,
  }));
}

export function findingsOf(
  files: readonly MemoryFile[],
  code: string,
): readonly Finding[] {
  const all = loudRunner().allFindings(snapshotOf(files));
  return [...all.values()].flat().filter((finding) => finding.code === code);
}
