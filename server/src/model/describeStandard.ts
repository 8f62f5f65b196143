// What hover and completion say of a standard and of a piece of evidence, in
// Markdown.

import {
  frameworkOf,
  lineage,
  tierTitle,
  type Catalogue,
} from "./catalogue.ts";
import type { StandardCoverage } from "./coverage.ts";
import {
  creditInWords,
  namedCredit,
  progressInWords,
  stateWords,
} from "./coverageWords.ts";
import { describeMatches } from "./crosswalkSuggestions.ts";
import type { EvidenceKind } from "./evidenceKinds.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { EvidenceFacts } from "./facts.ts";
import type { Framework, Standard } from "./framework.ts";
import { discountInWords, listed } from "./judgeEvidence.ts";
import { durationInWords } from "./calendar.ts";
import type { Portfolio } from "./portfolio.ts";
import type { RequirementBlock } from "./requirement.ts";
import { blocksFor } from "./requirementPlan.ts";
import { waivedInWords } from "./waivers.ts";

/** Title, summary, requirements, coverage with reasons, what to collect. */
export function describeStandard(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  standard: Standard,
): string {
  const parts = [
    `**${standard.code}** ${escapeMarkdown(standard.title)}`,
    ...(standard.summary === undefined
      ? []
      : [escapeMarkdown(standard.summary)]),
    ...labels(catalogue, standard),
  ];
  const coverage = portfolio?.coverage.standards.get(standard.key);
  const required =
    portfolio === undefined ? [] : requirementsOf(portfolio, standard);
  if (required.length > 0) parts.push(`*Asked for:* ${required.join("; ")}`);
  if (portfolio !== undefined && coverage !== undefined) {
    parts.push(describeCoverage(portfolio, coverage));
  }
  if (standard.suggested.length > 0) {
    const ideas = standard.suggested.map(
      ({ title, kind }) =>
        `- ${escapeMarkdown(title)}${kind === undefined ? "" : ` (${kind})`}`,
    );
    parts.push(`*Suggested evidence, never demanded:*\n${ideas.join("\n")}`);
  }
  parts.push(...describeMatches(catalogue, portfolio, standard));
  return parts.join("\n\n");
}

/** Where it belongs, its size, and what must be said wherever it shows. */
function labels(catalogue: Catalogue, standard: Standard): readonly string[] {
  const framework = frameworkOf(catalogue, standard);
  const above = lineage(catalogue, standard).at(1);
  const size = [
    ...(standard.level === undefined ? [] : [`level ${standard.level}`]),
    ...(standard.credit === undefined ? [] : [`${standard.credit} credits`]),
    ...(standard.glh === undefined ? [] : [`${standard.glh} guided hours`]),
  ];
  const place =
    above === undefined ? framework.title : `${above.code} ${above.title}`;
  const lines = [
    [
      `${capital(tierTitle(catalogue, standard))} of ${escapeMarkdown(place)}`,
      ...size,
    ].join(", "),
  ];
  if (standard.isProvisional) lines.push("*Number not confirmed.*");
  if (standard.withdrawn !== undefined) {
    lines.push(
      `*Withdrawn${standard.replacedBy === undefined ? "" : `; replaced by ${standard.replacedBy}`}.*`,
    );
  }
  return [...lines, ...statusLines(framework)];
}

export function statusLines(
  framework: Framework | undefined,
): readonly string[] {
  switch (framework?.status) {
    case "illustrative":
      return ["*Illustrative: not an awarding body's text.*"];
    case "historical":
      return ["*Historical: no longer in use.*"];
    case undefined:
      return [];
  }
}

/** Its state, its evidence and every reason. */
export function describeCoverage(
  portfolio: Portfolio,
  coverage: StandardCoverage,
): string {
  const name = (id: EvidenceId): string => nameOf(portfolio, id);
  const progress =
    coverage.progress === undefined
      ? ""
      : ` (${progressInWords(coverage.progress)})`;
  const lines = [`*Coverage:* **${stateWords[coverage.state]}**${progress}`];
  if (coverage.credited !== undefined)
    lines.push(`- ${creditInWords(namedCredit(portfolio, coverage.credited))}`);
  if (coverage.setAside !== undefined)
    lines.push(`- ${escapeMarkdown(coverage.setAside)}`);
  for (const waived of coverage.waived ?? [])
    lines.push(`- waived: ${escapeMarkdown(waivedInWords(waived))}`);
  for (const { message } of coverage.reasons) lines.push(`- ${message}`);
  const counting = coverage.evidence.filter(
    (id) => !coverage.discounted.some(({ evidence }) => evidence === id),
  );
  if (counting.length > 0 && coverage.progress === undefined) {
    const pieces = counting.map((id) => {
      const title = portfolio.table.byId.get(id)?.qualities.title;
      return `${name(id)}${title === undefined ? "" : ` ${escapeMarkdown(title)}`}`;
    });
    lines.push(`- evidence: ${listed(pieces)}`);
  }
  for (const discounted of coverage.discounted) {
    lines.push(`- ${name(discounted.evidence)} ${discountInWords(discounted)}`);
  }
  return lines.join("\n");
}

function nameOf(portfolio: Portfolio, id: EvidenceId): string {
  return portfolio.table.byId.get(id)?.qualities.id ?? id;
}

/** All requirements that judge a standard, in words. */
function requirementsOf(
  portfolio: Portfolio,
  standard: Standard,
): readonly string[] {
  const { plan } = portfolio;
  const blocks = new Set(blocksFor(plan, standard));
  return [...blocks].flatMap((block) => {
    const words = requirementInWords(block, standard.isAssessable);
    return words === "" ? [] : [words];
  });
}

/** One block: `2 pieces, 2 kinds, no older than 24 months`. */
export function requirementInWords(
  block: RequirementBlock,
  withConditions = true,
): string {
  const parts: string[] = [];
  const plural = (count: number, noun: string): string =>
    `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (block.pieces !== undefined) parts.push(plural(block.pieces, "piece"));
  if (block.kinds !== undefined)
    parts.push(plural(block.kinds, "different kind"));
  if (block.occasions !== undefined) {
    parts.push(`on ${plural(block.occasions, "different date")}`);
  }
  for (const { kind, count } of block.include) {
    parts.push(
      count === 1
        ? `a piece of the kind ${kind}`
        : `${count} pieces of the kind ${kind}`,
    );
  }
  if (block.some !== undefined) {
    parts.push(
      `${block.some.least} different kinds of ${listed(block.some.of, "or")}`,
    );
  }
  if (block.sections.length > 0) {
    parts.push(`a section with ${listed(block.sections)}`);
  }
  if (withConditions) {
    if (block.within !== undefined) {
      parts.push(`no older than ${durationInWords(block.within)}`);
    }
    if (block.forbid.length > 0) parts.push(`no ${listed(block.forbid, "or")}`);
    if (block.fields.length > 0) {
      parts.push(
        `each with ${listed(block.fields.map((field) => `\`${field}\``))}`,
      );
    }
  }
  return parts.join(", ");
}

/** A kind of evidence: what it is, and what else it is called. */
export function describeKind({
  id,
  meaning,
  alsoCalled,
}: EvidenceKind): string {
  const names = alsoCalled.map(escapeMarkdown).join(", ");
  return [
    `**${id}** ${escapeMarkdown(meaning)}`,
    ...(names === "" ? [] : [`*Also called:* ${names}`]),
  ].join("\n\n");
}

/** A framework as a target. */
export function describeFramework(framework: Framework): string {
  const counts = framework.standards.filter(({ isAssessable }) => isAssessable);
  const parts = [
    `**${framework.id}** ${escapeMarkdown(framework.title)}`,
    `${counts.length} standards, edition ${escapeMarkdown(framework.edition)}${framework.owner === undefined ? "" : `. Owner: ${escapeMarkdown(framework.owner)}`}`,
  ];
  if (framework.note !== undefined) parts.push(escapeMarkdown(framework.note));
  parts.push(...statusLines(framework));
  return parts.join("\n\n");
}

/** A piece of evidence: title, kinds, date, what it serves. */
export function describeEvidence(
  portfolio: Portfolio,
  id: EvidenceId,
): string | undefined {
  const entry = portfolio.table.byId.get(id);
  const facts: EvidenceFacts | undefined =
    entry && portfolio.documents.get(entry.path)?.evidence[entry.item];
  if (entry === undefined || facts === undefined) return undefined;
  const served = portfolio.target.standards
    .filter((standard) =>
      portfolio.coverage.standards.get(standard.key)?.evidence.includes(id),
    )
    .map(({ code }) => code);
  const lines = [
    `- kind: ${entry.qualities.kinds.length === 0 ? "not given" : entry.qualities.kinds.join(", ")}`,
    `- date: ${facts.date?.text ?? "not given"}${facts.reviewed === undefined ? "" : `, reviewed ${facts.reviewed.text}`}`,
    ...(facts.held === undefined
      ? []
      : [`- kept at: ${escapeMarkdown(facts.held)}`]),
    ...facts.files.map(({ text }) => `- file: ${escapeMarkdown(text)}`),
    `- serves: ${served.length === 0 ? "no standard of this portfolio yet" : served.join(", ")}`,
    ...creditShownBy(portfolio, id),
  ];
  return `**${facts.id.text}** ${escapeMarkdown(facts.title ?? "")}\n\n${lines.join("\n")}`;
}

/** The units whose credit a piece shows. */
function creditShownBy(
  { target }: Portfolio,
  id: EvidenceId,
): readonly string[] {
  const units = target.standards
    .filter(
      ({ key, parent }) =>
        parent < 0 && target.credited.get(key)?.evidence === id,
    )
    .map(({ code }) => code);
  return units.length === 0 ? [] : [`- shows the credit of: ${listed(units)}`];
}

/** Titles are text, not Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]#|]/g, "\\$&").replace(/\s+/g, " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
