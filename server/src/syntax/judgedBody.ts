// The part of an evidence body that a reviewer judges: all of it but the
// *Discussion*, in which author and reviewer talk about it afterwards. A scan
// of lines, because evidence never meets the Markdown parser.

import { fenceBelow } from "./codeFences.ts";

const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const discussion = /^[*_]*discussion[*_]*:?$/i;

/** Lines joined by `\n`, blank ones at both ends left out. */
export function judgedBody(body: string): string {
  if (!/discussion/i.test(body) && !hasLooseEnds(body)) return body.trim();
  const kept: string[] = [];
  let openFence: string | undefined;
  /** Depth of the discussion's heading, while it lasts. */
  let talk = Infinity;
  for (const line of body.split(/\r\n|\n|\r/)) {
    openFence = fenceBelow(openFence, line);
    const [, hashes, title = ""] =
      openFence === undefined ? (heading.exec(line) ?? []) : [];
    if (hashes !== undefined && hashes.length <= talk) {
      talk = discussion.test(title.trim()) ? hashes.length : Infinity;
    }
    if (talk === Infinity) kept.push(line.trimEnd());
  }
  return kept.join("\n").trim();
}

/** Whether a line ends with blanks, or in another way than with `\n`. */
function hasLooseEnds(body: string): boolean {
  if (body.includes("\r")) return true;
  let end = body.indexOf("\n");
  while (end >= 0) {
    if (/[^\S\n]/.test(body.charAt(end - 1))) return true;
    end = body.indexOf("\n", end + 1);
  }
  return false;
}
