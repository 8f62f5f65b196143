// What is asked of a server that has read a workspace: the same questions to
// ours and to the one that does nothing.
import { performance } from "node:perf_hooks";
import { coverageRequest } from "../../server/src/protocol.ts";
import { longReport, richReport } from "./bodies.ts";
import type { CorpusDocument, WrittenCorpus } from "./corpus.ts";
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
const mostPieces = 200;
/** What does nothing has read everything at once. */
const nullWaits = 500;

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
  const long = async (name: string, text: string): Promise<void> => {
    const report = await session.open(folder, {
      path: corpus.narrative.path.replace(/[^/]+$/, "long-report.md"),
      text,
    });
    await report.pull();
    recordSpread(record, name, await report.type(citingLine));
    await report.close();
  };
  await long("report", longReport(reportCharacters));
  if (session.who === "server") {
    await long("rich report", richReport(reportCharacters));
  }
}

const edits = 30;

/**
 * What moves or names more than a letter does, in the largest portfolio: lines
 * put in high in a chapter, letters in one of its strengths, in the portfolio's
 * title and at the end of an ID that every chapter cites, and the Coverage view
 * asked for after each letter.
 */
export async function largestEdits(
  session: Session,
  { folder, largest }: WrittenCorpus,
  record: Record,
): Promise<void> {
  const measure = async (
    name: string,
    document: CorpusDocument,
    isLine: (line: string) => boolean,
    change: (edited: EditedDocument, line: number, at: number) => Promise<void>,
  ): Promise<void> => {
    const edited = await session.open(folder, document);
    await edited.pull();
    const line = edited.lineOf(isLine);
    const spread = await edited.edit(edits, warmUp, (at) =>
      change(edited, line, at),
    );
    recordSpread(record, name, spread);
    await edited.close();
  };
  const append = (edited: EditedDocument, line: number): Promise<void> =>
    edited.append(line, "w");
  const isTitle = (line: string): boolean => line.startsWith("title: ");
  const { narrative, portfolio, cited } = largest;
  await measure(
    "new line",
    narrative,
    (line) => line.startsWith("# "),
    (edited, line) => edited.append(line, "\n"),
  );
  let isBelowHeading = false;
  await measure(
    "strength",
    narrative,
    (line) => {
      if (line.startsWith("#")) isBelowHeading = line === "### Strengths";
      return isBelowHeading && line.startsWith("- ");
    },
    append,
  );
  await measure("portfolio title", portfolio, isTitle, append);
  await measure(
    "cited ID",
    cited,
    (line) => line.startsWith("evidence: "),
    (edited, line, at) =>
      at % 2 === 0 ? edited.append(line, "9") : edited.takeBack(line, 1),
  );
  await measure(
    "coverage",
    narrative,
    (line) => line.startsWith("# "),
    async (edited, line) => {
      await append(edited, line);
      await session.connection.sendRequest(coverageRequest, {
        gapsOnly: false,
      });
    },
  );
}

/**
 * Types the last character of a code under `standards:` and takes it back,
 * with the portfolio document and a chapter open beside: from the change to
 * the findings of the two.
 */
export async function mapping(
  session: Session,
  corpus: WrittenCorpus,
  record: Record,
): Promise<void> {
  const { evidence, chapter } = corpus;
  const codes = targetOf(1).codes.filter(
    (code) =>
      chapter.text.includes(`\n## ${code} `) &&
      !evidence.text.includes(`- ${code}\n`),
  );
  for (const code of codes) {
    const times = await mappingTimes(session, corpus, code);
    if (times === undefined) continue;
    recordSpread(record, "mapping", spreadOf(times));
    return;
  }
}

/**
 * Undefined if the mapping never changes what the others are told: the chapter
 * may cite this evidence for the code already.
 */
async function mappingTimes(
  session: Session,
  { folder, evidence, portfolio, chapter }: WrittenCorpus,
  code: string,
): Promise<number[] | undefined> {
  const open = async (
    document: Pick<CorpusDocument, "path" | "text">,
  ): Promise<EditedDocument> => {
    const opened = await session.open(folder, document);
    await opened.pull();
    return opened;
  };
  const edited = await open(evidence);
  const head = "\nrequirements:\n";
  const asking = await open({
    ...portfolio,
    text: portfolio.text.replace(
      head,
      `${head}  - each: ${code}\n    pieces: \n`,
    ),
  });
  const others = [asking, await open(chapter)];
  const pull = async (): Promise<string> =>
    JSON.stringify(await Promise.all(others.map((other) => other.pull())));
  const standards = edited.lineOf((line) => line === "standards:");
  await edited.append(standards, `\n  - ${code}`);
  const line = standards + 1;
  const last = code.slice(-1);
  const change = async (at: number): Promise<string> => {
    if (at % 2 === 0) await edited.takeBack(line, 1);
    else await edited.append(line, last);
    return pull();
  };
  const times: number[] = [];
  // A large portfolio has many pieces for each standard. One mapping makes a
  // difference where as many are asked for as there are with it.
  const pieces = asking.lineOf((text) => text === "    pieces: ");
  for (let asked = 1; asked <= mostPieces && times.length === 0; asked += 1) {
    await asking.append(pieces, String(asked));
    const before = await pull();
    const isTold = (await change(0)) !== before;
    await change(1);
    for (let at = 0; at < warmUp + mappings; at += 1) {
      if (!isTold && session.who !== "null") break;
      const started = performance.now();
      await change(at);
      if (at >= warmUp) times.push(performance.now() - started);
    }
    await asking.takeBack(pieces, String(asked).length);
  }
  for (const document of [edited, ...others]) await document.close();
  return times.length === 0 ? undefined : times;
}

/**
 * Asks for the findings of an open document again and again until everything
 * is read and all findings have come. The first answer has a row of its own.
 */
export async function waits(
  session: Session,
  { folder, evidence }: WrittenCorpus,
  record: Record,
): Promise<void> {
  const document = await session.open(folder, evidence);
  await document.pull();
  const reading = { isOver: false };
  const read = session.readWorkspace().finally(() => {
    reading.isOver = true;
  });
  const times: number[] = [];
  const fewest = session.who === "null" ? nullWaits : 0;
  while (!reading.isOver || times.length < fewest) {
    const started = performance.now();
    await document.pull();
    times.push(performance.now() - started);
  }
  await read;
  const { p99, longest } = spreadOf(times);
  record("waits", times.length);
  record("wait p99", p99);
  record("wait longest", longest);
}
