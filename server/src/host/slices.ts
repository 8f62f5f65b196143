// Long work in slices: in between, requests are answered.

/** How long a request may wait for what is being done, less what it costs. */
const sliceMilliseconds = 5;

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

  /** `needed`: milliseconds that the next piece of work will take. */
  isUsedUp(needed = 0): boolean {
    return performance.now() - this.#started + needed >= sliceMilliseconds;
  }

  /** Comes back at once while there is time left in the slice. */
  async pause(needed = 0): Promise<void> {
    if (!this.isUsedUp(needed)) return;
    for (let turn = 0; turn < turnsOfRequest; turn += 1) await this.#nextTurn();
    this.#started = performance.now();
  }
}
