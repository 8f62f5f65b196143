// Cross-walks: what they join, in which direction, what is wrong with them and
// where, and that nothing is counted by way of them.

import { describe, expect, it } from "vitest";
import {
  crosswalkProblems,
  servedBy,
  sourcesOf,
} from "../../server/src/model/crosswalkRelations.ts";
import { suggestionsFor } from "../../server/src/model/crosswalkSuggestions.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import { markdown, piece, plainPack } from "../support/portfolioOf.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

/** A second framework with the same codes behind a Y. */
const otherPack = plainPack.replaceAll("X", "Y").replace("Plain", "Other");

const walk = (relations: string, from = "X", to = "Y"): string =>
  `crosswalk: X-Y\nfrom: ${from}\nto: ${to}\nauthor: The tests\nrelations:\n${relations}`;

const relation = (
  from: string,
  to: string,
  kind: string,
  ...more: readonly string[]
): string =>
  [`  - from: ${from}`, `to: ${to}`, `kind: ${kind}`, ...more].join("\n    ") +
  "\n";

function snapshotWith(
  crosswalk: string,
  files: Iterable<readonly [path: string, text: string]> = [],
  packs: readonly string[] = [plainPack, otherPack],
): Snapshot {
  return snapshotOf(
    [
      ...packs.map(
        (text, at) => [`.evidence/frameworks/p${at}.yaml`, text] as const,
      ),
      [".evidence/frameworks/walk.yaml", crosswalk] as const,
      ...files,
    ].map(([path, text]) => ({ path, text })),
  );
}

/** `X-1.1 partly`, for each standard whose evidence may serve this one. */
function sources(snapshot: Snapshot, code: string): readonly string[] {
  return named(snapshot, code, sourcesOf);
}

function named(
  { catalogue }: Snapshot,
  code: string,
  of: typeof sourcesOf,
): readonly string[] {
  const standard = catalogue.frameworks
    .flatMap(({ standards }) => standards)
    .find((one) => one.code === code);
  if (standard === undefined) throw new Error(`There is no ${code}`);
  return of(catalogue, standard).map(
    ({ standard: other, kind }) => `${other.code} ${kind}`,
  );
}

/** Marked text and message of each problem in the cross-walk. */
function faults(
  crosswalk: string,
  packs?: readonly string[],
): readonly (readonly [marked: string, message: string])[] {
  const snapshot = snapshotWith(crosswalk, [], packs);
  const pack = snapshot.packs.get(".evidence/frameworks/walk.yaml");
  if (pack === undefined) throw new Error("There is no cross-walk");
  return [...pack.problems, ...crosswalkProblems(snapshot.catalogue, pack)].map(
    ({ range, message }) => [textOf(indexLines(crosswalk), range), message],
  );
}

describe("a relation", () => {
  it("that is partly holds from the first to the second", () => {
    const snapshot = snapshotWith(walk(relation("X-1.1", "Y-2.1", "partly")));
    expect(sources(snapshot, "Y-2.1")).toEqual(["X-1.1 partly"]);
    expect(sources(snapshot, "X-1.1")).toEqual([]);
    expect(named(snapshot, "X-1.1", servedBy)).toEqual(["Y-2.1 partly"]);
  });

  it("holds back as well where it says so, and always when equivalent", () => {
    const both = relation("X-1.1", "Y-2.1", "partly", "bothWays: true");
    const same = relation("X-1.2", "Y-1.2", "equivalent");
    const snapshot = snapshotWith(walk(both + same));
    expect(sources(snapshot, "X-1.1")).toEqual(["Y-2.1 partly"]);
    expect(sources(snapshot, "X-1.2")).toEqual(["Y-1.2 equivalent"]);
    expect(sources(snapshot, "Y-1.2")).toEqual(["X-1.2 equivalent"]);
  });

  it("takes lists, ranges, parents and bare numbers", () => {
    const snapshot = snapshotWith(
      walk(
        relation("[X-1.1-1.2, 2.1]", "Y-2", "partly") +
          relation("X-1", "Y-1.3", "partly"),
      ),
    );
    expect(sources(snapshot, "Y-2.1")).toEqual([
      "X-1.1 partly",
      "X-1.2 partly",
      "X-2.1 partly",
    ]);
    expect(sources(snapshot, "Y-1.3")).toEqual([
      "X-1.1 partly",
      "X-1.2 partly",
      "X-1.3 partly",
    ]);
  });

  it("that is equivalent pairs several in order", () => {
    const snapshot = snapshotWith(
      walk(relation("X-1.1-1.3", "Y-1.1-1.3", "equivalent")),
    );
    expect(sources(snapshot, "Y-1.2")).toEqual(["X-1.2 equivalent"]);
    expect(sources(snapshot, "X-1.3")).toEqual(["Y-1.3 equivalent"]);
  });

  it("stated twice counts once, as the closer one", () => {
    const snapshot = snapshotWith(
      walk(
        relation("X-1.1", "Y-1.1", "partly") +
          relation("X-1.1", "Y-1.1", "equivalent"),
      ),
    );
    expect(sources(snapshot, "Y-1.1")).toEqual(["X-1.1 equivalent"]);
  });

  it("may stand in a pack", () => {
    const pack = `${plainPack}crosswalks:\n  - to: Y\n    relations:\n      - from: 1.1\n        to: Y-1.1\n        kind: partly\n`;
    const snapshot = snapshotWith("", [], [pack, otherPack]);
    expect(sources(snapshot, "Y-1.1")).toEqual(["X-1.1 partly"]);
  });

  it("keeps to the edition that is named", () => {
    const older = otherPack
      .replace("edition: one", "edition: zero\ncurrent: false")
      .replaceAll("code: Y", "code: YO");
    const snapshot = snapshotWith(
      walk(relation("X-1.1", "YO-1.1", "partly"), "X", "Y@zero"),
      [],
      [plainPack, otherPack, older],
    );
    expect(sources(snapshot, "YO-1.1")).toEqual(["X-1.1 partly"]);
    expect(sources(snapshot, "Y-1.1")).toEqual([]);
  });
});

it("a cross-walk with a shipped one's name takes its place", () => {
  const own = walk(relation("X-1.1", "Y-1.1", "partly")).replace(
    "crosswalk: X-Y",
    "crosswalk: QIF-MATRIX",
  );
  expect(sources(snapshotWith(own), "MATRIX-1")).toEqual([]);
  expect(
    sources(
      snapshotWith(walk(relation("X-1.1", "Y-1.1", "partly"))),
      "MATRIX-1",
    ),
  ).toContain("QIF-1.1 partly");
});

describe("a fault is marked where it stands", () => {
  it.each([
    ["a code of nothing", relation("X-9.1", "Y-1.1", "partly"), "X-9.1"],
    [
      "one code of several",
      relation("X-1.1, X-9.9", "Y-1.1", "partly"),
      "X-9.9",
    ],
    ["a code of the other side", relation("Y-1.1", "Y-1.1", "partly"), "Y-1.1"],
    [
      "a code of a third framework",
      relation("X-1.1", '"QIF-1.1"', "partly"),
      "QIF-1.1",
    ],
    ["a whole framework", relation("X", "Y-1.1", "partly"), "X"],
    ["another kind", relation("X-1.1", "Y-1.1", "similar"), "similar"],
    [
      "two sides of different length",
      relation("X-1.1-1.3", "Y-1.1-1.2", "equivalent"),
      "equivalent",
    ],
    [
      "equivalent in one direction only",
      relation("X-1.1", "Y-1.1", "equivalent", "bothWays: false"),
      "equivalent",
    ],
    [
      "an unknown key",
      relation("X-1.1", "Y-1.1", "partly", "strength: 3"),
      "strength",
    ],
  ])("%s", (_, relations, marked) => {
    expect(faults(walk(relations)).map(([text]) => text)).toEqual([marked]);
  });

  it("a framework that is not loaded is none", () => {
    expect(
      faults(walk(relation("X-1.1", "Z-1.1", "partly"), "X", "Z")),
    ).toEqual([]);
    // The side that is loaded is read all the same.
    expect(
      faults(walk(relation("X-9.1", "Z-1.1", "partly"), "X", "Z")).map(
        ([text]) => text,
      ),
    ).toEqual(["X-9.1"]);
  });

  it("what is sound around it counts", () => {
    const snapshot = snapshotWith(
      walk(
        relation("X-9.1", "Y-1.1", "partly") +
          relation("X-1.2", "Y-1.2", "partly"),
      ),
    );
    expect(sources(snapshot, "Y-1.2")).toEqual(["X-1.2 partly"]);
  });

  it("a file without an author, or without frameworks, says so", () => {
    expect(faults("crosswalk: X-Y\n").map(([, message]) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("`author` is missing"),
        expect.stringContaining("`relations` is missing"),
      ]),
    );
  });
});

describe("suggestions", () => {
  const files = [
    ["portfolio.md", markdown("portfolio: general\nstandards: Y-1")] as const,
    piece("E04", "X-1.1"),
    piece("E07", "X-1.1, Y-1.2"),
    piece("E02", "X-1.2"),
  ];
  const relations =
    relation("X-1.1", "Y-1.2", "partly") +
    relation("X-1.2", "Y-1.2", "equivalent");

  function suggested(snapshot: Snapshot, code: string): readonly string[] {
    const portfolio = snapshot.index.portfolios.get("");
    const standard = portfolio?.target.standards.find(
      (one) => one.code === code,
    );
    if (portfolio === undefined || standard === undefined) {
      throw new Error(`There is no ${code}`);
    }
    return suggestionsFor(portfolio, standard).map(
      ({ related, evidence }) =>
        `${related.standard.code}: ${evidence.map(({ qualities }) => qualities.id).join()}`,
    );
  }

  it("are pieces that are mapped there and not here, the closer first", () => {
    const snapshot = snapshotWith(walk(relations), files);
    expect(suggested(snapshot, "Y-1.2")).toEqual(["X-1.2: E02", "X-1.1: E04"]);
    expect(suggested(snapshot, "Y-1.1")).toEqual([]);
  });

  it("are never counted", () => {
    const states = (snapshot: Snapshot): unknown =>
      snapshot.index.portfolios
        .get("")
        ?.target.standards.map(({ code, key }) => {
          const own = snapshot.index.portfolios
            .get("")
            ?.coverage.standards.get(key);
          return [code, own?.state, own?.evidence];
        });
    const without = states(snapshotWith("", files));
    expect(states(snapshotWith(walk(relations), files))).toEqual(without);
    expect(without).toContainEqual(["Y-1.2", "covered", ["e07"]]);
    expect(without).toContainEqual(["Y-1.1", "uncovered", []]);
  });
});
