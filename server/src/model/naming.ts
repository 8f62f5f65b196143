// Which documents of a portfolio name a piece of evidence or a standard, so
// that whoever looks for the places looks through these alone. Made when it is
// first asked for, and brought up to date by the documents that have changed
// since; it goes with the portfolio.

import type { Contribution, ResolvedCitation } from "./contribution.ts";
import { idFields } from "./evidencePlaces.ts";
import {
  evidenceId,
  resolveCitation,
  type EvidenceId,
  type EvidenceNames,
} from "./evidenceTable.ts";
import type { DocumentFacts } from "./facts.ts";
import type { StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";

/** What is written behind an `@`. */
export interface CitedToken {
  readonly token: string;
  /** What all of it would be as an ID. */
  readonly whole: EvidenceId;
  /** What it names; nothing where it is no citation. */
  readonly ids: readonly EvidenceId[];
}

interface TokenPlaces extends CitedToken {
  readonly paths: FilePath[];
}

/** What it was made of. */
interface NamingSource extends Pick<Portfolio, "documents" | "contributions"> {
  readonly names: EvidenceNames;
}

export class Naming {
  readonly #evidence = new Map<EvidenceId, FilePath[]>();
  readonly #standards = new Map<StandardKey, FilePath[]>();
  readonly #tokens = new Map<string, TokenPlaces>();
  /** Documents whose mentions are others with other names. */
  readonly #mentioning = new Set<FilePath>();
  #source: NamingSource;
  /** Documents looked at so far, for tests. */
  lookedAt = 0;

  constructor(source: NamingSource) {
    this.#source = source;
    for (const [path, contribution] of source.contributions.entries()) {
      const facts = source.documents.get(path);
      if (facts !== undefined) this.#add(path, facts, contribution);
    }
  }

  /** No order; a few more than name it, where a mention only looks like it. */
  evidence(id: EvidenceId): readonly FilePath[] {
    return this.#evidence.get(id) ?? [];
  }

  /** No order. */
  standard(key: StandardKey): readonly FilePath[] {
    return this.#standards.get(key) ?? [];
  }

  /** Whatever is cited, each wording once; what is unknown is left out. */
  tokens(): Iterable<CitedToken> {
    return this.#tokens.values();
  }

  /** Looks at the documents that are others than before. */
  follow(source: NamingSource): void {
    const before = this.#source;
    const { documents, contributions, names } = source;
    const changed = new Set([
      ...documents.changedKeys(before.documents),
      ...contributions.changedKeys(before.contributions),
      ...(names === before.names ? [] : this.#mentioning),
    ]);
    // All are taken out first: one wording stands for the same in all of them.
    for (const path of changed) {
      const facts = before.documents.get(path);
      const contribution = before.contributions.get(path);
      if (facts !== undefined && contribution !== undefined) {
        this.#remove(path, facts, contribution);
      }
    }
    this.#source = source;
    for (const path of changed) {
      const facts = documents.get(path);
      const contribution = contributions.get(path);
      if (facts !== undefined && contribution !== undefined) {
        this.#add(path, facts, contribution);
      }
    }
  }

  #add(path: FilePath, facts: DocumentFacts, contribution: Contribution): void {
    this.lookedAt += 1;
    if (facts.mentions.length > 0) this.#mentioning.add(path);
    this.#forEachId(facts, contribution, (id) => {
      put(this.#evidence, id, path);
    });
    forEachStandard(contribution, (key) => {
      put(this.#standards, key, path);
    });
    for (const citation of contribution.citations) {
      const known = this.#tokens.get(citation.citation.token);
      if (known === undefined) {
        const cited = citedToken(citation);
        if (cited === undefined) continue;
        this.#tokens.set(cited.token, { ...cited, paths: [path] });
      } else if (known.paths.at(-1) !== path) {
        known.paths.push(path);
      }
    }
  }

  #remove(
    path: FilePath,
    facts: DocumentFacts,
    contribution: Contribution,
  ): void {
    this.#mentioning.delete(path);
    this.#forEachId(facts, contribution, (id) => {
      takeOut(this.#evidence, id, path);
    });
    forEachStandard(contribution, (key) => {
      takeOut(this.#standards, key, path);
    });
    for (const { citation } of contribution.citations) {
      const known = this.#tokens.get(citation.token);
      if (known === undefined) continue;
      takeFrom(known.paths, path);
      if (known.paths.length === 0) this.#tokens.delete(citation.token);
    }
  }

  #forEachId(
    facts: DocumentFacts,
    { citations, links }: Contribution,
    take: (id: EvidenceId) => void,
  ): void {
    for (const { stated } of idFields(facts)) take(evidenceId(stated.text));
    for (const { cited } of citations) {
      if (cited.kind === "known") cited.ids.forEach(take);
    }
    for (const { evidence } of links) evidence.forEach(take);
    for (const { token } of facts.mentions) {
      const cited = resolveCitation(this.#source.names, token);
      if (cited.kind === "known") cited.ids.forEach(take);
    }
  }
}

/** Nothing for what has the shape of an ID and is none. */
export function citedToken({
  citation: { token },
  cited,
}: ResolvedCitation): CitedToken | undefined {
  if (cited.kind === "unknown") return undefined;
  const ids = cited.kind === "known" ? cited.ids : [];
  return { token, whole: evidenceId(token), ids };
}

/** Whatever standards a document names, mapped or not, perhaps several times. */
export function forEachStandard(
  { fields, sections }: Contribution,
  take: (key: StandardKey) => void,
): void {
  for (const { members } of fields) {
    for (const { standards, above } of members) {
      for (const { key } of standards) take(key);
      if (above !== undefined && "code" in above) take(above.key);
    }
  }
  for (const { standards } of sections) {
    for (const { key } of standards) take(key);
  }
}

function put<Key>(lists: Map<Key, FilePath[]>, key: Key, path: FilePath): void {
  const paths = lists.get(key);
  if (paths === undefined) lists.set(key, [path]);
  // All of one document comes at once.
  else if (paths.at(-1) !== path) paths.push(path);
}

function takeOut<Key>(
  lists: Map<Key, FilePath[]>,
  key: Key,
  path: FilePath,
): void {
  const paths = lists.get(key);
  if (paths === undefined) return;
  takeFrom(paths, path);
  if (paths.length === 0) lists.delete(key);
}

function takeFrom(paths: FilePath[], path: FilePath): void {
  const at = paths.indexOf(path);
  if (at >= 0) paths.splice(at, 1);
}

const namings = new WeakMap<Portfolio["lineage"], Naming>();

/** Who names what in a portfolio, as it is now. */
export function namingIn(portfolio: Portfolio): Naming {
  const known = knownNaming(portfolio);
  if (known !== undefined) return known;
  const naming = new Naming(sourceOf(portfolio));
  namings.set(portfolio.lineage, naming);
  return naming;
}

/** The same, where somebody has asked for it before. */
export function knownNaming(portfolio: Portfolio): Naming | undefined {
  const known = namings.get(portfolio.lineage);
  known?.follow(sourceOf(portfolio));
  return known;
}

function sourceOf({
  documents,
  contributions,
  table: { names },
}: Portfolio): NamingSource {
  return { documents, contributions, names };
}
