// Did you mean: the nearest of some words to a mistyped one.

/**
 * Edits that turn one word into another: letters added, dropped, changed, or
 * swapped with their neighbour. Gives up above `limit` and returns limit + 1.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // An edit brings in one letter at most, and takes out one at most.
  const inA = lettersOf(a);
  const inB = lettersOf(b);
  if (countOf(inA & ~inB) > limit || countOf(inB & ~inA) > limit) {
    return limit + 1;
  }
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        a[row - 1] === b[column - 2] &&
        a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}

/** One bit for each letter that is there; others may share one with it. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    letters |= 1 << (word.charCodeAt(at) & 31);
  }
  return letters;
}

function countOf(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** How many slips a word of this length may hold and still be recognised. */
export function slipsAllowed(length: number): number {
  if (length <= 3) return 1;
  return length <= 7 ? 2 : 3;
}

/** The candidate nearest to `word`, when it is near enough; case is folded. */
export function nearestWord(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = slipsAllowed(wanted.length) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(
      wanted,
      candidate.toLowerCase(),
      bestDistance - 1,
    );
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
