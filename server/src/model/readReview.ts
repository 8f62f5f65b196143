// Reads a review document's header.

import { oneOrMany, valueOf, type HeaderMap } from "../syntax/headerTree.ts";
import type {
  AgreementFacts,
  DecisionFacts,
  DecisionWord,
  FingerprintFacts,
  ReviewFacts,
  ReviewRole,
} from "./facts.ts";
import { mapOf, scalarOf, scalarsOf, textOf } from "./headerFields.ts";
import { readDate, stated, statedId } from "./readEvidence.ts";
import { readMembers } from "./readMembers.ts";

const words: readonly DecisionWord[] = [
  "met",
  "partly-met",
  "not-yet-met",
  "query",
];

const roles: readonly ReviewRole[] = [
  "assessor",
  "internal-quality-assurer",
  "external-quality-assurer",
  "moderator",
];

export function readReview(root: HeaderMap): ReviewFacts | undefined {
  const id = scalarOf(valueOf(root, "review"));
  if (id === undefined) return undefined;
  const of = scalarOf(valueOf(root, "of"));
  const reviewer = scalarOf(valueOf(root, "reviewer"));
  const role = oneOf(roles, textOf(valueOf(root, "role")));
  const date = readDate(valueOf(root, "date"));
  return {
    id: stated(id),
    ...(of === undefined ? {} : { of: stated(of) }),
    ...(reviewer === undefined ? {} : { reviewer: stated(reviewer) }),
    ...(role === undefined ? {} : { role }),
    ...(date === undefined ? {} : { date }),
    seen: oneOrMany(valueOf(root, "seen")).flatMap((item) => {
      const on = readDate(valueOf(mapOf(item), "on"));
      return scalarsOf(valueOf(mapOf(item), "evidence")).map((evidence) => ({
        ...statedId(evidence),
        ...(on === undefined ? {} : { on }),
      }));
    }),
    decisions: oneOrMany(valueOf(root, "decisions")).flatMap((item) => {
      const map = mapOf(item);
      return map === undefined ? [] : [readDecision(map)];
    }),
  };
}

/** Case, blanks and hyphens do not count: the schema says how it is written. */
function oneOf<Word extends string>(
  known: readonly Word[],
  text: string | undefined,
): Word | undefined {
  const folded = text?.toLowerCase().replace(/[\s_-]+/g, "-");
  return known.find((word) => word === folded);
}

function readDecision(map: HeaderMap): DecisionFacts {
  const decision = scalarOf(valueOf(map, "decision"));
  const word = oneOf(words, textOf(decision));
  const judgement = scalarOf(valueOf(map, "judgement"));
  const agreement = readAgreement(map);
  const comment = textOf(valueOf(map, "comment"));
  return {
    standards: readMembers(valueOf(map, "standards")),
    evidence: scalarsOf(valueOf(map, "evidence")).map(statedId),
    ...(decision === undefined
      ? {}
      : {
          decision: {
            ...stated(decision),
            ...(word === undefined ? {} : { word }),
          },
        }),
    ...(judgement === undefined ? {} : { judgement: stated(judgement) }),
    ...(agreement === undefined ? {} : { agreement }),
    ...(comment === undefined ? {} : { comment }),
    fingerprints: readFingerprints(map),
    range: map.entries[0]?.key.range ?? map.range,
  };
}

/** Of both words the first counts. */
function readAgreement(map: HeaderMap): AgreementFacts | undefined {
  for (const { key, value } of map.entries) {
    if (key.text !== "agrees" && key.text !== "disagrees") continue;
    const review = scalarOf(value);
    if (review === undefined) continue;
    return { agrees: key.text === "agrees", review: stated(review) };
  }
  return undefined;
}

function readFingerprints(map: HeaderMap): readonly FingerprintFacts[] {
  const entries = mapOf(valueOf(map, "fingerprints"))?.entries ?? [];
  return entries.flatMap(({ key, value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [{ of: statedId(key), value: text }];
  });
}
