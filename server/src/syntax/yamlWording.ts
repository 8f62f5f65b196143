// What the YAML parser complains of, in our own words.

import type { YAMLParseError } from "yaml";
import type { HeaderProblem } from "./headerTree.ts";
import type { HeaderLimits } from "./headerTreeReader.ts";

type ErrorCode = YAMLParseError["code"];

export type Wording = Pick<HeaderProblem, "what" | "advice" | "mend">;

export const secondColon: Wording = {
  what: "There is a second colon where only a value can stand",
  advice:
    "Put the value in quotation marks if it contains a colon, or begin a new line for a new key.",
  mend: { kind: "quote-value" },
};

export const indentedKey: Wording = {
  what: "This line stands further in than the key above it, so it is read as a part of that key's value",
  advice: "Line it up with the keys that it belongs to.",
};

const wordings: Partial<Record<ErrorCode, Wording>> = {
  MULTILINE_IMPLICIT_KEY: {
    what: "This line has no colon after its key",
    advice: "Write the key, a colon, a space and the value.",
  },
  TAB_AS_INDENT: {
    what: "This line is indented with a tab",
    advice: "Indent with spaces.",
    mend: { kind: "untab" },
  },
  BAD_INDENT: {
    what: "The indentation does not fit the lines above",
    advice: "Line it up with its neighbours, or close the bracket before it.",
  },
  MISSING_CHAR: {
    what: "A closing quotation mark or bracket, or a space after a colon or comma, is missing",
    advice: "Add it where the value ends.",
  },
  BAD_SCALAR_START: {
    what: "A value cannot begin with this character",
    advice: "Put the value in quotation marks.",
    mend: { kind: "quote-value" },
  },
  BAD_ALIAS: {
    what: "This value refers to one that is not there",
    advice: "Write the value out, or put it in quotation marks.",
  },
  BAD_DQ_ESCAPE: {
    what: "A backslash inside double quotation marks is read as a code",
    advice: "Use single quotation marks, or write the backslash twice.",
  },
};

const otherWording = {
  what: "This line cannot be read",
  advice:
    "Write one `key: value` on each line, with lists below their key, each item after a dash.",
};

export function wordingOf(
  code: ErrorCode,
  subject: HeaderLimits["subject"],
): Wording {
  if (code === "MULTIPLE_DOCS") {
    return {
      what: `The ${subject} is divided by a line of dots or dashes`,
      advice: `Remove that line, so that there is one ${subject}.`,
    };
  }
  return wordings[code] ?? otherWording;
}
