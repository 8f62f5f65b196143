import { findKind } from "../model/evidenceTable.ts";
import type { Stated } from "../model/facts.ts";
import { nearestWord } from "../model/nearest.ts";
import { requirementIds } from "../model/requirementPlan.ts";
import { isOfQualification } from "../model/target.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type FoundProblem,
} from "./rule.ts";

export const invalidField = defineRule({
  code: "invalid-field",
  group: "Front matter",
  summary:
    "A field holds something that it cannot hold, or a needed one is missing.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  *check(context) {
    for (const problem of context.facts.fieldProblems) {
      const { kind, field, range, found, expected } = problem;
      if (kind === "missing") {
        yield {
          range,
          message: `\`${field}\` is missing or empty here, so this is not complete. Add \`${field}:\` with its value.`,
        };
      } else if (kind === "wrong") {
        yield {
          range,
          message:
            found === undefined
              ? `\`${field}\` cannot be read in this shape, so it counts for nothing. Expected ${expected}.`
              : `\`${field}\` is \`${found}\`, which cannot be read, so it counts for nothing. Expected ${expected}.`,
        };
      }
    }
    yield* unknownKinds(context);
    yield* wholeFrameworks(context);
    yield* excusedUnits(context);
    yield* unknownWaivers(context);
  },
});

function* unknownKinds(context: DocumentContext): Generator<FoundProblem> {
  const { facts, catalogue } = context;
  for (const { kinds } of facts.evidence) {
    for (const kind of kinds) {
      if (findKind(catalogue, kind.text) !== undefined) continue;
      yield unknownKind(
        context,
        kind,
        "so this piece counts for no requirement on kinds",
      );
    }
  }
  for (const kind of facts.portfolio?.requirementKinds ?? []) {
    // A requirement names kinds exactly, as it is compared with many pieces.
    if (catalogue.kinds.has(kind.text)) continue;
    yield unknownKind(context, kind, "so no piece can be of it");
  }
}

function unknownKind(
  { path, catalogue }: DocumentContext,
  { text, range }: Stated,
  result: string,
): FoundProblem {
  const nearest = nearestWord(text, [...catalogue.kinds.keys()]);
  const called = [...catalogue.kinds.values()].find(({ alsoCalled }) =>
    alsoCalled.some((name) => name.toLowerCase() === text.toLowerCase()),
  );
  const meant = called?.id ?? findKind(catalogue, text) ?? nearest;
  return {
    range,
    message:
      `\`${text}\` is not a kind of evidence, ${result}.` +
      (meant === undefined
        ? " Choose one from the list that completion shows."
        : ` Did you mean \`${meant}\`?`),
    // What a kind is also called may fit another kind too: no fix.
    fixes:
      called === undefined && meant !== undefined
        ? [replaceFix(path, range, meant)]
        : [],
  };
}

/** Evidence serves standards, not a whole framework or qualification. */
function* wholeFrameworks({
  facts,
  contribution,
}: DocumentContext): Generator<FoundProblem> {
  if (facts.role !== "evidence") return;
  for (const { members } of contribution.fields) {
    for (const { member, frameworks, qualifications } of members) {
      const title = frameworks[0]?.title ?? qualifications[0]?.title;
      if (title === undefined) continue;
      yield {
        range: member.range,
        message: `\`${member.text.trim()}\` is all of ${title}, and evidence is mapped to single standards, so this counts for nothing. Name the standards that this piece serves.`,
      };
    }
  }
}

function* excusedUnits({
  target,
  catalogue,
  facts,
}: DocumentContext): Generator<FoundProblem> {
  if (facts.role !== "portfolio") return;
  for (const members of target.notApplicable) {
    for (const { member, standards } of members) {
      if (!standards.some((one) => isOfQualification(catalogue, one))) continue;
      yield {
        range: member.range,
        message: `\`${member.text.trim()}\` belongs to a qualification, whose units are chosen and not excused, so it still counts. Leave an optional unit out of \`units:\` instead.`,
      };
    }
  }
}

function* unknownWaivers({
  path,
  target,
  catalogue,
  facts,
  displacedBy,
}: DocumentContext): Generator<FoundProblem> {
  const waivers = facts.portfolio?.waivers ?? [];
  if (waivers.length === 0 || displacedBy !== undefined) return;
  const ids = requirementIds(catalogue, target, facts.portfolio);
  for (const { requirement } of waivers) {
    if (requirement === undefined || ids.has(requirement.text)) continue;
    const { text, range } = requirement;
    const meant = nearestWord(text, [...ids]);
    yield {
      range,
      message:
        `\`${text}\` is not the id of a requirement that holds here, so nothing is waived.` +
        (meant === undefined
          ? " Copy the id from the framework or from `requirements:`."
          : ` Did you mean \`${meant}\`?`),
      fixes: meant === undefined ? [] : [replaceFix(path, range, meant)],
    };
  }
}
