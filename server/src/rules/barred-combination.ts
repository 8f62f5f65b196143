import { partRange } from "../model/contribution.ts";
import type { Standard } from "../model/framework.ts";
import { listed } from "../model/judgeEvidence.ts";
import { codeWithTitle } from "../model/suggestCodes.ts";
import type { TargetEntries } from "../model/target.ts";
import {
  compareRanges,
  documentStart,
  type TextRange,
} from "../text/textRange.ts";
import { defineRule } from "./rule.ts";

export const barredCombination = defineRule({
  code: "barred-combination",
  group: "Qualification",
  summary: "Units are chosen that a qualification does not let combine.",
  since: "0.1.0",
  severity: "error",
  scope: "portfolio",
  fix: "Which of the units to give up is the candidate's choice.",
  looksAt: ({ portfolio: { target, entries, path } }) => [
    target,
    entries,
    path,
  ],
  *check({ portfolio: { target, entries, path } }) {
    for (const [at, chosen] of target.qualifications.entries()) {
      const member = entries.qualifications[at];
      const { qualification, barred } = chosen;
      for (const set of barred) {
        const taken = set
          .flatMap((unit) => {
            const range = chosenAt(entries, unit);
            return range === undefined ? [] : [{ unit, range }];
          })
          .sort((a, b) => compareRanges(a.range, b.range));
        const last = taken.at(-1);
        // Two mandatory units that exclude each other: nobody chose them.
        const unit = last?.unit ?? set.at(-1);
        if (unit === undefined) continue;
        const others = set.filter((one) => one !== unit);
        yield {
          path,
          range: last?.range ?? member?.range ?? documentStart,
          message: `${qualification.title} does not let ${codeWithTitle(unit)} be combined with ${listed(others.map(codeWithTitle))}, so one of them counts for nothing. ${last === undefined ? "Both are mandatory: ask whoever wrote the framework." : "Choose another unit in place of one of them."}`,
          related: taken
            .filter((one) => one !== last)
            .map(({ range }) => ({
              path,
              range,
              message: "This unit excludes it.",
            })),
        };
      }
    }
  },
});

/** Where `units:` names a unit. */
function chosenAt(
  { units }: TargetEntries,
  unit: Standard,
): TextRange | undefined {
  for (const resolved of units) {
    const at = resolved.standards.indexOf(unit);
    if (at >= 0) return partRange(resolved, at);
  }
  return undefined;
}
