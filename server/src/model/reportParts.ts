// The parts of a standard's section in a report, by the labels that people
// write above them: those of the field, and those that packs add.

import type { Catalogue } from "./catalogue.ts";

const ownLabels: Readonly<Record<string, readonly string[]>> = {
  strengths: ["Strengths", "Strength", "Key strengths", "What works well"],
  areas: [
    "Areas for improvement",
    "Area for improvement",
    "Areas for development",
    "Area for development",
    "Weaknesses",
    "Improvements needed",
  ],
  impact: ["Impact"],
  evidence: ["Evidence"],
  actions: [
    "Actions",
    "Action",
    "Action plan",
    "Improvement actions",
    "Improvement plan",
  ],
};

const partsOf = new WeakMap<Catalogue, ReadonlyMap<string, string>>();

/** Letters and digits only, so that case and marks make no difference. */
export function foldLabel(text: string): string {
  const folded = text.toLowerCase();
  // Most labels are plain words, for which no table of letters is needed.
  return /^[a-z0-9 ]*$/.test(folded)
    ? folded.replaceAll(" ", "")
    : folded.replace(/[^\p{L}\p{N}]/gu, "");
}

/** The part that a heading or bold line names, as the id of the part. */
export function partNamed(
  catalogue: Catalogue,
  text: string,
): string | undefined {
  let parts = partsOf.get(catalogue);
  if (parts === undefined) {
    const all = new Map<string, string>();
    for (const { parts: own } of catalogue.frameworks) {
      for (const { id, labels } of own) {
        for (const label of labels) all.set(foldLabel(label), id);
      }
    }
    for (const [id, labels] of Object.entries(ownLabels)) {
      for (const label of labels) {
        if (!all.has(foldLabel(label))) all.set(foldLabel(label), id);
      }
    }
    parts = all;
    partsOf.set(catalogue, parts);
  }
  return parts.get(foldLabel(text));
}

/** How a part is called in messages and in new headings. */
export function partTitle(catalogue: Catalogue, id: string): string {
  for (const { parts } of catalogue.frameworks) {
    const label = parts.find((part) => part.id === id)?.labels[0];
    if (label !== undefined) return label;
  }
  return ownLabels[id]?.[0] ?? id;
}
