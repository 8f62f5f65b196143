// The targets for reading, writing and memory: what each figure is held
// against.
import { less, plus, type Term, type Wish } from "./rows.ts";

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
