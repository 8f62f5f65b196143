// A portfolio of a few files in memory, written shortly, and what it says of
// its standards.

import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { snapshotOf, testDay } from "./snapshotOf.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";

/** Two components of three and one standards, with nothing asked for. */
export const plainPack = `
id: X
edition: one
title: Plain
owner: Us
licence: Ours
tiers:
  - id: part
    title: Part
  - id: standard
    title: Standard
    assessable: true
items:
  - code: X-1
    title: First
    items:
      - code: X-1.1
        title: One
      - code: X-1.2
        title: Two
      - code: X-1.3
        title: Three
  - code: X-2
    title: Second
    items:
      - code: X-2.1
        title: One
`;

/** Front matter with a body. */
export function markdown(header: string, body = ""): string {
  return `---\n${header.trim()}\n---\n\n${body}\n`;
}

/** A piece: its ID, what it is mapped to, and further lines. */
export function piece(
  id: string,
  codes: string,
  ...lines: readonly string[]
): readonly [path: string, text: string] {
  const standards = codes === "" ? [] : [`standards: ${codes}`];
  return [
    `evidence/${id.toLowerCase()}.md`,
    markdown([`evidence: ${id}`, ...lines, ...standards].join("\n")),
  ];
}

export function portfolioOf(
  header: string,
  files: Iterable<readonly [path: string, text: string]> = [],
  pack = plainPack,
): Portfolio {
  const snapshot = snapshotOf(
    [
      [
        "portfolio.md",
        markdown(`portfolio: general\n${header.trim()}`),
      ] as const,
      [".evidence/frameworks/x.yaml", pack] as const,
      ...files,
    ].map(([path, text]) => ({ path, text })),
    defaultSettings,
    testDay,
  );
  const portfolio = snapshot.index.portfolios.get("");
  if (portfolio === undefined) throw new Error("There is no portfolio");
  return portfolio;
}

/** State of each standard by its code. */
export function statesOf({
  coverage,
  target,
}: Portfolio): Readonly<Record<string, string>> {
  return Object.fromEntries(
    target.standards.map(({ key, code }) => [
      code,
      coverage.standards.get(key)?.state ?? "none",
    ]),
  );
}

/** Reasons of one standard: requirement, wanted and found. */
export function reasonsOf(
  { coverage, target }: Portfolio,
  wanted: string,
): readonly string[] {
  const standard = target.standards.find(({ code }) => code === wanted);
  const own = standard && coverage.standards.get(standard.key);
  return (own?.reasons ?? []).map(
    ({ requirement, wanted: asked, found }) =>
      `${requirement} ${found}/${asked}`,
  );
}

/** Evidence of one standard that counts for nothing: ID and cause. */
export function discountedOf(
  { coverage, target }: Portfolio,
  wanted: string,
): readonly string[] {
  const standard = target.standards.find(({ code }) => code === wanted);
  const own = standard && coverage.standards.get(standard.key);
  return (own?.discounted ?? []).map(
    ({ evidence, cause }) => `${evidence} ${cause}`,
  );
}
