// Words that outlive the text they were cut from. A long piece of a string
// keeps all of that string in memory: the index would hold every document.

/** Engines copy what is shorter than this when they cut it. */
const longestCopied = 12;

/** The same words, holding on to nothing but themselves. */
export function detached(words: string): string {
  if (words.length <= longestCopied) return words;
  // What is joined is written anew as soon as it is cut.
  return ` ${words}`.slice(1);
}

/** Longer words are seldom the same in two documents. */
const longestInterned = 40;

/**
 * Words by some of their characters. Where two would have the same place, the
 * later takes it: a map of all of them takes longer to ask than this.
 */
const places = new Array<string>(16_384).fill("");

/** The same words, most often kept once in many documents: codes, dates. */
export function interned(words: string): string {
  const { length } = words;
  if (length > longestInterned || length === 0) return detached(words);
  const place = placeOf(words, length);
  const same = places[place];
  if (same === words) return same;
  const own = detached(words);
  places[place] = own;
  return own;
}

/** Words of one form differ at their end most of all, then in the middle. */
function placeOf(words: string, length: number): number {
  let hash = words.charCodeAt(0) + length;
  for (let at = Math.max(1, length - 4); at < length; at += 1) {
    hash = Math.imul(hash, 31) + words.charCodeAt(at);
  }
  hash = Math.imul(hash, 31) + words.charCodeAt(length >> 1);
  return hash & (places.length - 1);
}
