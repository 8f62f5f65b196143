// Reads a review document's header.

import { oneOrMany, valueOf, type HeaderMap } from "../syntax/headerTree.ts";
import type { DecisionFacts, ReviewFacts } from "./facts.ts";
import { mapOf, scalarOf, scalarsOf, textOf } from "./headerFields.ts";
import { readDate, stated } from "./readEvidence.ts";
import { readMembers } from "./readMembers.ts";

export function readReview(root: HeaderMap): ReviewFacts | undefined {
  const id = scalarOf(valueOf(root, "review"));
  if (id === undefined) return undefined;
  const of = scalarOf(valueOf(root, "of"));
  const reviewer = textOf(valueOf(root, "reviewer"));
  const role = textOf(valueOf(root, "role"));
  const date = readDate(valueOf(root, "date"));
  return {
    id: stated(id),
    ...(of === undefined ? {} : { of: stated(of) }),
    ...(reviewer === undefined ? {} : { reviewer }),
    ...(role === undefined ? {} : { role }),
    ...(date === undefined ? {} : { date }),
    seen: oneOrMany(valueOf(root, "seen")).flatMap((item) =>
      scalarsOf(valueOf(mapOf(item), "evidence")).map(stated),
    ),
    decisions: oneOrMany(valueOf(root, "decisions")).flatMap((item) => {
      const map = mapOf(item);
      return map === undefined ? [] : [readDecision(map)];
    }),
  };
}

function readDecision(map: HeaderMap): DecisionFacts {
  const decision = textOf(valueOf(map, "decision"));
  const comment = textOf(valueOf(map, "comment"));
  return {
    standards: readMembers(valueOf(map, "standards")),
    evidence: scalarsOf(valueOf(map, "evidence")).map(stated),
    ...(decision === undefined ? {} : { decision }),
    ...(comment === undefined ? {} : { comment }),
    range: map.entries[0]?.key.range ?? map.range,
  };
}
