// Standards that their owner has withdrawn, and what took their place.

import { lineage, type Catalogue } from "./catalogue.ts";
import type { Standard } from "./framework.ts";
import { resolveText } from "./resolveCodes.ts";

export interface Withdrawal {
  /** The standard itself, or the one above it that was withdrawn. */
  readonly withdrawn: Standard;
  /** The day, where the pack knows it. */
  readonly on?: string;
  /** What stands in its place today, at the end of the chain. */
  readonly replacement?: Standard;
}

const withdrawnIn = new WeakMap<Catalogue, ReadonlySet<Standard>>();

/** What is withdrawn, itself or with something above it. */
function withdrawnStandards(catalogue: Catalogue): ReadonlySet<Standard> {
  let known = withdrawnIn.get(catalogue);
  if (known === undefined) {
    const found = new Set<Standard>();
    for (const { standards } of catalogue.frameworks) {
      for (const standard of standards) {
        // Parents come before their children.
        const parent = standards[standard.parent];
        const isUnder = parent !== undefined && found.has(parent);
        if (isUnder || standard.withdrawn !== undefined) found.add(standard);
      }
    }
    known = found;
    withdrawnIn.set(catalogue, known);
  }
  return known;
}

export function withdrawalOf(
  catalogue: Catalogue,
  standard: Standard,
): Withdrawal | undefined {
  if (!withdrawnStandards(catalogue).has(standard)) return undefined;
  const line = lineage(catalogue, standard);
  const withdrawn = line.find((one) => one.withdrawn !== undefined);
  if (withdrawn === undefined) return undefined;
  const successor = successorOf(catalogue, withdrawn);
  const rest = standard.code.slice(withdrawn.code.length);
  const replacement =
    successor === undefined || rest === ""
      ? successor
      : named(catalogue, successor, successor.code + rest);
  return {
    withdrawn,
    ...(withdrawn.withdrawn === undefined || withdrawn.withdrawn === "true"
      ? {}
      : { on: withdrawn.withdrawn }),
    ...(replacement === undefined ? {} : { replacement }),
  };
}

/** Follows `replacedBy` to a standard that is not withdrawn. */
function successorOf(
  catalogue: Catalogue,
  standard: Standard,
): Standard | undefined {
  const seen = new Set<Standard>();
  let step: Standard | undefined = standard;
  while (step?.withdrawn !== undefined) {
    if (seen.has(step) || step.replacedBy === undefined) return undefined;
    seen.add(step);
    step = named(catalogue, step, step.replacedBy);
  }
  return step;
}

function named(
  catalogue: Catalogue,
  { framework }: Standard,
  code: string,
): Standard | undefined {
  const scope = { targets: new Set([framework]) };
  return resolveText(catalogue, scope, code).codes[0]?.standard;
}
