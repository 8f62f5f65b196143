// The targets for reading, writing and memory: what each figure is held
// against.
import {
  held,
  less,
  plus,
  type Against,
  type Term,
  type Wish,
} from "./rows.ts";

type Yardstick = NonNullable<Wish["yardstick"]>;

/** The figures of one corpus, by who gave them. */
interface Given {
  readonly ours: (name: string) => Term;
  /** Of the server that has our answers ready. */
  readonly ready: (name: string) => Term;
  readonly nothing: (name: string) => Yardstick;
  readonly peer: (name: string) => Yardstick;
  readonly overNothing: (name: string) => Term;
  readonly scan: Yardstick;
  /** Of a smaller corpus, if there is one. */
  readonly small: ((name: string) => Yardstick) | undefined;
}

interface Beside {
  /** Documents of a smaller corpus, if there is one. */
  readonly small: number | undefined;
  /** Targets are for many documents: with few, a start is all there is. */
  readonly isHeldToTargets: boolean;
}

/** What is told of a corpus of `size`, and its targets. */
export function wishes(
  size: number,
  { small, isHeldToTargets }: Beside,
): Wish[] {
  const all = allWishes(size, small);
  if (isHeldToTargets) return all;
  return all.map(({ target: _, ...wish }) => wish);
}

function allWishes(size: number, small: number | undefined): Wish[] {
  const of = (who: string, name: string): string => `${size} ${who} ${name}`;
  const given: Given = {
    ours: (name) => plus(of("server", name)),
    ready: (name) => plus(of("ready", name)),
    nothing: (name) => ["null", plus(of("null", name))],
    peer: (name) => ["peer", plus(of("peer", name))],
    overNothing: (name) => less(of("server", name), of("null", name)),
    scan: ["scan", plus(of("scan", "cold"))],
    small:
      small === undefined
        ? undefined
        : (name) => [`${small} documents`, plus(`${small} server ${name}`)],
  };
  return [
    ...startWishes(given),
    ...[
      ["read and judged by one thread, first", "first"],
      ["… once its code is compiled", "later"],
    ].flatMap(([what = "", name = ""]) =>
      held(
        "cold",
        what,
        "ms",
        plus(of("one thread", name)),
        { yardstick: given.scan },
        { yardstick: given.peer("cold") },
      ),
    ),
    ...held(
      "warm",
      "warm start, spawn to complete answer",
      "ms",
      given.ours("warm"),
      {
        yardstick: [
          "null start + walk, stat, JSON",
          plus(of("null", "initialize"), of("server", "warm scan")),
        ],
        target: { times: 2 },
      },
      {
        yardstick: ["own cold from spawn", given.ours("cold from start")],
        target: { times: 1 },
      },
      { yardstick: given.peer("cold from start"), target: { times: 1 / 50 } },
    ),
    ...held(
      "warm",
      "the same by a server that has the findings ready",
      "ms",
      plus(of("ready", "warm")),
      {
        yardstick: [
          "null start + walk, stat, JSON",
          plus(of("null", "initialize"), of("server", "warm scan")),
        ],
      },
      { yardstick: given.peer("cold from start") },
    ),
    ...letterWishes(given),
    ...mappingWishes(given),
    ...referenceWishes(given),
    ...memoryWishes(given),
    ...held(
      "check",
      "evidence-portfolio check, whole process",
      "ms",
      plus(of("cli", "check")),
      {
        yardstick: ["server's cold reading", given.ours("cold")],
        target: { times: 1.5 },
      },
    ),
    ...processorWishes(given),
  ];
}

function startWishes({ ours, nothing, peer, scan }: Given): Wish[] {
  const waits = (what: string, name: string): Wish[] =>
    held(
      "waits",
      `findings asked for while reading, ${what}`,
      "ms",
      ours(name),
      {
        yardstick: nothing(name),
        target: { over: 30 },
      },
    );
  return [
    ...held(
      "start",
      "server start to initialize answered",
      "ms",
      ours("initialize"),
      { yardstick: nothing("initialize"), target: { times: 1.3 } },
    ),
    ...held(
      "cold",
      "first useful answer after initialized",
      "ms",
      ours("first answer"),
      { target: { most: 300 } },
    ),
    ...held(
      "cold",
      "cold reading, complete answer",
      "ms",
      ours("cold"),
      { yardstick: scan, target: { times: 3 } },
      { yardstick: peer("cold"), target: { times: 1 / 10 } },
    ),
    ...waits("p99", "wait p99"),
    ...waits("longest wait", "wait longest"),
  ];
}

function letterWishes(given: Given): Wish[] {
  const { ours, nothing, peer, overNothing, small } = given;
  const letter = (what: string, name: string, ...against: Against[]): Wish[] =>
    held("letters", what, "ms", ours(name), ...against);
  const short = (what: string, name: string): Wish[] => [
    ...letter(`${what}, p50`, `${name} p50`, {
      yardstick: peer("narrative p50"),
      target: { times: 1 / 4 },
    }),
    ...letter(`${what}, p95`, `${name} p95`, {
      yardstick: nothing(`${name} p95`),
      target: { over: 10 },
    }),
  ];
  const alike = (what: string, name: string): Wish[] =>
    small === undefined
      ? []
      : letter(`the same, ${what}, p50`, `${name} p50`, {
          yardstick: small(`${name} p50`),
          target: { times: 1.3 },
        });
  return [
    ...short("letter, 8 KB narrative", "narrative"),
    ...short("letter, 8 KB evidence", "evidence"),
    ...short("letter in an evidence header", "header"),
    ...alike("8 KB narrative", "narrative"),
    ...alike("8 KB evidence", "evidence"),
    ...alike("evidence header", "header"),
    ...letter("letter, 200 KB report, p50", "report p50", {
      yardstick: peer("report p50"),
      target: { times: 1 / 10 },
    }),
    ...letter("… with lists in lists, notes, a comment", "rich report p50", {
      yardstick: ["the report without them", ours("report p50")],
    }),
    ...held(
      "letters",
      "letter, 200 KB report, p50, over null",
      "ms",
      overNothing("report p50"),
      {
        yardstick: ["8 KB over null", overNothing("narrative p50")],
      },
    ),
    ...[
      ["a new line high in a chapter", "new line"],
      ["a letter in a strength of a chapter", "strength"],
      ["a letter in the portfolio's title", "portfolio title"],
      ["a letter in an ID that each chapter cites", "cited ID"],
      ["a letter, and the Coverage view", "coverage"],
    ].flatMap(([what = "", name = ""]) =>
      ["p50", "p95"].flatMap((share) =>
        letter(`largest portfolio: ${what}, ${share}`, `${name} ${share}`),
      ),
    ),
  ];
}

function mappingWishes({ ours, nothing }: Given): Wish[] {
  return ["p50", "p95"].flatMap((share) =>
    held(
      "mapping",
      `mapping changed, findings elsewhere, ${share}`,
      "ms",
      ours(`mapping ${share}`),
      { yardstick: nothing(`mapping ${share}`), target: { over: 20 } },
    ),
  );
}

function referenceWishes({ ours, peer, nothing, ready }: Given): Wish[] {
  const first = (name: string): Against => ({
    yardstick: ["later ones", ours(`${name} later`)],
    target: { times: 1.5 },
  });
  const asked = (
    what: string,
    name: string,
    peerName: string,
    ...more: Against[]
  ): Wish[] => [
    ...held(
      "references",
      `${what}, first`,
      "ms",
      ours(`${name} first`),
      first(name),
      ...more,
    ),
    ...held("references", `${what}, later`, "ms", ours(`${name} later`), {
      yardstick: peer(`${peerName} later`),
      target: { times: 1 / 8 },
    }),
  ];
  const [, firstOfNull] = nothing("empty requests first");
  const [, laterOfNull] = nothing("empty requests later");
  return [
    ...asked("references of evidence", "references", "references", {
      yardstick: peer("references first"),
      target: { times: 1 / 500 },
    }),
    ...asked("references of a standard", "standard references", "references"),
    ...asked("rename of evidence", "rename", "rename"),
    ...[
      ["references of evidence", "references", "references"],
      ["references of a standard", "standard references", "references"],
      ["rename of evidence", "rename", "rename"],
    ].flatMap(([what = "", name = "", peerName = ""]) => [
      ...held(
        "references",
        `${what}, ready, first`,
        "ms",
        ready(`${name} first`),
        {
          yardstick: ["later ones", ready(`${name} later`)],
        },
      ),
      ...held(
        "references",
        `${what}, ready, later`,
        "ms",
        ready(`${name} later`),
        {
          yardstick: peer(`${peerName} later`),
        },
      ),
    ]),
    ...held("references", "a request to null, first", "ms", firstOfNull, {
      yardstick: ["later ones", laterOfNull],
    }),
    ...held(
      "references",
      "files with references, ours",
      "",
      ours("references files"),
      { yardstick: peer("references files") },
    ),
  ];
}

function memoryWishes({ ours, peer }: Given): Wish[] {
  return [
    ...held(
      "memory",
      "memory after reading",
      "MB",
      ours("memory"),
      { target: { most: 200 } },
      { yardstick: peer("memory"), target: { times: 1 / 4 } },
    ),
    ...held(
      "memory",
      "memory after 10,000 edits",
      "MB",
      ours("memory after edits"),
      {
        yardstick: ["after reading", ours("memory")],
        target: { within: 0.1 },
      },
    ),
  ];
}

/**
 * Nothing, give or take a moment of V8's own: it cleans up when a process has
 * been idle for some seconds, of a server that does nothing, too.
 */
const mostIdle = 10;

function processorWishes({ ours, nothing, peer }: Given): Wish[] {
  return [
    ...held(
      "idle",
      "processor time in 10 s of doing nothing",
      "ms",
      ours("idle"),
      { yardstick: nothing("idle"), target: { over: mostIdle } },
    ),
    ...[
      ["start and reading", "processor reading"],
      ["the session", "processor session"],
    ].flatMap(([what = "", name = ""]) =>
      held("processor", `processor time of ${what}`, "s", ours(name), {
        yardstick: peer(name),
      }),
    ),
  ];
}
