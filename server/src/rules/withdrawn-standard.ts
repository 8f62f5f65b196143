import { frameworkOf, type Catalogue } from "../model/catalogue.ts";
import { rangeInMember, namesAny } from "../model/contribution.ts";
import type { Standard } from "../model/framework.ts";
import { statementsOf, type CodeStatement } from "../model/memberStatements.ts";
import { shortEnd } from "../model/rangeOfCodes.ts";
import { resolveText } from "../model/resolveCodes.ts";
import { codeWithTitle } from "../model/suggestCodes.ts";
import type { ResolvedMember } from "../model/target.ts";
import { withdrawalOf } from "../model/withdrawal.ts";
import type { TextRange } from "../text/textRange.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type FoundProblem,
} from "./rule.ts";

export const withdrawnStandard = defineRule({
  code: "withdrawn-standard",
  group: "Codes",
  summary: "A standard is named that its framework has withdrawn.",
  since: "0.1.0",
  severity: "warning",
  scope: "document",
  fix: true,
  concerns: ({ facts, contribution, catalogue }) =>
    facts.role === "portfolio" ||
    namesAny(
      contribution,
      (standard) => withdrawalOf(catalogue, standard) !== undefined,
    ),
  *check(context) {
    const { facts, entries, contribution, displacedBy } = context;
    // What a reviewer decided on the day, stands.
    if (facts.role === "review" || displacedBy !== undefined) return;
    const lists =
      facts.role === "portfolio"
        ? [entries.members, entries.units]
        : contribution.fields.map(({ members }) => members);
    for (const members of lists) {
      for (const resolved of members) {
        yield* memberProblems(context, resolved);
      }
    }
    yield* headingProblems(context);
  },
});

function* memberProblems(
  context: DocumentContext,
  resolved: ResolvedMember,
): Generator<FoundProblem> {
  for (const { standards, from, length } of statementsOf(resolved)) {
    // A range runs over whatever lies between its ends.
    const stands = standards.some(
      (one) => withdrawalOf(context.catalogue, one) === undefined,
    );
    if (!stands) {
      const range = rangeInMember(resolved, from, length);
      yield problem(context, standards, range, resolved.member.under?.text);
    }
  }
}

function* headingProblems(context: DocumentContext): Generator<FoundProblem> {
  const { facts, catalogue, target, contribution } = context;
  for (const { entry, standards, range } of contribution.sections) {
    for (const standard of standards) {
      if (entry < 0 || withdrawalOf(catalogue, standard) === undefined)
        continue;
      const word = facts.outline[entry]?.words.find(({ text }) => {
        const { codes } = resolveText(catalogue, target.scope, text);
        return codes.length === 1 && codes[0]?.standard === standard;
      });
      yield word === undefined && standards.length > 1
        ? { ...problem(context, [standard], range), fixes: [] }
        : problem(context, [standard], word?.range ?? range);
    }
  }
}

function problem(
  { path, catalogue }: DocumentContext,
  [standard, ...more]: CodeStatement["standards"],
  range: TextRange,
  under?: string,
): FoundProblem {
  const withdrawal = withdrawalOf(catalogue, standard);
  const { withdrawn = standard, on, replacement } = withdrawal ?? {};
  const isOne = more.length === 0;
  const written =
    replacement === undefined || !isOne
      ? undefined
      : writtenUnder(catalogue, replacement, under);
  const when =
    on === undefined ? "has been withdrawn" : `was withdrawn (${on})`;
  return {
    range,
    message:
      `${codeWithTitle(withdrawn)} ${when}, so nobody asks for evidence for it and this counts for nothing.` +
      (replacement === undefined
        ? " Name the standard that asks for the same today, or leave it out."
        : ` In place of \`${standard.code}\` there is ${codeWithTitle(replacement)}: read it before you move the evidence.`),
    related: placeInPack(catalogue, withdrawn),
    fixes: written === undefined ? [] : [replaceFix(path, range, written)],
  };
}

/** Below a unit's key only what follows the unit is written. */
function writtenUnder(
  catalogue: Catalogue,
  standard: Standard,
  under: string | undefined,
): string {
  return under !== undefined && standard.code.startsWith(`${under}.`)
    ? shortEnd(catalogue, standard)
    : standard.code;
}

function placeInPack(
  catalogue: Catalogue,
  standard: Standard,
): NonNullable<FoundProblem["related"]> {
  const { file, isShipped } = frameworkOf(catalogue, standard);
  return isShipped
    ? []
    : [{ path: file, range: standard.range, message: "Withdrawn here." }];
}
