// The headers of generated documents: a fifth of them is written in ways that
// only a YAML parser reads.
import type { Random } from "./random.ts";
import type { Target } from "./targets.ts";

export interface Header {
  readonly text: string;
  readonly isOdd: boolean;
}

const kinds = [
  "observation",
  "questioning",
  "work-product",
  "professional-discussion",
  "witness-testimony",
  "reflective-account",
  "participant-feedback",
] as const;

/** Every fifth header has quotes, comments or anchors. */
function dressed(random: Random, lines: readonly string[]): Header {
  const isOdd = random.below(5) === 0;
  const way = random.below(3);
  const odd = lines.flatMap((line): readonly string[] => {
    const [, field, value] = /^( *(?:- )?\w+: )(\S.*)$/.exec(line) ?? [];
    if (field === undefined || value === undefined) return [line];
    if (way === 0) return [`${field}"${value}"`];
    if (way === 1) return [`${field}${value} # as agreed`];
    return [line];
  });
  const written = !isOdd
    ? lines
    : way === 2
      ? [...lines, `seenBy: &reader ${random.name()}`, "checkedBy: *reader"]
      : odd;
  return { text: `${written.join("\n")}\n`, isOdd };
}

export function portfolioHeader(
  random: Random,
  number: number,
  target: Target,
): Header {
  return dressed(random, [
    `portfolio: ${target.kind}`,
    `title: Portfolio ${String(number)}`,
    ...(target.kind === "qualification"
      ? [`candidate: ${random.name()}`, `assessor: ${random.name()}`]
      : [`organisation: ${random.name()} and partners`]),
    "period: 2026-04-01/2027-03-31",
    "standards:",
    `  - ${target.name}`,
    "requirements:",
    "  - id: current",
    "    within: P24M",
    "  - id: two-voices",
    "    pieces: 2",
    "    kinds: 2",
  ]);
}

function itemLines(
  random: Random,
  target: Target,
  key: string,
  id: string,
): readonly string[] {
  const codes = random.some(target.codes, random.between(1, 4));
  return [
    `${key}: ${id}`,
    `title: ${random.title()}`,
    "kind:",
    ...random.some(kinds, random.between(1, 2)).map((kind) => `  - ${kind}`),
    `date: ${random.date()}`,
    `author: ${random.name()}`,
    "standards:",
    ...codes.map((code) => `  - ${code}`),
  ];
}

export function itemHeader(random: Random, target: Target, id: string): Header {
  return dressed(random, itemLines(random, target, "evidence", id));
}

export function logHeader(
  random: Random,
  target: Target,
  ids: readonly string[],
): Header {
  return dressed(random, [
    "evidence:",
    ...ids.flatMap((id) =>
      itemLines(random, target, "id", id).map(
        (line, at) => `${at === 0 ? "  - " : "    "}${line}`,
      ),
    ),
  ]);
}

export function reviewHeader(
  random: Random,
  target: Target,
  ids: readonly string[],
  number: number,
): Header {
  return dressed(random, [
    `review: R${String(number).padStart(2, "0")}`,
    `reviewer: ${random.name()}`,
    "role: assessor",
    `date: ${random.date()}`,
    "decisions:",
    ...random
      .some(target.codes, random.between(3, 8))
      .flatMap((code) => [
        "  - standards:",
        `      - ${code}`,
        "    evidence:",
        `      - ${random.one(ids)}`,
        "    decision: met",
        `    comment: ${random.title()}`,
      ]),
  ]);
}
