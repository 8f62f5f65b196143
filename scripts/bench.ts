// Measures the built language server on generated portfolios, beside a server
// that does nothing, a bare scan of the files and Microsoft's Markdown server,
// and prints which targets are met. Only ratios taken in one run mean
// anything: see docs/performance.md.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { build } from "./build.ts";
import { measureCheck } from "./bench/check.ts";
import { writeCorpus, type WrittenCorpus } from "./bench/corpus.ts";
import { Figures } from "./bench/figures.ts";
import { groups, isGroup, type Group } from "./bench/groups.ts";
import { measurePacks, preparePacks } from "./bench/packs.ts";
import { bundlePrograms, type Programs } from "./bench/programs.ts";
import { evaluate, packWishes, wishes } from "./bench/rows.ts";
import type { ScanReport } from "./bench/scan.ts";
import { measurePeer, measureServer } from "./bench/sessions.ts";
import { printTable } from "./bench/table.ts";
import { fillStorage, measureWarm } from "./bench/warm.ts";
import { cleanUpOnSignals, onInterrupt } from "./editors/processes.ts";

interface Options {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly peerRounds: number;
  readonly groups: ReadonlySet<Group>;
  readonly json: boolean;
  readonly server: string | undefined;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      size: { type: "string", default: "100,10000" },
      rounds: { type: "string", default: "3" },
      only: { type: "string", default: groups.join(",") },
      "peer-rounds": { type: "string", default: "1" },
      "no-peer": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      server: { type: "string" },
    },
  });
  const sizes = values.size.split(",").map(Number);
  const rounds = Number(values.rounds);
  const peerRounds = values["no-peer"] ? 0 : Number(values["peer-rounds"]);
  if (![...sizes, rounds].every((one) => Number.isInteger(one) && one > 0)) {
    throw new Error("--size takes numbers between commas, --rounds a number.");
  }
  if (!Number.isInteger(peerRounds)) {
    throw new Error("--peer-rounds takes a number.");
  }
  const only = values.only.split(",");
  const wanted = only.filter(isGroup);
  if (wanted.length < only.length) {
    throw new Error(`--only takes some of ${groups.join(", ")}.`);
  }
  const { json, server } = values;
  return { sizes, rounds, peerRounds, groups: new Set(wanted), json, server };
}

async function main(): Promise<void> {
  cleanUpOnSignals();
  const options = readOptions();
  if (options.server === undefined) await build();
  const folder = await mkdtemp(path.join(os.tmpdir(), "evidence-bench-"));
  const removeFolder = (): Promise<void> =>
    rm(folder, { recursive: true, force: true });
  const forget = onInterrupt(removeFolder);
  try {
    const programs = await bundlePrograms(folder, options.server);
    await new Bench(options, programs, folder).run();
  } finally {
    forget();
    await removeFolder();
  }
}

class Bench {
  readonly #options: Options;
  readonly #programs: Programs;
  readonly #folder: string;
  readonly #figures = new Figures();
  readonly #corpora: WrittenCorpus[] = [];
  readonly #remarks: string[] = [];

  constructor(options: Options, programs: Programs, folder: string) {
    this.#options = options;
    this.#programs = programs;
    this.#folder = folder;
  }

  async run(): Promise<void> {
    const { sizes, rounds, peerRounds } = this.#options;
    const wants = (...some: Group[]): boolean =>
      some.some((group) => this.#options.groups.has(group));
    for (const size of [...sizes].sort((a, b) => a - b)) {
      this.#say(`Writing ${size} documents …`);
      const folder = path.join(this.#folder, `corpus-${size}`);
      this.#corpora.push(await writeCorpus(folder, size));
    }
    if (wants("warm")) await this.#fillStorages();
    const { server, nothing } = this.#programs;
    const packs = wants("completion", "pack")
      ? await preparePacks(this.#folder, server)
      : undefined;
    for (let round = 0; round < rounds; round += 1) {
      this.#figures.beginRound();
      // All take turns, so that a slow minute is slow for all of them.
      for (const corpus of this.#corpora) {
        this.#say(`Round ${round + 1}, ${corpus.documents} documents …`);
        await this.#measure(corpus, round === rounds - 1);
        if (wants("warm")) await this.#measureWarm(corpus);
        if (round < peerRounds) await this.#measurePeer(corpus);
      }
      if (packs !== undefined) {
        this.#say(`Round ${round + 1}, large frameworks …`);
        await measurePacks(
          server,
          nothing,
          packs,
          this.#options.groups,
          (who) => this.#figures.recorder("packs", who),
        );
      }
    }
    this.#report();
  }

  async #measure(corpus: WrittenCorpus, isLast: boolean): Promise<void> {
    const { folder, documents } = corpus;
    const { scan, nothing, server, cli } = this.#programs;
    const { groups: wanted } = this.#options;
    const isLargest = corpus === this.#corpora.at(-1);
    const { stdout } = await promisify(execFile)(process.execPath, [
      scan,
      folder,
    ]);
    const { milliseconds } = JSON.parse(stdout) as ScanReport;
    this.#figures.recorder(documents, "scan")("cold", milliseconds);
    for (const program of [nothing, server]) {
      await measureServer(
        program,
        corpus,
        { groups: wanted, lasting: isLast && isLargest },
        this.#figures.recorder(documents, program.who),
      );
    }
    if (wanted.has("check")) {
      const record = this.#figures.recorder(documents, "cli");
      await measureCheck(cli, folder, record);
    }
  }

  async #measurePeer(corpus: WrittenCorpus): Promise<void> {
    this.#say(`Microsoft's Markdown server, ${corpus.documents} documents …`);
    await measurePeer(
      this.#programs.peer,
      corpus,
      { groups: this.#options.groups, lasting: false },
      this.#figures.recorder(corpus.documents, "peer"),
    );
  }

  async #fillStorages(): Promise<void> {
    for (const corpus of this.#corpora) {
      const { folder } = corpus;
      this.#say(`Filling the index of ${corpus.documents} documents …`);
      const isFilled = await fillStorage(
        this.#programs.server,
        folder,
        storageOf(corpus),
      );
      if (!isFilled) {
        this.#remarks.push(
          `The server stored nothing for ${corpus.documents} documents: its warm start is a cold one.`,
        );
      }
    }
  }

  #measureWarm(corpus: WrittenCorpus): Promise<void> {
    return measureWarm(
      this.#programs.server,
      this.#programs.warmScan,
      corpus.folder,
      storageOf(corpus),
      this.#figures.recorder(corpus.documents, "server"),
    );
  }

  #report(): void {
    const { rounds, peerRounds, json } = this.#options;
    const small = this.#corpora.length > 1 ? this.#corpora[0] : undefined;
    const tables = this.#corpora.map((corpus) => ({
      title: `${corpus.documents} documents, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
      rows: evaluate(
        this.#figures,
        wishes(
          corpus.documents,
          small === corpus ? undefined : small?.documents,
        ),
        this.#options.groups,
      ),
    }));
    const packs = evaluate(this.#figures, packWishes, this.#options.groups);
    tables.push({ title: "Large frameworks, 500 documents", rows: packs });
    if (json) {
      const figures = this.#figures.all();
      const data = { machine: machine(), tables, figures };
      console.log(JSON.stringify(data, null, 2));
      return;
    }
    for (const { title, rows } of tables) printTable(title, rows);
    const once = peerRounds === 0 ? "not measured" : `in ${peerRounds} of them`;
    console.log(
      `\n${machine()}. Median of ${rounds} rounds; the peer ${once}.`,
    );
    for (const remark of this.#remarks) console.log(remark);
  }

  /** On the other channel, since it is no result. */
  #say(line: string): void {
    process.stderr.write(`${line}\n`);
  }
}

function storageOf({ folder }: WrittenCorpus): string {
  return `${folder}-index`;
}

function machine(): string {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${os.platform()}, ${os.cpus().length} cores, ${gigabytes} GB memory, Node ${process.versions.node}`;
}

await main();
