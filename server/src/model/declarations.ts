// What the candidate has declared to be their own work.

import { assessableIn } from "./catalogue.ts";
import type { Standard, StandardKey } from "./framework.ts";
import type { Portfolio } from "./portfolio.ts";
import type { ChosenQualification } from "./ruleOfCombination.ts";
import { resolveMember } from "./target.ts";

/** The units of a qualification for which nobody has signed. */
export function undeclaredUnits(
  { catalogue, target, header }: Portfolio,
  { qualification, units }: ChosenQualification,
): readonly Standard[] {
  const declared = new Set<StandardKey>();
  for (const { standards, signed } of header?.declarations ?? []) {
    if (signed === undefined) continue;
    if (standards.length === 0) return [];
    for (const member of standards) {
      const named = resolveMember(catalogue, target.scope, member);
      if (named.qualifications.includes(qualification)) return [];
      for (const standard of named.standards) {
        for (const { key } of assessableIn(catalogue, standard)) {
          declared.add(key);
        }
      }
      for (const { standards: all } of named.frameworks) {
        for (const { key } of all) declared.add(key);
      }
    }
  }
  return units.filter(
    (unit) =>
      // Work that was credited was declared where it was done.
      !target.credited.has(unit.key) &&
      assessableIn(catalogue, unit).some(
        ({ key }) => target.included.has(key) && !declared.has(key),
      ),
  );
}
