import { findGaps, type Gap, type GapGroup } from "../model/gaps.ts";
import { listed } from "../model/judgeEvidence.ts";
import { defineRule, type PlacedProblem } from "./rule.ts";

const mostNamed = 6;

export const unmetRequirement = defineRule({
  code: "unmet-requirement",
  group: "Requirements",
  summary: "A standard lacks evidence that is asked for.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Evidence has to be found or made; completion offers the codes that still lack it.",
  *check({ portfolio }) {
    const { inSections, groups } = findGaps(portfolio);
    for (const gap of inSections) {
      yield {
        path: gap.path,
        range: gap.range,
        message: sectionMessage(gap),
        related: gap.related,
      };
    }
    for (const group of groups) yield groupProblem(portfolio.path, group);
  },
});

function sectionMessage({ standard, coverage, suggested }: Gap): string {
  const code = `\`${standard.code}\``;
  if (!standard.isAssessable) {
    return `${code} (${standard.title}) as a whole lacks: ${reasonsOf(coverage.reasons)}. Evidence for any of its standards helps.`;
  }
  const ideas =
    suggested.length === 0
      ? ""
      : ` The framework suggests, for instance: ${listed(suggested, "or")}.`;
  if (coverage.state === "uncovered") {
    return `${code} (${standard.title}): ${reasonsOf(coverage.reasons)}. Cite a piece in this section, or name this code in the header of one.${ideas}`;
  }
  return `${code} (${standard.title}) is partly covered: ${reasonsOf(coverage.reasons)}.${ideas}`;
}

function reasonsOf(reasons: Gap["coverage"]["reasons"]): string {
  return reasons.map(({ message }) => message).join("; ");
}

function groupProblem(path: string, group: GapGroup): PlacedProblem {
  const { parent, uncovered, partly, own, total, nouns } = group;
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
  if (own.length > 0) parts.push(`as a whole it lacks: ${reasonsOf(own)}`);
  const gaps = uncovered.length + partly.length;
  const advice =
    gaps === 0
      ? "Evidence for any of its standards helps."
      : `Map evidence to ${gaps === 1 ? "it" : "them"}, or write a section that cites some.`;
  return {
    path,
    range: group.range,
    message: `\`${parent.code}\` (${parent.title}): ${parts.join("; ")}. ${advice}`,
    related: group.related,
  };
}
