// Lists in lists and quotations in quotations, by the hundred: nobody's text,
// and the Markdown parser takes minutes over it, or its stack is not enough.
// Beyond a bound, what begins a further one is read as a letter would be: the
// words behind it stay where they are, in the innermost one that counts.

/**
 * Characters at the start of a line in which lists and quotations may begin:
 * fifty levels of lists, which the parser reads in some milliseconds.
 */
const deepestMark = 100;

const deepLine = /(?<![^\n\r])[ \t>*+.)\d-]{100}[^\n\r]*/g;
const blanks = /[ \t]*/y;
const mark = /(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)|>/y;

const marks = "-+*>.)";
/** What stands for each of them: no text has these. */
const standIns = "\uFDD0\uFDD1\uFDD2\uFDD3\uFDD4\uFDD5";
const anyStandIn = /[\uFDD0-\uFDD5]/g;

/** The same text, as long, with nothing in it that is nested too deeply. */
export function withoutDeepNesting(text: string): string {
  return text.replace(deepLine, withoutDeepMarks);
}

function withoutDeepMarks(line: string): string {
  const parts: string[] = [];
  const last = thematicBreakIn(line);
  let done = 0;
  let at = 0;
  for (;;) {
    blanks.lastIndex = at;
    at += blanks.exec(line)?.[0].length ?? 0;
    mark.lastIndex = at;
    const found = mark.exec(line)?.[0];
    if (found === undefined || at >= last) break;
    at += found.length;
    if (at <= deepestMark) continue;
    const standIn = standIns.charAt(marks.indexOf(found.slice(-1)));
    parts.push(line.slice(done, at - 1), standIn);
    done = at;
  }
  return parts.join("") + line.slice(done);
}

/** Where the signs begin that end a line and are no lists but a break. */
function thematicBreakIn(line: string): number {
  const sign = line.trimEnd().slice(-1);
  if (sign !== "-" && sign !== "*") return Infinity;
  let start = line.length;
  let count = 0;
  for (let at = line.length - 1; at >= 0; at -= 1) {
    const one = line.charAt(at);
    if (one === sign) {
      start = at;
      count += 1;
    } else if (one !== " " && one !== "\t") break;
  }
  return count >= 3 ? start : Infinity;
}

/** Words as they are written, where the parser was given stand-ins. */
export function asWritten(words: string): string {
  return words.replace(anyStandIn, (one) =>
    marks.charAt(standIns.indexOf(one)),
  );
}
