// What one narrative document says of the standards that it reports on:
// judgements, strengths, areas for improvement, actions of the plan. Areas and
// actions are matched across documents, in improvements.ts.

import type { ActionKey } from "../syntax/actionFields.ts";
import type { BodyAction, BodyItem } from "../syntax/reportBlocks.ts";
import type { TextRange } from "../text/textRange.ts";
import { parseSpan, regularSpan, type CalendarDate } from "./calendar.ts";
import type { Catalogue } from "./catalogue.ts";
import type { EvidenceId } from "./evidenceTable.ts";
import type { DocumentFacts, Stated } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { CodeScope } from "./resolveCodes.ts";
import { sameValue } from "./sameValue.ts";
import {
  hasProseBelow,
  type PartPlace,
  type Section,
  type SectionPlacer,
} from "./section.ts";
import { resolveMember, type ResolvedMember } from "./target.ts";

/** A grade that a report gives, or says was given the year before. */
export interface Judgement {
  readonly value: string;
  readonly range: TextRange;
  readonly isPrevious: boolean;
  readonly section: Section | undefined;
}

/** A strength or an area for improvement. */
export interface ReportItem {
  /** The document that says it. */
  readonly path: FilePath;
  /** Before a colon at its start: `AFI-2`. */
  readonly id?: string;
  readonly text: string;
  /** Its first line. */
  readonly range: TextRange;
  readonly section: Section;
  /** The pieces that it cites. */
  readonly evidence: readonly EvidenceId[];
}

/** A due date; without `day` where it cannot be read. */
export interface DueDate extends Stated {
  readonly day?: CalendarDate;
}

/** One line of an improvement plan. */
export interface PlannedAction {
  /** The document in which it is planned. */
  readonly path: FilePath;
  readonly id?: Stated;
  readonly text: string;
  readonly range: TextRange;
  readonly form: BodyAction["form"];
  /** Ticked, or said to be done. */
  readonly isDone: boolean;
  readonly owner?: string;
  readonly due?: DueDate;
  readonly success?: string;
  /** What it answers, as written. */
  readonly answers?: Stated;
  readonly standards: readonly ResolvedMember[];
  readonly section: Section | undefined;
}

/** A sub-heading or bold line inside a section. */
export interface PartUse {
  /** The part that it names, if it names one. */
  readonly part?: string;
  readonly text: string;
  readonly section: Section;
  readonly range: TextRange;
  /** Position in the outline. */
  readonly entry: number;
  /** Below it, its own sub-headings included. */
  readonly hasText: boolean;
}

export interface Report {
  readonly judgements: readonly Judgement[];
  /** Sections that compare themselves with others: `Comparator:`. */
  readonly comparators: readonly Section[];
  readonly strengths: readonly ReportItem[];
  readonly areas: readonly ReportItem[];
  readonly actions: readonly PlannedAction[];
  readonly parts: readonly PartUse[];
}

export const noReport: Report = {
  judgements: [],
  comparators: [],
  strengths: [],
  areas: [],
  actions: [],
  parts: [],
};

export function saysAnything(report: Report): boolean {
  return (
    report.judgements.length > 0 ||
    report.comparators.length > 0 ||
    report.strengths.length > 0 ||
    report.areas.length > 0 ||
    report.actions.length > 0 ||
    report.parts.length > 0
  );
}

export interface ReportContext {
  readonly path: FilePath;
  readonly catalogue: Catalogue;
  readonly scope: CodeScope;
  readonly placer: SectionPlacer;
  /** The evidence that lines of the document cite, both ends included. */
  readonly citedIn: (
    startLine: number,
    endLine: number,
  ) => readonly EvidenceId[];
}

/** What the same document said before, its sections and parts being the same. */
export interface ReportBefore {
  readonly facts: DocumentFacts;
  readonly report: Report;
  /** Whether all citations are what they were, too. */
  readonly isCitedAlike: boolean;
}

export function readReport(
  context: ReportContext,
  facts: DocumentFacts,
  before?: ReportBefore,
): Report {
  const { placer } = context;
  return {
    ...(before?.facts.labelledLines === facts.labelledLines
      ? {
          judgements: before.report.judgements,
          comparators: before.report.comparators,
        }
      : readLabelled(placer, facts)),
    ...(placer.hasSections
      ? readItems(context, facts, before)
      : { strengths: [], areas: [] }),
    parts:
      before?.report.parts ??
      (placer.hasSections ? partsUsed(placer, facts) : []),
    actions:
      before?.facts.actions === facts.actions
        ? before.report.actions
        : facts.actions.flatMap(
            (action) => plannedAction(context, action) ?? [],
          ),
  };
}

function readLabelled(
  placer: SectionPlacer,
  facts: DocumentFacts,
): Pick<Report, "judgements" | "comparators"> {
  const labelled = facts.labelledLines.map((line) => ({
    ...line,
    section: placer.at(line.place).section,
  }));
  return {
    judgements: labelled
      .filter(({ label, value }) => label !== "comparator" && value !== "")
      .map(({ label, value, range, section }) => ({
        value,
        range,
        isPrevious: label === "previous-judgement",
        section,
      })),
    comparators: labelled.flatMap(({ label, value, section }) =>
      label === "comparator" && value !== "" ? (section ?? []) : [],
    ),
  };
}

function partsUsed(
  placer: SectionPlacer,
  { outline }: DocumentFacts,
): readonly PartUse[] {
  const parts: PartUse[] = [];
  for (const [at, entry] of outline.entries()) {
    const { section, part } = placer.at(at);
    if (section === undefined || section.entry === at) continue;
    const { text, range } = entry;
    const hasText = hasProseBelow(outline, at);
    parts.push(
      part?.entry === at
        ? { part: part.part, text, section, range, entry: at, hasText }
        : { text, section, range, entry: at, hasText },
    );
  }
  return parts;
}

/** "None" is what people write where there is nothing to say. */
const saysNone =
  /^(?:none|nil|n\/?a|not applicable|no (?:strengths|areas|weaknesses|improvements?)\b.*|none (?:identified|noted|found|known|at present|this year|so far)\b.*)[.!]?$/i;

/** What stands under one heading or bold line that names a part. */
interface PartItems {
  readonly part: string;
  readonly section: Section;
  readonly items: BodyItem[];
}

function readItems(
  context: ReportContext,
  facts: DocumentFacts,
  before: ReportBefore | undefined,
): Pick<Report, "strengths" | "areas"> {
  const isAsBefore =
    before?.isCitedAlike === true && before.facts.items === facts.items;
  if (isAsBefore) {
    const { strengths, areas } = before.report;
    return { strengths, areas };
  }
  const parts = itemsByPart(context.placer, facts);
  const itemsOf = (
    wanted: string,
    old: readonly ReportItem[] = [],
  ): readonly ReportItem[] =>
    reportItems(
      context,
      parts.filter(({ part }) => part === wanted),
      old,
    );
  return {
    strengths: itemsOf("strengths", before?.report.strengths),
    areas: itemsOf("areas", before?.report.areas),
  };
}

/** In the order in which their first items stand. */
function itemsByPart(
  placer: SectionPlacer,
  { items }: DocumentFacts,
): readonly PartItems[] {
  const byEntry = new Map<PartPlace["entry"], PartItems>();
  let place: number | undefined;
  let held: PartItems | undefined;
  for (const item of items) {
    if (item.place !== place) {
      place = item.place;
      const { section, part } = placer.at(place);
      held = part && byEntry.get(part.entry);
      if (part !== undefined && section !== undefined && held === undefined) {
        held = { part: part.part, section, items: [] };
        byEntry.set(part.entry, held);
      }
    }
    held?.items.push(item);
  }
  return [...byEntry.values()];
}

/** Paragraphs above a list introduce it; the items are what counts. */
function reportItems(
  { path, citedIn }: ReportContext,
  parts: readonly PartItems[],
  before: readonly ReportItem[],
): readonly ReportItem[] {
  const found: ReportItem[] = [];
  let isAsBefore = true;
  for (const { section, items } of parts) {
    const hasList = items.some(({ form }) => form === "item");
    for (const { form, text, range, endLine } of items) {
      if (hasList && form !== "item") continue;
      if (/^n/i.test(text) && saysNone.test(text)) continue;
      const evidence = citedIn(range.startLine, endLine);
      const [, id, rest] = text.includes(":")
        ? (startsWithId.exec(text) ?? [])
        : [];
      const item: ReportItem =
        id === undefined || rest === undefined
          ? { path, text, range, section, evidence }
          : { path, id, text: rest, range, section, evidence };
      const old = before[found.length];
      const isSame = isSameItem(old, item);
      isAsBefore &&= isSame;
      found.push(isSame ? old : item);
    }
  }
  return isAsBefore && found.length === before.length ? before : found;
}

function isSameItem(
  old: ReportItem | undefined,
  item: ReportItem,
): old is ReportItem {
  return (
    old?.text === item.text &&
    old.id === item.id &&
    old.range === item.range &&
    old.section === item.section &&
    sameValue(old.evidence, item.evidence)
  );
}

const startsWithId = /^(\p{L}[\p{L}-]{0,11}[ -]?\d{1,4}): *(\S.*)$/u;

/** A tick is not needed where a word says as much. */
const saysDone = /^(?:done|completed?|closed|achieved|finished|100 ?%)\b/i;
const saysNotDone = /^(?:no|not\b.*|-|–|—)$/i;

/**
 * A task is an action when it has a field of a plan, or stands under *Actions*
 * in a section: other ticked lists are the author's own.
 */
function plannedAction(
  { path, catalogue, scope, placer }: ReportContext,
  action: BodyAction,
): PlannedAction | undefined {
  const { section, part } = placer.at(action.place);
  const isPlanned =
    action.fields.length > 0 ||
    (section !== undefined && part?.part === "actions");
  if (!isPlanned) return undefined;
  const fieldOf = (key: ActionKey): Stated | undefined => {
    const field = action.fields.find((one) => one.key === key);
    return field === undefined || field.text === ""
      ? undefined
      : { text: field.text, range: field.range };
  };
  const id = fieldOf("id");
  const owner = fieldOf("owner")?.text;
  const due = fieldOf("due");
  const success = fieldOf("success")?.text;
  const answers = fieldOf("for");
  const standards = fieldOf("standards");
  const done = fieldOf("done")?.text;
  return {
    path,
    ...(id === undefined ? {} : { id }),
    text: action.text,
    range: action.range,
    form: action.form,
    isDone:
      action.isTicked ||
      (done !== undefined && !saysNotDone.test(done)) ||
      saysDone.test(fieldOf("progress")?.text ?? ""),
    ...(owner === undefined ? {} : { owner }),
    ...(due === undefined ? {} : { due: readDue(due) }),
    ...(success === undefined ? {} : { success }),
    ...(answers === undefined ? {} : { answers }),
    standards:
      standards === undefined
        ? []
        : [resolveMember(catalogue, scope, { ...standards, style: "plain" })],
    section,
  };
}

function readDue(stated: Stated): DueDate {
  const span =
    parseSpan(stated.text) ?? parseSpan(regularSpan(stated.text) ?? "");
  return span === undefined ? stated : { ...stated, day: span.end };
}
