// From what rules found to findings: each with the severity that settings and
// portfolio give its rule, in the order of the text.

import type { PortfolioFacts } from "../model/facts.ts";
import {
  isSeveritySetting,
  type Settings,
  type SeveritySetting,
} from "../model/settings.ts";
import { compareRanges } from "../text/textRange.ts";
import type { Finding, PlacedProblem, Rule } from "./rule.ts";

export type Problems = readonly {
  readonly rule: Rule;
  readonly problem: PlacedProblem;
}[];

/** Findings that a portfolio may not make lighter for itself. */
const notLowered = new Set([
  "self-review",
  "changed-since-decision",
  "unsupported-decision",
]);

const weights: Readonly<Record<SeveritySetting, number>> = {
  off: 0,
  hint: 1,
  information: 2,
  warning: 3,
  error: 4,
};

function severityOf(
  rule: Rule,
  settings: Settings,
  portfolio: PortfolioFacts | undefined,
): SeveritySetting {
  const set = settings.rules[rule.code] ?? rule.severity;
  const stated = portfolio?.rules.find(({ code }) => code.text === rule.code);
  const own = stated?.level;
  if (!isSeveritySetting(own)) return set;
  return notLowered.has(rule.code) && weights[own] < weights[set] ? set : own;
}

export function toFindings(
  problems: Problems,
  settings: Settings,
  portfolio?: PortfolioFacts,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { rule, problem } of problems) {
    const severity = severityOf(rule, settings, portfolio);
    if (severity === "off") continue;
    findings.push({
      code: rule.code,
      severity,
      path: problem.path,
      range: problem.range,
      message: problem.message,
      related: problem.related ?? [],
      fixes: problem.fixes ?? [],
    });
  }
  return findings.sort(
    (a, b) =>
      compareRanges(a.range, b.range) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}
