// Keys and values inside a framework pack: from its schema, from what the pack
// itself says, and from the catalogue.

import type { Framework, Standard } from "../../model/framework.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { evidenceFields } from "../../schema/evidenceFields.ts";
import { schemaAt } from "../../schema/schemaAt.ts";
import { schemaFor } from "../../schema/schemaWalk.ts";
import {
  crosswalkSchema,
  frameworkSchema,
  type JsonSchema,
} from "../../schema/schemas.ts";
import type { HeaderContext } from "../../syntax/headerContext.ts";
import type { OpenDocument } from "../document.ts";
import {
  kindKeyOffers,
  schemaKeyOffers,
  valueOffers,
  type KnownWords,
} from "./fields.ts";
import type { CompletionOffer } from "./offer.ts";
import { withinRoom } from "./room.ts";

/** While it is written, a file is no sound YAML: its first key tells. */
const saysCrosswalk = /^[\s{]*"?crosswalk"?\s*:/m;

export function packOffers(
  snapshot: Snapshot,
  { path, index }: OpenDocument,
  context: HeaderContext,
): readonly CompletionOffer[] {
  const start = saysCrosswalk.test(index.text)
    ? crosswalkSchema
    : frameworkSchema;
  const schema = schemaAt(frameworkSchema, start, context);
  if (schema === undefined) return [];
  const own = snapshot.packs.get(path)?.asWritten;
  const isJson = /\.json$/i.test(path);
  const { mode } = context;
  const values = mode === "key" ? [] : valuesAt(snapshot, own, schema, context);
  const keys =
    mode === "value" ? [] : keysAt(knownWords(snapshot, own), schema, context);
  return [
    ...values.map((offer) => quoted(offer, context, isJson && !isBare(schema))),
    ...keys.map((offer) => quoted(offer, context, isJson)),
  ];
}

function knownWords(
  { catalogue, today }: Snapshot,
  own: Framework | undefined,
): KnownWords {
  const kinds = new Map(catalogue.kinds);
  for (const kind of own?.kinds ?? []) kinds.set(kind.id, kind);
  return { kinds: [...kinds.values()], today };
}

function keysAt(
  known: KnownWords,
  schema: JsonSchema,
  context: HeaderContext,
): readonly CompletionOffer[] {
  if (context.path.at(-1) === "include" && context.mode === "key") {
    return kindKeyOffers(context, known);
  }
  return schemaKeyOffers(frameworkSchema, schema, context).map((offer) => ({
    ...offer,
    newText: withPlaceBelow(offer, schema, context),
  }));
}

/** A key of a list or map, with the line below it begun. */
function withPlaceBelow(
  { label, newText, range }: CompletionOffer,
  schema: JsonSchema,
  { mode, quote, isAtEnd }: HeaderContext,
): string {
  // In brackets, and before keys that stand there, nothing is begun.
  if (quote !== undefined || mode !== "key" || !isAtEnd) return newText;
  const part = schemaFor(
    frameworkSchema,
    schema.properties?.[label] ?? {},
    undefined,
  );
  const below = `${label}:\n${" ".repeat(range.startCharacter + 2)}`;
  if (part.type === "object") return below;
  if (part.type !== "array") return newText;
  const item = schemaFor(frameworkSchema, part.items ?? {}, undefined);
  const [first] = item.required ?? [];
  return `${below}- ${item.type === "array" ? "- " : ""}${first === undefined ? "" : `${first}: `}`;
}

function valuesAt(
  snapshot: Snapshot,
  own: Framework | undefined,
  schema: JsonSchema,
  context: HeaderContext,
): readonly CompletionOffer[] {
  const { range } = context;
  const value = (label: string, detail: string): CompletionOffer => ({
    kind: "value",
    label,
    detail,
    filter: label,
    newText: label,
    range,
    opensNext: false,
  });
  switch (schema.form) {
    case "code":
      return codesAt(snapshot, own, context);
    case "field":
      return evidenceFields.map(({ name, description }) =>
        value(name, description),
      );
    case "framework":
      return snapshot.catalogue.frameworks
        .filter(({ key }) => key !== own?.key)
        .map(({ id, key, isCurrent, title }) =>
          value(isCurrent ? id : key, title),
        );
    default:
      break;
  }
  const values = valueOffers(schema, context, knownWords(snapshot, own));
  return values.length > 0
    ? values
    : (schema.examples ?? []).map((example) => value(example, "for example"));
}

/** The pack's own codes; units of other packs too where they may be combined. */
function codesAt(
  { catalogue }: Snapshot,
  own: Framework | undefined,
  context: HeaderContext,
): readonly CompletionOffer[] {
  const { path } = context;
  const field = path.findLast((step) => typeof step === "string");
  // A code that begins a standard is a new one.
  if (field === "code" || field === "to") return [];
  const isOfUnits = path[0] === "qualifications";
  const mayBeOthers =
    isOfUnits || field === "replacedBy" || field === "seeAlso";
  const others = catalogue.frameworks.filter(
    ({ key }) => mayBeOthers && key !== own?.key,
  );
  const frameworks = own === undefined ? others : [own, ...others];
  return withinRoom(codesOf(frameworks, own, isOfUnits, context));
}

function* codesOf(
  frameworks: readonly Framework[],
  own: Framework | undefined,
  isOfUnits: boolean,
  context: HeaderContext,
): Generator<CompletionOffer> {
  const typed = context.prefix.toLowerCase();
  for (const framework of frameworks) {
    const isOther = framework !== own;
    for (const standard of framework.standards) {
      const { code, title, parent, credit } = standard;
      if (isOfUnits && (parent >= 0 || (isOther && credit === undefined))) {
        continue;
      }
      const isByCode = code.toLowerCase().startsWith(typed);
      if (!isByCode && !title.toLowerCase().includes(typed)) continue;
      yield codeOffer(
        standard,
        isOther ? framework.id : undefined,
        isByCode,
        context,
      );
    }
  }
}

/** Found by code or by the words of its title. */
function codeOffer(
  { code, title, summary, isAssessable }: Standard,
  framework: string | undefined,
  isByCode: boolean,
  { prefix, range }: HeaderContext,
): CompletionOffer {
  return {
    kind: isAssessable ? "standard" : "parent",
    label: code,
    detail: framework === undefined ? title : `${title} · ${framework}`,
    ...(summary === undefined ? {} : { describe: () => summary }),
    filter: isByCode ? code : prefix,
    newText: code,
    range,
    opensNext: false,
  };
}

/** Whether JSON writes a value without quotation marks. */
function isBare({ type }: JsonSchema): boolean {
  return type === "boolean" || type === "integer";
}

/** Inside brackets a word keeps the marks that it has or must have. */
function quoted(
  offer: CompletionOffer,
  { quote }: HeaderContext,
  needsQuotes: boolean,
): CompletionOffer {
  if (quote === undefined) return offer;
  const mark = quote === "" && needsQuotes ? '"' : quote;
  if (mark === "") return offer;
  const [, word = "", rest = ""] = /^(.*?)(: )?$/s.exec(offer.newText) ?? [];
  return {
    ...offer,
    filter: `${quote}${offer.filter}`,
    newText: `${mark}${word}${mark}${rest}`,
  };
}
