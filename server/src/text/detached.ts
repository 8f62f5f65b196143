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
const mostInterned = 20_000;

let known = new Map<string, string>();

/** The same words, kept once however many documents hold them: codes, dates. */
export function interned(words: string): string {
  if (words.length > longestInterned) return detached(words);
  const same = known.get(words);
  if (same !== undefined) return same;
  if (known.size >= mostInterned) known = new Map();
  const own = detached(words);
  known.set(own, own);
  return own;
}
