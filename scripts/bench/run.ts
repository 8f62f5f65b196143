// One run: rounds in which all servers take turns, so that a slow minute is
// slow for all of them, and the tables at the end.
import { execFile } from "node:child_process";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { measureBrowser, measureNode } from "./browser.ts";
import { measureCheck } from "./check.ts";
import { Answers } from "./answers.ts";
import { writeCorpus, type WrittenCorpus } from "./corpus.ts";
import { Figures } from "./figures.ts";
import type { Group } from "./groups.ts";
import { packWishes, productWishes } from "./moreWishes.ts";
import { measurePacks, preparePacks, type PackCorpora } from "./packs.ts";
import { measureActivation, measurePackage } from "./product.ts";
import type { Programs } from "./programs.ts";
import { evaluate, type Row } from "./rows.ts";
import type { ScanReport } from "./scan.ts";
import type { ReadAgainReport } from "./readAgain.ts";
import type { ReadyOptions } from "./readyServer.ts";
import {
  measurePeer,
  measureReady,
  measureServer,
  measureWaits,
} from "./sessions.ts";
import { printTable } from "./table.ts";
import { fillStorage, measureReadyStart, measureWarm } from "./warm.ts";
import { wishes } from "./wishes.ts";

export interface RunOptions {
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Of the rounds, those in which the peer takes its turn. */
  readonly peerRounds: number;
  readonly groups: ReadonlySet<Group>;
  readonly json: boolean;
}

interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Groups that need no portfolios of the sizes asked for. */
const apart: readonly Group[] = [
  "completion",
  "pack",
  "package",
  "activation",
  "browser",
];
const browserDocuments = 1000;

export class Run {
  readonly #options: RunOptions;
  readonly #programs: Programs;
  readonly #folder: string;
  readonly #figures = new Figures();
  readonly #corpora: WrittenCorpus[] = [];
  readonly #remarks: string[] = [];
  #packs: PackCorpora | undefined;
  #inBrowser: WrittenCorpus | undefined;

  constructor(options: RunOptions, programs: Programs, folder: string) {
    this.#options = options;
    this.#programs = programs;
    this.#folder = folder;
  }

  async measure(): Promise<void> {
    await this.#prepare();
    const { rounds, peerRounds } = this.#options;
    for (let round = 0; round < rounds; round += 1) {
      this.#figures.beginRound();
      const title = `Round ${round + 1} of ${rounds}:`;
      for (const corpus of this.#corpora) {
        this.#say(`${title} ${corpus.documents} documents …`);
        await this.#measure(corpus, round === rounds - 1);
        if (this.#wants("warm")) await this.#measureWarm(corpus);
        if (round < peerRounds) await this.#measurePeer(corpus);
      }
      await this.#measurePacks(title);
      await this.#measureProduct(title, round === 0);
    }
    this.#report();
  }

  #wants(...some: readonly Group[]): boolean {
    return some.some((group) => this.#options.groups.has(group));
  }

  async #prepare(): Promise<void> {
    const { sizes, groups } = this.#options;
    const isApart = [...groups].every((group) => apart.includes(group));
    for (const size of isApart ? [] : sizes.toSorted((a, b) => a - b)) {
      this.#say(`Writing ${size} documents …`);
      const folder = path.join(this.#folder, `corpus-${size}`);
      this.#corpora.push(await writeCorpus(folder, size));
    }
    if (this.#wants("warm")) await this.#fillStorages();
    if (this.#wants("completion", "pack")) {
      this.#say("Writing large frameworks …");
      const { server } = this.#programs;
      this.#packs = await preparePacks(this.#folder, server);
    }
    if (this.#wants("browser")) {
      const folder = path.join(this.#folder, "in-browser");
      this.#inBrowser = await writeCorpus(folder, browserDocuments);
    }
  }

  async #measure(corpus: WrittenCorpus, isLast: boolean): Promise<void> {
    const { folder, documents } = corpus;
    const { scan, nothing, server, ready, cli } = this.#programs;
    const { groups } = this.#options;
    const isLargest = corpus === this.#corpora.at(-1);
    const { stdout } = await promisify(execFile)(process.execPath, [
      scan,
      folder,
    ]);
    const { milliseconds } = JSON.parse(stdout) as ScanReport;
    this.#figures.recorder(documents, "scan")("cold", milliseconds);
    const answers = new Answers(answersOf(corpus));
    for (const program of [nothing, server]) {
      await measureServer(
        program,
        corpus,
        { groups, answers, lasting: isLast && isLargest },
        this.#figures.recorder(documents, program.who),
      );
    }
    if (groups.has("references")) {
      await answers.save();
      await measureReady(
        ready,
        corpus,
        this.#readyOptions(corpus),
        this.#figures.recorder(documents, ready.who),
      );
    }
    for (const program of groups.has("waits") ? [nothing, server] : []) {
      const record = this.#figures.recorder(documents, program.who);
      await measureWaits(program, corpus, record);
    }
    if (groups.has("cold")) await this.#measureReadAgain(corpus);
    if (groups.has("check")) {
      const record = this.#figures.recorder(documents, "cli");
      await measureCheck(cli, folder, record);
    }
  }

  async #measureReadAgain({ folder, documents }: WrittenCorpus): Promise<void> {
    const { stdout } = await promisify(execFile)(process.execPath, [
      this.#programs.readAgain,
      folder,
    ]);
    const { first, later, findings } = JSON.parse(stdout) as ReadAgainReport;
    const record = this.#figures.recorder(documents, "one thread");
    record("first", first);
    record("later", later);
    const cold = this.#figures.last(`${documents} server findings`);
    if (cold === findings) return;
    this.#remarks.push(
      `One thread alone finds ${findings} things in ${documents} documents, the server ${cold ?? 0}: its time counts for nothing.`,
    );
  }

  async #measurePeer(corpus: WrittenCorpus): Promise<void> {
    this.#say(`Microsoft's Markdown server, ${corpus.documents} documents …`);
    await measurePeer(
      this.#programs.peer,
      corpus,
      this.#options.groups,
      this.#figures.recorder(corpus.documents, "peer"),
    );
  }

  async #fillStorages(): Promise<void> {
    for (const corpus of this.#corpora) {
      const { folder, documents } = corpus;
      this.#say(`Filling the index of ${documents} documents …`);
      const { server } = this.#programs;
      const isFilled = await fillStorage(server, folder, storageOf(corpus));
      if (isFilled) continue;
      this.#remarks.push(
        `The server stored nothing for ${documents} documents: its warm start is a cold one.`,
      );
    }
  }

  async #measureWarm(corpus: WrittenCorpus): Promise<void> {
    const { documents, folder } = corpus;
    const { server, ready, warmScan } = this.#programs;
    const storagePath = storageOf(corpus);
    const answers = new Answers(answersOf(corpus));
    await measureWarm(
      server,
      warmScan,
      folder,
      storagePath,
      answers,
      this.#figures.recorder(documents, server.who),
    );
    await answers.save();
    await measureReadyStart(
      ready,
      { ...this.#readyOptions(corpus), storagePath },
      this.#figures.recorder(documents, ready.who),
    );
    const [cold, warm] = ["findings", "warm findings"].map((name) =>
      this.#figures.last(`${documents} server ${name}`),
    );
    if (cold === warm) return;
    this.#remarks.push(
      `A warm start over ${documents} documents gives ${warm ?? 0} findings, a cold one ${cold ?? 0}: its time counts for nothing.`,
    );
  }

  #readyOptions(corpus: WrittenCorpus): ReadyOptions {
    const { engine } = this.#programs;
    return { answers: answersOf(corpus), engine, folder: corpus.folder };
  }

  async #measurePacks(title: string): Promise<void> {
    if (this.#packs === undefined) return;
    this.#say(`${title} large frameworks …`);
    const { server, nothing } = this.#programs;
    await measurePacks(
      server,
      nothing,
      this.#packs,
      this.#options.groups,
      (who) => this.#figures.recorder("packs", who),
    );
  }

  async #measureProduct(title: string, isFirst: boolean): Promise<void> {
    const product = this.#figures.recorder("product");
    if (this.#wants("package") && isFirst) {
      await this.#try("package", () => measurePackage(product));
    }
    if (this.#wants("activation")) {
      this.#say(`${title} a real VS Code …`);
      await this.#try("activation", () =>
        measureActivation(this.#folder, product),
      );
    }
    const corpus = this.#inBrowser;
    if (corpus === undefined) return;
    this.#say(`${title} a real Chromium …`);
    const { server, worker } = this.#programs;
    await measureNode(server, corpus, this.#figures.recorder("node"));
    await this.#try("browser", () =>
      measureBrowser(worker, corpus, this.#figures.recorder("browser")),
    );
  }

  /** What needs more than Node may fail without the rest being lost. */
  async #try(what: Group, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#remarks.push(`Not measured, ${what}: ${reason}`);
    }
  }

  #tables(): readonly Table[] {
    const [small] = this.#corpora;
    const largest = this.#corpora.at(-1);
    const { groups } = this.#options;
    return [
      ...this.#corpora.map((corpus) => ({
        title: `${corpus.documents} documents, ${(corpus.bytes / 1e6).toFixed(1)} MB`,
        rows: evaluate(
          this.#figures,
          wishes(corpus.documents, {
            small: small === corpus ? undefined : small?.documents,
            isHeldToTargets: corpus === largest,
          }),
          groups,
        ),
      })),
      {
        title: "Large frameworks, 500 documents",
        rows: evaluate(this.#figures, packWishes, groups),
      },
      {
        title: `As an editor has it; in the browser, ${browserDocuments} documents`,
        rows: evaluate(this.#figures, productWishes, groups),
      },
    ];
  }

  #report(): void {
    const { rounds, peerRounds, json } = this.#options;
    const tables = this.#tables();
    if (json) {
      const figures = this.#figures.all();
      const data = {
        machine: machine(),
        remarks: this.#remarks,
        tables,
        figures,
      };
      console.log(JSON.stringify(data, null, 2));
      return;
    }
    for (const { title, rows } of tables) printTable(title, rows);
    const targets = tables
      .flatMap(({ rows }) => rows)
      .filter(({ target }) => target !== "");
    const met = targets.filter(({ isMet }) => isMet === true).length;
    const peer =
      peerRounds === 0 ? "not measured" : `measured in ${peerRounds} of them`;
    console.log(
      `\n${met} of ${targets.length} targets are met. Median of ${rounds} rounds; the peer, Microsoft's Markdown server, ${peer}.\n${machine()}.`,
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

function answersOf({ folder }: WrittenCorpus): string {
  return `${folder}-answers.json`;
}

function machine(): string {
  const gigabytes = Math.round(os.totalmem() / 2 ** 30);
  return `${os.platform()}, ${os.cpus().length} cores, ${gigabytes} GB memory, Node ${process.versions.node}`;
}
