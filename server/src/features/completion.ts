// Completion at a place: in a header by its schema, in a heading for codes,
// behind an `@` for evidence, behind `Judgement:` for grades. In ordinary prose
// there is none.

import { schemaAt } from "../schema/schemaAt.ts";
import {
  frontMatterSchema,
  roleSchema,
  type JsonSchema,
} from "../schema/schemas.ts";
import { fenceBelow } from "../syntax/codeFences.ts";
import { findHeader } from "../syntax/headerFence.ts";
import {
  headerContext,
  packContext,
  type HeaderContext,
} from "../syntax/headerContext.ts";
import type { DocumentRole } from "../model/facts.ts";
import { previousPortfolio } from "../model/previousPortfolio.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import { lineText } from "../text/lineIndex.ts";
import type { Position } from "../text/textRange.ts";
import {
  codeKeyOffers,
  codeOffers,
  preparations,
  type CodeField,
  type CodeQuery,
} from "./completion/codes.ts";
import { citationOffers, evidenceIdOffers } from "./completion/evidence.ts";
import {
  keyOffers,
  kindKeyOffers,
  pathwayOffers,
  valueOffers,
  type KnownWords,
} from "./completion/fields.ts";
import { gradeOffers } from "./completion/grades.ts";
import type { CompletionOffer } from "./completion/offer.ts";
import { packOffers } from "./completion/packs.ts";
import { isBlankPack, packTemplates } from "./completion/packTemplates.ts";
import { pathOffers } from "./completion/paths.ts";
import type { OpenDocument } from "./document.ts";

export interface CompletionAnswer {
  /** Whether typing on may bring offers that are not among these. */
  readonly isIncomplete: boolean;
  readonly offers: readonly CompletionOffer[];
  /** What typing on will need: best done once this answer is on its way. */
  readonly ahead?: readonly (() => void)[];
}

const nothing: CompletionAnswer = { isIncomplete: false, offers: [] };

export function completion(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
): CompletionAnswer {
  if (snapshot.packs.has(document.path)) {
    return inPack(snapshot, document, position);
  }
  const context = headerContext(document.index, position);
  if (context !== undefined) return inHeader(snapshot, document, context);
  return inBody(snapshot, document, position);
}

function inPack(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
): CompletionAnswer {
  const context = packContext(document.index, position);
  if (context === undefined && !isBlankPack(document)) return nothing;
  return growing([
    ...(isBlankPack(document) ? packTemplates(document, position) : []),
    ...(context === undefined ? [] : packOffers(snapshot, document, context)),
  ]);
}

function inHeader(
  snapshot: Snapshot,
  document: OpenDocument,
  context: HeaderContext,
): CompletionAnswer {
  const facts = snapshot.index.documents.get(document.path);
  const role = facts?.role ?? "narrative";
  const schema = schemaAt(frontMatterSchema, roleSchema(role), context);
  if (schema === undefined) return nothing;
  if (context.mode === "key") {
    return inKeys(snapshot, document, schema, context, role);
  }
  const field = context.path.findLast((step) => typeof step === "string");
  if (role === "evidence" && field === "tags") {
    return inCodes(snapshot, document, context, "mapping");
  }
  switch (schema.form) {
    case "code":
    case "codes":
      return inCodes(snapshot, document, context, codeField(role, context));
    case "kind":
      return growing(valueOffers(schema, context, words(snapshot)));
    case "evidence-id":
      return growing(evidenceIdOffers(snapshot, document, context, role));
    case "pathway":
      return complete(pathwayOffers(snapshot, document, context));
    case "path":
      return complete(pathOffers(snapshot, document, context));
    default:
      break;
  }
  const values = valueOffers(schema, context, words(snapshot));
  // The first key of an item: `- id:`.
  const keys =
    context.mode === "item" && schema.properties !== undefined
      ? keyOffers(schema, context, role, false)
      : [];
  return complete([...values, ...keys]);
}

function inKeys(
  snapshot: Snapshot,
  document: OpenDocument,
  schema: JsonSchema,
  context: HeaderContext,
  role: DocumentRole,
): CompletionAnswer {
  if (schema.form === "codes" && schema.properties === undefined) {
    const field = codeField(role, context);
    const query = codeQuery(context, field);
    return growing(codeKeyOffers(snapshot, document, query, context.siblings));
  }
  if (context.path.at(-1) === "include") {
    return growing(kindKeyOffers(context, words(snapshot)));
  }
  return complete(keyOffers(schema, context, role, context.path.length === 0));
}

function inCodes(
  snapshot: Snapshot,
  document: OpenDocument,
  context: HeaderContext,
  field: CodeField,
): CompletionAnswer {
  const query = codeQuery(context, field);
  return {
    ...growing(codeOffers(snapshot, document, query)),
    ahead: preparations(snapshot, document, query),
  };
}

function codeQuery(context: HeaderContext, field: CodeField): CodeQuery {
  const { prefix, range, path } = context;
  return { field, prefix, range, under: keyAbove(context), path };
}

const codeFields: ReadonlySet<string> = new Set([
  "standards",
  "tags",
  "units",
  "each",
  "across",
  "except",
]);

/** The unit under whose key bare members stand. */
function keyAbove({ path }: HeaderContext): string | undefined {
  const steps = path.filter((step) => typeof step === "string");
  const last = steps.at(-1) === "standard" ? steps.at(-2) : steps.at(-1);
  return last === undefined || codeFields.has(last) ? undefined : last;
}

function codeField(role: DocumentRole, { path }: HeaderContext): CodeField {
  const [first] = path;
  if (role === "portfolio") {
    if (first === "standards") return "target";
    if (first === "units") return "unit";
    return "set-aside";
  }
  return role === "evidence" ? "mapping" : "scope";
}

/** What values may be, beside the words of the schema. */
function words({ catalogue, today }: Snapshot): KnownWords {
  return { kinds: [...catalogue.kinds.values()], today };
}

function complete(offers: readonly CompletionOffer[]): CompletionAnswer {
  return { isIncomplete: false, offers };
}

/** Offers that are also found by words, which only we can compare. */
function growing(offers: readonly CompletionOffer[]): CompletionAnswer {
  return { isIncomplete: true, offers };
}

function inBody(
  snapshot: Snapshot,
  document: OpenDocument,
  position: Position,
): CompletionAnswer {
  const { path, index } = document;
  const portfolio = portfolioOf(snapshot.index, path);
  const role = snapshot.index.documents.get(path)?.role;
  if (
    portfolio === undefined ||
    (role !== "narrative" && role !== "portfolio")
  ) {
    return nothing;
  }
  if (position.line < findHeader(index).bodyLine) return nothing;
  const line = lineText(index, position.line);
  const before = line.slice(0, position.character);
  if (isInFence(document, position.line)) return nothing;
  const citation = /(?:^|[^\p{L}\p{N}_\\])@([\p{L}\p{N}_:.-]*)$/u.exec(before);
  if (isInCode(before)) return nothing;
  if (citation !== null) {
    return growing(
      citationOffers(portfolio, citation[1] ?? "", position, line),
    );
  }
  const previous = previousPortfolio(snapshot.index, portfolio);
  const grades = gradeOffers(portfolio, previous, path, position, line);
  if (grades.length > 0) return complete(grades);
  const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(before);
  if (heading === null) return nothing;
  const prefix = lastWords(heading[1] ?? "");
  // A heading is mostly prose: nothing before a letter is typed, and nothing
  // once its code stands there.
  if (prefix === "" || /\p{N}\s+\S/u.test(heading[1] ?? "")) return nothing;
  return {
    isIncomplete: true,
    offers: codeOffers(snapshot, document, {
      field: "heading",
      prefix,
      range: {
        startLine: position.line,
        startCharacter: position.character - prefix.length,
        endLine: position.line,
        endCharacter: position.character,
      },
      under: undefined,
      path: [],
    }),
  };
}

/** What is being typed of a heading: behind an opening bracket, or all of it. */
function lastWords(text: string): string {
  return /[^([]*$/.exec(text)?.[0].trimStart() ?? "";
}

/** Whether a code span is open at the end of a text. */
function isInCode(before: string): boolean {
  return (before.match(/`+/g)?.length ?? 0) % 2 === 1;
}

function isInFence({ index }: OpenDocument, line: number): boolean {
  let open: string | undefined;
  for (let at = findHeader(index).bodyLine; at < line; at += 1) {
    open = fenceBelow(open, lineText(index, at));
  }
  return open !== undefined;
}
