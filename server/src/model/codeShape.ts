// The shape that a pack gives for its codes. It tells a mistyped code in a
// heading from any other word.

import {
  valueOf,
  type HeaderMap,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import { within, type TextRange } from "../text/textRange.ts";
import type { Standard } from "./framework.ts";
import type { PackProblem } from "./frameworkPack.ts";
import { scalarOf } from "./headerFields.ts";
import {
  fitsPattern,
  readPattern,
  type PatternRefusal,
} from "./safePattern.ts";

/** The shape, when it is safe and the pack's own codes have it. */
export function readCodeShape(
  root: HeaderMap,
  standards: readonly Pick<Standard, "code" | "range">[],
  problems: PackProblem[],
): string | undefined {
  const scalar = scalarOf(valueOf(root, "codeShape"));
  if (scalar === undefined) return undefined;
  const pattern = readPattern(scalar.text);
  if (pattern.kind === "refused") {
    const { refusal } = pattern;
    problems.push({
      range: placeIn(scalar, refusal),
      message: `This pattern is not used. ${refusal.message}`,
    });
    return undefined;
  }
  const other = standards.find(({ code }) => !fitsPattern(scalar.text, code));
  if (other === undefined) return scalar.text;
  problems.push({
    range: scalar.range,
    message: `\`${other.code}\` is a code of this pack and does not have this shape, so the shape is not used. Widen it until it fits every code from its first character to its last.`,
    related: { range: other.range, message: "A code without this shape." },
  });
  return undefined;
}

/** A part of the pattern; all of it where the text was written otherwise. */
function placeIn(
  { text, range, style }: HeaderScalar,
  { from, length }: PatternRefusal,
): TextRange {
  const marks = style === "quoted" ? 2 : 0;
  const isAsWritten =
    range.startLine === range.endLine &&
    range.endCharacter - range.startCharacter === text.length + marks;
  return isAsWritten ? within(range, marks / 2 + from, length) : range;
}
