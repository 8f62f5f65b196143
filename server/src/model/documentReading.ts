// One document as its portfolio reads it: its facts beside what its codes and
// IDs stand for. Whoever looks at a place in a text starts from it.

import type { Catalogue } from "./catalogue.ts";
import {
  contribute,
  noContribution,
  type Contribution,
} from "./contribution.ts";
import type { EvidenceNames } from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { portfolioCodes } from "./portfolioCodes.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  resolveHeader,
  type ResolvedHeader,
  type ResolvedMember,
} from "./target.ts";
import { portfolioOf } from "./workspaceIndex.ts";

export interface DocumentReading extends ResolvedHeader {
  readonly path: FilePath;
  readonly facts: DocumentFacts;
  readonly contribution: Contribution;
  /** Whether the target is what its own header states. */
  readonly statesTarget: boolean;
  /** What its IDs stand for; nothing where it is under no portfolio. */
  readonly names: EvidenceNames;
}

const noNames: EvidenceNames = {
  holders: new Map(),
  byPath: new Map(),
  prefixes: new Set(),
};

/** A document that may be under no portfolio; it is then read alone. */
export function readingOf(
  snapshot: Snapshot,
  path: FilePath,
): DocumentReading | undefined {
  const facts = snapshot.index.documents.get(path);
  if (facts === undefined) return undefined;
  const portfolio = portfolioOf(snapshot.index, path);
  if (portfolio !== undefined) return readingIn(portfolio, path, facts);
  const { catalogue, today } = snapshot;
  const { target, entries } = resolveHeader(catalogue, facts.portfolio, today);
  const contribution =
    facts.role === "narrative"
      ? noContribution
      : contribute({ catalogue, target, names: noNames }, path, facts);
  return {
    path,
    facts,
    contribution,
    target,
    entries,
    statesTarget: true,
    names: noNames,
  };
}

export function readingIn(
  { contributions, target, entries, table, path: root }: Portfolio,
  path: FilePath,
  facts: DocumentFacts,
): DocumentReading {
  return {
    path,
    facts,
    contribution: contributions.get(path) ?? noContribution,
    target,
    entries,
    statesTarget: path === root,
    names: table.names,
  };
}

/** All members of a document that may name standards. */
export function membersOf(
  catalogue: Catalogue,
  { facts, target, entries, statesTarget, contribution }: DocumentReading,
): readonly ResolvedMember[] {
  const { fields } = contribution;
  // Most documents have one field at most, and many are asked at once.
  const own =
    fields.length > 1
      ? fields.flatMap(({ members }) => members)
      : (fields[0]?.members ?? []);
  return facts.role === "portfolio" && statesTarget
    ? [
        ...own,
        ...entries.members,
        ...portfolioCodes(catalogue, { target, entries }, facts.portfolio),
      ]
    : own;
}
