// Keys and values of front matter, from the schema.

import {
  frontMatterSchema,
  dereference,
  type JsonSchema,
} from "../../schema/schemas.ts";
import { describePathway } from "../../model/describeQualification.ts";
import type { DocumentRole } from "../../model/facts.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { portfolioOf } from "../../model/workspaceIndex.ts";
import type { CalendarDate } from "../../model/calendar.ts";
import type { EvidenceKind } from "../../model/evidenceKinds.ts";
import { rules } from "../../rules/registry.ts";
import type { HeaderContext } from "../../syntax/headerContext.ts";
import type { OpenDocument } from "../document.ts";
import type { CompletionOffer } from "./offer.ts";

/** Keys that the map with the cursor may have and has not. */
export function keyOffers(
  schema: JsonSchema,
  context: HeaderContext,
  role: DocumentRole,
  isTop: boolean,
): readonly CompletionOffer[] {
  if (isTop && role === "narrative") return roleOffers(context);
  if (context.path.at(-1) === "rules") return ruleOffers(context);
  return schemaKeyOffers(frontMatterSchema, schema, context);
}

/** Keys that a schema knows and the map with the cursor has not. */
export function schemaKeyOffers(
  root: JsonSchema,
  schema: JsonSchema,
  context: HeaderContext,
): readonly CompletionOffer[] {
  const { siblings } = context;
  return Object.entries(schema.properties ?? {})
    .filter(([key]) => !siblings.includes(key))
    .map(([key, part]) => keyOffer(key, part, context, root));
}

function keyOffer(
  key: string,
  part: JsonSchema,
  { range, isAtEnd }: HeaderContext,
  root = frontMatterSchema,
): CompletionOffer {
  const described = dereference(root, part);
  const description = part.description ?? described.description ?? "";
  return {
    kind: "key",
    label: key,
    detail: description,
    documentation: description,
    filter: key,
    newText: isAtEnd ? `${key}: ` : key,
    range,
    opensNext: isAtEnd,
  };
}

/** A file without a role may become one of three things, or name a scope. */
function roleOffers(context: HeaderContext): readonly CompletionOffer[] {
  const roles = ["portfolio", "evidence", "review"];
  const { siblings } = context;
  return [...roles, "standards"]
    .filter((key) => !siblings.includes(key))
    .map((key) => {
      const schema =
        frontMatterSchema.$defs?.[key === "standards" ? "narrative" : key];
      return keyOffer(key, schema?.properties?.[key] ?? {}, context);
    });
}

function ruleOffers(context: HeaderContext): readonly CompletionOffer[] {
  return rules
    .filter(({ code }) => !context.siblings.includes(code))
    .map(({ code, summary }) =>
      keyOffer(code, { description: summary }, context),
    );
}

/** What values may be, beside the words of the schema. */
export interface KnownWords {
  readonly kinds: readonly EvidenceKind[];
  readonly today: CalendarDate;
}

/** Kinds of evidence, also found by their other names. */
function kindOffers(
  { range, prefix }: HeaderContext,
  { kinds }: KnownWords,
): readonly CompletionOffer[] {
  const typed = prefix.toLowerCase();
  return kinds.map((kind) => ({
    kind: "kind",
    label: kind.id,
    detail: kind.meaning,
    documentation:
      kind.meaning +
      (kind.alsoCalled.length === 0
        ? ""
        : `\n\nAlso called: ${kind.alsoCalled.join(", ")}`),
    filter: [kind.id, ...kind.alsoCalled].some((name) =>
      name.toLowerCase().startsWith(typed),
    )
      ? prefix || kind.id
      : kind.id,
    newText: kind.id,
    range,
    opensNext: false,
  }));
}

/** Kinds as keys: `include` says of each how many. */
export function kindKeyOffers(
  context: HeaderContext,
  known: KnownWords,
): readonly CompletionOffer[] {
  return kindOffers(context, known)
    .filter(({ label }) => !context.siblings.includes(label))
    .map((offer) => ({
      ...offer,
      newText: context.isAtEnd ? `${offer.newText}: ` : offer.newText,
    }));
}

/** The pathways of the portfolio's qualifications. */
export function pathwayOffers(
  { index }: Snapshot,
  { path }: OpenDocument,
  { range }: HeaderContext,
): readonly CompletionOffer[] {
  const qualifications = portfolioOf(index, path)?.target.qualifications ?? [];
  return qualifications.flatMap(({ qualification }) =>
    qualification.pathways.map((pathway) => ({
      kind: "value",
      label: pathway.id,
      detail: `${pathway.title} · ${qualification.code}`,
      documentation: describePathway(qualification, pathway),
      filter: pathway.id,
      newText: pathway.id,
      range,
      opensNext: false,
    })),
  );
}
const yesOrNo = ["true", "false"];

/** Values: kinds of evidence, words from a list, today as a date. */
export function valueOffers(
  schema: JsonSchema,
  context: HeaderContext,
  known: KnownWords,
): readonly CompletionOffer[] {
  const { range } = context;
  const plain = (text: string, detail: string): CompletionOffer => ({
    kind: "value",
    label: text,
    detail,
    filter: text,
    newText: text,
    range,
    opensNext: false,
  });
  if (schema.form === "kind") return kindOffers(context, known);
  if (schema.form === "date") return [plain(known.today, "today")];
  if (schema.form === "duration") {
    return [
      plain("P12M", "12 months"),
      plain("P24M", "24 months"),
      plain("P3Y", "3 years"),
    ];
  }
  const values = schema.enum ?? (schema.type === "boolean" ? yesOrNo : []);
  return values.map((value) => plain(value, schema.description ?? ""));
}
