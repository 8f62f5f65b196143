// UK postcodes: an area that exists, a district it can have, a sector, and two
// letters that the last part can have.

import type { PersonalStretch } from "./personalData.ts";
import { hasCueBefore, isFreeAfter, isFreeBefore } from "./wordEdges.ts";

const areas = new Set(
  (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD " +
    "DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU " +
    "HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN " +
    "NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR " +
    "SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
  ).split(" "),
);

/** Only these districts, all in London, end in a letter. */
const letteredDistrict =
  /^(?:E1W|N1[CP]|NW1W|SE1P|SW1[A-Y]|W1[A-Y]|EC[1-4][A-Y]|WC[12][A-Y])$/;
const plainDistrict = /^([A-Z]{1,2})(?:\d|[1-9]\d)$/;
/** These areas have lettered districts in place of the plain ones. */
const onlyLettered = /^(?:EC|WC)\d/;
const outward = /([A-Za-z]{1,2}\d[A-Za-z\d]?)([ \u00A0]{1,2}|\r?\n)?$/;
const inwardLetters = /[ABD-HJLNP-UW-Z]{2}/iy;
/** `LEVEL L3 2ND EDITION` */
const ordinal = /(?:1ST|2ND|3RD|[4-9]TH)[ \u00A0][A-Z]{3}/y;
const cue = /\bpost ?code/i;

/** The longest first part with its gap: `SW1A`, two spaces. */
const longestOutward = 6;

/** The postcode whose last part begins with the digit before `digitsEnd`. */
export function postcodeAround(
  text: string,
  digitsEnd: number,
): PersonalStretch | undefined {
  // Behind most figures stands no letter.
  if (text.charCodeAt(digitsEnd) < 65) return undefined;
  inwardLetters.lastIndex = digitsEnd;
  if (!inwardLetters.test(text)) return undefined;
  const inward = digitsEnd - 1;
  const end = digitsEnd + 2;
  const before = text.slice(Math.max(0, inward - longestOutward), inward);
  const [whole, district, gap] = outward.exec(before) ?? [];
  if (whole === undefined || district === undefined) return undefined;
  const start = inward - whole.length;
  if (!isFreeBefore(text, start) || !isFreeAfter(text, end)) return undefined;
  if (!isDistrict(district.toUpperCase())) return undefined;
  const isPlain = gap !== undefined || /^[A-Z]{2}/i.test(district);
  const last = text.slice(inward, end);
  const isSure =
    isPlain &&
    last === last.toUpperCase() &&
    district === district.toUpperCase() &&
    !isOrdinal(text, inward);
  if (!isSure && !hasCueBefore(text, start, cue)) return undefined;
  return { kind: "postcode", start, end };
}

function isOrdinal(text: string, at: number): boolean {
  ordinal.lastIndex = at;
  return ordinal.test(text);
}

function isDistrict(code: string): boolean {
  const area = plainDistrict.exec(code)?.[1];
  return area === undefined
    ? letteredDistrict.test(code)
    : areas.has(area) && !onlyLettered.test(code);
}
