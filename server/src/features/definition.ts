// Definition: from a code to its line in the pack, from a citation to the
// piece of evidence, from a quality assurer's word to the review.

import { frameworkOf } from "../model/catalogue.ts";
import { placesOf } from "../model/namedPlaces.ts";
import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { subjectAt } from "../model/subjectAt.ts";
import { subjectInPack } from "../model/subjectInPack.ts";
import { portfolioOf } from "../model/workspaceIndex.ts";
import type { Position, TextRange } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

export type DefinitionAnswer = {
  /** What was clicked. */
  readonly origin: TextRange;
  readonly range: TextRange;
} & (
  | { readonly kind: "document"; readonly path: FilePath }
  | {
      readonly kind: "pack";
      readonly file: string;
      readonly isShipped: boolean;
    }
);

export function definition(
  snapshot: Snapshot,
  { path, index }: OpenDocument,
  position: Position,
): readonly DefinitionAnswer[] {
  const subject = snapshot.packs.has(path)
    ? subjectInPack(snapshot, path, index, position)
    : subjectAt(snapshot, path, position);
  if (subject === undefined) return [];
  const { catalogue } = snapshot;
  const origin = subject.range;
  switch (subject.kind) {
    case "standard": {
      const { file, isShipped } = frameworkOf(catalogue, subject.standard);
      return [
        {
          kind: "pack",
          file,
          isShipped,
          origin,
          range: subject.standard.range,
        },
      ];
    }
    case "framework": {
      const { file, isShipped, range } = subject.framework;
      return [{ kind: "pack", file, isShipped, origin, range }];
    }
    case "qualification": {
      const framework = catalogue.byKey.get(subject.qualification.framework);
      if (framework === undefined) return [];
      const { file, isShipped } = framework;
      const { range } = subject.qualification;
      return [{ kind: "pack", file, isShipped, origin, range }];
    }
    case "pathway": {
      const framework = catalogue.byKey.get(subject.qualification.framework);
      if (framework === undefined) return [];
      const { file, isShipped } = framework;
      const { range } = subject.pathway;
      return [{ kind: "pack", file, isShipped, origin, range }];
    }
    case "kind":
    case "field":
      return [];
    case "evidence": {
      const portfolio = portfolioOf(snapshot.index, path);
      const entry = portfolio?.table.byId.get(subject.evidence);
      const facts =
        entry && portfolio?.documents.get(entry.path)?.evidence[entry.item];
      if (entry === undefined || facts === undefined) return [];
      return [
        { kind: "document", path: entry.path, origin, range: facts.id.range },
      ];
    }
    case "review":
      return placesOf(snapshot, path, subject).flatMap((place) =>
        place.isDeclaration
          ? [{ kind: "document", path: place.path, origin, range: place.range }]
          : [],
      );
  }
}
