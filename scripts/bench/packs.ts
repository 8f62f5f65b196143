// Large frameworks: completion over their codes in a portfolio of 500
// documents, and how long a pack takes until completion knows it.
import path from "node:path";
import { writePackCorpus, type WrittenPackCorpus } from "./corpus.ts";
import type { EditedDocument } from "./editedDocument.ts";
import { recordSpread, type Record } from "./figures.ts";
import type { Group } from "./groups.ts";
import { withSession, type Program, type Session } from "./session.ts";
import { spreadOf } from "./spread.ts";
import { fillStorage } from "./warm.ts";

const portfolioDocuments = 500;
/** The fewest in which every kind of document is. */
const fewDocuments = 40;
export const manyCodes = 50_000;
export const fewCodes = 400;
/** After which a pack counts as never known. */
const patience = 180_000;
const warmUp = 10;
const completions = 100;

export interface PackCorpora {
  readonly many: WrittenPackCorpus;
  readonly few: WrittenPackCorpus;
  /** Hardly more than the pack of many codes. */
  readonly alone: WrittenPackCorpus;
  /** Filled with the stored index of `alone`. */
  readonly storagePath: string;
  readonly stores: boolean;
}

export async function preparePacks(
  parent: string,
  program: Program,
): Promise<PackCorpora> {
  const write = (
    name: string,
    documents: number,
    codes: number,
  ): Promise<WrittenPackCorpus> =>
    writePackCorpus(path.join(parent, name), documents, codes);
  const many = await write("many-codes", portfolioDocuments, manyCodes);
  const few = await write("few-codes", portfolioDocuments, fewCodes);
  const alone = await write("pack-alone", fewDocuments, manyCodes);
  const storagePath = path.join(parent, "pack-index");
  const stores = await fillStorage(program, alone.folder, storagePath);
  return { many, few, alone, storagePath, stores };
}

export async function measurePacks(
  server: Program,
  nothing: Program,
  { many, few, alone, storagePath }: PackCorpora,
  groups: ReadonlySet<Group>,
  record: (who: string) => Record,
): Promise<void> {
  if (groups.has("completion")) {
    await measureCompletion(nothing, few, record("null"));
    await measureCompletion(server, few, record("few"));
    await measureCompletion(server, many, record("many"));
  }
  if (groups.has("pack")) {
    const recordPack = record("pack");
    recordPack("first", await untilKnown(server, alone, {}));
    recordPack("stored", await untilKnown(server, alone, { storagePath }));
    recordPack("megabytes", Buffer.byteLength(alone.packText) / 1e6);
  }
}

function measureCompletion(
  program: Program,
  corpus: WrittenPackCorpus,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    await session.initialize(corpus.folder);
    await session.initialized();
    record("findings", await session.readWorkspace());
    record("cold", session.sinceInitialized);
    record("memory", await session.memory());
    const { document, position } = await askingDocument(session, corpus);
    const times: number[] = [];
    for (let at = 0; at < warmUp + completions; at += 1) {
      const answer = await document.complete(position);
      if (at >= warmUp) times.push(answer.milliseconds);
      record("offers", answer.items.length);
      record("kilobytes", answer.bytes / 1000);
    }
    recordSpread(record, "completion", spreadOf(times));
    await session.end();
  });
}

/** An empty item below `standards:`, where codes are offered. */
async function askingDocument(
  session: Session,
  corpus: WrittenPackCorpus,
): Promise<{
  readonly document: EditedDocument;
  readonly position: { readonly line: number; readonly character: number };
}> {
  const { folder, evidence } = corpus;
  const document = await session.open(folder, evidence);
  const line = document.lineOf((text) => text === "standards:");
  await document.append(line, "\n  - ");
  return { document, position: { line: line + 1, character: 4 } };
}

/** From `initialized` until completion offers a code of the pack. */
function untilKnown(
  program: Program,
  corpus: WrittenPackCorpus,
  options: object,
): Promise<number> {
  return withSession(program, async (session) => {
    await session.initialize(corpus.folder, options);
    await session.initialized();
    const { document, position } = await askingDocument(session, corpus);
    for (;;) {
      const { items } = await document.complete(position);
      if (items.some(({ label }) => label.startsWith("GEN-"))) break;
      if (session.sinceInitialized > patience) return NaN;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const taken = session.sinceInitialized;
    await session.end();
    return taken;
  });
}
