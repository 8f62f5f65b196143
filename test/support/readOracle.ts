// Portfolios on disk that are held against what was reckoned by hand: how
// they are read, and how their findings are written in an expected file.

import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { nodeDigest, nodeFolder } from "../../server/src/host/nodeHost.ts";
import { readFolder } from "../../server/src/host/readFolder.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import type { Finding } from "../../server/src/rules/rule.ts";
import {
  indexLines,
  textOf,
  withoutByteOrderMark,
} from "../../server/src/text/lineIndex.ts";
import { loudRunner, shipped, testDay } from "./snapshotOf.ts";

export interface ExpectedStandard {
  readonly state: string;
  readonly evidence: readonly string[];
}

export interface ExpectedFinding {
  readonly file: string;
  readonly code: string;
  readonly at: string;
  /** From 1; only where the text alone does not tell the place. */
  readonly line?: number;
  /** What the message has to say to whoever reads it. */
  readonly says?: string;
}

/** An expected file, of the type that its test reads it as. */
export function readExpected(file: string): unknown {
  // Failsafe: `1.10` and `2024-02` are texts here as they are in a header.
  return parse(readFileSync(file, "utf8"), { schema: "failsafe" });
}

export async function readPortfolios(folder: string): Promise<Snapshot> {
  return readFolder(nodeFolder(folder), shipped, testDay, defaultSettings, {
    digest: nodeDigest,
  });
}

export function findingsOf(snapshot: Snapshot): readonly Finding[] {
  return [...loudRunner().allFindings(snapshot).values()].flat();
}

/** `file:line code text`, which is what the expected files say of a finding. */
export function shownFinding(folder: string, finding: Finding): string {
  const text = readFileSync(path.join(folder, finding.path), "utf8");
  const index = indexLines(withoutByteOrderMark(text));
  return `${finding.path}:${finding.range.startLine + 1} ${finding.code} ${textOf(index, finding.range)}`;
}

export function shownExpectation({
  file,
  line,
  code,
  at,
}: ExpectedFinding): string {
  return `${file}:${line ?? "?"} ${code} ${at}`;
}

/** The states and the evidence of the assessable standards, by their codes. */
export function standardsOf({
  coverage,
  target,
  table,
}: Portfolio): Readonly<Record<string, ExpectedStandard>> {
  const standards: Record<string, ExpectedStandard> = {};
  for (const { key, code, isAssessable } of target.standards) {
    if (!isAssessable) continue;
    const own = coverage.standards.get(key);
    standards[code] = {
      state: own?.state ?? "none",
      evidence: (own?.evidence ?? []).map(
        (id) => table.byId.get(id)?.qualities.id ?? id,
      ),
    };
  }
  return standards;
}

/** The states of the standards above the assessable ones, by their codes. */
export function parentsOf({
  coverage,
  target,
}: Portfolio): Readonly<Record<string, { readonly state: string }>> {
  return Object.fromEntries(
    target.standards
      .filter(({ isAssessable }) => !isAssessable)
      .map(({ key, code }) => [
        code,
        { state: coverage.standards.get(key)?.state ?? "none" },
      ]),
  );
}
