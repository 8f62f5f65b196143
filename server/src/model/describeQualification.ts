// What hover and completion say of a qualification and of its pathways, in
// Markdown: the rule of combination, what is covered, the shortest way.

import type { Catalogue } from "./catalogue.ts";
import { creditsInWords, lacksInWords } from "./coverageWords.ts";
import { escapeMarkdown, statusLines } from "./describeStandard.ts";
import type {
  CreditsAtLevel,
  Pathway,
  Qualification,
  UnitGroup,
} from "./framework.ts";
import { counted, listed } from "./judgeEvidence.ts";
import type { Portfolio } from "./portfolio.ts";
import { obstacleInWords, wayInWords } from "./shortestWay.ts";

/** A qualification as a target, with its rule of combination. */
export function describeQualification(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  qualification: Qualification,
): string {
  const framework = catalogue.byKey.get(qualification.framework);
  const { level, tqt, groups, pathways, barred } = qualification;
  const size = [
    ...(level === undefined ? [] : [`level ${level}`]),
    ...credits(qualification),
    ...(tqt === undefined ? [] : [`${tqt} hours`]),
  ];
  const parts = [
    `**${qualification.code}** ${escapeMarkdown(qualification.title)}`,
    size.join(", "),
    [
      ...groups.map(groupLine),
      ...barred.map((set) => `- Only one of: ${set.join(", ")}`),
    ].join("\n"),
    ...coverageParts(catalogue, portfolio, qualification),
    ...(pathways.length === 0
      ? []
      : [
          `*Pathways:*\n${pathways
            .map(({ id, title }) => `- \`${id}\` ${escapeMarkdown(title)}`)
            .join("\n")}`,
        ]),
    ...statusLines(framework),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** A pathway as it is named under `pathway`. */
export function describePathway(
  qualification: Qualification,
  pathway: Pathway,
): string {
  return [
    `**${pathway.id}** ${escapeMarkdown(pathway.title)}`,
    `Pathway of ${qualification.code} ${escapeMarkdown(qualification.title)}`,
    credits(pathway).join(", "),
    [...qualification.groups, ...pathway.groups].map(groupLine).join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function credits(rule: {
  readonly credits?: number;
  readonly creditsAtLevel?: CreditsAtLevel;
}): readonly string[] {
  const atLevel = rule.creditsAtLevel;
  return [
    ...(rule.credits === undefined ? [] : [counted(rule.credits, "credit")]),
    ...(atLevel === undefined
      ? []
      : [`${atLevel.credits} of them at level ${atLevel.level} or above`]),
  ];
}

function groupLine({ id, title, of, ...rule }: UnitGroup): string {
  return `- ${escapeMarkdown(title ?? id)} (${groupRule(rule)}): ${of.join(", ")}`;
}

function groupRule({
  all,
  least,
  most,
}: Pick<UnitGroup, "all" | "least" | "most">): string {
  if (all) return "all";
  const amounts = (amount: UnitGroup["least"]): readonly string[] => [
    ...(amount?.units === undefined ? [] : [counted(amount.units, "unit")]),
    ...(amount?.credits === undefined
      ? []
      : [counted(amount.credits, "credit")]),
  ];
  const rules = [
    ...amounts(least).map((amount) => `at least ${amount}`),
    ...amounts(most).map(
      (amount) =>
        `at most ${amount} ${amount.startsWith("1 ") ? "counts" : "count"}`,
    ),
  ];
  return rules.length === 0 ? "free choice" : rules.join(", ");
}

function coverageParts(
  catalogue: Catalogue,
  portfolio: Portfolio | undefined,
  { code }: Qualification,
): readonly string[] {
  const own = portfolio?.coverage.qualifications.find(
    (one) => one.code === code,
  );
  if (own === undefined) return [];
  const { pathway, openPathways, shortestWay, noWay } = own;
  const lines = [`*Coverage:* ${creditsInWords(own)}`];
  if (pathway !== undefined) {
    lines.push(`- pathway: ${escapeMarkdown(pathway.title)}`);
  } else if (openPathways.length > 0) {
    const ids = listed(
      openPathways.map(({ id }) => `\`${id}\``),
      "or",
    );
    lines.push(`- no pathway is chosen: write ${ids} under \`pathway:\``);
  }
  for (const { title, lacks } of own.groups) {
    if (lacks === undefined) continue;
    lines.push(`- ${escapeMarkdown(title)}: needs ${lacksInWords(lacks)}`);
  }
  const way = wayInWords(catalogue, own);
  if (way !== "") lines.push(`- shortest way: ${way}`);
  else if (shortestWay !== undefined) {
    lines.push("- the choice of units is complete");
  }
  if (noWay !== undefined && noWay !== "no-pathway") {
    lines.push(`- ${obstacleInWords(noWay)}`);
  }
  return [lines.join("\n")];
}
