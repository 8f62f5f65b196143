// How many offers one answer has: fewer than a person scrolls through, in few
// enough bytes to be sent at every letter. Typing on brings the rest.

import type { CompletionOffer } from "./offer.ts";

const mostOffers = 60;

/** Of an answer in the protocol's words, which are to stay below 20 kB. */
const mostBytes = 18_000;

/** What the protocol adds to the texts of an offer. */
const bytesAround = 230;

/** The first offers, as many as there is room for; the rest is never made. */
export function withinRoom(
  offers: Iterable<CompletionOffer>,
): readonly CompletionOffer[] {
  const fitting: CompletionOffer[] = [];
  let bytes = 0;
  for (const offer of offers) {
    bytes += bytesAround + bytesOf(offer);
    if (bytes > mostBytes && fitting.length > 0) break;
    fitting.push(offer);
    if (fitting.length === mostOffers) break;
  }
  return fitting;
}

function bytesOf({ label, detail, filter, newText }: CompletionOffer): number {
  return [label, detail, filter, newText].reduce(
    (sum, text) => sum + utf8Length(text),
    0,
  );
}

/** As JSON escapes it, more or less. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7ff) length += 2;
    else if (unit > 0x7f || unit === 0x22 || unit === 0x5c) length += 1;
  }
  return length;
}
