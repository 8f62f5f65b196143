// From what people write to standards: spellings, lists, ranges, bare members
// under a unit. Follows section 3.5 of the format: a scalar is tried whole,
// then split at commas, then at each dash.

import {
  frameworkOf,
  lineage,
  childrenOf,
  type Catalogue,
} from "./catalogue.ts";
import type {
  Framework,
  FrameworkKey,
  Qualification,
  Standard,
} from "./framework.ts";
import {
  codePrefix,
  dashPattern,
  normalForm,
  type NormalForm,
} from "./standardCode.ts";

/** Where unpinned codes are looked for first: the portfolio's targets. */
export interface CodeScope {
  readonly targets: ReadonlySet<FrameworkKey>;
}

export const noScope: CodeScope = { targets: new Set() };

export type CodeIssue =
  /** Nothing is called so. */
  | {
      readonly kind: "unknown";
      readonly text: string;
      readonly from: number;
      /** It is an end of a range, of which these count. */
      readonly range?: CountedRange;
    }
  /** Two different standards are called so. */
  | {
      readonly kind: "ambiguous";
      readonly text: string;
      readonly from: number;
      readonly candidates: readonly Standard[];
    }
  /** Resolved, but not spelt as the pack spells it. */
  | {
      readonly kind: "irregular";
      readonly text: string;
      readonly from: number;
      readonly canonical: string;
    };

/** What counts of a range with one end that is not there, in pack order. */
export interface CountedRange {
  readonly missing: "left" | "right";
  readonly first: Standard;
  readonly last: Standard;
}

/** One standard that a text names; `from` is its place in the text. */
export interface ResolvedCode {
  readonly standard: Standard;
  readonly from: number;
  readonly length: number;
}

export interface ResolvedText {
  readonly codes: readonly ResolvedCode[];
  readonly frameworks: readonly Framework[];
  readonly qualifications: readonly Qualification[];
  readonly issues: readonly CodeIssue[];
}

/** What a map key gives to the bare members below it. */
export type MemberContext = Standard | Framework;

interface Draft {
  readonly codes: ResolvedCode[];
  readonly frameworks: Framework[];
  readonly qualifications: Qualification[];
  readonly issues: CodeIssue[];
}

type Found =
  | {
      readonly kind: "standard";
      readonly standard: Standard;
      readonly canonical: string | undefined;
    }
  | {
      readonly kind: "framework";
      readonly framework: Framework;
      readonly canonical: string | undefined;
    }
  | {
      readonly kind: "qualification";
      readonly qualification: Qualification;
      readonly canonical: string | undefined;
    }
  | { readonly kind: "ambiguous"; readonly candidates: readonly Standard[] };

/** Resolves one scalar of `standards`, below a map key or not. */
export function resolveText(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
  context?: MemberContext,
): ResolvedText {
  const draft: Draft = {
    codes: [],
    frameworks: [],
    qualifications: [],
    issues: [],
  };
  const from = text.length - text.trimStart().length;
  const whole = text.trim();
  if (whole === "") return draft;
  const key = context === undefined ? [] : [context];
  const found = findOne(catalogue, scope, whole, key);
  if (found !== undefined) {
    add(draft, found, whole, from);
    return draft;
  }
  let contexts: readonly MemberContext[] = key;
  for (const part of splitAtCommas(text)) {
    const last = resolvePart(catalogue, scope, part, contexts, draft);
    if (last !== undefined) contexts = contextsAfter(catalogue, last, context);
  }
  return draft;
}

/**
 * From where a bare member behind a code may be counted: the code, then all
 * above it, but never from outside the map key that they stand under.
 */
function contextsAfter(
  catalogue: Catalogue,
  last: Standard,
  key: MemberContext | undefined,
): readonly MemberContext[] {
  const above: readonly MemberContext[] = [
    ...lineage(catalogue, last),
    frameworkOf(catalogue, last),
  ];
  if (key === undefined) return above;
  const end = above.indexOf(key);
  return end < 0 ? [key] : above.slice(0, end + 1);
}

interface TextPart {
  readonly text: string;
  readonly from: number;
}

function splitAtCommas(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  for (const piece of text.split(/[,;]/)) {
    const trimmed = piece.trim();
    const lead = piece.length - piece.trimStart().length;
    if (trimmed !== "") parts.push({ text: trimmed, from: start + lead });
    start += piece.length + 1;
  }
  return parts;
}

/** Resolves a part of a list; returns its last standard. */
function resolvePart(
  catalogue: Catalogue,
  scope: CodeScope,
  part: TextPart,
  contexts: readonly MemberContext[],
  draft: Draft,
): Standard | undefined {
  const found = findOne(catalogue, scope, part.text, contexts);
  if (found !== undefined) {
    add(draft, found, part.text, part.from);
    return found.kind === "standard" ? found.standard : undefined;
  }
  const range = resolveRange(catalogue, scope, part, contexts, draft);
  if (range !== undefined) return range;
  draft.issues.push({ kind: "unknown", ...part });
  return undefined;
}

function add(draft: Draft, found: Found, text: string, from: number): void {
  switch (found.kind) {
    case "standard":
      draft.codes.push({ standard: found.standard, from, length: text.length });
      break;
    case "framework":
      draft.frameworks.push(found.framework);
      break;
    case "qualification":
      draft.qualifications.push(found.qualification);
      break;
    case "ambiguous":
      draft.issues.push({
        kind: "ambiguous",
        text,
        from,
        candidates: found.candidates,
      });
      return;
  }
  if (found.canonical !== undefined) {
    draft.issues.push({
      kind: "irregular",
      text,
      from,
      canonical: found.canonical,
    });
  }
}

/** Resolves a text that is one name: a code, a member, a framework. */
function findOne(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
  contexts: readonly MemberContext[],
): Found | undefined {
  for (const context of contexts) {
    const member = findMember(catalogue, context, text);
    if (member !== undefined) {
      return { kind: "standard", standard: member, canonical: undefined };
    }
    const named = findInFramework(catalogue, context, text);
    if (named !== undefined) return named;
  }
  return (
    findNamed(catalogue, scope, text) ??
    findDescent(catalogue, scope, text) ??
    findSuffixed(catalogue, scope, text, contexts)
  );
}

/** A code in full: its framework's key says which one of several is meant. */
function findInFramework(
  catalogue: Catalogue,
  context: MemberContext,
  text: string,
): Found | undefined {
  if ("code" in context) return undefined;
  const standard = catalogue.standards
    .get(normalForm(text))
    ?.find(({ framework }) => framework === context.key);
  return standard && namedStandard(standard, text);
}

function namedStandard(standard: Standard, text: string): Found {
  const isRegular = text === standard.code || standard.aliases.includes(text);
  return {
    kind: "standard",
    standard,
    canonical: isRegular ? undefined : standard.code,
  };
}

function findNamed(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
): Found | undefined {
  const form = normalForm(text);
  if (form === "") return undefined;
  const standard = choose(catalogue, scope, catalogue.standards.get(form));
  if (standard !== undefined) {
    if (!("key" in standard)) {
      return { kind: "ambiguous", candidates: standard };
    }
    return namedStandard(standard, text);
  }
  const qualification = choosePlaced(
    scope,
    catalogue,
    catalogue.qualifications.get(form),
  );
  if (qualification !== undefined) {
    return {
      kind: "qualification",
      qualification,
      canonical: text === qualification.code ? undefined : qualification.code,
    };
  }
  const suggested = findSuggested(catalogue, scope, text);
  if (suggested !== undefined) return suggested;
  const framework = findFramework(catalogue, scope, text);
  if (framework === undefined) return undefined;
  const [id = ""] = text.split("@");
  return {
    kind: "framework",
    framework,
    canonical:
      id === framework.id
        ? undefined
        : [framework.id, ...text.split("@").slice(1)].join("@"),
  };
}

/** `QIF-1.1.e3`, a piece that the framework suggests, serves `QIF-1.1`. */
function findSuggested(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
): Found | undefined {
  const match = /^(.*\d)\.(e\d+)$/i.exec(text);
  const [, code, id] = match ?? [];
  if (code === undefined || id === undefined) return undefined;
  const found = findNamed(catalogue, scope, code);
  if (found?.kind !== "standard") return undefined;
  const { standard } = found;
  if (!standard.suggested.some((one) => one.id === id.toLowerCase())) {
    return undefined;
  }
  const canonical = `${standard.code}.${id.toLowerCase()}`;
  return {
    kind: "standard",
    standard,
    canonical: text === canonical ? undefined : canonical,
  };
}

/** A framework by its id, pinned to an edition (`QIF@first`) or not. */
export function findFramework(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
): Framework | undefined {
  const [id = "", edition] = text.split("@").map((part) => part.trim());
  const named = frameworksByForm(catalogue).get(normalForm(id)) ?? [];
  if (edition !== undefined) {
    return named.find(
      (framework) => normalForm(framework.edition) === normalForm(edition),
    );
  }
  return (
    named.find((framework) => scope.targets.has(framework.key)) ??
    named.find((framework) => framework.isCurrent) ??
    named[0]
  );
}

const formsOf = new WeakMap<
  Catalogue,
  ReadonlyMap<string, readonly Framework[]>
>();

/** Editions by the normal form of their framework's id. */
function frameworksByForm(
  catalogue: Catalogue,
): ReadonlyMap<string, readonly Framework[]> {
  let forms = formsOf.get(catalogue);
  if (forms === undefined) {
    const found = new Map<string, Framework[]>();
    for (const framework of catalogue.frameworks) {
      const form = normalForm(framework.id);
      const held = found.get(form);
      if (held === undefined) found.set(form, [framework]);
      else held.push(framework);
    }
    forms = found;
    formsOf.set(catalogue, forms);
  }
  return forms;
}

/** One of the candidates, or all of them when they differ. */
function choose(
  catalogue: Catalogue,
  scope: CodeScope,
  candidates: readonly Standard[] | undefined,
): Standard | readonly Standard[] | undefined {
  if (candidates === undefined || candidates.length === 0) return undefined;
  const first = candidates[0];
  if (candidates.length === 1) return first;
  const targeted = candidates.filter((candidate) =>
    scope.targets.has(candidate.framework),
  );
  const current = candidates.filter(
    (candidate) => frameworkOf(catalogue, candidate).isCurrent,
  );
  const pool =
    targeted.length > 0 ? targeted : current.length > 0 ? current : candidates;
  const [chosen] = pool;
  if (chosen === undefined) return first;
  const isOne = pool.every((other) => isSameUnit(catalogue, chosen, other));
  return isOne ? chosen : pool;
}

/** The same unit number in two packs is one unit if all that counts agrees. */
function isSameUnit(catalogue: Catalogue, a: Standard, b: Standard): boolean {
  if (a === b) return true;
  // A criterion is the same when the whole unit is.
  const unitOf = (standard: Standard): Standard =>
    lineage(catalogue, standard).at(-1) ?? standard;
  const [unitA, unitB] = [unitOf(a), unitOf(b)];
  if (unitA.level !== unitB.level || unitA.credit !== unitB.credit)
    return false;
  const outline = (standard: Standard): string =>
    childrenOf(catalogue, standard)
      .map((child) => `${normalForm(child.code)}(${outline(child)})`)
      .join();
  return (
    normalForm(a.code) === normalForm(b.code) &&
    normalForm(unitA.code) === normalForm(unitB.code) &&
    outline(unitA) === outline(unitB)
  );
}

function choosePlaced(
  scope: CodeScope,
  catalogue: Catalogue,
  candidates: readonly Qualification[] | undefined,
): Qualification | undefined {
  return (
    candidates?.find(({ framework }) => scope.targets.has(framework)) ??
    candidates?.find(
      ({ framework }) => catalogue.byKey.get(framework)?.isCurrent,
    ) ??
    candidates?.[0]
  );
}

/**
 * The one standard below `context` that a bare member means. The printed
 * number may be counted from any item above it (`1.1` under `QIF-1` is
 * `QIF-1.1`; under `H/601/5314` it is `H/601/5314.1.1`).
 */
export function findMember(
  catalogue: Catalogue,
  context: MemberContext,
  text: string,
): Standard | undefined {
  const form = normalForm(text);
  if (form === "" || !/^[\p{L}]{0,2}\p{N}/u.test(form)) return undefined;
  const isStandard = "code" in context;
  const framework = isStandard ? frameworkOf(catalogue, context) : context;
  const above = isStandard
    ? lineage(catalogue, context).map((standard) => standard.code)
    : [];
  for (const prefix of [...above, framework.id]) {
    for (const joint of [".", ""]) {
      const wanted = (normalForm(prefix) + joint + form) as NormalForm;
      const found = catalogue.standards
        .get(wanted)
        ?.find(
          (standard) =>
            standard.framework === framework.key &&
            (!isStandard || isBelow(catalogue, standard, context)),
        );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isBelow(
  catalogue: Catalogue,
  standard: Standard,
  ancestor: Standard,
): boolean {
  return lineage(catalogue, standard).includes(ancestor);
}

/** `H/601/5314 1.2`, `QIF: 1.1`: a blank or colon before a number descends. */
function findDescent(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
): Found | undefined {
  const match = /^(.*\S)[\s:]+([\p{L}]?[\d.]+)$/u.exec(text);
  const [, left, right] = match ?? [];
  if (left === undefined || right === undefined) return undefined;
  const above = findNamed(catalogue, scope, left.replace(/[\s:]+$/, ""));
  const context =
    above?.kind === "standard"
      ? above.standard
      : above?.kind === "framework"
        ? above.framework
        : undefined;
  if (context === undefined) return undefined;
  const standard = findMember(catalogue, context, right);
  return standard === undefined
    ? undefined
    : { kind: "standard", standard, canonical: standard.code };
}

/** `2.3a` is a bullet under 2.3, which is what evidence is mapped to. */
function findSuffixed(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
  contexts: readonly MemberContext[],
): Found | undefined {
  const whole = /^(.*\d)[a-z]$/i.exec(text)?.[1];
  if (whole === undefined) return undefined;
  const found = findOne(catalogue, scope, whole, contexts);
  if (found?.kind !== "standard" || !found.standard.isAssessable) {
    return undefined;
  }
  // A bare member stays bare: `2.3` for `2.3a` below its unit's key.
  const isMember = contexts.some(
    (context) => findMember(catalogue, context, whole) === found.standard,
  );
  return { ...found, canonical: isMember ? whole : found.standard.code };
}

/** `QIF-1.1-1.4`: siblings in pack order; undefined when it is no range. */
function resolveRange(
  catalogue: Catalogue,
  scope: CodeScope,
  part: TextPart,
  contexts: readonly MemberContext[],
  draft: Draft,
): Standard | undefined {
  const place = { from: part.from, length: part.text.length };
  for (const dash of part.text.matchAll(dashPattern)) {
    const leftText = part.text.slice(0, dash.index).trimEnd();
    const right = part.text.slice(dash.index + 1);
    const rightText = right.trim();
    const rightFrom =
      part.from + dash.index + 1 + (right.length - right.trimStart().length);
    if (leftText === "" || rightText === "") continue;
    const left = findOne(catalogue, scope, leftText, contexts);
    if (left?.kind === "standard") {
      const end = findRangeEnd(catalogue, scope, left.standard, rightText);
      if (end === undefined && !couldEnd(left.standard, rightText)) continue;
      const before = draft.codes.length;
      add(draft, left, leftText, part.from);
      if (end === undefined) {
        addAsFarAs(catalogue, left.standard, rightText, draft, place);
        draft.issues.push({
          kind: "unknown",
          text: rightText,
          from: rightFrom,
          range: countedRange(
            left.standard,
            "right",
            draft.codes.slice(before),
          ),
        });
      } else addRange(catalogue, left.standard, end, draft, place);
      return end ?? left.standard;
    }
    if (left !== undefined) continue;
    const end = findEndAlone(catalogue, scope, leftText, rightText, contexts);
    if (end?.kind !== "standard") continue;
    const before = draft.codes.length;
    addAsFarAs(catalogue, end.standard, leftText, draft, place);
    add(draft, end, rightText, rightFrom);
    draft.issues.push({
      kind: "unknown",
      text: leftText,
      from: part.from,
      range: countedRange(end.standard, "left", draft.codes.slice(before)),
    });
    return end.standard;
  }
  return undefined;
}

function countedRange(
  known: Standard,
  missing: CountedRange["missing"],
  codes: readonly ResolvedCode[],
): CountedRange {
  const counted = codes
    .map(({ standard }) => standard)
    .sort((a, b) => a.position - b.position);
  return {
    missing,
    first: counted[0] ?? known,
    last: counted.at(-1) ?? known,
  };
}

/** Whether a text that resolves to nothing is meant as the end of a range. */
function couldEnd(left: Standard, text: string): boolean {
  if (/^(?:\d+\.)*\p{L}?[\d.]+$/u.test(text)) return true;
  const prefix = codePrefix(left.code)?.toUpperCase();
  return prefix !== undefined && codePrefix(text)?.toUpperCase() === prefix;
}

/** The right end of a range whose left end is not there. */
function findEndAlone(
  catalogue: Catalogue,
  scope: CodeScope,
  leftText: string,
  rightText: string,
  contexts: readonly MemberContext[],
): Found | undefined {
  const end = findOne(catalogue, scope, rightText, contexts);
  if (end !== undefined) return end;
  const above = /^(.*\p{N})\.\p{N}+$/u.exec(leftText)?.[1];
  const parent =
    above === undefined
      ? undefined
      : findOne(catalogue, scope, above, contexts);
  if (parent?.kind !== "standard") return undefined;
  const standard = findMember(catalogue, parent.standard, rightText);
  return standard && { kind: "standard", standard, canonical: undefined };
}

/** The right end may drop what it shares with the left one. */
function findRangeEnd(
  catalogue: Catalogue,
  scope: CodeScope,
  left: Standard,
  text: string,
): Standard | undefined {
  const siblings = siblingsOf(catalogue, left);
  const named = findNamed(catalogue, scope, text);
  if (named?.kind === "standard" && siblings.includes(named.standard)) {
    return named.standard;
  }
  const form = normalForm(text);
  const above = [
    ...lineage(catalogue, left)
      .slice(1)
      .map((standard) => standard.code),
    left.framework.split("@")[0] ?? "",
  ];
  for (const prefix of above) {
    for (const joint of [".", ""]) {
      const wanted = normalForm(prefix) + joint + form;
      const end = siblings.find((one) => normalForm(one.code) === wanted);
      if (end !== undefined) return end;
    }
  }
  return undefined;
}

function siblingsOf(
  catalogue: Catalogue,
  standard: Standard,
): readonly Standard[] {
  const framework = frameworkOf(catalogue, standard);
  const parent = framework.standards[standard.parent];
  return parent === undefined
    ? framework.standards.filter((one) => one.parent < 0)
    : childrenOf(catalogue, parent);
}

interface Place {
  readonly from: number;
  readonly length: number;
}

/** Adds the siblings from the left end, which is there already, to the right. */
function addRange(
  catalogue: Catalogue,
  left: Standard,
  end: Standard,
  draft: Draft,
  place: Place,
): void {
  const siblings = siblingsOf(catalogue, left);
  const first = siblings.indexOf(left);
  const last = siblings.indexOf(end);
  siblings.forEach((standard, position) => {
    // A range written backwards means the same standards.
    const isInside =
      first <= last
        ? position > first && position <= last
        : position >= last && position < first;
    if (isInside) draft.codes.push({ standard, ...place });
  });
}

/**
 * Adds the siblings of one end of a range as far as the number of the other,
 * which is not there. An end below another parent bounds nothing.
 */
function addAsFarAs(
  catalogue: Catalogue,
  end: Standard,
  missing: string,
  draft: Draft,
  place: Place,
): void {
  const siblings = siblingsOf(catalogue, end);
  const at = siblings.indexOf(end);
  const above = withoutLast(normalForm(missing));
  const parent = withoutLast(normalForm(end.code));
  const isSameParent =
    parent === above ||
    (parent.endsWith(above) && !/\d$/.test(parent.slice(0, -above.length)));
  if (above !== "" && !isSameParent) return;
  // `A12` bounds `A1`, `A2` … and none of the `K1` that stand beside them.
  const series = seriesOf(end.code);
  const letters = /(\p{L}*)\d+\D*$/u.exec(normalForm(missing))?.[1] ?? "";
  if (!series.endsWith(letters)) return;
  const own = lastNumber(end.code);
  const limit = lastNumber(missing);
  siblings.forEach((standard, position) => {
    if (seriesOf(standard.code) !== series) return;
    const number = lastNumber(standard.code);
    const isInside =
      limit >= own
        ? position > at && number <= limit
        : position < at && number >= limit;
    if (isInside) draft.codes.push({ standard, ...place });
  });
}

function withoutLast(form: string): string {
  return form.slice(0, Math.max(0, form.lastIndexOf(".")));
}

/** A code less its last number: `WCA`, `QIF1.`. */
function seriesOf(code: string): string {
  return normalForm(code).replace(/\d+\D*$/, "");
}

function lastNumber(code: string): number {
  return Number(/(\d+)\D*$/.exec(code)?.[1] ?? 0);
}
