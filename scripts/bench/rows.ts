// Rows of the table: a figure, what it is held against, and whether the target
// is met. Each ratio is taken within its round.
import type { Figures } from "./figures.ts";
import type { Group } from "./groups.ts";
import { median } from "./spread.ts";

export type Unit = "ms" | "s" | "MB" | "kB" | "";

/** A figure of one round. */
export type Term = (
  value: (name: string) => number | undefined,
) => number | undefined;

export type Target =
  /** The figure itself is at most this. */
  | { readonly most: number }
  /** At most so many times the yardstick. */
  | { readonly times: number }
  /** At most so much more than the yardstick. */
  | { readonly over: number }
  /** No further from the yardstick than this share of it. */
  | { readonly within: number };

export interface Wish {
  readonly group: Group;
  readonly what: string;
  readonly unit: Unit;
  readonly figure: Term;
  readonly yardstick?: readonly [name: string, term: Term];
  readonly target?: Target;
}

export interface Row {
  readonly group: Group;
  readonly what: string;
  readonly unit: Unit;
  readonly figure: number | undefined;
  readonly yardstick: string | undefined;
  readonly base: number | undefined;
  /** Of each round by itself, then the median. */
  readonly ratio: number | undefined;
  readonly difference: number | undefined;
  readonly target: string;
  /** The target is a distance from the yardstick. */
  readonly isOver: boolean;
  readonly isMet: boolean | undefined;
}

export const plus =
  (...names: readonly string[]): Term =>
  (value) =>
    names.reduce<number | undefined>((sum, name) => {
      const term = value(name);
      return sum === undefined || term === undefined ? undefined : sum + term;
    }, 0);

export const less =
  (name: string, base: string): Term =>
  (value) => {
    const [figure, floor] = [value(name), value(base)];
    return figure === undefined || floor === undefined
      ? undefined
      : figure - floor;
  };

/** What a figure is held against. */
export type Against = Pick<Wish, "yardstick" | "target">;

/** Rows of one figure, each held against something else. */
export function held(
  group: Group,
  what: string,
  unit: Unit,
  figure: Term,
  ...against: readonly Against[]
): Wish[] {
  return (against.length === 0 ? [{}] : against).map((one) => ({
    group,
    what,
    unit,
    figure,
    ...one,
  }));
}

export function evaluate(
  figures: Figures,
  all: readonly Wish[],
  groups: ReadonlySet<Group>,
): readonly Row[] {
  return all
    .filter(({ group }) => groups.has(group))
    .map((wish) => rowOf(figures, wish));
}

function rowOf(figures: Figures, wish: Wish): Row {
  const { group, what, unit, figure, yardstick, target } = wish;
  const pairs = figures.rounds.map((_, round) => {
    const value = (name: string): number | undefined => figures.at(round, name);
    return { figure: figure(value), base: yardstick?.[1](value) };
  });
  const both = (combine: (figure: number, base: number) => number) =>
    median(
      pairs.map((pair) =>
        pair.figure === undefined || pair.base === undefined
          ? undefined
          : combine(pair.figure, pair.base),
      ),
    );
  const row = {
    group,
    what,
    unit,
    figure: median(pairs.map((pair) => pair.figure)),
    yardstick: yardstick?.[0],
    base: median(pairs.map(({ base }) => base)),
    ratio: both((value, base) => value / base),
    difference: both((value, base) => value - base),
  };
  return {
    ...row,
    isOver: target !== undefined && "over" in target,
    target: target === undefined ? "" : wordsOf(target, row.yardstick, unit),
    isMet: target === undefined ? undefined : isMet(target, row),
  };
}

function isMet(
  target: Target,
  { figure, ratio, difference }: Pick<Row, "figure" | "ratio" | "difference">,
): boolean | undefined {
  const holds = (
    value: number | undefined,
    test: (value: number) => boolean,
  ): boolean | undefined => (value === undefined ? undefined : test(value));
  if ("most" in target) return holds(figure, (value) => value <= target.most);
  if ("times" in target) return holds(ratio, (value) => value <= target.times);
  if ("over" in target) {
    return holds(difference, (value) => value <= target.over);
  }
  return holds(ratio, (value) => Math.abs(value - 1) <= target.within);
}

function wordsOf(target: Target, yardstick = "", unit: Unit): string {
  if ("most" in target) return `≤ ${target.most} ${unit}`;
  if ("over" in target) return `≤ ${yardstick} + ${target.over} ${unit}`;
  if ("within" in target) return `± ${target.within * 100} %`;
  const { times } = target;
  const share = times < 1 ? `1/${Math.round(1 / times)}` : `${times} ×`;
  return `≤ ${share} ${yardstick}`;
}
