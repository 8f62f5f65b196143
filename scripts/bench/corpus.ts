// Generates portfolios to measure with: the same seed gives the same bytes.
// What it is made of follows what portfolios are made of, not what is fast:
// a fifth of the headers is written in ways that only a YAML parser reads.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { generatePack } from "./pack.ts";
import { generatePortfolio, type CorpusDocument } from "./portfolio.ts";
import { Random } from "./random.ts";
import { targetOf } from "./targets.ts";

export type { CorpusDocument } from "./portfolio.ts";

const fewestDocuments = 40;
const mostDocuments = 160;
const averageDocuments = 90;
/** In a portfolio of a hundred: its document, 47 pieces and 10 chapters. */
const openedDocuments = 58;
/** The largest portfolio has a tenth of the documents, if that is large. */
const largestShare = 0.1;

/**
 * How many documents each portfolio has. 10,000 are one portfolio of 1,000 and
 * a hundred of 40 to 160.
 */
export function planPortfolios(size: number, random: Random): number[] {
  const share = Math.round(size * largestShare);
  const largest = share > mostDocuments ? share : 0;
  const left = size - largest;
  const counts = Array.from(
    { length: Math.max(1, Math.round(left / averageDocuments)) },
    () => random.between(fewestDocuments, mostDocuments),
  );
  let surplus = counts.reduce((sum, count) => sum + count, 0) - left;
  if (counts.length === 1) return [left];
  while (surplus !== 0) {
    const at = random.below(counts.length);
    const count = (counts[at] ?? 0) - Math.sign(surplus);
    if (count < fewestDocuments || count > mostDocuments) continue;
    counts[at] = count;
    surplus -= Math.sign(surplus);
  }
  return largest === 0 ? counts : [largest, ...counts];
}

/** A corpus of exactly `size` documents, the largest portfolio first. */
export function* generateCorpus(
  size: number,
  seed = 1,
): Generator<CorpusDocument> {
  const random = new Random(seed);
  for (const [at, count] of planPortfolios(size, random).entries()) {
    yield* generatePortfolio(random, at + 1, count, targetOf(at + 1));
  }
}

/** Documents that are opened and edited. */
export interface Exemplars {
  /** Evidence and citing narrative about as long as an average document. */
  readonly evidence: CorpusDocument;
  readonly narrative: CorpusDocument;
  /** Of the same portfolio as `evidence`. */
  readonly portfolio: CorpusDocument;
  readonly chapter: CorpusDocument;
  /** The piece of evidence that every chapter cites. */
  readonly cited: CorpusDocument;
}

export interface WrittenCorpus extends Exemplars {
  readonly folder: string;
  readonly documents: number;
  readonly bytes: number;
  /** Of the largest portfolio, whose every chapter cites its evidence. */
  readonly largest: Exemplars;
}

/** Writes a corpus into a folder. */
export function writeCorpus(
  folder: string,
  size: number,
  seed?: number,
): Promise<WrittenCorpus> {
  return writeDocuments(folder, generateCorpus(size, seed));
}

export interface WrittenPackCorpus extends WrittenCorpus {
  readonly packPath: string;
  readonly packText: string;
}

/** Writes one portfolio that aims at a generated framework of so many codes. */
export async function writePackCorpus(
  folder: string,
  size: number,
  codes: number,
  seed = 1,
): Promise<WrittenPackCorpus> {
  const pack = generatePack(codes);
  const packPath = path.join(folder, pack.path);
  await mkdir(path.dirname(packPath), { recursive: true });
  await writeFile(packPath, pack.text);
  const documents = generatePortfolio(new Random(seed), 1, size, pack.target);
  const corpus = await writeDocuments(folder, documents);
  return { ...corpus, packPath, packText: pack.text };
}

async function writeDocuments(
  folder: string,
  documents: Iterable<CorpusDocument>,
): Promise<WrittenCorpus> {
  const folders = new Set<string>();
  const candidates: CorpusDocument[] = [];
  let bytes = 0;
  let count = 0;
  for (const document of documents) {
    const place = path.join(folder, document.path);
    if (!folders.has(path.dirname(place))) {
      await mkdir(path.dirname(place), { recursive: true });
      folders.add(path.dirname(place));
    }
    await writeFile(place, document.text);
    bytes += Buffer.byteLength(document.text);
    count += 1;
    if (mayBeOpened(document)) candidates.push(document);
  }
  const portfolios = portfoliosIn(candidates);
  const largest = portfolios[0] ?? [];
  const distance = ({ length }: Portfolio): number =>
    Math.abs(length - openedDocuments);
  // Letters are compared between corpora: in portfolios that are alike.
  const average = portfolios
    .filter((_, at) => at % 2 === 0)
    .reduce((a, b) => (distance(b) < distance(a) ? b : a), largest);
  return {
    folder,
    documents: count,
    bytes,
    ...exemplarsIn(average),
    largest: exemplarsIn(largest),
  };
}

function mayBeOpened(document: CorpusDocument): boolean {
  if (document.role === "portfolio") return true;
  if (document.role === "evidence") return !document.isLog;
  return document.isCiting;
}

type Portfolio = readonly CorpusDocument[];

/** In their order, which is that of their targets. */
function portfoliosIn(candidates: readonly CorpusDocument[]): Portfolio[] {
  const portfolios = new Map<string, CorpusDocument[]>();
  for (const document of candidates) {
    const folder = document.path.slice(0, document.path.indexOf("/"));
    const own = portfolios.get(folder) ?? [];
    if (own.length === 0) portfolios.set(folder, own);
    own.push(document);
  }
  return [...portfolios.values()];
}

function exemplarsIn(own: Portfolio): Exemplars {
  const nearest = (
    isWanted: (document: CorpusDocument) => boolean,
  ): CorpusDocument => {
    const distance = ({ text }: CorpusDocument): number =>
      Math.abs(text.length - 8192);
    const [document] = own
      .filter(isWanted)
      .sort((a, b) => distance(a) - distance(b));
    if (document === undefined) {
      throw new Error("A portfolio is too small to have each kind.");
    }
    return document;
  };
  const narrative = nearest(({ isCiting }) => isCiting);
  const chapters = own.filter(({ isCiting }) => isCiting);
  return {
    evidence: nearest(
      ({ role, isOddHeader }) => role === "evidence" && !isOddHeader,
    ),
    narrative,
    portfolio: nearest(({ role }) => role === "portfolio"),
    chapter: chapters.find((chapter) => chapter !== narrative) ?? narrative,
    cited: own.find(({ role }) => role === "evidence") ?? narrative,
  };
}
