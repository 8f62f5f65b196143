// What a session before kept of a folder: documents with the state of their
// files, and what was found in portfolios as long as all of it holds.

import type { FileStamp } from "../host/host.ts";
import type { StoredGroup } from "../host/indexStore.ts";
import { HeldFacts, type Compression } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { PersistentMap } from "../model/persistentMap.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import type { PortfolioSummary } from "../model/portfolioSummary.ts";
import type { FindingsText } from "../rules/rule.ts";
import type { Conditions, Verdict } from "../rules/verdicts.ts";

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

/** A verdict as it is stored. */
interface PlainVerdict {
  readonly context: string;
  readonly previous: string;
  readonly summary: PortfolioSummary;
  readonly conditions: Conditions;
  readonly texts: readonly (readonly [FilePath, FindingsText])[];
  readonly named: readonly FilePath[];
  readonly judged: readonly FilePath[];
}

export function toPlain(
  { conditions, texts, named, judged }: Verdict,
  about: Pick<PlainVerdict, "context" | "previous" | "summary">,
): PlainVerdict {
  return {
    ...about,
    conditions,
    texts: [...texts.entries()],
    named: [...named],
    judged,
  };
}

export function loadGroups(
  groups: ReadonlyMap<string, StoredGroup>,
  compression: Compression,
): KeptIndex {
  const documents = new Map<FilePath, KeptDocument>();
  const verdicts = new Map<string, KeptVerdict>();
  for (const [name, group] of groups) {
    const inGroup = new Map<FilePath, HeldFacts>();
    let at = 0;
    for (const { count, bytes } of group.bundles) {
      const part = group.documents.slice(at, at + count);
      at += count;
      const placings = part.map(({ placing }) => placing);
      const all = HeldFacts.putBy(placings, bytes, compression);
      part.forEach(({ path, stamp }, position) => {
        const held = all[position];
        if (held === undefined || stamp === undefined) return;
        inGroup.set(path, held);
        documents.set(path, { stamp, held });
      });
    }
    const plain = group.verdict as PlainVerdict | undefined;
    if (plain === undefined || inGroup.size < group.documents.length) continue;
    const { conditions, judged, context, previous, summary } = plain;
    verdicts.set(name, {
      documents: inGroup,
      context,
      previous,
      summary,
      verdict: {
        conditions,
        judged,
        named: new Set(plain.named),
        texts: PersistentMap.from(plain.texts),
      },
    });
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
