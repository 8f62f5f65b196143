import { partRange } from "../model/contribution.ts";
import type { Standard, StandardKey } from "../model/framework.ts";
import { listed } from "../model/judgeEvidence.ts";
import { indexDocument } from "../model/readDocument.ts";
import type { ResolvedMember } from "../model/target.ts";
import { lineText } from "../text/lineIndex.ts";
import { compareRanges, type TextRange } from "../text/textRange.ts";
import { defineRule, type Fix } from "./rule.ts";

const mostNamed = 4;

export const duplicateMapping = defineRule({
  code: "duplicate-mapping",
  group: "Codes",
  summary: "The header of a piece of evidence names one standard twice.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: true,
  concerns: ({ facts, contribution }) =>
    facts.role === "evidence" &&
    contribution.fields.some(({ members }) => namesTwice(members)),
  *check({ path, contribution }) {
    for (const { members } of contribution.fields) {
      const first = new Map<StandardKey, Statement>();
      for (const resolved of members) {
        const repeated = repetitions(resolved, first);
        const isWhole = repeated.length === resolved.standards.length;
        for (const { range, standards, before } of byPlace(
          repeated,
          isWhole ? resolved.member.range : undefined,
        )) {
          yield {
            range,
            message: `This piece names ${codesOf(standards)} twice, which counts once. Keep the more exact of the two.`,
            related: [{ path, range: before, message: "The first time." }],
            fixes: isWhole ? removeLine(path, resolved) : [],
          };
        }
      }
    }
  },
});

function namesTwice(members: readonly ResolvedMember[]): boolean {
  const named = new Set<Standard>();
  let count = 0;
  for (const { standards } of members) {
    for (const standard of standards) named.add(standard);
    count += standards.length;
  }
  return named.size < count;
}

/** Where the header names a standard, and where in the piece it points. */
interface Statement {
  readonly range: TextRange;
  readonly at: string | undefined;
}

interface Repetition {
  readonly standard: Standard;
  readonly range: TextRange;
  readonly before: TextRange;
}

/** Two different places in one piece (`at`) are two statements. */
function repetitions(
  resolved: ResolvedMember,
  first: Map<StandardKey, Statement>,
): readonly Repetition[] {
  const { at } = resolved.member;
  return resolved.standards.flatMap((standard, position) => {
    const range = partRange(resolved, position);
    const before = first.get(standard.key);
    if (before === undefined) {
      first.set(standard.key, { range, at });
      return [];
    }
    const isElsewhere =
      at !== undefined && before.at !== undefined && at !== before.at;
    return isElsewhere ? [] : [{ standard, range, before: before.range }];
  });
}

interface RepeatedPlace {
  readonly range: TextRange;
  readonly standards: Standard[];
  readonly before: TextRange;
}

/** A range of codes is one place: one finding speaks of all its codes. */
function byPlace(
  repeated: readonly Repetition[],
  whole: TextRange | undefined,
): readonly RepeatedPlace[] {
  const places: RepeatedPlace[] = [];
  for (const { standard, range: part, before } of repeated) {
    const range = whole ?? part;
    const last = places.at(-1);
    if (last !== undefined && compareRanges(last.range, range) === 0) {
      last.standards.push(standard);
    } else places.push({ range, standards: [standard], before });
  }
  return places;
}

function codesOf(standards: readonly Standard[]): string {
  const codes = standards.map(({ code }) => `\`${code}\``);
  return codes.length > mostNamed
    ? listed([...codes.slice(0, mostNamed), `${codes.length - mostNamed} more`])
    : listed(codes);
}

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
