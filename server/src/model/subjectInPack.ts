// What a place in a framework pack names: a field, a kind of evidence, a
// standard of this pack or of another. Hover and definition start from it.

import { schemaBelow, schemaFor } from "../schema/schemaWalk.ts";
import {
  crosswalkSchema,
  frameworkSchema,
  type JsonSchema,
} from "../schema/schemas.ts";
import { isCrosswalkFile } from "./crosswalk.ts";
import {
  valueOf,
  type HeaderNode,
  type HeaderScalar,
} from "../syntax/headerTree.ts";
import { parseHeader } from "../syntax/parseHeader.ts";
import type { LineIndex } from "../text/lineIndex.ts";
import { touches, type Position, type TextRange } from "../text/textRange.ts";
import type { Catalogue } from "./catalogue.ts";
import { rangeInMember } from "./contribution.ts";
import type { EvidenceKind } from "./evidenceKinds.ts";
import type { Framework, Standard } from "./framework.ts";
import { packLimits } from "./frameworkPack.ts";
import { mapOf, scalarOf } from "./headerFields.ts";
import type { FilePath } from "./paths.ts";
import { readMembers } from "./readMembers.ts";
import { findFramework, resolveText } from "./resolveCodes.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Subject } from "./subjectAt.ts";

export type PackSubject =
  | Exclude<Subject, { readonly kind: "evidence" | "review" }>
  | {
      readonly kind: "kind";
      readonly evidenceKind: EvidenceKind;
      readonly range: TextRange;
    }
  | {
      readonly kind: "field";
      readonly name: string;
      readonly schema: JsonSchema;
      readonly range: TextRange;
    };

/** A key or value with the cursor, and where it stands. */
interface Place {
  readonly scalar: HeaderScalar;
  readonly isKey: boolean;
  /** The schema of the value, also at its key. */
  readonly schema: JsonSchema;
  readonly field: string;
  readonly top: string;
  /** Code of the standard around it. */
  readonly owner: HeaderScalar | undefined;
}

export function subjectInPack(
  { catalogue, packs }: Snapshot,
  path: FilePath,
  index: LineIndex,
  position: Position,
): PackSubject | undefined {
  const own = packs.get(path)?.asWritten;
  const { root } = parseHeader(index, 0, index.text.length, packLimits);
  const place = root && placeAt(root, position);
  if (place === undefined) return undefined;
  const { scalar, isKey, schema, field } = place;
  const { text, range } = scalar;
  const isKind = isKey ? field === "include" : schema.form === "kind";
  if (isKind) {
    const evidenceKind =
      own?.kinds.find(({ id }) => id === text) ?? catalogue.kinds.get(text);
    return evidenceKind && { kind: "kind", evidenceKind, range };
  }
  if (isKey) return { kind: "field", name: text, schema, range };
  if (schema.form === "framework") {
    const framework = findFramework(catalogue, { targets: new Set() }, text);
    return framework && { kind: "framework", framework, range };
  }
  if (schema.form !== "code" || own === undefined) return undefined;
  return field === "code"
    ? statedAt(catalogue, own, place)
    : namedAt(catalogue, own, place, position);
}

/** The standard or qualification that begins here. */
function statedAt(
  catalogue: Catalogue,
  own: Framework,
  { scalar: { range }, top }: Place,
): PackSubject | undefined {
  const isHere = (one: { readonly range: TextRange }): boolean =>
    sameStart(one.range, range);
  if (top === "qualifications") {
    const qualification = own.qualifications.find(isHere);
    return qualification && { kind: "qualification", qualification, range };
  }
  const standard = counting(catalogue, own.standards.find(isHere));
  return standard && { kind: "standard", standard, range };
}

/** The standard or qualification that a code refers to. */
function namedAt(
  catalogue: Catalogue,
  own: Framework,
  { scalar, owner }: Place,
  position: Position,
): PackSubject | undefined {
  const context = own.standards.find(
    ({ range }) => owner !== undefined && sameStart(range, owner.range),
  );
  const scope = { targets: new Set([own.key]) };
  for (const member of readMembers(scalar)) {
    const { codes, qualifications } = resolveText(
      catalogue,
      scope,
      member.text,
      counting(catalogue, context),
    );
    const [qualification] = qualifications;
    if (qualification !== undefined) {
      return { kind: "qualification", qualification, range: member.range };
    }
    for (const { standard, from, length } of codes) {
      const range = rangeInMember({ member }, from, length);
      if (touches(range, position)) {
        return { kind: "standard", standard, range };
      }
    }
  }
  return undefined;
}

/** A standard as the catalogue has it, which may be the last good version's. */
function counting(
  catalogue: Catalogue,
  standard: Standard | undefined,
): Standard | undefined {
  return standard && catalogue.standardByKey.get(standard.key);
}

function sameStart(a: TextRange, b: TextRange): boolean {
  return a.startLine === b.startLine && a.startCharacter === b.startCharacter;
}

function placeAt(root: HeaderNode, position: Position): Place | undefined {
  const walk = (
    node: HeaderNode,
    schema: JsonSchema,
    around: Pick<Place, "field" | "top" | "owner">,
  ): Place | undefined => {
    if (node.kind === "scalar") {
      return touches(node.range, position)
        ? { scalar: node, isKey: false, schema, ...around }
        : undefined;
    }
    if (!touches(node.range, position)) return undefined;
    if (node.kind === "list") {
      for (const item of node.items) {
        const below = schemaBelow(frameworkSchema, schema, 0, item) ?? {};
        const found = walk(item, below, around);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const { field } = around;
    const owner =
      field === "items" ? scalarOf(valueOf(mapOf(node), "code")) : undefined;
    for (const { key, value } of node.entries) {
      const below = schemaBelow(frameworkSchema, schema, key.text, value) ?? {};
      const inside = {
        field: key.text,
        top: around.top === "" ? key.text : around.top,
        owner: owner ?? around.owner,
      };
      if (touches(key.range, position)) {
        return { scalar: key, isKey: true, schema: below, ...inside, field };
      }
      const found = value && walk(value, below, inside);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const isWalk = root.kind === "map" && isCrosswalkFile(root);
  const start = isWalk ? crosswalkSchema : frameworkSchema;
  const schema = schemaFor(frameworkSchema, start, root);
  return walk(root, schema, { field: "", top: "", owner: undefined });
}
