// References: from a code to all that is mapped to it, reported on it, decided
// about it; from an ID of evidence to all that cites it.

import { frameworkOf } from "../model/catalogue.ts";
import type { Framework } from "../model/framework.ts";
import { placesOf } from "../model/namedPlaces.ts";
import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";
import { subjectAt, type Subject } from "../model/subjectAt.ts";
import { subjectInPack } from "../model/subjectInPack.ts";
import type { Position, TextRange } from "../text/textRange.ts";
import type { OpenDocument } from "./document.ts";

export type ReferenceAnswer = { readonly range: TextRange } & (
  | { readonly kind: "document"; readonly path: FilePath }
  | {
      readonly kind: "pack";
      readonly file: string;
      readonly isShipped: boolean;
    }
);

export function references(
  snapshot: Snapshot,
  { path, index }: OpenDocument,
  position: Position,
  withDeclaration: boolean,
): readonly ReferenceAnswer[] {
  const named = snapshot.packs.has(path)
    ? subjectInPack(snapshot, path, index, position)
    : subjectAt(snapshot, path, position);
  if (named === undefined || named.kind === "kind" || named.kind === "field") {
    return [];
  }
  return [
    ...(withDeclaration ? packLine(snapshot, named) : []),
    ...placesOf(snapshot, path, named)
      .filter(({ isDeclaration }) => withDeclaration || !isDeclaration)
      .map(({ path: file, range }): ReferenceAnswer => ({
        kind: "document",
        path: file,
        range,
      })),
  ];
}

/** Where a pack gives the name, for what has its name from a pack. */
function packLine(
  { catalogue }: Snapshot,
  subject: Subject,
): readonly ReferenceAnswer[] {
  const line = (
    framework: Framework | undefined,
    range: TextRange,
  ): readonly ReferenceAnswer[] =>
    framework === undefined
      ? []
      : [
          {
            kind: "pack",
            file: framework.file,
            isShipped: framework.isShipped,
            range,
          },
        ];
  switch (subject.kind) {
    case "standard": {
      const { standard } = subject;
      return line(frameworkOf(catalogue, standard), standard.range);
    }
    case "framework":
      return line(subject.framework, subject.framework.range);
    case "qualification": {
      const { framework, range } = subject.qualification;
      return line(catalogue.byKey.get(framework), range);
    }
    case "pathway": {
      const { framework } = subject.qualification;
      return line(catalogue.byKey.get(framework), subject.pathway.range);
    }
    case "evidence":
    case "review":
      return [];
  }
}
