import { indexDocument } from "../model/readDocument.ts";
import { lineText, textOf } from "../text/lineIndex.ts";
import type { MisplacedHeader } from "../syntax/headerFence.ts";
import { defineRule, type Fix } from "./rule.ts";

export const misplacedFrontMatter = defineRule({
  code: "misplaced-front-matter",
  group: "Front matter",
  summary: "A header stands below the beginning of the file.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  concerns: ({ facts: { misplaced } }) => misplaced.length > 0,
  *check({ path, facts }) {
    for (const misplaced of facts.misplaced) {
      const { isSecond } = misplaced;
      yield {
        range: misplaced.roleRange,
        // A file has one header: a second one can only be joined by its author.
        message: isSecond
          ? "This file has another header above this one, so this one is read as ordinary text. Move it to a file of its own, or join the two."
          : "This header is not the first thing in the file, so it is read as ordinary text and the file takes no part. Move it to the first line.",
        fixes: isSecond ? [] : [moveFix(path, misplaced)],
      };
    }
  },
});

function moveFix(path: string, { range }: MisplacedHeader): Fix {
  return {
    title: "Move the header to the beginning of the file",
    isPreferred: true,
    changes: (read) => {
      const text = read(path);
      if (text === undefined) return [];
      const index = indexDocument(text);
      const header = textOf(index, range);
      // Take the header's line end along, and the blank lines above it.
      let first = range.startLine;
      while (first > 0 && lineText(index, first - 1).trim() === "") first -= 1;
      const above = textOf(index, {
        startLine: 0,
        startCharacter: 0,
        endLine: first,
        endCharacter: 0,
      });
      return [
        {
          kind: "edit",
          path,
          edits: [
            {
              range: {
                startLine: 0,
                startCharacter: 0,
                endLine: range.endLine + 1,
                endCharacter: 0,
              },
              newText: above === "" ? `${header}\n` : `${header}\n\n${above}`,
            },
          ],
        },
      ];
    },
  };
}
