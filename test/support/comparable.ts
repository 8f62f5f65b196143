// A snapshot as plain, sorted data, so that one made by many small updates can
// be held against one made at once, and the places where two of them differ.

import { PersistentMap } from "../../server/src/model/persistentMap.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { reviewsOf } from "../../server/src/model/reviews.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";

export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** Everything that doors show: portfolios with their coverage, and findings. */
export function comparable(snapshot: Snapshot, runner: RuleRunner): Plain {
  const { portfolios, displaced, roots } = snapshot.index;
  return plainOf({
    displaced,
    roots,
    portfolios: new Map(
      [...portfolios].map(([folder, portfolio]) => [
        folder,
        {
          path: portfolio.path,
          header: portfolio.header,
          documents: [...portfolio.documents.sortedKeys()],
          target: portfolio.target,
          entries: portfolio.entries,
          plan: planIn(portfolio),
          table: portfolio.table,
          contributions: portfolio.contributions,
          evidence: [...portfolio.evidence.sortedKeys()],
          report: [...portfolio.report.sortedKeys()],
          reviewing: [...portfolio.reviewing.sortedKeys()],
          reports: portfolio.reports,
          mapped: portfolio.mapped,
          serves: portfolio.serves,
          coverage: portfolio.coverage,
          reviews: reviewsOf(portfolio, snapshot.fingerprinting),
        },
      ]),
    ),
    findings: runner.allFindings(snapshot),
  });
}

/** What is asked of each standard, and where that is stated. */
function planIn({ plan, target }: Portfolio): ReadonlyMap<string, unknown> {
  return new Map(
    target.standards.map((standard) => [
      standard.key,
      [
        plan.conditionsFor(standard),
        plan.quantitiesFor(standard),
        plan.jointFor(standard),
        plan.waivedFor(standard),
      ],
    ]),
  );
}

/** Data without identity: maps and sets sorted, catalogue nodes by their key. */
export function plainOf(value: unknown): Plain {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (typeof value === "function") return "function";
  if (typeof value !== "object") throw new TypeError("This is no plain data");
  if (Array.isArray(value)) return value.map(plainOf);
  if (value instanceof Set) return [...(value as Set<string>)].sort();
  if (value instanceof Map || value instanceof PersistentMap) {
    return sorted([...(value as Map<string, unknown>).entries()]);
  }
  // A standard or framework is the same whichever catalogue it stands in.
  if ("key" in value && "range" in value && "title" in value) {
    return String(value.key);
  }
  return sorted(Object.entries(value).filter(([, part]) => part !== undefined));
}

function sorted(entries: readonly (readonly [string, unknown])[]): Plain {
  const plain: Record<string, Plain> = {};
  for (const [key, value] of [...entries].sort(([a], [b]) =>
    a < b ? -1 : a > b ? 1 : 0,
  )) {
    plain[key] = plainOf(value);
  }
  return plain;
}

const mostDifferences = 12;

/** Where two values differ, one line each; empty when they are alike. */
export function differences(a: Plain, b: Plain, at = ""): readonly string[] {
  if (Object.is(a, b)) return [];
  if (
    typeof a !== "object" ||
    typeof b !== "object" ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  ) {
    return [`${at}: ${shown(a)} and ${shown(b)}`];
  }
  const left = a as Record<string, Plain>;
  const right = b as Record<string, Plain>;
  const found: string[] = [];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    found.push(
      ...differences(left[key] ?? null, right[key] ?? null, `${at}/${key}`),
    );
    if (found.length >= mostDifferences) break;
  }
  return found.slice(0, mostDifferences);
}

function shown(value: Plain): string {
  const text = JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
