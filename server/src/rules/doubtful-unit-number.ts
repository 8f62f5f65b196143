import { findRegisterNumber, mayHoldNumber } from "../model/checkCharacter.ts";
import type { HeadingWord, OutlineEntry } from "../syntax/outline.ts";
import { rangeInMember } from "../model/contribution.ts";
import { numbersNear } from "../model/knownNumbers.ts";
import { namesFramework } from "../model/namesFramework.ts";
import { portfolioCodes } from "../model/portfolioCodes.ts";
import { resolveText } from "../model/resolveCodes.ts";
import { suggestCodes, suggestTarget } from "../model/suggestCodes.ts";
import type { ResolvedMember } from "../model/target.ts";
import { within, type TextRange } from "../text/textRange.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type FoundProblem,
} from "./rule.ts";

export const doubtfulUnitNumber = defineRule({
  code: "doubtful-unit-number",
  group: "Codes",
  summary:
    "A unit or qualification number does not fit its own check character.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  concerns: ({ facts, contribution }) =>
    facts.role === "portfolio" ||
    contribution.fields.some(({ members }) => members.some(hasDigits)) ||
    mayHoldNumbers(facts.outline),
  *check(context) {
    const { facts, entries, contribution, displacedBy } = context;
    if (displacedBy !== undefined) return;
    const isPortfolio = facts.role === "portfolio";
    const members = isPortfolio
      ? [
          ...entries.members,
          ...portfolioCodes(context.catalogue, context, facts.portfolio),
        ]
      : contribution.fields.flatMap((field) => field.members);
    const spoken = new Set<string>();
    for (const { text, range, isKnown, says } of [
      ...members
        .filter(hasDigits)
        .flatMap((resolved) => placesIn(context, resolved)),
      ...headingPlaces(context),
    ]) {
      const number = findRegisterNumber(text);
      if (number === undefined || number.hasRightCheck) continue;
      // A number that a pack has is the pack's: one word where it is chosen.
      const { startLine, startCharacter } = range;
      const name = isKnown
        ? number.form
        : `${number.form} ${startLine}:${startCharacter}`;
      if (spoken.has(name) || (isKnown ? !isPortfolio : says())) continue;
      spoken.add(name);
      const place =
        range.endCharacter - range.startCharacter === text.length
          ? within(range, number.from, number.length)
          : range;
      yield isKnown
        ? knownProblem(text.slice(number.from, number.length), place)
        : problem(context, text, number, place);
    }
  },
});

const mayHold = new WeakMap<readonly OutlineEntry[], boolean>();

function mayHoldNumbers(outline: readonly OutlineEntry[]): boolean {
  let answer = mayHold.get(outline);
  if (answer === undefined) {
    answer = outline.some(({ words }) =>
      words.some(({ text }) => mayHoldNumber(text)),
    );
    mayHold.set(outline, answer);
  }
  return answer;
}

function hasDigits({ member: { text, under } }: ResolvedMember): boolean {
  return mayHoldNumber(under?.text ?? text);
}

interface NumberPlace {
  readonly text: string;
  readonly range: TextRange;
  /** A pack has it. */
  readonly isKnown: boolean;
  /** Whether another finding there says already what may be meant. */
  readonly says: () => boolean;
}

function placesIn(
  context: DocumentContext,
  resolved: ResolvedMember,
): readonly NumberPlace[] {
  const { catalogue, entries, facts } = context;
  const { member, places, standards, qualifications, issues } = resolved;
  if (member.under !== undefined) {
    const { text, range } = member.under;
    const isKnown = !resolved.isUnderUnknown;
    return [{ text, range, isKnown, says: () => suggests(context, text) }];
  }
  const isTarget =
    facts.role === "portfolio" && entries.members.includes(resolved);
  const at = (from: number, length: number, isKnown: boolean): NumberPlace => {
    const text = member.text.slice(from, from + length);
    return {
      text,
      range: rangeInMember(resolved, from, length),
      isKnown,
      says: () =>
        isTarget && namesFramework(catalogue, member.text)
          ? suggestTarget(catalogue, text) !== undefined
          : suggests(context, text),
    };
  };
  return [
    ...places
      .slice(0, standards.length)
      .map(({ from, length }) => at(from, length, true)),
    ...(qualifications.length === 0 ? [] : [at(0, member.text.length, true)]),
    ...issues.flatMap((issue) =>
      issue.kind === "unknown" && issue.range === undefined
        ? [at(issue.from, issue.text.length, false)]
        : [],
    ),
  ];
}

function suggests(
  { catalogue, target }: DocumentContext,
  text: string,
): boolean {
  return suggestCodes(catalogue, target, text).length > 0;
}

/** Words of headings that are written as unit numbers are, and mean nothing. */
function headingPlaces(context: DocumentContext): readonly NumberPlace[] {
  const { facts, catalogue, target, contribution } = context;
  const words: HeadingWord[] = [];
  for (const entry of facts.outline) {
    if (entry.kind !== "heading") continue;
    for (const word of entry.words) {
      if (mayHoldNumber(word.text)) words.push(word);
    }
  }
  return words.flatMap(({ text, range }) => {
    const number = findRegisterNumber(text);
    if (number?.kind !== "unit" || !number.isSeparated) return [];
    const { issues } = resolveText(catalogue, target.scope, text);
    if (!issues.some(({ kind }) => kind === "unknown")) return [];
    const hasItsWord = contribution.unknownHeadingCodes.some(
      (code) => code.range.startLine === range.startLine && code.text === text,
    );
    const says = (): boolean => hasItsWord && suggests(context, text);
    return [{ text, range, isKnown: false, says }];
  });
}

function knownProblem(text: string, range: TextRange): FoundProblem {
  return {
    range,
    message: `\`${text}\` does not fit its own check character, so it looks mistyped here and in the framework. Compare it with your specification.`,
  };
}

function problem(
  { path, catalogue, target }: DocumentContext,
  text: string,
  number: NonNullable<ReturnType<typeof findRegisterNumber>>,
  range: TextRange,
): FoundProblem {
  const end = number.from + number.length;
  const written = text.slice(number.from, end);
  const near = numbersNear(catalogue, number.form);
  const [only, ...others] = near;
  const isSure =
    only !== undefined &&
    others.length === 0 &&
    resolveText(catalogue, target.scope, `${only.code}${text.slice(end)}`)
      .issues.length === 0;
  const noun = number.kind === "unit" ? "unit" : "qualification";
  return {
    range,
    message:
      `\`${written}\` looks mistyped: as a ${noun} number it does not fit its own check character.` +
      (near.length === 0
        ? " Compare it with your specification."
        : ` Did you mean ${near
            .map(({ code, title }) => `\`${code}\` (${title})`)
            .join(" or ")}?`),
    fixes: isSure ? [replaceFix(path, range, only.code)] : [],
  };
}
