// Actions of last year written anew at the end of this year's portfolio
// document: the same words and fields, so that they are known again.

import type { FilePath } from "./paths.ts";
import { improvementsOf, type PlacedAction } from "./improvements.ts";
import type { Portfolio } from "./portfolio.ts";
import { indexDocument, readDocument } from "./readDocument.ts";
import { foldLabel } from "./reportParts.ts";
import { resolveText } from "./resolveCodes.ts";
import { endLineOf } from "./section.ts";
import { holdsField, type ActionKey } from "../syntax/actionFields.ts";
import { appendLines } from "../text/appendLines.ts";
import { textOf } from "../text/lineIndex.ts";
import { applyEdits, type TextEdit } from "../text/textEdit.ts";
import type { TextRange } from "../text/textRange.ts";

export const carriedHeading = "Actions carried over";

/** In the order in which a person would say it; what was done, was not. */
const carriedKeys = [
  "id",
  "for",
  "standards",
  "owner",
  "due",
  "success",
  "milestones",
  "progress",
  "impact",
] as const satisfies readonly ActionKey[];

/**
 * Appends actions of last year's portfolio to this year's document. Undefined
 * where that would not be read as these actions.
 */
export function carryOver(
  current: Portfolio,
  previous: Portfolio,
  actions: readonly PlacedAction[],
  read: (path: FilePath) => string | undefined,
): TextEdit | undefined {
  const text = read(current.path);
  if (text === undefined) return undefined;
  const lines = actions.flatMap((action) => {
    const source = read(action.path);
    return source === undefined
      ? []
      : actionLines(current, previous, action, source);
  });
  const facts = readDocument(text);
  const index = indexDocument(text);
  const wanted = foldLabel(carriedHeading);
  const entry = facts.outline.findLastIndex(
    (one) => one.kind === "heading" && foldLabel(one.text) === wanted,
  );
  const edit =
    entry < 0
      ? appendLines(index, 0, undefined, [`## ${carriedHeading}`, "", ...lines])
      : appendLines(
          index,
          facts.outline[entry]?.range.startLine ?? 0,
          endLineOf(facts.outline, entry),
          lines,
        );
  // In a comment or in code they would be no actions.
  const after = readDocument(applyEdits(text, [edit]));
  const isRead = after.actions.length === facts.actions.length + actions.length;
  return isRead ? edit : undefined;
}

/** One task item; fields that brackets cannot hold in a list below it. */
function actionLines(
  current: Portfolio,
  previous: Portfolio,
  action: PlacedAction,
  source: string,
): readonly string[] {
  const facts = previous.documents
    .get(action.path)
    ?.actions.find(({ range }) => sameRange(range, action.range));
  if (facts === undefined) return [];
  const words = (text: string, range: TextRange): string =>
    withoutCitations(wholeText(text, range, source));
  const fields = carriedKeys.flatMap((key) => {
    const field = facts.fields.find((one) => one.key === key);
    const value =
      key === "standards"
        ? standardsOf(current, action, field?.text)
        : key === "for" && !meansTheSame(current, previous, action)
          ? ""
          : field === undefined
            ? ""
            : words(field.text, field.range);
    // An owner is written even where there is none: it makes an action of it.
    return value === "" && key !== "owner" ? [] : [{ key, value }];
  });
  const inBrackets = fields.filter(({ value }) => fitsBrackets(value));
  const below = fields.filter(({ value }) => !fitsBrackets(value));
  const stated = inBrackets.map(({ key, value }) => `${key}: ${value}`);
  const text = startOfItem(words(facts.text, facts.range));
  return [
    `- [ ] ${text} (${stated.join(", ")})`,
    ...below.map(({ key, value }) => `  - ${key}: ${value}`),
  ];
}

function sameRange(a: TextRange, b: TextRange): boolean {
  return a.startLine === b.startLine && a.startCharacter === b.startCharacter;
}

/** Facts keep the beginning of a long text: the rest stands in its document. */
function wholeText(text: string, range: TextRange, source: string): string {
  if (!text.endsWith("…")) return text;
  return textOf(indexDocument(source), range).replace(/\s+/g, " ").trim();
}

/** Last year's pieces are not this year's: their IDs are no citations here. */
function withoutCitations(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])/gu, "");
}

/** What would begin another kind of block at the start of an item. */
function startOfItem(text: string): string {
  return text
    .replace(/^(?=[#>+*-]|`{3}|~{3}|\|)/, "\\")
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, "$1\\");
}

/** Brackets balance, and no comma begins what reads like another field. */
function fitsBrackets(value: string): boolean {
  let depth = 0;
  for (const sign of value) {
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0 && !holdsField(value);
}

/** Its own standards, or those of the section in which it stood. */
function standardsOf(
  { catalogue, target }: Portfolio,
  { section, standards }: PlacedAction,
  stated: string | undefined,
): string {
  const text =
    stated !== undefined && standards.length > 0
      ? stated
      : (section?.standards ?? []).map(({ code }) => code).join(", ");
  const { codes, issues } = resolveText(catalogue, target.scope, text);
  if (codes.length === 0 || issues.some(({ kind }) => kind !== "irregular")) {
    return "";
  }
  return issues.length === 0
    ? text
    : codes.map(({ standard }) => standard.code).join(", ");
}

/** Ids of areas begin anew each year: one of other words is another area. */
function meansTheSame(
  current: Portfolio,
  previous: Portfolio,
  { path, range }: PlacedAction,
): boolean {
  const answered =
    improvementsOf(previous).actions.find(
      ({ action }) => action.path === path && sameRange(action.range, range),
    )?.areas ?? [];
  return improvementsOf(current).areas.every(({ area: { id, text } }) =>
    answered.every(
      (area) =>
        id === undefined ||
        area.id === undefined ||
        foldLabel(id) !== foldLabel(area.id) ||
        foldLabel(text) === foldLabel(area.text),
    ),
  );
}
