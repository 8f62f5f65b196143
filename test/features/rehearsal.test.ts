// The rehearsal of features: once, only while nothing happens, and to be seen
// nowhere.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { nodeDigest } from "../../server/src/host/nodeHost.ts";
import { Rehearsal, type Scenes } from "../../server/src/lsp/rehearsal.ts";
import { letterScenes } from "../../server/src/lsp/rehearsedLetters.ts";
import { referenceScenes } from "../../server/src/lsp/rehearsedReferences.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { plainOf } from "../support/comparable.ts";
import { sampleFiles } from "../support/sampleFiles.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

const longest = 60_000;

const toUri = (path: string): string => `file:///shelf/${path}`;

interface Stage {
  readonly rehearsal: Rehearsal;
  readonly failures: unknown[];
  /** Somebody works on a document. */
  readonly work: () => void;
}

function stage(): Stage {
  const failures: unknown[] = [];
  let activity = 0;
  const rehearsal = new Rehearsal({
    activity: () => activity,
    failed: (error) => {
      failures.push(error);
    },
  });
  return {
    rehearsal,
    failures,
    work: () => {
      activity += 1;
    },
  };
}

const references =
  (snapshot: Snapshot): (() => Scenes) =>
  () =>
    referenceScenes({ snapshot, toUri }, (uri) => ({ uri, version: null }));

function* fiveScenes(): Generator<void> {
  for (let scene = 0; scene < 5; scene += 1) yield;
}

/** Until so many scenes have been played. */
function playTo(scenes: number, { rehearsal }: Stage): void {
  while (rehearsal.played < scenes) vi.advanceTimersToNextTimer();
}

describe("the rehearsal", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is over after all scenes, and leaves nothing to do", () => {
    const own = stage();
    const snapshot = snapshotOf(sampleFiles("diploma"));
    const before = plainOf([...snapshot.index.documents.held.entries()]);
    own.rehearsal.begin(references(snapshot));
    vi.advanceTimersByTime(longest);
    expect(own.failures).toEqual([]);
    expect(own.rehearsal.played).toBeGreaterThan(10);
    expect(own.rehearsal.played).toBeLessThan(40);
    expect(vi.getTimerCount()).toBe(0);
    expect(plainOf([...snapshot.index.documents.held.entries()])).toEqual(
      before,
    );
    expect([...snapshot.index.portfolios.keys()]).not.toContain("rehearsal");
  });

  it("types in a portfolio of its own, whose findings are found", async () => {
    const own = stage();
    const pages = new Set<string>();
    own.rehearsal.begin(() =>
      letterScenes({
        shipped,
        today: () => "2026-11-25",
        digest: nodeDigest,
        shippedUri: (page) => {
          pages.add(page);
          return page;
        },
        failed: (error) => {
          own.failures.push(error);
        },
      }),
    );
    await vi.advanceTimersByTimeAsync(longest);
    expect(own.failures).toEqual([]);
    expect(own.rehearsal.played).toBeGreaterThan(20);
    expect(own.rehearsal.played).toBeLessThan(60);
    expect(vi.getTimerCount()).toBe(0);
    // Of one document, and of the portfolio that it is in.
    expect(pages).toContain("rules/unknown-evidence.md");
    expect(pages).toContain("rules/unmet-requirement.md");
  });

  it("does nothing where there is no framework", async () => {
    const own = stage();
    const snapshot = snapshotOf([]);
    const catalogue = { ...snapshot.catalogue, frameworks: [] };
    own.rehearsal.begin(references({ ...snapshot, catalogue }));
    own.rehearsal.begin(() =>
      letterScenes({
        shipped: { frameworks: [], crosswalks: [] },
        today: () => "2026-11-25",
        digest: nodeDigest,
        shippedUri: (page) => page,
        failed: (error) => {
          own.failures.push(error);
        },
      }),
    );
    await vi.advanceTimersByTimeAsync(longest);
    expect([own.rehearsal.played, own.failures]).toEqual([0, []]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits while somebody works, and goes on afterwards", () => {
    const own = stage();
    own.rehearsal.begin(fiveScenes);
    playTo(3, own);
    for (let time = 0; time < 20; time += 1) {
      own.work();
      vi.advanceTimersToNextTimer();
    }
    expect(own.rehearsal.played).toBe(3);
    vi.advanceTimersByTime(longest);
    expect(own.rehearsal.played).toBe(5);
  });

  it("plays what is begun later after what is being played", () => {
    const own = stage();
    const order: string[] = [];
    const scenes = (name: string): (() => Scenes) =>
      function* () {
        order.push(name);
        yield;
        order.push(name);
        yield;
      };
    own.rehearsal.begin(scenes("first"));
    playTo(1, own);
    own.rehearsal.begin(scenes("second"));
    vi.advanceTimersByTime(longest);
    own.rehearsal.begin(scenes("third"));
    vi.advanceTimersByTime(longest);
    expect(order).toEqual([
      "first",
      "first",
      "second",
      "second",
      "third",
      "third",
    ]);
  });

  it("waits while the server is at work", () => {
    const own = stage();
    const now = vi.spyOn(performance, "now");
    // Each timer comes later than it was due.
    let reading = 0;
    now.mockImplementation(() => (reading += 1000));
    own.rehearsal.begin(fiveScenes);
    vi.advanceTimersByTime(longest);
    expect(own.rehearsal.played).toBe(0);
    now.mockRestore();
    own.rehearsal.end();
  });

  it("ends with the session", () => {
    const own = stage();
    own.rehearsal.begin(fiveScenes);
    playTo(2, own);
    own.rehearsal.end();
    expect(vi.getTimerCount()).toBe(0);
    own.rehearsal.begin(fiveScenes);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves out what fails, says what, and plays the next", () => {
    const snapshot = snapshotOf([]);
    const broken = Object.defineProperty({ ...snapshot }, "catalogue", {
      get: () => {
        throw new Error("broken");
      },
    });
    const own = stage();
    own.rehearsal.begin(references(broken));
    own.rehearsal.begin(fiveScenes);
    vi.advanceTimersByTime(longest);
    expect(own.failures).toEqual([new Error("broken")]);
    expect(own.rehearsal.played).toBe(5);
    expect(vi.getTimerCount()).toBe(0);
  });
});
