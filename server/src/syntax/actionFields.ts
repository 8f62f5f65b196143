// Reads the fields of an action of an improvement plan: in the last brackets
// of a task item, in a nested list, or in the columns of a table.

const actionKeys = [
  "id",
  "for",
  "standards",
  "owner",
  "due",
  "success",
  "milestones",
  "progress",
  "done",
  "impact",
] as const;

export type ActionKey = (typeof actionKeys)[number];

/** A field by offsets into the text in which it stands. */
export interface FieldPlace {
  readonly key: ActionKey;
  readonly from: number;
  readonly to: number;
}

/** Headings that improvement plans carry, beside the keys themselves. */
const columnNames: ReadonlyMap<string, ActionKey | "action"> = new Map([
  ...actionKeys.map((key) => [key, key] as const),
  ["action", "action"],
  ["actions", "action"],
  ["area", "for"],
  ["areaforimprovement", "for"],
  ["standard", "standards"],
  ["lead", "owner"],
  ["who", "owner"],
  ["responsible", "owner"],
  ["duedate", "due"],
  ["bywhen", "due"],
  ["deadline", "due"],
  ["successmeasure", "success"],
  ["successmeasures", "success"],
  ["milestone", "milestones"],
  ["status", "progress"],
  ["completed", "done"],
]);

/** What a column of a plan holds; undefined for one of the author's own. */
export function readColumnName(text: string): ActionKey | "action" | undefined {
  return columnNames.get(text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
}

const keyAtStart = new RegExp(`^\\s*(${actionKeys.join("|")})\\s*:`, "i");

const keyInside = new RegExp(`[,;]\\s*(?:${actionKeys.join("|")})\\s*:`, "i");

/** Whether a value in brackets would be read as more than one field. */
export function holdsField(value: string): boolean {
  return keyInside.test(value);
}

/** The one field that a line of a nested list states. */
export function readLineField(line: string): FieldPlace | undefined {
  return fieldAt(line, 0, line.length);
}

export interface BracketFields {
  /** Where the opening bracket stands. */
  readonly from: number;
  readonly fields: readonly FieldPlace[];
}

/** The fields in a text's last group of brackets, which balance. */
export function readBracketFields(text: string): BracketFields | undefined {
  const close = /\)[\s.;,*_]*$/.exec(text)?.index;
  const open = close === undefined ? undefined : openingOf(text, close);
  if (close === undefined || open === undefined) return undefined;
  const starts: number[] = [open + 1];
  let depth = 0;
  for (let at = open + 1; at < close; at += 1) {
    const sign = text.charAt(at);
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    else if (depth === 0 && (sign === "," || sign === ";")) starts.push(at + 1);
  }
  const heads = starts.filter((start) =>
    keyAtStart.test(text.slice(start, close)),
  );
  const fields = heads.flatMap((start, at) => {
    const next = heads[at + 1];
    return fieldAt(text, start, next === undefined ? close : next - 1) ?? [];
  });
  return fields.length === 0 ? undefined : { from: open, fields };
}

function openingOf(text: string, close: number): number | undefined {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    const sign = text.charAt(at);
    if (sign === ")") depth += 1;
    else if (sign === "(") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function fieldAt(
  text: string,
  start: number,
  end: number,
): FieldPlace | undefined {
  const match = keyAtStart.exec(text.slice(start, end));
  const key = actionKeys.find((one) => one === match?.[1]?.toLowerCase());
  if (match === null || key === undefined) return undefined;
  return { key, ...trimmed(text, start + match[0].length, end) };
}

/** The same stretch without the blanks at its ends. */
export function trimmed(
  text: string,
  start: number,
  end: number,
): { readonly from: number; readonly to: number } {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return { from, to };
}
