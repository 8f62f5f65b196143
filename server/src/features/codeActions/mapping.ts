// Mapping a piece to one more standard: at a gap, the pieces that might close
// it; on a code in a header, the standards that a cross-walk joins to it. Whether the piece fits is for a person to
// say, so none of these is preferred or made on saving.

import { adviceFor, nearestGap, type Candidate } from "../../model/advice.ts";
import { partRange } from "../../model/contribution.ts";
import { mayServe } from "../../model/crosswalkSuggestions.ts";
import { evidenceId, type EvidenceEntry } from "../../model/evidenceTable.ts";
import type { Standard } from "../../model/framework.ts";
import { findGaps } from "../../model/gaps.ts";
import { mapEvidenceTo } from "../../model/mapEvidence.ts";
import type { FilePath } from "../../model/paths.ts";
import { mappedTo } from "../../model/mappings.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { Finding, ReadText } from "../../rules/rule.ts";
import {
  compareRanges,
  rangesTouch,
  type TextRange,
} from "../../text/textRange.ts";
import type { OpenDocument } from "../document.ts";
import type { OfferedAction } from "./offered.ts";

const mostRelated = 5;

/** At a gap: pieces that might close it, as its finding says. */
export function gapActions(
  snapshot: Snapshot,
  { path }: OpenDocument,
  range: TextRange,
  findings: readonly Finding[],
  read: ReadText,
): readonly OfferedAction[] {
  const portfolio = portfolioOf(snapshot.index, path);
  const touched = findings.filter(
    (finding) =>
      finding.code === "unmet-requirement" && rangesTouch(finding.range, range),
  );
  if (portfolio === undefined || touched.length === 0) return [];
  return gapsAt(portfolio, path, touched).flatMap(
    ({ place, standard, candidates }) => {
      // Several gaps may be spoken of at one place: then it is nobody's own.
      const [finding, ...more] = touched.filter(
        (one) => compareRanges(one.range, place) === 0,
      );
      return candidates.flatMap(({ entry }) =>
        mapAction(portfolio, entry, standard, read, {
          title: `Map \`${entry.qualities.id}\` to \`${standard.code}\`, if it fits`,
          ...(finding === undefined || more.length > 0 ? {} : { finding }),
        }),
      );
    },
  );
}

interface AdvisedGap {
  readonly place: TextRange;
  readonly standard: Standard;
  readonly candidates: readonly Candidate[];
}

function gapsAt(
  portfolio: Portfolio,
  path: FilePath,
  touched: readonly Finding[],
): readonly AdvisedGap[] {
  const isAt = (place: TextRange): boolean =>
    touched.some(({ range }) => compareRanges(range, place) === 0);
  const { inSections, groups } = findGaps(portfolio);
  return [
    ...inSections
      .filter((gap) => gap.path === path && isAt(gap.range))
      .map(({ range, standard }) => ({
        place: range,
        standard,
        candidates: adviceFor(portfolio, standard).candidates,
      })),
    ...groups
      .filter((group) => path === portfolio.path && isAt(group.range))
      .flatMap((group): readonly AdvisedGap[] => {
        const nearest = nearestGap(portfolio, group);
        return nearest === undefined
          ? []
          : [
              {
                place: group.range,
                standard: nearest.standard,
                candidates: nearest.advice.candidates,
              },
            ];
      }),
  ];
}

/** On a code of a piece: what else it may serve, by a cross-walk. */
export function relatedActions(
  snapshot: Snapshot,
  { path }: OpenDocument,
  range: TextRange,
  read: ReadText,
): readonly OfferedAction[] {
  const portfolio = portfolioOf(snapshot.index, path);
  const facts = snapshot.index.documents.get(path);
  if (portfolio === undefined || facts?.role !== "evidence") return [];
  const offered: OfferedAction[] = [];
  for (const { item, members } of portfolio.contributions.get(path)?.fields ??
    []) {
    const id = facts.evidence[item]?.id.text;
    const entry =
      id === undefined ? undefined : portfolio.table.byId.get(evidenceId(id));
    // A second holder of an ID counts for nothing.
    if (entry?.path !== path || entry.item !== item) continue;
    const touched = members.flatMap((member) =>
      member.standards.filter((_, at) =>
        rangesTouch(partRange(member, at), range),
      ),
    );
    for (const standard of openFor(portfolio, entry, touched)) {
      offered.push(
        ...mapAction(portfolio, entry, standard, read, {
          title: `Map \`${entry.qualities.id}\` to \`${standard.code}\` too, if it fits`,
        }),
      );
    }
  }
  return offered;
}

function openFor(
  portfolio: Portfolio,
  { id }: EvidenceEntry,
  touched: readonly Standard[],
): readonly Standard[] {
  const found = new Set<Standard>();
  for (const standard of touched) {
    for (const { standard: other } of mayServe(portfolio, standard)) {
      const isMapped = mappedTo(portfolio, other.key).includes(id);
      if (!isMapped) found.add(other);
    }
  }
  return [...found].slice(0, mostRelated);
}

/** Nothing where the header does not allow the code to be added. */
function mapAction(
  { catalogue, target }: Portfolio,
  entry: EvidenceEntry,
  standard: Standard,
  read: ReadText,
  action: Pick<OfferedAction, "title" | "finding">,
): readonly OfferedAction[] {
  const text = read(entry.path);
  if (text === undefined) return [];
  const edits = mapEvidenceTo({ catalogue, target }, entry, standard, text);
  if (edits.length === 0) return [];
  const changes = [{ kind: "edit", path: entry.path, edits } as const];
  return [{ ...action, isPreferred: false, changes }];
}
