// The targets: what each figure is held against, and whether it is met.
import type { Figures } from "./figures.ts";
import type { Group } from "./groups.ts";
import { median } from "./spread.ts";

type Unit = "ms" | "s" | "MB" | "kB" | "";

/** A figure of one round. */
type Term = (value: (name: string) => number | undefined) => number | undefined;

type Target =
  /** The figure itself is at most this. */
  | { readonly most: number }
  /** At most so many times the yardstick. */
  | { readonly times: number }
  /** At most so much more than the yardstick. */
  | { readonly over: number }
  /** No further from the yardstick than this share of it. */
  | { readonly within: number };

interface Wish {
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
  readonly isMet: boolean | undefined;
}

const plus =
  (...names: readonly string[]): Term =>
  (value) =>
    names.reduce<number | undefined>((sum, name) => {
      const term = value(name);
      return sum === undefined || term === undefined ? undefined : sum + term;
    }, 0);

const less =
  (name: string, base: string): Term =>
  (value) => {
    const [figure, floor] = [value(name), value(base)];
    return figure === undefined || floor === undefined
      ? undefined
      : figure - floor;
  };

/** The targets for a corpus of `size`, beside one of `small` if there is one. */
export function wishes(size: number, small: number | undefined): Wish[] {
  const of = (who: string, name: string): string => `${size} ${who} ${name}`;
  const ours = (name: string): Term => plus(of("server", name));
  const nothing = (name: string): readonly [string, Term] => [
    "null",
    plus(of("null", name)),
  ];
  const peer = (name: string): readonly [string, Term] => [
    "peer",
    plus(of("peer", name)),
  ];
  const scan: readonly [string, Term] = ["scan", plus(of("scan", "cold"))];
  const letter = (
    what: string,
    name: string,
    more: readonly Partial<Wish>[],
  ): Wish[] =>
    more.map((one) => ({
      group: "letters",
      what,
      unit: "ms",
      figure: ours(name),
      ...one,
    }));
  const alike = (what: string, name: string): Wish[] =>
    small === undefined
      ? []
      : letter(what, name, [
          {
            yardstick: [`${small} documents`, plus(`${small} server ${name}`)],
            target: { times: 1.3 },
          },
        ]);
  return [
    {
      group: "start",
      what: "server start to initialize answered",
      unit: "ms",
      figure: ours("initialize"),
      yardstick: nothing("initialize"),
      target: { times: 1.3 },
    },
    {
      group: "cold",
      what: "first useful answer after initialized",
      unit: "ms",
      figure: ours("first answer"),
      target: { most: 300 },
    },
    {
      group: "cold",
      what: "cold reading, complete answer",
      unit: "ms",
      figure: ours("cold"),
      yardstick: scan,
      target: { times: 3 },
    },
    {
      group: "cold",
      what: "cold reading, complete answer",
      unit: "ms",
      figure: ours("cold"),
      yardstick: peer("cold"),
      target: { times: 1 / 10 },
    },
    {
      group: "warm",
      what: "warm start, spawn to complete answer",
      unit: "ms",
      figure: ours("warm"),
      yardstick: [
        "null start + walk, stat, JSON",
        plus(of("null", "initialize"), of("server", "warm scan")),
      ],
      target: { times: 2 },
    },
    {
      group: "warm",
      what: "warm start, spawn to complete answer",
      unit: "ms",
      figure: ours("warm"),
      yardstick: ["own cold from spawn", ours("cold from start")],
      target: { times: 1 },
    },
    {
      group: "warm",
      what: "warm start, spawn to complete answer",
      unit: "ms",
      figure: ours("warm"),
      yardstick: peer("cold from start"),
      target: { times: 1 / 50 },
    },
    ...letter("letter, 8 KB narrative, p50", "narrative p50", [
      { yardstick: peer("narrative p50"), target: { times: 1 / 4 } },
    ]),
    ...letter("letter, 8 KB narrative, p95", "narrative p95", [
      { yardstick: nothing("narrative p95"), target: { over: 10 } },
    ]),
    ...letter("letter, 8 KB evidence, p50", "evidence p50", [
      { yardstick: peer("narrative p50"), target: { times: 1 / 4 } },
    ]),
    ...letter("letter, 8 KB evidence, p95", "evidence p95", [
      { yardstick: nothing("evidence p95"), target: { over: 10 } },
    ]),
    ...letter("letter in an evidence header, p50", "header p50", [
      { yardstick: peer("narrative p50"), target: { times: 1 / 4 } },
    ]),
    ...letter("letter in an evidence header, p95", "header p95", [
      { yardstick: nothing("header p95"), target: { over: 10 } },
    ]),
    ...alike("the same, 8 KB narrative, p50", "narrative p50"),
    ...alike("the same, 8 KB evidence, p50", "evidence p50"),
    ...alike("the same, evidence header, p50", "header p50"),
    ...letter("letter, 200 KB report, p50", "report p50", [
      { yardstick: peer("report p50"), target: { times: 1 / 10 } },
      {
        figure: less(of("server", "report p50"), of("null", "report p50")),
        yardstick: [
          "8 KB over null",
          less(of("server", "narrative p50"), of("null", "narrative p50")),
        ],
        what: "letter, 200 KB report, p50, over null",
        target: { times: 2 },
      },
    ]),
    {
      group: "mapping",
      what: "mapping changed, findings elsewhere, p50",
      unit: "ms",
      figure: ours("mapping p50"),
      yardstick: nothing("mapping p50"),
      target: { over: 20 },
    },
    {
      group: "mapping",
      what: "mapping changed, findings elsewhere, p95",
      unit: "ms",
      figure: ours("mapping p95"),
      yardstick: nothing("mapping p95"),
      target: { over: 20 },
    },
    ...referenceWishes(ours, peer),
    {
      group: "memory",
      what: "memory after reading",
      unit: "MB",
      figure: ours("memory"),
      target: { most: 200 },
    },
    {
      group: "memory",
      what: "memory after reading",
      unit: "MB",
      figure: ours("memory"),
      yardstick: peer("memory"),
      target: { times: 1 / 4 },
    },
    {
      group: "memory",
      what: "memory after 10,000 edits",
      unit: "MB",
      figure: ours("memory after edits"),
      yardstick: ["after reading", ours("memory")],
      target: { within: 0.1 },
    },
    {
      group: "check",
      what: "evidence-portfolio check, whole process",
      unit: "ms",
      figure: plus(of("cli", "check")),
      yardstick: ["server's cold reading", ours("cold")],
      target: { times: 1.5 },
    },
    {
      group: "idle",
      what: "processor time in 10 s of doing nothing",
      unit: "ms",
      figure: ours("idle"),
      target: { most: 0 },
    },
    {
      group: "processor",
      what: "processor time of start and reading",
      unit: "s",
      figure: ours("processor reading"),
      yardstick: peer("processor reading"),
    },
    {
      group: "processor",
      what: "processor time of the session",
      unit: "s",
      figure: ours("processor session"),
      yardstick: peer("processor session"),
    },
  ];
}

function referenceWishes(
  ours: (name: string) => Term,
  peer: (name: string) => readonly [string, Term],
): Wish[] {
  const first = (what: string, name: string): Wish => ({
    group: "references",
    what: `${what}, first`,
    unit: "ms",
    figure: ours(`${name} first`),
    yardstick: ["later ones", ours(`${name} later`)],
    target: { times: 1.5 },
  });
  const later = (what: string, name: string, peerName: string): Wish => ({
    group: "references",
    what: `${what}, later`,
    unit: "ms",
    figure: ours(`${name} later`),
    yardstick: peer(`${peerName} later`),
    target: { times: 1 / 8 },
  });
  return [
    first("references of evidence", "references"),
    {
      ...first("references of evidence", "references"),
      yardstick: peer("references first"),
      target: { times: 1 / 500 },
    },
    later("references of evidence", "references", "references"),
    first("references of a standard", "standard references"),
    later("references of a standard", "standard references", "references"),
    first("rename of evidence", "rename"),
    later("rename of evidence", "rename", "rename"),
    {
      group: "references",
      what: "files with references, ours",
      unit: "",
      figure: ours("references files"),
      yardstick: peer("references files"),
    },
  ];
}

/** Targets that have corpora of their own. */
export const packWishes: readonly Wish[] = [
  {
    group: "completion",
    what: "completion over 50,000 codes, p50",
    unit: "ms",
    figure: plus("packs many completion p50"),
    yardstick: ["null", plus("packs null completion p50")],
    target: { over: 2 },
  },
  {
    group: "completion",
    what: "completion over 50,000 codes, p50",
    unit: "ms",
    figure: plus("packs many completion p50"),
    yardstick: ["400 codes", plus("packs few completion p50")],
    target: { times: 1.5 },
  },
  {
    group: "completion",
    what: "completion over 50,000 codes, answer",
    unit: "kB",
    figure: plus("packs many kilobytes"),
    target: { most: 20 },
  },
  {
    group: "pack",
    what: "pack of 50,000 codes, first, until offered",
    unit: "ms",
    figure: plus("packs pack first"),
  },
  {
    group: "pack",
    what: "pack of 50,000 codes, stored, until offered",
    unit: "ms",
    figure: plus("packs pack stored"),
    yardstick: ["its first parse", plus("packs pack first")],
  },
];

export const productWishes: readonly Wish[] = [
  {
    group: "package",
    what: "packaged extension (.vsix)",
    unit: "MB",
    figure: plus("product package megabytes"),
    target: { most: 1.5 },
  },
  {
    group: "activation",
    what: "activation in VS Code",
    unit: "ms",
    figure: plus("product activation milliseconds"),
  },
  {
    group: "browser",
    what: "browser, reading 1,000 documents",
    unit: "ms",
    figure: plus("browser cold"),
    yardstick: ["Node", plus("1000 node cold")],
  },
  {
    group: "browser",
    what: "browser, letter, 8 KB narrative, p50",
    unit: "ms",
    figure: plus("browser narrative p50"),
    yardstick: ["Node", plus("1000 node narrative p50")],
  },
];

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
