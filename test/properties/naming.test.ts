// Looking through the documents that are known to name something finds what
// looking through all of them would find, after whatever edits.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { readingIn } from "../../server/src/model/documentReading.ts";
import { evidencePlaces } from "../../server/src/model/evidencePlaces.ts";
import { evidenceId } from "../../server/src/model/evidenceTable.ts";
import type { StandardKey } from "../../server/src/model/framework.ts";
import type { FilePath } from "../../server/src/model/paths.ts";
import {
  citedToken,
  namingIn,
  forEachStandard,
} from "../../server/src/model/naming.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { renameEvidence } from "../../server/src/model/renameEvidence.ts";
import {
  renameScope,
  type RenameScope,
} from "../../server/src/model/renameScope.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import { edits, editOf, workspace } from "../support/arbitraryWorkspace.ts";
import { shipped, testDay } from "../support/snapshotOf.ts";

const timeout = 180_000;

type Texts = Iterable<readonly [FilePath, string | undefined]>;

function changed(snapshot: Snapshot, texts: Texts): Snapshot {
  return updateSnapshot(snapshot, shipped, {
    documents: new Map(
      [...texts].map(([path, text]) => [
        path,
        text === undefined
          ? undefined
          : readDocument(text, { digest: nodeDigest }),
      ]),
    ),
    isComplete: true,
  });
}

/** Documents that name a piece, found by looking through all of them. */
function allNaming(portfolio: Portfolio, id: string): readonly FilePath[] {
  return portfolio.documents
    .sortedKeys()
    .filter(
      (path) =>
        evidencePlaces(readingOf(portfolio, path), evidenceId(id)).length > 0,
    );
}

function readingOf(
  portfolio: Portfolio,
  path: FilePath,
): ReturnType<typeof readingIn> {
  const facts = portfolio.documents.get(path);
  if (facts === undefined) throw new Error(`${path} is not there`);
  return readingIn(portfolio, path, facts);
}

function namesStandard(
  { contributions }: Portfolio,
  path: FilePath,
  key: StandardKey,
): boolean {
  const named = new Set<StandardKey>();
  const contribution = contributions.get(path);
  if (contribution !== undefined) {
    forEachStandard(contribution, (one) => named.add(one));
  }
  return named.has(key);
}

/** The same scope, in which nothing is known but the documents. */
function unknowing(scope: RenameScope): RenameScope {
  return {
    ...scope,
    naming: () => [...scope.documents()],
    cited: () =>
      [...scope.documents()].flatMap(([path]) =>
        (scope.contributionOf(path)?.citations ?? []).flatMap(
          (one) => citedToken(one) ?? [],
        ),
      ),
  };
}

const ids = ["E01", "E02", "E03", "E10", "WT-1", "1", "e2"];

describe("what is known of a portfolio", () => {
  it("leads to all that name a piece or a standard", { timeout }, () => {
    let found = 0;
    let renamed = 0;
    const standards = new Set<StandardKey>();
    fc.assert(
      fc.property(workspace, edits, (start, sequence) => {
        let snapshot = changed(
          firstSnapshot(shipped, testDay, defaultSettings, nodeDigest),
          start,
        );
        let texts = start;
        for (const steps of [[], ...sequence]) {
          const { documents } = editOf(steps, texts);
          const next = new Map(texts);
          for (const [path, text] of documents) {
            if (text === undefined) next.delete(path);
            else next.set(path, text);
          }
          texts = next;
          snapshot = changed(snapshot, documents);
          for (const portfolio of snapshot.index.portfolios.values()) {
            const naming = namingIn(portfolio);
            const known = [...portfolio.table.names.holders.values()];
            for (const id of [...ids, ...known.map((one) => one.id)]) {
              const paths = naming.evidence(evidenceId(id));
              const all = allNaming(portfolio, id);
              expect(paths).toEqual([...new Set(paths)]);
              expect(paths).toEqual(expect.arrayContaining([...all]));
              found += all.length;
            }
            for (const [path, one] of portfolio.contributions.entries()) {
              forEachStandard(one, (key) => {
                expect(naming.standard(key)).toContain(path);
                standards.add(key);
              });
            }
            for (const key of standards) {
              const paths = naming.standard(key);
              expect(paths).toEqual(
                paths.filter((path) => namesStandard(portfolio, path, key)),
              );
            }
            for (const { id, path, item } of known) {
              const scope = renameScope(snapshot, readingOf(portfolio, path));
              for (const to of ["E99", ...ids]) {
                const piece = { path, item };
                const args = [piece, evidenceId(id), to] as const;
                const answer = renameEvidence(scope, ...args);
                const whole = renameEvidence(unknowing(scope), ...args);
                expect(answer).toEqual(whole);
                if (answer.kind === "refused" || whole.kind === "refused") {
                  continue;
                }
                expect([...answer.edits.keys()]).toEqual([
                  ...whole.edits.keys(),
                ]);
                renamed += 1;
              }
            }
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(found).toBeGreaterThan(1000);
    expect(renamed).toBeGreaterThan(1000);
  });
});
