// References and rename over the largest portfolio: of a piece of evidence and
// a standard, or, in a Markdown server, of a heading that every chapter links.
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type {
  Location,
  Position,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { aboutHeading } from "./bodies.ts";
import type { Keep } from "./answers.ts";
import type { WrittenCorpus } from "./corpus.ts";
import type { EditedDocument } from "./editedDocument.ts";
import type { Record } from "./figures.ts";
import type { Session } from "./session.ts";
import { median } from "./spread.ts";

const keepNothing: Keep = () => undefined;
const laterTimes = 20;
/** For so long somebody reads, at least, before looking for references. */
const readingMilliseconds = 1000;
/** And for so long a new name is typed. */
const namingMilliseconds = 1000;

/** Of a piece of evidence, a standard, and the renaming of the piece. */
export async function references(
  session: Session,
  { folder, largest }: WrittenCorpus,
  record: Record,
  keep: Keep = keepNothing,
): Promise<void> {
  const { referencesProvider, renameProvider } = session.capabilities;
  const piece = await session.open(folder, largest.cited);
  await piece.pull();
  await pause(readingMilliseconds);
  const id = /^evidence: "?(E\d+)/m.exec(largest.cited.text)?.[1] ?? "";
  const atId = piece.positionOf(id, 1);
  await placeCursor(session, piece, atId);
  if (referencesProvider !== undefined && referencesProvider !== false) {
    await repeated(record, "references", () =>
      refer(session, piece, atId, keep),
    );
    const other = await session.open(folder, largest.evidence);
    await other.pull();
    const line = other.lineOf((text) => text === "standards:") + 1;
    const atCode = { line, character: other.lengthOf(line) - 1 };
    await placeCursor(session, other, atCode);
    await repeated(record, "standard references", () =>
      refer(session, other, atCode, keep),
    );
    await other.close();
  }
  if (renameProvider !== undefined && renameProvider !== false) {
    await beginRename(session, piece, atId);
    await repeated(record, "rename", () =>
      rename(session, piece, atId, "E99001", keep),
    );
  }
  await piece.close();
}

/**
 * Completion of a server that does nothing, which knows no references, asked for
 * as those are: what a first request costs whatever is answered.
 */
export async function emptyRequests(
  session: Session,
  { folder, largest }: WrittenCorpus,
  record: Record,
): Promise<void> {
  const piece = await session.open(folder, largest.cited);
  await piece.pull();
  await pause(readingMilliseconds);
  await piece.pull();
  await repeated(record, "empty requests", async () => {
    await piece.complete({ line: 0, character: 0 });
    return 0;
  });
  await piece.close();
}

/** The first answer needs every file, which is when it has been read. */
export async function headingReferences(
  session: Session,
  { folder, largest }: WrittenCorpus,
  record: Record,
  recordRead: () => Promise<void>,
): Promise<void> {
  const document = await session.open(folder, largest.portfolio);
  const position = document.positionOf(`# ${aboutHeading}`, 4);
  await placeCursor(session, document, position);
  await repeated(
    record,
    "references",
    () => refer(session, document, position),
    recordRead,
  );
  await beginRename(session, document, position);
  await repeated(record, "rename", () =>
    rename(session, document, position, "About this record"),
  );
  await document.close();
}

/** An editor then marks what is the same as what the cursor stands in. */
async function placeCursor(
  session: Session,
  document: EditedDocument,
  position: Position,
): Promise<void> {
  const { documentHighlightProvider } = session.capabilities;
  if (documentHighlightProvider === undefined) return;
  if (documentHighlightProvider === false) return;
  await askAt(session, document, position, "textDocument/documentHighlight");
}

/** An editor asks what is to be renamed, and somebody types the new name. */
async function beginRename(
  session: Session,
  document: EditedDocument,
  position: Position,
): Promise<void> {
  const { renameProvider } = session.capabilities;
  if (typeof renameProvider !== "object") return;
  if (renameProvider.prepareProvider !== true) return;
  await askAt(session, document, position, "textDocument/prepareRename");
  await pause(namingMilliseconds);
}

function askAt(
  { connection }: Session,
  { uri }: EditedDocument,
  position: Position,
  method: string,
): Promise<unknown> {
  return connection.sendRequest(method, { textDocument: { uri }, position });
}

/** The first time, and the median of later ones. */
async function repeated(
  record: Record,
  name: string,
  ask: () => Promise<number>,
  afterFirst = (): Promise<void> => Promise.resolve(),
): Promise<void> {
  const timed = async (): Promise<number> => {
    const started = performance.now();
    await ask();
    return performance.now() - started;
  };
  const started = performance.now();
  const files = await ask();
  record(`${name} first`, performance.now() - started);
  record(`${name} files`, files);
  await afterFirst();
  const later: number[] = [];
  for (let at = 0; at < laterTimes; at += 1) later.push(await timed());
  record(`${name} later`, median(later));
}

/** In how many files something is named. */
async function refer(
  session: Session,
  { uri }: EditedDocument,
  position: Position,
  keep = keepNothing,
): Promise<number> {
  const method = "textDocument/references";
  const places = await session.connection.sendRequest<
    readonly Location[] | null
  >(method, {
    textDocument: { uri },
    position,
    context: { includeDeclaration: true },
  });
  keep(method, uri, places);
  return new Set(places?.map((place) => place.uri)).size;
}

async function rename(
  session: Session,
  { uri }: EditedDocument,
  position: Position,
  newName: string,
  keep = keepNothing,
): Promise<number> {
  const method = "textDocument/rename";
  const edit = await session.connection.sendRequest<WorkspaceEdit | null>(
    method,
    { textDocument: { uri }, position, newName },
  );
  keep(method, uri, edit);
  const files = edit?.documentChanges ?? Object.keys(edit?.changes ?? {});
  return files.length;
}
