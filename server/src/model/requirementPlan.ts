// Which requirements judge which standard of a target: the framework's, those
// of the standard and its parents, and the portfolio's own on top. All of them
// must hold; only a waiver takes one away.

import { assessableIn, lineage, type Catalogue } from "./catalogue.ts";
import type { Waived } from "./coverage.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { RequirementBlock } from "./requirement.ts";
import { resolveText } from "./resolveCodes.ts";
import type { Target, TargetFacts } from "./target.ts";
import { relieves, waiversInForce, withoutStandards } from "./waivers.ts";

/** Requirements that judge the evidence of several standards as one. */
export interface JointRequirement {
  readonly block: RequirementBlock;
  /** The assessable standards whose evidence is judged. */
  readonly over: readonly Standard[];
}

export interface RequirementPlan {
  /** Blocks whose conditions decide which pieces count for a standard. */
  conditionsFor(standard: Standard): readonly RequirementBlock[];
  /** Blocks that judge an assessable standard by itself. */
  quantitiesFor(standard: Standard): readonly RequirementBlock[];
  /** Blocks that judge a parent's evidence together. */
  jointFor(standard: Standard): readonly JointRequirement[];
  /** Where blocks stand that judge standards of several parents together. */
  readonly jointParents: readonly Standard[];
  /** Waivers of what would judge a standard otherwise. */
  waivedFor(standard: Standard): readonly Waived[];
}

/** What of a header a plan is made from, beside its target. */
type PlannedFacts = Pick<TargetFacts, "requirements" | "waivers">;

/** Whether two headers that ask for the same say so with the same blocks. */
export function isPlannedAlike(
  a: PlannedFacts | undefined,
  b: PlannedFacts | undefined,
): boolean {
  return a?.requirements === b?.requirements && a?.waivers === b?.waivers;
}

type IsWaived = (block: RequirementBlock, standard: Standard) => boolean;

/** A block of a framework or portfolio, with the standards it speaks of. */
interface WideBlock {
  readonly block: RequirementBlock;
  /** Undefined: all of them. */
  readonly only: ReadonlySet<StandardKey> | undefined;
  readonly except: ReadonlySet<StandardKey>;
  readonly isJoint: boolean;
}

export function planRequirements(
  catalogue: Catalogue,
  target: Target,
  portfolio: PlannedFacts | undefined,
): RequirementPlan {
  const waivers = waiversInForce(portfolio, target, (codes) =>
    namedStandards(catalogue, target, codes),
  );
  const plan = planBlocks(catalogue, target, portfolio, ({ id }, standard) =>
    waivers.some(
      (waiver) =>
        waiver.requirement === id && relieves(catalogue, waiver, standard),
    ),
  );
  if (waivers.length === 0) return { ...plan, waivedFor: () => [] };
  const asked = planBlocks(catalogue, target, portfolio, () => false);
  return {
    ...plan,
    waivedFor: (standard) => {
      const ids = new Set(blocksFor(asked, standard).map(({ id }) => id));
      return waivers
        .filter(
          (waiver) =>
            ids.has(waiver.requirement) &&
            relieves(catalogue, waiver, standard),
        )
        .map(withoutStandards);
    },
  };
}

/** Every block that judges a standard. */
export function blocksFor(
  plan: Omit<RequirementPlan, "waivedFor">,
  standard: Standard,
): readonly RequirementBlock[] {
  return standard.isAssessable
    ? [...plan.conditionsFor(standard), ...plan.quantitiesFor(standard)]
    : plan.jointFor(standard).map(({ block }) => block);
}

function planBlocks(
  catalogue: Catalogue,
  target: Target,
  portfolio: PlannedFacts | undefined,
  waived: IsWaived,
): Omit<RequirementPlan, "waivedFor"> {
  const widen = widener(catalogue, target);
  const ofPortfolio = (portfolio?.requirements ?? []).map(widen);
  const ofFramework = new Map(
    catalogue.frameworks.map((framework) => [
      framework.key,
      framework.requirements.map(widen),
    ]),
  );
  const widesFor = (standard: Standard): readonly WideBlock[] =>
    [...(ofFramework.get(standard.framework) ?? []), ...ofPortfolio].filter(
      (wide) =>
        (wide.only?.has(standard.key) ?? true) &&
        !wide.except.has(standard.key) &&
        !waived(wide.block, standard),
    );
  const joint = jointBlocks(catalogue, target, [
    ...ofPortfolio,
    ...[...ofFramework.values()].flat(),
  ]);
  const speaksOf = reachesOf(catalogue, target);
  return {
    jointParents: [...joint.keys()].flatMap(
      (key) => catalogue.standardByKey.get(key) ?? [],
    ),
    conditionsFor: onceForEach((standard) => [
      ...widesFor(standard).map(({ block }) => block),
      ...lineage(catalogue, standard).flatMap((above) =>
        above.requirements.filter(
          (block) =>
            speaksOf(above, block, standard) && !waived(block, standard),
        ),
      ),
    ]),
    quantitiesFor: onceForEach((standard) => [
      ...widesFor(standard)
        .filter(({ isJoint }) => !isJoint)
        .map(({ block }) => block),
      ...standard.requirements.filter((block) => !waived(block, standard)),
      ...lineage(catalogue, standard)
        .slice(1)
        .flatMap((above) =>
          above.requirements.filter(
            (block) =>
              block.each.length > 0 &&
              speaksOf(above, block, standard) &&
              !waived(block, standard),
          ),
        ),
    ]),
    jointFor: onceForEach((standard) => [
      ...(joint.get(standard.key) ?? []).filter(
        ({ block }) => !waived(block, standard),
      ),
      ...(standard.isAssessable
        ? []
        : standard.requirements
            .filter(
              (block) => block.each.length === 0 && !waived(block, standard),
            )
            .map((block) => ({
              block,
              over: assessableIn(catalogue, standard).filter((below) =>
                speaksOf(standard, block, below),
              ),
            }))),
    ]),
  };
}

/** Asked again at each judgement, and the same while the header is. */
function onceForEach<Answer>(
  answer: (standard: Standard) => readonly Answer[],
): (standard: Standard) => readonly Answer[] {
  const known = new Map<Standard, readonly Answer[]>();
  let last: readonly Answer[] = [];
  return (standard) => {
    let held = known.get(standard);
    if (held === undefined) {
      const found = answer(standard);
      // Mostly it is the one of the standard before.
      const isSame =
        found.length === last.length &&
        found.every((one, at) => one === last[at]);
      if (!isSame) last = found;
      held = last;
      known.set(standard, held);
    }
    return held;
  };
}

/** The assessable standards that a list of codes stands for. */
function namedStandards(
  catalogue: Catalogue,
  target: Target,
  codes: readonly string[],
  context?: Standard,
): ReadonlySet<StandardKey> {
  const named = new Set<StandardKey>();
  for (const code of codes) {
    const resolved = resolveText(catalogue, target.scope, code, context);
    for (const { standard } of resolved.codes) {
      for (const one of assessableIn(catalogue, standard)) named.add(one.key);
    }
    for (const framework of resolved.frameworks) {
      for (const one of framework.standards) {
        if (one.isAssessable) named.add(one.key);
      }
    }
  }
  return named;
}

function widener(
  catalogue: Catalogue,
  target: Target,
): (block: RequirementBlock) => WideBlock {
  return (block) => {
    const codes = [...block.each, ...block.across];
    return {
      block,
      only:
        codes.length === 0
          ? undefined
          : namedStandards(catalogue, target, codes),
      except: namedStandards(catalogue, target, block.except),
      isJoint: block.across.length > 0,
    };
  };
}

/** The standards that a parent's block names, and those it leaves out. */
interface Reach {
  /** Undefined: all below it. */
  readonly only: ReadonlySet<StandardKey> | undefined;
  readonly except: ReadonlySet<StandardKey>;
}

/** Whether a parent's block reaches down to a standard. */
function reachesOf(
  catalogue: Catalogue,
  target: Target,
): (owner: Standard, block: RequirementBlock, standard: Standard) => boolean {
  const reaches = new Map<Standard, Map<RequirementBlock, Reach>>();
  const reachOf = (owner: Standard, block: RequirementBlock): Reach => {
    const held = reaches.get(owner) ?? new Map<RequirementBlock, Reach>();
    reaches.set(owner, held);
    let reach = held.get(block);
    if (reach === undefined) {
      const codes = [...block.each, ...block.across];
      const named = (of: readonly string[]): ReadonlySet<StandardKey> =>
        namedStandards(catalogue, target, of, owner);
      reach = {
        only: codes.length === 0 ? undefined : named(codes),
        except: named(block.except),
      };
      held.set(block, reach);
    }
    return reach;
  };
  return (owner, block, { key }) => {
    const { only, except } = reachOf(owner, block);
    return (only?.has(key) ?? true) && !except.has(key);
  };
}

/** Blocks with `across` stand at the nearest parent of all they name. */
function jointBlocks(
  catalogue: Catalogue,
  target: Target,
  blocks: readonly WideBlock[],
): ReadonlyMap<StandardKey, readonly JointRequirement[]> {
  const joint = new Map<StandardKey, JointRequirement[]>();
  for (const { block, only, except, isJoint } of blocks) {
    if (!isJoint) continue;
    const over = target.standards.filter(
      (standard) =>
        standard.isAssessable &&
        (only?.has(standard.key) ?? true) &&
        !except.has(standard.key),
    );
    const at = commonParent(catalogue, over);
    if (at === undefined) continue;
    const held = joint.get(at.key);
    if (held === undefined) joint.set(at.key, [{ block, over }]);
    else held.push({ block, over });
  }
  return joint;
}

function commonParent(
  catalogue: Catalogue,
  standards: readonly Standard[],
): Standard | undefined {
  const [first, ...others] = standards;
  if (first === undefined) return undefined;
  const lines = others.map((standard) => lineage(catalogue, standard));
  const shared = lineage(catalogue, first)
    .slice(1)
    .find((above) => lines.every((line) => line.includes(above)));
  // Standards without a common parent are judged at the first one's top item.
  return shared ?? lineage(catalogue, first).at(-1);
}

/** The ids of all requirements that hold for a target: what can be waived. */
export function requirementIds(
  catalogue: Catalogue,
  target: Target,
  portfolio: PlannedFacts | undefined,
): ReadonlySet<string> {
  const frameworks = new Set(
    target.standards.map(({ framework }) => framework),
  );
  const blocks = [
    ...(portfolio?.requirements ?? []),
    ...catalogue.frameworks
      .filter(({ key }) => frameworks.has(key))
      .flatMap(({ requirements }) => requirements),
    ...target.standards.flatMap(({ requirements }) => requirements),
  ];
  return new Set(blocks.flatMap(({ id }) => id ?? []));
}
