// All frameworks that a workspace folder knows, found by code. A workspace's
// own pack with a shipped one's id and edition replaces it.

import type { Crosswalk } from "./crosswalk.ts";
import { coreEvidenceKinds, type EvidenceKind } from "./evidenceKinds.ts";
import type {
  Framework,
  FrameworkKey,
  Qualification,
  Standard,
  StandardKey,
} from "./framework.ts";
import { normalForm, type NormalForm } from "./standardCode.ts";

export interface Catalogue {
  /** Current editions first, then by id and edition. */
  readonly frameworks: readonly Framework[];
  readonly byKey: ReadonlyMap<FrameworkKey, Framework>;
  readonly standardByKey: ReadonlyMap<StandardKey, Standard>;
  /** Codes and aliases, in every framework. */
  readonly standards: ReadonlyMap<NormalForm, readonly Standard[]>;
  readonly qualifications: ReadonlyMap<NormalForm, readonly Qualification[]>;
  /** Kinds of evidence that all frameworks share, and those that packs add. */
  readonly kinds: ReadonlyMap<string, EvidenceKind>;
  /** There is a pack so broken that not even its name is known. */
  readonly hasUnreadPack: boolean;
  /** Those of packs and those with a file of their own. */
  readonly crosswalks: readonly Crosswalk[];
}

/** Joins frameworks; a later one replaces an earlier one of equal key. */
export function buildCatalogue(
  given: readonly Framework[],
  walks: readonly Crosswalk[] = [],
  hasUnreadPack = false,
): Catalogue {
  const byKey = new Map<FrameworkKey, Framework>();
  for (const framework of given) byKey.set(framework.key, framework);
  const frameworks = [...byKey.values()].sort(
    (a, b) =>
      Number(b.isCurrent) - Number(a.isCurrent) ||
      (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
  const standards = new Map<NormalForm, Standard[]>();
  const standardByKey = new Map<StandardKey, Standard>();
  const qualifications = new Map<NormalForm, Qualification[]>();
  const kinds = new Map(coreEvidenceKinds.map((kind) => [kind.id, kind]));
  for (const framework of frameworks) {
    for (const standard of framework.standards) {
      standardByKey.set(standard.key, standard);
      append(standards, normalForm(standard.code), standard);
      for (const alias of standard.aliases) {
        append(standards, normalForm(alias), standard);
      }
    }
    for (const qualification of framework.qualifications) {
      append(qualifications, normalForm(qualification.code), qualification);
    }
    for (const kind of framework.kinds) {
      if (!kinds.has(kind.id)) kinds.set(kind.id, kind);
    }
  }
  return {
    frameworks,
    byKey,
    standardByKey,
    standards,
    qualifications,
    kinds,
    hasUnreadPack,
    crosswalks: [
      ...frameworks.flatMap(({ crosswalks }) => crosswalks),
      ...new Map(walks.map((walk) => [walk.name, walk])).values(),
    ],
  };
}

function append<Value>(
  map: Map<NormalForm, Value[]>,
  form: NormalForm,
  value: Value,
): void {
  const held = map.get(form);
  if (held === undefined) map.set(form, [value]);
  else if (!held.includes(value)) held.push(value);
}

export function frameworkOf(
  catalogue: Catalogue,
  standard: Standard,
): Framework {
  const framework = catalogue.byKey.get(standard.framework);
  if (framework === undefined) {
    throw new Error(`Standard ${standard.key} is not of this catalogue`);
  }
  return framework;
}

/** The standard itself, then its parents up to the top item. */
export function lineage(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  const { standards } = frameworkOf(catalogue, standard);
  const line = [standard];
  let parent = standards[standard.parent];
  while (parent !== undefined) {
    line.push(parent);
    parent = standards[parent.parent];
  }
  return line;
}

export function childrenOf(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  const { standards } = frameworkOf(catalogue, standard);
  return standard.children.flatMap((position) => standards[position] ?? []);
}

/** Standards of any frameworks, as the catalogue and their packs have them. */
export function inPackOrder(
  catalogue: Catalogue,
  standards: readonly Standard[],
): readonly Standard[] {
  const order = new Map(
    catalogue.frameworks.map((framework, at) => [framework.key, at]),
  );
  return [...standards].sort(
    (a, b) =>
      (order.get(a.framework) ?? 0) - (order.get(b.framework) ?? 0) ||
      a.position - b.position,
  );
}

/** All standards below one, in pack order, itself left out. */
export function descendantsOf(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  // Pack order is depth first, so descendants are one run.
  const { standards } = frameworkOf(catalogue, standard);
  const found: Standard[] = [];
  for (
    let position = standard.position + 1;
    position < standards.length;
    position += 1
  ) {
    const candidate = standards[position];
    if (candidate === undefined || candidate.parent < standard.position) break;
    found.push(candidate);
  }
  return found;
}

/** The standards to which evidence is mapped: itself, or those below it. */
export function assessableIn(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  if (standard.isAssessable) return [standard];
  return descendantsOf(catalogue, standard).filter(
    (candidate) => candidate.isAssessable,
  );
}

/** What findings about several standards are gathered under. */
export interface GroupHead {
  readonly key: StandardKey | FrameworkKey;
  readonly code: string;
  readonly title: string;
}

/** The component or unit of a standard; of one that has none, its framework. */
export function groupHead(catalogue: Catalogue, standard: Standard): GroupHead {
  const top = lineage(catalogue, standard).at(-1) ?? standard;
  if (!top.isAssessable) return top;
  const { key, id, title } = frameworkOf(catalogue, top);
  return { key, code: id, title };
}

/** `unit`, `component`: the tier's own word, in lower case. */
export function tierTitle(catalogue: Catalogue, standard: Standard): string {
  const { tiers } = frameworkOf(catalogue, standard);
  const title = tiers.find((tier) => tier.id === standard.tier)?.title;
  return (title ?? "standard").toLowerCase();
}

/** `units`, `assessment criteria`. */
export function tierTitles(catalogue: Catalogue, standard: Standard): string {
  const title = tierTitle(catalogue, standard);
  return title.endsWith("criterion")
    ? title.replace(/criterion$/, "criteria")
    : `${title}s`;
}
