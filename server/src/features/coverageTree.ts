// The coverage view: portfolio, component or unit, standard, evidence. Asked
// for level by level; the ids of nodes outlive edits, so that a view keeps its
// selection while the text changes.

import { childrenOf, frameworkOf } from "../model/catalogue.ts";
import {
  creditInWords,
  creditsInWords,
  namedCredit,
  progressInWords,
  stateInWords,
} from "../model/coverageWords.ts";
import type { StandardCoverage } from "../model/coverage.ts";
import type { EvidenceId } from "../model/evidenceTable.ts";
import type { Standard, StandardKey } from "../model/framework.ts";
import { targetRange } from "../model/gaps.ts";
import type { FilePath } from "../model/paths.ts";
import { counted, discountInWords } from "../model/judgeEvidence.ts";
import { mappingsTo, type Portfolio } from "../model/portfolio.ts";
import { obstacleInWords, wayInWords } from "../model/shortestWay.ts";
import { reviewsOf } from "../model/reviews.ts";
import { decisionInWords, standingInWords } from "../model/reviewWords.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { waivedInWords } from "../model/waivers.ts";
import { documentStart } from "../text/textRange.ts";
import { isChoiceOpen, type TreeNode } from "../model/portfolioNode.ts";
import { overviewOf } from "../model/portfolioSummary.ts";

/** Parts of a node's id; codes and paths hold no such character. */
const separator = "\n";

/** `only`: folders of the portfolios that are wanted. */
export function coverageRoots(
  snapshot: Snapshot,
  gapsOnly: boolean,
  only?: ReadonlySet<FilePath>,
): readonly TreeNode[] {
  return [...snapshot.index.portfolios.cells()]
    .filter(({ folder }) => only?.has(folder) ?? true)
    .map((cell) => overviewOf(snapshot, cell))
    .filter(({ hasGaps }) => !gapsOnly || hasGaps)
    .map(({ node }) => node);
}

/** The folder of the portfolio that a node belongs to. */
export function portfolioOfNode(id: string): FilePath {
  return id.split(separator, 1)[0] ?? "";
}

export function coverageChildren(
  snapshot: Snapshot,
  id: string,
  gapsOnly: boolean,
): readonly TreeNode[] {
  const [folder = "", key, leaf] = id.split(separator);
  const portfolio = snapshot.index.portfolios.get(folder);
  if (portfolio === undefined || leaf !== undefined) return [];
  if (key === undefined) {
    return [...wayNodes(portfolio), ...topNodes(snapshot, portfolio, gapsOnly)];
  }
  const standard = snapshot.catalogue.standardByKey.get(key as StandardKey);
  if (standard === undefined) return [];
  const below = childrenOf(snapshot.catalogue, standard).flatMap((child) =>
    standardNodes(snapshot, portfolio, child, gapsOnly),
  );
  return [
    ...reasonNodes(portfolio, standard),
    ...below,
    ...evidenceNodes(portfolio, standard),
  ];
}

/** What to choose next, for each qualification with a choice still open. */
function wayNodes(portfolio: Portfolio): readonly TreeNode[] {
  const { coverage, catalogue, entries, path, folder } = portfolio;
  return coverage.qualifications.flatMap((one, at): readonly TreeNode[] => {
    const member = entries.qualifications[at];
    if (!isChoiceOpen(one) || member === undefined) return [];
    const label =
      one.noWay === "no-pathway"
        ? `Choose a pathway of ${one.code}`
        : one.noWay === undefined
          ? `Shortest way to ${one.code}`
          : `No way to ${one.code}`;
    const words =
      one.noWay === "no-pathway"
        ? one.openPathways.map(({ id }) => id).join(", ")
        : wayInWords(catalogue, one, (code) => code) ||
          obstacleInWords(one.noWay);
    return [
      {
        id: [folder, "way", String(at)].join(separator),
        kind: "rule",
        label,
        description: words,
        tooltip: [
          `${one.title}: ${creditsInWords(one)}`,
          words,
          ...one.openPathways.map(({ id, title }) => `${id}: ${title}`),
        ].join("\n"),
        spoken: `${label}: ${words}`,
        hasChildren: false,
        place: { path, range: member.range },
      },
    ];
  });
}

function topNodes(
  snapshot: Snapshot,
  portfolio: Portfolio,
  gapsOnly: boolean,
): readonly TreeNode[] {
  return portfolio.target.standards
    .filter(({ parent }) => parent < 0)
    .flatMap((standard) =>
      standardNodes(snapshot, portfolio, standard, gapsOnly),
    );
}

function standardNodes(
  snapshot: Snapshot,
  portfolio: Portfolio,
  standard: Standard,
  gapsOnly: boolean,
): readonly TreeNode[] {
  const coverage = portfolio.coverage.standards.get(standard.key);
  if (coverage === undefined) return [];
  const { state } = coverage;
  if (gapsOnly && (state === "covered" || state === "not-applicable"))
    return [];
  const { progress } = coverage;
  const words = stateInWords(coverage);
  const description =
    progress === undefined
      ? [words, ...pieces(coverage), ...waivers(coverage)].join(" · ")
      : progressInWords(progress, coverage.reasons.length);
  const note = noteFor(portfolio, standard);
  const reviews = reviewsOf(portfolio, snapshot.fingerprinting);
  const decision = reviews.standing.get(standard.key);
  const decided = reviews.signedOff.has(standard.key)
    ? ["signed off"]
    : decision === undefined
      ? []
      : [decisionInWords(decision)];
  return [
    {
      id: [portfolio.folder, standard.key].join(separator),
      kind: progress === undefined ? "standard" : "parent",
      label: standard.code,
      // The state first: in a narrow view the title is what may be cut off.
      description: [description, ...decided, standard.title, note]
        .filter((part) => part !== "")
        .join(" · "),
      tooltip: [
        `${standard.code} ${standard.title}`,
        ...(standard.summary === undefined ? [] : [standard.summary]),
        ...(note === "" ? [] : [note]),
        words,
        ...(coverage.setAside === undefined ? [] : [coverage.setAside]),
        ...(coverage.credited === undefined
          ? []
          : [creditInWords(namedCredit(portfolio, coverage.credited))]),
        ...(coverage.waived ?? []).map(
          (waived) => `Waived: ${waivedInWords(waived)}`,
        ),
        ...coverage.reasons.map(({ message }) => message),
        ...(decision === undefined
          ? []
          : [`Decision: ${standingInWords(portfolio, decision)}`]),
      ].join("\n"),
      state,
      spoken: [
        `${standard.code} ${standard.title}`,
        words,
        ...(progress === undefined ? [] : [description]),
        ...decided,
        ...(note === "" ? [] : [note]),
      ].join(", "),
      hasChildren:
        progress !== undefined ||
        coverage.evidence.length > 0 ||
        coverage.reasons.length > 0,
      place: placeOf(portfolio, standard),
    },
  ];
}

function waivers({ waived = [] }: StandardCoverage): readonly string[] {
  return waived.length === 0 ? [] : [counted(waived.length, "waiver")];
}

function pieces({ evidence }: StandardCoverage): readonly string[] {
  if (evidence.length === 0) return [];
  return [`${evidence.length} ${evidence.length === 1 ? "piece" : "pieces"}`];
}

/** What must be said wherever the standard shows. */
function noteFor(portfolio: Portfolio, standard: Standard): string {
  if (standard.isProvisional) return "number not confirmed";
  const framework = frameworkOf(portfolio.catalogue, standard);
  return standard.parent < 0 && framework.status !== undefined
    ? framework.status
    : "";
}

/** Its section in the report, its first mapping, or the target's entry. */
function placeOf(
  portfolio: Portfolio,
  standard: Standard,
): NonNullable<TreeNode["place"]> {
  for (const path of portfolio.documents.sortedKeys()) {
    const section = portfolio.contributions
      .get(path)
      ?.sections.find(({ standards }) => standards.includes(standard));
    if (section !== undefined) return { path, range: section.range };
  }
  const [mapping] = mappingsTo(portfolio, standard.key);
  if (mapping !== undefined) {
    return { path: mapping.path, range: mapping.range };
  }
  return { path: portfolio.path, range: targetRange(portfolio, standard) };
}

function reasonNodes(
  portfolio: Portfolio,
  standard: Standard,
): readonly TreeNode[] {
  const coverage = portfolio.coverage.standards.get(standard.key);
  return (coverage?.reasons ?? []).map(({ message, requirement }, at) => ({
    id: [portfolio.folder, standard.key, "reason", String(at)].join(separator),
    kind: "rule",
    label: message,
    description: "",
    tooltip: `Asked for by ${requirement}`,
    spoken: `Missing: ${message}`,
    hasChildren: false,
    place: placeOf(portfolio, standard),
  }));
}

function evidenceNodes(
  portfolio: Portfolio,
  standard: Standard,
): readonly TreeNode[] {
  const coverage = portfolio.coverage.standards.get(standard.key);
  if (coverage === undefined) return [];
  const mappings = mappingsTo(portfolio, standard.key);
  return coverage.evidence.flatMap((id: EvidenceId) => {
    const entry = portfolio.table.byId.get(id);
    if (entry === undefined) return [];
    const { qualities } = entry;
    const discounted = coverage.discounted.find(
      ({ evidence }) => evidence === id,
    );
    const mapping = mappings.find(({ evidence }) => evidence === id);
    const facts = portfolio.documents.get(entry.path)?.evidence[entry.item];
    const label = `${qualities.id} ${qualities.title ?? ""}`.trim();
    const description = [
      qualities.kinds.join(", "),
      facts?.date?.text ?? "",
      ...(discounted === undefined ? [] : ["does not count"]),
    ]
      .filter((part) => part !== "")
      .join(" · ");
    return [
      {
        id: [portfolio.folder, standard.key, "evidence", id].join(separator),
        kind: "evidence",
        label,
        description,
        tooltip:
          discounted === undefined
            ? `${label}\n${entry.path}`
            : `${label}\nDoes not count: it ${discountInWords(discounted)}`,
        spoken: `${label}, evidence, ${description}`,
        hasChildren: false,
        place:
          mapping === undefined
            ? { path: entry.path, range: facts?.id.range ?? documentStart }
            : { path: mapping.path, range: mapping.range },
      } satisfies TreeNode,
    ];
  });
}
