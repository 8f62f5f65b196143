import { crosswalkProblems } from "../model/crosswalkRelations.ts";
import { packRule } from "../model/frameworkPack.ts";
import { indexDocument } from "../model/readDocument.ts";
import { textOf } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { defineRule, type Fix } from "./rule.ts";

export const invalidFramework = defineRule({
  code: packRule,
  group: "Packs",
  summary:
    "A framework pack or cross-walk cannot be read, or contradicts itself.",
  since: "0.1.0",
  severity: "error",
  scope: "pack",
  fix: true,
  *check({ path, pack, catalogue }) {
    const problems = [...pack.problems, ...crosswalkProblems(catalogue, pack)];
    for (const { range, message, related, replacement } of problems) {
      yield {
        range,
        message,
        related: related === undefined ? [] : [{ path, ...related }],
        fixes:
          replacement === undefined ? [] : [writeFix(path, range, replacement)],
      };
    }
  },
});

/** Writes a word in the quotation marks that stand there, as in JSON. */
function writeFix(path: string, range: TextRange, word: string): Fix {
  return {
    title: `Write \`${word}\``,
    isPreferred: true,
    changes: (read) => {
      const written = textOf(indexDocument(read(path) ?? ""), range);
      const mark = /^["']/.exec(written)?.[0] ?? "";
      const newText = mark + word + mark;
      return [{ kind: "edit", path, edits: [{ range, newText }] }];
    },
  };
}
