// What stands in the place of something personal: the pseudonym of the user's
// list, or a mark that says what was there. Marks are words in round brackets:
// square ones would be a link, a list or a task to Markdown and YAML.

import type { PersonalDataKind } from "../syntax/personalData.ts";
import { offsetAt, type LineIndex } from "../text/lineIndex.ts";
import type { TextEdit } from "../text/textEdit.ts";
import type { TextRange } from "../text/textRange.ts";
import type { PersonalData } from "./facts.ts";

/** What each kind is called in a sentence. */
export const personalDataWords: Readonly<Record<PersonalDataKind, string>> = {
  "national-insurance-number": "National Insurance number",
  "phone-number": "phone number",
  "email-address": "e-mail address",
  postcode: "postcode",
  "date-of-birth": "date of birth",
  "learner-number": "learner number",
  name: "name",
};

/** What is written in its place, when nothing else bears on it. */
export function redactionText({
  kind,
  pseudonym,
}: Pick<PersonalData, "kind" | "pseudonym">): string {
  return pseudonym ?? `(${personalDataWords[kind]} removed)`;
}

/** In the target of a link, where spaces and brackets would end it. */
const removedTarget = "removed";

/** The edits that take personal data out of a text; those bound are left. */
export function redactionEdits(
  index: LineIndex,
  all: readonly PersonalData[],
): readonly TextEdit[] {
  return all
    .filter(({ bound }) => bound === undefined)
    .map((data) => redactionEdit(index, data));
}

function redactionEdit(index: LineIndex, data: PersonalData): TextEdit {
  const { range } = data;
  const { before, after } = surroundings(index, range);
  const isTarget =
    /\]\([^()\s]*$/.test(before) || /^ {0,3}\[[^\]]+\]: *\S*$/.test(before);
  if (isTarget) return { range, newText: removedTarget };
  const newText = redactionText(data);
  const autolink = /<(?:mailto:|tel:)?$/.exec(before)?.[0];
  if (autolink !== undefined && after.startsWith(">")) {
    return {
      range: {
        ...range,
        startCharacter: range.startCharacter - autolink.length,
        endCharacter: range.endCharacter + 1,
      },
      newText,
    };
  }
  // Brackets that are there already are enough.
  const isBracketed = before.endsWith("(") && after.startsWith(")");
  return {
    range,
    newText: isBracketed ? newText.replace(/^\((.*)\)$/, "$1") : newText,
  };
}

/** The text of the line before a range, and of its last line behind it. */
function surroundings(
  index: LineIndex,
  range: TextRange,
): { readonly before: string; readonly after: string } {
  const at = (line: number, character: number): number =>
    offsetAt(index, { line, character });
  const start = at(range.startLine, range.startCharacter);
  const end = at(range.endLine, range.endCharacter);
  return {
    before: index.text.slice(at(range.startLine, 0), start),
    after: index.text.slice(end, end + 1),
  };
}
