// Runs every suite of the project, or those named with --only, and ends with
// a table and the line "N passed, N failed". A suite in which no test passed
// is a failure, so that a broken set-up cannot look like success.
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { runDesktop } from "../test/editors/runDesktop.ts";
import { runNeovim } from "../test/editors/runNeovim.ts";
import { runNodeHost } from "../test/editors/runNodeHost.ts";
import { runUi } from "../test/editors/runUi.ts";
import { runWebHost } from "../test/editors/runWebHost.ts";
import { createTally, type Outcome } from "../test/editors/tally.ts";
import { build } from "./build.ts";
import { repositoryRoot } from "./editors/cache.ts";
import { cleanUpOnSignals, run } from "./editors/processes.ts";
import { generate } from "./generate.ts";
import { countsFileVariable, type ProjectCounts } from "./vitestCounts.ts";

interface Row extends Outcome {
  readonly name: string;
  readonly milliseconds: number;
}

const vitestProjects = [
  "rules",
  "features",
  "properties",
  "model",
  "protocol",
  "samples",
];

const editorSuites: Readonly<Record<string, () => Promise<Outcome>>> = {
  "host-node": runNodeHost,
  "host-web": runWebHost,
  ui: runUi,
  neovim: runNeovim,
};

/** Runs only when it is named: see runDesktop.ts. */
const optionalSuites: typeof editorSuites = { desktop: runDesktop };

const tools: Readonly<Record<string, readonly string[]>> = {
  types: ["typescript/bin/tsc", ...["-p", "tsconfig.json"]],
  "types: pure layers": [
    "typescript/bin/tsc",
    ...["-p", "server/tsconfig.pure.json"],
  ],
  "types: client": ["typescript/bin/tsc", ...["-p", "client/tsconfig.json"]],
  "types: worker": [
    "typescript/bin/tsc",
    ...["-p", "server/tsconfig.worker.json"],
  ],
  lint: ["eslint/bin/eslint.js", "--max-warnings=0", "."],
  format: ["prettier/bin/prettier.cjs", "--check", "."],
  "layer rules": [
    "dependency-cruiser/bin/dependency-cruise.mjs",
    ...["client", "server", "scripts", "test", "--config"],
  ],
  "unused code": ["knip/bin/knip.js"],
};

async function main(): Promise<void> {
  cleanUpOnSignals();
  const selected = selectSuites(process.argv.slice(2));
  const rows: Row[] = [];
  await rm(inRepository("test-output"), { recursive: true, force: true });
  await mkdir(inRepository("test-output"), { recursive: true });
  if (selected.has("checks")) {
    rows.push(await timed("checks", runChecks));
  }
  const built = await timed("build", runBuild);
  rows.push(built);
  const projects = vitestProjects.filter((name) => selected.has(name));
  if (projects.length > 0) rows.push(...(await runVitest(projects)));
  const suites = { ...editorSuites, ...optionalSuites };
  for (const [name, runSuite] of Object.entries(suites)) {
    if (!selected.has(name)) continue;
    if (built.failed === 0) rows.push(await timed(name, runSuite));
    else rows.push(notRun(name, "The build failed."));
  }
  process.exitCode = report(rows);
}

function selectSuites(commandArguments: readonly string[]): Set<string> {
  const groups: Readonly<Record<string, readonly string[]>> = {
    unit: vitestProjects,
    editors: Object.keys(editorSuites),
  };
  const everything = [
    "checks",
    ...vitestProjects,
    ...Object.keys(editorSuites),
  ];
  const known = [...everything, ...Object.keys(optionalSuites)];
  const [option = "", ...values] = commandArguments.flatMap((argument) =>
    argument.split(/[=,]/),
  );
  if (option === "") return new Set(everything);
  const names = values.flatMap((name) => groups[name] ?? [name]);
  const unknown = names.filter((name) => !known.includes(name));
  if (option !== "--only" || names.length === 0 || unknown.length > 0) {
    console.error(
      `Use --only with any of: ${[...known, ...Object.keys(groups)].join(", ")}.`,
    );
    process.exit(2);
  }
  return new Set(names);
}

async function timed(name: string, work: () => Promise<Outcome>): Promise<Row> {
  heading(name);
  const start = Date.now();
  const outcome = await work().catch((error: unknown) => {
    const tally = createTally();
    tally.fail(name, error instanceof Error ? error.message : String(error));
    return tally.outcome;
  });
  return withSubstance({
    name,
    ...outcome,
    milliseconds: Date.now() - start,
  });
}

function notRun(name: string, reason: string): Row {
  heading(name);
  const tally = createTally();
  tally.fail(name, reason);
  return { name, ...tally.outcome, milliseconds: 0 };
}

/** Neovim alone may be skipped, and only outside CI: see runNeovim.ts. */
function withSubstance(row: Row): Row {
  if (row.passed > 0 || row.failed > 0 || row.name === "neovim") return row;
  console.log(`  ✗ ${row.name}: no test ran`);
  return { ...row, failed: 1 };
}

function heading(name: string): void {
  console.log(`\n=== ${name} ===`);
}

async function runChecks(): Promise<Outcome> {
  const tally = createTally();
  // First, because the build writes what is stale.
  await tally.check("generated files", async () => {
    const stale = await generate({ write: false });
    if (stale.length > 0) {
      throw new Error(`Run \`npm run generate\` for ${stale.join(", ")}.`);
    }
  });
  const waiting = Object.entries(tools);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [title, command] = next;
      await tally.check(title, () => runTool(command));
    }
  };
  // Two at a time: more would only share the two cores.
  await Promise.all([work(), work()]);
  return tally.outcome;
}

async function runTool([bin = "", ...rest]: readonly string[]): Promise<void> {
  const { code, text } = await run(
    process.execPath,
    [inRepository(`node_modules/${bin}`), ...rest],
    { cwd: repositoryRoot },
  );
  if (code !== 0) throw new Error(text.trim());
}

async function runBuild(): Promise<Outcome> {
  const tally = createTally();
  await tally.check("bundles", () => build());
  return tally.outcome;
}

/** One process for all projects, counted for each. */
async function runVitest(projects: readonly string[]): Promise<Row[]> {
  heading(projects.join(", "));
  const countsFile = inRepository("test-output/vitest-counts.json");
  const { code } = await run(
    process.execPath,
    [
      inRepository("node_modules/vitest/vitest.mjs"),
      "run",
      "--reporter=default",
      `--reporter=${inRepository("scripts/vitestCounts.ts")}`,
      ...projects.flatMap((name) => ["--project", name]),
    ],
    {
      cwd: repositoryRoot,
      show: true,
      env: {
        ...process.env,
        // Vitest takes CI for a terminal with colours.
        [process.stdout.isTTY ? "FORCE_COLOR" : "NO_COLOR"]: "1",
        [countsFileVariable]: countsFile,
      },
    },
  );
  const counts = await readCounts(countsFile);
  const rows = projects.map((name) =>
    withSubstance({
      name,
      ...(counts[name] ?? {
        passed: 0,
        failed: 0,
        skipped: 0,
        milliseconds: 0,
      }),
    }),
  );
  // Errors outside any test, for instance in a configuration file.
  return code === 0 || rows.some(({ failed }) => failed > 0)
    ? rows
    : [...rows, notRun("vitest", `It ended with ${String(code)}.`)];
}

async function readCounts(
  file: string,
): Promise<Readonly<Record<string, ProjectCounts>>> {
  return readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Record<string, ProjectCounts>,
    () => ({}),
  );
}

/** Writes the table and the closing line; gives the exit code. */
function report(rows: readonly Row[]): number {
  const total = (pick: (row: Row) => number): number =>
    rows.reduce((sum, row) => sum + pick(row), 0);
  const line = (...cells: readonly (string | number)[]): void => {
    const [name = "", ...numbers] = cells;
    console.log(
      String(name).padEnd(12) +
        numbers.map((cell) => String(cell).padStart(10)).join(""),
    );
  };
  heading("result");
  line("suite", "passed", "failed", "skipped", "seconds");
  for (const { name, passed, failed, skipped, milliseconds } of rows) {
    line(name, passed, failed, skipped, (milliseconds / 1000).toFixed(1));
  }
  for (const { name, passed, failed } of rows) {
    if (passed + failed === 0) console.log(`\n!!! ${name} was SKIPPED.`);
  }
  const failed = total((row) => row.failed);
  console.log(
    `\n${String(total((row) => row.passed))} passed, ${String(failed)} failed`,
  );
  return failed === 0 ? 0 : 1;
}

function inRepository(file: string): string {
  return path.join(repositoryRoot, file);
}

await main();
