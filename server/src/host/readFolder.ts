// Reads a whole folder into a snapshot: documents, packs and the list of
// files. The command line's way; the language server reads in pieces.

import type { CalendarDate } from "../model/calendar.ts";
import { unreadableFacts, type DocumentFacts } from "../model/facts.ts";
import {
  readFrameworkPack,
  type FrameworkPack,
} from "../model/frameworkPack.ts";
import { listFiles, type FilePath } from "../model/paths.ts";
import { readDocument } from "../model/readDocument.ts";
import { defaultSettings, type Settings } from "../model/settings.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Shipped,
  type Snapshot,
} from "../model/snapshot.ts";
import {
  isDocument,
  isPack,
  withoutExcluded,
  type FileContent,
  type FolderHost,
} from "./host.ts";

/** The facts of a file's content; undefined for one that is gone. */
export function factsOf(content: FileContent): DocumentFacts | undefined {
  switch (content.kind) {
    case "text":
      return readDocument(content.text);
    case "unreadable":
      return unreadableFacts(content.unreadable);
    case "gone":
      return undefined;
  }
}

export async function readPacks(
  host: FolderHost,
  paths: readonly FilePath[],
): Promise<ReadonlyMap<FilePath, FrameworkPack>> {
  const contents = await host.readFiles(paths);
  const packs = new Map<FilePath, FrameworkPack>();
  paths.forEach((file, at) => {
    const content = contents[at];
    if (content?.kind !== "text") return;
    packs.set(
      file,
      readFrameworkPack({ file, text: content.text, isShipped: false }),
    );
  });
  return packs;
}

export async function readFolder(
  host: FolderHost,
  shipped: Shipped,
  today: CalendarDate,
  settings: Settings = defaultSettings,
): Promise<Snapshot> {
  const paths = withoutExcluded(await host.listFiles(), settings.exclude);
  const packPaths = paths.filter((path) => isPack(path, settings.frameworks));
  const documentPaths = paths.filter(isDocument);
  const packs = await readPacks(host, packPaths);
  const contents = await host.readFiles(documentPaths);
  const documents = new Map<FilePath, DocumentFacts | undefined>();
  documentPaths.forEach((path, at) => {
    const content = contents[at];
    if (content !== undefined) documents.set(path, factsOf(content));
  });
  return updateSnapshot(firstSnapshot(shipped, today, settings), shipped, {
    documents,
    files: listFiles(paths),
    packs,
    isComplete: true,
  });
}
