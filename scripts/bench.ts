// Measures the built language server on generated portfolios, beside a server
// that does nothing and a bare scan of the files, and prints a table. Only
// ratios taken in one run mean anything: see docs/performance.md.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import * as esbuild from "esbuild";
import { build } from "./build.ts";
import { writeCorpus, type WrittenCorpus } from "./bench/corpus.ts";
import { measure, type Measures } from "./bench/driver.ts";
import type { ScanReport } from "./bench/scan.ts";
import { repositoryRoot } from "./editors/cache.ts";
import { cleanUpOnSignals, onInterrupt } from "./editors/processes.ts";

interface Round {
  readonly server: Measures;
  readonly nothing: Measures;
  readonly scan: ScanReport;
}

interface SizeReport {
  readonly documents: number;
  readonly megabytes: number;
  readonly findings: number;
  readonly offers: number;
  readonly rows: readonly Row[];
}

interface Row {
  readonly what: string;
  readonly unit: "ms" | "MB";
  readonly value: number | undefined;
  readonly against: "null" | "scan";
  readonly base: number | undefined;
  readonly ratio: number | undefined;
}

interface Programs {
  readonly server: string;
  readonly nullServer: string;
  readonly scan: string;
}

async function main(): Promise<void> {
  cleanUpOnSignals();
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "100,1000" },
      rounds: { type: "string", default: "3" },
      json: { type: "boolean", default: false },
      server: { type: "string" },
    },
  });
  const sizes = values.size.split(",").map(Number);
  const rounds = Number(values.rounds);
  if (![...sizes, rounds].every((one) => Number.isInteger(one) && one > 0)) {
    throw new Error("--size takes numbers between commas, --rounds a number.");
  }
  if (values.server === undefined) await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-bench-"));
  const removeFolder = (): Promise<void> =>
    rm(folder, { recursive: true, force: true });
  const forget = onInterrupt(removeFolder);
  try {
    const programs = await bundlePrograms(folder, values.server);
    const reports: SizeReport[] = [];
    for (const size of sizes) {
      const report = await measureSize(programs, folder, size, rounds);
      reports.push(report);
      if (!values.json) printTable(report);
    }
    if (values.json) {
      console.log(JSON.stringify({ machine: machine(), reports }, null, 2));
    } else console.log(`\n${machine()}. Median of ${rounds} rounds.`);
  } finally {
    forget();
    await removeFolder();
  }
}

async function bundlePrograms(
  folder: string,
  server = path.join(repositoryRoot, "dist", "server.js"),
): Promise<Programs> {
  if (!existsSync(server)) throw new Error(`There is no ${server}.`);
  const bundle = async (name: string): Promise<string> => {
    // Minified like the server, so that loading is compared with loading.
    const outfile = path.join(folder, `${name}.cjs`);
    await esbuild.build({
      absWorkingDir: repositoryRoot,
      entryPoints: [`scripts/bench/${name}.ts`],
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      logLevel: "error",
    });
    return outfile;
  };
  const programs = {
    server: path.resolve(server),
    nullServer: await bundle("nullServer"),
    scan: await bundle("scan"),
  };
  await esbuild.stop();
  return programs;
}

async function measureSize(
  programs: Programs,
  parent: string,
  size: number,
  rounds: number,
): Promise<SizeReport> {
  const folder = path.join(parent, `corpus-${String(size)}`);
  const corpus = await writeCorpus(folder, size);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(await measureRound(programs, folder, corpus));
  }
  await rm(folder, { recursive: true, force: true });
  const last = measured.at(-1)?.server;
  return {
    documents: corpus.documents,
    megabytes: corpus.bytes / 1e6,
    findings: last?.findings ?? 0,
    offers: last?.offers ?? 0,
    rows: rowsOf(measured),
  };
}

/** The three take turns, so that a slow minute is slow for all of them. */
async function measureRound(
  programs: Programs,
  folder: string,
  corpus: WrittenCorpus,
): Promise<Round> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    programs.scan,
    folder,
  ]);
  const nothing = await measure(
    { script: programs.nullServer, tellsStatus: false },
    folder,
    corpus,
  );
  const server = await measure(
    { script: programs.server, tellsStatus: true },
    folder,
    corpus,
  );
  return { scan: JSON.parse(stdout) as ScanReport, nothing, server };
}

type Pick = (measures: Measures) => number | undefined;

const measures: readonly (readonly [string, Row["unit"], Pick])[] = [
  ["start to initialize answered", "ms", ({ initialize }) => initialize],
  ["reading the workspace", "ms", ({ read }) => read],
  ["memory after reading", "MB", ({ memory }) => memory],
  ["letter, 8 KB narrative, p50", "ms", ({ narrative }) => narrative.p50],
  ["letter, 8 KB narrative, p95", "ms", ({ narrative }) => narrative.p95],
  ["letter, 8 KB evidence, p50", "ms", ({ evidence }) => evidence.p50],
  ["letter, 8 KB evidence, p95", "ms", ({ evidence }) => evidence.p95],
  ["letter in an evidence header, p50", "ms", ({ header }) => header.p50],
  ["letter in an evidence header, p95", "ms", ({ header }) => header.p95],
  ["letter, 200 KB report, p50", "ms", ({ report }) => report.p50],
  ["letter, 200 KB report, p95", "ms", ({ report }) => report.p95],
  ["completion of codes, p50", "ms", ({ completion }) => completion.p50],
  ["completion of codes, p95", "ms", ({ completion }) => completion.p95],
];

function rowsOf(rounds: readonly Round[]): readonly Row[] {
  return measures.map(([what, unit, pick]): Row => {
    const isReading = what === "reading the workspace";
    const baseOf = ({ scan, nothing }: Round): number | undefined =>
      isReading ? scan.milliseconds : pick(nothing);
    const pairs = rounds.map((round) => [pick(round.server), baseOf(round)]);
    return {
      what,
      unit,
      value: median(pairs.map(([value]) => value)),
      against: isReading ? "scan" : "null",
      base: median(pairs.map(([, base]) => base)),
      // Of each round by itself, since rounds differ more than servers do.
      ratio: median(
        pairs.map(([value, base]) =>
          value === undefined || base === undefined ? undefined : value / base,
        ),
      ),
    };
  });
}

function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  known.sort((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)];
}

function printTable({ rows, ...corpus }: SizeReport): void {
  const { documents, megabytes, findings, offers } = corpus;
  console.log(
    `\n${documents} documents, ${megabytes.toFixed(1)} MB; ${findings} findings, ${offers} codes offered\n`,
  );
  const table = [
    ["", "server", "null or scan", "ratio"],
    ...rows.map(({ what, unit, value, against, base, ratio }) => [
      what,
      written(value, unit),
      `${against} ${written(base, unit)}`,
      ratio === undefined ? "n/a" : `${digits(ratio)}×`,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  for (const cells of table) {
    const [what = "", ...numbers] = cells.map((cell, column) =>
      column === 0
        ? cell.padEnd(widths[0] ?? 0)
        : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${[what, ...numbers].join("  ")}`);
  }
}

function written(value: number | undefined, unit: string): string {
  return value === undefined ? "n/a" : `${digits(value)} ${unit}`;
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function machine(): string {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${os.platform()}, ${os.cpus().length} cores, ${gigabytes} GB memory, Node ${process.versions.node}`;
}

await main();
