// Standards in the order of their pack, found by what is typed. What finds
// them is made when it is first asked for, once for each list, and lists are
// kept as long as the frameworks they are of.

import {
  assessableIn,
  childrenOf,
  type Catalogue,
} from "../../model/catalogue.ts";
import type { Framework, Standard } from "../../model/framework.ts";
import { shortEnd } from "../../model/rangeOfCodes.ts";
import { findMember, type MemberContext } from "../../model/resolveCodes.ts";
import { normalForm } from "../../model/standardCode.ts";
import { PrefixIndex } from "./prefixIndex.ts";
import { wordsOf, type TypedCode } from "./typedCode.ts";

/** How a standard may fit what is typed, the best way first. */
export const waysToFit = ["name", "number", "words"] as const;

export type WayToFit = (typeof waysToFit)[number];

const nowhere = new Uint32Array();

export class CodeList {
  readonly standards: readonly Standard[];
  /** How a standard is written here: its code, or what a key leaves of it. */
  readonly written: (standard: Standard) => string;
  readonly #indexes: Partial<Record<WayToFit, PrefixIndex>> = {};
  #positions: ReadonlyMap<Standard, number> | undefined;

  constructor(
    standards: readonly Standard[],
    written: (standard: Standard) => string = ({ code }) => code,
  ) {
    this.standards = standards;
    this.written = written;
  }

  /** One set of positions for each condition; those in all of them fit. */
  fitting(
    { form, number, words }: TypedCode,
    way: WayToFit,
  ): readonly Uint32Array[] {
    const startingWith = (text: string): Uint32Array =>
      this.prepare(way).startingWith(text);
    switch (way) {
      case "name":
        return [startingWith(form)];
      case "number":
        return [number === undefined ? nowhere : startingWith(number)];
      case "words":
        return words.map(startingWith);
    }
  }

  /** Makes what finds standards by this way, unless it is made already. */
  prepare(way: WayToFit): PrefixIndex {
    return (this.#indexes[way] ??= PrefixIndex.of(this.#entries(way)));
  }

  get unprepared(): readonly WayToFit[] {
    return waysToFit.filter((way) => this.#indexes[way] === undefined);
  }

  positionOf(standard: Standard): number | undefined {
    const { position } = standard;
    if (this.standards[position] === standard) return position;
    this.#positions ??= new Map(this.standards.map((one, at) => [one, at]));
    return this.#positions.get(standard);
  }

  *#entries(way: WayToFit): Generator<readonly [name: string, at: number]> {
    for (const [at, standard] of this.standards.entries()) {
      for (const name of this.#namesOf(standard, way)) yield [name, at];
    }
  }

  #namesOf(standard: Standard, way: WayToFit): readonly string[] {
    const { code, aliases, title, summary = "", suggested } = standard;
    switch (way) {
      case "name":
        return [this.written(standard), code, ...aliases].map(normalForm);
      case "number":
        // Below a unit's key a number counts from the unit.
        return this.written(standard) === code ? numbersIn(code) : [];
      case "words":
        return wordsOf(
          [title, summary, ...suggested.map((one) => one.title)].join(" "),
        );
    }
  }
}

/** `1.2` begins a number of `QIF-1.2` and none of `QIF-11.2`. */
function numbersIn(code: string): readonly string[] {
  const text = code.toUpperCase();
  return [...text.matchAll(/\d+/g)].map(({ index }) => text.slice(index));
}

const ofFrameworks = new WeakMap<Framework, CodeList>();

/** All of a framework: positions here are those of its standards. */
export function frameworkList(framework: Framework): CodeList {
  let list = ofFrameworks.get(framework);
  if (list === undefined) {
    list = new CodeList(framework.standards);
    ofFrameworks.set(framework, list);
  }
  return list;
}

const belowKeys = new WeakMap<Catalogue, Map<MemberContext, CodeList>>();

/** What evidence may be mapped to below a map key, written as it is there. */
export function listBelow(
  catalogue: Catalogue,
  context: MemberContext,
): CodeList {
  let lists = belowKeys.get(catalogue);
  if (lists === undefined) {
    lists = new Map();
    belowKeys.set(catalogue, lists);
  }
  let list = lists.get(context);
  if (list === undefined) {
    const standards =
      "code" in context
        ? assessableIn(catalogue, context)
        : context.standards.filter(({ isAssessable }) => isAssessable);
    list = new CodeList(standards, (standard) =>
      bare(catalogue, context, standard),
    );
    lists.set(context, list);
  }
  return list;
}

/** What stands below a unit's key: the code less the unit. */
function bare(
  catalogue: Catalogue,
  context: MemberContext,
  standard: Standard,
): string {
  const short = shortEnd(catalogue, standard);
  return findMember(catalogue, context, short) === standard
    ? short
    : standard.code;
}

const ofSiblings = new WeakMap<Framework, Map<number, CodeList>>();

/** A standard and its siblings, written as the end of a range is. */
export function siblingList(
  catalogue: Catalogue,
  framework: Framework,
  { parent }: Standard,
): CodeList {
  let lists = ofSiblings.get(framework);
  if (lists === undefined) {
    lists = new Map();
    ofSiblings.set(framework, lists);
  }
  let list = lists.get(parent);
  if (list === undefined) {
    const above = framework.standards[parent];
    list = new CodeList(
      above === undefined
        ? framework.standards.filter((standard) => standard.parent < 0)
        : childrenOf(catalogue, above),
      (standard) => shortEnd(catalogue, standard),
    );
    lists.set(parent, list);
  }
  return list;
}
