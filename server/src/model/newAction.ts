// The text of an action that answers an area for improvement, and where in the
// area's document it belongs.

import type { DocumentFacts } from "./facts.ts";
import {
  fewestLetters,
  improvementsOf,
  type PlacedArea,
} from "./improvements.ts";
import type { Portfolio } from "./portfolio.ts";
import { indexDocument, readDocument } from "./readDocument.ts";
import type { PartUse } from "./report.ts";
import { foldLabel, partTitle } from "./reportParts.ts";
import { sameValue } from "./sameValue.ts";
import { endLineOf } from "./section.ts";
import { appendLines } from "../text/appendLines.ts";
import { applyEdits, type TextEdit } from "../text/textEdit.ts";

/** What a person is to replace. */
const placeholder = "Say what will be done";

const longestName = 60;

/** Whether there is anything to write behind `for:`, or no need to. */
export function hasAnswer(portfolio: Portfolio, area: PlacedArea): boolean {
  let isNamed = named.get(area);
  if (isNamed === undefined) {
    isNamed = hasName(area);
    named.set(area, isNamed);
  }
  return isNamed || answerFor(portfolio, area) !== undefined;
}

const named = new WeakMap<PlacedArea, boolean>();

/** Surely a name of its own: a quick look, which most areas pass. */
function hasName(area: PlacedArea): boolean {
  // Whole words up to here are part of the name.
  const start = area.text.slice(0, longestName / 2);
  const words = start.slice(0, Math.max(0, start.lastIndexOf(" ")));
  return (
    area.id !== undefined ||
    (/^[a-z ]*$/i.test(words) &&
      words.replaceAll(" ", "").length >= fewestLetters)
  );
}

/** What stands behind `for:`; nothing where the action's place says it. */
export function answerFor(
  portfolio: Portfolio,
  { id, text, section }: PlacedArea,
): string | undefined {
  if (id !== undefined) return id;
  const name = firstWords(text);
  if (foldLabel(name).length >= fewestLetters) return name;
  const next = improvementsOf(portfolio).areas.find(
    ({ area, actions }) => area.section === section && actions.length === 0,
  );
  return next?.area.text === text ? "" : undefined;
}

/** Words alone: marks could end the field or the brackets. */
function firstWords(text: string): string {
  const words = text
    .replace(/…$/, "")
    .replace(/[^\p{L}\p{N}\s'’-]+/gu, " ")
    .trim()
    .split(/\s+/);
  let name = words[0] ?? "";
  for (const word of words.slice(1)) {
    if (name.length + word.length >= longestName) break;
    name += ` ${word}`;
  }
  return name;
}

/**
 * Adds an action to the area's section: under *Actions*, which is made where
 * there is none. Undefined where the text is not the one that was read.
 */
export function addAction(
  portfolio: Portfolio,
  area: PlacedArea,
  answers: string,
  text: string,
): TextEdit | undefined {
  const facts = readDocument(text);
  if (!sameValue(facts, portfolio.documents.get(area.path))) return undefined;
  const fields = [
    ...(answers === "" ? [] : [`for: ${answers}`]),
    "owner: ",
    "due: ",
    "success: ",
  ].join(", ");
  const line = `- [ ] ${placeholder} (${fields})`;
  const index = indexDocument(text);
  const stretch = stretchFor(portfolio, facts, area);
  const heading = stretch.heading === undefined ? [] : [stretch.heading, ""];
  const edit = appendLines(index, stretch.firstLine, stretch.endLine, [
    ...heading,
    line,
  ]);
  // In a comment or in code it would be no action.
  const after = readDocument(applyEdits(text, [edit]));
  return after.actions.length === facts.actions.length + 1 ? edit : undefined;
}

interface Stretch {
  readonly firstLine: number;
  readonly endLine: number | undefined;
  /** The heading to be written first. */
  readonly heading: string | undefined;
}

function stretchFor(
  { catalogue, contributions }: Portfolio,
  { outline }: DocumentFacts,
  { path, section, range }: PlacedArea,
): Stretch {
  const { report, sections = [] } = contributions.get(path) ?? {};
  const parts = (report?.parts ?? []).filter((use) => use.section === section);
  const actions = parts.find(({ part }) => part === "actions");
  if (actions !== undefined) {
    return {
      firstLine: actions.range.startLine,
      endLine: endOfPart(outline, actions),
      heading: undefined,
    };
  }
  const areas = parts.findLast(
    (use) => use.part === "areas" && use.range.startLine < range.startLine,
  );
  const own = areas && outline[areas.entry];
  const title = partTitle(catalogue, "actions");
  // What a component says of itself ends where its first standard begins.
  const inner = sections.find(
    ({ entry }) => (outline[entry]?.range.startLine ?? -1) > range.startLine,
  );
  const line = inner && outline[inner.entry]?.range.startLine;
  return {
    firstLine: range.startLine,
    endLine: Math.min(line ?? Infinity, section.endLine ?? Infinity),
    heading:
      own?.kind === "bold-line"
        ? `**${title}**`
        : `${"#".repeat(own?.depth ?? 3)} ${title}`,
  };
}

/** A bold line ends at the next heading or bold line. */
function endOfPart(
  outline: DocumentFacts["outline"],
  { entry }: PartUse,
): number | undefined {
  return outline[entry]?.kind === "bold-line"
    ? outline[entry + 1]?.range.startLine
    : endLineOf(outline, entry);
}
