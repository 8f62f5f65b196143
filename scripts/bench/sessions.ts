// The long session with each server: start, reading, letters, references,
// memory and processor time.
import { setTimeout as pause } from "node:timers/promises";
import type { Answers } from "./answers.ts";
import type { WrittenCorpus } from "./corpus.ts";
import { citingLine } from "./editedDocument.ts";
import type { Record } from "./figures.ts";
import type { Group } from "./groups.ts";
import { configure, playEditor } from "./peerClient.ts";
import {
  firstAnswer,
  largestEdits,
  letters,
  mapping,
  waits,
} from "./probes.ts";
import type { ReadyOptions } from "./readyServer.ts";
import { headingReferences, emptyRequests, references } from "./references.ts";
import { withSession, type Program, type Session } from "./session.ts";

interface Wanted {
  /** Takes down what is answered, for a server that has it ready. */
  readonly answers: Answers;
  readonly groups: ReadonlySet<Group>;
  /** The dear ones, once in a run: 10,000 edits and 10 s of doing nothing. */
  readonly lasting: boolean;
}

const manyEdits = 10_000;
const editsForPull = 10;
const idleSeconds = 10;

/** Ours, or the one that does nothing. */
export function measureServer(
  program: Program,
  corpus: WrittenCorpus,
  { groups, lasting, answers }: Wanted,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    await session.initialize(corpus.folder);
    record("initialize", session.age);
    await session.initialized();
    record("first answer", await firstAnswer(session, corpus));
    record("findings", await session.readWorkspace());
    record("cold", session.sinceInitialized);
    record("cold from start", session.age);
    record("memory", await session.memory());
    record("processor reading", await session.processorSeconds());
    if (lasting && groups.has("idle")) await idle(session, record);
    if (groups.has("letters")) await letters(session, corpus, record);
    if (groups.has("mapping")) await mapping(session, corpus, record);
    if (groups.has("references")) {
      if (session.who === "null") await emptyRequests(session, corpus, record);
      else await references(session, corpus, record, answers.keep);
    }
    record("processor session", await session.processorSeconds());
    if (lasting && groups.has("memory") && session.who === "server") {
      await editMuch(session, corpus);
      record("memory after edits", await session.memory());
    }
    // Last, as it leaves much behind.
    if (groups.has("letters") && session.who === "server") {
      await largestEdits(session, corpus, record);
    }
    await session.end();
  });
}

/** One that finds nothing out: what it was asked for is ready. */
export function measureReady(
  program: Program,
  corpus: WrittenCorpus,
  options: ReadyOptions,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    await session.initialize(corpus.folder, options);
    await session.initialized();
    await session.readWorkspace();
    await references(session, corpus, record);
    await session.end();
  });
}

/** A session of its own, because asking costs the reading time. */
export function measureWaits(
  program: Program,
  corpus: WrittenCorpus,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    await session.initialize(corpus.folder);
    await session.initialized();
    await waits(session, corpus, record);
    await session.end();
  });
}

/** Microsoft's Markdown server, with the editor's half played by this process. */
export function measurePeer(
  program: Program,
  corpus: WrittenCorpus,
  groups: ReadonlySet<Group>,
  record: Record,
): Promise<void> {
  return withSession(program, async (session) => {
    playEditor(session, corpus.folder);
    await session.initialize(corpus.folder, { markdownFileExtensions: ["md"] });
    record("initialize", session.age);
    await session.initialized();
    await configure(session);
    await headingReferences(session, corpus, record, async () => {
      record("cold", session.sinceInitialized);
      record("cold from start", session.age);
      record("memory", await session.memory());
      record("processor reading", await session.processorSeconds());
    });
    if (groups.has("letters")) await letters(session, corpus, record);
    record("processor session", await session.processorSeconds());
    await session.end();
  });
}

async function idle(session: Session, record: Record): Promise<void> {
  // What follows the reading, such as writing an index, is no idleness.
  await pause(3000);
  const before = await session.threadMilliseconds();
  await pause(idleSeconds * 1000);
  const after = await session.threadMilliseconds();
  if (before === undefined || after === undefined) return;
  record("idle", after - before);
}

async function editMuch(
  session: Session,
  { folder, narrative }: WrittenCorpus,
): Promise<void> {
  const document = await session.open(folder, narrative);
  await document.typeAndTakeBack(citingLine, manyEdits, editsForPull);
  await document.close();
}
