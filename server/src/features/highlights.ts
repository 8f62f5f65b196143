// Highlights: the places in this document that name what the cursor is on.

import { readingOf } from "../model/documentReading.ts";
import type { NamedPlace } from "../model/evidencePlaces.ts";
import { placesIn } from "../model/namedPlaces.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { subjectAt } from "../model/subjectAt.ts";
import type { Position } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

export function highlights(
  snapshot: Snapshot,
  { path }: OpenDocument,
  position: Position,
): readonly NamedPlace[] {
  const reading = readingOf(snapshot, path);
  const subject = subjectAt(snapshot, path, position);
  return reading === undefined || subject === undefined
    ? []
    : placesIn(snapshot.catalogue, reading, subject);
}
