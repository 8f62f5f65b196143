// The shipped packs against what is known of the frameworks: counts, marks of
// what is not confirmed, provenance, official numbers, and words that are not
// ours to use.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Framework } from "../../server/src/model/framework.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { normalForm } from "../../server/src/model/standardCode.ts";

const root = path.resolve(import.meta.dirname, "../..");
const files = readdirSync(path.join(root, "frameworks")).map((file) => {
  const text = readFileSync(path.join(root, "frameworks", file), "utf8");
  return { text, ...readFrameworkPack({ file, text, isShipped: true }) };
});
const packs = files.filter(({ crosswalk }) => crosswalk === undefined);
const walks = files.filter(({ crosswalk }) => crosswalk !== undefined);

function frameworkOf(key: string): Framework {
  const found = packs.find(({ framework }) => framework?.key === key);
  if (found?.framework === undefined) throw new Error(`There is no ${key}`);
  return found.framework;
}

const codesWhere = (
  key: string,
  holds: (standard: Framework["standards"][number]) => boolean,
): readonly string[] =>
  frameworkOf(key)
    .standards.filter(holds)
    .map(({ code }) => code);

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);

it("there are these editions and no others", () => {
  expect(packs.map(({ framework }) => framework?.key).sort()).toEqual([
    "AVA@first",
    "CC@2005",
    "CC@2010",
    "ERS@first",
    "IQF@2006",
    "MATRIX@four-elements",
    "QIF@first",
    "ST0663@template",
    "WC@2010s",
  ]);
});

describe.each(packs)("$file", ({ text, framework, problems }) => {
  it("loads without problems", () => {
    expect(problems).toEqual([]);
    expect(framework).toBeDefined();
  });

  it("says who owns the standards, where they were read and what may be copied", () => {
    expect(framework?.owner?.length).toBeGreaterThan(3);
    expect(framework?.source?.length).toBeGreaterThan(3);
    expect(framework?.licence).toMatch(/own|Illustrative|not here/);
    expect(framework?.language).toBe("en");
    // Which of its words are official and which are not.
    expect(framework?.note).toMatch(/this pack's own/);
    expect(text.startsWith("# ")).toBe(true);
  });

  it("has codes, aliases and qualifications that all differ in normal form", () => {
    const spellings = [
      ...(framework?.standards ?? []).flatMap(({ code, aliases }) => [
        code,
        ...aliases,
      ]),
      ...(framework?.qualifications ?? []).map(({ code }) => code),
    ].map(normalForm);
    expect(new Set(spellings).size).toBe(spellings.length);
  });

  it("has something to map evidence to below every top item", () => {
    const { standards = [] } = framework ?? {};
    const leaves = standards.filter(({ children }) => children.length === 0);
    expect(leaves.length).toBeGreaterThan(0);
    expect(leaves.every(({ isAssessable }) => isAssessable)).toBe(true);
    expect(
      standards.filter(
        ({ children, isAssessable }) => isAssessable && children.length > 0,
      ),
    ).toEqual([]);
  });

  it("spells official numbers with the right check character", () => {
    const units = text.match(/\b[A-Z]\/\d{3}\/\d{4}\b/g) ?? [];
    const qualifications = text.match(/\b\d{3}\/\d{4}\/[\dX]\b/g) ?? [];
    expect(units.filter((unit) => !isUnitNumber(unit))).toEqual([]);
    expect(
      qualifications.filter((number) => !isQualificationNumber(number)),
    ).toEqual([]);
  });
});

it("there are these cross-walks and no others", () => {
  expect(walks.map(({ crosswalk }) => crosswalk?.name).sort()).toEqual([
    "CC-ERS",
    "QIF-MATRIX",
  ]);
});

describe.each(walks)("$file", ({ text, crosswalk, problems }) => {
  it("loads without problems", () => {
    expect(problems).toEqual([]);
  });

  it("says whose it is, that it is not the owners', and how far to trust it", () => {
    expect(crosswalk?.author).toMatch(/^This project, not the/);
    expect(crosswalk?.note?.length).toBeGreaterThan(20);
    expect(crosswalk?.confidence).toMatch(/^(low|medium)$/);
    expect(text.startsWith("# ")).toBe(true);
  });

  it("pins both editions and gives each relation a note", () => {
    expect(crosswalk?.from.text).toContain("@");
    expect(crosswalk?.to.text).toContain("@");
    expect(crosswalk?.relations.length).toBeGreaterThan(10);
    expect(crosswalk?.relations.every(({ note }) => note !== undefined)).toBe(
      true,
    );
  });

  it("claims of no two standards that they ask for the same", () => {
    expect(crosswalk?.relations.map(({ kind }) => kind)).not.toContain(
      "equivalent",
    );
  });
});

it("what is made up says so in its cross-walk too", () => {
  const ers = walks.find(({ crosswalk }) => crosswalk?.name === "CC-ERS");
  expect(ers?.crosswalk?.title).toContain("illustrative");
  expect(ers?.crosswalk?.note).toMatch(/^Illustrative/);
});

describe("check characters", () => {
  it.each(["D/601/5313", "F/502/4625", "K/507/1406", "Y/503/5372"])(
    "%s is right",
    (unit) => {
      expect(isUnitNumber(unit)).toBe(true);
    },
  );
  it.each(["K/601/1234", "D/601/5314", "D/601/3513"])("%s is not", (unit) => {
    expect(isUnitNumber(unit)).toBe(false);
  });
  it("of qualifications", () => {
    expect(isQualificationNumber("600/8912/X")).toBe(true);
    expect(isQualificationNumber("123/1234/1")).toBe(false);
  });
});

function remainder(digits: string): number {
  return (
    Array.from(digits, (digit, at) => Number(digit) * (8 - at)).reduce(
      (sum, weighted) => sum + weighted,
      0,
    ) % 11
  );
}

function isUnitNumber(unit: string): boolean {
  const digits = unit.slice(2).replace("/", "");
  return "ADFHJKLMRTY"[remainder(digits)] === unit[0];
}

function isQualificationNumber(number: string): boolean {
  const digits = number.slice(0, -2).replace("/", "");
  return "0123456789X"[remainder(digits)] === number.at(-1);
}

describe("what is known of each", () => {
  it.each([
    ["QIF@first", { component: 6, standard: 39 }, 112],
    ["AVA@first", { unit: 3, outcome: 16, criterion: 56 }, 0],
    ["ERS@first", { unit: 8, outcome: 22, criterion: 56 }, 0],
    ["CC@2010", { area: 6, item: 32 }, 0],
    ["CC@2005", { area: 6 }, 0],
    ["IQF@2006", { principle: 7 }, 0],
    ["WC@2010s", { item: 24 }, 10 * 3 + 3 * 2 + 11 * 3],
    ["MATRIX@four-elements", { element: 4 }, 4 * 3],
    ["ST0663@template", { item: 9 }, 0],
  ])("%s has %j and suggests %i", (key, counts, suggestions) => {
    const { tiers, standards } = frameworkOf(key);
    const found = Object.fromEntries(
      tiers.map(({ id }) => [
        id,
        standards.filter(({ tier }) => tier === id).length,
      ]),
    );
    expect(found).toEqual(counts);
    expect(standards.flatMap(({ suggested }) => suggested)).toHaveLength(
      suggestions,
    );
  });

  it("AVA has 25, 15 and 16 criteria", () => {
    const criteria = (unit: string): number =>
      codesWhere(
        "AVA@first",
        ({ code, isAssessable }) => isAssessable && code.startsWith(unit),
      ).length;
    expect(["D/601/5313", "H/601/5314", "F/601/5319"].map(criteria)).toEqual([
      25, 15, 16,
    ]);
  });

  it("QIF has 5, 6, 6, 8, 9 and 5 standards, and suggests nothing in its fifth", () => {
    const { standards } = frameworkOf("QIF@first");
    expect(
      standards
        .filter(({ parent }) => parent < 0)
        .map(({ children }) => children.length),
    ).toEqual([5, 6, 6, 8, 9, 5]);
    expect(
      standards
        .filter(({ code }) => code.startsWith("QIF-5"))
        .flatMap(({ suggested }) => suggested),
    ).toEqual([]);
  });

  it("the Common Core of 2010 has 14 skills and 18 items of knowledge", () => {
    expect(
      codesWhere("CC@2010", ({ code }) => /\.S\d$/.test(code)),
    ).toHaveLength(14);
    expect(
      codesWhere("CC@2010", ({ code }) => /\.K\d$/.test(code)),
    ).toHaveLength(18);
  });

  it("an area of the Common Core keeps its code and has its other name as alias", () => {
    const areas = (key: string): readonly (readonly string[])[] =>
      frameworkOf(key)
        .standards.filter(({ tier }) => tier === "area")
        .map(({ code, title, aliases }) => [code, title, ...aliases]);
    const [newer, older] = [areas("CC@2010"), areas("CC@2005")];
    newer.forEach(([code, title, alias], at) => {
      expect(older[at]).toEqual(
        alias === undefined ? [code, title] : [code, alias, title],
      );
    });
    expect(newer.flatMap(([, , alias]) => alias ?? [])).toEqual([
      "Multi-agency working",
      "Sharing information",
    ]);
  });

  it("the Work Coach has ten activities, three of knowledge and eleven qualities", () => {
    expect(codesWhere("WC@2010s", () => true)).toEqual([
      ...numbered("WC-A", 10),
      ...numbered("WC-K", 3),
      ...numbered("WC-B", 11),
    ]);
    // Three qualities are certain; the others say where they come from.
    expect(
      frameworkOf("WC@2010s")
        .standards.filter(
          ({ code, note }) => code.startsWith("WC-B") && note === undefined,
        )
        .map(({ title }) => title),
    ).toEqual(["Supportive", "Goal-oriented", "Patient"]);
  });

  it("the smaller ones have these codes", () => {
    expect(codesWhere("IQF@2006", () => true)).toEqual(numbered("IQF-P", 7));
    expect(codesWhere("MATRIX@four-elements", () => true)).toEqual(
      numbered("MATRIX-", 4),
    );
    expect(codesWhere("ST0663@template", () => true)).toEqual(
      ["K", "S", "B"].flatMap((letter) => numbered(`ST0663-${letter}`, 3)),
    );
  });

  it("a suggestion's ids count from 1 inside its standard", () => {
    for (const { framework } of packs) {
      for (const { code, suggested } of framework?.standards ?? []) {
        expect(
          suggested.map(({ id }) => id),
          code,
        ).toEqual(numbered("e", suggested.length));
      }
    }
  });
});

describe("what is not confirmed is marked", () => {
  it("statuses", () => {
    const statuses = packs.flatMap(({ framework }) =>
      framework?.status === undefined
        ? []
        : [`${framework.id} ${framework.status}`],
    );
    expect(statuses.sort()).toEqual([
      "ERS illustrative",
      "IQF historical",
      "ST0663 illustrative",
      "WC historical",
    ]);
  });

  it("editions that are not current", () => {
    expect(
      packs.flatMap(({ framework }) =>
        framework?.isCurrent === false ? [framework.key] : [],
      ),
    ).toEqual(["ST0663@template", "CC@2005"]);
  });

  it("provisional numbers: QIF-5 and every placeholder, and nothing else", () => {
    const provisional = packs.flatMap(({ framework }) =>
      (framework?.standards ?? []).filter(({ isProvisional }) => isProvisional),
    );
    expect(provisional.map(({ code }) => code).sort()).toEqual(
      [
        "QIF-5",
        ...numbered("QIF-5.", 9),
        ...codesWhere("ST0663@template", () => true),
      ].sort(),
    );
  });

  it("qualification codes of our own say so", () => {
    for (const { framework } of packs) {
      for (const { code, note } of framework?.qualifications ?? []) {
        expect(note, code).toMatch(/this pack's own/);
      }
    }
  });
});

it("the size word of a qualification agrees with its credits", () => {
  // An award has 1 to 12, a certificate 13 to 36, a diploma 37 or more. Owners
  // of other packs may mean something else by the words, so this is no check
  // of packs.
  const sizes: Readonly<Record<string, readonly [number, number]>> = {
    Award: [1, 12],
    Certificate: [13, 36],
    Diploma: [37, Infinity],
  };
  const sized = packs.flatMap(({ framework }) =>
    (framework?.qualifications ?? []).map(({ code, title, credits = 0 }) => {
      const words = Object.keys(sizes).filter((word) => title.includes(word));
      const [least, most] = sizes[words[0] ?? ""] ?? [1, 0];
      return {
        code,
        fits: words.length === 1 && least <= credits && credits <= most,
      };
    }),
  );
  expect(sized.length).toBeGreaterThan(0);
  expect(sized.filter(({ fits }) => !fits)).toEqual([]);
});

it("the QIF is no compliance scheme, in no word of its own", () => {
  // Verdicts on a service: that people may try and fail is another thing, and
  // two summaries speak of it (QIF-2.2, QIF-2.3).
  const verdict = /\b(?:(?:non-?)?complian(?:t|ce)|pass(?:ed)?|fail(?:ed)?)\b/i;
  const { title, standards } = frameworkOf("QIF@first");
  const words = [
    title,
    ...standards.flatMap((standard) => [
      standard.title,
      standard.summary ?? "",
      ...standard.suggested.map((one) => one.title),
    ]),
  ];
  expect(words.filter((text) => verdict.test(text))).toEqual([]);
});

it("each edition and cross-walk has its page, and no page is left of one that is gone", () => {
  const pages = readdirSync(path.join(root, "docs/frameworks"));
  expect(pages).toHaveLength(files.length);
  const texts = pages.map((page) =>
    readFileSync(path.join(root, "docs/frameworks", page), "utf8"),
  );
  for (const { file, framework } of packs) {
    const page = texts.find((text) => text.includes(`frameworks/${file})`));
    expect(page, file).toBeDefined();
    for (const { code } of framework?.standards ?? []) {
      expect(page?.includes(code), code).toBe(true);
    }
  }
});
