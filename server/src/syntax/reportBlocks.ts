// What a self-assessment report says in its blocks: labelled lines
// (`Judgement: Good`), the items of a part (an area for improvement), and the
// actions of a plan. Whether a heading is the name of a part, only the
// framework's labels tell (model/).

import type { List, ListItem, Nodes, Table } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import { detached } from "../text/detached.ts";
import { lineEnd, rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import { below, type TextRange } from "../text/textRange.ts";
import {
  readBracketFields,
  readColumnName,
  readLineField,
  trimmed,
  type ActionKey,
} from "./actionFields.ts";

export type LineLabel = "judgement" | "previous-judgement" | "comparator";

/** A line such as `Judgement: Good`. */
export interface LabelledLine {
  readonly label: LineLabel;
  readonly value: string;
  /** The value's place; the label's, when nothing stands behind it. */
  readonly range: TextRange;
  readonly place: number;
}

/** A paragraph, or an item of a list: what a part of a section holds. */
export interface BodyItem {
  readonly form: "item" | "paragraph";
  /** In the author's words, without marks; cut when it is long. */
  readonly text: string;
  /** Its first line. */
  readonly range: TextRange;
  readonly endLine: number;
  readonly place: number;
}

export interface ActionField {
  readonly key: ActionKey;
  readonly text: string;
  readonly range: TextRange;
}

/** One line of an improvement plan. */
export interface BodyAction {
  readonly form: "task" | "row";
  readonly text: string;
  readonly range: TextRange;
  /** The box is ticked. */
  readonly isTicked: boolean;
  readonly fields: readonly ActionField[];
  readonly place: number;
}

export interface ReportBlocks {
  readonly labelledLines: readonly LabelledLine[];
  readonly items: readonly BodyItem[];
  readonly actions: readonly BodyAction[];
}

/** The labels of parts are short, and hold no code. */
const longestLabel = 60;

/** Whether an entry may be the name of a section's part: *Strengths*. */
export function mayBePart(
  entry:
    { readonly text: string; readonly words: readonly unknown[] } | undefined,
): boolean {
  return entry?.words.length === 0 && entry.text.length <= longestLabel;
}

/** The longest text of an item that is kept: enough to name it by. */
const longestText = 200;

const labels: ReadonlyMap<string, LineLabel> = new Map([
  ["judgement", "judgement"],
  ["judgment", "judgement"],
  ["overall judgement", "judgement"],
  ["overall judgment", "judgement"],
  ["previous judgement", "previous-judgement"],
  ["previous judgment", "previous-judgement"],
  ["comparator", "comparator"],
]);

/** The label that a heading or the start of a line is, in any case. */
export function readLabel(text: string): LineLabel | undefined {
  return labels.get(text.toLowerCase().replace(/\s+/g, " ").trim());
}

const labelledLine =
  /^[ \t>*_-]*((?:overall |previous )?judge?ment|comparator)[*_]*[ \t]*:[*_]*/i;

export interface LabelStart {
  readonly label: LineLabel;
  /** Where the label's first letter stands. */
  readonly from: number;
  /** Behind the colon and its marks. */
  readonly to: number;
}

/** The label with which a line begins: `**Judgement:**`. */
export function readLabelStart(line: string): LabelStart | undefined {
  const match = labelledLine.exec(line);
  const label = readLabel(match?.[1] ?? "");
  if (match === null || label === undefined) return undefined;
  const from = match[0].indexOf(match[1] ?? "");
  return { label, from, to: match[0].length };
}

/** Text between two offsets. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** An item of a list, with those of the lists in it. */
export interface ListedItem {
  /** Its first paragraph, behind the box; absent where it begins otherwise. */
  readonly words: Stretch | undefined;
  /** Of a task: whether its box is ticked. */
  readonly isTicked: boolean | undefined;
  readonly below: readonly ListedItem[];
}

/** Collects what a report says from the blocks of a piece. */
export class ReportReader {
  readonly #index: LineIndex;
  /** Lines above the text that is read. */
  readonly #above: number;
  readonly #labelledLines: LabelledLine[] = [];
  readonly #items: BodyItem[] = [];
  readonly #actions: BodyAction[] = [];

  constructor(index: LineIndex, above = 0) {
    this.#index = index;
    this.#above = above;
  }

  blocks(): ReportBlocks {
    return {
      labelledLines: this.#labelledLines,
      items: this.#items,
      actions: this.#actions,
    };
  }

  /** Reads a block that stands at the top of a document. */
  addBlock(block: Nodes, place: number): void {
    if (block.type === "paragraph") {
      const stretch = this.#source(block);
      this.addItem("paragraph", stretch, place);
      this.addLabelledLines(stretch, place);
    } else if (block.type === "list") {
      this.addList(this.#itemsOf(block), place);
    } else if (block.type === "table") {
      this.#readTable(block, place);
    }
  }

  /**
   * The items of a list at the top of a document, and those below them. Only
   * the former are what a part of a section holds.
   */
  addList(items: readonly ListedItem[], place: number, isTop = true): void {
    for (const { words, isTicked, below } of items) {
      if (words !== undefined && isTicked !== undefined) {
        this.addTask(words, isTicked, this.#fieldsIn(below), place);
      } else if (words !== undefined) {
        if (isTop) this.addItem("item", words, place);
        this.addLabelledLines(words, place);
      }
      this.addList(below, place, false);
    }
  }

  #itemsOf(list: List): readonly ListedItem[] {
    return list.children.map((item) => {
      const [first] = item.children;
      const isTicked = item.checked ?? undefined;
      const stretch =
        first?.type === "paragraph" ? this.#source(first) : undefined;
      return {
        words:
          stretch === undefined || isTicked === undefined
            ? stretch
            : this.#behindBox(item, stretch),
        isTicked,
        below: item.children.flatMap((child) =>
          child.type === "list" ? this.#itemsOf(child) : [],
        ),
      };
    });
  }

  /** A paragraph, or the first paragraph of an item at the top. */
  addItem(form: BodyItem["form"], { from, to }: Stretch, place: number): void {
    const item = bodyItem(this.#index, form, from, to, place, this.#above);
    if (item !== undefined) this.#items.push(item);
  }

  /** The labelled lines of a paragraph. */
  addLabelledLines({ from, to }: Stretch, place: number): void {
    const { startLine, endLine } = rangeBetween(this.#index, from, to);
    for (let line = startLine; line <= endLine; line += 1) {
      const start = Math.max(from, this.#index.lineStarts[line] ?? 0);
      const end = Math.min(to, lineEnd(this.#index, line));
      const text = this.#index.text.slice(start, end);
      const labelled = readLabelStart(text);
      if (labelled === undefined) continue;
      const behind = start + labelled.to;
      const value = trimmed(this.#index.text, behind, end);
      const stated = cleanText(this.#index.text.slice(value.from, value.to));
      this.#labelledLines.push({
        label: labelled.label,
        value: stated,
        range:
          stated === ""
            ? this.#at(start + labelled.from, behind)
            : this.#at(value.from, value.to),
        place,
      });
    }
  }

  /** A task: what stands behind its box, and the fields below it. */
  addTask(
    { from, to }: Stretch,
    isTicked: boolean,
    nested: readonly ActionField[],
    place: number,
  ): void {
    const source = this.#index.text.slice(from, to);
    const bracket = readBracketFields(source);
    const own = trimmed(
      this.#index.text,
      from,
      bracket === undefined ? to : from + bracket.from,
    );
    this.#actions.push({
      form: "task",
      text: cleanText(this.#index.text.slice(own.from, own.to)),
      range:
        own.from < own.to ? this.#at(own.from, own.to) : this.#at(from, to),
      isTicked,
      fields: [
        ...(bracket?.fields ?? []).map((field) =>
          this.#field(field.key, from + field.from, from + field.to),
        ),
        ...nested,
      ],
      place,
    });
  }

  /** Those that the items below a task are: `owner: B`. */
  #fieldsIn(items: readonly ListedItem[]): readonly ActionField[] {
    return items.flatMap(({ words, isTicked }) => {
      if (words === undefined || isTicked !== undefined) return [];
      const { from, to } = words;
      const field = readLineField(this.#index.text.slice(from, to));
      return field === undefined
        ? []
        : [this.#field(field.key, from + field.from, from + field.to)];
    });
  }

  #readTable(table: Table, place: number): void {
    const [head, ...rows] = table.children;
    this.addTable(
      (head?.children ?? []).map((cell) => plainText(cell)),
      rows.map((row) =>
        row.children.map((cell) => {
          const from = cell.children[0]?.position?.start.offset ?? 0;
          const to = cell.children.at(-1)?.position?.end.offset ?? from;
          return { from, to };
        }),
      ),
      place,
    );
  }

  /** A table is a plan when it has a column of actions and one of fields. */
  addTable(
    head: readonly string[],
    rows: readonly (readonly Stretch[])[],
    place: number,
  ): void {
    const columns = head.map(readColumnName);
    const known = columns.filter((column) => column !== undefined);
    if (!known.includes("action") || known.length < 2) return;
    for (const cells of rows) {
      const action = cells[columns.indexOf("action")];
      if (action === undefined || action.from === action.to) continue;
      this.#actions.push({
        form: "row",
        text: cleanText(this.#index.text.slice(action.from, action.to)),
        range: this.#at(action.from, action.to),
        isTicked: false,
        fields: cells.flatMap((cell, at) => {
          const key = columns[at];
          return cell.from === cell.to || key === undefined || key === "action"
            ? []
            : [this.#field(key, cell.from, cell.to)];
        }),
        place,
      });
    }
  }

  /** The parser counts the box in where emphasis or a link follows it. */
  #behindBox(item: ListItem, { from, to }: Stretch): Stretch {
    const start = item.position?.start.offset ?? from;
    const hasBox = !this.#index.text.slice(start, from).includes("]");
    return trimmed(this.#index.text, hasBox ? from + "[ ]".length : from, to);
  }

  #field(key: ActionKey, from: number, to: number): ActionField {
    return {
      key,
      text: cleanText(this.#index.text.slice(from, to)),
      range: this.#at(from, to),
    };
  }

  #source(node: Nodes): Stretch {
    const start = node.position?.start.offset ?? 0;
    const end = node.position?.end.offset ?? start;
    return trimmed(this.#index.text, start, end);
  }

  #at(from: number, to: number): TextRange {
    return below(rangeBetween(this.#index, from, to), this.#above);
  }
}

/** What stands between two offsets; undefined when it says nothing. */
function bodyItem(
  index: LineIndex,
  form: BodyItem["form"],
  from: number,
  to: number,
  place: number,
  above: number,
): BodyItem | undefined {
  const text = cleanText(index.text.slice(from, to));
  if (text === "") return undefined;
  const whole = rangeBetween(index, from, to);
  const first = Math.min(to, lineEnd(index, whole.startLine));
  return {
    form,
    text,
    range: below(rangeBetween(index, from, first), above),
    endLine: whole.endLine + above,
    place,
  };
}

/** Words without the marks of emphasis and code, on one line. */
function cleanText(source: string): string {
  // Enough to fill the text that is kept, whatever marks stand in it.
  const head = withoutMarks(source.slice(0, 3 * longestText));
  const text = head.length <= longestText ? withoutMarks(source) : head;
  return text.length <= longestText
    ? detached(text)
    : `${detached(text.slice(0, longestText - 1))}…`;
}

/** Most items are words on one line with single blanks between them. */
const marks =
  /[*`_\n\r\t\f\v\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]|  /;

function withoutMarks(source: string): string {
  if (!marks.test(source)) return source.trim();
  return source
    .replace(/[*`]/g, "")
    .replace(/\s+/g, " ")
    .replace(/(^| )_+(?=\S)|(?<=\S)_+(?= |$)/g, "$1")
    .trim();
}
