// Did you mean: the codes nearest to one that nothing is called by. The
// portfolio's own targets come first, and frameworks are never mixed up
// silently: every suggestion shows its title.

import type { Catalogue } from "./catalogue.ts";
import type { Standard } from "./framework.ts";
import { editDistance } from "./nearest.ts";
import { compareCodes, normalForm } from "./standardCode.ts";
import type { Target } from "./target.ts";

const mostSuggestions = 3;
const mostSlips = 2;
/** Of so few characters, two slips leave nothing that was meant. */
const shortForm = 4;

/** The nearest codes, the likeliest first. */
export function suggestCodes(
  catalogue: Catalogue,
  target: Target,
  text: string,
): readonly Standard[] {
  const wanted = withoutLookalikes(normalForm(text));
  if (wanted.length < 3) return [];
  const limit = wanted.length <= shortForm ? 1 : mostSlips;
  const found: { standard: Standard; distance: number; order: number }[] = [];
  const seen = new Set<Standard>();
  const consider = (standards: Iterable<Standard>, order: number): void => {
    for (const standard of standards) {
      if (seen.has(standard)) continue;
      seen.add(standard);
      const form = withoutLookalikes(normalForm(standard.code));
      const distance = editDistance(wanted, form, limit);
      if (distance <= limit) found.push({ standard, distance, order });
    }
  };
  consider(target.standards, 0);
  for (const framework of catalogue.frameworks) {
    consider(framework.standards, 1);
  }
  return found
    .sort(
      (a, b) =>
        Number(a.distance > 0) - Number(b.distance > 0) ||
        a.order - b.order ||
        a.distance - b.distance ||
        sharedStart(b.standard, wanted) - sharedStart(a.standard, wanted) ||
        stepsFrom(text, a.standard) - stepsFrom(text, b.standard) ||
        compareCodes(a.standard.code, b.standard.code),
    )
    .slice(0, mostSuggestions)
    .map(({ standard }) => standard);
}

/** `O` for 0 and `I`, `L` for 1 are slips of the eye, not of the finger. */
function withoutLookalikes(form: string): string {
  return form
    .replace(/(?<=[\d.])O|O(?=[\d.])/g, "0")
    .replace(/(?<=[\d.])[IL]/g, "1");
}

function sharedStart({ code }: Standard, wanted: string): number {
  const form = normalForm(code);
  let length = 0;
  while (length < form.length && form[length] === wanted[length]) length += 1;
  return length;
}

/** How far apart the last numbers are: 1.4 is nearer to 1.5 than 1.1 is. */
function stepsFrom(text: string, { code }: Standard): number {
  const last = (of: string): number => Number(/(\d+)\D*$/.exec(of)?.[1] ?? 0);
  return Math.abs(last(text) - last(code));
}

/** The framework or qualification nearest to the name of a target. */
export function suggestTarget(
  catalogue: Catalogue,
  text: string,
): { readonly name: string; readonly title: string } | undefined {
  const wanted = normalForm(text);
  const candidates = catalogue.frameworks.flatMap((framework) => [
    { name: framework.id, title: framework.title },
    ...framework.qualifications.map(({ code, title }) => ({
      name: code,
      title,
    })),
  ]);
  const limit = wanted.length <= 4 ? 1 : 3;
  return candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(wanted, normalForm(candidate.name), limit),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** `QIF-1.2 (Quality indicators)`, for messages. */
export function codeWithTitle(standard: Standard): string {
  return `\`${standard.code}\` (${standard.title})`;
}
