// Reads a qualification of a framework pack: its rule of combination, its
// pathways, and whether anybody could ever complete it.

import {
  entryOf,
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import { searchCombination } from "./combinationSearch.ts";
import type {
  CreditsAtLevel,
  FrameworkKey,
  Pathway,
  Qualification,
  Standard,
  UnitGroup,
  UnitsAndCredits,
} from "./framework.ts";
import type { PackProblem } from "./frameworkPack.ts";
import {
  integerOf,
  isTrue,
  mapOf,
  optionalNumbers,
  optionalTexts,
  scalarOf,
  scalarsOf,
  textOf,
  textsOf,
} from "./headerFields.ts";
import { counted, listed } from "./judgeEvidence.ts";
import {
  creditsOf,
  creditsThatCount,
  eachUnitOnce,
  isAtLevel,
} from "./ruleOfCombination.ts";
import { codePrefix, normalForm, type StandardCode } from "./standardCode.ts";

const unitNumber = /^\p{L}\/\d{3}\/\d{4}$/u;

/** What reading a qualification needs of the pack around it. */
export interface QualificationContext {
  readonly framework: FrameworkKey;
  readonly standards: readonly Standard[];
  /** Records a spelling; false, with a problem, when it is taken. */
  claimForm(spelling: string, range: TextRange): boolean;
  report(problem: PackProblem): void;
}

/** A group as it was read, with its place for problems. */
interface ReadGroup {
  readonly group: UnitGroup;
  readonly map: HeaderMap;
}

/** Credits as a qualification or a pathway states them. */
interface ReadCredits {
  readonly credits?: number;
  readonly creditsAtLevel?: CreditsAtLevel;
}

export function readQualification(
  item: HeaderNode,
  context: QualificationContext,
): Qualification | undefined {
  const map = mapOf(item);
  const code = scalarOf(valueOf(map, "code"));
  if (map === undefined || code === undefined) return undefined;
  if (!context.claimForm(code.text, code.range)) return undefined;
  const reader = new QualificationReader(context);
  return reader.read(map, code);
}

class QualificationReader {
  readonly #context: QualificationContext;
  readonly #byForm: ReadonlyMap<string, Standard>;

  constructor(context: QualificationContext) {
    this.#context = context;
    this.#byForm = new Map(
      context.standards.flatMap((standard) =>
        [standard.code, ...standard.aliases].map((spelling) => [
          normalForm(spelling),
          standard,
        ]),
      ),
    );
  }

  read(map: HeaderMap, code: HeaderScalar): Qualification {
    const groups = this.#readGroups(valueOf(map, "groups"));
    const pathways = this.#readPathways(valueOf(map, "pathways"));
    const barred = oneOrMany(valueOf(map, "barred")).map((set) => {
      this.#checkUnits(scalarsOf(set));
      return textsOf(set);
    });
    const qualification: Qualification = {
      code: code.text as StandardCode,
      framework: this.#context.framework,
      title: textOf(valueOf(map, "title")) ?? code.text,
      ...optionalTexts(map, ["note"]),
      ...optionalNumbers(map, ["level", "tqt", "glh"]),
      ...readCredits(map),
      groups: groups.map(({ group }) => group),
      pathways: pathways.map(({ pathway }) => pathway),
      barred,
      range: code.range,
    };
    const all = [...groups, ...pathways.flatMap((one) => one.groups)];
    // Each group has its word, whatever is wrong with the one before.
    const areGroupsSound = !all
      .map((one) => this.#isGroupSound(one))
      .includes(false);
    if (pathways.length === 0) {
      this.#checkRule(qualification, groups, map, areGroupsSound);
    }
    for (const { pathway, groups: own, map: place } of pathways) {
      const combined = { ...qualification, ...withoutGroups(pathway) };
      this.#checkRule(
        combined,
        [...groups, ...own],
        valueOf(place, "credits") === undefined ? map : place,
        areGroupsSound,
      );
    }
    return qualification;
  }

  #readPathways(node: HeaderNode | undefined): readonly {
    readonly pathway: Pathway;
    readonly groups: readonly ReadGroup[];
    readonly map: HeaderMap;
  }[] {
    const seen = new Set<string>();
    return oneOrMany(node).flatMap((item) => {
      const map = mapOf(item);
      const id = scalarOf(valueOf(map, "id"));
      if (map === undefined || id === undefined) return [];
      if (!this.#isNew(seen, id, "pathway")) return [];
      const groups = this.#readGroups(valueOf(map, "groups"));
      const pathway: Pathway = {
        id: id.text.trim(),
        title: textOf(valueOf(map, "title")) ?? id.text.trim(),
        ...readCredits(map),
        groups: groups.map(({ group }) => group),
        range: id.range,
      };
      return [{ pathway, groups, map }];
    });
  }

  #readGroups(node: HeaderNode | undefined): readonly ReadGroup[] {
    const seen = new Set<string>();
    return oneOrMany(node).flatMap((item) => {
      const map = mapOf(item);
      const id = scalarOf(valueOf(map, "id"));
      if (map === undefined || id === undefined) return [];
      if (!this.#isNew(seen, id, "group")) return [];
      return [{ group: this.#readGroup(map, id.text.trim()), map }];
    });
  }

  #isNew(seen: Set<string>, id: HeaderScalar, noun: string): boolean {
    const folded = id.text.trim().toLowerCase();
    if (!seen.has(folded)) {
      seen.add(folded);
      return true;
    }
    this.#context.report({
      range: id.range,
      message: `There is a ${noun} \`${id.text.trim()}\` here already, so this one is not read. Give it an ID of its own.`,
    });
    return false;
  }

  #readGroup(map: HeaderMap, id: string): UnitGroup {
    const units = scalarsOf(valueOf(map, "of"));
    this.#checkUnits(units);
    const all = isTrue(valueOf(map, "all")) ?? false;
    const least = readAmount(valueOf(map, "least"));
    const most = readAmount(valueOf(map, "most"));
    if (all && (least !== undefined || most !== undefined)) {
      this.#context.report({
        range: entryOf(map, "all")?.key.range ?? map.range,
        message:
          "A group asks for all its units or for at least and at most some of them, not for both. Remove `all`, or `least` and `most`.",
      });
    }
    return {
      id,
      ...optionalTexts(map, ["title"]),
      of: units.map((unit) => unit.text.trim()),
      all,
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    };
  }

  /** Units of another pack are known only to the catalogue: not checked here. */
  #checkUnits(units: readonly HeaderScalar[]): void {
    const first = this.#context.standards[0]?.code ?? "";
    // Ofqual's unit numbers are issued at random: they tell no pack.
    const prefix = unitNumber.test(first) ? undefined : codePrefix(first);
    for (const unit of units) {
      const isOwn =
        prefix !== undefined &&
        codePrefix(unit.text)?.toUpperCase() === prefix.toUpperCase();
      if (!isOwn || this.#byForm.has(normalForm(unit.text))) continue;
      this.#context.report({
        range: unit.range,
        message: `\`${unit.text}\` is not a unit of this pack, so nobody could choose it. Correct the code, or add the unit under \`items:\`.`,
      });
    }
  }

  /** The group's units; undefined when another pack may have some of them. */
  #unitsOf({ of }: UnitGroup): readonly Standard[] | undefined {
    const units = of.map((code) => this.#byForm.get(normalForm(code)));
    return units.every((unit) => unit !== undefined) ? units : undefined;
  }

  #isGroupSound({ group, map }: ReadGroup): boolean {
    const { least, most, of } = group;
    const units = this.#unitsOf(group);
    const offered = {
      units: new Set(of.map(normalForm)).size,
      // A unit from another pack may bring any number of credits.
      credits: haveCredits(units) ? creditsOf(units, undefined) : undefined,
    };
    let isSound = true;
    for (const amount of ["units", "credits"] as const) {
      const needed = least?.[amount];
      const top = most?.[amount];
      const there = offered[amount];
      if (needed === undefined) continue;
      const noun = amount === "units" ? "unit" : "credit";
      const range =
        valueOf(mapOf(valueOf(map, "least")), amount)?.range ?? map.range;
      if (top !== undefined && needed > top) {
        isSound = false;
        this.#context.report({
          range,
          message: `The group \`${group.id}\` needs at least ${counted(needed, noun)} and counts at most ${top}, so nobody could satisfy it. Correct \`least\` or \`most\`.`,
        });
      } else if (there !== undefined && needed > there) {
        isSound = false;
        this.#context.report({
          range,
          message: `The group \`${group.id}\` needs at least ${counted(needed, noun)} and offers ${there}, so nobody could satisfy it. Correct the number, or add units to the group.`,
        });
      }
    }
    return isSound;
  }

  /** Says when no choice of units could satisfy the rule. */
  #checkRule(
    rule: Qualification,
    read: readonly ReadGroup[],
    map: HeaderMap,
    areGroupsSound: boolean,
  ): void {
    const own = read.flatMap(({ group }) => {
      const units = this.#unitsOf(group);
      return units === undefined ? [] : [{ rule: group, units }];
    });
    if (own.length < read.length) return;
    const groups = eachUnitOnce(own);
    if (this.#isBarredByItself(rule, groups) || !areGroupsSound) return;
    // Credits that the pack does not give may be any number.
    if (!haveCredits(groups.flatMap(({ units }) => units))) return;
    if (this.#areCreditsOffered(rule, groups, map)) {
      this.#checkCombination(rule, groups);
    }
  }

  #isBarredByItself(
    { code, barred, range }: Qualification,
    groups: readonly Combined[],
  ): boolean {
    const mandatory = new Set(
      groups.flatMap(({ rule, units }) => (rule.all ? units : [])),
    );
    const clashes = barred
      .map((set) => this.#known(set).filter((unit) => mandatory.has(unit)))
      .filter((set) => set.length > 1);
    for (const set of clashes) {
      this.#context.report({
        range,
        message: `\`${code}\` makes ${listed(set.map((unit) => `\`${unit.code}\``))} mandatory and bars them from each other, so nobody could complete it. Correct \`groups\` or \`barred\`.`,
      });
    }
    return clashes.length > 0;
  }

  #known(codes: readonly string[]): readonly Standard[] {
    return [
      ...new Set(
        codes.flatMap((code) => this.#byForm.get(normalForm(code)) ?? []),
      ),
    ];
  }

  #areCreditsOffered(
    { code, credits, creditsAtLevel, range }: Qualification,
    groups: readonly Combined[],
    map: HeaderMap,
  ): boolean {
    const offered = creditsThatCount(groups, () => true);
    if (credits !== undefined && offered < credits) {
      this.#context.report({
        range: valueOf(map, "credits")?.range ?? range,
        message: `\`${code}\` needs ${credits} credits and its groups offer ${offered}, so nobody could complete it. Correct the credits, or add units to a group.`,
      });
      return false;
    }
    const atLevel = creditsThatCount(groups, (unit) =>
      isAtLevel(unit, creditsAtLevel),
    );
    if (creditsAtLevel !== undefined && atLevel < creditsAtLevel.credits) {
      const place = mapOf(valueOf(map, "creditsAtLevel"));
      this.#context.report({
        range: valueOf(place, "credits")?.range ?? range,
        message: `\`${code}\` needs ${creditsAtLevel.credits} credits at level ${creditsAtLevel.level} or above and its groups offer ${atLevel}, so nobody could complete it. Correct the credits, or add units of that level.`,
      });
      return false;
    }
    return true;
  }

  /** What each part allows may still be impossible together. */
  #checkCombination(
    { code, credits, creditsAtLevel, barred, range }: Qualification,
    groups: readonly Combined[],
  ): void {
    const byUnit = new Map(
      groups.flatMap(({ rule, units }) =>
        units.map((unit) => [
          unit,
          {
            code: unit.code,
            credit: unit.credit ?? 0,
            isAtLevel: isAtLevel(unit, creditsAtLevel),
            criteria: 0,
            isTaken: rule.all,
          },
        ]),
      ),
    );
    const searched = (units: readonly Standard[]) =>
      units.flatMap((unit) => byUnit.get(unit) ?? []);
    const { noWay } = searchCombination({
      credits: credits ?? 0,
      creditsAtLevel: creditsAtLevel?.credits ?? 0,
      groups: groups.map(({ rule: { least, most }, units }) => ({
        ...(least === undefined ? {} : { least }),
        ...(most === undefined ? {} : { most }),
        units: searched(units),
      })),
      barred: barred.map((set) => searched(this.#known(set))),
    });
    if (noWay !== "no-way-left") return;
    this.#context.report({
      range,
      message: `No choice of units satisfies the rule of combination of \`${code}\`: units that its groups need bar each other, or stand in two groups and count in one. Correct \`groups\` or \`barred\`.`,
    });
  }
}

function haveCredits(
  units: readonly Standard[] | undefined,
): units is readonly Standard[] {
  return units?.every(({ credit }) => credit !== undefined) ?? false;
}

interface Combined {
  readonly rule: UnitGroup;
  readonly units: readonly Standard[];
}

/** What a pathway says in place of its qualification. */
function withoutGroups({ credits, creditsAtLevel }: Pathway): ReadCredits {
  return {
    ...(credits === undefined ? {} : { credits }),
    ...(creditsAtLevel === undefined ? {} : { creditsAtLevel }),
  };
}

function readCredits(map: HeaderMap): ReadCredits {
  const atLevel = mapOf(valueOf(map, "creditsAtLevel"));
  const level = integerOf(valueOf(atLevel, "level"));
  const credits = integerOf(valueOf(atLevel, "credits"));
  return {
    ...optionalNumbers(map, ["credits"]),
    ...(level === undefined || credits === undefined
      ? {}
      : { creditsAtLevel: { level, credits } }),
  };
}

function readAmount(node: HeaderNode | undefined): UnitsAndCredits | undefined {
  const map = mapOf(node);
  return map === undefined
    ? undefined
    : optionalNumbers(map, ["units", "credits"]);
}
