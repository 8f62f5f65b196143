// Updated equals rebuilt: whatever is edited in whatever order, a snapshot
// made by small updates shows what one made at once of the same documents
// shows. This is what lets everything else trust the reuse.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import type { DocumentFacts } from "../../server/src/model/facts.ts";
import {
  readFrameworkPack,
  type FrameworkPack,
} from "../../server/src/model/frameworkPack.ts";
import { listFiles } from "../../server/src/model/paths.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { defaultSettings } from "../../server/src/model/settings.ts";
import {
  firstSnapshot,
  updateSnapshot,
  type Snapshot,
} from "../../server/src/model/snapshot.ts";
import type { RuleRunner } from "../../server/src/rules/runner.ts";
import {
  edits,
  editOf,
  packSets,
  workspace,
} from "../support/arbitraryWorkspace.ts";
import {
  besideHeader,
  headerEdits,
  withHeaderEdit,
} from "../support/portfolioHeaderEdits.ts";
import {
  comparable,
  differences,
  plainOf,
  type Plain,
} from "../support/comparable.ts";
import { mutated, mutations, sampleFiles } from "../support/sampleFiles.ts";
import { leftAlone } from "../support/shownCoverage.ts";
import { loudRunner, shipped, testDay } from "../support/snapshotOf.ts";

const packs: readonly ReadonlyMap<string, FrameworkPack>[] = packSets.map(
  (set) =>
    new Map(
      [...set].map(([file, text]) => [
        file,
        readFrameworkPack({ file, text, isShipped: false }),
      ]),
    ),
);

interface State {
  readonly texts: ReadonlyMap<string, string>;
  readonly packs: number;
  readonly today: string;
}

/** Slow machines are no fault of the engine. */
const timeout = 180_000;

const filesOf = (state: State): ReturnType<typeof listFiles> =>
  listFiles([...state.texts.keys(), "a/files/x.pdf"]);

const factsOf = (
  texts: Iterable<readonly [string, string | undefined]>,
): Map<string, DocumentFacts | undefined> =>
  new Map(
    [...texts].map(([path, text]) => [
      path,
      text === undefined
        ? undefined
        : readDocument(text, { digest: nodeDigest }),
    ]),
  );

function rebuilt(state: State): Snapshot {
  return updateSnapshot(
    firstSnapshot(shipped, state.today, defaultSettings, nodeDigest),
    shipped,
    {
      documents: factsOf(state.texts),
      files: filesOf(state),
      packs: packs[state.packs] ?? new Map(),
      isComplete: true,
    },
  );
}

/** What is sent of findings: fixes are made when somebody asks for them. */
function shownIn(
  snapshot: Snapshot,
  runner: RuleRunner,
): ReadonlyMap<string, Plain> {
  return new Map(
    [...runner.allFindings(snapshot)].map(([path, findings]) => [
      path,
      plainOf(findings.map((finding) => ({ ...finding, fixes: [] }))),
    ]),
  );
}

/** Files with other findings than before that the runner does not name. */
function unannounced(
  before: Snapshot,
  after: Snapshot,
  runner: RuleRunner,
): readonly string[] {
  const isWide =
    before.catalogue !== after.catalogue ||
    before.files !== after.files ||
    before.today !== after.today ||
    before.index.roots !== after.index.roots;
  if (isWide) return [];
  const named = runner.changedFiles(before, after);
  const [was, is] = [shownIn(before, runner), shownIn(after, runner)];
  return [...new Set([...was.keys(), ...is.keys()])].filter(
    (path) =>
      !named.has(path) &&
      differences(was.get(path) ?? [], is.get(path) ?? []).length > 0,
  );
}

interface Report {
  readonly sample: ReadonlyMap<string, string>;
  readonly path: string;
}

/** The documents of the samples, each with all that stand beside it. */
const reports: readonly Report[] = [
  "self-assessment",
  "diploma",
  "broken",
].flatMap((name) => {
  const sample = new Map(
    sampleFiles(name).flatMap(({ path, text }): [string, string][] =>
      path.endsWith(".md") ? [[path, text]] : [],
    ),
  );
  return [...sample.keys()].map((path) => ({ sample, path }));
});

/** One document is changed again and again, among others that stay. */
function expectAlikeAfterEach<Edit>(
  { sample, path }: Report,
  all: readonly Edit[],
  changed: (text: string, edit: Edit) => string,
): void {
  let state: State = { texts: sample, packs: 0, today: testDay };
  let snapshot = rebuilt(state);
  const runner = loudRunner();
  runner.allFindings(snapshot);
  for (const edit of all) {
    const text = changed(state.texts.get(path) ?? "", edit);
    const texts = new Map(state.texts).set(path, text);
    const updated = updateSnapshot(snapshot, shipped, {
      documents: factsOf([[path, text]]),
    });
    state = { ...state, texts };
    const found = differences(
      comparable(updated, runner),
      comparable(rebuilt(state), loudRunner()),
    );
    expect(found, "updated and rebuilt").toEqual([]);
    expect(unannounced(snapshot, updated, runner)).toEqual([]);
    expect(leftAlone(snapshot, updated).wrongly).toEqual([]);
    snapshot = updated;
  }
}

describe("a snapshot", () => {
  it("shows after any edits what a rebuilt one shows", { timeout }, () => {
    let portfoliosLeftAlone = 0;
    fc.assert(
      fc.property(
        workspace,
        edits,
        fc.nat({ max: 2 }),
        (start, sequence, own) => {
          let state: State = { texts: start, packs: own, today: testDay };
          let snapshot = rebuilt(state);
          const runner = loudRunner();
          runner.allFindings(snapshot);
          for (const steps of sequence) {
            const edit = editOf(steps, state.texts);
            const texts = new Map(state.texts);
            for (const [path, text] of edit.documents) {
              if (text === undefined) texts.delete(path);
              else texts.set(path, text);
            }
            const next: State = {
              texts,
              packs: edit.packs ?? state.packs,
              today: edit.today ?? state.today,
            };
            const before = comparable(snapshot, runner);
            const hasSameFiles = [...edit.documents].every(
              ([path, text]) => (text !== undefined) === state.texts.has(path),
            );
            const updated = updateSnapshot(snapshot, shipped, {
              documents: factsOf(edit.documents),
              ...(hasSameFiles ? {} : { files: filesOf(next) }),
              ...(next.packs === state.packs
                ? {}
                : { packs: packs[next.packs] ?? new Map() }),
              today: next.today,
            });
            const old = differences(comparable(snapshot, runner), before);
            expect(old, "the snapshot of before has changed").toEqual([]);
            const found = differences(
              comparable(updated, runner),
              comparable(rebuilt(next), loudRunner()),
            );
            expect(found, "updated and rebuilt").toEqual([]);
            expect(
              unannounced(snapshot, updated, runner),
              "files that changed and were not named",
            ).toEqual([]);
            const { folders, wrongly } = leftAlone(snapshot, updated);
            expect(wrongly, "shown as they were").toEqual([]);
            portfoliosLeftAlone += folders.length;
            state = next;
            snapshot = updated;
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(portfoliosLeftAlone).toBeGreaterThan(0);
  });

  it("shows it after each slip in a report, too", { timeout }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...reports),
        fc.array(mutations, { minLength: 1, maxLength: 5 }),
        (start, slips) => {
          expectAlikeAfterEach(start, slips, mutated);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("shows it after each edit in a header, too", { timeout }, () => {
    const portfolios = reports.filter(({ path }) =>
      path.endsWith("portfolio.md"),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          workspace.map((sample) => ({
            sample: new Map([...besideHeader, ...sample]),
            path: "a/portfolio.md",
          })),
          fc.constantFrom(...portfolios),
        ),
        headerEdits,
        (start, edits) => {
          expectAlikeAfterEach(start, edits, withHeaderEdit);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("shows it where a standard is reported on before another place", () => {
    const section = "## QIF-1.4 Time\n\nThere is some.\n";
    const texts = new Map([
      [
        "portfolio.md",
        "---\nportfolio: general\nstandards: QIF-1\nrequirements:\n  - sections: Judgement\n---\n",
      ],
      ["report/c2.md", section],
    ]);
    const snapshot = rebuilt({ texts, packs: 0, today: testDay });
    const runner = loudRunner();
    runner.allFindings(snapshot);
    const state = {
      texts: new Map(texts).set("report/c1.md", section),
      packs: 0,
      today: testDay,
    };
    const updated = updateSnapshot(snapshot, shipped, {
      documents: factsOf([["report/c1.md", section]]),
      files: filesOf(state),
    });
    const missing = (path: string): number =>
      runner
        .findingsIn(updated, path)
        .filter(({ code }) => code === "missing-section").length;
    expect([missing("report/c1.md"), missing("report/c2.md")]).toEqual([1, 0]);
    expect(
      differences(
        comparable(updated, runner),
        comparable(rebuilt(state), loudRunner()),
      ),
    ).toEqual([]);
  });

  it("names this year's file when last year's changed and it was asked for", () => {
    const plan =
      "## QIF-1.1 Vision\n\n- [ ] Hurry (owner: Sam, due: 2027-01-01)\n";
    const last = `---\nportfolio: general\nstandards: QIF-1\n---\n\n${plan}`;
    const texts = new Map([
      ["last/portfolio.md", last],
      [
        "now/portfolio.md",
        "---\nportfolio: general\nstandards: QIF-1\nprevious: ../last\n---\n",
      ],
    ]);
    const snapshot = rebuilt({ texts, packs: 0, today: testDay });
    const runner = loudRunner();
    runner.allFindings(snapshot);
    const updated = updateSnapshot(snapshot, shipped, {
      documents: factsOf([
        ["last/portfolio.md", last.replace("Hurry", "Rest")],
      ]),
    });
    const [dropped] = runner
      .findingsIn(updated, "now/portfolio.md")
      .filter(({ code }) => code === "dropped-action");
    expect(dropped?.message).toContain("“Rest”");
    expect([...runner.changedFiles(snapshot, updated)]).toContain(
      "now/portfolio.md",
    );
  });

  it("keeps its index when documents are set to what they were", () => {
    fc.assert(
      fc.property(workspace, (texts) => {
        const snapshot = rebuilt({ texts, packs: 0, today: testDay });
        const again = updateSnapshot(snapshot, shipped, {
          documents: factsOf(texts),
        });
        expect(again.index).toBe(snapshot.index);
      }),
      { numRuns: 40 },
    );
  });
});
