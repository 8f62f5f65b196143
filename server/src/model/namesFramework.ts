// Tells a name that can only be a framework's or qualification's from a code.

import type { Catalogue } from "./catalogue.ts";
import { editDistance } from "./nearest.ts";
import { codePrefix, normalForm } from "./standardCode.ts";

const mostSlips = 2;

/**
 * Whether a target that resolves to nothing is meant as a framework or a
 * qualification: it has an edition, it is a slip away from a qualification's code, or no
 * known framework's codes begin so.
 */
export function namesFramework(catalogue: Catalogue, text: string): boolean {
  if (text.includes("@")) return true;
  const prefix = codePrefix(text);
  if (prefix === undefined) return true;
  const isKnown = catalogue.frameworks.some((framework) =>
    framework.standards.some(
      (standard) =>
        standard.parent < 0 &&
        codePrefix(standard.code)?.toUpperCase() === prefix.toUpperCase(),
    ),
  );
  return !isKnown || isNearQualification(catalogue, text);
}

function isNearQualification(catalogue: Catalogue, text: string): boolean {
  const wanted = normalForm(text);
  return catalogue.frameworks.some(({ qualifications }) =>
    qualifications.some(
      ({ code }) =>
        editDistance(wanted, normalForm(code), mostSlips) <= mostSlips,
    ),
  );
}
