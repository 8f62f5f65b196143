// The check characters of the register's numbers, by published numbers.

import { describe, expect, it } from "vitest";
import { findRegisterNumber } from "../../server/src/model/checkCharacter.ts";

describe("a unit number", () => {
  it.each([
    "D/601/5313",
    "F/601/5319",
    "F/502/4625",
    "F/502/3300",
    "H/601/5314",
    "K/507/1406",
    "L/507/6467",
    "Y/503/5372",
    "A/000/0000",
  ])("%s fits its letter", (text) => {
    expect(findRegisterNumber(text)).toMatchObject({
      kind: "unit",
      hasRightCheck: true,
      isSeparated: true,
      length: text.length,
    });
  });

  it.each(["K/601/1234", "D/601/5314", "D/601/3513"])(
    "%s does not fit its letter",
    (text) => {
      expect(findRegisterNumber(text)).toMatchObject({
        kind: "unit",
        hasRightCheck: false,
      });
    },
  );

  it("is seen whichever digit slips, and whichever neighbours change places", () => {
    const digits = "6015313";
    for (let at = 0; at < digits.length; at += 1) {
      for (const digit of "0123456789") {
        const slipped = digits.slice(0, at) + digit + digits.slice(at + 1);
        expect(findRegisterNumber(`D${slipped}`)?.hasRightCheck).toBe(
          slipped === digits,
        );
      }
      const [a = "", b = ""] = digits.slice(at, at + 2);
      const swapped = digits.slice(0, at) + b + a + digits.slice(at + 2);
      expect(findRegisterNumber(`D${swapped}`)?.hasRightCheck).toBe(
        swapped === digits,
      );
    }
  });

  it.each([
    ["d6015313", 8],
    ["D 601 5313.1.2", 10],
    ["D/601/5313 1.2", 10],
    ["D/601/5313.1.1-1.4", 10],
    ["D–601–5313", 10],
    ["Ｄ／６０１／５３１３", 10],
    ["D\u2044601\u22155313", 10],
  ])("%j is read", (text, length) => {
    expect(findRegisterNumber(text)).toMatchObject({
      form: "D6015313",
      from: 0,
      length,
      hasRightCheck: true,
    });
  });

  it("has its place behind blanks", () => {
    expect(findRegisterNumber("  D/601/5313 ")).toMatchObject({
      from: 2,
      length: 10,
    });
  });
});

describe("a qualification number", () => {
  it.each(
    (
      "100/4915/0 500/9293/5 500/9294/7 500/9299/6 500/9300/9 500/9301/0 500/9302/2 500/9487/7 500/9572/9 500/9909/7 500/9943/7 " +
      "501/1844/4 501/2181/9 501/2183/2 " +
      "600/0343/1 600/1245/6 600/1617/6 600/8382/7 600/8383/9 600/8384/0 600/8912/X " +
      "601/2671/1 601/2776/4 601/6108/5 601/8434/6 601/8435/8 603/1395/X"
    ).split(" "),
  )("%s fits its last character", (text) => {
    for (const written of [text, text.replaceAll("/", "").toLowerCase()]) {
      expect(findRegisterNumber(written)).toMatchObject({
        kind: "qualification",
        hasRightCheck: true,
      });
    }
  });

  it.each(["123/1234/1", "603/2476/0"])(
    "%s does not fit its last character",
    (text) => {
      expect(findRegisterNumber(text)).toMatchObject({
        kind: "qualification",
        hasRightCheck: false,
      });
    },
  );
});

it.each([
  "C00/1056/1",
  "C0010561",
  "QIF-1.1",
  "ERS-02",
  "ST0663-K1",
  "AVA-L3-CERT",
  "D/601/531",
  "D/601/53133",
  "D/601/5313a",
  "600/8912/X.1",
  "2026-05-1",
  "",
])("%j is no such number", (text) => {
  expect(findRegisterNumber(text)).toBeUndefined();
});
