// Writes one more code into the header of a piece of evidence, as an author
// would: comments, order, quotation marks and the form of the list stay. Where
// that is not certain nothing is written. What comes out is read again, and
// counts only if it says what was there before and the new code.

import { readFrontMatter } from "../syntax/frontMatter.ts";
import {
  entryOf,
  type HeaderEntry,
  type HeaderList,
  type HeaderMap,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import {
  lineEnd,
  lineText,
  offsetAt,
  rangeBetween,
  type LineIndex,
} from "../text/lineIndex.ts";
import { applyEdits, type TextEdit } from "../text/textEdit.ts";
import type { TextRange } from "../text/textRange.ts";
import { lineage, type Catalogue } from "./catalogue.ts";
import type { EvidenceEntry } from "./evidenceTable.ts";
import type { Standard } from "./framework.ts";
import { mapOf } from "./headerFields.ts";
import { shortEnd } from "./rangeOfCodes.ts";
import { indexDocument, readDocument } from "./readDocument.ts";
import { contextOf, resolveMember, type Target } from "./target.ts";

interface Place {
  readonly catalogue: Catalogue;
  readonly target: Target;
}

/** Edits of the evidence document; none where its text does not allow it. */
export function mapEvidenceTo(
  place: Place,
  { item, qualities }: EvidenceEntry,
  standard: Standard,
  text: string,
): readonly TextEdit[] {
  const index = indexDocument(text);
  const map = itemAt(readFrontMatter(index).root, item);
  if (map === undefined || map.flow) return [];
  const edit = addCode(place, index, map, standard);
  if (edit === undefined) return [];
  const before = codesOf(place, index.text, item, qualities.id);
  const after = codesOf(
    place,
    applyEdits(index.text, [edit]),
    item,
    qualities.id,
  );
  const isSound =
    before !== undefined &&
    after?.has(standard.key) === true &&
    after.size === before.size + 1 &&
    [...before].every((key) => after.has(key));
  return isSound ? [edit] : [];
}

function itemAt(
  root: HeaderMap | undefined,
  item: number,
): HeaderMap | undefined {
  const node = entryOf(root, "evidence")?.value;
  if (node?.kind !== "list") return item === 0 ? root : undefined;
  // Only what has an ID is an item.
  const items = node.items.flatMap((one) => {
    const map = mapOf(one);
    return entryOf(map, "id")?.value === undefined || map === undefined
      ? []
      : [map];
  });
  return node.flow ? undefined : items[item];
}

/** The standards that an item names; undefined when it is not that item. */
function codesOf(
  { catalogue, target }: Place,
  text: string,
  item: number,
  id: string,
): ReadonlySet<string> | undefined {
  const facts = readDocument(text);
  const own = facts.evidence[item];
  if (own?.id.text !== id || facts.headerProblems.length > 0) return undefined;
  return new Set(
    own.standards.flatMap((member) =>
      resolveMember(catalogue, target.scope, member).standards.map(
        ({ key }) => key,
      ),
    ),
  );
}

function addCode(
  place: Place,
  index: LineIndex,
  map: HeaderMap,
  standard: Standard,
): TextEdit | undefined {
  const entry = entryOf(map, "standards");
  if (entry === undefined) return newKey(index, map, standard.code);
  const { value, key } = entry;
  if (value === undefined) {
    const indent = " ".repeat(key.range.startCharacter);
    return lineBelow(index, key.range, `${indent}  - ${standard.code}`);
  }
  if (isShared(index, entry, value)) return undefined;
  switch (value.kind) {
    case "scalar":
      return afterScalar(index, value, standard.code);
    case "list":
      return afterItems(index, value, standard.code);
    case "map":
      return underKey(place, index, value, standard);
  }
}

/** Behind the last line of the item's last field. */
function newKey(
  index: LineIndex,
  { entries }: HeaderMap,
  code: string,
): TextEdit | undefined {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const indent = " ".repeat(first.key.range.startCharacter);
  const range = last.value?.range ?? last.key.range;
  return lineBelow(index, range, `${indent}standards:`, `${indent}  - ${code}`);
}

/** An alias, or a value that aliases elsewhere repeat. */
function isShared(
  index: LineIndex,
  { key }: HeaderEntry,
  { range }: HeaderNode,
): boolean {
  const start = offsetAt(index, {
    line: range.startLine,
    character: range.startCharacter,
  });
  const from = offsetAt(index, {
    line: key.range.endLine,
    character: key.range.endCharacter,
  });
  const between = index.text.slice(from, start);
  return /(?:^|\s)&\S/.test(between) || index.text[start] === "*";
}

/** `QIF-1.1` → `QIF-1.1, QIF-1.2`, inside quotation marks if it has them. */
function afterScalar(
  index: LineIndex,
  { style, range }: HeaderScalar,
  code: string,
): TextEdit | undefined {
  if (style === "block") return undefined;
  const end = endOf(index, range) - (style === "quoted" ? 1 : 0);
  return insert(index, end, `, ${code}`);
}

function afterItems(
  index: LineIndex,
  { items, flow, range }: HeaderList,
  code: string,
): TextEdit | undefined {
  const last = items.at(-1);
  if (flow) {
    return last === undefined
      ? insert(index, endOf(index, range) - 1, code)
      : insert(index, endOf(index, last.range), `, ${code}`);
  }
  const [first] = items;
  if (first === undefined || last === undefined) return undefined;
  const { startLine, startCharacter } = first.range;
  const lead = lineText(index, startLine).slice(0, startCharacter);
  if (!/^[ ]*-[ ]+$/.test(lead)) return undefined;
  return lineBelow(index, last.range, lead + code);
}

/** Below the key of its unit, which is made where it is not there. */
function underKey(
  { catalogue, target }: Place,
  index: LineIndex,
  { entries, flow }: HeaderMap,
  standard: Standard,
): TextEdit | undefined {
  const last = entries.at(-1);
  if (flow || last === undefined) return undefined;
  const line = lineage(catalogue, standard);
  for (const entry of entries) {
    const context = contextOf(catalogue, target.scope, entry.key.text);
    if (context === undefined || !("code" in context)) continue;
    if (!line.slice(1).includes(context) || entry.value === undefined) continue;
    if (isShared(index, entry, entry.value)) return undefined;
    const code = shortEnd(catalogue, standard);
    return entry.value.kind === "scalar"
      ? afterScalar(index, entry.value, code)
      : entry.value.kind === "list"
        ? afterItems(index, entry.value, code)
        : undefined;
  }
  const indent = " ".repeat(last.key.range.startCharacter);
  const range = last.value?.range ?? last.key.range;
  const top = line.at(-1);
  return top === undefined || top === standard
    ? lineBelow(index, range, `${indent}${standard.code}:`)
    : lineBelow(
        index,
        range,
        `${indent}${top.code}:`,
        `${indent}  - ${shortEnd(catalogue, standard)}`,
      );
}

/** New lines below the one where a value ends, behind its comment. */
function lineBelow(
  index: LineIndex,
  { endLine, endCharacter }: TextRange,
  ...lines: readonly string[]
): TextEdit {
  // A value that runs to the start of a line ends on the line before.
  const line = endCharacter === 0 ? endLine - 1 : endLine;
  const eol = /\r\n|\r|\n/.exec(index.text)?.[0] ?? "\n";
  return insert(index, lineEnd(index, line), eol + lines.join(eol));
}

function endOf(index: LineIndex, { endLine, endCharacter }: TextRange): number {
  return offsetAt(index, { line: endLine, character: endCharacter });
}

function insert(index: LineIndex, at: number, newText: string): TextEdit {
  return { range: rangeBetween(index, at, at), newText };
}
