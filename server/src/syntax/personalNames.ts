// Names that the user wants kept out: a list of their own, one name on a line,
// `Name = Pseudonym` where something else is to stand in its place. What a
// line lacks is said by its number; what it says goes nowhere.

import type { PersonalStretch } from "./personalData.ts";

interface ListedName {
  readonly words: readonly string[];
  readonly pseudonym?: string;
  /** A word of the language too: a name only where a sentence shows it. */
  readonly isOrdinaryWord: boolean;
}

/** The names of a list, by their first word as it may stand in a text. */
export interface NameList {
  readonly byFirstWord: ReadonlyMap<string, readonly ListedName[]>;
  readonly firstWords: RegExp | undefined;
}

export const noNameList: NameList = {
  byFirstWord: new Map(),
  firstWords: undefined,
};

/** A line of the list that is not read as it was meant. */
export interface NameListProblem {
  /** From 1, as editors count. */
  readonly line: number;
  readonly what: string;
}

export interface ReadNameList {
  readonly list: NameList;
  readonly size: number;
  readonly problems: readonly NameListProblem[];
}

const months = new Set(["april", "may", "june", "august"]);
const ordinaryWords = new Set(
  (
    "amber art autumn baker banks basil bay bell best bill bird bishop black bond " +
    "brown carol case chance chase christian church clay cliff close cook cross " +
    "dale dawn day dean dell drew drummer duke earl east eve faith field fields " +
    "fisher flora ford forest fox frank gale gardener gene glen good grace grant " +
    "gray green grey guy hall hand hay hazel head heather hill holly hope hunter " +
    "iris ivy jack jade jasmine jay jewel joy kay king knight lane law lily little " +
    "long love major marina mark mason max merit miles mills miller moss nick noble " +
    "north olive page park parks pat patience pearl penny pepper piers poppy porter " +
    "post potter power price prudence ray read reading rich rivers rob robin rock " +
    "rose rosemary ruby rush sage sandy senior sharp short sky small sonny south " +
    "spring star stone strong sue summer swift sunny taylor temple terry town van " +
    "victor violet wade walker wall wallace ward waters wells west white will wills " +
    "winter wise wood woods young"
  ).split(" "),
);

const entry = /^([^=]*[^=\s])\s*(?:=\s*(.*\S)\s*)?$/u;
const nameWord = /^\p{L}[\p{L}\p{M}'’.-]*$/u;
/** Nothing in it that Markdown or a header would read as more than text. */
const plainPseudonym = /^\p{L}[\p{L}\p{M}\p{N} .-]*$/u;

/** Reads a list of names. Never throws. */
export function readNameList(text: string): ReadNameList {
  const problems: NameListProblem[] = [];
  const names: ListedName[] = [];
  text.split(/\r\n|\r|\n/).forEach((written, at) => {
    const line = at + 1;
    const trimmed = written.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    const [, name = "", pseudonym] = entry.exec(trimmed) ?? [];
    const words = name.split(/\s+/);
    const problem = whyUnusable(words);
    if (problem !== undefined) {
      problems.push({ line, what: problem });
      return;
    }
    const [first = ""] = words;
    const isOrdinaryWord =
      words.length === 1 && ordinaryWords.has(first.toLowerCase());
    if (isOrdinaryWord) {
      problems.push({
        line,
        what: "the name is an ordinary word too, so it is found only where a sentence shows that it is a name; add the surname",
      });
    }
    const isPlain = pseudonym === undefined || plainPseudonym.test(pseudonym);
    if (!isPlain) {
      problems.push({
        line,
        what: "the pseudonym may hold letters, digits, spaces, full stops and hyphens only, so it is not used",
      });
    }
    names.push({
      words,
      isOrdinaryWord,
      ...(pseudonym !== undefined && isPlain ? { pseudonym } : {}),
    });
  });
  return { list: indexNames(names), size: names.length, problems };
}

function whyUnusable(words: readonly string[]): string | undefined {
  if (!words.every((word) => nameWord.test(word))) {
    return "this is not a name, so it is left out; write one name, or a name, an equals sign and a pseudonym";
  }
  const [first = ""] = words;
  if (words.length > 1) return undefined;
  if (first.replace(/[^\p{L}]/gu, "").length < 2) {
    return "one letter is not a name, so it is left out; write the name in full";
  }
  if (months.has(first.toLowerCase())) {
    return "the name is a month too, so it is left out; add the surname";
  }
  return undefined;
}

/** The longest names come first: of `Ann Lee` and `Ann` the whole counts. */
function indexNames(names: readonly ListedName[]): NameList {
  const byFirstWord = new Map<string, ListedName[]>();
  const byLength = [...names].sort((a, b) => b.words.length - a.words.length);
  for (const name of byLength) {
    const [first = ""] = name.words;
    for (const spelling of spellings(first, name.isOrdinaryWord)) {
      const known = byFirstWord.get(spelling);
      if (known === undefined) byFirstWord.set(spelling, [name]);
      else known.push(name);
    }
  }
  const words = [...byFirstWord.keys()].sort((a, b) => b.length - a.length);
  const list: NameList = {
    byFirstWord,
    firstWords:
      words.length === 0
        ? undefined
        : new RegExp(words.map(escaped).join("|"), "g"),
  };
  return withoutCircles(list, names);
}

/** A pseudonym that holds a listed name would be found in its turn. */
function withoutCircles(
  list: NameList,
  names: readonly ListedName[],
): NameList {
  const isCircle = ({ pseudonym }: ListedName): boolean =>
    pseudonym !== undefined && [...findNames(pseudonym, list)].length > 0;
  if (!names.some(isCircle)) return list;
  return indexNames(
    names.map((name) =>
      isCircle(name)
        ? { words: name.words, isOrdinaryWord: name.isOrdinaryWord }
        : name,
    ),
  );
}

/** As written, or with a capital; an ordinary word with a capital only. */
function spellings(word: string, isOrdinaryWord: boolean): readonly string[] {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  return isOrdinaryWord ? [capital] : [...new Set([word, capital])];
}

function escaped(word: string): string {
  return word.replace(/[.-]/g, "\\$&");
}

/** Where listed names stand: whole words, also before `'s`. */
export function findNames(
  text: string,
  { byFirstWord, firstWords }: NameList,
): readonly PersonalStretch[] {
  if (firstWords === undefined) return [];
  const found: PersonalStretch[] = [];
  for (const { 0: first, index: start } of text.matchAll(firstWords)) {
    if (!isWordStart(text, start)) continue;
    for (const name of byFirstWord.get(first) ?? []) {
      const end = endOfName(text, start + first.length, name.words.slice(1));
      if (end === undefined || !isWordEnd(text, end)) continue;
      if (name.isOrdinaryWord && !isShownAsName(text, start, end)) continue;
      const { pseudonym } = name;
      found.push({
        kind: "name",
        start,
        end,
        ...(pseudonym === undefined ? {} : { pseudonym }),
      });
      break;
    }
  }
  return found;
}

/** `Smith-Jones` is no `Jones`, and `O'Neill` no `Neill`. */
function isWordStart(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (/[\p{L}\p{M}\p{N}]/u.test(before)) return false;
  return !(/['’-]/.test(before) && /[\p{L}\p{N}]/u.test(text.charAt(at - 2)));
}

/** `Priya's` and `Priya-led` are about Priya; `Anna-Maria` is not Anna. */
function isWordEnd(text: string, at: number): boolean {
  const after = text.charAt(at);
  if (/[\p{L}\p{M}\p{N}]/u.test(after)) return false;
  return !(after === "-" && /\p{Lu}/u.test(text.charAt(at + 1)));
}

const betweenWords = /(?:[ \t\u00A0]+|[ \t]*\r?\n[ \t]*)(?=\S)/y;

/** The end of the name's other words; between two of them a line may end. */
function endOfName(
  text: string,
  from: number,
  words: readonly string[],
): number | undefined {
  let at = from;
  for (const word of words) {
    betweenWords.lastIndex = at;
    const space = betweenWords.exec(text);
    if (space === null) return undefined;
    at += space[0].length;
    const spelling = spellings(word, false).find((one) =>
      text.startsWith(one, at),
    );
    if (spelling === undefined) return undefined;
    at += spelling.length;
  }
  return at;
}

/** `we asked Will to` and `Will's` show a name, `Will the plan` does not. */
function isShownAsName(text: string, start: number, end: number): boolean {
  if (/^['’]s(?!\p{L})/u.test(text.slice(end, end + 3))) return true;
  const before = text.slice(Math.max(0, start - 24), start);
  const isInside = /(?:^|[\s(])\p{Ll}+,?[ \u00A0\n]$/u.test(before);
  return isInside && !/^ \p{Lu}/u.test(text.slice(end, end + 2));
}
