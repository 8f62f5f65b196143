// What is rehearsed of looking for references and of renaming, in a portfolio
// that is made for it.

import { openDocument } from "../features/document.ts";
import { references } from "../features/references.ts";
import { rename } from "../features/rename.ts";
import { Naming } from "../model/naming.ts";
import type { FilePath } from "../model/paths.ts";
import { summaryOf } from "../model/portfolioSummary.ts";
import { readDocument } from "../model/readDocument.ts";
import { emptyIndex, updateIndex } from "../model/workspaceIndex.ts";
import type { Position } from "../text/textRange.ts";
import type { Session } from "./session.ts";
import { toReferences, toRenameEdit } from "./toProtocol.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

/** Chapters that cite one piece, each under a heading with one code. */
const chapters = 32;

/**
 * A scene takes a few milliseconds, the first of each kind somewhat more. V8
 * makes quick code of what has been gone through some thousand times.
 */
const timesInScene = 10;
const scenesOfEach = 4;

const folder = "rehearsal";
const piece = `${folder}/piece.md`;

/** `folder`: one of the session, for its frameworks; it stays as it is. */
export function* referenceScenes(
  { snapshot: source, toUri }: Pick<WorkspaceFolder, "snapshot" | "toUri">,
  versioned: Session["versioned"],
): Generator<void> {
  const { catalogue, today } = source;
  const [framework] = catalogue.frameworks;
  const standard = framework?.standards.find((one) => one.isAssessable);
  if (framework === undefined || standard === undefined) return;
  const text = `---\nevidence: E1\nstandards:\n  - ${standard.code}\n---\n`;
  const header = `---\nportfolio: general\nstandards: ${framework.id}\n---\n`;
  const chapter = `## ${standard.code}\n\nSee @E1.\n`;
  const texts = new Map<FilePath, string>([
    [`${folder}/portfolio.md`, header],
    [piece, text],
  ]);
  for (let at = 1; at <= chapters; at += 1) {
    texts.set(`${folder}/chapter-${at}.md`, chapter);
  }
  const index = updateIndex(
    emptyIndex({ catalogue, today }),
    new Map([...texts].map(([path, one]) => [path, readDocument(one)])),
    { catalogue, today },
  );
  const snapshot = { ...source, index, isComplete: true };
  yield;
  const cell = index.portfolios.cell(folder);
  if (cell === undefined) return;
  const { documents, contributions, table } = cell.portfolio;
  yield;
  const document = openDocument(piece, text);
  const refer = (position: Position): unknown =>
    toReferences(toUri, toUri, references(snapshot, document, position, true));
  const atId = { line: 1, character: "evidence: E".length };
  const atCode = { line: 3, character: "  - ".length };
  const again = function* (play: () => unknown): Generator<void> {
    play();
    yield;
    for (let scene = 0; scene < scenesOfEach; scene += 1) {
      for (let time = 0; time < timesInScene; time += 1) play();
      yield;
    }
  };
  const { names } = table;
  yield* again(() => refer(atCode));
  yield* again(() => new Naming({ documents, contributions, names }));
  yield* again(() => refer(atId));
  yield* again(() => {
    const renaming = rename(snapshot, document, atId, "E2");
    if (renaming?.kind !== "edits") return undefined;
    return toRenameEdit(
      (path) => versioned(toUri(path)),
      { takesDocumentChanges: true },
      renaming.edits,
    );
  });
  // What is kept of portfolios that are put by is found in another way.
  summaryOf(snapshot, cell);
  yield* again(() => refer(atCode));
}
