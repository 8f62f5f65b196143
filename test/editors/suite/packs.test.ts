// Framework packs in the editor's own YAML and JSON: completion, hover, and
// findings that follow what is typed and show what they do elsewhere.
import * as vscode from "vscode";
import {
  codeOf,
  completionsAt,
  contains,
  equal,
  extension,
  finding,
  findingsIn,
  fixesFor,
  hoverText,
  labelOf,
  open,
  rangeOf,
  replace,
  revertAll,
  until,
} from "./support.ts";

const team = [".evidence", "frameworks", "team.yaml"];
const site = [".evidence", "frameworks", "site.json"];

async function labelsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  expected: string,
): Promise<readonly string[]> {
  return until(`${expected} is offered`, async () => {
    const labels = (await completionsAt(document, position)).map(labelOf);
    return labels.includes(expected) && labels;
  });
}

describe("packs", () => {
  before(() => extension());
  afterEach(() => revertAll());

  it("offers fields, kinds and codes in YAML", async () => {
    const document = await open(...team);
    const field = await labelsAt(
      document,
      rangeOf(document, "tiers:").start,
      "codeShape",
    );
    equal(field.includes("edition"), false, "edition stands there already");
    await labelsAt(
      document,
      rangeOf(document, "simulation").start,
      "observation",
    );
    const see = rangeOf(document, "- TEAM-1").start.translate(0, 2);
    await labelsAt(document, see, "TEAM-2");
  });

  it("offers a whole pack in a blank file", async () => {
    const document = await open(...team);
    await replace(document, document.getText(), "");
    await labelsAt(
      document,
      new vscode.Position(0, 0),
      "Framework with standards",
    );
  });

  it("says what a field, a kind and a code mean", async () => {
    const document = await open(...team);
    for (const [place, says] of [
      ["owner:", "Who publishes the standards"],
      ["simulation", "performance in a staged setting"],
      ["- TEAM-1", "Listening to each other"],
    ] as const) {
      const at = rangeOf(document, place).start.translate(0, 3);
      await until(`the hover on ${place} says ${says}`, async () =>
        (await hoverText(document, at)).includes(says),
      );
    }
  });

  it("finds a slip where it is typed, and the light bulb mends it", async () => {
    const document = await open(...team);
    await replace(document, "requirements:", "requirments:");
    const slip = await finding(document, "invalid-framework", "requirments");
    const [fix] = await until("there is a fix", async () => {
      const fixes = await fixesFor(document, slip);
      return fixes.length > 0 && fixes;
    });
    if (fix?.edit === undefined) throw new Error("The fix has no edit.");
    await vscode.workspace.applyEdit(fix.edit);
    await until(
      "the finding is gone",
      () => findingsIn(document, "invalid-framework").length === 0,
    );
  });

  it("completes, finds and explains in JSON", async () => {
    const document = await open(...site);
    await replace(document, '"licence"', '"licenc"');
    await finding(document, "invalid-framework", '"licenc"');
    const labels = await labelsAt(
      document,
      rangeOf(document, '"licenc').end,
      "licence",
    );
    contains(labels, "licence", "labels");
    const at = rangeOf(document, '"owner"').start.translate(0, 2);
    await until("there is a hover", async () =>
      (await hoverText(document, at)).includes("Who publishes the standards"),
    );
  });

  it("keeps the last good version for evidence while a pack is broken", async () => {
    const evidence = await open("evidence", "e02.md");
    const unknown = (): number =>
      findingsIn(evidence, "unknown-standard").length;
    await finding(evidence, "unknown-standard", "QIF-1.77");
    await replace(evidence, "QIF-1.77", "TEAM-2");
    await until("TEAM-2 is known", () => unknown() === 0);
    const document = await open(...team);
    await replace(document, "items:", "items: [");
    await until("the pack has a finding", () =>
      findingsIn(document).map(codeOf).includes("invalid-framework"),
    );
    equal(unknown(), 0, "unknown standards while the pack is broken");
    await replace(document, "items: [", "items:");
    await replace(document, "TEAM-2", "TEAM-3");
    await until("TEAM-2 is known no more", () => unknown() === 1);
  });
});
