// Reads a whole folder into a snapshot: documents, packs and the list of
// files. The command line's way; the language server reads in pieces.

import type { CalendarDate } from "../model/calendar.ts";
import { unreadableFacts, type DocumentFacts } from "../model/facts.ts";
import {
  readFrameworkPack,
  type FrameworkPack,
} from "../model/frameworkPack.ts";
import { judgedFiles } from "../model/fingerprint.ts";
import { hasFile, listFiles, type FilePath } from "../model/paths.ts";
import { readDocument, type Reading } from "../model/readDocument.ts";
import { defaultSettings, type Settings } from "../model/settings.ts";
import { unreadablePack } from "../model/unreadablePack.ts";
import {
  firstSnapshot,
  readAllBut,
  updateSnapshot,
  type Shipped,
  type Snapshot,
} from "../model/snapshot.ts";
import {
  digestsOf,
  isDocument,
  isPack,
  type FileContent,
  type FolderHost,
} from "./host.ts";
import { readIgnoreFiles, setAsideBy } from "./setAside.ts";

/** The facts of a file's content; undefined for one that is gone. */
export function factsOf(
  content: FileContent,
  reading?: Reading,
): DocumentFacts | undefined {
  switch (content.kind) {
    case "text":
      return readDocument(content.text, reading);
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
    if (content?.kind === "unreadable") {
      packs.set(file, unreadablePack(file, content.unreadable));
    }
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
  reading: Reading = {},
): Promise<Snapshot> {
  const paths = await host.listFiles();
  const isSetAside = setAsideBy(
    settings,
    [],
    settings.useIgnoreFiles ? await readIgnoreFiles(host, paths) : new Map(),
  );
  const own = paths.filter((path) => !isSetAside(path));
  const packPaths = own.filter((path) => isPack(path, settings.frameworks));
  const documentPaths = own.filter(isDocument);
  const packs = await readPacks(host, packPaths);
  const { names } = reading;
  const documents = await readDocuments(
    host,
    documentPaths,
    names === undefined ? {} : { names },
  );
  const first = firstSnapshot(shipped, today, settings, reading.digest);
  const snapshot = updateSnapshot(first, shipped, {
    documents,
    files: listFiles(paths, isSetAside),
    packs,
    ...readAllBut([]),
  });
  return withJudgedFiles(host, shipped, snapshot, reading);
}

async function readDocuments(
  host: FolderHost,
  paths: readonly FilePath[],
  reading: Reading,
): Promise<ReadonlyMap<FilePath, DocumentFacts | undefined>> {
  const contents = await host.readFiles(paths);
  return new Map(
    paths.flatMap((path, at) => {
      const content = contents[at];
      return content === undefined ? [] : [[path, factsOf(content, reading)]];
    }),
  );
}

/** Digests are made only where a reviewer put on record what was there. */
async function withJudgedFiles(
  host: FolderHost,
  shipped: Shipped,
  snapshot: Snapshot,
  reading: Reading,
): Promise<Snapshot> {
  const judged = [...snapshot.index.portfolios.values()].map(judgedFiles);
  const artefacts = new Set(judged.flatMap((files) => files.artefacts));
  const bodies = new Set(judged.flatMap((files) => files.bodies));
  const wanted = [...artefacts].filter((path) => hasFile(snapshot.files, path));
  if (wanted.length === 0 && bodies.size === 0) return snapshot;
  return updateSnapshot(snapshot, shipped, {
    documents: await readDocuments(host, [...bodies], reading),
    artefacts: await digestsOf(host, wanted),
  });
}
