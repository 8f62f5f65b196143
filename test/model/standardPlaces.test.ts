// The places that are kept of a portfolio are those that are found in it.

import { describe, expect, it } from "vitest";
import { placesOf } from "../../server/src/model/namedPlaces.ts";
import { inOneGo } from "../../server/src/model/bitByBit.ts";
import {
  keepPlaces,
  placesKept,
} from "../../server/src/model/standardPlaces.ts";
import { documentStart } from "../../server/src/text/textRange.ts";
import { sampleFiles } from "../support/sampleFiles.ts";
import { snapshotOf } from "../support/snapshotOf.ts";

describe.each(["diploma", "self-assessment", "broken"])(
  "in the sample %s",
  (sample) => {
    const snapshot = snapshotOf(sampleFiles(sample));
    const { index, catalogue } = snapshot;
    const portfolios = [...index.portfolios.values()];

    it("are those of every standard there is", () => {
      const standards = [...catalogue.standardByKey.values()];
      let count = 0;
      for (const portfolio of portfolios) {
        const kept = inOneGo(keepPlaces(catalogue, portfolio));
        for (const standard of standards) {
          const range = documentStart;
          const subject = { kind: "standard", standard, range } as const;
          const found = placesOf(snapshot, portfolio.path, subject).filter(
            ({ path }) => portfolio.documents.has(path),
          );
          expect(placesKept(kept, standard.key)).toEqual(found);
          count += found.length;
        }
      }
      expect(count).toBeGreaterThan(10);
    });
  },
);
