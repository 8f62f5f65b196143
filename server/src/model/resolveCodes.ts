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
import { dashPattern, normalForm, type NormalForm } from "./standardCode.ts";

/** Where unpinned codes are looked for first: the portfolio's targets. */
export interface CodeScope {
  readonly targets: ReadonlySet<FrameworkKey>;
}

export const noScope: CodeScope = { targets: new Set() };

export type CodeIssue =
  /** Nothing is called so. */
  | { readonly kind: "unknown"; readonly text: string; readonly from: number }
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
  | { readonly kind: "standard"; readonly standard: Standard; readonly canonical: string | undefined }
  | { readonly kind: "framework"; readonly framework: Framework; readonly canonical: string | undefined }
  | { readonly kind: "qualification"; readonly qualification: Qualification; readonly canonical: string | undefined }
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
  const found = findOne(catalogue, scope, whole, context);
  if (found !== undefined) {
    add(draft, found, whole, from);
    return draft;
  }
  let member = context;
  for (const part of splitAtCommas(text)) {
    member = resolvePart(catalogue, scope, part, member, draft) ?? member;
  }
  return draft;
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

/** Resolves a part of a list; returns the context for the parts after it. */
function resolvePart(
  catalogue: Catalogue,
  scope: CodeScope,
  part: TextPart,
  context: MemberContext | undefined,
  draft: Draft,
): MemberContext | undefined {
  const found = findOne(catalogue, scope, part.text, context);
  if (found !== undefined) {
    add(draft, found, part.text, part.from);
    return found.kind === "standard" ? found.standard : undefined;
  }
  const range = resolveRange(catalogue, scope, part, context, draft);
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
  context: MemberContext | undefined,
): Found | undefined {
  if (context !== undefined) {
    const member = findMember(catalogue, context, text);
    if (member !== undefined) {
      return { kind: "standard", standard: member, canonical: undefined };
    }
  }
  const named = findNamed(catalogue, scope, text);
  if (named !== undefined) return named;
  return findDescent(catalogue, scope, text) ?? findSuffixed(catalogue, scope, text);
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
    const isRegular =
      text === standard.code || standard.aliases.includes(text);
    return {
      kind: "standard",
      standard,
      canonical: isRegular ? undefined : standard.code,
    };
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
  const framework = findFramework(catalogue, scope, text);
  if (framework === undefined) return undefined;
  const [id = ""] = text.split("@");
  return {
    kind: "framework",
    framework,
    canonical:
      id === framework.id ? undefined : text.replace(id, framework.id),
  };
}

/** A framework by its id, pinned to an edition (`QIF@first`) or not. */
export function findFramework(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
): Framework | undefined {
  const [id = "", edition] = text.split("@").map((part) => part.trim());
  const form = normalForm(id);
  const named = catalogue.frameworks.filter(
    (framework) => normalForm(framework.id) === form,
  );
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
  if (a.level !== b.level || a.credit !== b.credit) return false;
  const outline = (standard: Standard): string =>
    childrenOf(catalogue, standard)
      .map((child) => `${normalForm(child.code)}(${outline(child)})`)
      .join();
  return (
    normalForm(a.code) === normalForm(b.code) && outline(a) === outline(b)
  );
}

function choosePlaced(
  scope: CodeScope,
  catalogue: Catalogue,
  candidates: readonly Qualification[] | undefined,
): Qualification | undefined {
  return (
    candidates?.find(({ framework }) => scope.targets.has(framework)) ??
    candidates?.find(({ framework }) => catalogue.byKey.get(framework)?.isCurrent) ??
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
): Found | undefined {
  const match = /^(.*\d)[a-z]$/i.exec(text);
  if (match?.[1] === undefined) return undefined;
  const found = findNamed(catalogue, scope, match[1]);
  return found?.kind === "standard" && found.standard.isAssessable
    ? { ...found, canonical: found.standard.code }
    : undefined;
}

/** `QIF-1.1-1.4`: siblings in pack order; undefined when it is no range. */
function resolveRange(
  catalogue: Catalogue,
  scope: CodeScope,
  part: TextPart,
  context: MemberContext | undefined,
  draft: Draft,
): Standard | undefined {
  for (const dash of part.text.matchAll(dashPattern)) {
    const leftText = part.text.slice(0, dash.index).trimEnd();
    const right = part.text.slice(dash.index + 1);
    const rightText = right.trim();
    const rightFrom =
      part.from + dash.index + 1 + (right.length - right.trimStart().length);
    if (leftText === "" || rightText === "") continue;
    const left = findOne(catalogue, scope, leftText, context);
    if (left?.kind === "standard") {
      const end = findRangeEnd(catalogue, scope, left.standard, rightText);
      if (end === undefined && !/^[\p{L}]?[\d.]+$/u.test(rightText)) continue;
      add(draft, left, leftText, part.from);
      addRange(catalogue, left.standard, end, rightText, draft, {
        from: part.from,
        length: part.text.length,
      });
      if (end === undefined) {
        draft.issues.push({ kind: "unknown", text: rightText, from: rightFrom });
      }
      return end ?? left.standard;
    }
    const end = findOne(catalogue, scope, rightText, context);
    if (left === undefined && end?.kind === "standard") {
      draft.issues.push({ kind: "unknown", text: leftText, from: part.from });
      add(draft, end, rightText, rightFrom);
      return end.standard;
    }
  }
  return undefined;
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
    ...lineage(catalogue, left).slice(1).map((standard) => standard.code),
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

function siblingsOf(catalogue: Catalogue, standard: Standard): readonly Standard[] {
  const framework = frameworkOf(catalogue, standard);
  const parent = framework.standards[standard.parent];
  return parent === undefined
    ? framework.standards.filter((one) => one.parent < 0)
    : childrenOf(catalogue, parent);
}

/** Adds what lies behind the left end; without a right end, by number. */
function addRange(
  catalogue: Catalogue,
  left: Standard,
  end: Standard | undefined,
  rightText: string,
  draft: Draft,
  place: { readonly from: number; readonly length: number },
): void {
  const siblings = siblingsOf(catalogue, left);
  const first = siblings.indexOf(left);
  const limit = lastNumber(rightText);
  siblings.forEach((standard, position) => {
    if (position <= first) return;
    const isInside =
      end === undefined
        ? lastNumber(standard.code) <= limit
        : position <= siblings.indexOf(end);
    if (isInside) draft.codes.push({ standard, ...place });
  });
  // A range written backwards means the same standards.
  if (end === undefined || siblings.indexOf(end) >= first) return;
  siblings.forEach((standard, position) => {
    if (position >= siblings.indexOf(end) && position < first) {
      draft.codes.push({ standard, ...place });
    }
  });
}

function lastNumber(code: string): number {
  return Number(/(\d+)\D*$/.exec(code)?.[1] ?? 0);
}
