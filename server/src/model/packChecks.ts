// What a pack says that cannot be meant: names that stand twice, standards
// below the last tier, codes that lead nowhere, requirements that no evidence
// could meet. Qualifications are looked at where they are read.

import {
  entryOf,
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { TextRange } from "../text/textRange.ts";
import { buildCatalogue } from "./catalogue.ts";
import { rangeInMember } from "./contribution.ts";
import { coreEvidenceKinds } from "./evidenceKinds.ts";
import type { Framework, Standard } from "./framework.ts";
import type { PackProblem } from "./frameworkPack.ts";
import { mapOf, scalarOf, scalarsOf } from "./headerFields.ts";
import { listed } from "./judgeEvidence.ts";
import { readMembers } from "./readMembers.ts";
import { RequirementChecker } from "./requirementChecks.ts";
import { resolveText, type CodeScope } from "./resolveCodes.ts";
import { codePrefix, normalForm } from "./standardCode.ts";

export function checkPack(
  root: HeaderMap,
  framework: Framework,
): readonly PackProblem[] {
  const problems: PackProblem[] = [];
  checkNames(root, problems);
  checkKinds(root, problems);
  checkLabels(root, problems);
  checkScales(root, problems);
  checkTiers(root, framework, problems);
  new ItemChecker(framework, problems).check(root);
  return problems;
}

/** Ids that must differ within their list. */
function checkNames(root: HeaderMap, problems: PackProblem[]): void {
  const lists: readonly (readonly [key: string, what: string])[] = [
    ["tiers", "tier"],
    ["kinds", "kind of evidence"],
    ["parts", "part"],
    ["scales", "scale"],
  ];
  for (const [key, what] of lists) {
    reportRepeats(
      oneOrMany(valueOf(root, key)).flatMap(
        (item) => scalarOf(valueOf(mapOf(item), "id")) ?? [],
      ),
      what,
      problems,
    );
  }
}

function reportRepeats(
  names: readonly HeaderScalar[],
  what: string,
  problems: PackProblem[],
): void {
  const held = new Map<string, TextRange>();
  for (const { text, range } of names) {
    const name = text.trim().toLowerCase();
    const holder = held.get(name);
    if (holder === undefined) {
      held.set(name, range);
      continue;
    }
    problems.push({
      range,
      message: `There is a ${what} \`${text}\` already, and nobody could tell the two apart. Give this one a name of its own, or remove it.`,
      related: { range: holder, message: "The first of them." },
    });
  }
}

function checkKinds(root: HeaderMap, problems: PackProblem[]): void {
  const usual = new Set(coreEvidenceKinds.map(({ id }) => id));
  for (const item of oneOrMany(valueOf(root, "kinds"))) {
    const id = scalarOf(valueOf(mapOf(item), "id"));
    if (id === undefined || !usual.has(id.text)) continue;
    problems.push({
      range: id.range,
      message: `\`${id.text}\` is one of the usual kinds of evidence, so this has no effect. Remove it, or give your kind another name.`,
    });
  }
}

/** A heading that opens two parts opens neither. */
function checkLabels(root: HeaderMap, problems: PackProblem[]): void {
  reportRepeats(
    oneOrMany(valueOf(root, "parts")).flatMap((item) =>
      scalarsOf(valueOf(mapOf(item), "labels")),
    ),
    "part with the heading",
    problems,
  );
}

function checkScales(root: HeaderMap, problems: PackProblem[]): void {
  for (const item of oneOrMany(valueOf(root, "scales"))) {
    const grades = scalarsOf(valueOf(mapOf(item), "values"));
    reportRepeats(grades, "grade", problems);
    const [only] = grades;
    if (grades.length !== 1 || only === undefined) continue;
    problems.push({
      range: only.range,
      message:
        "A scale with a single grade tells nothing apart. Add the others, best first.",
    });
  }
}

/** Evidence is mapped to one tier of a branch, and to one at least. */
function checkTiers(
  root: HeaderMap,
  { standards }: Framework,
  problems: PackProblem[],
): void {
  if (standards.length === 0) return;
  const tiers = oneOrMany(valueOf(root, "tiers")).flatMap(
    (item) => mapOf(item) ?? [],
  );
  const last = tiers.at(-1);
  if (
    last !== undefined &&
    !standards.some(({ isAssessable }) => isAssessable)
  ) {
    problems.push({
      range: valueOf(last, "id")?.range ?? last.range,
      message:
        "Evidence could be mapped to no standard of this pack, because none is assessable. Write `assessable: true` in the tier that evidence is mapped to, as a rule the last one.",
    });
  }
}

/** The standards of this pack, one after the other, with what they name. */
class ItemChecker {
  readonly #framework: Framework;
  readonly #problems: PackProblem[];
  readonly #requirements: RequirementChecker;
  readonly #resolves: (text: string, context?: Standard) => readonly Lost[];
  readonly #byPlace: ReadonlyMap<TextRange, Standard>;

  constructor(framework: Framework, problems: PackProblem[]) {
    this.#framework = framework;
    this.#problems = problems;
    this.#requirements = new RequirementChecker(framework, problems);
    this.#byPlace = new Map(
      framework.standards.map((standard) => [standard.range, standard]),
    );
    const catalogue = buildCatalogue([framework]);
    const scope: CodeScope = { targets: new Set([framework.key]) };
    this.#resolves = (text, context) =>
      resolveText(catalogue, scope, text, context).issues.filter(
        ({ kind }) => kind === "unknown",
      );
  }

  check(root: HeaderMap): void {
    const forbidden = this.#requirements.check(
      valueOf(root, "requirements"),
      new Map(),
    );
    this.#checkNamed(valueOf(root, "requirements"), undefined);
    this.#checkItems(valueOf(root, "items"), 0, forbidden);
  }

  #checkItems(
    node: HeaderNode | undefined,
    depth: number,
    forbiddenAbove: ReadonlyMap<string, TextRange>,
  ): void {
    for (const item of oneOrMany(node)) {
      const map = mapOf(item);
      if (map === undefined) continue;
      const code = scalarOf(valueOf(map, "code"));
      const standard = code && this.#byPlace.get(code.range);
      const requirements = valueOf(map, "requirements");
      const forbidden = this.#requirements.check(requirements, forbiddenAbove);
      if (standard !== undefined) {
        this.#checkNamed(requirements, standard);
        this.#checkCode(valueOf(map, "replacedBy"), standard);
        this.#checkCode(valueOf(map, "seeAlso"), standard);
        this.#checkAssessable(map, standard);
      }
      const below = entryOf(map, "items");
      if (below !== undefined) this.#checkDepth(below.key, depth + 1, standard);
      this.#checkItems(below?.value, depth + 1, forbidden);
    }
  }

  #checkDepth(
    key: HeaderScalar,
    depth: number,
    standard: Standard | undefined,
  ): void {
    const { tiers } = this.#framework;
    // Said once: what is deeper still only follows from it.
    if (tiers.length === 0 || depth !== tiers.length) return;
    const titles = tiers.map(({ title }) => title);
    this.#problems.push({
      range: key.range,
      message: `${standard === undefined ? "The standards here stand" : `The standards under \`${standard.code}\` stand`} a tier deeper than \`tiers:\` goes: ${listed(titles)}. Add a tier there, or move them up.`,
    });
  }

  /** A piece would be asked for here and below, and count in two places. */
  #checkAssessable(map: HeaderMap, standard: Standard): void {
    if (!standard.isAssessable) return;
    const { standards } = this.#framework;
    const child = standard.children
      .map((position) => standards[position])
      .find((one) => one?.isAssessable === true);
    if (child === undefined) return;
    const stated = entryOf(map, "assessable");
    this.#problems.push({
      range: stated?.value?.range ?? standard.range,
      message: `Evidence is mapped to \`${standard.code}\` and to standards under it as well, so nobody could tell where a piece belongs. Let it be mapped to one of the two: write \`assessable: false\` at the other.`,
      related: { range: child.range, message: "Assessable too." },
    });
  }

  /** Codes that blocks of requirements name. */
  #checkNamed(
    node: HeaderNode | undefined,
    context: Standard | undefined,
  ): void {
    for (const block of oneOrMany(node)) {
      for (const key of ["each", "across", "except"]) {
        this.#checkCode(valueOf(mapOf(block), key), context, true);
      }
    }
  }

  /** A code that could only be this pack's own, and is not in it. */
  #checkCode(
    node: HeaderNode | undefined,
    context: Standard | undefined,
    isBareOwn = false,
  ): void {
    for (const member of readMembers(node)) {
      for (const { text, from } of this.#resolves(member.text, context)) {
        const isBare = isBareOwn && !/\p{L}/u.test(text);
        if (!isBare && !isOwn(this.#framework, text)) continue;
        this.#problems.push({
          range: rangeInMember({ member }, from, text.length),
          message: `There is no standard \`${text}\` in this pack, so nothing follows from naming it. Correct the code, or add the standard under \`items:\`.`,
        });
      }
    }
  }
}

interface Lost {
  readonly text: string;
  readonly from: number;
}

const unitNumber = /^\p{L}\/\d{3}\/\d{4}$/u;

/** Whether a code can belong to no other framework. */
function isOwn({ id, standards }: Framework, text: string): boolean {
  const form = normalForm(text);
  if (codePrefix(text)?.toUpperCase() === `${id.toUpperCase()}-`) return true;
  return standards.some(({ parent, code }) => {
    if (parent >= 0) return false;
    if (form.startsWith(`${normalForm(code)}.`)) return true;
    // Unit numbers are issued at random: what they begin with tells nothing.
    const prefix = unitNumber.test(code) ? undefined : codePrefix(code);
    return (
      prefix !== undefined &&
      codePrefix(text)?.toUpperCase() === prefix.toUpperCase()
    );
  });
}
