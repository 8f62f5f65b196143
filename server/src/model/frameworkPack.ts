// Reads a framework pack: YAML or JSON in, a framework and a list of problems
// out. A pack that says nothing usable gives no framework; one with lesser
// faults gives a framework without the faulty parts. Never throws.

import { validate, type FieldProblem } from "../schema/validate.ts";
import {
  entryOf,
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import type { HeaderLimits } from "../syntax/headerTreeReader.ts";
import { onFirstLine, parseHeader } from "../syntax/parseHeader.ts";
import { indexLines, withoutByteOrderMark } from "../text/lineIndex.ts";
import {
  compareRanges,
  documentStart,
  type TextRange,
} from "../text/textRange.ts";
import {
  isCrosswalkFile,
  readCrosswalkFile,
  readPackCrosswalks,
  type Crosswalk,
} from "./crosswalk.ts";
import { coreEvidenceKinds, type EvidenceKind } from "./evidenceKinds.ts";
import {
  frameworkKey,
  standardKey,
  type Framework,
  type FrameworkKey,
  type ReportPart,
  type Scale,
  type Standard,
  type SuggestedEvidence,
  type Tier,
} from "./framework.ts";
import {
  isTrue,
  mapOf,
  optionalNumbers,
  optionalTexts,
  scalarOf,
  scalarsOf,
  textOf,
  textsOf,
} from "./headerFields.ts";
import { readCodeShape } from "./codeShape.ts";
import type { FaultySuppression, Suppression } from "./facts.ts";
import { checkPack } from "./packChecks.ts";
import { readSuppressions, silences } from "./suppression.ts";
import { nearestWord } from "./nearest.ts";
import { kindsInRequirements, readRequirements } from "./requirement.ts";
import {
  readQualification,
  type QualificationContext,
} from "./readQualification.ts";
import {
  normalForm,
  type NormalForm,
  type StandardCode,
} from "./standardCode.ts";

/** Bounds on a pack: far above a header's, since a framework may be large. */
export const packLimits: HeaderLimits = {
  subject: "pack",
  characters: 8_388_608,
  depth: 40,
  nodes: 400_000,
};

export interface PackProblem {
  readonly range: TextRange;
  readonly message: string;
  readonly related?: { readonly range: TextRange; readonly message: string };
  /** The key or value that was surely meant. */
  readonly replacement?: string;
}

export interface PackSource {
  /** A shipped pack's file name, or a workspace pack's path. */
  readonly file: string;
  readonly text: string;
  readonly isShipped: boolean;
}

export interface FrameworkPack {
  readonly file: string;
  /** What counts: while the file is broken, its last good version. */
  readonly framework: Framework | undefined;
  /** What the file itself says, as far as it can be read. */
  readonly asWritten: Framework | undefined;
  /** What the file holds where it is a cross-walk and no pack. */
  readonly crosswalk: Crosswalk | undefined;
  readonly problems: readonly PackProblem[];
  /** Comments that silence problems, as in a document's header. */
  readonly suppressions: readonly Suppression[];
  readonly faultySuppressions: readonly FaultySuppression[];
}

/** The rule that speaks of a pack's problems. */
export const packRule = "invalid-framework";

/** Whether nothing is wrong with a pack but what was silenced with a reason. */
export function isSound({
  framework,
  problems,
  suppressions,
}: FrameworkPack): boolean {
  return (
    framework !== undefined &&
    problems.every(({ range }) =>
      suppressions.some((one) => silences(one, packRule, range)),
    )
  );
}

export function readFrameworkPack(source: PackSource): FrameworkPack {
  const index = indexLines(withoutByteOrderMark(source.text));
  const parsed = parseHeader(index, 0, index.text.length, packLimits);
  const problems: PackProblem[] = parsed.problems.map(
    ({ range, what, advice }) => ({ range, message: `${what}. ${advice}` }),
  );
  const { root } = parsed;
  const lines = index.lineStarts.length;
  const comments = readSuppressions(index, {
    state: "closed",
    firstLine: 0,
    endLine: lines,
    bodyLine: lines,
  });
  if (root?.kind !== "map") {
    if (problems.length === 0) {
      problems.push({
        range:
          root === undefined ? documentStart : onFirstLine(index, root.range),
        message:
          "This file describes no framework. Begin with `id:`, `edition:`, `title:`, `tiers:` and `items:`.",
      });
    }
    return { ...nothing, file: source.file, problems, ...comments };
  }
  if (isCrosswalkFile(root)) {
    if (problems.length === 0) {
      problems.push(...validate("crosswalk", root).map(packProblem));
    }
    const crosswalk = readCrosswalkFile(root, source);
    return { ...nothing, file: source.file, crosswalk, problems, ...comments };
  }
  const isPartial = problems.length > 0;
  if (problems.length === 0) {
    problems.push(...validate("framework", root).map(packProblem));
  }
  const read = new PackReader(source, root, problems).framework();
  if (read !== undefined) problems.push(...checkPack(root, read));
  const framework: Framework | undefined =
    read !== undefined && isPartial ? { ...read, isPartial: true } : read;
  return {
    ...nothing,
    file: source.file,
    framework,
    asWritten: framework,
    problems: problems.sort((a, b) => compareRanges(a.range, b.range)),
    ...comments,
  };
}

const nothing = {
  framework: undefined,
  asWritten: undefined,
  crosswalk: undefined,
};

function packProblem(problem: FieldProblem): PackProblem {
  const { field, range, expected } = problem;
  switch (problem.kind) {
    case "missing":
      return {
        range,
        message: `\`${field}\` is missing or empty here. Write ${expected}.`,
      };
    case "unknown-key": {
      const meant = nearestWord(field, problem.known ?? []);
      return {
        range,
        message:
          `\`${field}\` is not a field that a framework pack has in this place, so nothing reads it.` +
          (meant === undefined ? " Remove it." : ` Did you mean \`${meant}\`?`),
        ...(meant === undefined ? {} : { replacement: meant }),
      };
    }
    default: {
      const found =
        problem.found === undefined ? "" : ` is \`${problem.found}\``;
      return {
        range,
        message: `\`${field}\`${found}${found === "" ? " cannot be read here" : ""}. Write ${expected}.`,
        ...(problem.replacement === undefined
          ? {}
          : { replacement: problem.replacement }),
      };
    }
  }
}

/** A standard while its children are still being read. */
type DraftStandard = Omit<Standard, "children"> & { children: number[] };

class PackReader {
  readonly #source: PackSource;
  readonly #root: HeaderMap;
  readonly #problems: PackProblem[];
  readonly #standards: DraftStandard[] = [];
  readonly #byForm = new Map<NormalForm, TextRange>();
  #key: FrameworkKey = frameworkKey("", "");
  #id = "";
  #tiers: readonly Tier[] = [];
  #kinds: ReadonlySet<string> = new Set();

  constructor(source: PackSource, root: HeaderMap, problems: PackProblem[]) {
    this.#source = source;
    this.#root = root;
    this.#problems = problems;
  }

  framework(): Framework | undefined {
    const root = this.#root;
    const id = textOf(valueOf(root, "id"));
    const edition = textOf(valueOf(root, "edition"));
    if (id === undefined || edition === undefined) return undefined;
    this.#id = id;
    this.#key = frameworkKey(id, edition);
    this.#tiers = readTiers(valueOf(root, "tiers"));
    const kinds = readKinds(valueOf(root, "kinds"));
    this.#kinds = new Set(
      [...coreEvidenceKinds, ...kinds].map((kind) => kind.id),
    );
    this.#readItems(valueOf(root, "items"), -1, 0, undefined);
    const context: QualificationContext = {
      framework: this.#key,
      standards: this.#standards,
      claimForm: (spelling, range) => this.#claimForm(spelling, range),
      report: (problem) => this.#problems.push(problem),
    };
    const qualifications = oneOrMany(valueOf(root, "qualifications")).flatMap(
      (item) => readQualification(item, context) ?? [],
    );
    this.#checkReplacements();
    this.#checkRequirementKinds(valueOf(root, "requirements"));
    const status = textOf(valueOf(root, "status"));
    const codeShape = readCodeShape(root, this.#standards, this.#problems);
    return {
      key: this.#key,
      id,
      edition,
      isCurrent: isTrue(valueOf(root, "current")) ?? true,
      title: textOf(valueOf(root, "title")) ?? id,
      ...optionalTexts(root, [
        "owner",
        "source",
        "licence",
        "language",
        "note",
      ]),
      ...(status === "illustrative" || status === "historical"
        ? { status }
        : {}),
      ...(codeShape === undefined ? {} : { codeShape }),
      tiers: this.#tiers,
      kinds,
      requirements: readRequirements(valueOf(root, "requirements")),
      standards: this.#standards,
      qualifications,
      parts: readParts(valueOf(root, "parts")),
      scales: readScales(valueOf(root, "scales")),
      crosswalks: readPackCrosswalks(
        valueOf(root, "crosswalks"),
        { text: `${id}@${edition}`, range: root.range },
        { file: this.#source.file, isShipped: this.#source.isShipped },
      ),
      file: this.#source.file,
      isShipped: this.#source.isShipped,
      range: entryOf(root, "id")?.value?.range ?? root.range,
    };
  }

  #readItems(
    node: HeaderNode | undefined,
    parent: number,
    depth: number,
    top: DraftStandard | undefined,
  ): void {
    for (const item of oneOrMany(node)) {
      const map = mapOf(item);
      const code = scalarOf(valueOf(map, "code"));
      if (map === undefined || code === undefined) continue;
      const standard = this.#readStandard(map, code, parent, depth, top);
      if (!this.#claimForm(standard.code, code.range)) continue;
      this.#standards.push(standard);
      if (parent >= 0)
        this.#standards[parent]?.children.push(standard.position);
      for (const alias of scalarsOf(valueOf(map, "aliases"))) {
        this.#claimForm(alias.text, alias.range);
      }
      this.#readItems(
        valueOf(map, "items"),
        standard.position,
        depth + 1,
        top ?? standard,
      );
    }
  }

  #readStandard(
    map: HeaderMap,
    printed: HeaderScalar,
    parent: number,
    depth: number,
    top: DraftStandard | undefined,
  ): DraftStandard {
    const code = this.#fullCode(printed.text.trim(), top);
    const tier = this.#tiers[depth] ?? this.#tiers.at(-1);
    const withdrawn = textOf(valueOf(map, "withdrawn"));
    this.#checkRequirementKinds(valueOf(map, "requirements"));
    return {
      key: standardKey(this.#key, code),
      framework: this.#key,
      code,
      title: textOf(valueOf(map, "title")) ?? code,
      ...optionalTexts(map, ["summary", "note", "replacedBy"]),
      tier: tier?.id ?? "",
      position: this.#standards.length,
      parent,
      children: [],
      isAssessable:
        isTrue(valueOf(map, "assessable")) ?? tier?.isAssessable ?? false,
      isProvisional: isTrue(valueOf(map, "provisional")) ?? false,
      ...(withdrawn === undefined || withdrawn === "false"
        ? {}
        : { withdrawn }),
      aliases: textsOf(valueOf(map, "aliases")),
      ...optionalNumbers(map, ["level", "credit", "glh"]),
      seeAlso: textsOf(valueOf(map, "seeAlso")),
      suggested: this.#readSuggested(valueOf(map, "suggested")),
      requirements: readRequirements(valueOf(map, "requirements")),
      range: printed.range,
    };
  }

  /** A code is in full, or as printed and read from its top item. */
  #fullCode(printed: string, top: DraftStandard | undefined): StandardCode {
    if (top === undefined) return printed as StandardCode;
    const form = normalForm(printed);
    const isFull =
      form.startsWith(normalForm(top.code)) ||
      form.startsWith(normalForm(this.#id));
    return (isFull ? printed : `${top.code}.${printed}`) as StandardCode;
  }

  /** Records a spelling; false, with a problem, when it is taken. */
  #claimForm(spelling: string, range: TextRange): boolean {
    const form = normalForm(spelling);
    const holder = this.#byForm.get(form);
    if (holder === undefined) {
      this.#byForm.set(form, range);
      return true;
    }
    this.#problems.push({
      range,
      message: `\`${spelling}\` cannot be told apart from another code of this pack. Mappings to it would be ambiguous, so only the first counts. Give it a code of its own.`,
      related: { range: holder, message: "The code that counts." },
    });
    return false;
  }

  #readSuggested(node: HeaderNode | undefined): readonly SuggestedEvidence[] {
    const seen = new Set<string>();
    return oneOrMany(node).flatMap((item) => {
      const map = mapOf(item);
      const id = scalarOf(valueOf(map, "id"));
      const title = textOf(valueOf(map, "title"));
      if (id === undefined || title === undefined) return [];
      if (seen.has(id.text)) {
        this.#problems.push({
          range: id.range,
          message: `\`${id.text}\` is here a second time. Give each piece of suggested evidence its own ID; new ones go at the end.`,
        });
        return [];
      }
      seen.add(id.text);
      this.#checkKinds(scalarsOf(valueOf(map, "kind")));
      const kind = textOf(valueOf(map, "kind"));
      return [{ id: id.text, title, ...(kind === undefined ? {} : { kind }) }];
    });
  }

  #checkRequirementKinds(node: HeaderNode | undefined): void {
    this.#checkKinds(kindsInRequirements(node));
  }

  #checkKinds(kinds: readonly HeaderScalar[]): void {
    for (const kind of kinds) {
      if (this.#kinds.has(kind.text)) continue;
      const meant = nearestWord(kind.text, [...this.#kinds]);
      this.#problems.push({
        range: kind.range,
        message:
          `\`${kind.text}\` is not a kind of evidence, so no evidence can be of it.` +
          (meant === undefined
            ? " Use a known kind, or add it under `kinds:`."
            : ` Did you mean \`${meant}\`?`),
        ...(meant === undefined ? {} : { replacement: meant }),
      });
    }
  }

  #checkReplacements(): void {
    const byForm = new Map(
      this.#standards.map((standard) => [normalForm(standard.code), standard]),
    );
    for (const standard of this.#standards) {
      let step: DraftStandard | undefined = standard;
      const seen = new Set<DraftStandard>();
      while (step?.replacedBy !== undefined && !seen.has(step)) {
        seen.add(step);
        step = byForm.get(normalForm(step.replacedBy));
      }
      if (step !== standard || seen.size === 0) continue;
      this.#problems.push({
        range: standard.range,
        message: `\`${standard.code}\` is replaced, in the end, by itself. Let the last code of the chain have no \`replacedBy\`.`,
      });
    }
  }
}

function readTiers(node: HeaderNode | undefined): readonly Tier[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const id = textOf(valueOf(map, "id"));
    if (id === undefined) return [];
    return [
      {
        id,
        title: textOf(valueOf(map, "title")) ?? id,
        isAssessable: isTrue(valueOf(map, "assessable")) ?? false,
      },
    ];
  });
}

function readKinds(node: HeaderNode | undefined): readonly EvidenceKind[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const id = textOf(valueOf(map, "id"));
    if (id === undefined) return [];
    return [
      {
        id,
        meaning: textOf(valueOf(map, "meaning")) ?? "",
        alsoCalled: textsOf(valueOf(map, "alsoCalled")),
      },
    ];
  });
}

function readParts(node: HeaderNode | undefined): readonly ReportPart[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const id = textOf(valueOf(map, "id"));
    if (id === undefined) return [];
    return [
      {
        id,
        labels: textsOf(valueOf(map, "labels")),
        isExpected: isTrue(valueOf(map, "expected")) ?? false,
      },
    ];
  });
}

function readScales(node: HeaderNode | undefined): readonly Scale[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    const id = textOf(valueOf(map, "id"));
    const grades = textsOf(valueOf(map, "values"));
    return id === undefined || grades.length === 0 ? [] : [{ id, grades }];
  });
}
