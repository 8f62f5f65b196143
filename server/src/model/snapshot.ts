// One immutable state of one workspace folder: what every rule, every feature
// and the command line ask. Only the session holds the current one.

import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import type { Crosswalk } from "./crosswalk.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Digest, Fingerprinting } from "./fingerprint.ts";
import type { Framework } from "./framework.ts";
import type { FrameworkPack } from "./frameworkPack.ts";
import { folderOf, noFiles, type FileList, type FilePath } from "./paths.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import {
  emptyIndex,
  updateIndex,
  type DocumentChanges,
  type WorkspaceIndex,
} from "./workspaceIndex.ts";

export interface Snapshot {
  readonly revision: number;
  readonly today: CalendarDate;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** The folder's own packs, by path, with their problems. */
  readonly packs: ReadonlyMap<FilePath, FrameworkPack>;
  readonly index: WorkspaceIndex;
  /** Files in the folder, Markdown or not, for saying what is missing. */
  readonly files: FileList;
  /** For telling what has changed since a reviewer decided. */
  readonly fingerprinting: Fingerprinting;
  /** Whether every document has been read; until then portfolios are partial. */
  readonly isComplete: boolean;
  /**
   * Where what is left unread lies: folders, and all that hold them. Absent
   * while documents are being read.
   */
  readonly unreadFolders: ReadonlySet<FilePath> | undefined;
}

/** Whether all that is known to lie in a folder has been read. */
export function isWhole(
  { isComplete, unreadFolders }: Snapshot,
  folder: FilePath,
): boolean {
  return (
    isComplete || (unreadFolders !== undefined && !unreadFolders.has(folder))
  );
}

/** Reading has ended, and these documents were left unread. */
export function readAllBut(
  unread: Iterable<FilePath>,
): Required<Pick<SnapshotChanges, "isComplete" | "unreadFolders">> {
  const unreadFolders = new Set<FilePath>();
  for (const path of unread) {
    let folder = folderOf(path);
    while (!unreadFolders.has(folder)) {
      unreadFolders.add(folder);
      folder = folderOf(folder);
    }
  }
  return { isComplete: unreadFolders.size === 0, unreadFolders };
}

/** What comes with the product. */
export interface Shipped {
  readonly frameworks: readonly Framework[];
  readonly crosswalks: readonly Crosswalk[];
}

export interface SnapshotChanges {
  readonly documents?: DocumentChanges;
  readonly files?: FileList;
  /** Digests of artefacts; replaces all of them. */
  readonly artefacts?: Fingerprinting["artefacts"];
  /** The folder's own packs; replaces all of them. */
  readonly packs?: ReadonlyMap<FilePath, FrameworkPack>;
  readonly settings?: Settings;
  readonly today?: CalendarDate;
  readonly isComplete?: boolean;
  readonly unreadFolders?: ReadonlySet<FilePath>;
}

export function firstSnapshot(
  shipped: Shipped,
  today: CalendarDate,
  settings: Settings = defaultSettings,
  digest?: Digest,
): Snapshot {
  const catalogue = buildCatalogue(shipped.frameworks, shipped.crosswalks);
  return {
    revision: 0,
    today,
    settings,
    catalogue,
    packs: new Map(),
    index: emptyIndex({ catalogue, today }),
    files: noFiles,
    fingerprinting: { digest, artefacts: new Map(), files: noFiles },
    isComplete: false,
    unreadFolders: undefined,
  };
}

/** What a folder's own files add to the catalogue. */
type Counting = Pick<FrameworkPack, "framework" | "crosswalk">;

/** Whichever came first, two packs of one name mean the same. */
function inPathOrder(
  packs: ReadonlyMap<FilePath, FrameworkPack>,
): readonly Counting[] {
  return [...packs]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, pack]) => pack);
}

/** The old catalogue while a broken pack's last good version goes on counting. */
function catalogueOf(
  previous: Snapshot,
  { frameworks, crosswalks }: Shipped,
  packs: ReadonlyMap<FilePath, FrameworkPack>,
): Catalogue {
  const own = inPathOrder(packs);
  const before = inPathOrder(previous.packs);
  const isSame =
    own.length === before.length &&
    own.every(
      ({ framework, crosswalk }, at) =>
        framework === before[at]?.framework &&
        crosswalk === before[at]?.crosswalk,
    );
  if (isSame) return previous.catalogue;
  return buildCatalogue(
    [...frameworks, ...own.flatMap(({ framework }) => framework ?? [])],
    [...crosswalks, ...own.flatMap(({ crosswalk }) => crosswalk ?? [])],
    own.some(
      ({ framework, crosswalk }) =>
        framework === undefined && crosswalk === undefined,
    ),
  );
}

/** A new snapshot with these changes; the old one stays as it was. */
export function updateSnapshot(
  previous: Snapshot,
  shipped: Shipped,
  changes: SnapshotChanges,
): Snapshot {
  const today = changes.today ?? previous.today;
  const packs = changes.packs ?? previous.packs;
  const catalogue = catalogueOf(previous, shipped, packs);
  return {
    revision: previous.revision + 1,
    today,
    settings: changes.settings ?? previous.settings,
    catalogue,
    packs,
    index: updateIndex(previous.index, changes.documents ?? new Map(), {
      catalogue,
      today,
    }),
    files: changes.files ?? previous.files,
    fingerprinting: fingerprintingAfter(previous, changes),
    isComplete: changes.isComplete ?? previous.isComplete,
    unreadFolders: changes.unreadFolders ?? previous.unreadFolders,
  };
}

/** Kept while it is the same, for reviews are judged again with a new one. */
function fingerprintingAfter(
  { fingerprinting }: Snapshot,
  {
    files = fingerprinting.files,
    artefacts = fingerprinting.artefacts,
  }: SnapshotChanges,
): Fingerprinting {
  return files === fingerprinting.files &&
    artefacts === fingerprinting.artefacts
    ? fingerprinting
    : { ...fingerprinting, files, artefacts };
}
