// The samples against what was reckoned by hand from the format's rules: the
// state and evidence of every standard, and every finding, one to one. The
// expected files were not made from the engine's answers and must never be.

import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nodeDigest, nodeFolder } from "../../server/src/host/nodeHost.ts";
import { readFolder } from "../../server/src/host/readFolder.ts";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { rules } from "../../server/src/rules/registry.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import {
  indexLines,
  textOf,
  withoutByteOrderMark,
} from "../../server/src/text/lineIndex.ts";
import {
  loudRunner,
  shipped,
  testDay,
} from "../support/snapshotOf.ts";

interface ExpectedStandard {
  readonly state: string;
  readonly evidence: readonly string[];
}

interface ExpectedFinding {
  readonly file: string;
  readonly code: string;
  readonly at: string;
  /** From 1; only where the text alone does not tell the place. */
  readonly line?: number;
}

interface Expected {
  readonly standards: Readonly<Record<string, ExpectedStandard>>;
  readonly parents: Readonly<Record<string, { readonly state: string }>>;
  readonly findings: readonly ExpectedFinding[];
}

const samples = path.resolve(import.meta.dirname, "../../samples");

function expectedOf(name: string): Expected {
  const file = path.join(import.meta.dirname, `${name}.expected.yaml`);
  // Failsafe: `1.10` and `2024-02` are texts here as they are in a header.
  return parse(readFileSync(file, "utf8"), { schema: "failsafe" }) as Expected;
}

async function readSample(name: string): Promise<Snapshot> {
  return readFolder(
    nodeFolder(path.join(samples, name)),
    shipped,
    testDay,
    defaultSettings,
    { digest: nodeDigest },
  );
}

function findingsOf(snapshot: Snapshot): readonly Finding[] {
  return [...loudRunner().allFindings(snapshot).values()].flat();
}

/** `file:line code text`, which is what the expected files say of a finding. */
function shownFinding(name: string, finding: Finding): string {
  const text = readFileSync(path.join(samples, name, finding.path), "utf8");
  const index = indexLines(withoutByteOrderMark(text));
  return `${finding.path}:${finding.range.startLine + 1} ${finding.code} ${textOf(index, finding.range)}`;
}

function withoutLine(shown: string): string {
  return shown.replace(/:\d+ /, " ");
}

function onlyPortfolio(snapshot: Snapshot): Portfolio {
  const [portfolio, ...more] = snapshot.index.portfolios.values();
  if (portfolio === undefined || more.length > 0) {
    throw new Error("The sample is one portfolio");
  }
  return portfolio;
}

describe.each(["self-assessment", "diploma"])("%s", (name) => {
  const expected = expectedOf(name);
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readSample(name);
  });

  it("has the states and the evidence that were reckoned by hand", () => {
    const { coverage, target, table } = onlyPortfolio(snapshot);
    const standards: Record<string, ExpectedStandard> = {};
    const parents: Record<string, { state: string }> = {};
    for (const { key, code, isAssessable } of target.standards) {
      const own = coverage.standards.get(key);
      const state = own?.state ?? "none";
      if (!isAssessable) parents[code] = { state };
      else {
        standards[code] = {
          state,
          evidence: (own?.evidence ?? []).map(
            (id) => table.byId.get(id)?.qualities.id ?? id,
          ),
        };
      }
    }
    expect(standards).toEqual(expected.standards);
    expect(parents).toEqual(expected.parents);
  });

  it("counts what its standards say", () => {
    const { counts } = onlyPortfolio(snapshot).coverage;
    const states = Object.values(expected.standards).map(({ state }) => state);
    const count = (wanted: string): number =>
      states.filter((state) => state === wanted).length;
    expect(counts).toEqual({
      assessable: states.length - count("not-applicable"),
      covered: count("covered"),
      partlyCovered: count("partly-covered"),
      uncovered: count("uncovered"),
      notApplicable: count("not-applicable"),
      // Neither sample has credit from elsewhere or a waiver.
      credited: 0,
      waivers: 0,
    });
  });

  it("has exactly the findings that were reckoned by hand", () => {
    const found = findingsOf(snapshot).map((finding) =>
      withoutLine(shownFinding(name, finding)),
    );
    const wanted = expected.findings.map(
      ({ file, code, at }) => `${file} ${code} ${at}`,
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("is unfinished, not wrong", () => {
    const errors = findingsOf(snapshot).filter(
      ({ severity }) => severity === "error",
    );
    expect(errors.map(({ message }) => message)).toEqual([]);
  });
});

describe("broken", () => {
  const expected = expectedOf("broken");
  let snapshot: Snapshot;
  beforeAll(async () => {
    snapshot = await readSample("broken");
  });

  it("has exactly the findings that were reckoned by hand", () => {
    const found = findingsOf(snapshot).map((finding) =>
      shownFinding("broken", finding),
    );
    const wanted = expected.findings.map(
      ({ file, line, code, at }) => `${file}:${line ?? "?"} ${code} ${at}`,
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  it("lets every rule speak", () => {
    const spoken = new Set(expected.findings.map(({ code }) => code));
    expect([...spoken].sort()).toEqual(rules.map(({ code }) => code).sort());
  });
});

it("ships no pack with a fault", () => {
  const folder = path.resolve(samples, "../frameworks");
  for (const { file } of shipped.frameworks) {
    const text = readFileSync(path.join(folder, path.basename(file)), "utf8");
    const pack = readFrameworkPack({ file, text, isShipped: true });
    expect(pack.problems, file).toEqual([]);
  }
});
