import {
  adviceFor,
  candidatePlaces,
  nearestGap,
  type Advice,
  type NearestGap,
} from "../model/advice.ts";
import { candidatesInWords, kindsInWords } from "../model/adviceWords.ts";
import {
  gapHeads,
  gapsUnder,
  targetPlaces,
  touchedHeads,
  type Gap,
  type GapGroup,
} from "../model/gaps.ts";
import { listed } from "../model/judgeEvidence.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { defineRule, type PlacedProblem } from "./rule.ts";

const mostNamed = 6;

export const unmetRequirement = defineRule({
  code: "unmet-requirement",
  group: "Requirements",
  summary: "A standard lacks evidence that is asked for.",
  since: "0.1.0",
  severity: "warning",
  scope: "parts",
  fix: "Whether a piece fits is for a person to say: the light bulb offers to map those that might, and none is mapped on its own.",
  looksAt: ({ portfolio }) => [
    portfolio.target,
    portfolio.table.names,
    ...targetPlaces(portfolio),
  ],
  isByDocument: false,
  parts: ({ portfolio }) => gapHeads(portfolio).keys(),
  touched: (before, after) => touchedHeads(before.portfolio, after.portfolio),
  *checkPart({ portfolio }, head) {
    const { inSections, group } = gapsUnder(portfolio, head);
    for (const gap of inSections) {
      const { standard, path, range, related } = gap;
      const advice = adviceFor(portfolio, standard);
      yield {
        path,
        range,
        message: sectionMessage(gap, advice),
        related: [
          ...related,
          ...candidatePlaces(portfolio, standard, advice.candidates),
        ],
      };
    }
    if (group !== undefined) {
      yield groupProblem(portfolio, group, nearestGap(portfolio, group));
    }
  },
});

function sectionMessage(
  { standard, coverage, suggested }: Gap,
  advice: Advice,
): string {
  const code = `\`${standard.code}\``;
  if (!standard.isAssessable) {
    return `${code} (${standard.title}) as a whole: ${reasonsOf(coverage.reasons)}. Evidence for any of its standards helps.`;
  }
  const pieces = candidatesInWords(advice.candidates, "this code");
  // Beside pieces that are there, ideas for new ones are kept short.
  const ideas = suggested.slice(0, pieces === "" ? suggested.length : 1);
  const others =
    kindsInWords(advice) ||
    (ideas.length === 0
      ? ""
      : ` The framework suggests, for instance: ${listed(ideas, "or")}.`);
  if (coverage.state === "uncovered") {
    const step =
      " Cite a piece in this section, or name this code in the header of one.";
    return `${code} (${standard.title}): ${reasonsOf(coverage.reasons)}.${pieces || step}${others}`;
  }
  return `${code} (${standard.title}) is partly covered: ${reasonsOf(coverage.reasons)}.${others}${pieces}`;
}

function reasonsOf(reasons: Gap["coverage"]["reasons"]): string {
  return reasons.map(({ message }) => message).join("; ");
}

function groupProblem(
  portfolio: Portfolio,
  group: GapGroup,
  nearest: NearestGap | undefined,
): PlacedProblem {
  const { head, uncovered, partly, own, total, nouns } = group;
  const parts: string[] = [];
  if (uncovered.length > 0) {
    const codes = uncovered.map(({ standard }) => `\`${standard.code}\``);
    const named =
      codes.length > mostNamed
        ? [...codes.slice(0, mostNamed), `${codes.length - mostNamed} more`]
        : codes;
    const verb = uncovered.length === 1 ? "has" : "have";
    parts.push(
      `${uncovered.length} of ${total} ${total === 1 ? nouns.one : nouns.many} ${verb} no evidence` +
        (uncovered.length === total && total > mostNamed
          ? ""
          : ` (${listed(named)})`),
    );
  }
  if (partly.length > 0) {
    const named = partly
      .slice(0, mostNamed)
      .map(
        ({ standard, coverage }) =>
          `\`${standard.code}\` ${reasonsOf(coverage.reasons)}`,
      );
    const verb = partly.length === 1 ? "is" : "are";
    const more = partly.length > mostNamed ? "; …" : "";
    parts.push(
      `${partly.length} ${verb} partly covered (${named.join("; ")}${more})`,
    );
  }
  if (own.length > 0) parts.push(`as a whole: ${reasonsOf(own)}`);
  return {
    path: portfolio.path,
    range: group.range,
    message: `\`${head.code}\` (${head.title}): ${parts.join("; ")}. ${groupAdvice(group, nearest)}`,
    related: [
      ...group.related,
      ...(nearest === undefined
        ? []
        : candidatePlaces(
            portfolio,
            nearest.standard,
            nearest.advice.candidates,
          )),
    ],
  };
}

/** The nearest step, which is one standard's. */
function groupAdvice(
  { uncovered, partly }: GapGroup,
  nearest: NearestGap | undefined,
): string {
  const gaps = uncovered.length + partly.length;
  if (nearest === undefined) return "Evidence for any of its standards helps.";
  const { standard, advice } = nearest;
  const code = `\`${standard.code}\``;
  const pieces = candidatesInWords(advice.candidates, code);
  const others = kindsInWords(advice);
  const lead = gaps === 1 ? "" : `Nearest is ${code}.`;
  if (pieces !== "") return `${lead}${others}${pieces}`.trim();
  const step = `Map evidence to ${gaps === 1 ? "it" : "them"}, or write a section that cites some.`;
  if (others !== "") return `${lead}${others} ${step}`.trim();
  const [idea] = standard.suggested;
  return idea === undefined
    ? step
    : `${step} ${gaps === 1 ? "The framework suggests, for instance" : `You might begin with ${code}`}: ${idea.title}.`;
}
