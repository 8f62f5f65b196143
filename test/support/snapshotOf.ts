// Makes a snapshot of files in memory, as the language server would of a
// folder. Today is fixed.

import { isDocument, isPack } from "../../server/src/host/host.ts";
import { contentOf } from "../../server/src/host/readContent.ts";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { factsOf } from "../../server/src/host/readFolder.ts";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import {
  unreadableFacts,
  type Unreadable,
} from "../../server/src/model/facts.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { listFiles } from "../../server/src/model/paths.ts";
import {
  defaultSettings,
  type Settings,
} from "../../server/src/model/settings.ts";
import { unreadablePack } from "../../server/src/model/unreadablePack.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import { createRunner } from "../../server/src/rules/runner.ts";
import type { FixtureFile } from "./fixture.ts";

export const testDay = "2026-11-23";

export { shipped };

export const shippedFrameworks = shipped.frameworks;

export interface MemoryFile extends FixtureFile {
  readonly unreadable?: Unreadable["reason"];
}

export function snapshotOf(
  files: readonly MemoryFile[],
  settings: Settings = defaultSettings,
  today = testDay,
): Snapshot {
  const documents = new Map(
    files
      .filter(({ path }) => isDocument(path))
      .map(({ path, text, unreadable }) => [
        path,
        unreadable === undefined
          ? factsOf(contentOf(new TextEncoder().encode(text), path), {
              digest: nodeDigest,
            })
          : unreadableFacts({ reason: unreadable }),
      ]),
  );
  const packs = new Map(
    files
      .filter(({ path }) => isPack(path, settings.frameworks))
      .map(({ path, text, unreadable }) => [
        path,
        unreadable === undefined
          ? readFrameworkPack({ file: path, text, isShipped: false })
          : unreadablePack(path, { reason: unreadable }),
      ]),
  );
  return updateSnapshot(
    firstSnapshot(shipped, today, settings, nodeDigest),
    shipped,
    {
      documents,
      packs,
      files: listFiles(files.map(({ path }) => path)),
      artefacts: new Map(
        files
          .filter(({ path }) => !isDocument(path))
          .map(({ path, text }) => [path, nodeDigest(text)]),
      ),
      isComplete: true,
    },
  );
}

/** A runner that is loud: a rule that throws fails the test. */
export function loudRunner(): ReturnType<typeof createRunner> {
  return createRunner((rule, error) => {
    throw new Error(`Rule ${rule} failed`, { cause: error });
  });
}
