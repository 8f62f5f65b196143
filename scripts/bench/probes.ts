// What is asked of a server that has read a workspace: the same questions to
// ours and to the one that does nothing.
import { performance } from "node:perf_hooks";
import { longReport } from "./bodies.ts";
import type { Exemplars, WrittenCorpus } from "./corpus.ts";
import {
  citingLine,
  type EditedDocument,
  middleLine,
  titleLine,
} from "./editedDocument.ts";
import { recordSpread, type Record } from "./figures.ts";
import type { Session } from "./session.ts";
import { spreadOf } from "./spread.ts";
import { targetOf } from "./targets.ts";

const reportCharacters = 200_000;
const warmUp = 5;
const mappings = 40;

/** The document that is opened at once has a slip, so that there is a finding. */
export async function firstAnswer(
  session: Session,
  corpus: WrittenCorpus,
): Promise<number> {
  const { path, text } = corpus.evidence;
  const slip = text.replace(/^author:/m, "auther:");
  const document = await session.open(corpus.folder, {
    path,
    text: slip,
  });
  for (;;) {
    const items = await document.pull();
    const isUseful = items.some(({ code }) => code === "unknown-field");
    if (isUseful || session.who !== "server") break;
    if (session.sinceInitialized > 120_000) return NaN;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const taken = session.sinceInitialized;
  await document.close();
  return taken;
}

export async function letters(
  session: Session,
  corpus: WrittenCorpus,
  record: Record,
): Promise<void> {
  const { folder } = corpus;
  const narrative = await session.open(folder, corpus.narrative);
  await narrative.pull();
  recordSpread(record, "narrative", await narrative.type(citingLine));
  await narrative.close();
  if (session.who !== "peer") {
    const evidence = await session.open(folder, corpus.evidence);
    await evidence.pull();
    recordSpread(record, "evidence", await evidence.type(middleLine));
    recordSpread(record, "header", await evidence.type(titleLine));
    await evidence.close();
  }
  const report = await session.open(folder, {
    path: corpus.narrative.path.replace(/[^/]+$/, "long-report.md"),
    text: longReport(reportCharacters),
  });
  await report.pull();
  recordSpread(record, "report", await report.type(citingLine));
  await report.close();
}

/**
 * Types the last character of a code under `standards:` and takes it back,
 * with the portfolio document and a chapter open beside: from the change to
 * the findings of the two.
 */
export async function mapping(
  session: Session,
  { folder, evidence, portfolio, chapter }: WrittenCorpus,
  record: Record,
): Promise<void> {
  const open = async (
    document: Exemplars["evidence"],
  ): Promise<EditedDocument> => {
    const opened = await session.open(folder, document);
    await opened.pull();
    return opened;
  };
  const edited = await open(evidence);
  const others = [await open(portfolio), await open(chapter)];
  const standards = edited.lineOf((line) => line === "standards:");
  const pull = async (): Promise<string> =>
    JSON.stringify(await Promise.all(others.map((other) => other.pull())));
  await edited.append(standards, "\n  - ");
  const line = standards + 1;
  const times: number[] = [];
  let changes = 0;
  for (const code of targetOf(1).codes) {
    // Not every piece changes what others are told: one that does is wanted.
    const last = code.slice(-1);
    await edited.append(line, code.slice(0, -1));
    const before = await pull();
    await edited.append(line, last);
    const isTold = (await pull()) !== before;
    if (isTold || session.who === "null") {
      for (let at = 0; at < warmUp + mappings; at += 1) {
        const started = performance.now();
        if (at % 2 === 0) await edited.takeBack(line, 1);
        else await edited.append(line, last);
        await pull();
        if (at >= warmUp) times.push(performance.now() - started);
      }
      changes = mappings;
      break;
    }
    await edited.takeBack(line, code.length);
  }
  if (changes > 0) recordSpread(record, "mapping", spreadOf(times));
  for (const document of [edited, ...others]) await document.close();
}
