import { frameworkOf, lineage, tierTitle } from "../model/catalogue.ts";
import { rangeInMember, namesAny } from "../model/contribution.ts";
import type { Standard } from "../model/framework.ts";
import { statementsOf } from "../model/memberStatements.ts";
import { codeWithTitle } from "../model/suggestCodes.ts";
import { withdrawalOf } from "../model/withdrawal.ts";
import type { TextRange } from "../text/textRange.ts";
import { defineRule, type DocumentContext, type FoundProblem } from "./rule.ts";

export const outOfScopeMapping = defineRule({
  code: "out-of-scope-mapping",
  group: "Codes",
  summary: "Evidence or a section is for a standard that is not asked for.",
  since: "0.1.0",
  severity: "hint",
  scope: "document",
  fix: "Whether the portfolio should ask for the standard or the piece should not name it, only its author knows.",
  concerns: ({ contribution, target }) =>
    namesAny(contribution, ({ key }) => !target.included.has(key)),
  *check(context) {
    const { facts, target, contribution, isInPortfolio, displacedBy } = context;
    if (!isInPortfolio || displacedBy !== undefined) return;
    // A target that resolves to nothing asks for nothing: that is its finding.
    if (facts.role === "review" || target.included.size === 0) return;
    const isMapping = facts.role === "evidence";
    for (const { members } of contribution.fields) {
      for (const resolved of members) {
        for (const { standards, from, length } of statementsOf(resolved)) {
          const range = rangeInMember(resolved, from, length);
          // Evidence for a whole unit has its word from broad-mapping.
          if (isMapping && standards.some((one) => !one.isAssessable)) continue;
          yield* problem(context, standards, range, isMapping);
        }
      }
    }
    for (const { entry, standards, range } of contribution.sections) {
      if (entry >= 0) yield* problem(context, standards, range, false);
    }
  },
});

function* problem(
  { target, catalogue }: DocumentContext,
  standards: readonly Standard[],
  range: TextRange,
  isMapping: boolean,
): Generator<FoundProblem> {
  const [first, ...more] = standards;
  // One that is asked for is reason enough to name the others beside it.
  const isOutside =
    first !== undefined &&
    standards.every(
      (standard) =>
        !target.included.has(standard.key) &&
        withdrawalOf(catalogue, standard) === undefined,
    );
  if (!isOutside) return;
  const named =
    codeWithTitle(first) +
    (more.length === 0 ? "" : ` and ${more.length} more beside it`);
  const isOne = more.length === 0;
  yield {
    range,
    message: `This portfolio does not ask for ${named}, so ${isMapping ? `the piece counts for nothing ${isOne ? "there" : "with them"}` : "what is cited under it counts nowhere"}. ${advice(catalogue, target, first)}`,
  };
}

function advice(
  catalogue: DocumentContext["catalogue"],
  target: DocumentContext["target"],
  standard: Standard,
): string {
  const top = lineage(catalogue, standard).at(-1) ?? standard;
  const offering = target.qualifications.find(({ groups }) =>
    groups.some(({ units }) => units.includes(top)),
  );
  const noun = tierTitle(catalogue, top);
  if (offering !== undefined) {
    return `If you take the ${noun} \`${top.code}\`, add it under \`units:\` in the portfolio.`;
  }
  const framework = frameworkOf(catalogue, standard);
  return `If the portfolio is about it too, add \`${top === standard || framework.qualifications.length > 0 ? top.code : framework.id}\` under \`standards:\` in the portfolio.`;
}
