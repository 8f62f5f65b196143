import { lineage } from "../model/catalogue.ts";
import { rangeInMember } from "../model/contribution.ts";
import { findKind } from "../model/evidenceTable.ts";
import type { Stated } from "../model/facts.ts";
import type { Qualification } from "../model/framework.ts";
import { listed } from "../model/judgeEvidence.ts";
import { statementsOf } from "../model/memberStatements.ts";
import { nearestWord } from "../model/nearest.ts";
import { requirementIds } from "../model/requirementPlan.ts";
import { findPathway } from "../model/ruleOfCombination.ts";
import { codeWithTitle } from "../model/suggestCodes.ts";
import { isOfQualification, isUnit } from "../model/target.ts";
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
  concerns: ({ facts: { role, fieldProblems } }) =>
    role === "evidence" || role === "portfolio" || fieldProblems.length > 0,
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
              ? `\`${field}\` cannot be read in this shape, so it counts for nothing. Write ${expected}.`
              : `\`${field}\` is \`${found}\`, which cannot be read, so it counts for nothing. Write ${expected}.`,
        };
      }
    }
    yield* unknownKinds(context);
    if (context.facts.role === "evidence") {
      yield* wholeFrameworks(context);
    }
    if (context.facts.role === "portfolio") {
      yield* excusedUnits(context);
      yield* unknownWaivers(context);
      yield* unknownPathways(context);
      yield* creditForNoUnit(context);
    }
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
        ? " Choose one from the list that the editor offers."
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
  contribution,
}: DocumentContext): Generator<FoundProblem> {
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
  entries,
  catalogue,
}: DocumentContext): Generator<FoundProblem> {
  for (const members of entries.notApplicable) {
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
        `\`${text}\` is not the ID of a requirement that holds here, so nothing is waived.` +
        (meant === undefined
          ? " Copy the ID from the framework or from `requirements:`."
          : ` Did you mean \`${meant}\`?`),
      fixes: meant === undefined ? [] : [replaceFix(path, range, meant)],
    };
  }
}

function* unknownPathways({
  path,
  target,
  entries,
  facts,
  displacedBy,
}: DocumentContext): Generator<FoundProblem> {
  const pathways = facts.portfolio?.pathways ?? [];
  // A target that resolves to nothing has had its word.
  const isTargetKnown = entries.members.every(
    ({ issues }) => issues.length === 0,
  );
  if (displacedBy !== undefined || !isTargetKnown) return;
  const named = target.qualifications.map(({ qualification }) => qualification);
  const ids = named.flatMap((one) => one.pathways.map(({ id }) => id));
  const taken = new Set<Qualification>();
  for (const { text, range } of pathways) {
    const id = text.trim();
    const offering = named.filter((one) => findPathway(one, id) !== undefined);
    if (offering.length > 0) {
      const [again] = offering.filter((one) => taken.has(one));
      if (again !== undefined && offering.every((one) => taken.has(one))) {
        yield {
          range,
          message: `\`${id}\` is a second pathway of ${again.title}, and one is taken at a time, so only the first counts. Remove one of them.`,
        };
      }
      for (const one of offering) taken.add(one);
      continue;
    }
    const meant = nearestWord(id, ids);
    yield {
      range,
      message:
        ids.length === 0
          ? `No qualification of this portfolio has pathways, so \`${id}\` changes nothing. Remove it.`
          : `\`${id}\` is not a pathway of ${listed(
              named
                .filter((one) => one.pathways.length > 0)
                .map(({ title }) => title),
              "or",
            )}, so none is taken.${
              meant === undefined
                ? ` Choose ${listed(
                    ids.map((one) => `\`${one}\``),
                    "or",
                  )}.`
                : ` Did you mean \`${meant}\`?`
            }`,
      fixes: meant === undefined ? [] : [replaceFix(path, range, meant)],
    };
  }
}

/** Credit is for whole units that the portfolio asks for. */
function* creditForNoUnit({
  target,
  entries,
  catalogue,
  displacedBy,
}: DocumentContext): Generator<FoundProblem> {
  if (displacedBy !== undefined) return;
  for (const resolved of entries.creditedUnits.flat()) {
    const { member, frameworks, qualifications } = resolved;
    const whole = frameworks[0]?.title ?? qualifications[0]?.title;
    if (whole !== undefined) {
      yield {
        range: member.range,
        message: `\`${member.text.trim()}\` is all of ${whole}, and credit is given unit by unit, so this changes nothing. Name the units that are credited.`,
      };
    }
    for (const { standards, from, length } of statementsOf(resolved)) {
      const [first] = standards;
      const range = rangeInMember(resolved, from, length);
      const unit = lineage(catalogue, first).at(-1) ?? first;
      if (!isUnit(catalogue, first)) {
        yield {
          range,
          message: `${codeWithTitle(first)} is not a unit, and only whole units are credited, so this changes nothing.${isUnit(catalogue, unit) ? ` Name its unit \`${unit.code}\`, or show it with evidence.` : " Show it with evidence."}`,
        };
      } else if (!target.included.has(first.key)) {
        yield {
          range,
          message: `This portfolio does not ask for ${codeWithTitle(first)}, so its credit counts for nothing. If you take the unit, add it under \`units:\`.`,
        };
      }
    }
  }
}
