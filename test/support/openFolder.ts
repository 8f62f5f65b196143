// A workspace folder as a test opens it: with the shipped frameworks, on the
// disk, and nobody listening, unless the test has something else in mind.

import { shipped } from "../../server/src/generated/shippedPacks.js";
import { nodeDigest, nodeFolder } from "../../server/src/host/nodeHost.ts";
import {
  WorkspaceFolder,
  type WorkspaceFolderParts,
} from "../../server/src/lsp/workspaceFolder.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import { loudListener } from "./loudListener.ts";
import { loudRunner } from "./snapshotOf.ts";
import type { TemporaryFolder } from "./temporaryFolder.ts";

type Parts = Partial<WorkspaceFolderParts>;

/** On the disk. Nothing is read yet. */
export function folderAt(
  { place, uri, uriOf }: TemporaryFolder,
  parts: Parts = {},
): WorkspaceFolder {
  const host = nodeFolder(place);
  return folderOn({ host, uri, toUri: uriOf, ...parts });
}

/** On files of the test's own, at `file:///shelf` unless it says otherwise. */
export function folderOn(
  parts: Parts & Pick<WorkspaceFolderParts, "host">,
): WorkspaceFolder {
  return new WorkspaceFolder({
    uri: "file:///shelf",
    toUri: (path) => `file:///shelf/${path}`,
    shipped,
    settings: defaultSettings,
    today: () => "2026-11-25",
    digest: nodeDigest,
    listener: loudListener,
    runner: loudRunner(),
    ...parts,
  });
}
