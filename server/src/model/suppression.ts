// Comments that silence findings: `<!-- evidence-ignore code: reason -->` in a
// body, `# evidence-ignore code: reason` in front matter. One scan of lines
// finds them, in open and closed files of every role alike.

import { fenceBelow } from "../syntax/codeFences.ts";
import { headerComments, type FrontMatter } from "../syntax/frontMatter.ts";
import { lineText, type LineIndex } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import type { FaultySuppression, Suppression } from "./facts.ts";

const mark = "evidence-ignore";
const statement =
  /^evidence-ignore(-file)?\s+([a-z]+(?:-[a-z]+)*(?:\s*,\s*[a-z]+(?:-[a-z]+)*)*)\s*:\s*(\S.*)$/;
const begins = /^evidence-ignore(?:-file)?(?![\w-])/;
const namesRules =
  /^evidence-ignore(?:-file)?\s+[a-z]+(?:-[a-z]+)*(?:\s*,\s*[a-z]+(?:-[a-z]+)*)*\s*:?\s*$/;
const bodyComment = /<!--\s*(evidence-ignore.*?)\s*-->/g;

/** Where the header's lines are; a pack is all header. */
export type HeaderLines = Pick<
  FrontMatter,
  "state" | "firstLine" | "endLine" | "bodyLine"
>;

export interface Suppressions {
  readonly suppressions: readonly Suppression[];
  readonly faultySuppressions: readonly FaultySuppression[];
}

const noSuppressions: Suppressions = {
  suppressions: [],
  faultySuppressions: [],
};

export function readSuppressions(
  index: LineIndex,
  header: HeaderLines,
): Suppressions {
  // Whether there is any comment is found out much faster.
  const hasComments = index.text.includes("<!--");
  const end = hasComments ? undefined : index.lineStarts[header.bodyLine];
  if (!index.text.slice(0, end).includes(mark)) return noSuppressions;
  const suppressions: Suppression[] = [];
  const faultySuppressions: FaultySuppression[] = [];
  const read = (text: string, range: TextRange): void => {
    const suppression = readStatement(index, text, range);
    if (suppression !== undefined) suppressions.push(suppression);
    else if (begins.test(text)) {
      const lacks = namesRules.test(text) ? "reason" : "rule";
      faultySuppressions.push({ lacks, range });
    }
  };
  for (const { text, range } of headerComments(index, header)) {
    read(text, range);
  }
  let openFence: string | undefined;
  for (let line = header.bodyLine; line < index.lineStarts.length; line += 1) {
    const text = lineText(index, line);
    openFence = fenceBelow(openFence, text);
    if (openFence !== undefined || !text.includes(mark)) continue;
    for (const match of text.matchAll(bodyComment)) {
      read(match[1] ?? "", {
        startLine: line,
        startCharacter: match.index,
        endLine: line,
        endCharacter: match.index + match[0].length,
      });
    }
  }
  return { suppressions, faultySuppressions };
}

/** Whether a comment silences this rule for what begins in this place. */
export function silences(
  { codes, isForFile, lines }: Suppression,
  code: string,
  { startLine }: TextRange,
): boolean {
  return codes.includes(code) && (isForFile || lines.includes(startLine));
}

function readStatement(
  index: LineIndex,
  text: string,
  range: TextRange,
): Suppression | undefined {
  const match = statement.exec(text);
  const [, forFile, codes, reason] = match ?? [];
  // Without a reason it silences nothing: the reader must learn why.
  if (codes === undefined || reason === undefined) return undefined;
  return {
    codes: codes.split(/\s*,\s*/),
    reason,
    isForFile: forFile !== undefined,
    lines: [range.startLine, nextLine(index, range.startLine)],
    range,
  };
}

function nextLine(index: LineIndex, line: number): number {
  let next = line + 1;
  while (
    next < index.lineStarts.length &&
    lineText(index, next).trim() === ""
  ) {
    next += 1;
  }
  return next;
}
