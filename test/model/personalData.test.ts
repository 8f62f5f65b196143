// What the scan takes for personal data, spelling by spelling, and what is
// only like it. The phone numbers are those kept for drama, the learner
// numbers were reckoned by hand.

import { describe, expect, it } from "vitest";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { redactionEdits } from "../../server/src/model/redaction.ts";
import { findPersonalData } from "../../server/src/syntax/personalData.ts";
import { noNameList } from "../../server/src/syntax/personalNames.ts";
import { isLearnerNumber } from "../../server/src/syntax/personalNumbers.ts";
import { indexLines, textOf } from "../../server/src/text/lineIndex.ts";
import { applyEdits } from "../../server/src/text/textEdit.ts";

/** `kind: text` of each stretch that is found. */
function found(text: string): readonly string[] {
  return findPersonalData(text, noNameList).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`,
  );
}

/** Takes the marks `«…»` out of a text and returns what they hold. */
function marked(text: string): readonly [string, readonly string[]] {
  return [
    text.replace(/[«»]/g, ""),
    [...text.matchAll(/«([^»]*)»/g)].map(([, inside = ""]) => inside),
  ];
}

function expectFound(kind: string, text: string): void {
  const [plain, inside] = marked(text);
  expect(found(plain)).toEqual(inside.map((one) => `${kind}: ${one}`));
}

describe("National Insurance numbers", () => {
  it.each([
    "His number is «AB 12 34 56 C».",
    "«AB123456C»",
    "(«AB 123456 C»)",
    "**«AB 12 34 56 C»**, _«CE123456D»_",
    "| «JY 12 34 56 A» | «OA123456B» |",
    "NI: «AB-12-34-56-C»",
    "a number that ends the line: «AB 12\n34 56 C», as wrapped",
    "NINO «ab123456c»",
    "National Insurance number «AB 12 34 56»",
  ])("%s", (text) => {
    expectFound("national-insurance-number", text);
  });

  it.each([
    ["the placeholder of the forms", "QQ 12 34 56 C"],
    ["a first letter that is not used", "DA 12 34 56 C"],
    ["a second letter that is not used", "AO 12 34 56 C"],
    ["a prefix never allotted", "BG 12 34 56 C, GB123456A, NT 12 34 56 D"],
    ["a last letter that is not used", "AB 12 34 56 E"],
    ["a part of a code", "XAB123456C, AB123456C1, AB123456C-7, x/AB123456C"],
    ["small letters without a word for it", "from ab 12 34 56 a"],
    ["references", "case AB 12 34 56 C, KX-851687-C, KX.851687.C"],
    ["a number without its letter", "lot AB 12 34 56 of the series"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("phone numbers", () => {
  it.each([
    "Ring «07700 900123».",
    "Ring «07700900123» or «07700 900 124».",
    "«+44 7700 900123», «+447700900123», «+44 (0)7700 900123»",
    "«0044 7700 900123», «00447700900123»",
    "«+44 (0)20 7946 0018», «+44 20 7946 0018», «(+44) 20 7946 0018»",
    "«020 7946 0018», «(020) 7946 0018», «020-7946-0018», «020.7946.0018»",
    "«0115 496 0123», «(0115) 496 0123», «01632 960123», «01632 960 123»",
    "«0808 157 0192», «0800 496 0123», «0800 123456», «0300 123 4567»",
    "tel:«+441632960123», Tel.«01632 960123»",
    "«07700 900123»/«07700 900124»",
    "«07700 900123» «07700 900124»",
    "On 11 May 2026 «07700 900123» rang twice.",
    "ends the line: «07700\n900123», as wrapped",
    "1. «07700 900123»",
    "«01204 62345»",
    "[ring](tel:«07700900123»)",
    "phone: '«07700 900123»'",
    "the invoice team on «01632 960123»",
  ])("%s", (text) => {
    expectFound("phone-number", text);
  });

  it.each([
    ["dates", "01-02-2026, 2026-05-11, 05/06/2026 07:30, 01.02.2026 0900"],
    ["register numbers", "500/9293/5, 601/0123/45, D/601/5313, 0150092935"],
    ["too few or too many digits", "07700 90012, 07700 9001234, 0770"],
    ["money and shares", "£07700900123, 0.07700900123, 07700900123%"],
    ["references", "Contract ref 01632960123, order no. 07700 900123"],
    ["parts of paths and addresses", "files/07700900123, a=07700900123"],
    ["names of files", "07700900123.pdf, x_07700900123, #07700900123"],
    ["cards and accounts", "0770 0900 1234 5678, 1234 07700 900123"],
    ["fingerprints", "sha256-07700900123abc, 07700900123abc"],
    ["numbers that are not in use", "04632 960123, 06632 960123"],
    ["single figures", "0 7 7 0 0 9 0 0 1 2 3, 07 70 09 00 12 3"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("e-mail addresses", () => {
  it.each([
    "Write to «sam.lee@northgate.example».",
    "<«sam@northgate.example»>, [write](mailto:«sam+x@mail.northgate.example»)",
    "_«sam@northgate.example»_, '«o'neill@northgate.example»'",
    "«sam@northgate.example»,«lee@northgate.example»",
    "https://northgate.example/?to=«sam@northgate.example»",
  ])("%s", (text) => {
    expectFound("email-address", text);
  });

  it.each([
    ["citations", "@E07 and [@E07, p. 3; @E09], see@E07."],
    ["pins", "QIF@2026, CC@2005"],
    ["users of machines", "https://sam@host.example/x, git@host.example:a/b"],
    ["pictures", "logo@2x.png"],
    ["mentions", "@sam, sam @ northgate.example"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("postcodes", () => {
  it.each([
    "«SW1A 1AA», «EC1A 1BB», «W1A 0AX», «M1 1AE», «B33 8TH», «CR2 6XH», «DN55 1PT»",
    "at «E1 2AB», «N1C 4AG», «BT1 5GS», «HA0 1AA»",
    "«SW1A1AA», «LS11AB»",
    "Postcode: «m1 1ae», post code «M11AE»",
    "*«LS1 1AB»*, | «LS1 1AB» |",
  ])("%s", (text) => {
    expectFound("postcode", text);
  });

  it.each([
    ["areas that do not exist", "QF1 1AB, ZZ1 1AB, XA1 1AA, A1 1AA"],
    ["districts that do not exist", "M01 1AE, EC1 1BB, LS1A 1AB, E07 1AB"],
    ["letters that are not used", "M1 1CE, M1 1AM, M1 1AV, W1 2PM"],
    ["rooms and tables", "Room E1 2, Table E1, 2 B, Unit B1 2, L3 4 AB"],
    ["codes", "QIF-1 1AB, QIF1 1AB, ERS-M1 1AE, M1 1AE-3, LS11AB2"],
    ["small letters", "m1 1ae, se1 2ab, in e1 2nd and b1 3rd"],
    ["ordinals", "LEVEL L3 2ND EDITION"],
    ["one letter and no space", "M11AE"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("dates of birth", () => {
  it.each([
    "Date of birth: «12/03/1990»",
    "**Date of birth:** «12 March 1990»",
    "DOB «12.3.90», D.O.B. «12-03-1990», d.o.b.: «1990-03-12», dob «12/03/90»",
    "dateOfBirth: «1990-03-12», date_of_birth: '«1990-03-12»'",
    "She was born on «12th March 1990».",
    "born in Leeds on the «12th of March 1990»",
    "born «March 12, 1990», BORN «12 MARCH 1990»",
    "Her date of birth is «12 March 1990». It began on 11 May 2026.",
    "the date of birth of Priya was recorded as «12 Mar 1990»",
    "«12/03/1990» (DOB), «12 March 1990» (date of birth)",
    "| DOB | «12/03/1990» |",
    "| Name | DOB | Started |\n| --- | :-: | --- |\n| A | «12/03/1990» | 11/05/2026 |\n| B |  | 11/05/2026 |\n| C | «1 May 1991» | 11/05/2026 |\n\n| D | 11/05/2026 | x |",
  ])("%s", (text) => {
    expectFound("date-of-birth", text);
  });

  it.each([
    ["plain dates", "On 12/03/1990, 12 March 1990, 1990-03-12"],
    ["years and months", "born in 1990, born in March 1990, DOB: 1990"],
    [
      "dates of something else",
      "We stopped asking for the date of birth on 1 April 2026",
    ],
    [
      "dates behind a stop",
      "We need a date of birth. 11 May 2026 is the last day.",
    ],
    [
      "dates behind a comma",
      "She was born in Leeds, and began on 11 May 2026.",
    ],
    [
      "parts of words",
      "stubborn 12/03/1990, newborn 12/03/1990, dobbin 12/03/1990",
    ],
    ["days that do not exist", "DOB 45/03/1990, DOB 12/13/1990"],
    ["longer figures", "DOB 12/03/1990-7, DOB 12/03/19901"],
    ["our own mark", "Date of birth: (date of birth removed) 11 May 2026"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("learner numbers", () => {
  // 9·10+2·9+7·8+6·7+3·6+0·5+8·4+6·3+8·2 = 290, which leaves 4: 10-4 = 6.
  // 1·10+2·9+3·8+4·7+5·6+6·5+7·4+8·3+9·2 = 210, which leaves 1: 10-1 = 9.
  // 5·10+0·9+1·8+0·7+1·6+0·5+1·4+0·3+1·2 = 70, which leaves 4: 10-4 = 6.
  it.each([
    "Learner «9276308686» came.",
    "ULN: «1234567899», («5010101016»)",
    "| «9276308686» |",
    "ULN 92763 08687, ULN «92763 08686», learner number «927 630 8686»",
    "The learner reference number is «9276308686»",
  ])("%s", (text) => {
    expectFound("learner-number", text);
  });

  it.each([
    ["a wrong check digit", "9276308685, 1234567890, 9999999999"],
    ["groups without a word for it", "927 630 8686"],
    ["references", "order 9276308686, invoice no. 9276308686, ref: 9276308686"],
    ["amounts", "£9276308686, 1000000000, 9276308686%"],
    ["parts of something longer", "x-9276308686, 9276308686.pdf, 92763086861"],
    ["addresses", "https://x.example/9276308686, ?id=9276308686"],
    ["groups of a longer number", "4929 9276308686, 9276308686 123"],
  ])("not %s", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it("are checked by their last digit", () => {
    expect(isLearnerNumber("9276308686")).toBe(true);
    // 3·10 = 30, which leaves 8: 10-8 = 2.
    expect(isLearnerNumber("3000000002")).toBe(true);
    // With 1·3 more, 33 leaves nothing.
    expect(isLearnerNumber("3000000101")).toBe(false);
    // 1·10+1·6+3·2 = 22 leaves nothing.
    expect(isLearnerNumber("1000100030")).toBe(false);
    expect(isLearnerNumber("0276308686")).toBe(false);
  });
});

describe("a document", () => {
  const personal = (text: string): readonly string[] =>
    readDocument(text).personalData.map(
      ({ kind, range, bound }) =>
        `${kind}${bound === undefined ? "" : ` (${bound})`}: ${textOf(indexLines(text), range)}`,
    );

  it("may say in its header how to reach those who made it", () => {
    const text = `---
portfolio: general
standards: QIF
email: office@northgate.example
learnerNumber: 9276308686
witnesses:
  - name: J. Manager
    role: Line manager
    contact: 07700 900123, j.manager@northgate.example
    postcode: LS1 1AB
---
`;
    expect(personal(text)).toEqual([]);
  });

  it("may not say so elsewhere, nor say more of them", () => {
    const text = `---
evidence: E01
title: Call to 07700 900123
contact: 07700 900124
witness:
  name: J. Manager, 07700 900125
  contact: 07700 900126, born 12 March 1990
participant:
  email: sam@northgate.example
# ring 07700 900127
file: scans/07700 900128
---
`;
    // A piece's own `contact` is nobody's in particular.
    expect(personal(text)).toEqual([
      "phone-number: 07700 900123",
      "phone-number: 07700 900124",
      "phone-number: 07700 900125",
      "date-of-birth: 12 March 1990",
      "email-address: sam@northgate.example",
      "phone-number: 07700 900127",
    ]);
  });

  it("is read in code, comments and links too, reviews and evidence alike", () => {
    const body =
      "```\n07700 900123\n```\n<!-- 07700 900124 -->\n`LS1 1AB`\n[x](a/sam@b.example.md)\n";
    const wanted = [
      "phone-number: 07700 900123",
      "phone-number: 07700 900124",
      "postcode: LS1 1AB",
      "email-address (path): sam@b.example.md",
    ];
    for (const role of ["evidence: E01", "review: R01", "portfolio: general"]) {
      expect(personal(`---\n${role}\n---\n${body}`)).toEqual(wanted);
    }
    expect(personal(body)).toEqual(wanted);
  });

  it("is not asked about the reasons of its comments", () => {
    expect(
      personal(
        "<!-- evidence-ignore stale-evidence: 07700 900123 agreed -->\n",
      ),
    ).toEqual([]);
  });
});

describe("taking out", () => {
  const takenOut = (text: string): string =>
    applyEdits(
      text,
      redactionEdits(indexLines(text), readDocument(text).personalData),
    );

  it.each([
    ["Ring 07700 900123.", "Ring (phone number removed)."],
    ["Sam (07700 900123) rang.", "Sam (phone number removed) rang."],
    ["(020) 7946 0018: ring", "(phone number removed): ring"],
    ["<sam@b.example>", "(e-mail address removed)"],
    [
      "[sam@b.example](mailto:sam@b.example)",
      "[(e-mail address removed)](mailto:removed)",
    ],
    ["[s]: mailto:sam@b.example", "[s]: mailto:removed"],
    ["[x](a/sam@b.example.md)", "[x](a/sam@b.example.md)"],
    [
      "DOB: 12/03/1990, ULN 9276308686",
      "DOB: (date of birth removed), ULN (learner number removed)",
    ],
    [
      "---\nevidence: E01\nnote: [a, 07700 900123]\n---\n",
      "---\nevidence: E01\nnote: [a, (phone number removed)]\n---\n",
    ],
  ])("%j", (text, wanted) => {
    expect(takenOut(text)).toBe(wanted);
    const left = readDocument(wanted);
    expect(left.headerProblems).toEqual([]);
    expect(
      left.personalData.filter(({ bound }) => bound === undefined),
    ).toEqual([]);
  });
});
