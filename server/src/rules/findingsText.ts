// Findings of files that nobody has open, as short texts: a large workspace
// has tens of thousands, which are compared and told of, and not looked into.
// What mends them is left out, for that is asked of open documents only.

import type { FilePath } from "../model/paths.ts";
import type { Severity } from "../model/settings.ts";
import type { TextRange } from "../text/textRange.ts";
import type { Finding, FindingsText } from "./rule.ts";

export const noFindings: FindingsText = "";

type Place = readonly [number, number, number, number];
type Row = readonly [
  code: string,
  severity: Severity,
  place: Place,
  message: string,
  related: readonly (readonly [FilePath, Place, string])[],
];

export function textOfFindings(findings: readonly Finding[]): FindingsText {
  if (findings.length === 0) return noFindings;
  return JSON.stringify(
    findings.map(({ code, severity, range, message, related }): Row => [
      code,
      severity,
      placeOf(range),
      message,
      related.map((one) => [one.path, placeOf(one.range), one.message]),
    ]),
  );
}

export function findingsOfText(
  path: FilePath,
  text: FindingsText,
): readonly Finding[] {
  if (text === noFindings) return [];
  return (JSON.parse(text) as readonly Row[]).map(
    ([code, severity, place, message, related]): Finding => ({
      code,
      severity,
      path,
      range: rangeOf(place),
      message,
      related: related.map(([other, at, words]) => ({
        path: other,
        range: rangeOf(at),
        message: words,
      })),
      fixes: [],
    }),
  );
}

function placeOf(range: TextRange): Place {
  const { startLine, startCharacter, endLine, endCharacter } = range;
  return [startLine, startCharacter, endLine, endCharacter];
}

function rangeOf(place: Place): TextRange {
  const [startLine, startCharacter, endLine, endCharacter] = place;
  return { startLine, startCharacter, endLine, endCharacter };
}
