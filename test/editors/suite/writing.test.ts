// What helps while writing: completion of codes and citations, and hovers.
import {
  completionsAt,
  contains,
  equal,
  extension,
  finding,
  hoverText,
  labelOf,
  open,
  rangeOf,
  replace,
  revertAll,
  until,
} from "./support.ts";

describe("writing", () => {
  before(() => extension());
  afterEach(() => revertAll());

  it("completes codes of the portfolio's standards in evidence", async () => {
    const document = await open("evidence", "e02.md");
    await finding(document, "unknown-standard", "QIF-1.77");
    await replace(document, "QIF-1.77", "QIF-1.");
    const position = rangeOf(document, "QIF-1.").end;
    const labels = await until("codes are offered", async () => {
      const items = await completionsAt(document, position);
      const found = items.map(labelOf).filter((label) => label.includes("QIF"));
      return found.length > 0 && found;
    });
    contains(labels, "QIF-1.2", "labels");
  });

  it("completes citations of evidence in a report", async () => {
    const document = await open("report.md");
    await finding(document, "unknown-standard", "QIF-1.9");
    await replace(document, "every quarter.", "every quarter, see @.");
    const position = rangeOf(document, "see @").end;
    const labels = await until("evidence is offered", async () => {
      const items = await completionsAt(document, position);
      const found = items.map(labelOf).filter((label) => /E\d+/.test(label));
      return found.length > 0 && found;
    });
    equal(
      labels.some((label) => label.includes("E01")),
      true,
      `E01 among ${labels.join(", ")}`,
    );
  });

  it("tells what a code in a heading means", async () => {
    const document = await open("report.md");
    const text = await until("there is a hover", async () => {
      const hover = await hoverText(
        document,
        rangeOf(document, "QIF-1.1").start.translate(0, 2),
      );
      return hover.includes("QIF-1.1") && hover;
    });
    equal(text.length > "QIF-1.1".length, true, "says more than the code");
  });
});
