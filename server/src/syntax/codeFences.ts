// Fenced code, followed from line to line as CommonMark has it, for those who
// read no Markdown beyond it. In a list or a quotation it ends with that, which
// is not followed here.

/** Behind backticks no more of them may stand: those are code among words. */
const opening = /^ {0,3}(?:(`{3,})[^`]*$|(~{3,}))/;
/** Behind it stands nothing: "``` js" closes no fence. */
const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;

/**
 * The signs of the fence that is open below a line, of the one that is open
 * above it; undefined for none. A line that opens a fence belongs to the code
 * below it, one that closes it stands outside.
 */
export function fenceBelow(
  open: string | undefined,
  line: string,
): string | undefined {
  if (open === undefined) {
    const [, ticks, tildes] = opening.exec(line) ?? [];
    return ticks ?? tildes;
  }
  return closing.exec(line)?.[1]?.startsWith(open) === true ? undefined : open;
}
