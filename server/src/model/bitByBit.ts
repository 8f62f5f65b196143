// Work that is done in steps, between which others may work, for those who
// need it at once.

/** Takes all steps, one after the other. */
export function inOneGo<Result>(steps: Iterator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
