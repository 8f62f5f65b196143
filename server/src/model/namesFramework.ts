// Tells a name that can only be a framework's or qualification's from a code.

import type { Catalogue } from "./catalogue.ts";
import { codePrefix, normalForm } from "./standardCode.ts";

/**
 * Whether a target that resolves to nothing is meant as a framework or a
 * qualification: it has an edition, or no known framework's codes begin so.
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
  return !isKnown || /\p{L}{2,}-L?\d/u.test(normalForm(text));
}
