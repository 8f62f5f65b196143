// What the client shows of a session in its status item.

import { shipped } from "../generated/shippedPacks.js";
import { isSound } from "../model/frameworkPack.ts";
import type { Status } from "../protocol.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

/** `namesProblem`: what keeps the list of names from being used. */
export function statusOf(
  folders: readonly WorkspaceFolder[],
  namesProblem: string | undefined,
): Status {
  const frameworks = new Set(
    folders.flatMap(({ snapshot }) =>
      snapshot.catalogue.frameworks.map(({ title }) => title),
    ),
  );
  if (folders.length === 0)
    for (const { title } of shipped.frameworks) frameworks.add(title);
  const sum = (of: (folder: WorkspaceFolder) => number): number =>
    folders.reduce((total, folder) => total + of(folder), 0);
  return {
    isReading: folders.some((folder) => !folder.isTold),
    filesRead: sum(({ isReading, snapshot, filesRead }) =>
      isReading ? filesRead : snapshot.index.documents.size,
    ),
    filesToRead: sum(({ isReading, snapshot, filesToRead }) =>
      isReading ? filesToRead : snapshot.index.documents.size,
    ),
    filesUnread: sum(({ filesUnread }) => filesUnread),
    isStopped: folders.some((folder) => folder.isStopped),
    portfolios: sum(({ snapshot }) => snapshot.index.portfolios.size),
    frameworks: [...frameworks].sort(),
    faultyPacks: sum(
      ({ snapshot }) =>
        [...snapshot.packs.values()].filter((pack) => !isSound(pack)).length,
    ),
    namesProblem: namesProblem ?? null,
  };
}

/** How many documents of all folders have been read while any is being read. */
export function readingOf(
  folders: readonly WorkspaceFolder[],
): readonly [read: number, total: number] | undefined {
  if (!folders.some(({ isReadingAll }) => isReadingAll)) return undefined;
  let [read, total] = [0, 0];
  for (const { isReadingAll, snapshot, filesRead, filesToRead } of folders) {
    const { size } = snapshot.index.documents;
    read += isReadingAll ? filesRead : size;
    total += isReadingAll ? filesToRead : size;
  }
  return [read, total];
}
