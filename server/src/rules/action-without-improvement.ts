import type { Stated } from "../model/facts.ts";
import {
  improvementsOf,
  type AnsweringAction,
  type Improvements,
} from "../model/improvements.ts";
import { listed } from "../model/judgeEvidence.ts";
import { editDistance } from "../model/nearest.ts";
import {
  defineRule,
  replaceFix,
  type Fix,
  type PlacedProblem,
} from "./rule.ts";

const mostNamed = 4;

export const actionWithoutImprovement = defineRule({
  code: "action-without-improvement",
  group: "Report",
  summary: "An action answers no area for improvement.",
  since: "0.1.0",
  severity: "hint",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio: { reports, target } }) => [reports, target],
  *check({ portfolio }) {
    const improvements = improvementsOf(portfolio);
    // A plan without a report that names areas has nothing to answer.
    if (improvements.areas.length === 0) return;
    const ids = idsOf(improvements);
    for (const answering of improvements.actions) {
      const { action, areas, unknown } = answering;
      for (const name of unknownNames(answering)) {
        yield unknownProblem(action.path, name, ids);
      }
      if (unknown.length > 0 || areas.length > 0 || action.isDone) continue;
      yield {
        path: action.path,
        range: action.range,
        message: `This action answers no area for improvement of the report, so a reader cannot tell why it is in the plan. Say which after \`for:\`, by its ID or its first words${idsInWords(ids)}.`,
      };
    }
  },
});

function idsOf({ areas }: Improvements): readonly string[] {
  return [...new Set(areas.flatMap(({ area }) => area.id ?? []))];
}

function idsInWords(ids: readonly string[]): string {
  if (ids.length === 0) return "";
  const some = ids.slice(0, mostNamed).map((id) => `\`${id}\``);
  const all = ids.length > mostNamed ? [...some, "…"] : some;
  return ` (${all.join(", ")})`;
}

const looksLikeId = /^\p{L}[\p{L}-]{0,11}[ -]?\d{1,4}$/u;

/** Ids one by one; words that name no area are one name, commas and all. */
function unknownNames({
  action: { answers },
  areas,
  unknown,
}: AnsweringAction): readonly Stated[] {
  const ids = unknown.filter(({ text }) => looksLikeId.test(text));
  const hasWords = ids.length < unknown.length;
  if (!hasWords || answers === undefined) return ids;
  return areas.length === 0 && ids.length === 0 ? [answers] : unknown;
}

function unknownProblem(
  path: string,
  { text, range }: Stated,
  ids: readonly string[],
): PlacedProblem {
  const meant = meantIds(text, ids);
  const fixes: Fix[] = meant.map((id) => ({
    ...replaceFix(path, range, id),
    isPreferred: meant.length === 1,
  }));
  return {
    path,
    range,
    message:
      `The report has no area for improvement \`${text}\`, and no standard is called so: this action answers nothing.` +
      (meant.length === 0
        ? ` Write the area's ID or its first words${idsInWords(ids)}.`
        : ` Did you mean ${listed(
            meant.map((id) => `\`${id}\``),
            "or",
          )}?`),
    fixes,
  };
}

/** Another number is another area; the letters before it may be a slip. */
function meantIds(text: string, ids: readonly string[]): readonly string[] {
  const wanted = partsOf(text);
  if (wanted === undefined) return [];
  return ids.filter((id) => {
    const own = partsOf(id);
    return (
      own?.number === wanted.number &&
      editDistance(own.letters, wanted.letters, 2) <= 2
    );
  });
}

function partsOf(
  id: string,
): { readonly letters: string; readonly number: number } | undefined {
  const [, letters = "", digits] =
    /^\s*(\D*?)[\s._-]*(\d+)\s*$/.exec(id.toLowerCase()) ?? [];
  return digits === undefined ? undefined : { letters, number: Number(digits) };
}
