// The rule is precise enough to be left on: two hundred pages of ordinary
// prose hold nothing, and whatever is planted in them is found, at the place
// where it was planted and nowhere else.

import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/model/readDocument.ts";
import {
  findPersonalData,
  type PersonalDataKind,
} from "../../server/src/syntax/personalData.ts";
import {
  noNameList,
  readNameList,
} from "../../server/src/syntax/personalNames.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import {
  between,
  chanceOf,
  dateText,
  figures,
  learnerCheck,
  ordinaryPage,
  pick,
  type Chance,
} from "../support/ordinaryPages.ts";
import { sampleFiles } from "../support/sampleFiles.ts";

const pageCount = 200;
const pages = Array.from({ length: pageCount }, (_, seed) =>
  ordinaryPage(chanceOf(seed + 1)),
);

/** Names that no template holds. */
const { list: names } = readNameList(
  "Priya Sharma = Client A\nPriya = Client A\nDaniel Okafor\nzofia\n",
);

/** What is planted: the words around it, and the part that is to be found. */
interface Plant {
  readonly kind: PersonalDataKind;
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

function plant(
  kind: PersonalDataKind,
  text: string,
  [before, after]: readonly [string, string] = ["", ""],
): Plant {
  return { kind, before, text, after };
}

/** Digits in one of the ways in which people group them. */
function grouped(
  chance: Chance,
  digits: string,
  ways: readonly (readonly number[])[],
): string {
  const gap = pick(chance, [" ", " ", "-", "\u00A0", "."]);
  let at = 0;
  return pick(chance, ways)
    .map((size) => digits.slice(at, (at += size)))
    .join(gap);
}

const around: readonly (readonly [string, string])[] = [
  ["", ""],
  ["(", ")"],
  ["**", "**"],
  ["_", "_"],
  ["“", "”"],
  ["`", "`"],
  ["", ","],
  ["", "."],
  ["call: ", "; then"],
];

/** Areas and districts as the post has them. */
const districts = [
  "LS1",
  "M1",
  "B33",
  "CR2",
  "DN55",
  "SW1A",
  "EC1A",
  "W1A",
  "N1C",
  "E14",
  "BT1",
  "HA0",
  "ZE2",
  "G12",
];
const inwardLetters = "ABDEFGHJLNPQRSTUWXYZ".split("");

const planters: Readonly<Record<PersonalDataKind, (chance: Chance) => Plant>> =
  {
    "national-insurance-number": (chance) => {
      const letters = `${pick(chance, "ABCEHJLMPRSWXY".split(""))}${pick(chance, "ACEHJLMPRSWXY".split(""))}`;
      const digits = figures(chance, 6);
      const last = pick(chance, "ABCD".split(""));
      const text = pick(chance, [
        `${letters}${digits}${last}`,
        `${letters} ${digits} ${last}`,
        `${letters} ${digits.slice(0, 2)} ${digits.slice(2, 4)} ${digits.slice(4)} ${last}`,
        `${letters}-${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}-${last}`,
      ]);
      return plant(
        "national-insurance-number",
        text,
        pick(chance, [...around, ["NI no ", " on file"]]),
      );
    },
    "phone-number": (chance) => {
      const mobile = `07${between(chance, 1, 9)}${figures(chance, 8)}`;
      const land = `0${pick(chance, ["1632", "1204", "1539"])}${figures(chance, 6)}`;
      const city = `0${pick(chance, ["20", "24", "29"])}${figures(chance, 8)}`;
      const big = `0${pick(chance, ["115", "121", "161"])}${figures(chance, 7)}`;
      const free = `0808${figures(chance, 7)}`;
      const text = pick(chance, [
        grouped(chance, mobile, [[11], [5, 6], [5, 3, 3], [4, 3, 4]]),
        grouped(chance, land, [[11], [5, 6], [5, 3, 3]]),
        grouped(chance, city, [[11], [3, 4, 4], [3, 8]]),
        grouped(chance, big, [[11], [4, 3, 4], [4, 7]]),
        grouped(chance, free, [[11], [4, 3, 4], [4, 7]]),
        `(${city.slice(0, 3)}) ${city.slice(3, 7)} ${city.slice(7)}`,
        `(${land.slice(0, 5)}) ${land.slice(5)}`,
        `+44 ${grouped(chance, mobile.slice(1), [[10], [4, 6], [4, 3, 3]])}`,
        `+44${mobile.slice(1)}`,
        `+44 (0)${grouped(chance, city.slice(1), [[10], [2, 4, 4]])}`,
        `0044 ${grouped(chance, land.slice(1), [[10], [4, 6]])}`,
      ]);
      return plant(
        "phone-number",
        text,
        pick(chance, [...around, ["Tel: ", " after six"], ["tel:", ""]]),
      );
    },
    "email-address": (chance) => {
      const local = pick(chance, [
        "sam",
        "sam.lee",
        "s.lee+work",
        "o'neill",
        "lee_sam",
        `sam${figures(chance, 2)}`,
        "Sam-Lee",
      ]);
      const domain = pick(chance, [
        "northgate.example",
        "mail.northgate.org.uk",
        "college.ac.uk",
        "x-y.example",
      ]);
      return plant(
        "email-address",
        `${local}@${domain}`,
        pick(chance, [
          ...around,
          ["<", ">"],
          ["[write](mailto:", ")"],
          ["mailto:", ""],
        ]),
      );
    },
    postcode: (chance) => {
      const inward = `${between(chance, 0, 9)}${pick(chance, inwardLetters)}${pick(chance, inwardLetters)}`;
      return plant(
        "postcode",
        pick(chance, [
          `${pick(chance, districts)} ${inward}`,
          `${pick(chance, ["LS1", "CR2", "DN55", "SW1A"])}${inward}`,
        ]),
        pick(chance, [...around, ["14 Mill Lane, Leeds ", ""]]),
      );
    },
    "date-of-birth": (chance) =>
      plant(
        "date-of-birth",
        dateText(chance, between(chance, 1950, 2010)),
        pick(chance, [
          ["DOB ", ""],
          ["DOB: ", ", agreed"],
          ["**Date of birth:** ", ""],
          ["D.O.B. ", "."],
          ["(d.o.b. ", ")"],
          ["she was born on ", " and"],
          ["born in Leeds on ", "."],
          ["his date of birth is ", ""],
          ["", " (DOB)"],
        ]),
      ),
    "learner-number": (chance) => {
      let nine = "";
      let check: number | undefined;
      while (check === undefined) {
        nine = `${between(chance, 1, 9)}${figures(chance, 8)}`;
        check = learnerCheck(nine);
      }
      const text = `${nine}${check}`;
      return plant(
        "learner-number",
        text,
        pick(chance, [
          ...around.filter(([mark]) => mark !== "`"),
          ["ULN ", ""],
          ["ULN: `", "`"],
          ["learner ", " came"],
        ]),
      );
    },
    name: (chance) =>
      plant(
        "name",
        pick(chance, [
          "Priya Sharma",
          "Priya",
          "Daniel Okafor",
          "Zofia",
          "zofia",
        ]),
        pick(chance, [...around, ["", "'s plan"], ["", "’s"], ["", "-led"]]),
      ),
  };

const kinds = Object.keys(planters) as PersonalDataKind[];

interface Planted {
  readonly text: string;
  readonly expected: readonly string[];
}

const shown = (kind: PersonalDataKind, start: number, text: string): string =>
  `${kind} ${start}: ${text}`;

/** Behind one of these a number numbers something else, so none goes there. */
const numbersOthers =
  /(?:ref|order|invoice|batch|case|contract|company|number|course|version)$/;

/** Every kind once, each between two words of the body, in any order. */
function planted(page: string, chance: Chance): Planted {
  const bodyStart = page.indexOf("\n# ") + 1;
  const gaps = [...page.matchAll(/(?<=[a-z][.)]?) (?=[A-Za-z])/g)]
    .map(({ index }) => index)
    .filter(
      (at) =>
        at > bodyStart &&
        !numbersOthers.test(page.slice(Math.max(0, at - 9), at)),
    );
  const places = kinds.map(() => pick(chance, gaps));
  const order = [...new Set(places)].sort((a, b) => a - b);
  let text = "";
  let done = 0;
  const expected: string[] = [];
  order.forEach((at, position) => {
    const kind = kinds[(position + between(chance, 0, 6)) % kinds.length];
    if (kind === undefined) return;
    const one = planters[kind](chance);
    text += `${page.slice(done, at)} ${one.before}`;
    expected.push(shown(kind, text.length, one.text));
    text += one.text + one.after;
    done = at;
  });
  return { text: text + page.slice(done), expected };
}

/** Where one of the two has something that the other has not. */
function difference(
  text: string,
  found: readonly string[],
  expected: readonly string[],
): string {
  const one =
    found.find((other) => !expected.includes(other)) ??
    expected.find((other) => !found.includes(other));
  const at = Number(one?.split(/[ :]/)[1] ?? 0);
  return JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
}

describe("ordinary pages", () => {
  it("are two hundred, and each is another one", () => {
    expect(new Set(pages).size).toBe(pageCount);
    expect(pages.join("").length).toBeGreaterThan(pageCount * 1500);
  });

  it("hold nothing personal", () => {
    const alarms = pages.flatMap((page) =>
      readDocument(page, { names }).personalData.map(
        ({ kind, range }) => `${kind}: ${textOf(indexLines(page), range)}`,
      ),
    );
    expect(alarms).toEqual([]);
  });

  it("show what is planted in them, where it is and nowhere else", () => {
    const seen = new Map<string, number>();
    pages.forEach((page, seed) => {
      const chance = chanceOf(1000 + seed);
      for (let round = 0; round < 5; round += 1) {
        const { text, expected } = planted(page, chance);
        const found = findPersonalData(text, names).map(
          ({ kind, start, end }) => shown(kind, start, text.slice(start, end)),
        );
        expect(found, difference(text, found, expected)).toEqual(expected);
        for (const one of expected) {
          const kind = one.split(" ")[0] ?? "";
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
        }
      }
    });
    for (const kind of kinds) {
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(500);
    }
  });
});

it.each(["self-assessment", "diploma"])(
  "the sample %s holds nothing personal",
  (name) => {
    const found = sampleFiles(name).flatMap(({ path, text }) =>
      findPersonalData(text, noNameList).map(({ kind }) => `${path} ${kind}`),
    );
    expect(found).toEqual([]);
  },
);
