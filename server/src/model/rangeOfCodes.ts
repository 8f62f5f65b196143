// Writes many codes shortly: `H/601/5314.1.1-1.4, 2.1-2.4`. The reverse of
// resolveCodes.ts, which a property test holds it to.

import {
  childrenOf,
  frameworkOf,
  lineage,
  type Catalogue,
} from "./catalogue.ts";
import type { Standard } from "./framework.ts";

/** The codes of standards in pack order, runs of siblings as ranges. */
export function writeCodes(
  catalogue: Catalogue,
  standards: readonly Standard[],
): string {
  const runs: Standard[][] = [];
  for (const standard of standards) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (
      run !== undefined &&
      last !== undefined &&
      follows(catalogue, last, standard)
    ) {
      run.push(standard);
    } else runs.push([standard]);
  }
  return runs
    .map((run) => {
      const [first] = run;
      const last = run.at(-1);
      if (first === undefined || last === undefined) return "";
      return first === last
        ? first.code
        : `${first.code}-${shortEnd(catalogue, last)}`;
    })
    .join(", ");
}

function follows(catalogue: Catalogue, a: Standard, b: Standard): boolean {
  if (a.parent !== b.parent || a.framework !== b.framework) return false;
  const { standards } = frameworkOf(catalogue, a);
  const parent = standards[a.parent];
  const siblings =
    parent === undefined
      ? standards.filter((one) => one.parent < 0)
      : childrenOf(catalogue, parent);
  return siblings.indexOf(b) === siblings.indexOf(a) + 1;
}

/** A code less what it shares with its top item or its framework's id. */
export function shortEnd(catalogue: Catalogue, standard: Standard): string {
  const framework = frameworkOf(catalogue, standard);
  const top = lineage(catalogue, standard).at(-1);
  const ends = [top === standard ? undefined : top?.code, framework.id].flatMap(
    (prefix) => {
      if (prefix === undefined || !standard.code.startsWith(prefix)) return [];
      const rest = standard.code.slice(prefix.length);
      return /^[^\p{L}\p{N}](.*\p{N}.*)$/u.exec(rest)?.[1] ?? [];
    },
  );
  // As printed: `QIF-1.1-1.4` and not `QIF-1.1-4`.
  return ends.find((end) => end.includes(".")) ?? ends[0] ?? standard.code;
}
