import { listed } from "../model/judgeEvidence.ts";
import { nearestWord } from "../model/nearest.ts";
import { indexDocument } from "../model/readDocument.ts";
import { lineText, textOf } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { defineRule, type Fix } from "./rule.ts";

const own = "unused-suppression";

export const unusedSuppression = defineRule({
  code: own,
  group: "Housekeeping",
  summary: "A comment that should silence a finding silences nothing.",
  since: "0.1.0",
  severity: "hint",
  scope: "comments",
  fix: true,
  *check({ path, suppressions, faultySuppressions, ruleCodes }) {
    for (const { lacks, range } of faultySuppressions) {
      yield {
        range,
        message:
          lacks === "reason"
            ? "This comment silences nothing, because it gives no reason. Write one after the rule and a colon, so that others learn why."
            : "This comment silences nothing, because it names no rule. Write `evidence-ignore`, the rule, a colon and the reason.",
        fixes: [removeFix(path, range)],
      };
    }
    for (const { codes, silenced, isForFile, range } of suppressions) {
      const idle = codes.filter((code) => code !== own && !silenced.has(code));
      if (idle.length === 0) continue;
      const left = codes.filter((code) => !idle.includes(code));
      const unknown = idle.find((code) => !ruleCodes.has(code));
      const meant = unknown && nearestWord(unknown, [...ruleCodes]);
      const rules = listed(
        idle.map((code) => `\`${code}\``),
        "or",
      );
      yield {
        range,
        message:
          unknown === undefined
            ? `There is no finding of ${rules} ${isForFile ? "in this file" : "on this line or the next"}, so this comment has nothing to silence. Remove it, or it may hide a finding that comes later.`
            : `There is no rule \`${unknown}\`, so this comment has nothing to silence.${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}`,
        fixes: [
          left.length === 0
            ? removeFix(path, range)
            : keepFix(path, range, codes, left),
        ],
      };
    }
  },
});

/** Takes the comment away, with its line where it stands alone. */
function removeFix(path: string, range: TextRange): Fix {
  return {
    title: "Remove the comment",
    isPreferred: true,
    changes: (read) => {
      const index = indexDocument(read(path) ?? "");
      if (!textOf(index, range).includes("evidence-ignore")) return [];
      const line = lineText(index, range.startLine);
      const before = line.slice(0, range.startCharacter);
      const isAlone =
        before.trim() === "" && line.slice(range.endCharacter).trim() === "";
      const hasNext = range.startLine + 1 < index.lineStarts.length;
      const taken: TextRange =
        isAlone && hasNext
          ? {
              startLine: range.startLine,
              startCharacter: 0,
              endLine: range.startLine + 1,
              endCharacter: 0,
            }
          : { ...range, startCharacter: before.trimEnd().length };
      return [{ kind: "edit", path, edits: [{ range: taken, newText: "" }] }];
    },
  };
}

function keepFix(
  path: string,
  range: TextRange,
  codes: readonly string[],
  left: readonly string[],
): Fix {
  return {
    title: `Silence ${listed(left.map((code) => `\`${code}\``))} only`,
    isPreferred: true,
    changes: (read) => {
      const text = textOf(indexDocument(read(path) ?? ""), range);
      const list = new RegExp(codes.join("\\s*,\\s*")).exec(text)?.[0];
      if (list === undefined) return [];
      const newText = text.replace(list, left.join(", "));
      return [{ kind: "edit", path, edits: [{ range, newText }] }];
    },
  };
}
