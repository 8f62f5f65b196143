import { counted, listed } from "../model/judgeEvidence.ts";
import type { StatedDate } from "../model/facts.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { requirementIds } from "../model/requirementPlan.ts";
import {
  isOfQualification,
  resolveMember,
  type ResolvedMember,
} from "../model/target.ts";
import { isOver } from "../model/waivers.ts";
import { assessableIn } from "../model/catalogue.ts";
import { defineRule, type PlacedProblem } from "./rule.ts";

export const expiredWaiver = defineRule({
  code: "expired-waiver",
  group: "Requirements",
  summary: "A waiver, or a standard set aside, has passed its last day.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Whether it is granted for longer is for whoever granted it to say.",
  looksAt: ({ portfolio: { header, target, entries } }) => [
    header?.waivers,
    header?.notApplicable,
    header?.requirements,
    target,
    entries,
  ],
  *check({ portfolio }) {
    yield* expiredWaivers(portfolio);
    yield* expiredExclusions(portfolio);
  },
});

function* expiredWaivers(portfolio: Portfolio): Generator<PlacedProblem> {
  const { header, target, catalogue, path } = portfolio;
  const waivers = header?.waivers ?? [];
  if (waivers.length === 0) return;
  const ids = requirementIds(catalogue, target, header);
  for (const { requirement, reason, until, standards } of waivers) {
    if (until === undefined || !isOver(until.end, target.assessmentDate)) {
      continue;
    }
    // What never waived anything has had its word.
    if (reason === undefined || requirement === undefined) continue;
    if (!ids.has(requirement.text)) continue;
    const codes = codesOf(
      standards.map((member) => resolveMember(catalogue, target.scope, member)),
    );
    yield {
      path,
      range: until.range,
      message: `${ended(portfolio, until)}, so \`${requirement.text}\` is asked for again${codes === "" ? "" : ` for ${codes}`}. Satisfy it, or have the waiver renewed and write the new last day.`,
    };
  }
}

function* expiredExclusions(portfolio: Portfolio): Generator<PlacedProblem> {
  const { header, target, entries, catalogue, path } = portfolio;
  for (const [at, statement] of (header?.notApplicable ?? []).entries()) {
    const { until, reason } = statement;
    if (until === undefined || !isOver(until.end, target.assessmentDate)) {
      continue;
    }
    const members = entries.notApplicable[at] ?? [];
    const again = members
      .flatMap(({ standards }) => standards)
      .filter((standard) => !isOfQualification(catalogue, standard))
      .flatMap((standard) => assessableIn(catalogue, standard))
      .filter(
        ({ key }) => target.included.has(key) && !target.setAside.has(key),
      );
    if (reason === undefined || again.length === 0) continue;
    yield {
      path,
      range: until.range,
      message: `${ended(portfolio, until)}, so ${codesOf(members)} (${counted(new Set(again).size, "standard")}) ${members.length === 1 ? "is" : "are"} asked for again. Show ${members.length === 1 ? "it" : "them"} with evidence, or write the new last day if the reason still holds.`,
    };
  }
}

function ended({ target }: Portfolio, until: StatedDate): string {
  return `This held until ${until.end}, and the portfolio is judged at ${target.assessmentDate}`;
}

function codesOf(members: readonly ResolvedMember[]): string {
  return listed(members.map(({ member }) => `\`${member.text.trim()}\``));
}
