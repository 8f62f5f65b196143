// Generates portfolios to measure with: the same seed gives the same bytes.
// What it is made of follows what portfolios are made of, not what is fast:
// a fifth of the headers is written in ways that only a YAML parser reads.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { shipped } from "../../server/src/generated/shippedPacks.js";

export type CorpusRole =
  "portfolio" | "evidence" | "narrative" | "review" | "plain";

export interface CorpusDocument {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly role: CorpusRole;
  readonly text: string;
  /** Evidence: more than one item in one document. */
  readonly isLog: boolean;
  /** Narrative: names standards in its headings and cites evidence. */
  readonly isCiting: boolean;
  /** Its header is quoted, commented or anchored. */
  readonly isOddHeader: boolean;
}

const fewestDocuments = 40;
const mostDocuments = 160;
const bodyCharacters = 7600;

/** A corpus of exactly `size` documents. */
export function* generateCorpus(
  size: number,
  seed = 1,
): Generator<CorpusDocument> {
  const random = new Random(seed);
  let left = size;
  for (let number = 1; left > 0; number += 1) {
    // What is left over is no portfolio of its own when it is too small.
    const wanted = random.between(fewestDocuments, mostDocuments);
    const count = left - wanted < fewestDocuments ? left : wanted;
    yield* portfolio(random, number, count);
    left -= count;
  }
}

export interface WrittenCorpus {
  readonly documents: number;
  readonly bytes: number;
  /** Evidence and citing narrative about as long as an average document. */
  readonly evidence: CorpusDocument;
  readonly narrative: CorpusDocument;
}

/** Writes a corpus into a folder. */
export async function writeCorpus(
  folder: string,
  size: number,
  seed?: number,
): Promise<WrittenCorpus> {
  const folders = new Set<string>();
  let bytes = 0;
  let documents = 0;
  let evidence: CorpusDocument | undefined;
  let narrative: CorpusDocument | undefined;
  for (const document of generateCorpus(size, seed)) {
    const place = path.join(folder, document.path);
    if (!folders.has(path.dirname(place))) {
      await mkdir(path.dirname(place), { recursive: true });
      folders.add(path.dirname(place));
    }
    await writeFile(place, document.text);
    bytes += Buffer.byteLength(document.text);
    documents += 1;
    const isAverage = Math.abs(document.text.length - 8192) < 1000;
    if (!isAverage || document.isOddHeader) continue;
    if (document.role === "evidence" && !document.isLog) evidence ??= document;
    if (document.isCiting) narrative ??= document;
  }
  if (evidence === undefined || narrative === undefined) {
    throw new Error("The corpus is too small to have an average document.");
  }
  return { documents, bytes, evidence, narrative };
}

/** One long report: a citing narrative of about so many characters. */
export function longReport(characters: number, seed = 1): string {
  const random = new Random(seed);
  const { codes } = targetOf(1);
  const ids = Array.from({ length: 60 }, (_, at) => evidenceId(at + 1));
  const links = ["../portfolio.md"];
  const citable = { ids, links };
  return citingBody(random, "Annual report", codes, citable, characters);
}

// --- one portfolio

interface Target {
  readonly name: string;
  readonly kind: "self-assessment" | "qualification";
  readonly codes: readonly string[];
}

const targets: readonly Target[] = [
  { name: "QIF", kind: "self-assessment", codes: assessableCodes("QIF") },
  {
    name: "AVA-L3-CERT",
    kind: "qualification",
    codes: assessableCodes("AVA"),
  },
];

function targetOf(portfolioNumber: number): Target {
  const target = targets[(portfolioNumber - 1) % targets.length];
  if (target === undefined) throw new Error("There is no target.");
  return target;
}

function assessableCodes(framework: string): readonly string[] {
  const pack = shipped.frameworks.find(({ id }) => id === framework);
  if (pack === undefined) throw new Error(`No pack describes ${framework}.`);
  return pack.standards
    .filter(({ isAssessable }) => isAssessable)
    .map(({ code }) => code);
}

/** What a narrative can cite and link. */
interface Citable {
  readonly ids: string[];
  /** Evidence documents of one item, by path from the report's folder. */
  readonly links: string[];
}

function* portfolio(
  random: Random,
  number: number,
  count: number,
): Generator<CorpusDocument> {
  const target = targetOf(number);
  const folder = `portfolio-${String(number).padStart(3, "0")}`;
  const numberOf = (share: number): number => Math.round(count * share);
  const evidences = numberOf(0.7);
  const logs = Math.round(evidences / 3);
  const reviews = numberOf(0.05);
  const plain = numberOf(0.05);
  // The portfolio document is the first of its narratives.
  const narratives = count - evidences - reviews - plain;
  const citing = Math.round(narratives / 2);
  const citable: Citable = { ids: [], links: [] };
  const { ids, links } = citable;
  const nextId = (): string => {
    const id = evidenceId(ids.length + 1);
    ids.push(id);
    return id;
  };
  const document = (
    place: string,
    role: CorpusRole,
    header: Header | undefined,
    body: string,
    more: Partial<CorpusDocument> = {},
  ): CorpusDocument => ({
    path: `${folder}/${place}`,
    role,
    text: header === undefined ? body : `---\n${header.text}---\n\n${body}`,
    isLog: false,
    isCiting: false,
    isOddHeader: header?.isOdd ?? false,
    ...more,
  });

  yield document(
    "portfolio.md",
    "portfolio",
    portfolioHeader(random, number, target),
    prose(random, "About this portfolio", random.size(bodyCharacters)),
  );
  for (let at = 1; at <= evidences; at += 1) {
    const isLog = at <= logs;
    const items = isLog ? random.between(4, 12) : 1;
    const names = Array.from({ length: items }, nextId);
    const header = isLog
      ? logHeader(random, target, names)
      : itemHeader(random, target, names[0] ?? "");
    const length = random.size(bodyCharacters) - header.text.length;
    const name = `${isLog ? "log" : "piece"}-${String(at).padStart(3, "0")}.md`;
    if (!isLog) links.push(`../evidence/${name}`);
    yield document(
      `evidence/${name}`,
      "evidence",
      header,
      prose(random, "What this shows", Math.max(200, length)),
      { isLog },
    );
  }
  for (let at = 1; at < narratives; at += 1) {
    const length = random.size(bodyCharacters);
    const isCiting = at <= citing;
    const title = `Chapter ${String(at)}`;
    yield document(
      `report/chapter-${String(at).padStart(2, "0")}.md`,
      "narrative",
      undefined,
      isCiting
        ? citingBody(random, title, target.codes, citable, length)
        : prose(random, title, length),
      { isCiting },
    );
  }
  for (let at = 1; at <= reviews; at += 1) {
    yield document(
      `reviews/r${String(at).padStart(2, "0")}.md`,
      "review",
      reviewHeader(random, target, ids, at),
      prose(random, "Feedback", random.size(bodyCharacters)),
    );
  }
  // Beside the portfolio, not in it: whatever else lies in a workspace.
  for (let at = 1; at <= plain; at += 1) {
    const place = `notes/${folder}-${String(at).padStart(2, "0")}.md`;
    yield {
      ...document("", "plain", undefined, ""),
      path: place,
      text: prose(random, "Meeting notes", random.size(bodyCharacters)),
    };
  }
}

function evidenceId(number: number): string {
  return `E${String(number).padStart(2, "0")}`;
}

// --- headers

interface Header {
  readonly text: string;
  readonly isOdd: boolean;
}

const kinds = [
  "observation",
  "questioning",
  "work-product",
  "professional-discussion",
  "witness-testimony",
  "reflective-account",
  "participant-feedback",
] as const;

/** Every fifth header has quotes, comments or anchors. */
function dressed(random: Random, lines: readonly string[]): Header {
  const isOdd = random.below(5) === 0;
  const way = random.below(3);
  const odd = lines.flatMap((line): readonly string[] => {
    const [, field, value] = /^( *(?:- )?\w+: )(\S.*)$/.exec(line) ?? [];
    if (field === undefined || value === undefined) return [line];
    if (way === 0) return [`${field}"${value}"`];
    if (way === 1) return [`${field}${value} # as agreed`];
    return [line];
  });
  const written = !isOdd
    ? lines
    : way === 2
      ? [...lines, `seenBy: &reader ${random.name()}`, "checkedBy: *reader"]
      : odd;
  return { text: `${written.join("\n")}\n`, isOdd };
}

function portfolioHeader(
  random: Random,
  number: number,
  target: Target,
): Header {
  return dressed(random, [
    `portfolio: ${target.kind}`,
    `title: Portfolio ${String(number)}`,
    ...(target.kind === "qualification"
      ? [`candidate: ${random.name()}`, `assessor: ${random.name()}`]
      : [`organisation: ${random.name()} and partners`]),
    "period: 2026-04-01/2027-03-31",
    "standards:",
    `  - ${target.name}`,
    "requirements:",
    "  - id: current",
    "    within: P24M",
    "  - id: two-voices",
    "    pieces: 2",
    "    kinds: 2",
  ]);
}

function itemLines(
  random: Random,
  target: Target,
  key: string,
  id: string,
): readonly string[] {
  const codes = random.some(target.codes, random.between(1, 4));
  return [
    `${key}: ${id}`,
    `title: ${random.title()}`,
    "kind:",
    ...random.some(kinds, random.between(1, 2)).map((kind) => `  - ${kind}`),
    `date: ${random.date()}`,
    `author: ${random.name()}`,
    "standards:",
    ...codes.map((code) => `  - ${code}`),
  ];
}

function itemHeader(random: Random, target: Target, id: string): Header {
  return dressed(random, itemLines(random, target, "evidence", id));
}

function logHeader(
  random: Random,
  target: Target,
  ids: readonly string[],
): Header {
  return dressed(random, [
    "evidence:",
    ...ids.flatMap((id) =>
      itemLines(random, target, "id", id).map(
        (line, at) => `${at === 0 ? "  - " : "    "}${line}`,
      ),
    ),
  ]);
}

function reviewHeader(
  random: Random,
  target: Target,
  ids: readonly string[],
  number: number,
): Header {
  return dressed(random, [
    `review: R${String(number).padStart(2, "0")}`,
    `reviewer: ${random.name()}`,
    "role: assessor",
    `date: ${random.date()}`,
    "decisions:",
    ...random
      .some(target.codes, random.between(3, 8))
      .flatMap((code) => [
        "  - standards:",
        `      - ${code}`,
        "    evidence:",
        `      - ${random.one(ids)}`,
        "    decision: met",
        `    comment: ${random.title()}`,
      ]),
  ]);
}

// --- bodies

/** Sections of paragraphs, lists, tables and code that cite nothing. */
function prose(random: Random, title: string, characters: number): string {
  const parts = [`# ${title}`];
  let length = 0;
  while (length < characters) {
    const isHeading = random.below(6) === 0;
    const part = isHeading ? heading(random) : block(random);
    parts.push(part);
    length += part.length + 2;
  }
  return `${parts.join("\n\n")}\n`;
}

/** Sections named after standards, with evidence cited in their sentences. */
function citingBody(
  random: Random,
  title: string,
  codes: readonly string[],
  citable: Citable,
  characters: number,
): string {
  const parts = [`# ${title}`];
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length + 2;
  };
  while (length < characters) {
    add(`## ${random.one(codes)} ${random.title()}`);
    add(citing(random, citable));
    add(block(random));
    add("### Strengths");
    add(list(random));
    add(citing(random, citable));
    add("### Areas for improvement");
    add(list(random));
    add(
      `- [ ] ${random.sentence()} (owner: ${random.name()}, due: 2026-12-01)`,
    );
  }
  return `${parts.join("\n\n")}\n`;
}

function citing(random: Random, { ids, links }: Citable): string {
  const form = random.below(3);
  // Now and then somebody cites what is not there: a finding.
  const isSlip = random.below(40) === 0;
  const cited =
    form === 0
      ? `@${isSlip ? "E9999" : random.one(ids)}`
      : form === 1
        ? `[@${random.one(ids)}, p. ${String(random.between(1, 9))}]`
        : `[the record](${random.one(links)})`;
  return `${random.sentences(2)} As ${cited} shows, ${random.sentences(2)}`;
}

/** A plain heading; now and then with a year, as in life. */
function heading(random: Random): string {
  const year = random.below(4) === 0 ? " in 2026" : "";
  return `## ${random.title()}${year}`;
}

function block(random: Random): string {
  const form = random.below(12);
  if (form === 0) return list(random);
  if (form === 1) return `> ${random.sentences(2)}`;
  if (form === 2) {
    const row = (): string => `| ${random.title()} | ${random.title()} |`;
    return ["| What | Who |", "| --- | --- |", row(), row(), row()].join("\n");
  }
  if (form === 3) return `${random.sentence()} **${random.title()}.**`;
  return random.sentences(random.between(3, 6));
}

function list(random: Random): string {
  return Array.from(
    { length: random.between(2, 5) },
    () => `- ${random.sentence()}`,
  ).join("\n");
}

// --- chance

const words = `the team learner plan record review week visit advice employer
centre meeting question practice result change support work part reason agreed
showed asked decided found explained clear fair early often together before
after because with from their would could each three quarter method need`.split(
  /\s+/,
);

const names = ["Adams", "Brook", "Chandra", "Dale", "Ekene", "Frost", "Gill"];

/** Mulberry32: small, quick and the same everywhere. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit) | 0;
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** About `average`, from a half to one and a half of it. */
  size(average: number): number {
    return this.between(Math.round(average / 2), Math.round(average * 1.5));
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("Nothing to choose from.");
    return item;
  }

  /** Different ones, in no order. */
  some<Item>(items: readonly Item[], count: number): readonly Item[] {
    const chosen = new Set<Item>();
    while (chosen.size < Math.min(count, items.length)) {
      chosen.add(this.one(items));
    }
    return [...chosen];
  }

  name(): string {
    return `${this.one(["A", "B", "C", "D"])}. ${this.one(names)}`;
  }

  date(): string {
    const two = (number: number): string => String(number).padStart(2, "0");
    return `2026-${two(this.between(1, 12))}-${two(this.between(1, 28))}`;
  }

  title(): string {
    return capital(this.#words(this.between(3, 6)));
  }

  sentence(): string {
    return `${capital(this.#words(this.between(8, 18)))}.`;
  }

  sentences(count: number): string {
    return Array.from({ length: count }, () => this.sentence()).join(" ");
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.one(words)).join(" ");
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
