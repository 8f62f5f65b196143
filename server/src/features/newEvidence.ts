// A new piece of evidence: where it goes, its ID, its text, and what it can
// be and serve.

import { stateWords } from "../model/coverageWords.ts";
import type { CoverageState } from "../model/coverage.ts";
import { evidenceFolder, nextEvidenceId } from "../model/evidenceTable.ts";
import { evidenceDocument, evidenceFileName } from "../model/newDocuments.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";

export interface EvidenceWish {
  readonly title: string;
  readonly kind?: string;
  readonly standards: readonly string[];
}

export type NewEvidence =
  | { readonly path: FilePath; readonly text: string; readonly id: string }
  | { readonly message: string };

export function newEvidence(
  snapshot: Snapshot,
  path: FilePath | undefined,
  wish: EvidenceWish,
): NewEvidence {
  const portfolio = meantPortfolio(snapshot, path);
  if (portfolio === undefined) {
    return {
      message:
        snapshot.index.portfolios.size === 0
          ? "There is no portfolio in this folder yet. Make one with New Portfolio."
          : "There are several portfolios here. Open a document of the one that you mean.",
    };
  }
  const { table, header, folder } = portfolio;
  const id = nextEvidenceId(table.names, header);
  const place = evidenceFolder(table, folder);
  const name = evidenceFileName(id, wish.title);
  return {
    path: place === "" ? name : `${place}/${name}`,
    id,
    text: evidenceDocument({ id, date: snapshot.today, ...wish }),
  };
}

function meantPortfolio(
  { index }: Snapshot,
  path: FilePath | undefined,
): Portfolio | undefined {
  const own = path === undefined ? undefined : portfolioOf(index, path);
  if (own !== undefined) return own;
  const [only, ...more] = index.portfolios.values();
  return more.length === 0 ? only : undefined;
}

export interface EvidenceChoices {
  readonly kinds: readonly { readonly id: string; readonly meaning: string }[];
  readonly standards: readonly {
    readonly code: string;
    readonly title: string;
    readonly state: string;
  }[];
}

const order: Readonly<Record<CoverageState, number>> = {
  uncovered: 0,
  "partly-covered": 1,
  covered: 2,
  "not-applicable": 3,
};

/** Kinds, and standards with those that lack evidence first. */
export function evidenceChoices(
  snapshot: Snapshot,
  path: FilePath | undefined,
): EvidenceChoices {
  const portfolio = meantPortfolio(snapshot, path);
  const standards = (portfolio?.target.standards ?? [])
    .filter(({ isAssessable }) => isAssessable)
    .map((standard) => ({
      standard,
      state:
        portfolio?.coverage.standards.get(standard.key)?.state ?? "uncovered",
    }))
    .sort((a, b) => order[a.state] - order[b.state]);
  return {
    kinds: [...snapshot.catalogue.kinds.values()].map(({ id, meaning }) => ({
      id,
      meaning,
    })),
    standards: standards.map(({ standard, state }) => ({
      code: standard.code,
      title: standard.title,
      state: stateWords[state],
    })),
  };
}
