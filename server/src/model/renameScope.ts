// The documents among which an ID of evidence is renamed: those of its
// portfolio, reviews that lie elsewhere among them; or one document alone.

import type { Catalogue } from "./catalogue.ts";
import type { Contribution } from "./contribution.ts";
import type { DocumentReading } from "./documentReading.ts";
import {
  buildEvidenceTable,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentFacts, PortfolioFacts } from "./facts.ts";
import { citedToken, namingIn, type CitedToken } from "./naming.ts";
import type { FilePath } from "./paths.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Target } from "./target.ts";
import { portfolioOf } from "./workspaceIndex.ts";

export interface RenameScope {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly header: PortfolioFacts | undefined;
  readonly names: EvidenceNames;
  readonly documents: () => Iterable<readonly [FilePath, DocumentFacts]>;
  /** Those that may name an ID, in the same order. */
  readonly naming: (
    id: EvidenceId,
  ) => readonly (readonly [FilePath, DocumentFacts])[];
  /** Whatever they cite; what has the shape of an ID and is none is left out. */
  readonly cited: () => Iterable<CitedToken>;
  readonly contributionOf: (path: FilePath) => Contribution | undefined;
}

/** A piece, by the header that gives it its ID. */
export interface PiecePlace {
  readonly path: FilePath;
  readonly item: number;
}

export function renameScope(
  { catalogue, index }: Snapshot,
  { path, facts, target, contribution }: DocumentReading,
): RenameScope {
  const portfolio = portfolioOf(index, path);
  if (portfolio !== undefined) {
    const { header, table, documents, contributions } = portfolio;
    return {
      catalogue,
      target,
      header,
      names: table.names,
      documents: () => documents.entries(),
      naming: (id) => documents.entriesOf(namingIn(portfolio).evidence(id)),
      cited: () => namingIn(portfolio).tokens(),
      contributionOf: (one) => contributions.get(one),
    };
  }
  const documents = [[path, facts]] as const;
  const { names } = buildEvidenceTable(documents, undefined, catalogue);
  return {
    catalogue,
    target,
    header: undefined,
    names,
    documents: () => documents,
    naming: () => documents,
    cited: () => contribution.citations.flatMap((one) => citedToken(one) ?? []),
    contributionOf: () => contribution,
  };
}
