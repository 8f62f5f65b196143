// Whether a Markdown body says anything: a scan, because evidence never meets
// the Markdown parser.

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const character = /[\p{L}\p{N}]/u;

/** Whether there is a line with a letter or digit that is no heading. */
export function hasBodyText(body: string): boolean {
  return body
    .replace(comment, "")
    .split(/[\n\r]/)
    .some((line) => character.test(line) && !heading.test(line));
}
