// Areas for improvement and the actions that answer them, matched one by one
// over all documents of a portfolio: by the area's id, by its words, or by the
// standard that both are about.

import { lineage } from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Stated } from "./facts.ts";
import type { Standard } from "./framework.ts";
import type { FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { PlannedAction, ReportItem } from "./report.ts";
import { foldLabel } from "./reportParts.ts";
import { resolveText } from "./resolveCodes.ts";

export interface PlacedArea extends ReportItem {
  readonly path: FilePath;
}

export interface PlacedAction extends PlannedAction {
  readonly path: FilePath;
}

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
  readonly actions: readonly AnsweringAction[];
}

type ImprovementSource = Pick<
  Portfolio,
  "catalogue" | "target" | "contributions"
>;

const matched = new WeakMap<
  ImprovementSource["contributions"],
  { readonly target: Portfolio["target"]; readonly value: Improvements }
>();

export function improvementsOf(portfolio: ImprovementSource): Improvements {
  const { contributions, target } = portfolio;
  const known = matched.get(contributions);
  if (known?.target === target) return known.value;
  const value = match(portfolio);
  matched.set(contributions, { target, value });
  return value;
}

/** The day that decides what is overdue: handing in stops the clock. */
export function planDay({
  header,
  today,
}: Pick<Portfolio, "header" | "today">): CalendarDate {
  return header?.closed?.end ?? today;
}

function match(portfolio: ImprovementSource): Improvements {
  const { contributions } = portfolio;
  const areas: PlacedArea[] = [];
  const actions: PlacedAction[] = [];
  for (const path of contributions.sortedKeys()) {
    const report = contributions.get(path)?.report;
    areas.push(...(report?.areas ?? []).map((area) => ({ ...area, path })));
    actions.push(
      ...(report?.actions ?? []).map((action) => ({ ...action, path })),
    );
  }
  const matcher = new Matcher(portfolio, areas);
  const named = actions.map((action) => matcher.named(action));
  // Those that name their area come first; what is left is theirs to share.
  const answering = actions.map((action, at) => {
    const { areas: own = [], unknown = [], standards = [] } = named[at] ?? {};
    const isOpen = own.length === 0 && unknown.length === 0;
    return {
      action,
      areas: isOpen ? matcher.nextIn(action, standards) : own,
      unknown,
    };
  });
  return {
    areas: areas.map((area) => ({
      area,
      actions: answering.flatMap((one) =>
        one.areas.includes(area) ? [one.action] : [],
      ),
    })),
    actions: answering,
  };
}

interface NamedAreas {
  readonly areas: readonly PlacedArea[];
  readonly unknown: readonly Stated[];
  /** Standards that stand behind `for:` in place of an area. */
  readonly standards: readonly Standard[];
}

class Matcher {
  readonly #portfolio: ImprovementSource;
  readonly #areas: readonly PlacedArea[];
  readonly #answered = new Set<PlacedArea>();

  constructor(portfolio: ImprovementSource, areas: readonly PlacedArea[]) {
    this.#portfolio = portfolio;
    this.#areas = areas;
  }

  /** The areas that an action names behind `for:`. */
  named(action: PlacedAction): NamedAreas {
    const areas: PlacedArea[] = [];
    const unknown: Stated[] = [];
    const standards: Standard[] = [];
    if (action.answers === undefined) return { areas, unknown, standards };
    const { text, range } = action.answers;
    const whole = this.#byWords(text);
    const names = whole.length > 0 ? [text] : splitNames(text);
    for (const name of names) {
      const found = this.#byId(action, name);
      const meant = found.length > 0 ? found : this.#byWords(name);
      if (meant.length > 0) {
        areas.push(...meant);
        continue;
      }
      const codes = this.#standards(name);
      if (codes.length > 0) standards.push(...codes);
      else unknown.push({ text: name, range });
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
    const there = this.#areas.filter(({ section, path }) =>
      standards.length > 0
        ? this.#isAbout(section.standards, standards)
        : path === action.path && section === action.section,
    );
    const open = there.find((area) => !this.#answered.has(area));
    if (open === undefined) return there;
    this.#answered.add(open);
    return [open];
  }

  /** Ids may begin anew in each section: the nearest one is meant. */
  #byId(action: PlacedAction, name: string): readonly PlacedArea[] {
    const wanted = foldLabel(name);
    const all = this.#areas.filter(
      ({ id }) => id !== undefined && foldLabel(id) === wanted,
    );
    if (all.length <= 1) return all;
    const here = all.filter(
      ({ path, section }) => path === action.path && section === action.section,
    );
    if (here.length > 0) return here;
    const standards = action.standards.flatMap((member) => member.standards);
    const about = all.filter(({ section }) =>
      this.#isAbout(section.standards, standards),
    );
    return about.length > 0 ? about : all;
  }

  #byWords(name: string): readonly PlacedArea[] {
    const wanted = foldLabel(name);
    if (wanted.length < fewestLetters) return [];
    return this.#areas.filter(({ text }) => foldLabel(text).startsWith(wanted));
  }

  #standards(name: string): readonly Standard[] {
    const { catalogue, target } = this.#portfolio;
    return resolveText(catalogue, target.scope, name).codes.map(
      ({ standard }) => standard,
    );
  }

  #isAbout(
    reported: readonly Standard[],
    standards: readonly Standard[],
  ): boolean {
    const { catalogue } = this.#portfolio;
    return reported.some((one) =>
      lineage(catalogue, one).some((above) => standards.includes(above)),
    );
  }
}

/** Fewer letters than this could begin any area. */
const fewestLetters = 12;

/** `AFI-1, AFI-3 and AFI-4`. */
function splitNames(text: string): readonly string[] {
  return text
    .split(/[,;&]|\band\b/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
