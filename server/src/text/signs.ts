// Codes of the signs that readers look for one by one.

export const lineFeed = 10;
export const carriageReturn = 13;
export const blank = 32;

export const ampersand = "&".charCodeAt(0);
export const asterisk = "*".charCodeAt(0);
export const backslash = "\\".charCodeAt(0);
export const bar = "|".charCodeAt(0);
export const closeBrace = "}".charCodeAt(0);
export const closeBracket = "]".charCodeAt(0);
export const colon = ":".charCodeAt(0);
export const comma = ",".charCodeAt(0);
export const dash = "-".charCodeAt(0);
export const doubleQuote = '"'.charCodeAt(0);
export const fullStop = ".".charCodeAt(0);
export const greater = ">".charCodeAt(0);
export const hash = "#".charCodeAt(0);
export const openBrace = "{".charCodeAt(0);
export const openBracket = "[".charCodeAt(0);
export const singleQuote = "'".charCodeAt(0);

const onlyBlanks = /^[ \t]*$/;

/** Blank as Markdown has it, to which a no-break space is a word. */
export function isBlankLine(text: string): boolean {
  return onlyBlanks.test(text);
}
