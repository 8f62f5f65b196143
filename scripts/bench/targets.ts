// What generated portfolios aim at.
import { shipped } from "../../server/src/generated/shippedPacks.js";

export interface Target {
  /** As it is written under `standards:`. */
  readonly name: string;
  readonly kind: "self-assessment" | "qualification";
  readonly codes: readonly string[];
}

const targets: readonly Target[] = [
  { name: "QIF", kind: "self-assessment", codes: assessableCodes("QIF") },
  {
    name: "AVA-L3-CERT",
    kind: "qualification",
    codes: assessableCodes("AVA"),
  },
];

/** The two shipped frameworks in turn. */
export function targetOf(portfolioNumber: number): Target {
  const target = targets[(portfolioNumber - 1) % targets.length];
  if (target === undefined) throw new Error("There is no target.");
  return target;
}

function assessableCodes(framework: string): readonly string[] {
  const pack = shipped.frameworks.find(({ id }) => id === framework);
  if (pack === undefined) throw new Error(`No pack describes ${framework}.`);
  return pack.standards
    .filter(({ isAssessable }) => isAssessable)
    .map(({ code }) => code);
}
