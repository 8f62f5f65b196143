// What it takes to read every document and to judge every portfolio, and
// nothing else: one thread, nobody who asks, nothing stored or sent. The first
// time V8 meets the code; later it has compiled it. Prints milliseconds.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import type { DocumentFacts } from "../../server/src/model/facts.ts";
import { listFiles } from "../../server/src/model/paths.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import {
  firstSnapshot,
  updateSnapshot,
} from "../../server/src/model/snapshot.ts";
import { createRunner } from "../../server/src/rules/runner.ts";

export interface ReadAgainReport {
  readonly first: number;
  readonly later: number;
  readonly findings: number;
}

const times = 3;
const today = "2026-11-25";

/** The findings of one portfolio's folder. */
function judge(root: string, folder: string): number {
  const facts = new Map<string, DocumentFacts>();
  const entries = readdirSync(path.join(root, folder), {
    recursive: true,
    encoding: "utf8",
  });
  for (const entry of entries) {
    if (!entry.endsWith(".md")) continue;
    const place = path.join(folder, entry);
    facts.set(
      place,
      readDocument(readFileSync(path.join(root, place), "utf8")),
    );
  }
  const snapshot = updateSnapshot(
    firstSnapshot(shipped, today, defaultSettings, nodeDigest),
    shipped,
    { documents: facts, files: listFiles(facts.keys()), isComplete: true },
  );
  const runner = createRunner((rule, error) => {
    throw new Error(`${rule} failed.`, { cause: error });
  });
  let findings = 0;
  for (const found of runner.allFindings(snapshot).values()) {
    findings += found.length;
  }
  return findings;
}

function readAll(root: string): { milliseconds: number; findings: number } {
  const started = performance.now();
  let findings = 0;
  for (const folder of readdirSync(root)) findings += judge(root, folder);
  return { milliseconds: performance.now() - started, findings };
}

const [, , root = "."] = process.argv;
const passes = Array.from({ length: times }, () => readAll(root));
const report: ReadAgainReport = {
  first: passes[0]?.milliseconds ?? NaN,
  later: Math.min(...passes.slice(1).map(({ milliseconds }) => milliseconds)),
  findings: passes.at(-1)?.findings ?? 0,
};
process.stdout.write(JSON.stringify(report));
