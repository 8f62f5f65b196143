// A rename changes a name and nothing else: what is covered, what is found and
// how often the piece is named stay as they were, and the way back leads to
// the same text.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placesInToken } from "../../server/src/model/evidencePlaces.ts";
import { placesOf } from "../../server/src/model/namedPlaces.ts";
import { readingOf } from "../../server/src/model/documentReading.ts";
import {
  evidenceId,
  type EvidenceEntry,
  type EvidenceId,
} from "../../server/src/model/evidenceTable.ts";
import type { Portfolio } from "../../server/src/model/portfolio.ts";
import { renameEvidence } from "../../server/src/model/renameEvidence.ts";
import { renameScope } from "../../server/src/model/renameScope.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";
import { workspace as anyWorkspace } from "../support/arbitraryWorkspace.ts";
import { plainOf, type Plain } from "../support/comparable.ts";
import {
  findingsOf,
  openWorkspace,
  withFiles,
  type MemoryWorkspace,
} from "../support/memoryWorkspace.ts";
import { sampleFiles } from "../support/sampleFiles.ts";
import { loudRunner } from "../support/snapshotOf.ts";

const timeout = 180_000;
const runner = loudRunner();

type Outcome = MemoryWorkspace | string;

/** The workspace after a rename, or why it was refused. */
function renamed(
  workspace: MemoryWorkspace,
  { path, item, id }: EvidenceEntry,
  to: string,
): Outcome {
  const { snapshot, files } = workspace;
  const reading = readingOf(snapshot, path);
  if (reading === undefined) throw new Error(`${path} is not there`);
  const scope = renameScope(snapshot, reading);
  const answer = renameEvidence(scope, { path, item }, id, to);
  if (answer.kind === "refused") return answer.message;
  return withFiles(
    workspace,
    files.map((file) => ({
      ...file,
      text: applyEdits(file.text, answer.edits.get(file.path) ?? []),
    })),
  );
}

function portfolioIn({ snapshot }: MemoryWorkspace, folder: string): Portfolio {
  const found = snapshot.index.portfolios.get(folder);
  if (found === undefined) throw new Error(`No portfolio in ${folder}`);
  return found;
}

/** Lists in no order, and one name for both IDs. */
function apart(value: Plain, name: (text: string) => string): Plain {
  if (typeof value === "string") return name(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item: Plain) => JSON.stringify(apart(item, name))).sort();
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [name(key), apart(part, name)]),
  );
}

/** Without what is said of IDs that would be free or might be meant. */
function stateOf(
  workspace: MemoryWorkspace,
  folder: string,
  name: (text: string) => string,
): Plain {
  return apart(
    plainOf({
      coverage: portfolioIn(workspace, folder).coverage,
      findings: findingsOf(workspace, runner).map(
        ({ path, code, message, range }) => [
          path,
          code,
          range.startLine,
          message.replace(
            / (?:Did you mean `|Correct the ID|Give it an ID).*$/,
            "",
          ),
        ],
      ),
    }),
    name,
  );
}

function namedIn(
  { snapshot }: MemoryWorkspace,
  portfolio: Portfolio,
  evidence: EvidenceId,
): number {
  const range = {
    startLine: 0,
    startCharacter: 0,
    endLine: 0,
    endCharacter: 0,
  };
  const subject = { kind: "evidence", evidence, range } as const;
  return placesOf(snapshot, portfolio.path, subject).length;
}

/** Mentions in the text of pieces that a reviewer put on record: they stay. */
function keptIn(portfolio: Portfolio, evidence: EvidenceId): number {
  const all = [...portfolio.documents.values()];
  const recorded = new Set(
    all.flatMap(({ review }) =>
      (review?.decisions ?? []).flatMap(({ fingerprints }) =>
        fingerprints.map(({ of }) => evidenceId(of.text)),
      ),
    ),
  );
  return all
    .filter(({ evidence: [piece, ...more] }) => {
      const isAlone = piece !== undefined && more.length === 0;
      return isAlone && recorded.has(evidenceId(piece.id.text));
    })
    .flatMap(({ mentions }) => mentions.filter(({ isInBody }) => isInBody))
    .flatMap((mention) =>
      placesInToken(portfolio.table.names, mention, evidence),
    ).length;
}

function isShared(portfolio: Portfolio, id: EvidenceId): boolean {
  const all = [...portfolio.documents.values()].flatMap((facts) =>
    facts.evidence.filter((item) => evidenceId(item.id.text) === id),
  );
  return all.length > 1;
}

const refusals = /, would name other pieces than now\.|by a `\*`/;

/** Renames a piece there and back; true where it was not refused. */
function expectSame(
  workspace: MemoryWorkspace,
  folder: string,
  entry: EvidenceEntry,
  sameText: (text: string) => string = (text) => text,
): boolean {
  const old = entry.qualities.id;
  // In the same place where people count, and of the same shape.
  const to = old.replace(/(\d+)$/, "0$1");
  const after = renamed(workspace, entry, to);
  if (typeof after === "string") {
    expect(after).toMatch(refusals);
    return false;
  }
  const id = evidenceId(to);
  const name = (text: string): string =>
    text.replaceAll(to, old).replaceAll(id, entry.id);
  const before = portfolioIn(workspace, folder);
  const now = portfolioIn(after, folder);
  expect(stateOf(after, folder, name)).toEqual(
    stateOf(workspace, folder, name),
  );
  expect(namedIn(after, now, id)).toBe(
    namedIn(workspace, before, entry.id) - keptIn(before, entry.id),
  );
  expect(namedIn(after, now, entry.id)).toBe(0);
  const there = now.table.byId.get(id);
  if (there === undefined) throw new Error(`${to} is not there`);
  const back = renamed(after, there, old);
  if (typeof back === "string") throw new Error(back);
  const texts = ({ files }: MemoryWorkspace): readonly string[] =>
    files.map(({ path, text }) => `${path}\n${sameText(text)}`);
  expect(texts(back)).toEqual(texts(workspace));
  return true;
}

describe("in a sample, every piece but those inside a range", () => {
  it.each([
    ["self-assessment", "\n"],
    ["self-assessment", "\r\n"],
    ["diploma", "\n"],
    ["broken", "\n"],
  ])(
    "of %s can be renamed there and back (%j)",
    (sample, eol) => {
      const workspace = openWorkspace(
        sampleFiles(sample).map((file) => ({
          ...file,
          text: file.text.replaceAll("\n", eol),
        })),
      );
      let count = 0;
      let refused = 0;
      for (const [folder, portfolio] of workspace.snapshot.index.portfolios) {
        for (const entry of portfolio.table.byId.values()) {
          if (isShared(portfolio, entry.id)) continue;
          count += 1;
          if (!expectSame(workspace, folder, entry)) refused += 1;
        }
      }
      expect(count).toBeGreaterThan(5);
      expect(refused).toBeLessThan(count / 3);
    },
    timeout,
  );
});

it(
  "any workspace is the same after a rename but for the name",
  () => {
    fc.assert(
      fc.property(anyWorkspace, (documents) => {
        const workspace = openWorkspace(
          [...documents].map(([path, text]) => ({ path, text })),
        );
        for (const [folder, portfolio] of workspace.snapshot.index.portfolios) {
          for (const entry of portfolio.table.byId.values()) {
            if (isShared(portfolio, entry.id)) continue;
            // IDs are cited in both cases there; the new one in one only.
            expectSame(workspace, folder, entry, (text) => text.toLowerCase());
          }
        }
      }),
      { numRuns: 40 },
    );
  },
  timeout,
);
