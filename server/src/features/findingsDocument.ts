// Findings as a document: the public JSON form, described by
// schemas/findings.schema.json. Fields may be added; none is renamed.

import type { CalendarDate } from "../model/calendar.ts";
import type { FilePath } from "../model/paths.ts";
import type { Severity } from "../model/settings.ts";
import { rulePage, type Finding } from "../rules/rule.ts";
import type { Position, TextRange } from "../text/textRange.ts";

export interface DocumentRange {
  readonly start: Position;
  readonly end: Position;
}

export interface FindingsDocument {
  readonly format: "evidence-portfolio/findings@1";
  readonly asOf: CalendarDate;
  readonly root: string;
  readonly findings: readonly {
    readonly file: FilePath;
    readonly range: DocumentRange;
    readonly code: string;
    readonly severity: Severity;
    readonly message: string;
    readonly related: readonly {
      readonly file: FilePath;
      readonly range: DocumentRange;
      readonly message: string;
    }[];
    readonly docs: string;
  }[];
  readonly summary: Readonly<Record<Severity, number>> & {
    readonly files: number;
  };
}

export function findingsDocument(
  findings: readonly Finding[],
  asOf: CalendarDate,
  root: string,
): FindingsDocument {
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    format: "evidence-portfolio/findings@1",
    asOf,
    root,
    findings: findings.map((finding) => ({
      file: finding.path,
      range: startAndEnd(finding.range),
      code: finding.code,
      severity: finding.severity,
      message: finding.message,
      related: finding.related.map(({ path, range, message }) => ({
        file: path,
        range: startAndEnd(range),
        message,
      })),
      docs: rulePage(finding.code),
    })),
    summary: {
      error: count("error"),
      warning: count("warning"),
      information: count("information"),
      hint: count("hint"),
      files: new Set(findings.map(({ path }) => path)).size,
    },
  };
}

function startAndEnd(range: TextRange): DocumentRange {
  return {
    start: { line: range.startLine, character: range.startCharacter },
    end: { line: range.endLine, character: range.endCharacter },
  };
}
