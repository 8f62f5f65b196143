import { indexDocument } from "../model/readDocument.ts";
import type { HeaderProblem } from "../syntax/headerTree.ts";
import { lineText, type LineIndex } from "../text/lineIndex.ts";
import type { TextEdit } from "../text/textEdit.ts";
import { defineRule, type DocumentContext, type Fix } from "./rule.ts";

export const invalidFrontMatter = defineRule({
  code: "invalid-front-matter",
  group: "Front matter",
  summary: "The header between the dashes cannot be read.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  concerns: ({ facts: { headerProblems } }) => headerProblems.length > 0,
  *check(context) {
    for (const problem of context.facts.headerProblems) {
      const fix = fixFor(context, problem);
      yield {
        range: problem.range,
        message: `${problem.what}. Until it is mended, parts of this header may not be read. ${problem.advice}`,
        fixes: fix === undefined ? [] : [fix],
      };
    }
  },
});

function fixFor(
  { path }: DocumentContext,
  { mend, range }: HeaderProblem,
): Fix | undefined {
  if (mend === undefined) return undefined;
  const line = mend.kind === "close-header" ? mend.line : range.startLine;
  const titles = {
    "quote-value": "Put the value in quotation marks",
    "close-header": "Close the header",
    untab: "Indent with spaces",
  };
  return {
    title: titles[mend.kind],
    isPreferred: true,
    changes: (read) => {
      const text = read(path);
      if (text === undefined) return [];
      const index = indexDocument(text);
      const old = lineText(index, line);
      const edit =
        mend.kind === "close-header"
          ? insertFence(index, line)
          : replaceLine(
              line,
              old,
              mend.kind === "untab"
                ? old.replace(/^[ \t]+/, (indent) =>
                    indent.replaceAll("\t", "  "),
                  )
                : quoted(old),
            );
      return edit === undefined ? [] : [{ kind: "edit", path, edits: [edit] }];
    },
  };
}

/** The closing fence above a line, or at the end where there is no such line. */
function insertFence(index: LineIndex, line: number): TextEdit {
  const last = index.lineStarts.length - 1;
  const isPastEnd = line > last;
  const place = {
    line: isPastEnd ? last : line,
    character: isPastEnd ? lineText(index, last).length : 0,
  };
  return {
    range: {
      startLine: place.line,
      startCharacter: place.character,
      endLine: place.line,
      endCharacter: place.character,
    },
    newText: isPastEnd ? "\n---\n" : "---\n",
  };
}

function replaceLine(
  line: number,
  old: string,
  newText: string | undefined,
): TextEdit | undefined {
  if (newText === undefined || newText === old) return undefined;
  return {
    range: {
      startLine: line,
      startCharacter: 0,
      endLine: line,
      endCharacter: old.length,
    },
    newText,
  };
}

function quoted(line: string): string | undefined {
  const match = /^(\s*(?:- )*(?:[^\s:][^:]*:\s+)?)(\S.*?)\s*$/.exec(line);
  const [, start, value] = match ?? [];
  if (start === undefined || value === undefined || value.startsWith('"')) {
    return undefined;
  }
  return `${start}${JSON.stringify(value)}`;
}
