// Completion of codes never looks at most of them, and yet offers what looking
// at each and sorting all would: the same standards in the same order.

import fc from "fast-check";
import { expect, it } from "vitest";
import { completion } from "../../server/src/features/completion.ts";
import { openDocument } from "../../server/src/features/document.ts";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { contentOf } from "../../server/src/host/readContent.ts";
import { factsOf } from "../../server/src/host/readFolder.ts";
import type { Standard } from "../../server/src/model/framework.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { updateSnapshot } from "../../server/src/model/snapshot.ts";
import { normalForm } from "../../server/src/model/standardCode.ts";
import { portfolioOf } from "../../server/src/model/workspaceIndex.ts";
import { markdown } from "../support/portfolioOf.ts";
import { shipped, snapshotOf } from "../support/snapshotOf.ts";

const stock = ["vision", "partners", "Staff", "12", "plans", "élan"] as const;
const gaps = ["uncovered", "partly-covered", "covered", "not-applicable"];

interface Plan {
  /** How many criteria each unit has, and the words of each title. */
  readonly units: readonly (readonly (readonly string[])[])[];
  /** For each other piece, the criteria it is mapped to. */
  readonly pieces: readonly (readonly number[])[];
  readonly own: readonly number[];
  readonly joined: readonly number[];
}

const titles = fc.array(fc.constantFrom(...stock), {
  minLength: 1,
  maxLength: 3,
});
const numbers = fc.uniqueArray(fc.nat(200), { maxLength: 12 });
const plans: fc.Arbitrary<Plan> = fc.record({
  units: fc.array(fc.array(titles, { minLength: 1, maxLength: 14 }), {
    minLength: 1,
    maxLength: 12,
  }),
  pieces: fc.array(numbers, { maxLength: 4 }),
  own: fc.uniqueArray(fc.nat(200), { maxLength: 3 }),
  joined: numbers,
});

/** Half a code in one of its spellings, words, or nothing. */
const typing = fc.oneof(
  fc.constant(""),
  fc
    .tuple(fc.nat(12), fc.nat(14), fc.nat(8), fc.constantFrom("U-", "u ", "U"))
    .map(([unit, at, length, start]) =>
      `${start}${unit}.${at}`.slice(0, length).trim(),
    ),
  fc.tuple(fc.nat(14), fc.nat(14)).map(([a, b]) => `${a}.${b}`),
  fc.nat(14).map(String),
  fc.tuple(titles, fc.nat(6)).map(([words, length]) =>
    words
      .join(" ")
      .slice(0, length + 1)
      .trim(),
  ),
);

function codesOf({ units }: Plan): readonly string[] {
  return units.flatMap((titles, unit) =>
    titles.map((_, at) => `U-${unit + 1}.${at + 1}`),
  );
}

/** A pack, another one that a cross-walk joins to it, and pieces. */
function filesOf(
  plan: Plan,
): readonly { readonly path: string; readonly text: string }[] {
  const codes = codesOf(plan);
  const named = (places: readonly number[]): string =>
    [...new Set(places.map((at) => codes[at % codes.length] ?? ""))].join(", ");
  const pack = (id: string, items: string): string =>
    `id: ${id}\nedition: one\ntitle: ${id}\nowner: Us\nlicence: Ours\ntiers:\n  - id: unit\n    title: Unit\n  - id: criterion\n    title: Criterion\n    assessable: true\nrequirements:\n  pieces: 2\nitems:\n${items}`;
  const items = plan.units.map(
    (titles, unit) =>
      `  - code: U-${unit + 1}\n    title: Unit of ${titles[0]?.join(" ") ?? ""}\n    items:\n${titles
        .map(
          (words, at) =>
            `      - code: U-${unit + 1}.${at + 1}\n        title: "${words.join(" ")}"\n`,
        )
        .join("")}`,
  );
  const other = `  - code: OTHER-1\n    title: One\n    items:\n      - code: OTHER-1.1\n        title: vision of others\n`;
  const folder = ".evidence/frameworks";
  return [
    { path: `${folder}/u.yaml`, text: pack("U", items.join("")) },
    { path: `${folder}/other.yaml`, text: pack("OTHER", other) },
    {
      path: `${folder}/walk.yaml`,
      text: `crosswalk: W\nfrom: OTHER\nto: U\nauthor: Us\nrelations:\n${
        plan.joined.length === 0
          ? "  []\n"
          : `  - from: OTHER-1.1\n    to: ${named(plan.joined)}\n    kind: partly\n`
      }`,
    },
    {
      path: "portfolio.md",
      text: markdown(
        `portfolio: general\nstandards: [U, OTHER]\nnotApplicable:\n  - standards: ${codes.at(-1) ?? ""}\n    reason: None`,
      ),
    },
    ...plan.pieces.map((places, at) => ({
      path: `evidence/e${at + 2}.md`,
      text: markdown(`evidence: E${at + 2}\nstandards: [${named(places)}]`),
    })),
  ];
}

/** The same number of criteria, each the next one. */
function moved(places: readonly number[]): readonly number[] {
  return places.map((at) => at + 1);
}

/** The piece that is written: its codes, and an item that begins. */
function pieceOf(plan: Plan, typed: string): string {
  const codes = codesOf(plan);
  const own = [
    ...new Set(plan.own.map((at) => codes[at % codes.length] ?? "")),
    ...(plan.joined.length % 2 === 0 ? [] : ["OTHER-1.1"]),
  ];
  const items = [...own, typed].map((text) => `  - ${text}\n`).join("");
  return `---\nevidence: E1\nstandards:\n${items}---\n`;
}

/** Looks at each and sorts all. */
function rankAll(portfolio: Portfolio, plan: Plan, typed: string): string[] {
  const { target, coverage, catalogue } = portfolio;
  const codes = codesOf(plan);
  const done = new Set(plan.own.map((at) => codes[at % codes.length]));
  const isJoining = plan.joined.length % 2 === 1;
  if (isJoining) done.add("OTHER-1.1");
  const near = new Set(
    isJoining ? plan.joined.map((at) => codes[at % codes.length]) : [],
  );
  return target.standards
    .filter(({ isAssessable }) => isAssessable)
    .flatMap((standard) => {
      expect(catalogue.standardByKey.get(standard.key)).toBe(standard);
      const fit = fitOf(standard, typed);
      if (fit === undefined) return [];
      const state = coverage.standards.get(standard.key)?.state ?? "uncovered";
      const gap = gaps.indexOf(state);
      const { code } = standard;
      const isDone = done.has(code) ? 1 : 0;
      const isNear = near.has(code) && gap < 2 ? 0 : 1;
      return [{ code, rank: [fit, isDone, isNear, gap] }];
    })
    .sort((a, b) => {
      for (const [at, rank] of a.rank.entries()) {
        const difference = rank - (b.rank[at] ?? 0);
        if (difference !== 0) return difference;
      }
      return 0;
    })
    .map(({ code }) => code);
}

function fitOf({ code, title }: Standard, typed: string): number | undefined {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return 0;
  const form = normalForm(typed) + (typed.endsWith(".") ? "." : "");
  if (normalForm(code).startsWith(form)) return 0;
  const number = /^\d/.test(typed)
    ? new RegExp(`(?<!\\d)${typed.replaceAll(".", "\\.")}`)
    : /(?!)/;
  if (number.test(code)) return 1;
  const own = title.toLowerCase().split(" ");
  return words.every((word) => own.some((one) => one.startsWith(word)))
    ? 2
    : undefined;
}

it("offers the first of what a full ranking has", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      plans,
      fc.array(typing, { minLength: 4, maxLength: 8 }),
      (plan, texts) => {
        const empty = pieceOf(plan, "");
        const path = "evidence/e1.md";
        const line = empty.split("\n").length - 3;
        // Ranks are kept from one state to the next: here from one in which
        // the pieces were mapped otherwise.
        const earlier = { ...plan, pieces: plan.pieces.map(moved) };
        const before = snapshotOf([...filesOf(earlier), { path, text: empty }]);
        completion(before, openDocument(path, empty), { line, character: 4 });
        const snapshot = updateSnapshot(before, shipped, {
          documents: new Map(
            filesOf(plan)
              .filter((file) => file.path.startsWith("evidence/"))
              .map((file) => [
                file.path,
                factsOf(
                  contentOf(new TextEncoder().encode(file.text), file.path),
                  {
                    digest: nodeDigest,
                  },
                ),
              ]),
          ),
        });
        const portfolio = portfolioOf(snapshot.index, path);
        if (portfolio === undefined) throw new Error("There is no portfolio");
        for (const typed of texts) {
          const { offers, isIncomplete } = completion(
            snapshot,
            openDocument(path, pieceOf(plan, typed)),
            { line, character: 4 + typed.length },
          );
          const all = rankAll(portfolio, plan, typed);
          const labels = offers.map(({ label }) => label);
          expect(isIncomplete).toBe(true);
          expect(labels).toEqual(all.slice(0, labels.length));
          expect(labels.length).toBeGreaterThanOrEqual(
            Math.min(all.length, 50),
          );
        }
      },
    ),
    { numRuns: 120 },
  );
});
