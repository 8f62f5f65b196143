// Areas for improvement and the actions that answer them, matched one by one
// over all documents of a portfolio: by the area's id, by its words, or by the
// standard that both are about.

import { lineage } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Stated } from "./facts.ts";
import type { Standard } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import { noReport, type PlannedAction, type ReportItem } from "./report.ts";
import { foldLabel } from "./reportParts.ts";
import { resolveText } from "./resolveCodes.ts";
import { sameValue } from "./sameValue.ts";
import type { Section } from "./section.ts";
import { within } from "../text/textRange.ts";

export type PlacedArea = ReportItem;
export type PlacedAction = PlannedAction;

export interface AnsweredArea {
  readonly area: PlacedArea;
  /** In the order of paths and of the text; none: nobody does anything. */
  readonly actions: readonly PlacedAction[];
}

export interface AnsweringAction {
  readonly action: PlacedAction;
  readonly areas: readonly PlacedArea[];
  /** Names behind `for:` that are no area and no standard. */
  readonly unknown: readonly Stated[];
}

export interface Improvements {
  readonly areas: readonly AnsweredArea[];
  /** The same, document by document. */
  readonly byPath: ReadonlyMap<FilePath, readonly AnsweredArea[]>;
  readonly actions: readonly AnsweringAction[];
}

type ImprovementSource = Pick<
  Portfolio,
  "catalogue" | "lineage" | "target" | "reports"
>;

interface Matched {
  readonly reports: ImprovementSource["reports"];
  readonly target: Portfolio["target"];
  readonly value: Improvements;
}

const matched = new WeakMap<ImprovementSource["reports"], Matched>();
const matchedLast = new WeakMap<ImprovementSource["lineage"], Matched>();

/** Matched again only when an area or an action is another than before. */
export function improvementsOf(portfolio: ImprovementSource): Improvements {
  const { lineage: own, reports, target } = portfolio;
  const known = matched.get(reports);
  if (known?.target === target) return known.value;
  const last = matchedLast.get(own);
  const value =
    last?.target === target && improveTheSame(last.reports, reports)
      ? last.value
      : match(portfolio);
  const now = { reports, target, value };
  matched.set(reports, now);
  matchedLast.set(own, now);
  return value;
}

/** A letter in a strength leaves thousands of areas and actions as they are. */
function improveTheSame(
  before: ImprovementSource["reports"],
  after: ImprovementSource["reports"],
): boolean {
  for (const path of after.changedKeys(before)) {
    const [a = noReport, b = noReport] = [before.get(path), after.get(path)];
    if (!sameValue(a.areas, b.areas) || !sameValue(a.actions, b.actions)) {
      return false;
    }
  }
  return true;
}

/** The day that decides what is overdue: handing in stops the clock. */
export function planDay({
  header,
  today,
}: Pick<Portfolio, "header" | "today">): CalendarDate {
  return header?.closed?.end ?? today;
}

function match(portfolio: ImprovementSource): Improvements {
  const areas: PlacedArea[] = [];
  const actions: PlacedAction[] = [];
  for (const path of portfolio.reports.sortedKeys()) {
    const report = portfolio.reports.get(path);
    areas.push(...(report?.areas ?? []));
    actions.push(...(report?.actions ?? []));
  }
  const matcher = new Matcher(portfolio, areas);
  const named = actions.map((action) => matcher.named(action));
  // Those that name their area come first; what is left is theirs to share.
  const answering = actions.map((action, at): AnsweringAction => {
    const { areas: own = [], unknown = [], standards = [] } = named[at] ?? {};
    const isOpen = own.length === 0 && unknown.length === 0;
    return {
      action,
      areas: isOpen ? matcher.nextIn(action, standards) : own,
      unknown,
    };
  });
  const answers = new Map<PlacedArea, PlacedAction[]>();
  for (const { action, areas: own } of answering) {
    for (const area of own) append(answers, area, action);
  }
  const answered = areas.map((area) => ({
    area,
    actions: answers.get(area) ?? [],
  }));
  const byPath = new Map<FilePath, AnsweredArea[]>();
  for (const one of answered) append(byPath, one.area.path, one);
  return { areas: answered, byPath, actions: answering };
}

/** The areas of one document. */
export function areasIn(
  portfolio: ImprovementSource,
  path: FilePath,
): readonly AnsweredArea[] {
  return improvementsOf(portfolio).byPath.get(path) ?? [];
}

/** Documents in which an area has an action now, or has none any more. */
export function differentlyAnswered(
  before: ImprovementSource,
  after: ImprovementSource,
): readonly FilePath[] {
  if (before.reports === after.reports) return [];
  const was = improvementsOf(before).byPath;
  const is = improvementsOf(after).byPath;
  if (was === is) return [];
  return [...is].flatMap(([path, areas]) => {
    const old = was.get(path) ?? [];
    const isSame =
      old.length === areas.length &&
      areas.every(
        ({ actions }, at) =>
          actions.length > 0 === (old[at]?.actions.length ?? 0) > 0,
      );
    return isSame ? [] : [path];
  });
}

function append<Key, Value>(
  map: Map<Key, Value[]>,
  key: Key,
  value: Value,
): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}

const foldedWords = new WeakMap<PlacedArea, string>();

function wordsOf(area: PlacedArea): string {
  let words = foldedWords.get(area);
  if (words === undefined) {
    words = foldLabel(area.text);
    foldedWords.set(area, words);
  }
  return words;
}

interface NamedAreas {
  readonly areas: readonly PlacedArea[];
  readonly unknown: readonly Stated[];
  /** Standards that stand behind `for:` in place of an area. */
  readonly standards: readonly Standard[];
}

/** Finds areas by id, words, section and standard: there may be thousands. */
class Matcher {
  readonly #portfolio: ImprovementSource;
  readonly #words: readonly (readonly [words: string, area: PlacedArea])[];
  readonly #order: ReadonlyMap<PlacedArea, number>;
  readonly #ids = new Map<string, PlacedArea[]>();
  readonly #sections = new Map<Section, PlacedArea[]>();
  /** By the standards that their sections are about, and all above these. */
  readonly #about = new Map<Standard, PlacedArea[]>();
  readonly #answered = new Set<PlacedArea>();

  constructor(portfolio: ImprovementSource, areas: readonly PlacedArea[]) {
    this.#portfolio = portfolio;
    this.#words = areas.map((area) => [wordsOf(area), area]);
    this.#order = new Map(areas.map((area, at) => [area, at]));
    for (const area of areas) {
      const { id, section } = area;
      if (id !== undefined) append(this.#ids, foldLabel(id), area);
      append(this.#sections, section, area);
      const about = section.standards.flatMap((one) =>
        lineage(portfolio.catalogue, one),
      );
      for (const standard of new Set(about)) {
        append(this.#about, standard, area);
      }
    }
  }

  /** The areas that an action names behind `for:`. */
  named(action: PlacedAction): NamedAreas {
    const areas: PlacedArea[] = [];
    const unknown: Stated[] = [];
    const standards: Standard[] = [];
    if (action.answers === undefined) return { areas, unknown, standards };
    const whole = this.#byWords(action.answers.text);
    const names =
      whole.length > 0 ? [action.answers] : splitNames(action.answers);
    for (const name of names) {
      const found = this.#byId(action, name.text);
      const meant = found.length > 0 ? found : this.#byWords(name.text);
      if (meant.length > 0) {
        areas.push(...meant);
        continue;
      }
      const codes = this.#standards(name.text);
      if (codes.length > 0) standards.push(...codes);
      else unknown.push(name);
    }
    for (const area of areas) this.#answered.add(area);
    return { areas: [...new Set(areas)], unknown, standards };
  }

  /**
   * The next area without an action where the action stands, or where its
   * standards are reported on; all of them when each has one already.
   */
  nextIn(
    action: PlacedAction,
    named: readonly Standard[],
  ): readonly PlacedArea[] {
    const standards = [
      ...named,
      ...action.standards.flatMap((member) => member.standards),
    ];
    const there =
      standards.length > 0
        ? this.#areasAbout(standards)
        : action.section === undefined
          ? []
          : (this.#sections.get(action.section) ?? []);
    const open = there.find((area) => !this.#answered.has(area));
    if (open === undefined) return there;
    this.#answered.add(open);
    return [open];
  }

  /** Ids may begin anew in each section: the nearest one is meant. */
  #byId(action: PlacedAction, name: string): readonly PlacedArea[] {
    const all = this.#ids.get(foldLabel(name)) ?? [];
    if (all.length <= 1) return all;
    const here = all.filter(({ section }) => section === action.section);
    if (here.length > 0) return here;
    const there = new Set(
      this.#areasAbout(action.standards.flatMap((member) => member.standards)),
    );
    const about = all.filter((area) => there.has(area));
    return about.length > 0 ? about : all;
  }

  #byWords(name: string): readonly PlacedArea[] {
    const wanted = foldLabel(name);
    if (wanted.length < fewestLetters) return [];
    return this.#words.flatMap(([words, area]) =>
      words.startsWith(wanted) ? [area] : [],
    );
  }

  #standards(name: string): readonly Standard[] {
    const { catalogue, target } = this.#portfolio;
    return resolveText(catalogue, target.scope, name).codes.map(
      ({ standard }) => standard,
    );
  }

  /** In the order of paths and of the text. */
  #areasAbout(standards: readonly Standard[]): readonly PlacedArea[] {
    const found = new Set(
      standards.flatMap((standard) => this.#about.get(standard) ?? []),
    );
    const order = (area: PlacedArea): number => this.#order.get(area) ?? 0;
    return [...found].sort((a, b) => order(a) - order(b));
  }
}

/** Fewer letters than this could begin any area. */
export const fewestLetters = 12;

/** `AFI-1, AFI-3 and AFI-4`, each with its own place where that can be told. */
function splitNames({ text, range }: Stated): readonly Stated[] {
  const isAsWritten =
    range.startLine === range.endLine &&
    range.endCharacter - range.startCharacter === text.length;
  const names: Stated[] = [];
  let from = 0;
  for (const part of text.split(/([,;&]|\band\b)/)) {
    const name = part.trim();
    const start = from + part.indexOf(name);
    from += part.length;
    if (name === "" || /^(?:[,;&]|and)$/.test(name)) continue;
    names.push({
      text: name,
      range: isAsWritten ? within(range, start, name.length) : range,
    });
  }
  return names;
}
