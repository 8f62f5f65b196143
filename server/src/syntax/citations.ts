// Finds what may be a citation: `@` and a token. Whether the token names a
// piece of evidence is known only to the portfolio (model/).

/** A possible citation, at an offset of the text that was searched. */
export interface CitationToken {
  /** Offset of the `@`. */
  readonly offset: number;
  /** What stands behind the `@`, as far as an ID could reach. */
  readonly token: string;
}

// Pandoc's rule: punctuation belongs to the token only when a letter or digit
// follows. The comma and the dashes are for lists and ranges of IDs.
const tokenPattern =
  /@([\p{L}\p{N}_]+(?:[:.#$%&+?<>~/,\-\u2010-\u2015\u2212]+[\p{L}\p{N}_]+)*)/gu;
const wordCharacter = /[\p{L}\p{N}_\\]/u;

/** Finds tokens between two offsets; looks at the character before each `@`. */
export function findCitations(
  text: string,
  start: number,
  end: number,
): readonly CitationToken[] {
  const found: CitationToken[] = [];
  const slice = text.slice(start, end);
  if (!slice.includes("@")) return found;
  for (const match of slice.matchAll(tokenPattern)) {
    const offset = start + match.index;
    if (offset > 0 && wordCharacter.test(characterBefore(text, offset)))
      continue;
    const token = match[1];
    if (token !== undefined) found.push({ offset, token });
  }
  return found;
}

function characterBefore(text: string, offset: number): string {
  const unit = text.charCodeAt(offset - 1);
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(Math.max(0, offset - (isLowSurrogate ? 2 : 1)), offset);
}

/** The locator behind a citation inside brackets: `p. 3` in `[@E07, p. 3]`. */
export function locatorAfter(text: string, offset: number): string | undefined {
  const match = /^[ \t]*,[ \t]*([^;\]\n\r]+)[;\]]/.exec(
    text.slice(offset, offset + 200),
  );
  return match?.[1]?.trim();
}
