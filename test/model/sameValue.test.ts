// What keeps its identity after an edit: equal values, and the equal parts of
// others, so that whatever hangs on them need not be looked at again.

import { describe, expect, it } from "vitest";
import type { DocumentFacts } from "../../server/src/model/facts.ts";
import { readDocument } from "../../server/src/model/readDocument.ts";
import { keepIdentity, saysTheSame } from "../../server/src/model/sameValue.ts";

describe("keepIdentity", () => {
  const before = { a: [{ n: 1 }, { n: 2 }, { n: 3 }], b: { c: [4] } };

  it("keeps what is alike", () => {
    expect(keepIdentity(before, structuredClone(before))).toBe(before);
  });

  it("keeps the parts of it that are alike", () => {
    const next = { a: [{ n: 1 }, { n: 5 }, { n: 3 }], b: { c: [4] } };
    const kept = keepIdentity(before, structuredClone(next));
    expect(kept).toEqual(next);
    expect(kept.b).toBe(before.b);
    expect(kept.a[0]).toBe(before.a[0]);
    expect(kept.a[2]).toBe(before.a[2]);
  });

  it.each([
    ["a field that is gone", { a: 1, b: undefined }, { a: 1 }],
    ["a field that is new", { a: 1 }, { a: 1, b: undefined }],
    ["a longer list", [1, [2]], [1, [2], 3]],
    ["a shorter list", [1, [2], 3], [1, [2]]],
    ["a list in place of an object", { a: {} }, { a: [] }],
    ["nothing in place of something", { a: { b: 1 } }, { a: null }],
  ])("gives what is there now: %s", (_, old, now) => {
    const kept: unknown = keepIdentity<unknown>(old, now);
    expect(kept).toStrictEqual(now);
    expect(kept).not.toBe(old);
  });

  it("changes neither of the two", () => {
    const next = { a: [{ n: 1 }], b: { c: [4] } };
    const [old, now] = [structuredClone(before), structuredClone(next)];
    keepIdentity(before, next);
    expect(before).toEqual(old);
    expect(next).toEqual(now);
  });
});

describe("saysTheSame", () => {
  const header = (text: string): DocumentFacts["portfolio"] =>
    readDocument(`---\nportfolio: general\n${text}\n---\n`).portfolio;
  const before = header("standards:\n  - QIF-1.1\nassessmentDate: 2026-06-30");

  it.each([
    [
      "lines above",
      "\n# ours\nstandards:\n  - QIF-1.1\nassessmentDate: 2026-06-30",
    ],
    ["another order", "assessmentDate: 2026-06-30\nstandards:\n  - QIF-1.1"],
    [
      "indented otherwise",
      "standards:\n      - QIF-1.1\nassessmentDate:  2026-06-30",
    ],
  ])("of facts that stand elsewhere: %s", (_, text) => {
    expect(header(text)).not.toEqual(before);
    expect(saysTheSame(before, header(text))).toBe(true);
  });

  it.each([
    ["another code", "standards:\n  - QIF-1.2\nassessmentDate: 2026-06-30"],
    [
      "one more",
      "standards:\n  - QIF-1.1\n  - QIF-1.2\nassessmentDate: 2026-06-30",
    ],
    ["a map", "standards:\n  QIF-1: 1.1\nassessmentDate: 2026-06-30"],
    ["a field that is gone", "standards:\n  - QIF-1.1"],
  ])("not of other facts: %s", (_, text) => {
    expect(saysTheSame(before, header(text))).toBe(false);
    expect(saysTheSame(header(text), before)).toBe(false);
  });
});

it("a letter in an item leaves all else of a report the very same", () => {
  const text = `# QIF-1.1 Vision

As @E01 shows, [the record](e01.md) is kept.

### Strengths

- Goals are measurable
- and in use

Judgement: Good

- [ ] Do it (owner: A)
`;
  const read = (written: string): DocumentFacts => readDocument(written);
  const before = read(text);
  const edited = text.replace("measurable", "measurable!");
  const facts = keepIdentity(before, read(edited));
  expect(facts.outline).toBe(before.outline);
  expect(facts.citations).toBe(before.citations);
  expect(facts.links).toBe(before.links);
  expect(facts.labelledLines).toBe(before.labelledLines);
  expect(facts.actions).toBe(before.actions);
  const others = facts.items.filter((item, at) => item !== before.items[at]);
  expect(others.map((item) => item.text)).toEqual(["Goals are measurable!"]);
});
