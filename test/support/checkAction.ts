// Quick fixes as text: what is offered at the cursor, and the files after one
// of them is taken.

import { codeActions } from "../../server/src/features/codeActions.ts";
import type { OfferedAction } from "../../server/src/features/codeActions/offered.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import { openFixture } from "./openFixture.ts";
import { loudRunner, snapshotOf, type MemoryFile } from "./snapshotOf.ts";

export interface ActionResult {
  readonly titles: readonly string[];
  /** Titles of those that are taken without a choice. */
  readonly preferred: readonly string[];
  readonly take: (title: string) => TakenAction;
}

export interface TakenAction {
  /** Files that the action changed or made, by path. */
  readonly changed: Readonly<Record<string, string>>;
  /** Errors that are left in all files. */
  readonly errors: readonly string[];
}

export function actionsAt(fixture: string): ActionResult {
  const { snapshot, document, selection, files } = openFixture(fixture);
  const runner = loudRunner();
  const read = (wanted: string): string | undefined =>
    files.find((file) => file.path === wanted)?.text;
  const offered = codeActions(
    snapshot,
    document,
    selection,
    (file) => runner.findingsIn(snapshot, file),
    read,
  );
  return {
    titles: offered.map(({ title }) => title),
    preferred: offered
      .filter(({ isPreferred }) => isPreferred)
      .map(({ title }) => title),
    take(title) {
      const action = offered.find((one) => one.title === title);
      if (action === undefined) {
        throw new Error(
          `“${title}” is not among: ${offered.map((one) => one.title).join(" | ")}`,
        );
      }
      return applied(files, action);
    },
  };
}

function applied(
  files: readonly MemoryFile[],
  { changes }: OfferedAction,
): TakenAction {
  const changed: Record<string, string> = {};
  for (const change of changes) {
    const file = files.find(({ path }) => path === change.path);
    if (change.kind === "create") {
      if (file !== undefined)
        throw new Error(`${change.path} is there already`);
      changed[change.path] = change.text;
    } else {
      if (file === undefined) throw new Error(`${change.path} is not there`);
      changed[change.path] = applyEdits(file.text, change.edits);
    }
  }
  const after = [
    ...files.filter(({ path }) => changed[path] === undefined),
    ...Object.entries(changed).map(([path, text]) => ({ path, text })),
  ];
  const errors = [...loudRunner().allFindings(snapshotOf(after)).values()]
    .flat()
    .filter(({ severity }) => severity === "error")
    .map(({ path, code }) => `${path}: ${code}`);
  return { changed, errors };
}
