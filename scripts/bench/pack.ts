// A framework of as many codes as wanted, as a workspace pack. Its codes are
// made up, and every text that is shown says so.
import type { Target } from "./targets.ts";

export interface GeneratedPack {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly text: string;
  readonly target: Target;
}

const id = "GENERATED";
const outcomesOfUnit = 10;
const criteriaOfOutcome = 10;

/** A pack of exactly so many assessable codes: units, outcomes, criteria. */
export function generatePack(count: number): GeneratedPack {
  const lines = [
    "# Generated for measuring. No such framework exists.",
    `id: ${id}`,
    "edition: generated",
    "title: Generated framework, for measuring only",
    "owner: nobody",
    "licence: Made up by a program; may be copied.",
    "status: illustrative",
    "note: Generated for measuring. No such framework exists.",
    "tiers:",
    "  - id: unit",
    "    title: Unit",
    "  - id: outcome",
    "    title: Outcome",
    "  - id: criterion",
    "    title: Criterion",
    "    assessable: true",
    "requirements:",
    "  pieces: 2",
    "items:",
  ];
  const codes: string[] = [];
  for (let unit = 1; codes.length < count; unit += 1) {
    const unitCode = `GEN-${String(unit).padStart(4, "0")}`;
    lines.push(`  - code: ${unitCode}`, `    title: Generated unit ${unit}`);
    lines.push("    items:");
    for (let outcome = 1; outcome <= outcomesOfUnit; outcome += 1) {
      if (codes.length >= count) break;
      const outcomeCode = `${unitCode}.${outcome}`;
      lines.push(`      - code: ${outcomeCode}`);
      lines.push(`        title: Made-up outcome ${unit}.${outcome}`);
      lines.push("        items:");
      for (let at = 1; at <= criteriaOfOutcome; at += 1) {
        if (codes.length >= count) break;
        const code = `${outcomeCode}.${at}`;
        lines.push(`          - code: ${code}`);
        lines.push(`            title: Made-up ${code.slice(4)}`);
        codes.push(code);
      }
    }
  }
  return {
    path: ".evidence/frameworks/generated.yaml",
    text: `${lines.join("\n")}\n`,
    target: { name: id, kind: "self-assessment", codes },
  };
}
