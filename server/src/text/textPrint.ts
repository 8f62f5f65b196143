// A number that tells a text from others, for texts that are not at hand.

/** 53 bits; 0 for the empty text. */
export type TextPrint = number;

export const emptyPrint: TextPrint = 0;

/**
 * FNV-1a in two lanes, of which 32 and 21 bits are used. That two of a file's
 * texts have the same by chance, so that a change goes unseen, happens once in
 * nine thousand million million times.
 */
export function printOf(text: string): TextPrint {
  if (text === "") return emptyPrint;
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}
