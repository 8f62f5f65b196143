// One generated portfolio: evidence, a report, reviews, and notes beside it.
import { aboutHeading, citingBody, prose } from "./bodies.ts";
import {
  itemHeader,
  logHeader,
  portfolioHeader,
  reviewHeader,
  type Header,
} from "./headers.ts";
import type { Random } from "./random.ts";
import type { Target } from "./targets.ts";

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

const bodyCharacters = 7600;

/** Every fifth standard is a gap. */
function isServed(_code: string, at: number): boolean {
  return at % 5 !== 4;
}

/** One portfolio of `count` documents, with the notes beside it. */
export function* generatePortfolio(
  random: Random,
  number: number,
  count: number,
  target: Target,
): Generator<CorpusDocument> {
  const served = { ...target, codes: target.codes.filter(isServed) };
  const folder = `portfolio-${String(number).padStart(3, "0")}`;
  const numberOf = (share: number): number => Math.round(count * share);
  const evidences = numberOf(0.7);
  const logs = Math.round(evidences / 3);
  const reviews = numberOf(0.05);
  const plain = numberOf(0.05);
  // The portfolio document is the first of its narratives.
  const narratives = count - evidences - reviews - plain;
  const citing = Math.round(narratives / 2);
  const ids: string[] = [];
  const links: string[] = [];
  let first = "";
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
    prose(random, aboutHeading, random.size(bodyCharacters)),
  );
  for (let at = 1; at <= evidences; at += 1) {
    const isLog = at <= logs;
    const items = isLog ? random.between(4, 12) : 1;
    const names = Array.from({ length: items }, nextId);
    const header = isLog
      ? logHeader(random, served, names)
      : itemHeader(random, served, names[0] ?? "");
    const length = random.size(bodyCharacters) - header.text.length;
    const name = `${isLog ? "log" : "piece"}-${String(at).padStart(3, "0")}.md`;
    if (!isLog) {
      if (first === "") first = names[0] ?? "";
      links.push(`../evidence/${name}`);
    }
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
    const citable = { ids, links, first };
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

export function evidenceId(number: number): string {
  return `E${String(number).padStart(2, "0")}`;
}
