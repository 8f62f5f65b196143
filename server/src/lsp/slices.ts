// Long work in slices: in between, requests are answered.

/** How long a request may wait for what is being done, less what it costs. */
const sliceMilliseconds = 12;

/**
 * A request is read in one turn, taken up in the next and answered in later
 * ones: with a slice before each of them it would wait for them all.
 */
const turnsOfRequest = 5;

/** Lets other work run whenever a slice is used up. */
export class Slices {
  readonly #nextTurn: () => Promise<void>;
  #started = performance.now();

  constructor(nextTurn: () => Promise<void>) {
    this.#nextTurn = nextTurn;
  }

  isUsedUp(): boolean {
    return performance.now() - this.#started >= sliceMilliseconds;
  }

  /** Comes back at once while there is time left in the slice. */
  async pause(): Promise<void> {
    if (!this.isUsedUp()) return;
    for (let turn = 0; turn < turnsOfRequest; turn += 1) await this.#nextTurn();
    this.#started = performance.now();
  }
}
