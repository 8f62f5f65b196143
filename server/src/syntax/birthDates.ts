// Dates of birth: a full date that is said to be one, in the sentence, in the
// field or in the column of a table. Any other date is nobody's business.

import type { PersonalStretch } from "./personalData.ts";

const monthName =
  "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";
// Not by a flag: what is a name has to begin with a capital.
const month = `(?:${monthName}|${monthName.toLowerCase()}|${monthName.toUpperCase()})\\.?`;
const day = "(?:0?[1-9]|[12]\\d|3[01])";
const number = "(?:0?[1-9]|1[0-2])";
const stroke = " ?[/.\\u2010-\\u2013-] ?";
const year = "(?:(?:18|19|20)\\d\\d|\\d\\d)";
const date = [
  `${day}${stroke}${number}${stroke}${year}`,
  `(?:19|20)\\d\\d${stroke}${number}${stroke}${day}`,
  `${day}(?:st|nd|rd|th)?(?: of)?[ \\u00A0-]${month},?[ \\u00A0-]'?${year}`,
  `${month}[ \\u00A0]${day}(?:st|nd|rd|th)?,?[ \\u00A0]'?${year}`,
].join("|");
const edge = "(?![\\p{L}\\d]|[/.-]\\d)";

const cue =
  /\b(?:[Dd]ates?[ _-]?[Oo]f[ _-]?[Bb]irth|DATE OF BIRTH|[Bb]irth[ _-]?[Dd](?:ate|ay)|BIRTH ?DATE|[Bb]orn|BORN|D ?O ?B|D\. ?O\. ?B\.?|[Dd]ob|d\. ?o\. ?b\.?)(?![\p{L}\d])/gu;
/** Letters of every cue: a far quicker look, which most texts fail. */
const cueLetters = /birth|born|dob|d\. ?o\. ?b/i;
const cueCapitals = /D ?O ?B/;
/** Signs that may stand between the words and the date, and one line end. */
const signs =
  "(?:[ \\t\\u00A0*_:\"'(=|\\u2013\\u2014-]|\\r?\\n(?![ \\t]*[\\r\\n]))*";
const name = "\\p{Lu}[\\p{L}'\\u2019-]*";
const said = `(?:(?:is|was|of|for|the|his|her|their|learner|candidate|client|participant|(?:given|recorded|noted|stated|shown|confirmed|entered) as|${name})[ \\u00A0:]+)*`;
const where = `(?:(?:on|in|at|the|${name})[ \\u00A0]+)*`;
const stated = new RegExp(`${signs}${said}(${date})${edge}`, "uy");
const born = new RegExp(`${signs}${where}(${date})${edge}`, "uy");
const statedBefore = new RegExp(
  `(?<![\\p{L}\\d/.-])(${date})[ \\t]*[([][ \\t]*$`,
  "u",
);
const cellDate = new RegExp(`(?<![\\p{L}\\d/.-])(?:${date})${edge}`, "u");
const delimiterRow = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$/;

export function findBirthDates(text: string): readonly PersonalStretch[] {
  const found = new Map<number, PersonalStretch>();
  if (!cueLetters.test(text) && !cueCapitals.test(text)) return [];
  const note = (start: number, length: number): void => {
    found.set(start, { kind: "date-of-birth", start, end: start + length });
  };
  for (const match of text.matchAll(cue)) {
    const end = match.index + match[0].length;
    // Our own mark of what was taken out.
    if (text.startsWith(" removed", end)) continue;
    const behind = /born/i.test(match[0]) ? born : stated;
    behind.lastIndex = end;
    const next = behind.exec(text);
    if (next?.[1] !== undefined) {
      note(end + next[0].length - next[1].length, next[1].length);
      continue;
    }
    const ahead = text.slice(Math.max(0, match.index - 40), match.index);
    const last = statedBefore.exec(ahead);
    if (last?.[1] !== undefined) {
      note(match.index - last[0].length, last[1].length);
      continue;
    }
    for (const [start, length] of datesInColumn(text, match.index)) {
      note(start, length);
    }
  }
  return [...found.values()];
}

/** The dates below a heading of a table's column. */
function* datesInColumn(
  text: string,
  at: number,
): Generator<readonly [start: number, length: number]> {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  let line = lineAt(text, lineStart);
  const columns = text.slice(lineStart, at).split("|").length - 1;
  if (!line.text.includes("|")) return;
  line = lineAt(text, line.next);
  if (!delimiterRow.test(line.text) || !line.text.includes("-")) return;
  for (;;) {
    const start = line.next;
    line = lineAt(text, start);
    if (!line.text.includes("|")) return;
    const cells = line.text.split("|");
    const before = cells.slice(0, columns).join("|").length;
    const cell = cells[columns];
    if (cell === undefined) continue;
    const match = cellDate.exec(cell);
    if (match === null) continue;
    yield [
      start + before + (columns > 0 ? 1 : 0) + match.index,
      match[0].length,
    ];
  }
}

function lineAt(
  text: string,
  start: number,
): { readonly text: string; readonly next: number } {
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end === -1 ? text.length : end);
  return {
    text: line.replace(/\r$/, ""),
    next: end === -1 ? text.length : end + 1,
  };
}
