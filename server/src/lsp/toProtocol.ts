// From our values to the protocol's. With fromProtocol.ts the only place that
// knows LSP shapes.

import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  MarkupKind,
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type Location,
  type LocationLink,
  type Range,
  type TextDocumentEdit,
  type CreateFile,
} from "vscode-languageserver";
import type { OfferedAction } from "../features/codeActions/offered.ts";
import type { CompletionAnswer } from "../features/completion.ts";
import type { CompletionOffer } from "../features/completion/offer.ts";
import type { DefinitionAnswer } from "../features/definition.ts";
import type { HoverAnswer } from "../features/hover.ts";
import type { FilePath } from "../model/paths.ts";
import type { Severity } from "../model/settings.ts";
import { rulePage, type Finding } from "../rules/rule.ts";
import type { TextRange } from "../text/textRange.ts";

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
};

export function toCompletionList(answer: CompletionAnswer): CompletionList {
  return {
    isIncomplete: answer.isIncomplete,
    items: answer.offers.map((offer, at) => toCompletionItem(offer, at)),
  };
}

function toCompletionItem(offer: CompletionOffer, at: number): CompletionItem {
  return {
    label: offer.label,
    labelDetails: { description: offer.detail },
    kind: completionKinds[offer.kind],
    detail: offer.detail,
    // The server has ranked them; the editor would sort by label.
    sortText: String(at).padStart(4, "0"),
    filterText: offer.filter,
    textEdit: { range: toRange(offer.range), newText: offer.newText },
    ...(offer.documentation === undefined
      ? {}
      : {
          documentation: {
            kind: MarkupKind.Markdown,
            value: offer.documentation,
          },
        }),
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
      targetUri:
        answer.kind === "document"
          ? toUri(answer.path)
          : answer.isShipped
            ? shippedUri(`frameworks/${answer.file}`)
            : toUri(answer.file),
      targetRange: target,
      targetSelectionRange: target,
    };
  });
}

export function toCodeAction(
  toUri: ToUri,
  shippedUri: ToUri,
  canCreateFiles: boolean,
  action: OfferedAction,
): CodeAction | undefined {
  const documentChanges: (TextDocumentEdit | CreateFile)[] = [];
  for (const change of action.changes) {
    const uri = toUri(change.path);
    if (change.kind === "create") {
      if (!canCreateFiles) return undefined;
      documentChanges.push({
        kind: "create",
        uri,
        options: { ignoreIfExists: false, overwrite: false },
      });
      documentChanges.push({
        textDocument: { uri, version: null },
        edits: [
          {
            range: {
              start: { line: 0, character: 0 },
              end: { line: 0, character: 0 },
            },
            newText: change.text,
          },
        ],
      });
      continue;
    }
    documentChanges.push({
      textDocument: { uri, version: null },
      edits: change.edits.map(({ range, newText }) => ({
        range: toRange(range),
        newText,
      })),
    });
  }
  return {
    title: action.title,
    kind: CodeActionKind.QuickFix,
    isPreferred: action.isPreferred,
    edit: { documentChanges },
    ...(action.finding === undefined
      ? {}
      : { diagnostics: [toDiagnostic(toUri, shippedUri, action.finding)] }),
  };
}
