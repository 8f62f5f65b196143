// One immutable state of one workspace folder: what every rule, every feature
// and the command line ask. Only the session holds the current one.

import { buildCatalogue, type Catalogue } from "./catalogue.ts";
import type { Crosswalk } from "./crosswalk.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Framework } from "./framework.ts";
import type { FrameworkPack } from "./frameworkPack.ts";
import { noFiles, type FileList, type FilePath } from "./paths.ts";
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
  /** Whether every document has been read; until then portfolios are partial. */
  readonly isComplete: boolean;
}

/** What comes with the product. */
export interface Shipped {
  readonly frameworks: readonly Framework[];
  readonly crosswalks: readonly Crosswalk[];
}

export interface SnapshotChanges {
  readonly documents?: DocumentChanges;
  readonly files?: FileList;
  /** The folder's own packs; replaces all of them. */
  readonly packs?: ReadonlyMap<FilePath, FrameworkPack>;
  readonly settings?: Settings;
  readonly today?: CalendarDate;
  readonly isComplete?: boolean;
}

export function firstSnapshot(
  shipped: Shipped,
  today: CalendarDate,
  settings: Settings = defaultSettings,
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
    isComplete: false,
  };
}

/** Whichever came first, two packs of one name mean the same. */
function inPathOrder(
  packs: ReadonlyMap<FilePath, FrameworkPack>,
): readonly FrameworkPack[] {
  return [...packs]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, pack]) => pack);
}

function catalogueOf(
  { frameworks, crosswalks }: Shipped,
  packs: readonly FrameworkPack[],
): Catalogue {
  return buildCatalogue(
    [...frameworks, ...packs.flatMap(({ framework }) => framework ?? [])],
    [...crosswalks, ...packs.flatMap(({ crosswalk }) => crosswalk ?? [])],
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
  const catalogue =
    packs === previous.packs
      ? previous.catalogue
      : catalogueOf(shipped, inPathOrder(packs));
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
    isComplete: changes.isComplete ?? previous.isComplete,
  };
}
