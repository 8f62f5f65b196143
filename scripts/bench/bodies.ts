// The bodies of generated documents, with or without standards in their
// headings and citations in their sentences.
import { Random } from "./random.ts";
import { targetOf } from "./targets.ts";

/** The heading of every portfolio document, which every chapter links. */
export const aboutHeading = "About this portfolio";
const aboutLink = "../portfolio.md#about-this-portfolio";

/** What a narrative can cite and link. */
interface Citable {
  readonly ids: readonly string[];
  /** Evidence documents of one item, by path from the report's folder. */
  readonly links: readonly string[];
  /** The piece that every chapter cites. */
  readonly first: string;
}

/** Sections of paragraphs, lists, tables and code that cite nothing. */
export function prose(
  random: Random,
  title: string,
  characters: number,
): string {
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
export function citingBody(
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
  add(
    `[What this is about](${aboutLink}) begins with @${citable.first}. ${random.sentence()}`,
  );
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

/** One long report: a citing narrative of about so many characters. */
export function longReport(characters: number, seed = 1): string {
  const random = new Random(seed);
  const { codes } = targetOf(1);
  const ids = Array.from(
    { length: 60 },
    (_, at) => `E${String(at + 1).padStart(2, "0")}`,
  );
  const citable = { ids, links: ["../portfolio.md"], first: "E01" };
  return citingBody(random, "Annual report", codes, citable, characters);
}

/**
 * The same as it is written in life: with points below points, a note now and
 * then, a link that is defined at the end, and a comment over several lines.
 */
export function richReport(characters: number, seed = 1): string {
  const random = new Random(seed);
  const notes: string[] = [];
  const parts = longReport(characters, seed).split("\n\n");
  const rich = parts.flatMap((part, at) => {
    if (at % 7 === 3) return [part, pointsBelowPoints(random)];
    if (at % 12 !== 5 || !/^\p{L}/u.test(part)) return [part];
    const name = `[^${String(notes.length + 1)}]`;
    notes.push(`${name}: ${random.sentence()}`);
    return [`${part}${name} It is in [the plan].`];
  });
  const comment = "<!--\nStill to be said\n\n- what the others say\n-->";
  rich.splice(rich.length / 2, 0, comment);
  const ends = [...notes, "[the plan]: ../portfolio.md"];
  return `${[...rich, ...ends].join("\n\n")}\n`;
}

function pointsBelowPoints(random: Random): string {
  return ["* ", "    * ", "        * ", "    * ", "* "]
    .map((mark) => mark + random.sentence())
    .join("\n");
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
