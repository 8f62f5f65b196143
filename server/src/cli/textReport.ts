// Findings and coverage as plain text for a terminal or a log.

import type {
  CoverageDocument,
  PortfolioDocument,
  QualificationDocument,
  StandardDocument,
} from "../features/coverageDocument.ts";
import {
  creditInWords,
  creditsInWords,
  progressInWords,
  stateWords,
} from "../model/coverageWords.ts";
import type { FindingsDocument } from "../features/findingsDocument.ts";
import { counted, listed } from "../model/judgeEvidence.ts";
import { additionInWords, obstacleInWords } from "../model/shortestWay.ts";
import { waivedInWords } from "../model/waivers.ts";

/** One line for each finding, as compilers print them, and a summary. */
export function findingsText(document: FindingsDocument): string {
  const lines = document.findings.map(
    ({ file, range, severity, code, message }) =>
      `${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity} ${code}: ${message}`,
  );
  const { error, warning, information, hint, files } = document.summary;
  if (lines.length === 0) return "Nothing to report.\n";
  const counts = [
    counted(error, "error"),
    counted(warning, "warning"),
    `${information} information`,
    counted(hint, "hint"),
  ];
  return `${lines.join("\n")}\n\n${counts.join(", ")} in ${counted(files, "file")}.\n`;
}

export const noPortfolio =
  "There is no portfolio here: no Markdown file has `portfolio:` in its header.\n";

const marks = {
  covered: "[x]",
  "partly-covered": "[~]",
  uncovered: "[ ]",
  "not-applicable": "[-]",
} as const;

export function coverageText(document: CoverageDocument): string {
  if (document.portfolios.length === 0) {
    return noPortfolio;
  }
  return document.portfolios.map(portfolioText).join("\n");
}

function portfolioText(portfolio: PortfolioDocument): string {
  const openRules = portfolio.standards.filter(
    ({ assessable, reasons }) => !assessable && reasons.length > 0,
  ).length;
  const lines = [
    `${portfolio.title} (${portfolio.file})`,
    `  Target: ${portfolio.targets.join(", ")}; judged at ${portfolio.assessmentDate}`,
    `  ${progressInWords(portfolio.counts, openRules)}`,
  ];
  const isReviewed = portfolio.standards.some(({ decision }) => decision);
  if (isReviewed) {
    const { signedOff, counts } = portfolio;
    lines.push(`  ${signedOff} of ${counts.assessable} signed off`);
  }
  for (const qualification of portfolio.qualifications) {
    lines.push(...qualificationLines(qualification));
  }
  const depths = new Map<string, number>();
  for (const standard of portfolio.standards) {
    const depth =
      standard.parent === null ? 0 : (depths.get(standard.parent) ?? 0) + 1;
    depths.set(standard.code, depth);
    const indent = "  ".repeat(depth + 1);
    const evidence =
      standard.evidence.length === 0 ? "" : `: ${standard.evidence.join(", ")}`;
    lines.push(
      `${indent}${marks[standard.state]} ${standard.code} ${standard.title} (${stateText(standard)})${evidence}`,
    );
    for (const waived of standard.waived ?? []) {
      lines.push(`${indent}      waived: ${waivedInWords(waived)}`);
    }
    for (const { message } of standard.reasons) {
      lines.push(`${indent}      ${message}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The state, with the reason where it stands on no evidence. */
function stateText(standard: StandardDocument): string {
  const { decision, signedOff } = standard;
  const own = ownStateText(standard);
  if (signedOff) return `${own}; signed off`;
  if (decision === null) return own;
  const word = decision.decision?.replaceAll("-", " ") ?? decision.judgement;
  const isChanged = decision.changed.length > 0;
  return `${own}; decided: ${word ?? ""}${isChanged ? ", changed since" : ""}`;
}

function ownStateText({ state, credit, setAside }: StandardDocument): string {
  if (setAside !== undefined) return `${stateWords[state]}: ${setAside}`;
  if (credit === undefined) return stateWords[state];
  return `${stateWords[state]}, ${creditInWords(credit)}`;
}

function qualificationLines(
  qualification: QualificationDocument,
): readonly string[] {
  const { title, pathway, openPathways, shortestWay, noWay } = qualification;
  const lines = [`  ${title}: ${creditsInWords(qualification)}`];
  if (pathway !== undefined) lines.push(`    Pathway: ${pathway.title}`);
  if (openPathways !== undefined) {
    lines.push(
      `    No pathway is chosen; there is ${listed(openPathways, "and")}`,
    );
  }
  if (shortestWay !== undefined && shortestWay.add.length > 0) {
    const way = additionInWords(shortestWay.add, shortestWay);
    lines.push(`    Shortest way: ${way}`);
  }
  if (noWay !== undefined && noWay !== "no-pathway") {
    lines.push(`    ${obstacleInWords(noWay)}`);
  }
  return lines;
}
