// Completion and hover in packs are total: whatever stands in the file and
// wherever the cursor is, they throw nothing and stay at the cursor.

import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { completion } from "../../server/src/features/completion.ts";
import { openDocument } from "../../server/src/features/document.ts";
import { hover } from "../../server/src/features/hover.ts";
import { shipped } from "../../server/src/generated/shippedPacks.js";
import { shippedTexts } from "../../server/src/generated/shippedTexts.js";
import { readFrameworkPack } from "../../server/src/model/frameworkPack.ts";
import { updateSnapshot } from "../../server/src/model/snapshot.ts";
import { lineText, positionAt } from "../../server/src/text/lineIndex.ts";
import { touches } from "../../server/src/text/textRange.ts";
import { mutated, mutations } from "../support/sampleFiles.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

const yaml = shippedTexts.map(({ text }) => text);
const json = yaml.map((text) => JSON.stringify(parse(text), null, 2));
const texts = [...yaml, ...json].map((text) => text.slice(0, 4000));
const base = snapshotOf([]);

it("at any place of any mutation of a pack", { timeout: 180_000 }, () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      mutations,
      fc.constantFrom("own.yaml", "own.json"),
      fc.array(fc.nat(5000), { minLength: 1, maxLength: 8 }),
      (text, all, name, places) => {
        const path = `.evidence/frameworks/${name}`;
        const changed = mutated(text, all);
        const pack = readFrameworkPack({
          file: path,
          text: changed,
          isShipped: false,
        });
        const snapshot = updateSnapshot(base, shipped, {
          packs: new Map([[path, pack]]),
        });
        const document = openDocument(path, changed);
        for (const place of places) {
          const position = positionAt(document.index, place);
          const length = lineText(document.index, position.line).length;
          const { offers } = completion(snapshot, document, position);
          for (const { range, newText } of offers) {
            expect(range.startLine).toBe(position.line);
            expect(range.endLine).toBe(position.line);
            expect(range.endCharacter).toBeLessThanOrEqual(length);
            expect(touches(range, position)).toBe(true);
            expect(newText).not.toBe("");
          }
          const hovered = hover(snapshot, document, position);
          if (hovered !== undefined) {
            expect(touches(hovered.range, position)).toBe(true);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});
