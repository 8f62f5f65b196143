// Hover: on a code, the standard with its coverage, what the report says of it
// and where it is evidenced;
// on a citation, the piece; on a target, what it asks for.

import { describeReport } from "../model/describeReport.ts";
import {
  describeEvidence,
  describeFramework,
  describeQualification,
  describeStandard,
} from "../model/describeStandard.ts";
import type { Standard } from "../model/framework.ts";
import { mappingsTo, type Portfolio } from "../model/portfolio.ts";
import { previousPortfolio } from "../model/previousPortfolio.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { subjectAt } from "../model/subjectAt.ts";
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
  { path }: OpenDocument,
  position: Position,
): HoverAnswer | undefined {
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
    case "evidence": {
      const markdown =
        portfolio && describeEvidence(portfolio, subject.evidence);
      return markdown === undefined ? undefined : { markdown, range };
    }
  }
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
