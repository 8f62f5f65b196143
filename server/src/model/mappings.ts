// Which evidence the documents of a portfolio map to which standard, and back,
// kept by difference: a document that changes changes its own mappings only.

import { inPackOrder, type Catalogue } from "./catalogue.ts";
import type { Contribution, Mapping } from "./contribution.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import { PersistentMap } from "./persistentMap.ts";

/** The evidence that each document maps to a standard. */
export type MappedBy = ReadonlyMap<FilePath, readonly EvidenceId[]>;

type Contributions = PersistentMap<FilePath, Contribution>;

export interface Mappings {
  readonly mapped: PersistentMap<StandardKey, MappedBy>;
  /** The standards that each piece is mapped to, once for each document. */
  readonly serves: PersistentMap<EvidenceId, readonly StandardKey[]>;
}

export interface ChangedMappings extends Mappings {
  /** Standards with other mappings than before. */
  readonly touched: Set<StandardKey>;
}

/** The mappings of all documents. */
export function mapAll(contributions: Contributions): ChangedMappings {
  const mapped = new Map<StandardKey, Map<FilePath, readonly EvidenceId[]>>();
  const serves = new Map<EvidenceId, StandardKey[]>();
  for (const [path, { mappings }] of contributions.entries()) {
    for (const [standard, ids] of byStandard(mappings)) {
      const by = mapped.get(standard);
      if (by === undefined) mapped.set(standard, new Map([[path, ids]]));
      else by.set(path, ids);
      for (const id of ids) {
        const served = serves.get(id);
        if (served === undefined) serves.set(id, [standard]);
        else served.push(standard);
      }
    }
  }
  for (const served of serves.values()) if (served.length > 1) served.sort();
  return {
    mapped: PersistentMap.from(mapped),
    serves: PersistentMap.from(serves),
    touched: new Set(),
  };
}

/** Brings the mappings of each standard up to date, and notes which changed. */
export function updateMappings(
  { mapped, serves }: Mappings,
  before: Contributions,
  after: Contributions,
): ChangedMappings {
  const touched = new Set<StandardKey>();
  const drafts = new Map<StandardKey, Map<FilePath, readonly EvidenceId[]>>();
  const draftOf = (
    standard: StandardKey,
  ): Map<FilePath, readonly EvidenceId[]> => {
    let draft = drafts.get(standard);
    if (draft === undefined) {
      draft = new Map(mapped.get(standard));
      drafts.set(standard, draft);
    }
    return draft;
  };
  const served = new Map<EvidenceId, StandardKey[]>();
  const servedBy = (id: EvidenceId): StandardKey[] => {
    let draft = served.get(id);
    if (draft === undefined) {
      draft = [...(serves.get(id) ?? [])];
      served.set(id, draft);
    }
    return draft;
  };
  for (const path of after.changedKeys(before)) {
    const was = before.get(path)?.mappings ?? [];
    const is = after.get(path)?.mappings ?? [];
    if (was === is || was.length + is.length === 0) continue;
    const old = byStandard(was);
    const now = byStandard(is);
    for (const standard of new Set([...old.keys(), ...now.keys()])) {
      const ids = now.get(standard);
      const gone = old.get(standard);
      if (sameIds(gone, ids)) continue;
      touched.add(standard);
      if (ids === undefined) draftOf(standard).delete(path);
      else draftOf(standard).set(path, ids);
      for (const id of gone ?? []) {
        const draft = servedBy(id);
        draft.splice(draft.indexOf(standard), 1);
      }
      for (const id of ids ?? []) servedBy(id).push(standard);
    }
  }
  const changes = new Map<StandardKey, MappedBy | undefined>();
  for (const [standard, draft] of drafts) {
    changes.set(standard, draft.size === 0 ? undefined : draft);
  }
  const servedNow = new Map<EvidenceId, readonly StandardKey[] | undefined>();
  for (const [id, draft] of served) {
    servedNow.set(id, draft.length === 0 ? undefined : draft.sort());
  }
  return {
    mapped: mapped.with(changes),
    serves: serves.with(servedNow),
    touched,
  };
}

function byStandard(
  mappings: readonly Mapping[],
): ReadonlyMap<StandardKey, readonly EvidenceId[]> {
  const found = new Map<StandardKey, EvidenceId[]>();
  for (const { standard, evidence } of mappings) {
    const ids = found.get(standard);
    if (ids === undefined) found.set(standard, [evidence]);
    else if (!ids.includes(evidence)) ids.push(evidence);
  }
  for (const ids of found.values()) if (ids.length > 1) ids.sort();
  return found;
}

function sameIds(
  a: readonly EvidenceId[] | undefined,
  b: readonly EvidenceId[] | undefined,
): boolean {
  return (
    a?.length === b?.length &&
    (a ?? []).every((id, position) => id === b?.[position])
  );
}

/** Standards that anything is mapped to, in pack order. */
export function mappedStandards({
  catalogue,
  mapped,
}: { readonly catalogue: Catalogue } & Pick<
  Mappings,
  "mapped"
>): readonly Standard[] {
  const found: Standard[] = [];
  for (const [key] of mapped.entries()) {
    const standard = catalogue.standardByKey.get(key);
    if (standard !== undefined) found.push(standard);
  }
  return inPackOrder(catalogue, found);
}

/** The evidence mapped to a standard, once for each document that says so. */
export function mappedTo(
  portfolio: Pick<Mappings, "mapped">,
  standard: StandardKey,
): readonly EvidenceId[] {
  const by = portfolio.mapped.get(standard);
  if (by === undefined) return [];
  const found: EvidenceId[] = [];
  for (const ids of by.values()) {
    for (const id of ids) found.push(id);
  }
  return found;
}
