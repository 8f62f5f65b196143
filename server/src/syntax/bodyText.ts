// Whether a Markdown body says anything: a scan, because evidence never meets
// the Markdown parser.

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const wordsOfLine = /[^\n\r]+/g;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const character = /[\p{L}\p{N}]/u;

/** Whether there is a line with a letter or digit that is no heading. */
export function hasBodyText(body: string): boolean {
  const shown = body.includes("<!--") ? body.replace(comment, "") : body;
  // Line by line: the first one nearly always says something.
  for (const [line] of shown.matchAll(wordsOfLine)) {
    if (character.test(line) && !heading.test(line)) return true;
  }
  return false;
}
