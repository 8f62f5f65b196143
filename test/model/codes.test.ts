// What people write for a code, and what it stands for: section 3.5 of the
// format, and the tables of spellings that the field uses.

import { describe, expect, it } from "vitest";
import {
  buildCatalogue,
  type Catalogue,
} from "../../server/src/model/catalogue.ts";
import type { Standard } from "../../server/src/model/framework.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { writeCodes } from "../../server/src/model/rangeOfCodes.ts";
import {
  noScope,
  resolveText,
  type CodeScope,
  type ResolvedText,
} from "../../server/src/model/resolveCodes.ts";
import {
  compareCodes,
  normalForm,
} from "../../server/src/model/standardCode.ts";
import { contextOf } from "../../server/src/model/target.ts";
import { shippedFrameworks } from "../support/snapshotOf.ts";
import fc from "fast-check";

function packOf(text: string) {
  const { framework, problems } = readFrameworkPack({
    file: "own.yaml",
    text,
    isShipped: false,
  });
  expect(problems.map(({ message }) => message)).toEqual([]);
  if (framework === undefined) throw new Error("The pack is empty");
  return framework;
}

/** A unit with two outcomes, as centres write their own. */
function unitPack(
  id: string,
  edition: string,
  { current = true, credit = 3, extra = "" } = {},
) {
  return packOf(`
id: ${id}
edition: ${edition}
current: ${String(current)}
title: ${id} in its edition ${edition}
owner: A centre
licence: Ours
tiers:
  - id: unit
    title: Unit
  - id: outcome
    title: Outcome
  - id: criterion
    title: Criterion
    assessable: true
items:
  - code: T/505/0001
    title: Shared unit
    level: 3
    credit: ${credit}
    aliases:
      - Unit 3
    items:
      - code: 1
        title: First
        items:
          - code: 1.1
            title: One
          - code: 1.2
            title: Two
          - code: 1.10
            title: Ten${extra}
      - code: 2
        title: Second
        items:
          - code: 2.1
            title: Two one
          - code: 2.1a
            title: Two one a
`);
}

const shipped = buildCatalogue(shippedFrameworks);
const withUnits = buildCatalogue([...shippedFrameworks, unitPack("CEN", "1")]);

function codesOf({ codes }: ResolvedText): readonly string[] {
  return codes.map(({ standard }) => standard.code);
}

function issuesOf({ issues }: ResolvedText): readonly string[] {
  return issues.map((issue) =>
    issue.kind === "irregular"
      ? `irregular ${issue.text} -> ${issue.canonical}`
      : `${issue.kind} ${issue.text}`,
  );
}

function resolve(
  text: string,
  under?: string,
  catalogue: Catalogue = withUnits,
  scope: CodeScope = noScope,
): ResolvedText {
  const context =
    under === undefined ? undefined : contextOf(catalogue, scope, under);
  if (under !== undefined && context === undefined) {
    throw new Error(`${under} is no context`);
  }
  return resolveText(catalogue, scope, text, context);
}

describe("the normal form", () => {
  it.each([
    ["qif 1.1", "QIF1.1"],
    ["QIF\u20131.1", "QIF1.1"],
    ["QIF-1.1", "QIF1.1"],
    ["Qif1.1", "QIF1.1"],
    ["h6015314.1.2", "H6015314.1.2"],
    ["H/601/5314.1.2", "H6015314.1.2"],
    ["H 601 5314.1.2", "H6015314.1.2"],
    ["600/8912/x", "6008912X"],
    ["QIF\u00A01.1", "QIF1.1"],
    ["QIF\u20091.1", "QIF1.1"],
    ["QIF\u200B1.1", "QIF1.1"],
    ["QIF\u20601.1", "QIF1.1"],
    ["\uFEFFQIF-1.1", "QIF1.1"],
    ["Q\u00ADIF-1.1", "QIF1.1"],
    ["\uFF31\uFF29\uFF26\uFF0D\uFF11\uFF0E\uFF11", "QIF1.1"],
    ["QIF-1\u20241", "QIF1.1"],
    ["QIF-1.1.", "QIF1.1"],
    ["H\u2044601\u22155314", "H6015314"],
    ["ERS-02", "ERS02"],
    ["ERS-2", "ERS2"],
    ["", ""],
    ["...", ""],
  ])("of %j is %j", (written, form) => {
    expect(normalForm(written)).toBe(form);
  });

  it.each(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D".split(""),
  )("drops the dash %j", (dash) => {
    expect(normalForm(`QIF${dash}1.1`)).toBe("QIF1.1");
  });

  it("folds case as no locale does", () => {
    expect(normalForm("qif-1.1")).toBe(normalForm("QIF-1.1"));
    expect("i".toLocaleUpperCase("tr")).not.toBe("I");
  });

  it("keeps apart what only a dot keeps apart", () => {
    expect(normalForm("ERS-1.1")).not.toBe(normalForm("ERS-11"));
  });
});

it("codes sort as people count", () => {
  const codes = ["1.10", "1.2", "QIF-10", "QIF-9.1", "E10", "E9"];
  expect([...codes].sort(compareCodes)).toEqual([
    "1.2",
    "1.10",
    "E9",
    "E10",
    "QIF-9.1",
    "QIF-10",
  ]);
});

describe("a text that is one code", () => {
  it.each([
    ["QIF-1.1", "QIF-1.1", []],
    ["qif 1.1", "QIF-1.1", ["irregular qif 1.1 -> QIF-1.1"]],
    ["QIF\u20131.1", "QIF-1.1", ["irregular QIF\u20131.1 -> QIF-1.1"]],
    ["Qif1.1", "QIF-1.1", ["irregular Qif1.1 -> QIF-1.1"]],
    [
      "h6015314.1.2",
      "H/601/5314.1.2",
      ["irregular h6015314.1.2 -> H/601/5314.1.2"],
    ],
    [
      "H/601/5314 1.2",
      "H/601/5314.1.2",
      ["irregular H/601/5314 1.2 -> H/601/5314.1.2"],
    ],
    ["QIF: 1.1", "QIF-1.1", ["irregular QIF: 1.1 -> QIF-1.1"]],
    ["QIF-1: 1.1", "QIF-1.1", ["irregular QIF-1: 1.1 -> QIF-1.1"]],
    ["Unit 3", "T/505/0001", []],
    [
      "Unit 3:2.1",
      "T/505/0001.2.1",
      ["irregular Unit 3:2.1 -> T/505/0001.2.1"],
    ],
    [
      "D/601/5313 2.1",
      "D/601/5313.2.1",
      ["irregular D/601/5313 2.1 -> D/601/5313.2.1"],
    ],
    ["QIF-1.1.", "QIF-1.1", ["irregular QIF-1.1. -> QIF-1.1"]],
    // A bullet under the standard, which is what evidence is mapped to.
    ["QIF-1.1a", "QIF-1.1", ["irregular QIF-1.1a -> QIF-1.1"]],
    [
      "H/601/5314 2.3a",
      "H/601/5314.2.3",
      ["irregular H/601/5314 2.3a -> H/601/5314.2.3"],
    ],
    // Where the pack has such an item, it is that.
    ["T/505/0001.2.1a", "T/505/0001.2.1a", []],
    ["T/505/0001.1.10", "T/505/0001.1.10", []],
  ])("%j is %s", (written, code, issues) => {
    const resolved = resolve(written);
    expect(codesOf(resolved)).toEqual([code]);
    expect(issuesOf(resolved)).toEqual(issues);
  });

  it.each(["QIF-1.77", "ERS-2", "1.1", "K1", "QIF-1.1ab", "H/601/5315.1.1"])(
    "%j is none",
    (written) => {
      const resolved = resolve(written);
      expect(codesOf(resolved)).toEqual([]);
      expect(issuesOf(resolved)).toEqual([`unknown ${written}`]);
    },
  );

  it.each(["", "   ", ",", " ; , "])("%j is nothing at all", (written) => {
    expect(resolve(written)).toEqual({
      codes: [],
      frameworks: [],
      qualifications: [],
      issues: [],
    });
  });

  it("says where a code stands in its text", () => {
    const { codes, issues } = resolve("  qif 1.1 ");
    expect(codes).toMatchObject([{ from: 2, length: 7 }]);
    expect(issues).toMatchObject([{ from: 2, text: "qif 1.1" }]);
  });
});

describe("a list or range", () => {
  it.each([
    ["QIF-1.1, QIF-1.3", ["QIF-1.1", "QIF-1.3"]],
    ["QIF-1.1; QIF-1.3", ["QIF-1.1", "QIF-1.3"]],
    ["QIF-1.1, 1.3", ["QIF-1.1", "QIF-1.3"]],
    ["QIF-1.1, 2.1", ["QIF-1.1", "QIF-2.1"]],
    ["ERS-01, 02", ["ERS-01", "ERS-02"]],
    ["QIF-1.1-1.3", ["QIF-1.1", "QIF-1.2", "QIF-1.3"]],
    ["QIF-1.1-3", ["QIF-1.1", "QIF-1.2", "QIF-1.3"]],
    ["QIF-1.1-QIF-1.3", ["QIF-1.1", "QIF-1.2", "QIF-1.3"]],
    ["QIF-1.1 - 1.3", ["QIF-1.1", "QIF-1.2", "QIF-1.3"]],
    ["QIF-1.3-1.1", ["QIF-1.3", "QIF-1.1", "QIF-1.2"]],
    ["QIF-1.2-1.2", ["QIF-1.2"]],
    ["ERS-01-03", ["ERS-01", "ERS-02", "ERS-03"]],
    [
      "H/601/5314.1.1-1.2, 2.3",
      ["H/601/5314.1.1", "H/601/5314.1.2", "H/601/5314.2.3"],
    ],
    // Pack order, not the order of numbers as text: 1.10 comes after 1.2.
    [
      "T/505/0001.1.1-1.10",
      ["T/505/0001.1.1", "T/505/0001.1.2", "T/505/0001.1.10"],
    ],
  ])("%j", (written, codes) => {
    const resolved = resolve(written);
    expect(codesOf(resolved)).toEqual(codes);
    expect(issuesOf(resolved)).toEqual([]);
  });

  it.each(
    "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D".split(""),
  )("takes the dash %j", (dash) => {
    expect(codesOf(resolve(`QIF-1.1${dash}1.3`))).toEqual([
      "QIF-1.1",
      "QIF-1.2",
      "QIF-1.3",
    ]);
  });

  it.each([
    // An end that is not there: the rest of the range still counts.
    ["QIF-1.4-1.9", ["QIF-1.4", "QIF-1.5"], ["unknown 1.9"]],
    ["QIF-1.4-QIF-1.9", ["QIF-1.4", "QIF-1.5"], ["unknown QIF-1.9"]],
    ["QIF-1.0-1.2", ["QIF-1.1", "QIF-1.2"], ["unknown QIF-1.0"]],
    ["QIF-1.0-QIF-1.2", ["QIF-1.1", "QIF-1.2"], ["unknown QIF-1.0"]],
    // An end below another parent bounds no range of siblings.
    ["QIF-1.4-2.9", ["QIF-1.4"], ["unknown 2.9"]],
    // Nor does one of another letter, or the letters in between.
    ["WC-K2-K9", ["WC-K2", "WC-K3"], ["unknown K9"]],
    ["WC-A9-A12", ["WC-A9", "WC-A10"], ["unknown A12"]],
    ["WC-A9-K12", ["WC-A9"], ["unknown K12"]],
    ["CC-1.S2-1.S9", ["CC-1.S2", "CC-1.S3"], ["unknown 1.S9"]],
    ["QIF-1.1, QIF-9.9, 1.2", ["QIF-1.1", "QIF-1.2"], ["unknown QIF-9.9"]],
    ["QIF-8.1-8.3", [], ["unknown QIF-8.1-8.3"]],
    ["qif 1.1-1.2", ["QIF-1.1", "QIF-1.2"], ["irregular qif 1.1 -> QIF-1.1"]],
  ])("%j counts as far as it goes", (written, codes, issues) => {
    const resolved = resolve(written);
    expect([...codesOf(resolved)].sort(compareCodes)).toEqual(codes);
    expect(issuesOf(resolved)).toEqual(issues);
  });

  it("says where each part stands", () => {
    const text = "QIF-1.1, QIF-9.9, 1.4-1.8";
    const { issues } = resolve(text);
    for (const { text: part, from } of issues) {
      expect(text.slice(from, from + part.length)).toBe(part);
    }
    expect(issues.map(({ from }) => from)).toEqual([9, 22]);
  });
});

describe("a bare member", () => {
  it.each([
    ["QIF-1", "1.1", ["QIF-1.1"]],
    ["QIF-1", "1", ["QIF-1.1"]],
    ["QIF", "1.1", ["QIF-1.1"]],
    ["QIF@first", "1.1", ["QIF-1.1"]],
    ["H/601/5314", "1.1", ["H/601/5314.1.1"]],
    ["H/601/5314", "1", ["H/601/5314.1"]],
    ["H/601/5314.1", "2", ["H/601/5314.1.2"]],
    ["H/601/5314.1", "1.2", ["H/601/5314.1.2"]],
    ["h 601 5314", "1.1", ["H/601/5314.1.1"]],
    ["ERS", "02.1.1", ["ERS-02.1.1"]],
    ["Unit 3", "1.10", ["T/505/0001.1.10"]],
    [
      "H/601/5314",
      "1.1-1.3",
      ["1.1", "1.2", "1.3"].map((m) => `H/601/5314.${m}`),
    ],
    ["H/601/5314", "1.1, 2.3", ["H/601/5314.1.1", "H/601/5314.2.3"]],
    [
      "H/601/5314",
      "1.1-1.2, 2.3",
      ["1.1", "1.2", "2.3"].map((m) => `H/601/5314.${m}`),
    ],
    // A code in full keeps its meaning below any key.
    ["H/601/5314", "QIF-1.1", ["QIF-1.1"]],
    ["H/601/5314", "H/601/5314.1.1", ["H/601/5314.1.1"]],
  ])("below %s: %j", (key, member, codes) => {
    const resolved = resolve(member, key);
    expect(codesOf(resolved)).toEqual(codes);
    expect(issuesOf(resolved)).toEqual([]);
  });

  it("is only what lies below its key", () => {
    expect(issuesOf(resolve("2.1", "QIF-1"))).toEqual(["unknown 2.1"]);
    expect(issuesOf(resolve("1.1, 2.1", "QIF-1"))).toEqual(["unknown 2.1"]);
    expect(issuesOf(resolve("9.9", "H/601/5314"))).toEqual(["unknown 9.9"]);
  });

  it("with a letter behind it is the standard, with a hint", () => {
    const resolved = resolve("2.3a", "H/601/5314");
    expect(codesOf(resolved)).toEqual(["H/601/5314.2.3"]);
    expect(issuesOf(resolved)).toEqual(["irregular 2.3a -> 2.3"]);
  });
});

describe("a framework or qualification", () => {
  it.each([
    ["QIF", "QIF@first", []],
    ["QIF@first", "QIF@first", []],
    ["qif", "QIF@first", ["irregular qif -> QIF"]],
    ["qif@first", "QIF@first", ["irregular qif@first -> QIF@first"]],
  ])("%j is %s", (written, key, issues) => {
    const resolved = resolve(written);
    expect(resolved.frameworks.map((framework) => framework.key)).toEqual([
      key,
    ]);
    expect(issuesOf(resolved)).toEqual(issues);
  });

  it("is none in an edition that is not there", () => {
    expect(issuesOf(resolve("QIF@second"))).toEqual(["unknown QIF@second"]);
  });

  it.each(["ERS-L3-CERT", "AVA-L3-CERT"])("%s is a qualification", (code) => {
    const { qualifications } = resolve(code);
    expect(qualifications.map((one) => one.code)).toEqual([code]);
  });
});

describe("the same code in several packs", () => {
  const one = unitPack("CEN", "1");
  const same = unitPack("DOT", "1");
  const other = unitPack("DOT", "1", { credit: 4 });
  const longer = unitPack("DOT", "1", {
    extra: "\n          - code: 1.11\n            title: Eleven",
  });

  it("is one unit where outline, level and credit agree", () => {
    const catalogue = buildCatalogue([one, same]);
    expect(codesOf(resolve("T/505/0001", undefined, catalogue))).toEqual([
      "T/505/0001",
    ]);
  });

  it.each([
    ["credit", other],
    ["outline", longer],
  ])("is ambiguous where the %s differs", (_, second) => {
    const catalogue = buildCatalogue([one, second]);
    const resolved = resolve("T/505/0001", undefined, catalogue);
    expect(codesOf(resolved)).toEqual([]);
    expect(issuesOf(resolved)).toEqual(["ambiguous T/505/0001"]);
    expect(resolved.issues).toMatchObject([
      { candidates: [{ framework: "CEN@1" }, { framework: "DOT@1" }] },
    ]);
  });

  it("is what the portfolio's target means", () => {
    const catalogue = buildCatalogue([one, other]);
    const scope = { targets: new Set([other.key]) };
    const { codes } = resolve("T/505/0001", undefined, catalogue, scope);
    expect(codes.map(({ standard }) => standard.framework)).toEqual(["DOT@1"]);
  });

  it("is the current edition's unless an edition is pinned", () => {
    const old = unitPack("CEN", "0", { current: false, credit: 2 });
    const catalogue = buildCatalogue([old, one]);
    const frameworkOf = (scope: CodeScope): string | undefined =>
      resolve("T/505/0001.1.1", undefined, catalogue, scope).codes[0]?.standard
        .framework;
    expect(frameworkOf(noScope)).toBe("CEN@1");
    expect(frameworkOf({ targets: new Set([old.key]) })).toBe("CEN@0");
    const pinned = resolve("CEN@0", undefined, catalogue);
    expect(pinned.frameworks.map(({ key }) => key)).toEqual(["CEN@0"]);
    expect(codesOf(resolve("T/505/0001.1.1", "CEN@0", catalogue))).toEqual([
      "T/505/0001.1.1",
    ]);
  });

  it("is the workspace's own where it replaces a shipped pack", () => {
    const mine = packOf(
      "id: QIF\nedition: first\ntitle: Mine\nowner: We\nlicence: Ours\ntiers:\n  - id: t\n    title: T\n    assessable: true\nitems:\n  - code: QIF-1\n    title: One\n",
    );
    const catalogue = buildCatalogue([...shippedFrameworks, mine]);
    expect(catalogue.byKey.get(mine.key)).toBe(mine);
    expect(issuesOf(resolve("QIF-1.1", undefined, catalogue))).toEqual([
      "unknown QIF-1.1",
    ]);
  });
});

describe("writing codes shortly", () => {
  it("reads back as the same standards", () => {
    const frameworks = fc.constantFrom(...shipped.frameworks);
    const chosen = frameworks.chain(({ standards }) =>
      fc.subarray([...standards], {
        minLength: 1,
        maxLength: Math.min(20, standards.length),
      }),
    );
    fc.assert(
      fc.property(chosen, (standards: readonly Standard[]) => {
        const written = writeCodes(shipped, standards);
        // An older edition's codes are found where it is the target.
        const scope = {
          targets: new Set(standards.map(({ framework }) => framework)),
        };
        const resolved = resolveText(shipped, scope, written);
        expect(issuesOf(resolved), written).toEqual([]);
        expect(resolved.codes.map(({ standard }) => standard.key)).toEqual(
          standards.map(({ key }) => key),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("joins runs of siblings", () => {
    const standards = shipped.frameworks
      .flatMap((framework) => framework.standards)
      .filter(({ code }) => /^H\/601\/5314\.[12]\.\d$/.test(code));
    expect(writeCodes(shipped, standards)).toBe(
      "H/601/5314.1.1-1.4, H/601/5314.2.1-2.4",
    );
  });
});
