// Completion as data: what an editor shows at the cursor of a fixture, and the
// line after an offer is taken.

import { expect } from "vitest";
import { completion } from "../../server/src/features/completion.ts";
import type { CompletionOffer } from "../../server/src/features/completion/offer.ts";
import { lineText } from "../../server/src/text/lineIndex.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import { openFixture } from "./openFixture.ts";

export interface CompletionResult {
  readonly offers: readonly CompletionOffer[];
  readonly labels: readonly string[];
  /** Whether the editor asks again as typing goes on. */
  readonly isIncomplete: boolean;
  /** As it is once somebody looks at it. */
  readonly offer: (label: string) => CompletionOffer;
  /** The line of the cursor once an offer is taken. */
  readonly lineWith: (label: string) => string;
}

export function completeAt(fixture: string): CompletionResult {
  const { snapshot, document, position, text } = openFixture(fixture);
  const { line, character } = position;
  const answer = completion(snapshot, document, position);
  const lineBefore = lineText(document.index, line);
  const shown = answer.offers.filter(({ range, filter }) => {
    // What editors demand of an edit: one line, and the cursor in it.
    expect([range.startLine, range.endLine]).toEqual([line, line]);
    expect(range.startCharacter).toBeLessThanOrEqual(character);
    expect(range.endCharacter).toBeGreaterThanOrEqual(character);
    expect(range.endCharacter).toBeLessThanOrEqual(lineBefore.length);
    const typed = lineBefore.slice(range.startCharacter, character);
    return filter.toLowerCase().startsWith(typed.toLowerCase());
  });
  const offer = (label: string): CompletionOffer => {
    const found = shown.find((one) => one.label === label);
    if (found === undefined) throw new Error(`${label} is not offered`);
    const described = found.describe?.();
    return described === undefined
      ? found
      : { ...found, documentation: described };
  };
  return {
    offers: shown,
    labels: shown.map(({ label }) => label),
    isIncomplete: answer.isIncomplete,
    offer,
    lineWith(label) {
      const { range, newText } = offer(label);
      const after = applyEdits(text, [{ range, newText }]);
      return after.split(/\r\n|\r|\n/)[line] ?? "";
    },
  };
}

/** Expects exactly these offers in this order. */
export function checkCompletion(
  fixture: string,
  expected: readonly string[],
): CompletionResult {
  const result = completeAt(fixture);
  expect(result.labels).toEqual(expected);
  return result;
}
