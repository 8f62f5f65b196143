// What a document says about persons beyond the fields that are meant for it:
// the scan of the text, less what a header may hold.

import type { FrontMatter } from "../syntax/frontMatter.ts";
import {
  entryOf,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import {
  findPersonalData,
  type PersonalDataKind,
} from "../syntax/personalData.ts";
import type { NameList } from "../syntax/personalNames.ts";
import { lineText, rangeBetween, type LineIndex } from "../text/lineIndex.ts";
import { touches, type TextRange } from "../text/textRange.ts";
import type { PersonalData, Suppression } from "./facts.ts";

/** Fields that name who made, judged or saw something: by their work. */
const personFields = new Set([
  "candidate",
  "assessor",
  "qualityAssurer",
  "author",
  "authors",
  "witness",
  "witnesses",
  "reviewer",
  "signed",
]);

/** Below those, or of a whole portfolio or review: how to reach somebody. */
const contactFields = new Set([
  "contact",
  "email",
  "e-mail",
  "phone",
  "telephone",
  "mobile",
  "address",
  "postcode",
]);
const contactKinds: ReadonlySet<PersonalDataKind> = new Set([
  "phone-number",
  "email-address",
  "postcode",
]);
const learnerNumberFields = new Set(["learnerNumber", "uln", "ULN"]);

/** Fields whose values have a form, so that words cannot stand there. */
const formedFields = new Set([
  "portfolio",
  "evidence",
  "review",
  "id",
  "kind",
  "date",
  "reviewed",
  "registered",
  "period",
  "assessmentDate",
  "closed",
  "until",
  "on",
  "standards",
  "standard",
  "units",
  "tags",
  "file",
  "path",
  "url",
  "previous",
  "of",
  "requirements",
  "requirement",
  "scale",
  "previousScale",
  "seen",
  "decision",
  "judgement",
  "agrees",
  "disagrees",
  "checks",
  "fingerprints",
  "exclude",
  "rules",
  "ids",
]);
/** Free words, even inside one of those. */
const freeFields = new Set([
  "title",
  "shows",
  "at",
  "caption",
  "reason",
  "note",
  "comment",
  "name",
  "held",
]);

export function readPersonalData(
  index: LineIndex,
  header: FrontMatter,
  suppressions: readonly Suppression[],
  names: NameList,
): readonly PersonalData[] {
  return findPersonalData(index.text, names).flatMap(
    ({ kind, start, end, pseudonym }) => {
      const range = rangeBetween(index, start, end);
      // The reason of a comment says who agreed; it is written for readers.
      if (suppressions.some((one) => holds(one.range, range))) return [];
      const field = fieldAt(header, range);
      if (field !== undefined && isMeantFor(header, field.keys, kind))
        return [];
      const bound =
        field === undefined ? boundInBody(index, range) : boundInHeader(field);
      return [
        {
          kind,
          range,
          ...(pseudonym === undefined ? {} : { pseudonym }),
          ...(bound === undefined ? {} : { bound }),
        },
      ];
    },
  );
}

interface HeaderField {
  /** The keys from the header's top down to it. */
  readonly keys: readonly string[];
  /** It stands in the last of the keys itself. */
  readonly isKey: boolean;
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return (
    touches(outer, {
      line: inner.startLine,
      character: inner.startCharacter,
    }) && touches(outer, { line: inner.endLine, character: inner.endCharacter })
  );
}

/** The field of a header in which something stands; none for a comment. */
function fieldAt(
  { root, firstLine, endLine }: FrontMatter,
  range: TextRange,
): HeaderField | undefined {
  if (root === undefined) return undefined;
  if (range.startLine < firstLine || range.startLine >= endLine) {
    return undefined;
  }
  return fieldIn(root, range, []);
}

function fieldIn(
  node: HeaderNode,
  range: TextRange,
  keys: readonly string[],
): HeaderField | undefined {
  switch (node.kind) {
    case "scalar":
      return holds(node.range, range) ? { keys, isKey: false } : undefined;
    case "list":
      return firstOf(node.items, (item) => fieldIn(item, range, keys));
    case "map":
      return firstOf(node.entries, ({ key, value }) => {
        const inside = [...keys, key.text];
        if (isIn(key, range)) return { keys: inside, isKey: true };
        return value === undefined ? undefined : fieldIn(value, range, inside);
      });
  }
}

function isIn(key: HeaderScalar, range: TextRange): boolean {
  return holds(key.range, range);
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isMeantFor(
  { root }: FrontMatter,
  keys: readonly string[],
  kind: PersonalDataKind,
): boolean {
  const last = keys.at(-1) ?? "";
  const isPerson = keys.some((key) => personFields.has(key));
  if (kind === "name") return isPerson;
  if (kind === "learner-number") return learnerNumberFields.has(last);
  if (!contactKinds.has(kind) || !contactFields.has(last)) return false;
  const isOffice =
    keys.length === 1 &&
    ["portfolio", "review"].some((role) => entryOf(root, role) !== undefined);
  return isPerson || isOffice;
}

function boundInHeader({
  keys,
  isKey,
}: HeaderField): PersonalData["bound"] | undefined {
  if (isKey) return "field";
  if (freeFields.has(keys.at(-1) ?? "")) return undefined;
  if (keys.some((key) => key === "file" || key === "path")) return "path";
  return keys.some((key) => formedFields.has(key)) ? "field" : undefined;
}

const linkToFile = /\]\((?!mailto:|tel:)[^()\s]*$/;
const definedLink = /^ {0,3}\[[^\]]+\]:\s*(?!mailto:|tel:)\S*$/;

/** A link leads nowhere when the name of its file is changed in the text. */
function boundInBody(
  index: LineIndex,
  range: TextRange,
): PersonalData["bound"] | undefined {
  const before = lineText(index, range.startLine).slice(
    0,
    range.startCharacter,
  );
  return linkToFile.test(before) || definedLink.test(before)
    ? "path"
    : undefined;
}
