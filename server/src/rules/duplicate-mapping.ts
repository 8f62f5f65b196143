import { partRange } from "../model/contribution.ts";
import { indexDocument } from "../model/readDocument.ts";
import type { StandardKey } from "../model/framework.ts";
import type { ResolvedMember } from "../model/target.ts";
import { lineText } from "../text/lineIndex.ts";
import type { TextRange } from "../text/textRange.ts";
import { defineRule, type Fix } from "./rule.ts";

export const duplicateMapping = defineRule({
  code: "duplicate-mapping",
  group: "Codes",
  summary: "The header of a piece of evidence names one standard twice.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  *check({ path, facts, contribution }) {
    if (facts.role !== "evidence") return;
    for (const { members } of contribution.fields) {
      const first = new Map<StandardKey, TextRange>();
      for (const resolved of members) {
        const repeated = resolved.standards.flatMap((standard, at) => {
          const range = partRange(resolved, at);
          const before = first.get(standard.key);
          if (before === undefined) first.set(standard.key, range);
          return before === undefined ? [] : [{ standard, range, before }];
        });
        for (const { standard, range, before } of repeated) {
          yield {
            range,
            message: `\`${standard.code}\` is named twice by this piece, and counts once. Keep the more exact of the two.`,
            related: [{ path, range: before, message: "The first time." }],
            fixes:
              repeated.length === resolved.standards.length
                ? removeLine(path, resolved)
                : [],
          };
        }
      }
    }
  },
});

/** Only a code that stands alone on its line can go without touching others. */
function removeLine(path: string, { member }: ResolvedMember): readonly Fix[] {
  if (member.at !== undefined || member.shows !== undefined) return [];
  const line = member.range.startLine;
  return [
    {
      title: "Remove the repetition",
      isPreferred: true,
      changes: (read) => {
        const text = lineText(indexDocument(read(path) ?? ""), line);
        if (!/^\s*- [^:#]*$/.test(text)) return [];
        return [
          {
            kind: "edit",
            path,
            edits: [
              {
                range: {
                  startLine: line,
                  startCharacter: 0,
                  endLine: line + 1,
                  endCharacter: 0,
                },
                newText: "",
              },
            ],
          },
        ];
      },
    },
  ];
}
