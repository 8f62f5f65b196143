// From our values to the protocol's. With fromProtocol.ts the only place that
// knows LSP shapes.

import {
  CompletionItemKind,
  InsertTextFormat,
  InsertTextMode,
  DiagnosticSeverity,
  DocumentHighlightKind,
  MarkupKind,
  type CodeAction,
  type CodeActionKind,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type Location,
  type LocationLink,
  type Range,
  type TextDocumentEdit,
  type CreateFile,
  type DocumentHighlight,
  type OptionalVersionedTextDocumentIdentifier,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { OfferedAction } from "../features/codeActions/offered.ts";
import type { CompletionAnswer } from "../features/completion.ts";
import type { CompletionOffer } from "../features/completion/offer.ts";
import type { DefinitionAnswer } from "../features/definition.ts";
import type { HoverAnswer } from "../features/hover.ts";
import type { ReferenceAnswer } from "../features/references.ts";
import type { NamedPlace } from "../model/evidencePlaces.ts";
import type { FilePath } from "../model/paths.ts";
import type { EditsByPath } from "../model/renameEvidence.ts";
import type { Severity } from "../model/settings.ts";
import { rulePage, type FileChange, type Finding } from "../rules/rule.ts";
import type { TextEdit } from "../text/textEdit.ts";
import { documentStart, type TextRange } from "../text/textRange.ts";

/** Where a path of the snapshot is, for the editor. */
export type ToUri = (path: FilePath) => string;

const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toRange(range: TextRange): Range {
  return {
    start: { line: range.startLine, character: range.startCharacter },
    end: { line: range.endLine, character: range.endCharacter },
  };
}

export function toLocation(
  toUri: ToUri,
  path: FilePath,
  range: TextRange,
): Location {
  return { uri: toUri(path), range: toRange(range) };
}

export function toDiagnostic(
  toUri: ToUri,
  shippedUri: ToUri,
  finding: Finding,
): Diagnostic {
  return {
    range: toRange(finding.range),
    severity: severityOf[finding.severity],
    code: finding.code,
    codeDescription: { href: shippedUri(rulePage(finding.code)) },
    source: "evidence-portfolio",
    message: finding.message,
    relatedInformation: finding.related.map(({ path, range, message }) => ({
      location: toLocation(toUri, path, range),
      message,
    })),
  };
}

const completionKinds: Readonly<
  Record<CompletionOffer["kind"], CompletionItemKind>
> = {
  standard: CompletionItemKind.Reference,
  parent: CompletionItemKind.Module,
  target: CompletionItemKind.Class,
  evidence: CompletionItemKind.Value,
  kind: CompletionItemKind.EnumMember,
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  template: CompletionItemKind.Snippet,
};

/** What a client takes of a completion. */
export interface CompletionAbilities {
  readonly takesSnippets: boolean;
  /** Whether it shows a text beside a label, apart from `detail`. */
  readonly takesLabelDetails: boolean;
}

/** The `data` of an item: which list it is of, and its place there. */
type OfferPlace = readonly [list: number, at: number];

export function toCompletionList(
  answer: CompletionAnswer,
  abilities: CompletionAbilities,
  list: number,
): CompletionList {
  return {
    isIncomplete: answer.isIncomplete,
    items: answer.offers.map((offer, at) =>
      toCompletionItem(offer, [list, at], abilities),
    ),
  };
}

function toCompletionItem(
  offer: CompletionOffer,
  place: OfferPlace,
  { takesSnippets, takesLabelDetails }: CompletionAbilities,
): CompletionItem {
  const isSnippet = offer.isSnippet === true && takesSnippets;
  const newText =
    offer.isSnippet === true && !takesSnippets
      ? offer.newText.replace(/\$\{\d+:([^}]*)\}/g, "$1")
      : offer.newText;
  const isDescribedLater = offer.describe !== undefined;
  return {
    label: offer.label,
    ...(takesLabelDetails
      ? { labelDetails: { description: offer.detail } }
      : {}),
    kind: completionKinds[offer.kind],
    // Of many offers nothing is said twice.
    ...(takesLabelDetails && isDescribedLater ? {} : { detail: offer.detail }),
    // The server has ranked them; the editor would sort by label.
    sortText: String(place[1]).padStart(4, "0"),
    filterText: offer.filter,
    textEdit: { range: toRange(offer.range), newText },
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    // Further lines come with their own indentation.
    ...(newText.includes("\n") ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...documentationOf(offer.documentation),
    ...(isDescribedLater ? { data: place } : {}),
    ...(offer.opensNext
      ? {
          command: {
            title: "Suggest",
            command: "editor.action.triggerSuggest",
          },
        }
      : {}),
  };
}

/** An item with all there is to say, if it is still of the list shown. */
export function toResolvedItem(
  item: CompletionItem,
  list: number,
  offers: readonly CompletionOffer[],
): CompletionItem {
  const data: unknown = item.data;
  if (!Array.isArray(data) || data[0] !== list) return item;
  const at: unknown = data[1];
  const offer = typeof at === "number" ? offers[at] : undefined;
  if (offer === undefined) return item;
  return {
    ...item,
    detail: offer.detail,
    ...documentationOf(offer.describe?.()),
  };
}

function documentationOf(
  value: string | undefined,
): Pick<CompletionItem, "documentation"> {
  return value === undefined
    ? {}
    : { documentation: { kind: MarkupKind.Markdown, value } };
}

export function toHover(answer: HoverAnswer): Hover {
  return {
    contents: { kind: MarkupKind.Markdown, value: answer.markdown },
    range: toRange(answer.range),
  };
}

export function toDefinition(
  toUri: ToUri,
  shippedUri: ToUri,
  answers: readonly DefinitionAnswer[],
): LocationLink[] {
  return answers.map((answer) => {
    const target = toRange(answer.range);
    return {
      originSelectionRange: toRange(answer.origin),
      targetUri: uriOfAnswer(toUri, shippedUri, answer),
      targetRange: target,
      targetSelectionRange: target,
    };
  });
}

export function toReferences(
  toUri: ToUri,
  shippedUri: ToUri,
  answers: readonly ReferenceAnswer[],
): Location[] {
  return answers.map((answer) => ({
    uri: uriOfAnswer(toUri, shippedUri, answer),
    range: toRange(answer.range),
  }));
}

function uriOfAnswer(
  toUri: ToUri,
  shippedUri: ToUri,
  answer: DefinitionAnswer | ReferenceAnswer,
): string {
  if (answer.kind === "document") return toUri(answer.path);
  return answer.isShipped
    ? shippedUri(`frameworks/${answer.file}`)
    : toUri(answer.file);
}

export function toHighlights(
  places: readonly NamedPlace[],
): DocumentHighlight[] {
  return places.map(({ range, isDeclaration }) => ({
    range: toRange(range),
    kind: isDeclaration
      ? DocumentHighlightKind.Write
      : DocumentHighlightKind.Read,
  }));
}

/** Edits of a rename, against the versions that the client has. */
export function toRenameEdit(
  toVersioned: (path: FilePath) => OptionalVersionedTextDocumentIdentifier,
  { takesDocumentChanges }: Pick<EditAbilities, "takesDocumentChanges">,
  edits: EditsByPath,
): WorkspaceEdit {
  const changes = [...edits].map(([path, own]) => ({
    textDocument: toVersioned(path),
    edits: own.map(toTextEdit),
  }));
  return takesDocumentChanges
    ? { documentChanges: changes }
    : {
        changes: Object.fromEntries(
          changes.map(({ textDocument, edits: own }) => [
            textDocument.uri,
            own,
          ]),
        ),
      };
}

/** What a client can be sent of an edit. */
export interface EditAbilities {
  readonly createsFiles: boolean;
  readonly takesDocumentChanges: boolean;
  readonly annotatesChanges: boolean;
}

export function toCodeAction(
  toUri: ToUri,
  shippedUri: ToUri,
  abilities: EditAbilities,
  action: OfferedAction,
  kind: CodeActionKind,
): CodeAction | undefined {
  const edit = toEdit(toUri, abilities, action);
  if (edit === undefined) return undefined;
  return {
    title: action.title,
    kind,
    isPreferred: action.isPreferred,
    edit,
    ...(action.finding === undefined
      ? {}
      : { diagnostics: [toDiagnostic(toUri, shippedUri, action.finding)] }),
  };
}

const annotation = "look-first";

/** Undefined where the client cannot do what the action does. */
function toEdit(
  toUri: ToUri,
  abilities: EditAbilities,
  { title, changes, asksFirst }: OfferedAction,
): WorkspaceEdit | undefined {
  const creates = changes.some((change) => change.kind === "create");
  if (creates && !abilities.createsFiles) return undefined;
  if (!abilities.takesDocumentChanges && !creates) {
    return { changes: plainChanges(toUri, changes) };
  }
  // Several files are shown before they are changed, where the client can.
  const isShown =
    abilities.annotatesChanges && (asksFirst === true || changes.length > 1);
  const mark = isShown ? { annotationId: annotation } : {};
  return {
    documentChanges: changes.flatMap((change) =>
      documentChanges(toUri(change.path), change, mark),
    ),
    ...(isShown
      ? {
          changeAnnotations: {
            [annotation]: { label: title, needsConfirmation: true },
          },
        }
      : {}),
  };
}

function plainChanges(
  toUri: ToUri,
  changes: readonly FileChange[],
): Record<string, LspTextEdit[]> {
  const plain: Record<string, LspTextEdit[]> = {};
  for (const change of changes) {
    if (change.kind === "edit") {
      plain[toUri(change.path)] = change.edits.map(toTextEdit);
    }
  }
  return plain;
}

function documentChanges(
  uri: string,
  change: FileChange,
  mark: { readonly annotationId?: string },
): (TextDocumentEdit | CreateFile)[] {
  const textDocument = { uri, version: null };
  if (change.kind === "edit") {
    const edits = change.edits.map((edit) => ({
      ...toTextEdit(edit),
      ...mark,
    }));
    return [{ textDocument, edits }];
  }
  return [
    {
      kind: "create",
      uri,
      options: { ignoreIfExists: false, overwrite: false },
      ...mark,
    },
    {
      textDocument,
      edits: [
        {
          range: toRange(documentStart),
          newText: change.text,
          ...mark,
        },
      ],
    },
  ];
}

function toTextEdit({ range, newText }: TextEdit): LspTextEdit {
  return { range: toRange(range), newText };
}
