// Hover: on a code, the standard with its coverage, what the report says of it
// and where it is evidenced;
// on a citation, the piece; on a target, what it asks for.

import { describeReport } from "../model/describeReport.ts";
import {
  describeEvidence,
  describeFramework,
  describeKind,
  describeStandard,
  escapeMarkdown,
} from "../model/describeStandard.ts";
import {
  describePathway,
  describeQualification,
} from "../model/describeQualification.ts";
import type { Standard } from "../model/framework.ts";
import { mappingsTo, type Portfolio } from "../model/portfolio.ts";
import { previousPortfolio } from "../model/previousPortfolio.ts";
import { reviewsOf } from "../model/reviews.ts";
import { standingInWords } from "../model/reviewWords.ts";
import { summaryOf } from "../model/portfolioSummary.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { subjectAt } from "../model/subjectAt.ts";
import { subjectInPack, type PackSubject } from "../model/subjectInPack.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import type { Position, TextRange } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

export interface HoverAnswer {
  readonly markdown: string;
  readonly range: TextRange;
}

const mostPlaces = 8;

export function hover(
  snapshot: Snapshot,
  { path, index }: OpenDocument,
  position: Position,
): HoverAnswer | undefined {
  if (snapshot.packs.has(path)) {
    const named = subjectInPack(snapshot, path, index, position);
    return named && { markdown: inPack(snapshot, named), range: named.range };
  }
  const subject = subjectAt(snapshot, path, position);
  if (subject === undefined) return undefined;
  const { catalogue } = snapshot;
  const portfolio = portfolioOf(snapshot.index, path);
  const { range } = subject;
  switch (subject.kind) {
    case "standard":
      return {
        markdown: [
          describeStandard(catalogue, portfolio, subject.standard),
          ...(portfolio === undefined
            ? []
            : describeReport(
                portfolio,
                previousPortfolio(snapshot.index, portfolio),
                subject.standard,
              )),
          ...(portfolio === undefined
            ? []
            : decision(snapshot, portfolio, subject.standard)),
          ...places(portfolio, subject.standard),
        ].join("\n\n"),
        range,
      };
    case "framework":
      return { markdown: describeFramework(subject.framework), range };
    case "qualification":
      return {
        markdown: describeQualification(
          catalogue,
          portfolio,
          subject.qualification,
        ),
        range,
      };
    case "pathway":
      return {
        markdown: describePathway(subject.qualification, subject.pathway),
        range,
      };
    case "evidence": {
      const markdown =
        portfolio && describeEvidence(portfolio, subject.evidence);
      return markdown === undefined ? undefined : { markdown, range };
    }
    case "review":
      return undefined;
  }
}

/** A pack is under no portfolio: it is told what all of them make of it. */
function inPack(snapshot: Snapshot, subject: PackSubject): string {
  const { catalogue } = snapshot;
  switch (subject.kind) {
    case "standard":
      return [
        describeStandard(catalogue, undefined, subject.standard),
        ...uses(snapshot, subject.standard),
      ].join("\n\n");
    case "framework":
      return describeFramework(subject.framework);
    case "qualification":
      return describeQualification(catalogue, undefined, subject.qualification);
    case "pathway":
      return describePathway(subject.qualification, subject.pathway);
    case "kind":
      return describeKind(subject.evidenceKind);
    case "field": {
      const { description, expected } = subject.schema;
      return [
        `**${subject.name}**`,
        ...(description === undefined ? [] : [description]),
        ...(expected === undefined ? [] : [`*Expected:* ${expected}`]),
      ].join("\n\n");
    }
  }
}

/** How much of the workspace's evidence is mapped to a standard. */
function uses(snapshot: Snapshot, { key }: Standard): readonly string[] {
  let mappings = 0;
  let portfolios = 0;
  for (const cell of snapshot.index.portfolios.cells()) {
    const summary = summaryOf(snapshot, cell);
    const count = summary.mappings.find(([one]) => one === key)?.[1] ?? 0;
    mappings += count;
    portfolios += count > 0 ? 1 : 0;
  }
  const plural = (count: number, noun: string): string =>
    `${count} ${noun}${count === 1 ? "" : "s"}`;
  return mappings === 0
    ? []
    : [
        `*In this folder:* ${plural(mappings, "mapping")} in ${plural(portfolios, "portfolio")}`,
      ];
}

/** What a reviewer decided on the standard. */
function decision(
  { fingerprinting }: Snapshot,
  portfolio: Portfolio,
  { key }: Standard,
): readonly string[] {
  const { standing, signedOff } = reviewsOf(portfolio, fingerprinting);
  const own = standing.get(key);
  if (own !== undefined) {
    return [`*Decision:* ${escapeMarkdown(standingInWords(portfolio, own))}`];
  }
  return signedOff.has(key) ? ["*Decision:* all below it is signed off"] : [];
}

/** Where the standard is evidenced: file, line and locator. */
function places(
  portfolio: Portfolio | undefined,
  standard: Standard,
): readonly string[] {
  if (portfolio === undefined) return [];
  const mappings = mappingsTo(portfolio, standard.key);
  if (mappings.length === 0) return [];
  const lines = mappings
    .slice(0, mostPlaces)
    .map(({ path, range, evidence, at }) => {
      const id = portfolio.table.byId.get(evidence)?.qualities.id ?? evidence;
      const where = at === undefined ? "" : ` (${at})`;
      return `- ${id}${where}: ${path}, line ${range.startLine + 1}`;
    });
  const more = mappings.length - lines.length;
  if (more > 0) lines.push(`- and ${more} more`);
  return [`*Evidenced in:*\n${lines.join("\n")}`];
}
