// The rehearsal of features: once, only while nothing happens, and to be seen
// nowhere.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Rehearsal } from "../../server/src/lsp/rehearsal.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import { plainOf } from "../support/comparable.ts";
import { sampleFiles } from "../support/sampleFiles.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

const longest = 60_000;

const toUri = (path: string): string => `file:///shelf/${path}`;

interface Stage {
  readonly rehearsal: Rehearsal;
  readonly snapshot: Snapshot;
  readonly failures: unknown[];
  /** Somebody works on a document. */
  readonly work: () => void;
}

function stage(snapshot = snapshotOf(sampleFiles("diploma"))): Stage {
  const failures: unknown[] = [];
  let activity = 0;
  const rehearsal = new Rehearsal({
    folder: () => ({ snapshot, toUri }),
    versioned: (uri) => ({ uri, version: null }),
    activity: () => activity,
    failed: (error) => {
      failures.push(error);
    },
  });
  return {
    rehearsal,
    snapshot,
    failures,
    work: () => {
      activity += 1;
    },
  };
}

/** Until so many scenes have been played. */
function playTo(scenes: number, { rehearsal }: Stage): void {
  while (rehearsal.played < scenes) vi.advanceTimersToNextTimer();
}

/** How many scenes there are. */
function allScenes(): number {
  const { rehearsal } = stage();
  rehearsal.begin();
  vi.advanceTimersByTime(longest);
  return rehearsal.played;
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
    const before = plainOf([...own.snapshot.index.documents.held.entries()]);
    own.rehearsal.begin();
    vi.advanceTimersByTime(longest);
    expect(own.failures).toEqual([]);
    expect(own.rehearsal.played).toBeGreaterThan(10);
    expect(own.rehearsal.played).toBeLessThan(40);
    expect(vi.getTimerCount()).toBe(0);
    expect(plainOf([...own.snapshot.index.documents.held.entries()])).toEqual(
      before,
    );
    expect([...own.snapshot.index.portfolios.keys()]).not.toContain(
      "rehearsal",
    );
  });

  it("waits while somebody works, and goes on afterwards", () => {
    const all = allScenes();
    const own = stage();
    own.rehearsal.begin();
    playTo(3, own);
    for (let time = 0; time < 20; time += 1) {
      own.work();
      vi.advanceTimersToNextTimer();
    }
    expect(own.rehearsal.played).toBe(3);
    vi.advanceTimersByTime(longest);
    expect(own.rehearsal.played).toBe(all);
  });

  it("waits while the server is at work", () => {
    const own = stage();
    const now = vi.spyOn(performance, "now");
    // Each timer comes later than it was due.
    let reading = 0;
    now.mockImplementation(() => (reading += 1000));
    own.rehearsal.begin();
    vi.advanceTimersByTime(longest);
    expect(own.rehearsal.played).toBe(0);
    now.mockRestore();
    own.rehearsal.end();
  });

  it("ends with the session", () => {
    const own = stage();
    own.rehearsal.begin();
    playTo(2, own);
    own.rehearsal.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does nothing in a session without a folder or a framework", () => {
    const without = new Rehearsal({
      folder: () => undefined,
      versioned: (uri) => ({ uri, version: null }),
      activity: () => 0,
      failed: vi.fn(),
    });
    without.begin();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("stops where something fails, and says what", () => {
    const snapshot = snapshotOf([]);
    const broken = Object.defineProperty({ ...snapshot }, "catalogue", {
      get: () => {
        throw new Error("broken");
      },
    });
    const own = stage(broken);
    own.rehearsal.begin();
    vi.advanceTimersByTime(longest);
    expect(own.failures).toEqual([new Error("broken")]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
