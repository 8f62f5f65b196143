// Whether a Markdown body says anything: a scan, because evidence never meets
// the Markdown parser.

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const character = /[\p{L}\p{N}]/u;

/** Whether there is a line with a letter or digit that is no heading. */
export function hasBodyText(body: string): boolean {
  const text = body.includes("<!--") ? body.replace(comment, "") : body;
  // Nearly always one of the first lines says something.
  let start = 0;
  while (start <= text.length) {
    const end = lineEndFrom(text, start);
    const line = text.slice(start, end);
    if (character.test(line) && !heading.test(line)) return true;
    start = end + 1;
  }
  return false;
}

function lineEndFrom(text: string, start: number): number {
  const feed = text.indexOf("\n", start);
  const end = feed < 0 ? text.length : feed;
  const lone = text.slice(start, end).indexOf("\r");
  return lone < 0 ? end : start + lone;
}
