// Files in memory and the snapshot of them, changed together: what the session
// does for the language server, without a protocol.

import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { isDocument, isPack } from "../../server/src/host/host.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { listFiles } from "../../server/src/model/paths.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import { shipped, snapshotOf, type MemoryFile } from "./snapshotOf.ts";

export interface MemoryWorkspace {
  readonly files: readonly MemoryFile[];
  readonly snapshot: Snapshot;
}

export function openWorkspace(files: readonly MemoryFile[]): MemoryWorkspace {
  return { files, snapshot: snapshotOf(files) };
}

/** The workspace with other files; only those that differ are read again. */
export function withFiles(
  { files, snapshot }: MemoryWorkspace,
  next: readonly MemoryFile[],
): MemoryWorkspace {
  const before = new Map(files.map(({ path, text }) => [path, text]));
  const changed = next.filter(({ path, text }) => before.get(path) !== text);
  const packs = new Map(snapshot.packs);
  for (const { path, text } of changed) {
    if (!isPack(path)) continue;
    packs.set(path, readFrameworkPack({ file: path, text, isShipped: false }));
  }
  const hasNew = next.length !== files.length;
  return {
    files: next,
    snapshot: updateSnapshot(snapshot, shipped, {
      documents: new Map(
        changed
          .filter(({ path }) => isDocument(path))
          .map(({ path, text }) => [
            path,
            readDocument(text, { digest: nodeDigest }),
          ]),
      ),
      ...(changed.some(({ path }) => isPack(path)) ? { packs } : {}),
      ...(hasNew ? { files: listFiles(next.map(({ path }) => path)) } : {}),
    }),
  };
}

/** The workspace with one text changed or added. */
export function withText(
  workspace: MemoryWorkspace,
  path: string,
  text: string,
): MemoryWorkspace {
  const others = workspace.files.filter((file) => file.path !== path);
  return withFiles(workspace, [...others, { path, text }]);
}

export function findingsOf(
  { snapshot }: MemoryWorkspace,
  runner: RuleRunner,
): readonly Finding[] {
  return [...runner.allFindings(snapshot).values()].flat();
}
