// E-mail addresses, with or without `mailto:`. Citations (`@E07`), the user's
// name in a web address and pictures (`logo@2x.png`) are none.

import type { PersonalStretch } from "./personalData.ts";

const localCharacter = /[\p{L}\p{N}._%+'-]/u;
const domain =
  /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+(\p{L}{2,24})(?![\p{L}\p{N}])/uy;
const fileEnding =
  /^(?:png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|pptx?|csv|txt|html?|ya?ml|json)$/i;

/** The longest local part that mail knows. */
const longestLocal = 64;

export function findEmailAddresses(text: string): readonly PersonalStretch[] {
  const found: PersonalStretch[] = [];
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const start = localStart(text, at);
    if (start === at) continue;
    domain.lastIndex = at + 1;
    const match = domain.exec(text);
    if (match === null || fileEnding.test(match[1] ?? "")) continue;
    const end = at + 1 + match[0].length;
    if (isInAddress(text, start, at, end)) continue;
    found.push({ kind: "email-address", start, end });
  }
  return found;
}

/** Where the part before the `@` begins; punctuation is no part of it. */
function localStart(text: string, at: number): number {
  let start = at;
  while (
    start > 0 &&
    at - start < longestLocal &&
    localCharacter.test(text.charAt(start - 1))
  ) {
    start -= 1;
  }
  while (start < at && /[._'%+-]/.test(text.charAt(start))) start += 1;
  return start;
}

/** `https://user@host` and `git@host:path` say where a machine is. */
function isInAddress(
  text: string,
  start: number,
  at: number,
  end: number,
): boolean {
  const before = text.slice(Math.max(0, start - 120), start);
  const token = before.slice(before.search(/\S*$/));
  if (/:\/\/[^?\s]*$/.test(token)) return true;
  return (
    text.slice(start, at) === "git" && /^:[\w~/]/.test(text.slice(end, end + 2))
  );
}
