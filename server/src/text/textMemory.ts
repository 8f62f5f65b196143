// What was read last in texts that are long or edited, between one blank line
// and another: after an edit only the stretch that it is in is read again.

/** What a stretch of a text says, its places counted from its start. */
export interface ReadStretch<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

interface ReadText<Value> {
  readonly text: string;
  readonly stretches: readonly ReadStretch<Value>[];
}

/** Where a text is another than one of before. */
interface Change {
  readonly start: number;
  readonly end: number;
}

interface Difference<Value> extends Change {
  readonly before: ReadText<Value> | undefined;
}

interface Lengths {
  /**
   * Characters from which on remembering is cheaper than reading; where only
   * few are edited of many that are read, it is not.
   */
  readonly longText: number;
  /** The same for a text that is an edit of the one before. */
  readonly longEdited: number;
  /** Characters that are read at once, up to the next blank line. */
  readonly shortestStretch: number;
}

const usualLengths: Lengths = {
  longText: 16_000,
  longEdited: 2000,
  shortestStretch: 1000,
};
/** As many documents as anybody edits in turn. */
const mostTexts = 4;

const blankLine = /\n\r?\n/g;

export class TextMemory<Value> {
  readonly #lengths: Lengths;
  /** The one that was read last comes first. */
  #texts: readonly ReadText<Value>[] = [];
  /** The last one that was not remembered. */
  #passed = "";

  constructor(lengths = usualLengths) {
    this.#lengths = lengths;
  }

  /**
   * Reads a text stretch by stretch. Only for what never reaches over a blank
   * line: each stretch is read as if it stood alone.
   */
  read(
    text: string,
    read: (stretch: string) => Value,
  ): readonly ReadStretch<Value>[] {
    const { longText, longEdited, shortestStretch } = this.#lengths;
    const whole = (): readonly ReadStretch<Value>[] => [
      { start: 0, end: text.length, value: read(text) },
    ];
    if (text.length < longEdited) return whole();
    const { before, start, end } = this.#likest(text);
    if (text.length < longText && !isEdit(text, { start, end })) {
      const passed = this.#passed;
      this.#passed = text;
      if (!isEdit(text, changeOf(passed, text))) return whole();
    }
    const old = before?.stretches ?? [];
    const length = before?.text.length ?? 0;
    const later = text.length - length;
    // What ended with the text, ended at no blank line.
    const above = old.filter((one) => one.end <= start && one.end < length);
    const below = old
      .slice(above.length)
      .filter((one) => blankLineBefore(text, one.start + later) >= end)
      .map((one) => ({
        ...one,
        start: one.start + later,
        end: one.end + later,
      }));
    const from = above.at(-1)?.end ?? 0;
    const to = below[0]?.start ?? text.length;
    const between = stretchesOf(text, from, to, shortestStretch).map((one) => ({
      ...one,
      value: read(text.slice(one.start, one.end)),
    }));
    const stretches = [...above, ...between, ...below];
    const others = this.#texts.filter((one) => one !== before);
    this.#texts = [{ text, stretches }, ...others].slice(0, mostTexts);
    return stretches;
  }

  /** The text of before that is most alike, and where it is another. */
  #likest(text: string): Difference<Value> {
    let most = 0;
    let likest: Difference<Value> = {
      before: undefined,
      start: 0,
      end: text.length,
    };
    for (const before of this.#texts) {
      const { start, end } = changeOf(before.text, text);
      const common = start + text.length - end;
      if (common <= most) continue;
      most = common;
      likest = { before, start, end };
    }
    return likest;
  }
}

function changeOf(before: string, text: string): Change {
  const start = commonStart(before, text);
  return { start, end: text.length - commonEnd(before, text, start) };
}

/** Whether most of a text is as it was. */
function isEdit({ length }: string, { start, end }: Change): boolean {
  return end - start < length / 2;
}

/** Where the blank line begins that is right above, with the end before it. */
function blankLineBefore(text: string, at: number): number {
  return at - (text.charAt(at - 2) === "\r" ? 3 : 2);
}

function stretchesOf(
  text: string,
  from: number,
  to: number,
  shortest: number,
): readonly { readonly start: number; readonly end: number }[] {
  const stretches: { readonly start: number; readonly end: number }[] = [];
  let start = from;
  while (start < to) {
    blankLine.lastIndex = start + shortest;
    const blank = blankLine.exec(text);
    const behind = blank === null ? text.length : blank.index + blank[0].length;
    const end = Math.min(behind, to);
    stretches.push({ start, end });
    start = end;
  }
  return stretches;
}

/** Characters that are compared at once, before they are one by one. */
const widths = [1024, 64];

/** Characters with which both texts begin. */
function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  for (const width of widths) {
    while (
      at + width <= most &&
      a.slice(at, at + width) === b.slice(at, at + width)
    ) {
      at += width;
    }
  }
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** Characters with which both end, those of the common start left out. */
function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let count = 0;
  for (const width of widths) {
    while (
      count + width <= most &&
      a.slice(a.length - count - width, a.length - count) ===
        b.slice(b.length - count - width, b.length - count)
    ) {
      count += width;
    }
  }
  while (
    count < most &&
    a.charCodeAt(a.length - count - 1) === b.charCodeAt(b.length - count - 1)
  ) {
    count += 1;
  }
  return count;
}
