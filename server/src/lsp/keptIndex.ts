// What was kept of a folder by a session before, or read by another thread:
// documents with the state of their files, and what was found in portfolios as
// long as all of it holds. As plain data it can be stored and sent.

import type { FileStamp } from "../host/host.ts";
import type { StoredBundle, StoredGroup } from "../host/indexStore.ts";
import { HeldFacts, type Compression } from "../model/heldFacts.ts";
import { KeptTexts } from "../model/keptTexts.ts";
import type { FilePath } from "../model/paths.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { summaryOf, type PortfolioSummary } from "../model/portfolioSummary.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Conditions, Verdict } from "../rules/verdicts.ts";
import type { DocumentStamps } from "./documentStamps.ts";

export interface KeptDocument {
  readonly stamp: FileStamp;
  readonly held: HeldFacts;
}

/** Findings, and on what they hang beside their documents. */
export interface KeptVerdict {
  readonly documents: ReadonlyMap<FilePath, HeldFacts>;
  readonly verdict: Verdict;
  readonly summary: PortfolioSummary;
  readonly context: string;
  /** The state of last year's portfolio. */
  readonly previous: string;
}

export interface KeptIndex {
  readonly documents: ReadonlyMap<FilePath, KeptDocument>;
  /** By the name of their group. */
  readonly verdicts: ReadonlyMap<string, KeptVerdict>;
}

export const nothingKnown: KeptIndex = {
  documents: new Map(),
  verdicts: new Map(),
};

/** A verdict as it is stored, but for its texts. */
interface PlainVerdict {
  readonly context: string;
  readonly previous: string;
  readonly summary: PortfolioSummary;
  readonly conditions: Conditions;
  readonly named: readonly FilePath[];
  readonly judged: readonly FilePath[];
}

/** A verdict on all documents of a group. */
export interface GroupVerdict {
  readonly plain: PlainVerdict;
  readonly texts: KeptTexts;
}

export interface Surroundings {
  readonly snapshot: Snapshot;
  /** On what all findings hang beside the files: the packs and the day. */
  readonly context: string;
}

/** What was found in a portfolio; undefined where it may not hold. */
export function groupVerdict(
  { snapshot, context }: Surroundings,
  stamps: DocumentStamps,
  cell: PortfolioCell,
  { conditions, texts, named, judged }: Verdict,
): GroupVerdict | undefined {
  const previous = stamps.previousState(snapshot, cell);
  if (previous === undefined) return undefined;
  const plain: PlainVerdict = {
    context,
    previous,
    summary: summaryOf(snapshot, cell),
    conditions,
    named: [...named],
    judged,
  };
  return { plain, texts };
}

export interface GroupTools {
  readonly stamps: DocumentStamps;
  readonly compression: Compression;
  readonly nextTurn: () => Promise<void>;
}

/** Documents that are kept together, with what was found in them. */
export async function groupOf(
  parts: readonly (readonly (readonly [FilePath, HeldFacts])[])[],
  { stamps, compression, nextTurn }: GroupTools,
  verdict?: GroupVerdict,
): Promise<StoredGroup> {
  const bundles: StoredBundle[] = [];
  for (const part of parts) {
    const held = part.map(([, one]) => one);
    const bundle = await HeldFacts.bundleOf(held, compression);
    if (bundle !== undefined) {
      bundles.push({ count: held.length, bytes: bundle.bytes });
    }
    await nextTurn();
  }
  return {
    documents: parts.flat().map(([path, { placing }]) => ({
      path,
      stamp: stamps.of(path),
      placing,
    })),
    bundles,
    verdict: verdict?.plain,
    findings: await verdict?.texts.keep(compression),
  };
}

export interface LoadedGroup {
  readonly documents: ReadonlyMap<FilePath, HeldFacts>;
  readonly verdict: KeptVerdict | undefined;
}

/** Paths by themselves: those that are there already are kept once. */
export type KnownPaths = ReadonlyMap<FilePath, FilePath>;

/** A group as it was before it was kept. */
export function loadGroup(
  group: StoredGroup,
  compression: Compression,
  known: KnownPaths,
): LoadedGroup {
  const same = (path: FilePath): FilePath => known.get(path) ?? path;
  const paths = group.documents.map(({ path }) => same(path));
  const documents = new Map<FilePath, HeldFacts>();
  let at = 0;
  for (const { count, bytes } of group.bundles) {
    const placings = group.documents
      .slice(at, at + count)
      .map(({ placing }) => placing);
    for (const held of HeldFacts.putBy(placings, bytes, compression)) {
      const path = paths[at];
      if (path !== undefined) documents.set(path, held);
      at += 1;
    }
  }
  // Whoever keeps groups sees to it that nobody else's come back.
  const plain = group.verdict as PlainVerdict | undefined;
  const { findings } = group;
  if (plain === undefined || findings === undefined) {
    return { documents, verdict: undefined };
  }
  const { conditions, judged, context, previous, summary } = plain;
  const { places } = summary;
  return {
    documents,
    verdict: {
      documents,
      context,
      previous,
      summary: {
        ...summary,
        places: { ...places, paths: places.paths.map(same) },
      },
      verdict: {
        conditions,
        judged,
        named: new Set(plain.named.map(same)),
        texts: KeptTexts.putBy(paths, findings, compression),
      },
    },
  };
}

export function knownPaths(
  paths: readonly FilePath[],
): Map<FilePath, FilePath> {
  return new Map(paths.map((path) => [path, path]));
}

/** Groups that a session before has kept: what has no stamp is read again. */
export function loadGroups(
  groups: ReadonlyMap<string, StoredGroup>,
  compression: Compression,
  known: KnownPaths,
): KeptIndex {
  const documents = new Map<FilePath, KeptDocument>();
  const verdicts = new Map<string, KeptVerdict>();
  for (const [name, group] of groups) {
    const loaded = loadGroup(group, compression, known);
    let isWhole = true;
    for (const { path, stamp } of group.documents) {
      const held = loaded.documents.get(path);
      if (held === undefined || stamp === undefined) isWhole = false;
      else documents.set(path, { stamp, held });
    }
    if (isWhole && loaded.verdict !== undefined) {
      verdicts.set(name, loaded.verdict);
    }
  }
  return { documents, verdicts };
}

/** Whether a portfolio is made of just the documents that were judged. */
export function isMadeOf(
  { members }: PortfolioCell,
  { documents }: KeptVerdict,
): boolean {
  if (members.size !== documents.size) return false;
  for (const [path, held] of documents) {
    if (members.get(path) !== held) return false;
  }
  return true;
}
