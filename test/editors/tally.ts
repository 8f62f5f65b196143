// Counts what the checks of one suite found and shows each as it ends.
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Tally {
  pass(title: string, milliseconds?: number): void;
  fail(title: string, message: string): void;
  skip(title: string): void;
  /** Runs a check and counts it; resolves with whether it passed. */
  check(title: string, work: () => Promise<unknown>): Promise<boolean>;
  readonly outcome: Outcome;
}

export function createTally(): Tally {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const tally: Tally = {
    pass: (title, milliseconds) => {
      counts.passed += 1;
      const time =
        milliseconds === undefined ? "" : ` (${String(milliseconds)} ms)`;
      console.log(`  ✓ ${title}${time}`);
    },
    fail: (title, message) => {
      counts.failed += 1;
      console.log(`  ✗ ${title}\n${message.replace(/^/gm, "      ")}`);
    },
    skip: (title) => {
      counts.skipped += 1;
      console.log(`  - ${title} (skipped)`);
    },
    check: async (title, work) => {
      const start = Date.now();
      try {
        await work();
      } catch (error) {
        tally.fail(
          title,
          error instanceof Error ? error.message : String(error),
        );
        return false;
      }
      tally.pass(title, Date.now() - start);
      return true;
    },
    get outcome() {
      return { ...counts };
    },
  };
  return tally;
}
